"""The order in which the prints and calls of one function run."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from migrator.python2 import tree
from migrator.rules.syntax.calls import Calls, Effect

_SPECIAL = frozenset(("KeyboardInterrupt", "SystemExit", "GeneratorExit", "StopIteration"))
_FAILING = (
    ast.Subscript,
    ast.Attribute,
    ast.Div,
    ast.FloorDiv,
    ast.Mod,
    ast.Import,
    ast.ImportFrom,
)


@dataclass(eq=False)
class Point:
    """A place where something happens, and those that may be next.

    `kind`: print (`part` says which part of the statement `node`), call (of a function that is not
    known to be harmless), yield, raise, fail (whatever else may raise), join (nothing happens),
    entry, handler, exit, and escape: an exception leaves the function.
    """

    kind: str
    node: ast.AST | None = None
    part: int = 0
    effect: Effect = Effect.NONE
    is_caught: bool = False  # what it raises is caught in the function
    next: list[Point] = field(default_factory=list)


class Flow:
    """The points of the body of one function, or of the module.

    `parts` says into which parts a print statement falls: lists of values that are evaluated and
    then printed.
    """

    def __init__(
        self,
        function: ast.FunctionDef | ast.Module,
        calls: Calls,
        parts: Callable[[tree.Print], list[list[ast.expr]]],
        leaves: Callable[[ast.Call], bool],
    ) -> None:
        self.function = function
        self._calls = calls
        self._parts = parts
        self._leaves = leaves
        self.points: list[Point] = []
        self.entry = self._point("entry", None, [])
        self.exit = Point("exit")
        self.escape = Point("escape")
        self._loops: list[tuple[list[Point], Point]] = []
        self._handlers: list[Point] = [self.escape]
        self._caught = [False]
        self._returns: list[list[Point]] = []
        _connect(self._block(function.body, [self.entry]), self.exit)

    @property
    def all_points(self) -> list[Point]:
        return [*self.points, self.exit, self.escape]

    def _point(self, kind: str, node: ast.AST | None, before: list[Point]) -> Point:
        point = Point(kind, node)
        self.points.append(point)
        _connect(before, point)
        return point

    def _failing(self, kind: str, node: ast.AST, before: list[Point]) -> Point:
        point = self._point(kind, node, before)
        point.is_caught = self._caught[-1]
        _connect([point], self._handlers[-1])
        return point

    # -- statements -------------------------------------------------------------------

    def _block(self, body: Iterable[ast.stmt], ends: list[Point]) -> list[Point]:
        for statement in body:
            if not ends:
                break
            ends = self._statement(statement, ends)
        return ends

    def _statement(self, node: ast.stmt, ends: list[Point]) -> list[Point]:
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is not None:
            return method(node, ends)
        ends = self._expressions(ast.iter_child_nodes(node), ends)
        return self._risk(node, ends)

    def _risk(self, node: ast.stmt, ends: list[Point]) -> list[Point]:
        """A point for a statement in a `try` that may fail though it calls nothing."""
        if len(self._handlers) > 1 and any(isinstance(one, _FAILING) for one in ast.walk(node)):
            return [self._failing("fail", node, ends)]
        return ends

    def _print(self, node: tree.Print, ends: list[Point]) -> list[Point]:
        if node.dest is not None:
            ends = self._expression(node.dest, ends)
        for number, values in enumerate(self._parts(node)):
            ends = self._expressions(values, ends)
            if number:
                ends = self._risk(node, ends)
            point = self._point("print", node, ends)
            point.part = number
            ends = [point]
        return ends

    def _exec(self, node: tree.Exec, ends: list[Point]) -> list[Point]:
        return [self._unknown(node, ends)]

    def _assert(self, node: ast.Assert, ends: list[Point]) -> list[Point]:
        return [self._failing("fail", node, self._expression(node.test, ends))]

    def _unknown(self, node: ast.AST, ends: list[Point]) -> Point:
        point = self._failing("call", node, ends)
        point.effect = Effect.MAY_FAIL
        return point

    def _assign(self, node: ast.Assign, ends: list[Point]) -> list[Point]:
        ends = self._expressions([node.value, *node.targets], ends)
        return [self._point("assign", node, self._risk(node, ends))]

    def _return(self, node: ast.Return, ends: list[Point]) -> list[Point]:
        if node.value is not None:
            ends = self._expression(node.value, ends)
        if self._returns:
            self._returns[-1].extend(ends)
        else:
            _connect(ends, self.exit)
        return []

    def _raise(self, node: ast.Raise, ends: list[Point]) -> list[Point]:
        self._failing("raise", node, self._expressions(ast.iter_child_nodes(node), ends))
        return []

    def _break(self, node: ast.Break, ends: list[Point]) -> list[Point]:
        self._loops[-1][0].extend(ends)
        return []

    def _continue(self, node: ast.Continue, ends: list[Point]) -> list[Point]:
        _connect(ends, self._loops[-1][1])
        return []

    def _if(self, node: ast.If, ends: list[Point]) -> list[Point]:
        ends = self._expression(node.test, ends)
        return self._block(node.body, ends) + self._block(node.orelse, ends)

    def _while(self, node: ast.While, ends: list[Point]) -> list[Point]:
        head = self._point("join", None, ends)
        ends = self._expression(node.test, [head])
        is_endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
        return self._loop(node, head, ends, is_endless)

    def _for(self, node: ast.For, ends: list[Point]) -> list[Point]:
        head = self._point("join", None, self._expression(node.iter, ends))
        ends = [head]
        if isinstance(node.iter, ast.Call) and self._calls.effect(node.iter) is Effect.PRINTS:
            ends = self._expression(node.iter, ends)  # a generator runs with each turn
        return self._loop(node, head, ends, False)

    def _loop(
        self, node: ast.For | ast.While, head: Point, ends: list[Point], is_endless: bool
    ) -> list[Point]:
        broken: list[Point] = []
        self._loops.append((broken, head))
        _connect(self._block(node.body, ends), head)
        self._loops.pop()
        return broken + ([] if is_endless else self._block(node.orelse, ends))

    def _with(self, node: ast.With, ends: list[Point]) -> list[Point]:
        ends = self._expressions([item.context_expr for item in node.items], ends)
        return self._block(node.body, ends)

    def _try(self, node: ast.Try, ends: list[Point]) -> list[Point]:
        handler = self._point("handler", node, ends)
        if node.finalbody:
            self._returns.append([])
        is_caught = any(map(_catches_errors, node.handlers))
        self._handlers.append(handler)
        self._caught.append(is_caught or self._caught[-1])
        ends = self._block(node.body, ends)
        self._caught.pop()
        self._handlers.pop()
        ends = self._block(node.orelse, ends)
        for clause in node.handlers:
            ends = ends + self._block(clause.body, [handler])
        if not node.finalbody:
            if not is_caught:
                _connect([handler], self._handlers[-1])
            return ends
        returned = self._returns.pop()
        escaping = [] if is_caught else [handler]
        last = self._block(node.finalbody, ends + returned + escaping)
        if escaping:
            for point in last:
                _connect([point], self._handlers[-1])
        if returned:
            if self._returns:
                self._returns[-1].extend(last)
            else:
                _connect(last, self.exit)
        return last

    def _functiondef(self, node: ast.FunctionDef, ends: list[Point]) -> list[Point]:
        return self._expressions([*node.decorator_list, *node.args.defaults], ends)

    def _classdef(self, node: ast.ClassDef, ends: list[Point]) -> list[Point]:
        ends = self._expressions([*node.decorator_list, *node.bases], ends)
        return self._block(node.body, ends)

    # -- expressions --------------------------------------------------------------------

    def _expressions(self, nodes: Iterable[ast.AST], ends: list[Point]) -> list[Point]:
        for node in nodes:
            ends = self._expression(node, ends)
        return ends

    def _expression(self, node: ast.AST, ends: list[Point]) -> list[Point]:
        if isinstance(node, ast.Lambda) or not ends:
            return ends
        if isinstance(node, ast.BoolOp):
            ends = self._expression(node.values[0], ends)
            for value in node.values[1:]:
                ends = _either(ends, self._expression(value, ends))
            return ends
        if isinstance(node, ast.IfExp):
            ends = self._expression(node.test, ends)
            return _either(self._expression(node.body, ends), self._expression(node.orelse, ends))
        ends = self._expressions(ast.iter_child_nodes(node), ends)
        if isinstance(node, ast.Yield):
            return [self._failing("yield", node, ends)]
        if not isinstance(node, (ast.Call, ast.Attribute)):
            return ends
        effect = self._calls.effect(node)
        if effect is Effect.NONE:
            return ends
        point = self._failing("call", node, ends)
        point.effect = effect
        is_last = isinstance(node, ast.Call) and self._leaves(node)
        return [] if is_last else [point]


class Links:
    """The flows of a module, and how one leads to another by the names that are called."""

    def __init__(self, calls: Calls, flows: list[Flow]) -> None:
        self.flows = flows
        self._of_function = {flow.function: flow for flow in flows}
        self._home = {point: flow for flow in flows for point in flow.all_points}
        self._begun: dict[Point, list[Flow]] = {}
        self._callers: dict[Flow, list[Point]] = {flow: [] for flow in flows}
        for point in self._home:
            if point.kind == "call" and isinstance(point.node, (ast.Call, ast.Attribute)):
                found = map(self._of_function.get, calls.definitions(point.node))
                self._begun[point] = [flow for flow in found if flow is not None]
                for flow in self._begun[point]:
                    self._callers[flow].append(point)
        self._outward = [
            flow for flow in flows if not self._callers[flow] and not _is_module(flow.function)
        ]

    def begun_by(self, call: Point) -> list[Point]:
        """Where the functions that a call runs begin, or go on after a yield."""
        return [
            point
            for flow in self._begun.get(call, ())
            for point in flow.points
            if point.kind in ("entry", "yield")
        ]

    def after_run_of(self, point: Point) -> list[Point]:
        """The calls that are over when the function of a point gives control back.

        A function that the module does not call is called by others, who may then call any other
        such function.
        """
        flow = self._home[point]
        if flow in self._outward:
            return [other.entry for other in self._outward]
        return self._callers[flow]

    def caught_by(self, point: Point) -> list[Point]:
        """The handlers in other functions that get an error which leaves that of a point."""
        found: list[Point] = []
        seen: set[Flow] = set()
        todo = [self._home[point]]
        while todo:
            flow = todo.pop()
            if flow not in seen:
                seen.add(flow)
                for call in self._callers[flow]:
                    found += [after for after in call.next if after.kind == "handler"]
                    todo += [self._home[after] for after in call.next if after.kind == "escape"]
        return found


def _is_module(node: ast.AST) -> bool:
    return isinstance(node, ast.Module)


def _connect(points: Iterable[Point], target: Point) -> None:
    for point in points:
        if target not in point.next:
            point.next.append(target)


def _either(one: list[Point], other: list[Point]) -> list[Point]:
    return one + [point for point in other if point not in one]


def _catches_errors(handler: ast.ExceptHandler) -> bool:
    """Whether a clause is there for errors, and not only for what ends a program."""
    if handler.type is None:
        return True
    listed = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {getattr(one, "attr", getattr(one, "id", "")) for one in listed}
    return not names <= _SPECIAL
