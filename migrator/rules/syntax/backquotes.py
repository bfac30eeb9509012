"""SYN050: backquotes."""

from __future__ import annotations

import libcst as cst

from migrator.module import Module
from migrator.python2 import nodes
from migrator.rules import Rule
from migrator.rules.syntax import building, places


class Backquotes(Rule):
    """Turn backquotes into a call of repr().

    Where the program has a `repr` of its own, the builtin one is called by its module.
    """

    code = "SYN050"
    name = "backquotes"
    words = frozenset({"`"})
    examples = (
        ("print('value: ' + `1 + 2`)\n", "print('value: ' + repr(1 + 2))\n"),
        ("print(`1, 2`)\n", "print(repr((1, 2)))\n"),
        (
            "def repr(value):\n    return 'mine'\nprint `1`, repr(1)\n",
            "import builtins\n\ndef repr(value):\n    return 'mine'\nprint(builtins.repr(1), repr(1))\n",
        ),
        ("print(``'a'``)\n", "print(repr(repr('a')))\n"),
    )
    leave_alone = (
        "print(repr(1 + 2))\n",
        "print('`1`')\n",
        "# `quoted`\nprint(1)\n",
        "print(repr('`'))\n",
    )

    def leave_Backquote(
        self, original_node: nodes.Backquote, updated_node: nodes.Backquote
    ) -> cst.Call:
        return as_call(self.module, original_node, updated_node)


def as_call(module: Module, original: nodes.Backquote, updated: nodes.Backquote) -> cst.Call:
    """The call of repr() that backquotes are."""
    function: cst.BaseExpression = cst.Name("repr")
    if not places.is_builtin_there(module, "repr", original):
        builtins = module.imports.module("builtins", original)
        function = cst.Attribute(cst.Name(builtins), cst.Name("repr"))
    argument = building.argument(updated.value)
    return cst.Call(function, [argument], lpar=updated.lpar, rpar=updated.rpar)
