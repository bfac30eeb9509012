"""What the rules that respell string literals share."""

from __future__ import annotations

import libcst as cst

from migrator.rules import Rule


class LiteralRule(Rule):
    """A rule about string literals, those that only Python 2 has among them."""

    def respelled(self, original: cst.SimpleString, updated: cst.SimpleString) -> cst.SimpleString:
        """The literal to stand in the place of one; `updated` where it stays as it is."""
        raise NotImplementedError

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        return self.respelled(original_node, updated_node)

    def leave_LegacyString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        return self.respelled(original_node, updated_node)
