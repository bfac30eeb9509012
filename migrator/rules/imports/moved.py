"""What the rules for names that moved share: writing what was planned."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar

import libcst as cst

from migrator.facts.uses import Kind
from migrator.results import Level
from migrator.rules.builtins.names import builtin, named
from migrator.rules.imports import writing
from migrator.rules.imports.heirs import BARE_PACKAGE, LAZY, Heir
from migrator.rules.imports.plan import Piece, Use
from migrator.rules.imports.planner import is_at, plan_of
from migrator.rules.imports.statement_rules import StatementRule
from migrator.rules.iteration import forms
from migrator.rules.iteration.as_values import is_value
from migrator.stdlib import is_stdlib_module_3


class MovedRule(StatementRule):
    """A rule that writes the moves of modules that are there today (`living`), or of the others."""

    living: ClassVar[bool]

    def concerns(self, heir: Heir) -> bool:
        stays = is_stdlib_module_3(heir.module, self.module.options.target)
        return (stays and heir.module != BARE_PACKAGE) is self.living

    @cached_property
    def places(self) -> frozenset[int]:
        return frozenset(self.sites())

    def sites(self) -> Iterable[int]:
        plan = plan_of(self.module)
        for offset, (_, heir) in plan.imports.items():
            if self.concerns(heir):
                yield offset
        for node, use in plan.uses.items():
            if self.concerns(use.heir):
                yield self.module.offset_of(node)

    # -- uses --------------------------------------------------------------------------------

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if updated_node is not original_node:  # it has got a definition of its own
            return updated_node
        return self._use(original_node, updated_node)

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        return self._use(original_node, updated_node)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        """What was lazy in Python 2 already says so where a list would be made of it else."""
        if not is_at(self.module, original_node, self.places):
            return updated_node
        use = plan_of(self.module).uses.get(self.module.at(original_node.func))
        if use is None or use.via or use.heir.new not in LAZY or not self.concerns(use.heir):
            return updated_node
        if use.heir.new == "builtins.map":
            given = original_node.args
            if given and isinstance(given[0].value, cst.Name) and given[0].value.value == "None":
                name = builtin(self.module, "zip", original_node.func)
                updated_node = updated_node.with_changes(
                    func=named(updated_node.func, name), args=updated_node.args[1:]
                )
            elif len(given) > 2 or any(argument.star for argument in given):
                # Python 2's map fills up the shorter ones: this says that Python 3's is meant.
                self.module.imports.add("from builtins import map")
                return updated_node
        if forms.lazy_serves(self.module, original_node, Kind.ITERATOR):
            return updated_node
        return forms.call_of(self.module, original_node, "iter", updated_node)

    def _use(self, original: Any, updated: Any) -> cst.BaseExpression:
        if not is_at(self.module, original, self.places):
            return updated
        use: Use | None = plan_of(self.module).uses.get(self.module.at(original))
        if use is None or not self.concerns(use.heir):
            return updated
        if isinstance(self.module.at(original), ast.Attribute):
            self._decide(original, use.heir)
        via = use.via
        if use.heir.new in LAZY and is_value(self.module, self.module.at(original)):
            via = "builtins"  # what is handed on under its plain name would be Python 2's
        if not via and isinstance(updated, cst.Name) and updated.value == use.text:
            return updated
        parts = [self.module.imports.module(via, original)] if via else []
        return named(updated, ".".join([*parts, *([use.text] if use.text else [])]))

    def _decide(self, node: cst.CSTNode, heir: Heir) -> None:
        if not heir.same:
            self.module.decide(self, node, heir.new, Level.ASSUMED, heir.note)

    # -- imports -----------------------------------------------------------------------------

    def leave_Try(self, original_node: cst.Try, updated_node: cst.Try) -> Any:
        """A ladder whose steps have become the same is no longer one."""
        if original_node.body is updated_node.body or not _is_bare_ladder(updated_node):
            return updated_node
        body, handler = updated_node.body, updated_node.handlers[0].body
        if not all(map(_is_import, body.body)) or not body.deep_equals(handler):
            return updated_node
        first = body.body[0].with_changes(leading_lines=updated_node.leading_lines)
        return cst.FlattenSentinel([first, *body.body[1:]])

    def statements(self, statement: cst.BaseSmallStatement) -> list[Any] | None:
        if not isinstance(statement, (cst.Import, cst.ImportFrom)):
            return None
        if isinstance(statement.names, cst.ImportStar):
            planned = self._planned(writing.first_name(statement.module))
            return None if planned is None else list(writing.star(statement, planned))
        pieces = {
            id(alias): self._planned(writing.first_name(alias.name)) for alias in statement.names
        }
        if all(found is None for found in pieces.values()):
            return None
        return list(writing.rewritten(statement, lambda alias: pieces[id(alias)]))

    def _planned(self, place: cst.CSTNode | None) -> Sequence[Piece] | None:
        if place is None or id(place) not in self.module.anchors:
            return None
        planned = plan_of(self.module).imports.get(self.module.anchor(place))
        if planned is None or not self.concerns(planned[1]):
            return None
        self._decide(place, planned[1])
        return planned[0]


def _is_bare_ladder(node: cst.Try) -> bool:
    """Whether it is `try`, `except ImportError` and nothing else, also no comment."""
    return (
        len(node.handlers) == 1
        and not (node.orelse or node.finalbody)
        and isinstance(node.body, cst.IndentedBlock)
        and "#" not in cst.Module([]).code_for_node(node.with_changes(leading_lines=[]))
    )


def _is_import(line: cst.CSTNode) -> bool:
    return isinstance(line, cst.SimpleStatementLine) and all(
        isinstance(statement, (cst.Import, cst.ImportFrom)) for statement in line.body
    )
