"""Classes of the program that have methods which a dict had in Python 2."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.iteration.dict_iterators import ITERATORS
from migrator.rules.iteration.next_methods import alias
from migrator.rules.iteration.receivers import is_spared, may_be_dict

# What a call of the method becomes where it may be a dict's. Not `keys`: what has it is a mapping
# for `dict(...)` and `update`, where 2.7 saw pairs.
_METHODS = {old: new for old, new in ITERATORS.items() if new != "keys"}
_METHODS["has_key"] = "__contains__"


class OwnMethods(Rule):
    """A class with iteritems, itervalues or has_key gets it by its new name as well.

    A call of `x.iteritems()` becomes `x.items()` wherever `x` may be a dict, `x.has_key(k)` becomes
    `k in x`. If it is an instance of a class that has only the old method, here or in another
    module of the program, it must find it by its new name. The old name stays. A class that
    inherits from one that is not in the module is left alone, and so is one that can be searched
    by iteration.
    """

    code = "ITR115"
    name = "own-dict-methods"
    words = frozenset(_METHODS)
    examples = (
        (
            "class Table(object):\n    def iteritems(self):\n        yield 'a', 1\n\n\n"
            "def show(table):\n    for name, value in table.iteritems():\n"
            "        print name, value\n\n\nshow(Table())\nshow({'b': 2})\n",
            "class Table(object):\n    def iteritems(self):\n        yield 'a', 1\n\n"
            "    items = iteritems\n\n\n"
            "def show(table):\n    for name, value in table.items():\n"
            "        print(name, value)\n\n\nshow(Table())\nshow({'b': 2})\n",
        ),
        (
            "class Bag:\n    def has_key(self, key):\n        return key == 'a'\n\n\n"
            "def show(table):\n    print table.has_key('a')\n\n\nshow(Bag())\nshow({})\n",
            "class Bag:\n    def has_key(self, key):\n        return key == 'a'\n\n"
            "    __contains__ = has_key\n\n\n"
            "def show(table):\n    print('a' in table)\n\n\nshow(Bag())\nshow({})\n",
        ),
    )
    leave_alone = (
        "class Table(object):\n    def iteritems(self):\n        return iter('ab')\n\n"
        "    def show(self):\n        return list(self.iteritems())\n\n\n"
        "print(list(Table().iteritems()) + Table().show())\n",
        "class Table(object):\n    def iteritems(self):\n        return iter('ab')\n\n"
        "    def items(self):\n        return ['a', 'b']\n\n\nprint(Table().items())\n",
        "class Table(dict):\n    def iteritems(self):\n        return iter([])\n\n\n"
        "print(list(Table().iteritems()))\n",
        "class Table(object):\n    def iterkeys(self):\n        return iter('ab')\n\n\n"
        "print(list(Table().iterkeys()))\n",
        "class Bag(object):\n    def has_key(self, key):\n        return 1\n\n"
        "    def __iter__(self):\n        return iter('ab')\n\n\nprint(Bag().has_key('c'))\n",
    )

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.FlattenSentinel:
        old = original_node.name.value
        function = self.module.at(original_node) if old in _METHODS else None
        class_ = self.module.facts.parents.method_class(function) if function else None
        if class_ is None or not self._lacks(class_, _METHODS[old]) or not self._is_wanted(old):
            return updated_node
        reason = f"what calls {old} may call {_METHODS[old]} after its migration"
        self.module.decide(self, original_node, "both names", Level.GUARDED, reason)
        return cst.FlattenSentinel([updated_node, alias(_METHODS[old], old)])

    def _lacks(self, class_: ast.ClassDef, name: str) -> bool:
        types = self.module.facts.types
        others = ("__getattr__", "__iter__") if name == "__contains__" else ("__getattr__",)
        return types.defines(class_, name) is False and not any(
            types.defines(class_, other) for other in others
        )

    def _is_wanted(self, method: str) -> bool:
        """Whether the file is Python 2, or calls the method of something unknown."""
        module = self.module
        return module.dialect.version == "2" or any(
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == method
            and not is_spared(module, node)
            and may_be_dict(module, node.func.value, method)
            for node in module.facts.walk.parents
        )
