"""One traversal of a unit for all rules.

Nodes are visited bottom-up, and each rule's `leave_` method for the node's class is called
with the node as it was parsed and the node as it has become. Only what changes is rebuilt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import libcst as cst
from libcst import CSTValidationError, FlattenSentinel, RemovalSentinel

from migrator.module import Module
from migrator.precedence import fit, fit_arguments, parenthesize
from migrator.python2 import nodes
from migrator.python2.traversal import NO_NODES, child_fields, replace
from migrator.results import Position
from migrator.rules import Rule

_BLOCKS = (cst.Module, cst.IndentedBlock)
Leave = tuple[Rule, Callable[[Any, Any], Any]]


def dispatch_table(rules: Iterable[Rule]) -> dict[str, list[Leave]]:
    """For each class of nodes, by name, the methods to call."""
    table: dict[str, list[Leave]] = {}
    for rule in rules:
        for method in _leave_methods(type(rule)):  # type: ignore[arg-type]  # a class has a hash
            table.setdefault(method.removeprefix("leave_"), []).append(
                (rule, getattr(rule, method))
            )
    return table


@cache
def _leave_methods(rule: type[Rule]) -> list[str]:
    return [name for name in dir(rule) if name.startswith("leave_")]


class RuleError(Exception):
    """The rule `code` failed at a place of the user's file; `what` is what it raised."""

    def __init__(self, code: str, position: Position, error: Exception) -> None:
        self.code = code
        self.position = position
        self.what = f"{type(error).__name__}: {error}"
        super().__init__(f"{position}: {code}: {self.what}")


class Transformer:
    """Applies rules to the trees of a module's units."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.ignores = module.suppressions is not None
        self._tables: dict[tuple[Rule, ...], dict[str, list[Leave]]] = {}
        self.ask(())

    def ask(self, rules: Sequence[Rule]) -> None:
        """From here on, ask these rules."""
        key = tuple(rules)
        if key not in self._tables:
            self._tables[key] = dispatch_table(key)
        self.table = self._tables[key]

    def visit(self, node: Any) -> Any:
        """The node to stand where `node` stood: `node` itself where nothing changed."""
        updated = self.with_children(node)
        name = type(node).__name__
        leaves = self.table.get(name)
        if leaves is None:
            return updated
        module = self.module
        anchor, ignores = module.anchors.get(id(node)), self.ignores
        is_other = False  # a rule put a node of another class there
        for rule, leave in leaves:
            if is_other and not rule.wraps:
                continue
            if ignores and anchor is not None and module.is_ignored(rule.code, anchor):
                continue
            additions = module.additions
            try:
                new = leave(node, updated)
            except Exception as error:
                if anchor is None:
                    raise
                raise RuleError(rule.code, module.position_at(anchor), error) from error
            if new is updated and additions == module.additions:
                continue
            if anchor is not None:
                module.changed(rule, anchor)
            updated = fit_arguments(new) if isinstance(new, cst.Call) else new
            if not isinstance(new, cst.CSTNode):
                break
            is_other = type(new).__name__ != name
        return updated

    def with_children(self, node: Any) -> Any:
        changes: dict[str, Any] = {}
        for field in child_fields(type(node)):
            value = getattr(node, field)
            kind = type(value)
            if kind is list or kind is tuple:
                items = self.items(node, field, value) if value else value
                if items is not value:
                    changes[field] = items
            elif kind not in NO_NODES:
                new = self.visit(value)
                if new is not value:
                    changes[field] = self.single(node, field, new)
        if isinstance(node, cst.Module) and changes.get("body") == []:
            changes["has_trailing_newline"] = bool(node.header or node.footer)
        if "body" in changes and isinstance(node, _BLOCKS):
            changes["body"], comments = _block(node, changes["body"])
            if comments:
                changes["footer"] = [*comments, *node.footer]
        return valid(replace(node, **changes), changes) if changes else node

    def single(self, parent: Any, field: str, new: Any) -> Any:
        if isinstance(new, RemovalSentinel):
            return None
        if isinstance(new, FlattenSentinel):
            raise TypeError(f"a rule put several nodes in {type(parent).__name__}.{field}")
        return fit(parent, field, new)

    def items(self, parent: Any, field: str, old: Any) -> Any:
        result: list[Any] = []
        same = True
        for item in old:
            new = self.visit(item)
            if new is item:
                result.append(item)
                continue
            same = False
            if isinstance(new, FlattenSentinel):
                result.extend(new)
            elif not isinstance(new, RemovalSentinel):
                result.append(fit(parent, field, new))
            elif hasattr(item, "leading_lines"):
                result.append(cst.SimpleStatementLine([], item.leading_lines))
        if same:
            return old
        if field == "body" and not isinstance(parent, _BLOCKS):
            return _line(parent, result)
        return result


def _line(parent: Any, body: list[Any]) -> list[Any]:
    """The statements of one line, without the semicolon that parted the last from another."""
    if not body:
        return [cst.Pass()] if isinstance(parent, cst.SimpleStatementSuite) else []
    last = body[-1]
    if isinstance(getattr(last, "semicolon", None), cst.Semicolon):
        body[-1] = replace(last, semicolon=cst.MaybeSentinel.DEFAULT)
    return body


def _block(parent: Any, body: list[Any]) -> tuple[list[Any], list[cst.EmptyLine]]:
    """A block without the lines that became empty, and what was left of them at its end.

    Their comments stay, and so do the blank lines before them unless there are some after them.
    No suite is empty.
    """
    kept: list[Any] = []
    left: list[cst.EmptyLine] = []
    for line in body:
        is_gone = isinstance(line, cst.SimpleStatementLine) and not line.body
        if not is_gone and not left:
            kept.append(line)
            continue
        if line.leading_lines and not line.leading_lines[0].comment:
            _strip(left)
        left = [*left, *line.leading_lines]
        if not is_gone:
            kept.append(replace(line, leading_lines=left))
            left = []
        elif line.trailing_whitespace.comment:
            left.append(cst.EmptyLine(comment=line.trailing_whitespace.comment))
    _strip(left)
    if not kept and isinstance(parent, cst.IndentedBlock):
        return [cst.SimpleStatementLine([cst.Pass()], left)], []
    return kept, left


def _strip(lines: list[cst.EmptyLine]) -> None:
    """Take the blank lines off the end."""
    while lines and not lines[-1].comment:
        lines.pop()


def valid(node: Any, changes: dict[str, Any]) -> Any:
    """`node`, with its changed parts in parentheses where they would run into a word."""
    try:
        node._validate()
    except CSTValidationError:
        if isinstance(node, cst.Lambda):
            return _with_blank(node)
        wrapped = {
            name: parenthesize(child)
            for name, child in changes.items()
            if isinstance(child, cst.BaseExpression) and not child.lpar
        }
        if not wrapped:
            raise
        node = replace(node, **wrapped)
        node._validate()
    return node


def _with_blank(node: cst.Lambda) -> cst.Lambda:
    """`lambda(a, b): a` needs a blank once its first parameter stands in no parentheses."""
    if node.params.params and isinstance(node.params.params[0].name, nodes.TupleParameter):
        return node
    return replace(node, whitespace_after_lambda=cst.SimpleWhitespace(" "))
