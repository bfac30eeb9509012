"""SYN030: raise with two or three parts."""

from __future__ import annotations

from typing import Any

import libcst as cst

from migrator.python2 import nodes
from migrator.rules import Rule
from migrator.rules.syntax import building


class RaiseStatement(Rule):
    """Turn `raise E, V, T` into `raise E(V).with_traceback(T)`.

    Python 3 raises one expression.
    """

    code = "SYN030"
    name = "raise-statement"
    words = frozenset({"raise"})
    examples = (
        (
            "try:\n    raise ValueError, 'no'\nexcept ValueError:\n    print('caught')\n",
            "try:\n    raise ValueError('no')\nexcept ValueError:\n    print('caught')\n",
        ),
    )
    leave_alone = ("try:\n    raise ValueError('no')\nexcept ValueError:\n    print('caught')\n",)

    def leave_Raise(self, original_node: Any, updated_node: Any) -> Any:
        if not isinstance(updated_node, nodes.Raise):
            return updated_node
        node = updated_node
        exception = building.call(node.exc, [building.argument(node.inst)])
        if node.tback is not None:
            function = cst.Attribute(exception, cst.Name("with_traceback"))
            exception = building.call(function, [building.argument(node.tback)])
        return cst.Raise(
            exception,
            whitespace_after_raise=node.whitespace_after_raise,
            semicolon=node.semicolon,
        )
