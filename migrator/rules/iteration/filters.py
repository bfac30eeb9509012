"""filter returned a str of a str, a tuple of a tuple, else a list."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.facts.effects import subtree
from migrator.facts.types import Type
from migrator.facts.uses import Kind
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import means
from migrator.rules.iteration import forms
from migrator.rules.syntax import building

HELPER = '''
def filter_same_type(function, items):
    """Filter as Python 2 did: a str gives a str, a tuple a tuple, anything else a list."""
    if isinstance(items, str):
        return "".join(filter(function, items))
    if isinstance(items, tuple):
        return tuple(filter(function, items))
    return list(filter(function, items))
'''

_STRINGS = ("str", "unicode", "string")
_CHARACTER_TESTS = frozenset("isalnum isalpha isdigit islower isspace isupper isdecimal".split())
_STRING_METHODS = frozenset("""
    capitalize decode encode endswith find isalpha isdigit join lower lstrip partition replace
    rstrip split splitlines startswith strip title translate upper zfill
    """.split())


class FilterType(Rule):
    """filter gets the str, tuple or list that it returned.

    Python 3's `filter` is lazy whatever it is given; in 2.7 it gave a str or unicode of one, a
    tuple of a tuple, and else a list. The right one of `''.join()`, `tuple()` and `list()` is put
    around it unless what is done with it is proven to need none. Where the type is unknown but
    characters are being filtered, a small function is added that asks; else a list is assumed.
    """

    code = "ITR020"
    name = "filter-type"
    words = frozenset({"filter"})
    examples = (
        (
            "odd = filter(lambda n: n % 2, [1, 2, 3])\nprint odd, len(odd)\n",
            "odd = list(filter(lambda n: n % 2, [1, 2, 3]))\nprint(odd, len(odd))\n",
        ),
        (
            "print filter(str.isdigit, 'a1b2') + '!', filter(None, (0, 1))\n",
            "print(''.join(filter(str.isdigit, 'a1b2')) + '!', tuple(filter(None, (0, 1))))\n",
        ),
        (
            "def letters(text):\n    return filter(lambda c: c.isalpha(), text)\n\n\n"
            "print letters('p2y')\n",
            HELPER.lstrip("\n") + "\n\n"
            "def letters(text):\n    return filter_same_type(lambda c: c.isalpha(), text)\n\n\n"
            "print(letters('p2y'))\n",
        ),
        (
            "def some(values):\n    return filter(None, values)\n\n\nprint some([0, 1]), some((0, 1))\n",
            HELPER.lstrip("\n") + "\n\n"
            "def some(values):\n    return filter_same_type(None, values)\n\n\n"
            "print(some([0, 1]), some((0, 1)))\n",
        ),
        (
            "def plain(text):\n    return filter(lambda c: ord(c) < 128, text)\n\n\n"
            "print plain('ab') + '!'\n",
            HELPER.lstrip("\n") + "\n\n"
            "def plain(text):\n    return filter_same_type(lambda c: ord(c) < 128, text)\n\n\n"
            "print(plain('ab') + '!')\n",
        ),
    )
    leave_alone = (
        "def some(values):\n    return sorted(filter(None, values))\n\n\nprint(some((1, 0)))\n",
        "for n in filter(None, [0, 1]):\n    print(n)\n",
        "print(sorted(filter(None, [2, 0, 1])))\n",
        "def filter(function, values):\n    return 'own'\n\n\nprint(filter(None, 'a'))\n",
        "print(list(filter(None, [0, 1])), tuple(filter(None, (0, 1))), ''.join(filter(None, 'a')))\n",
        "class Query(object):\n    def filter(self, **wanted):\n        return wanted\n\n\n"
        "print(Query().filter(a=1))\n",
    )

    def sites(self) -> Iterator[int]:
        for call in forms.calls_of_builtin(self.module, "filter"):
            if self.module.facts.uses.discarded(call) or not forms.serves(
                self.module, call, Kind.ITERATOR
            ):
                yield self.module.offset_of(call)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if not means(self.module, original_node.func, "filter"):
            return updated_node
        call = self.module.at(original_node)
        if call is None or call.keywords or not call.args:
            return updated_node
        if self.module.facts.uses.discarded(call):
            return forms.call_of(self.module, original_node, "list", updated_node)
        if forms.lazy_serves(self.module, original_node, Kind.ITERATOR):
            return updated_node
        found = self.module.facts.types.of(call.args[-1])
        kind = found.name if found is not None else None
        if kind in _STRINGS:
            return _joined(updated_node)
        if kind is None and len(call.args) == 2:
            if self._is_about_characters(call) or self._is_given_others(call.args[1]):
                return self._guarded(original_node, updated_node)
        name = "tuple" if kind == "tuple" else "list"
        self._decide(original_node, name, found)
        return forms.call_of(self.module, original_node, name, updated_node)

    def _decide(self, node: cst.Call, name: str, found: Type | None) -> None:
        if found is not None:
            reason = f"what is filtered is a {found}"
            self.module.decide(self, node, name, Level.PROVEN, reason)
        else:
            reason = "what is filtered may be of any type; of a str or tuple 2.7 gave the same type"
            self.module.decide(self, node, name, Level.ASSUMED, reason)

    def _guarded(self, original: cst.Call, updated: cst.Call) -> cst.Call:
        reason = "what is filtered may be a str or a tuple as well as a list"
        self.module.decide(self, original, "filter_same_type", Level.GUARDED, reason)
        name = self.module.helpers.add("filter_same_type", HELPER)
        return updated.with_changes(func=cst.Name(name))

    def _is_given_others(self, walked: ast.expr) -> bool:
        """Whether some call in the module passes a string or a tuple for what is filtered."""
        facts = self.module.facts
        if not isinstance(walked, ast.Name):
            return False
        return any(
            facts.types.is_a(value, "tuple", *_STRINGS)
            for one in facts.scopes.resolve(walked).definitions
            if one.kind == "parameter"
            for value in facts.calculated.passed(one.node)
        )

    def _is_about_characters(self, call: ast.Call) -> bool:
        """Whether the function or what is done with the result speaks for a string."""
        function = call.args[0]
        if isinstance(function, ast.Attribute):
            return function.attr in _CHARACTER_TESTS
        if isinstance(function, ast.Lambda) and any(
            map(self._tests_characters, subtree([function.body]))
        ):
            return True
        parent = self.module.facts.parents.get(call)
        if isinstance(parent, ast.Attribute):
            return parent.attr in _STRING_METHODS
        if isinstance(parent, ast.Compare):
            operands = [parent.left, *parent.comparators]
        elif isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add):
            operands = [parent.left, parent.right]
        else:
            return False
        return any(self.module.facts.types.is_a(one, *_STRINGS) for one in operands)

    def _tests_characters(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Attribute):
            return node.attr in _CHARACTER_TESTS
        if isinstance(node, ast.Call):
            scopes = self.module.facts.scopes
            if scopes.is_builtin(node.func):
                return node.func.id == "ord"
            return (scopes.imported(node.func) or "").startswith("unicodedata.")
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            return self.module.facts.types.is_a(node.comparators[0], *_STRINGS)
        return False


def _joined(node: cst.Call) -> cst.Call:
    join = cst.Attribute(cst.SimpleString("''"), cst.Name("join"))
    inner = building.argument(building.bare_of_parentheses(node))
    return cst.Call(join, [inner], lpar=node.lpar, rpar=node.rpar)
