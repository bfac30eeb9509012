"""What rules share that write a value another way where it is shown."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Any

import libcst as cst

from migrator.python2 import nodes, tree
from migrator.rules import Rule
from migrator.rules.syntax import places
from migrator.rules.syntax.showing import showing, shown


class ShownValues(Rule):
    """A rule about the values that `showing.shown` finds, but those in backquotes."""

    def is_wanted(self, value: ast.expr, how: str) -> bool:
        """Whether a value is to be written another way where it is shown as "text" or "repr"."""
        raise NotImplementedError

    def as_shown(
        self, value: ast.expr, original: cst.BaseExpression, updated: cst.BaseExpression
    ) -> cst.BaseExpression:
        """What is to be shown in place of a value."""
        raise NotImplementedError

    def sites(self) -> Iterator[int]:
        for node in showing(self.module.facts):
            if self.wanted(node):
                yield self.module.offsets.start(node)

    def wanted(self, node: ast.AST | None) -> set[ast.expr]:
        """The values that a node shows and that are to be written another way.

        None in a file for Python 3: it says what it means.
        """
        if node is None or self.module.dialect.version != "2":
            return set()
        values = shown(self.module.facts, node)
        return {value for value, how in values if self.is_wanted(value, how)}

    def leave_Print(self, original_node: nodes.Print, updated_node: nodes.Print) -> nodes.Print:
        statement = places.statement(self.module, original_node)
        if not isinstance(statement, tree.Print) or not self.wanted(statement):
            return updated_node
        values = self._each(statement, statement.values, original_node.values, updated_node.values)
        return updated_node.with_changes(values=values)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        call = self.module.at(original_node)
        if not self.wanted(call):
            return updated_node
        values = [*call.args, *(keyword.value for keyword in call.keywords)]
        arguments = self._each(call, values, original_node.args, updated_node.args)
        return updated_node.with_changes(args=arguments)

    def leave_BinaryOperation(
        self, original_node: cst.BinaryOperation, updated_node: cst.BinaryOperation
    ) -> cst.BaseExpression:
        node = self.module.at(original_node)
        if not self.wanted(node):
            return updated_node
        before, after = original_node.right, updated_node.right
        if not isinstance(node.right, ast.Tuple):
            return updated_node.with_changes(right=self.as_shown(node.right, before, after))
        before, after = (cst.ensure_type(one, cst.Tuple) for one in (before, after))
        elements = self._each(node, node.right.elts, before.elements, after.elements)
        return updated_node.with_changes(right=after.with_changes(elements=elements))

    def _each(
        self, node: ast.AST, values: Sequence[ast.expr], before: Any, after: Any
    ) -> list[Any]:
        """The elements or arguments, each as it is to be shown."""
        wanted = self.wanted(node)
        return [
            (
                new.with_changes(value=self.as_shown(value, old.value, new.value))
                if value in wanted
                else new
            )
            for value, old, new in zip(values, before, after, strict=True)
        ]
