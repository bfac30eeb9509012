"""What the rules that rewrite import statements share."""

from __future__ import annotations

from typing import Any

import libcst as cst

from migrator.rules import Rule
from migrator.rules.imports import writing


class StatementRule(Rule):
    """A rule that puts other statements in the place of one, wherever it stands."""

    def statements(self, statement: cst.BaseSmallStatement) -> list[Any] | None:
        """What takes the place of a statement; None where it stays."""
        raise NotImplementedError

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> Any:
        return writing.with_statements(updated_node, self.statements)

    def leave_SimpleStatementSuite(
        self, original_node: cst.SimpleStatementSuite, updated_node: cst.SimpleStatementSuite
    ) -> Any:
        return writing.with_statements(updated_node, self.statements)
