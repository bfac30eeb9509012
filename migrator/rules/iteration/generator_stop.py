"""ITR320: generators that end by StopIteration."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.facts.walk import FUNCTIONS
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.iteration.protocol import protocol
from migrator.rules.syntax import places

_CATCHING = {"StopIteration", "Exception", "StandardError", "BaseException"}
_INDENT = re.compile(r"[ \t\f]*")
_ENDLESS = ("itertools.count", "itertools.cycle")


class GeneratorStop(Rule):
    """In a generator `raise StopIteration` becomes `return`, and so does what next() raises.

    A StopIteration that leaves a generator ended it in Python 2; it is a RuntimeError since Python
    3.7 (PEP 479). One that is caught and raised again leaves it, too. A statement that asks an iterator for its next value, and is in no `try` that
    catches the end, is put in one that returns; so is the call of a function or method of the module
    that lets StopIteration out. Not seen: functions of other modules that do.
    """

    code = "ITR320"
    name = "generator-stop"
    words = frozenset({"yield"})
    unit = "definition"
    examples = (
        (
            "def first(values):\n    for value in values:\n        if not value:\n"
            "            raise StopIteration\n        yield value\n\n\nprint list(first([1, 2, 0, 3]))\n",
            "def first(values):\n    for value in values:\n        if not value:\n"
            "            return\n        yield value\n\n\nprint(list(first([1, 2, 0, 3])))\n",
        ),
        (
            "def pairs(values):\n    source = iter(values)\n    while True:\n"
            "        # two at a time\n        yield source.next(), source.next()\n\n\n"
            "print list(pairs([1, 2, 3, 4, 5]))\n",
            "def pairs(values):\n    source = iter(values)\n    while True:\n"
            "        # two at a time\n        try:\n            yield next(source), next(source)\n"
            "        except StopIteration:\n            return\n\n\n"
            "print(list(pairs([1, 2, 3, 4, 5])))\n",
        ),
        (
            "def lines(source):\n    while True:\n        try:\n            line = source.next()\n"
            "        except StopIteration:\n            print 'end'\n            raise\n"
            "        yield line\n\n\nprint list(lines(iter('ab')))\n",
            "def lines(source):\n    while True:\n        try:\n            line = next(source)\n"
            "        except StopIteration:\n            print('end')\n            return\n"
            "        yield line\n\n\nprint(list(lines(iter('ab'))))\n",
        ),
        (
            "def pairs(values):\n    next = iter(values).next\n    while True:\n"
            "        first = next()\n        yield first, next()\n\n\nprint list(pairs([1, 2, 3]))\n",
            "def pairs(values):\n    next = iter(values).__next__\n    while True:\n"
            "        try:\n            first = next()\n        except StopIteration:\n            return\n"
            "        try:\n            yield first, next()\n        except StopIteration:\n"
            "            return\n\n\nprint(list(pairs([1, 2, 3])))\n",
        ),
    )
    leave_alone = (
        "def lines(source):\n    try:\n        yield next(source)\n"
        "    except (StopIteration, ValueError):\n        raise\n\n\nprint(list(lines(iter('a'))))\n",
        "def first(source):\n    try:\n        return next(source)\n    except StopIteration:\n"
        "        raise\n\n\nprint(first(iter('a')))\n",
        "class Walk(object):\n    def __next__(self):\n        raise StopIteration\n\n"
        "    def __iter__(self):\n        yield 1\n\n\nprint(list(Walk()))\n",
        "def first(values):\n    source = iter(values)\n    try:\n        while True:\n"
        "            yield next(source)\n    except StopIteration:\n        pass\n\n\nprint(list(first('ab')))\n",
        "def first(values):\n    yield next(iter(values), None)\n\n\nprint(list(first('')))\n",
        "import itertools\n\n\ndef numbers():\n    source = itertools.count()\n    while True:\n"
        "        yield next(source)\n\n\nprint(next(numbers()))\n",
    )

    def sites(self) -> Iterator[int]:
        yield from self._ends
        yield from self._asking

    @cached_property
    def _generators(self) -> set[ast.AST | None]:
        facts = self.module.facts
        yields = facts.walk.of(ast.Yield)
        return {facts.parents.function(node) for node in yields}

    @cached_property
    def _ends(self) -> set[int]:
        """Where a generator raises StopIteration: the offset of what is raised, else of `raise`."""
        named = (
            name
            for name in self._loads("StopIteration")
            if self._is_raised(name) and self._escapes(name)
        )
        again = (
            node.exc or node
            for node in self.module.facts.walk.of(ast.Raise)
            if self._is_raised_again(node) and self._escapes(node)
        )
        return {self.module.offset_of(node) for node in (*named, *again)}

    def _is_raised_again(self, node: ast.Raise) -> bool:
        """Whether a `raise` without anything, or of what was caught, raises a caught StopIteration."""
        for around in self.module.facts.parents.ancestors(node):
            if isinstance(around, ast.ExceptHandler):
                is_caught = isinstance(around.type, ast.Name) and around.type.id == "StopIteration"
                is_same = isinstance(node.exc, ast.Name) and node.exc.id == around.name
                return is_caught and (node.exc is None or is_same)
            if isinstance(around, (*FUNCTIONS, ast.ClassDef)):
                return False
        return False

    @cached_property
    def _asking(self) -> set[int]:
        """The first offsets of the statements that may end a generator by next()."""
        calls = [call for call in self._all_calls if self._escapes(call)]
        statements = [self._lines_own(call) for call in calls]
        parents = self.module.facts.parents
        return {
            self.module.offsets.start(one)
            for one in statements
            if one is not None
            and not any(around in statements for around in parents.ancestors(one))
        }

    @cached_property
    def _all_calls(self) -> list[ast.Call]:
        """The calls that may raise StopIteration: of next(), and of what lets that out."""
        found = list(self._calls())
        raised = [name for name in self._loads("StopIteration") if self._is_raised(name)]
        new: list[ast.AST] = [*found, *raised]
        leaky: set[ast.AST] = set()
        while new:
            left = {self._left(node) for node in new} - leaky - self._generators
            functions = {one for one in left if isinstance(one, ast.FunctionDef)}
            leaky |= functions
            calls = [call for one in functions for call in self._calls_of(one)]
            found += calls
            new = [*calls]
        return found

    def _calls_of(self, function: ast.FunctionDef) -> Iterator[ast.Call]:
        """The calls of a function by its name, or as a method of an object of its class."""
        facts = self.module.facts
        class_ = facts.parents.method_class(function)
        if function.decorator_list or function.name in ("next", "__next__"):
            return
        if class_ is None:
            scope = facts.scopes.scope_of(function)
            for load in facts.scopes.loads(facts.scopes.lookup(scope, function.name)):
                call = facts.parents[load]
                if isinstance(call, ast.Call) and call.func is load:
                    yield call
            return
        for node in self.module.facts.walk.attributes(function.name):
            call = facts.parents[node]
            if isinstance(call, ast.Call) and call.func is node:
                known = facts.types.class_of(node.value)
                if known is not None and class_ in facts.types.ancestry(known):
                    yield call

    def _loads(self, name: str) -> list[ast.Name]:
        scopes = self.module.facts.scopes
        loads = [load for scope in scopes.walk.scopes for load in scope.loads.get(name, ())]
        return [load for load in loads if scopes.is_builtin(load)]

    def _is_raised(self, name: ast.Name) -> bool:
        parent = self.module.facts.parents[name]
        if isinstance(parent, ast.Call) and parent.func is name and len(parent.args) < 2:
            parent = self.module.facts.parents[parent]
        return isinstance(parent, ast.Raise) and parent.cause is None

    def _calls(self) -> Iterator[ast.Call]:
        parents = self.module.facts.parents
        for load in self._loads("next"):
            call = parents[load]
            if isinstance(call, ast.Call) and call.func is load and len(call.args) == 1:
                if not self._is_endless(call.args[0]):
                    yield call
        asks = protocol(self.module)
        for node in self.module.facts.walk.attributes("next"):
            may_end = asks.is_protocol(node) or asks.is_unclear(node)
            if may_end and not self._is_endless(node.value):
                yield from self._calls_of_method(node)

    def _calls_of_method(self, method: ast.Attribute) -> Iterator[ast.Call]:
        """The call `it.next()`, or those of a variable that `it.next` is kept in."""
        scopes, parents = self.module.facts.scopes, self.module.facts.parents
        around = parents[method]
        functions: list[ast.expr] = [method]
        if isinstance(around, ast.Assign) and isinstance(around.targets[0], ast.Name):
            functions += scopes.loads(scopes.resolve(around.targets[0]))
        for function in functions:
            call = parents[function]
            if isinstance(call, ast.Call) and call.func is function and not call.args:
                yield call

    def _is_endless(self, iterator: ast.expr) -> bool:
        scopes = self.module.facts.scopes
        values: list[ast.expr | None] = [iterator]
        if isinstance(iterator, ast.Name):
            values = [one.value for one in scopes.resolve(iterator).definitions]
        return bool(values) and all(
            isinstance(value, ast.Call) and scopes.imported(value.func) in _ENDLESS
            for value in values
        )

    def _escapes(self, node: ast.AST) -> bool:
        """Whether StopIteration raised at a place leaves a generator."""
        left = self._left(node)
        return left in self._generators and isinstance(left, ast.FunctionDef)

    def _left(self, node: ast.AST) -> ast.AST | None:
        """The function that StopIteration raised at a place leaves."""
        scopes, parents = self.module.facts.scopes, self.module.facts.parents
        if scopes.scope_of(node).kind != "function" or self.module.facts.versions.only(node) == 3:
            return None
        child = node
        for parent in parents.ancestors(node):
            if isinstance(parent, FUNCTIONS):
                return parent
            if isinstance(parent, ast.Try) and child in parent.body:
                if any(map(_catches, parent.handlers)):
                    return None
            child = parent
        return None

    @cached_property
    def _statements(self) -> dict[int, ast.stmt]:
        """The statements by their first offsets."""
        start = self.module.offsets.start
        return {start(node): node for node in self.module.facts.walk.of(ast.stmt)}

    def _lines_own(self, node: ast.AST) -> ast.stmt | None:
        """The innermost statement that begins the line of one around a node: it can be tried."""
        text = self.module.offsets.text
        for parent in self.module.facts.parents.ancestors(node):
            if isinstance(parent, FUNCTIONS):
                return None
            if isinstance(parent, ast.stmt):
                line = text.rfind("\n", 0, self.module.offsets.start(parent)) + 1
                indent = _INDENT.match(text, line)
                assert indent is not None
                first = indent.end()
                if first in self._statements and not text.startswith("elif", first):
                    return self._statements[first]
        return None

    def leave_Raise(self, original_node: cst.Raise, updated_node: cst.Raise) -> Any:
        raised = original_node.exc
        name = raised.func if isinstance(raised, cst.Call) else raised
        at = self.module.anchors.get(id(original_node if name is None else name))
        if at not in self._ends:
            return updated_node
        given = updated_node.exc.args if isinstance(updated_node.exc, cst.Call) else ()
        value = given[0].value if given else None
        return cst.Return(value, semicolon=updated_node.semicolon)

    def leave_SimpleStatementLine(self, original_node: Any, updated_node: Any) -> Any:
        return self._guarded(original_node.body[0], updated_node)

    def leave_If(self, original_node: cst.If, updated_node: cst.If) -> Any:
        return self._guarded(original_node, updated_node)

    leave_For = leave_While = leave_With = leave_If

    def _guarded(self, first: Any, updated: Any) -> Any:
        statement = places.statement(self.module, first)
        if statement is None or self.module.offsets.start(statement) not in self._asking:
            return updated
        is_compound = isinstance(first, cst.BaseCompoundStatement)
        if is_compound != isinstance(statement, (ast.If, ast.For, ast.While, ast.With)):
            return updated  # a word without an anchor: `pass`
        guarded = cst.Try(
            cst.IndentedBlock([updated.with_changes(leading_lines=[])]),
            [
                cst.ExceptHandler(
                    cst.IndentedBlock([cst.SimpleStatementLine([cst.Return()])]),
                    cst.Name("StopIteration"),
                )
            ],
            leading_lines=updated.leading_lines,
        )
        reason = "the end of the iterator ended the generator in Python 2"
        self.module.decide(self, first, "return", Level.GUARDED, reason)
        return guarded


def _catches(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    return any(getattr(node, "id", None) in _CATCHING for node in ast.walk(handler.type))
