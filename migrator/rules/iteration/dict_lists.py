"""keys(), values() and items() of a dict returned lists."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.facts.uses import Kind
from migrator.module import Module
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.iteration import forms
from migrator.rules.iteration.receivers import is_dict_call, method_called

NAMES = ("keys", "values", "items")
_EQUALITIES = frozenset("""
    assertEqual assertEquals assertNotEqual assertNotEquals failUnlessEqual failIfEqual assert_equal
    """.split())
_SAME_KEYS = "dictionaries of the same keys had them in the same order, but for collisions"
_SET_OPERATIONS = (ast.BitAnd, ast.BitOr, ast.BitXor, ast.Sub)


class DictLists(Rule):
    """keys(), values() and items() get the lists that they returned.

    In Python 3 they are views: they follow the dictionary, which must not grow or shrink while one
    is walked, and they cannot be indexed, joined, sorted or compared as lists can. They get a
    `list()` around them unless what is done with them is proven to need none, or they are methods
    of a class of the module. Objects of other classes whose `keys()` is a list get one that they
    do not need.

    The order of keys followed from the keys, and today it is that in which they came: where the
    keys of two dictionaries are compared, they are compared as sets.
    """

    code = "ITR100"
    name = "dict-lists"
    words = frozenset(NAMES)
    examples = (
        (
            "d = {'a': 1}\nprint d.keys()[0], d.values() + [2], d.items()\n",
            "d = {'a': 1}\nprint(list(d.keys())[0], list(d.values()) + [2], list(d.items()))\n",
        ),
        (
            "d = {1: 2, 3: 4}\nfor k in d.keys():\n    if k > 1:\n        del d[k]\nprint d\n",
            "d = {1: 2, 3: 4}\nfor k in list(d.keys()):\n    if k > 1:\n        del d[k]\nprint(d)\n",
        ),
        (
            "class Names(dict):\n    def keys(self):\n        return dict.keys(self)\n\n\n"
            "print Names(a=1).keys()\n",
            "class Names(dict):\n    def keys(self):\n        return list(dict.keys(self))\n\n\n"
            "print(Names(a=1).keys())\n",
        ),
        (
            "d = {'b': 1, 'a': 2}\nnames = d.keys()\nnames.sort()\nprint names\n",
            "d = {'b': 1, 'a': 2}\nnames = list(d.keys())\nnames.sort()\nprint(names)\n",
        ),
        (
            "def same(**given):\n    return {'b': 1, 'a': 2}.keys() == given.keys()\n\n\nprint same(a=3, b=4)\n",
            "def same(**given):\n    return set({'b': 1, 'a': 2}.keys()) == set(given.keys())\n\n\n"
            "print(same(a=3, b=4))\n",
        ),
    )
    leave_alone = (
        "d = {'b': 1}\nfor k, v in d.items():\n    print(k * v)\n",
        "d = {'b': 1}\nprint(sorted(d.keys()), len(d.values()), 'b' in d.keys(), max(d.values()))\n",
        "d = {'b': 1}\nprint(','.join(d.keys()), set(d.values()), [k for k in d.keys()])\n",
        "class Table(object):\n    def keys(self):\n        return ['own']\n\n\nprint(Table().keys())\n",
        "def keys():\n    return 'function'\n\n\nprint(keys())\n",
        "d = {'b': 1}\nprint(list(d.keys()) == ['b'], list(d.keys()) == list({'b': 2}.keys()))\n",
        "import shelve\n\nd = {'b': 1}\nfor k in d.keys():\n    d[k] += 1\nprint(list(d.items()))\n",
    )

    def sites(self) -> Iterator[int]:
        for call in forms.calls_of_method(self.module, *NAMES):
            if is_dict_call(self.module, call) and not view_serves(self.module, call):
                yield self.module.offset_of(call)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        call = method_called(self.module, original_node, *NAMES)
        if call is None or view_serves(self.module, call):
            return updated_node
        if not self._is_of_equal_keys(call):
            return forms.call_of(self.module, original_node, "list", updated_node)
        self.module.decide(self, original_node, "set", Level.ASSUMED, _SAME_KEYS)
        return forms.call_of(self.module, original_node, "set", updated_node)

    def _is_of_equal_keys(self, call: ast.Call) -> bool:
        """Whether it is compared, by == or in a test, with the keys of another dictionary."""
        parent = self.module.facts.parents[call]
        if isinstance(parent, ast.Compare) and isinstance(parent.ops[0], (ast.Eq, ast.NotEq)):
            compared = [parent.left, *parent.comparators]
        elif isinstance(parent, ast.Call) and getattr(parent.func, "attr", "") in _EQUALITIES:
            compared = parent.args[:2]
        else:
            return False
        return (
            len(compared) == 2
            and all(self._are_keys(one) for one in compared)
            and "OrderedDict" not in self.module.words
        )

    def _are_keys(self, node: ast.expr) -> bool:
        """Whether an expression calls a method `keys` whose result gets a `list()` elsewhere."""
        return (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "keys"
            and is_dict_call(self.module, node)
            and not view_serves(self.module, node)
        )


def view_serves(module: Module, call: ast.Call) -> bool:
    """Whether a view is proven to do where a method of a dict is called.

    Lists have no operators of sets and no `isdisjoint`: there a view is meant.
    """
    parent = module.facts.parents[call]
    if isinstance(parent, (ast.BinOp, ast.AugAssign)) and isinstance(parent.op, _SET_OPERATIONS):
        return True
    if isinstance(parent, ast.Attribute) and parent.attr == "isdisjoint":
        return True
    kind = Kind.ITERATOR if call.args else Kind.VIEW
    return forms.serves(module, call, kind)
