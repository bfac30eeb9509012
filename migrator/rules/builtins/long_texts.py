"""BLT212: the L that longs were shown with."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.python2 import nodes, tree
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.long_values import is_long
from migrator.rules.syntax import building
from migrator.rules.syntax.backquotes import as_call

_FUNCTIONS = frozenset({"repr", "hex", "oct"})
_DROPPING = ("rstrip", "strip", "replace")
_REASON = "a long was written with an L at its end"


class LongTexts(Rule):
    """repr(2 ** 64) becomes repr(2 ** 64) + 'L', and so do hex(), oct() and backquotes of a long.

    Written where an integer is proven to have been a long: by the L of a literal, by its size, or by
    what it is calculated from. Not where the program takes an L away. What is shown in a container
    or by `%r` is told (BLT230), and what may have been a long by its size alone is not seen.
    """

    code = "BLT212"
    name = "long-texts"
    words = frozenset({*_FUNCTIONS, "`"})
    examples = (
        (
            "total = 0L\ntotal += 5\nprint repr(total), `2 ** 64`, hex(10L)[2:-1], 'end ' + oct(8L)\n",
            'def octal(number):\n    """Write a number in base 8 as Python 2\'s oct did: 0755, not 0o755."""\n'
            '    return oct(number).replace("o", "", 1) if number else "0"\n\n\n'
            "total = 0\ntotal += 5\n"
            "print(repr(total) + 'L', repr(2 ** 64) + 'L', (hex(10) + 'L')[2:-1], 'end ' + (octal(8) + 'L'))\n",
        ),
    )
    leave_alone = (
        "print(repr(5), hex(2 ** 62), repr(2 ** -64) == '5')\n",
        "n = 2 ** 64\nprint(str(n), hex(n).rstrip('L'), '%x' % n)\n",
        "def show(n):\n    return hex(n)\n\n\nprint(show(255))\n",
        "def repr(n):\n    return 'own'\n\n\nprint(repr(2 ** 64))\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.of(ast.Call, tree.Repr):
            value = self._shown(node)
            if value is not None:
                place = value if isinstance(node, tree.Repr) else node
                yield self.module.offset_of(place)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        return self._with_end(original_node, self.module.at(original_node), updated_node)

    def leave_Backquote(
        self, original_node: nodes.Backquote, updated_node: nodes.Backquote
    ) -> cst.BaseExpression:
        value = self.module.at(original_node.value)
        around = self.module.facts.parents.get(value) if value is not None else None
        if around is None or self._shown(around) is None:
            return updated_node
        call = as_call(self.module, original_node, updated_node)
        return self._with_end(original_node, around, call)

    def _with_end(
        self, original: cst.BaseExpression, node: ast.AST | None, updated: cst.BaseExpression
    ) -> cst.BaseExpression:
        if node is None or self._shown(node) is None:
            return updated
        self.module.decide(self, original, "+ 'L'", Level.PROVEN, _REASON)
        bare = building.bare_of_parentheses(updated)
        new = building.binary(bare, cst.Add(), cst.SimpleString("'L'"))
        return new.with_changes(lpar=updated.lpar, rpar=updated.rpar)

    def _shown(self, node: ast.AST) -> ast.expr | None:
        """The long that an expression writes with an L, which Python 3 does not."""
        if self.module.dialect.version != "2":
            return None
        value = self._written(node)
        if value is None or not is_long(self.module, value):
            return None
        around = self.module.facts.parents.get(node)
        is_dropped = isinstance(around, ast.Attribute) and around.attr in _DROPPING
        return None if is_dropped else value

    def _written(self, node: ast.AST) -> ast.expr | None:
        """What `repr`, `hex`, `oct` or backquotes write."""
        if isinstance(node, tree.Repr):
            return node.value
        match node:
            case ast.Call(ast.Name(id=name) as function, [value], []) if name in _FUNCTIONS:
                return value if self.module.facts.scopes.is_builtin(function) else None
        return None
