"""SYN050: backquotes."""

from __future__ import annotations

import libcst as cst

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
        node = updated_node
        function: cst.BaseExpression = cst.Name("repr")
        if not places.is_builtin_there(self.module, "repr", original_node):
            builtins = self.module.imports.module("builtins", original_node)
            function = cst.Attribute(cst.Name(builtins), cst.Name("repr"))
        return cst.Call(
            function,
            [building.argument(node.value)],
            lpar=node.lpar,
            rpar=node.rpar,
        )
