"""Where Python 2 owes a blank: how each print statement of a module is to be written.

After `print a,` the file's softspace is set, and the next value printed to it is preceded by a
blank; a newline, or anything else that is written to a real file, clears it, raw_input() writes the
blank, and at exit an open line is ended (CPython 2.7: Python/ceval.c, Objects/fileobject.c,
Python/pythonrun.c). Where the flow of a function proves what comes next, the blank is written at
once or never; elsewhere a helper function keeps the account while the program runs.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import TypeGuard

from migrator.facts import Facts
from migrator.python2 import tree
from migrator.rules.syntax.calls import Calls, Effect
from migrator.rules.syntax.endings import Ending, Endings
from migrator.rules.syntax.flow import Flow, Links, Point

STDOUT = "sys.stdout"
_CAUGHT: dict[type, frozenset[str]] = {
    ast.Subscript: frozenset(("KeyError", "IndexError", "LookupError", "TypeError")),
    ast.Div: frozenset(("ZeroDivisionError", "ArithmeticError", "TypeError")),
    ast.FloorDiv: frozenset(("ZeroDivisionError", "ArithmeticError", "TypeError")),
    ast.Mod: frozenset(("ZeroDivisionError", "ArithmeticError", "TypeError")),
    ast.Add: frozenset(("TypeError",)),
    ast.Sub: frozenset(("TypeError",)),
    ast.Mult: frozenset(("TypeError",)),
    ast.Attribute: frozenset(("AttributeError",)),
    ast.Name: frozenset(("NameError", "UnboundLocalError")),
}
_STANDARD = frozenset((STDOUT, "sys.stderr", "sys.__stderr__"))
_CATCH_ALL = frozenset(("Exception", "StandardError", "BaseException"))
_CAUGHT_BY_ALL = (ast.Subscript, ast.Div, ast.FloorDiv, ast.Attribute)


@dataclass
class Part:
    """A run of values that one call prints: what to write after them, and by which function.

    `end` is None where the part ends its line. `guarded` says that the helper is to be called; an
    empty `end` then leaves a blank due.
    """

    values: list[ast.expr]
    end: str | None = None
    guarded: bool = False


class Softspace:
    """The parts of each print statement of a module.

    `reads` are the calls of raw_input() and `writes` those of a file's own methods that come when
    a blank may be due; `open_at_exit` says that the program may end on an open line.
    """

    def __init__(self, facts: Facts, names_softspace: bool) -> None:
        self._facts = facts
        self._calls = Calls(facts)
        self.endings = Endings(facts)
        self._watched = names_softspace  # the program looks at the account itself
        self._parts: dict[tree.Print, list[Part]] = {}
        self._order: dict[tree.Print, list[list[ast.expr]]] = {}
        self._reads: set[ast.AST] = set()
        self._writes: set[ast.AST] = set()
        self.open_at_exit = False
        self._decided = False

    def parts(self, node: tree.Print) -> list[Part]:
        self._decide()
        return self._parts[node]

    @property
    def reads(self) -> set[ast.AST]:
        """The calls that read a line when a blank may be due."""
        self._decide()
        return self._reads

    @property
    def writes(self) -> set[ast.AST]:
        """The calls that write to a file when a blank may be due there."""
        self._decide()
        return self._writes

    # -- the order of evaluation ------------------------------------------------------

    def _split(self, node: tree.Print) -> list[list[ast.expr]]:
        """The values in runs. Python 2 prints each before it evaluates the next one.

        That shows where evaluating prints, too, or changes what was printed, or fails and something
        catches it.
        """
        if node not in self._order:
            runs: list[list[ast.expr]] = [[]]
            movable = node.dest is None or isinstance(
                node.dest, (ast.Name, ast.Attribute, ast.Constant)
            )
            for value in node.values:
                printed = {ast.unparse(self._calls.given_by(one)) for one in runs[-1]}
                given = {ast.unparse(one.func) for one in runs[-1] if self._gives_shared(one)}
                if runs[-1] and movable and self._shows(value, node, printed, given):
                    runs.append([])
                runs[-1].append(value)
            self._order[node] = runs
        return self._order[node]

    def _gives_shared(self, value: ast.expr) -> TypeGuard[ast.Call]:
        """Whether a value is what a function has changed, and may change again."""
        return isinstance(value, ast.Call) and self._calls.changes_result(value)

    def _shows(
        self, value: ast.expr, statement: tree.Print, printed: set[str], given: set[str]
    ) -> bool:
        calls = [node for node in ast.walk(value) if isinstance(node, ast.Call)]
        reads = [node for node in ast.walk(value) if isinstance(node, ast.Attribute)]
        effects = [*map(self._calls.effect, calls), *map(self._calls.effect, reads)]
        if Effect.PRINTS in effects or Effect.READS in effects:
            return True
        if any(isinstance(node, ast.Yield) for node in ast.walk(value)):
            return True
        if any(self._calls.changed_by(call) in printed for call in calls):
            return True
        if any(ast.unparse(call.func) in given for call in calls):
            return True
        if any(map(self._calls.raises, calls)) and self._is_called_in_try(statement):
            return True
        clauses = self._clauses(statement)
        if not clauses:
            return False
        if Effect.MAY_FAIL in effects:
            return True
        names = {name for clause in clauses for name in _caught(clause)}
        for node in ast.walk(value):
            if names & _CATCH_ALL and isinstance(node, _CAUGHT_BY_ALL):
                return not isinstance(node, ast.Attribute) or not self._is_called(node)
            if names & _CAUGHT.get(type(node), frozenset()):
                return True
        return False

    def _is_called(self, node: ast.Attribute) -> bool:
        parent = self._facts.parents.get(node)
        return isinstance(parent, ast.Call) and parent.func is node

    def _clauses(self, node: ast.AST) -> list[ast.ExceptHandler]:
        """The clauses that catch what `node` raises within its function."""
        found: list[ast.ExceptHandler] = []
        child = node
        for parent in self._facts.parents.ancestors(node):
            if isinstance(parent, ast.Try) and child in parent.body:
                found += parent.handlers
            if isinstance(parent, (ast.FunctionDef, ast.Lambda)):
                break
            child = parent
        return found

    def _is_called_in_try(self, node: ast.AST) -> bool:
        function = self._facts.parents.function(node)
        name = getattr(function, "name", None)
        return name in self._tried or bool(self._clauses(node))

    @cached_property
    def _tried(self) -> set[str]:
        """The names of the functions that are called, at whatever distance, where errors are caught."""
        tried: set[str] = set()
        within: dict[str, set[str]] = {}
        for node in self._facts.walk.of(ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", None))
            function = self._facts.parents.function(node)
            if name is not None:
                within.setdefault(getattr(function, "name", ""), set()).add(name)
                if self._clauses(node):
                    tried.add(name)
        todo = list(tried)
        while todo:
            for name in within.get(todo.pop(), set()) - tried:
                tried.add(name)
                todo.append(name)
        return tried

    # -- the flow of each function ----------------------------------------------------

    def _decide(self) -> None:
        if self._decided:
            return
        self._decided = True
        prints = self._facts.walk.of(tree.Print)
        for node in prints:
            runs = self._split(node)
            parts = [Part(run, "") for run in runs]
            if node.nl:
                parts[-1].end = None
            self._parts[node] = parts
            for part in parts:
                part.guarded = any(map(self.endings.may_be_line, part.values[:-1]))
        is_open = any(part.end is not None for parts in self._parts.values() for part in parts)
        if is_open or any(part.guarded for parts in self._parts.values() for part in parts):
            links = Links(
                self._calls,
                [
                    Flow(scope.node, self._calls, self._split, self._leaves)
                    for scope in self._facts.walk.scopes
                    if isinstance(scope.node, (ast.Module, ast.FunctionDef))
                ],
            )
            streams = {self._stream(node) for node in prints if self._is_open(node)}
            accounts = [_Stream(self, stream, links) for stream in sorted(streams)]
            for account in accounts:
                account.choose()
            while any([account.follow() for account in accounts]):
                pass  # a guarded print may leave a blank due in another account

    def _is_open(self, node: tree.Print) -> bool:
        return any(part.end is not None for part in self._parts[node])

    def _leaves(self, call: ast.Call) -> bool:
        """Whether a call ends the program."""
        if self._facts.scopes.is_builtin(call.func):
            return call.func.id in ("exit", "quit")
        return self._facts.scopes.imported(call.func) in ("sys.exit", "os._exit")

    def is_file(self, dest: ast.expr) -> bool | None:
        """Whether an expression is a file of the system; None if that is not known."""
        imported = self._facts.scopes.imported(dest)
        if imported in (STDOUT, "sys.stderr", "sys.__stdout__", "sys.__stderr__"):
            return not self._rebinds_streams or None
        definitions = (
            self._facts.scopes.resolve(dest).definitions if isinstance(dest, ast.Name) else ()
        )
        values = [one.value for one in definitions]
        if self._facts.types.is_a(dest, "file"):
            return True
        calls = [value for value in values if isinstance(value, ast.Call)]
        if calls and len(calls) == len(values):
            made = {self._facts.scopes.imported(call.func) for call in calls}
            if all(name and name.endswith("StringIO.StringIO") for name in made):
                return False
        found = self._facts.types.of(dest)
        return False if found is not None and found.node is not None else None

    @cached_property
    def _rebinds_streams(self) -> bool:
        """Whether the module puts something else in the place of sys.stdout or sys.stderr."""
        return bool(self._facts.walk.stored("stdout", "stderr"))

    def _stream(self, node: tree.Print) -> str:
        """The file that is printed to, as text."""
        return self.file(node.dest)

    def file(self, dest: ast.expr | None) -> str:
        if dest is None or (isinstance(dest, ast.Constant) and dest.value is None):
            return STDOUT
        return self._facts.scopes.imported(dest) or ast.unparse(dest)


class _Stream:
    """The account of one file."""

    def __init__(self, whole: Softspace, name: str, links: Links) -> None:
        self._whole = whole
        self._name = name
        self._links = links
        self._sources: set[Point] = set()  # the points after which a blank may be due
        self._followed: set[Point] = set()  # those after which all is guarded
        self._kinds: dict[Point, str | None] = {}

    def choose(self) -> None:
        """Say what is to be written after each part of an open line."""
        for point in self._open_parts():
            part = _part(self._whole, point)
            part.end = self._end(point, part)
            if part.end is None:
                part.end, part.guarded = "", True

    def _open_parts(self) -> list[Point]:
        points = [point for flow in self._links.flows for point in flow.points]
        return [
            point
            for point in points
            if self._kind(point) == "value" and _part(self._whole, point).end is not None
        ]

    def _end(self, point: Point, part: Part) -> str | None:
        """What is to be written after a part of an open line, None if that is not proven."""
        ending = self._whole.endings.of(part.values[-1])
        if self._whole._watched:
            return None
        if ending is Ending.SPACE:
            return ""
        kinds = {self._kind(after) for after in self._reach(point, through_calls=False)}
        if kinds <= {"line", "clear"}:
            return ""
        return " " if ending is Ending.WORD and kinds <= {"value", "read"} else None

    def _kind(self, point: Point) -> str | None:
        """What a point means to the file; None: nothing."""
        if point not in self._kinds:
            self._kinds[point] = self._find_kind(point)
        return self._kinds[point]

    def _find_kind(self, point: Point) -> str | None:
        node = point.node
        if point.kind == "print":
            assert isinstance(node, tree.Print)
            if self._whole._stream(node) == self._name:
                return "value" if node.values else "line"
            return "alias" if self._may_be_mine(node) else None
        if point.kind == "call":
            return self._kind_of_call(point)
        if point.kind == "assign":
            assert isinstance(node, ast.Assign)
            targets = {ast.unparse(target) for target in node.targets}
            return "clear" if self._name in targets else None
        if point.kind == "raise" and point.is_caught:
            return None
        return None if point.kind in ("join", "entry", "handler", "fail") else point.kind

    def _may_be_mine(self, node: tree.Print) -> bool:
        """Whether a print to another name may be to this file all the same."""
        is_standard = self._name in _STANDARD
        if self._whole._stream(node) in _STANDARD and is_standard:
            return False
        is_object = node.dest is not None and self._whole.is_file(node.dest) is False
        return not (is_standard and is_object)

    def _kind_of_call(self, point: Point) -> str | None:
        node = point.node
        function = getattr(node, "func", None)
        if isinstance(function, ast.Attribute):
            if self._whole.file(function.value) == self._name:
                return self._kind_of_method(function)
        if point.effect is Effect.READS:
            return "read" if self._name == STDOUT else None
        if point.effect is Effect.PRINTS:
            return "call"
        return None if point.is_caught else "risk"

    def _kind_of_method(self, method: ast.Attribute) -> str | None:
        """Writing to a real file cancels the blank; other objects know nothing of it."""
        if method.attr == "close":
            return "clear"
        if method.attr not in ("write", "writelines"):
            return None
        is_file = self._whole.is_file(method.value)
        return None if is_file is False else "clear" if is_file else "write"

    def _reach(self, start: Point, through_calls: bool) -> list[Point]:
        """The first points after `start` that mean something to the file.

        With `through_calls` also those that lie behind calls of which nothing is known.
        """
        found: list[Point] = []
        seen: set[Point] = set()
        todo = list(start.next)
        while todo:
            point = todo.pop()
            if point in seen:
                continue
            seen.add(point)
            kind = self._kind(point)
            if kind is not None:
                found.append(point)
            if kind is None or (through_calls and kind in ("risk", "alias")):
                todo.extend(point.next)
        return found

    # -- what may be due where --------------------------------------------------------

    def follow(self) -> bool:
        """Guard all that may come when a blank is due; whether that was anything new."""
        todo = [
            point
            for point in self._open_parts()
            if point not in self._sources
            and _part(self._whole, point).guarded
            and _part(self._whole, point).end == ""
        ]
        self._sources.update(todo)
        is_new = bool(todo)
        while todo:
            start = todo.pop()
            if start in self._followed:
                continue
            self._followed.add(start)
            for reached in self._reach(start, through_calls=True):
                kind = self._kind(reached)
                self._guard(reached, kind)
                if not self._is_line(start):
                    todo += self._beyond(reached, kind)
        return is_new

    def _is_line(self, point: Point) -> bool:
        """Whether a part prints a line of a file: but for the last one it leaves no blank due."""
        if point.kind != "print":
            return False
        last = _part(self._whole, point).values[-1:]
        return any(map(self._whole.endings.may_be_line, last))

    def _beyond(self, point: Point, kind: str | None) -> list[Point]:
        """Where the flow goes on, in other functions or handlers, after one with a blank due."""
        if kind in ("exit", "escape", "risk", "raise") and self._name == STDOUT:
            self._whole.open_at_exit = True
        if kind == "call":
            return self._links.begun_by(point)
        if kind == "yield":
            return [point, *self._links.after_run_of(point)]
        if kind == "exit":
            return self._links.after_run_of(point)
        if kind in ("risk", "raise", "escape"):
            return self._links.caught_by(point)
        return []

    def _guard(self, point: Point, kind: str | None) -> None:
        if kind in ("value", "line", "alias"):
            _part(self._whole, point).guarded = True
        elif kind == "read" and point.node is not None:
            self._whole._reads.add(point.node)
        elif kind in ("clear", "write") and isinstance(point.node, ast.Call):
            self._whole._writes.add(point.node)


def _part(whole: Softspace, point: Point) -> Part:
    assert isinstance(point.node, tree.Print)
    return whole._parts[point.node][point.part]


def _caught(clause: ast.ExceptHandler) -> set[str]:
    if clause.type is None:
        return set(_CATCH_ALL)
    listed = clause.type.elts if isinstance(clause.type, ast.Tuple) else [clause.type]
    return {getattr(one, "attr", getattr(one, "id", "")) for one in listed}
