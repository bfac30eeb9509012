"""SYN040: the name of a caught exception."""

from __future__ import annotations

from typing import Any

import libcst as cst

from migrator.python2 import nodes
from migrator.rules import Rule
from migrator.rules.syntax import building


class ExceptClause(Rule):
    """Name a caught exception with `as`.

    `except E, e:` becomes `except E as e:`.
    """

    code = "SYN040"
    name = "except-clause"
    words = frozenset({"except"})
    examples = (
        (
            "try:\n    int('x')\nexcept ValueError, error:\n    print('no')\n",
            "try:\n    int('x')\nexcept ValueError as error:\n    print('no')\n",
        ),
    )
    leave_alone = ("try:\n    int('x')\nexcept ValueError as error:\n    print('no')\n",)

    def leave_ExceptHandler(self, original_node: Any, updated_node: Any) -> Any:
        node = updated_node
        if not isinstance(node, nodes.ExceptHandler):
            return node
        return cst.ExceptHandler(
            body=node.body,
            type=node.type,
            name=cst.AsName(node.target, building.SPACE, node.whitespace_after_separator),
            leading_lines=node.leading_lines,
            whitespace_after_except=node.whitespace_after_except,
            whitespace_before_colon=node.whitespace_before_colon,
        )
