"""SYN050: backquotes."""

from __future__ import annotations

import libcst as cst

from migrator.python2 import nodes
from migrator.rules import Rule
from migrator.rules.syntax import building


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
        ("print(``'a'``)\n", "print(repr(repr('a')))\n"),
    )
    leave_alone = (
        "print(repr(1 + 2))\n",
        "print('`1`')\n",
        "# `quoted`\nprint(1)\n",
    )

    def leave_Backquote(
        self, original_node: nodes.Backquote, updated_node: nodes.Backquote
    ) -> cst.Call:
        node = updated_node
        return cst.Call(
            cst.Name("repr"),
            [building.argument(node.value)],
            lpar=node.lpar,
            rpar=node.rpar,
        )
