"""SYN060: the operator <>."""

from __future__ import annotations

import libcst as cst

from migrator.rules import Rule


class NotEqual(Rule):
    """Write the operator `<>` as `!=`.

    They are the same in Python 2; Python 3 has the second only.
    """

    code = "SYN060"
    name = "not-equal"
    words = frozenset({"<>"})
    examples = (
        ("print(1 <> 2)\n", "print(1 != 2)\n"),
        ("print 1 < 2 <> 3, 1<>1\n", "print(1 < 2 != 3, 1!=1)\n"),
    )
    leave_alone = (
        "print(1 != 2)\n",
        "print('<>')\n",
    )

    def leave_NotEqual(
        self, original_node: cst.NotEqual, updated_node: cst.NotEqual
    ) -> cst.NotEqual:
        if updated_node.value == "<>":
            return updated_node.with_changes(value="!=")
        return updated_node
