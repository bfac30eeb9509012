"""SYN160: yield in a comprehension."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from typing import Any

import libcst as cst

from migrator.facts.walk import COMPREHENSION_SCOPES, FUNCTIONS
from migrator.python2 import nodes
from migrator.python2.traversal import child_fields, replace
from migrator.rules import Rule
from migrator.rules.syntax import building, loops, places

# After one of these something may have happened that a loop put before the statement comes before.
_EFFECTS = (
    cst.Call,
    cst.Subscript,
    cst.BinaryOperation,
    cst.UnaryOperation,
    cst.Yield,
    cst.ListComp,
    nodes.Backquote,
)
_COMPREHENSIONS = (ast.ListComp, *COMPREHENSION_SCOPES)
_MAYBE_SKIPPED = (cst.BooleanOperation, cst.IfExp, cst.Comparison)
_INNER_SCOPES = (cst.Lambda, cst.ListComp, cst.GeneratorExp, cst.SetComp, cst.DictComp)


class Yields(Rule):
    """Write a comprehension that yields as a loop.

    In Python 2 the function around a list comprehension that yields is a generator, and a generator
    expression that yields also gives what is sent to it; Python 3.8 and later refuse both. The one
    becomes a loop before the statement, the other a function of its own. Neither is done in the
    header of a loop or condition, in a class, or for a list comprehension before which the
    statement evaluates something else: such a file is refused.
    """

    code = "SYN160"
    name = "yield-in-comprehension"
    words = frozenset({"yield"})
    examples = (
        (
            "def ask(n):\n    got = [(yield i) for i in range(n) if i]\n    print got\n"
            "print list(ask(3))\n",
            "def ask(n):\n    got = []\n    for i in range(n):\n        if i:\n"
            "            got.append((yield i))\n    print(got)\nprint(list(ask(3)))\n",
        ),
        (
            "def ask(n):\n    # all of them\n    print len([(yield i) for i in range(n)])\n"
            "print list(ask(3))\n",
            "def ask(n):\n    # all of them\n    items = []\n    for i in range(n):\n"
            "        items.append((yield i))\n    print(len(items))\nprint(list(ask(3)))\n",
        ),
        (
            "def twice(n):\n    return list((yield i) for i in range(n) if i)\nprint twice(3)\n",
            "def twice(n):\n    def generate(values):\n        for i in values:\n            if i:\n"
            "                yield (yield i)\n    return list(generate(iter(range(n))))\nprint(twice(3))\n",
        ),
    )
    leave_alone = (
        "def ask(n):\n    got = [i for i in range(n)]\n    yield got\nprint(list(ask(3)))\n",
        "def ask(n):\n    return [lambda: (yield i) for i in range(n)]\nprint(len(ask(3)))\n",
        "def ask(n):\n    got = (i for i in (yield n))\n    print(got)\nprint(list(ask(0)))\n",
    )

    def sites(self) -> Iterable[int]:
        return map(self.module.offsets.start, self._yields())

    def _yields(self) -> Iterator[ast.AST]:
        """The yields in comprehensions."""
        for node in self.module.facts.walk.parents:
            if isinstance(node, (ast.Yield, ast.YieldFrom)):
                for around in self.module.facts.parents.ancestors(node):
                    if isinstance(around, _COMPREHENSIONS):
                        yield node
                    if isinstance(around, (*_COMPREHENSIONS, *FUNCTIONS, ast.stmt)):
                        break

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.FlattenSentinel:
        if places.scope(self.module, original_node).kind == "class":
            return updated_node
        lines: list[Any] = []
        waiting: list[Any] = []
        for statement in updated_node.body:
            moves = _Moves(
                places.fresh(self.module, "items", "found"),
                places.fresh(self.module, "generate", "generate_values"),
                places.fresh(self.module, "values", "given"),
                partial(self._iter, original_node),
            )
            new = moves.statement(statement)
            if moves.made and waiting:
                lines.append(_line(waiting))
                waiting = []
            lines += moves.made
            waiting += [] if new is None else [new if moves.made else statement]
        if not lines:
            return updated_node
        if waiting:
            lines.append(_line(waiting))
        above = [*updated_node.leading_lines, *_lost_comments(updated_node, lines)]
        lines[0] = replace(lines[0], leading_lines=above)
        return cst.FlattenSentinel(lines)

    def _iter(self, place: cst.CSTNode) -> cst.BaseExpression:
        """How to write the builtin `iter` at a place."""
        if places.is_builtin_there(self.module, "iter", place):
            return cst.Name("iter")
        return cst.Attribute(
            cst.Name(self.module.imports.module("builtins", place)), cst.Name("iter")
        )

    def leave_Yield(self, original_node: cst.Yield, updated_node: cst.Yield) -> cst.Yield:
        if places.statement(self.module, original_node) in self._stuck:
            message = "Python 3 has no `yield` in a comprehension: write a loop"
            self.module.report(self, original_node, message)
        return updated_node

    @cached_property
    def _stuck(self) -> set[ast.stmt | None]:
        """The statements before which no loop can be put, with a yield in a comprehension."""
        parents = self.module.facts.parents
        found = set(map(parents.statement, self._yields()))
        return {one for one in found if one is not None and not self._is_on_line_of_its_own(one)}

    def _is_on_line_of_its_own(self, statement: ast.stmt) -> bool:
        header = self.module.facts.parents[statement]
        if hasattr(statement, "body") or isinstance(header, ast.ClassDef):
            return False
        return getattr(header, "lineno", 0) < statement.lineno


def _lost_comments(before: Any, after: list[Any]) -> list[cst.EmptyLine]:
    """Lines for the comments that stood where nothing is left to hold them."""
    kept = [comment for line in after for comment in _comments(line)]
    rest = [comment for line in before.leading_lines for comment in _comments(line)]
    return [
        cst.EmptyLine(comment=comment)
        for comment in _comments(before)
        if not any(comment is other for other in (*kept, *rest))
    ]


def _comments(node: Any) -> Iterator[cst.Comment]:
    if isinstance(node, cst.Comment):
        yield node
    for child in node.children:
        yield from _comments(child)


def _line(statements: list[Any]) -> cst.SimpleStatementLine:
    last = replace(statements[-1], semicolon=cst.MaybeSentinel.DEFAULT)
    return cst.SimpleStatementLine([*statements[:-1], last])


class _Moves:
    """What comes to stand before a statement, `made`, and what is put in its place."""

    def __init__(
        self, items: str, function: str, values: str, iter_: Callable[[], cst.BaseExpression]
    ) -> None:
        self.made: list[Any] = []
        self._iter = iter_
        self._items = items
        self._function = function
        self._values = values
        self._is_first = True  # nothing of effect is evaluated before this place

    def statement(self, node: Any) -> Any:
        """The statement without comprehensions that yield; None where it is but a loop now."""
        if isinstance(node, cst.Assign) and len(node.targets) == 1:
            target = node.targets[0].target
            if isinstance(target, cst.Name) and self._is_movable(node.value, cst.ListComp):
                self._fill(cst.ensure_type(node.value, cst.ListComp), target)
                return None
        return self._visit(node)

    def _visit(self, node: Any) -> Any:
        if self._is_movable(node, cst.GeneratorExp):
            return self._generator(node)
        if self._is_movable(node, cst.ListComp):
            self._fill(node, name := cst.Name(self._items))
            return replace(name, lpar=node.lpar, rpar=node.rpar)
        if isinstance(node, _INNER_SCOPES):
            return node
        if isinstance(node, _MAYBE_SKIPPED):
            self._is_first = False
        changes: dict[str, Any] = {}
        for field in child_fields(type(node)):
            value = getattr(node, field)
            if isinstance(value, cst.CSTNode):
                changes[field] = self._visit(value)
            elif isinstance(value, (list, tuple)):
                changes[field] = [self._visit(item) for item in value]
        if isinstance(node, _EFFECTS):
            self._is_first = False
        return replace(node, **changes)

    def _is_movable(self, node: Any, kind: type[cst.ListComp | cst.GeneratorExp]) -> bool:
        if not isinstance(node, kind) or not _yields(node):
            return False
        if kind is cst.ListComp:
            return self._is_first
        return not any(isinstance(one, cst.FunctionDef) for one in self.made)

    def _fill(self, node: cst.ListComp, name: cst.Name) -> None:
        self.made += loops.filling(name, node)
        self._is_first = False

    def _generator(self, node: cst.GeneratorExp) -> cst.Call:
        value = cst.Expr(cst.Yield(node.elt))
        values = cst.Name(self._values)
        body = cst.IndentedBlock([loops.loop(replace(node.for_in, iter=values), value)])
        parameters = cst.Parameters([cst.Param(values)])
        name = cst.Name(self._function)
        self.made.append(cst.FunctionDef(name, parameters, body))
        source = building.call(self._iter(), [building.argument(self._visit(node.for_in.iter))])
        return building.call(name, [building.argument(source)])


def _yields(node: cst.ListComp | cst.GeneratorExp) -> bool:
    """Whether a comprehension yields, but for where it takes its values from."""
    rest = [node.elt, *node.for_in.ifs, node.for_in.inner_for_in]
    return any(_has_yield(part) for part in rest if part is not None)


def _has_yield(node: Any) -> bool:
    if isinstance(node, cst.Lambda):
        return False
    return isinstance(node, cst.Yield) or any(map(_has_yield, node.children))
