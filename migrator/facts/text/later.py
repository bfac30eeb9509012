"""Questions about a value that can be answered when more is known of what it is.

Each has `settle(builder, stage)`, which says whether it is answered.
"""

from __future__ import annotations

import ast
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from migrator.facts.text.cells import BYTES, LIKE, MAKING, NAMED, STRING, TEXT, Cell, Graph
from migrator.facts.text.costs import PRINTED
from migrator.facts.text.named import at_key

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder


class Question(Protocol):
    """What is asked of a value."""

    def settle(self, builder: Builder, stage: Stage) -> bool: ...


class Stage(Enum):
    """How far the answers are: an answer may need to wait for a later stage."""

    SURE = 1  # only by what values are seen to be
    NAMES = 2  # also by methods that only dicts, lists or files have
    STRINGS = 3  # also what is known to hold strings is one, and no container
    LAST = 4  # nothing more will be known


_BYTE_VALUES = ("bytearray",)


def is_string(builder: Builder, value: Cell, stage: Stage) -> bool:
    """Whether something says that a value holds strings."""
    kind = builder.graph.kind(value)
    if kind is None and stage is Stage.STRINGS:
        return value.found() in builder.known
    return kind == STRING


def _has(graph: Graph, value: Cell, name: str) -> bool:
    """Whether a value has a part that strings have not; what else a place may hold may have it."""
    return graph.kind(value) != STRING and graph.part(value, name) is not None


class Iterate:
    """`element` is what walking over a value gives. `node` is the expression, if there is one."""

    def __init__(self, value: Cell, element: Cell, node: ast.expr | None = None) -> None:
        self.value = value
        self.element = element
        self.node = node

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph = builder.graph
        kind = graph.kind(self.value)
        if kind == "instance" and (like := graph.part(self.value, LIKE)) is not None:
            self.value, kind = like, graph.kind(like)
        if kind == "dict":
            graph.tie(graph.child(self.value, "key"), self.element)
        elif kind == "file":
            graph.match(graph.child(self.value, "content"), self.element)
        elif kind in _BYTE_VALUES:
            return True
        elif kind == "list" or stage is Stage.LAST:
            graph.tie(graph.child(self.value, "element"), self.element)
        elif is_string(builder, self.value, stage):
            graph.match(self.value, self.element)
            if self.node is not None:
                builder.walked.append(self.node)
        else:
            return False
        return True


class Index:
    """`part` is what an index gives; `number` is the index, where it is a literal."""

    def __init__(
        self, value: Cell, part: Cell, number: int | None, node: ast.Subscript | None
    ) -> None:
        self.value = value
        self.part = part
        self.number = number
        self.node = node

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph = builder.graph
        kind = graph.kind(self.value)
        if kind is None and stage is not Stage.SURE and self._has_name():
            graph.set_kind(self.value, kind := "dict")
        if kind == "buffer" and self.node is not None:
            graph.fix(self.part, BYTES)
            builder.indexed.append(self.node)
            return True
        if kind in _BYTE_VALUES:
            return True
        if kind == "instance" and not graph.part(self.value, "__getitem__"):
            if (like := graph.part(self.value, LIKE)) is not None:
                self.value, kind = like, graph.kind(like)
        named = None if self.number is None else graph.part(self.value, str(self.number))
        if named is None and kind == "dict" and self.node is not None:
            named = at_key(builder, self.value, self.node.slice)
        if named is not None:
            graph.tie(named, self.part)
        elif kind in ("dict", "list") or _has(graph, self.value, "__getitem__"):
            graph.tie(graph.child(self.value, "element"), self.part)
        elif stage is Stage.LAST:
            name = "element" if self.number is None else str(self.number)
            graph.tie(graph.child(self.value, name), self.part)
        elif is_string(builder, self.value, stage):
            graph.match(self.value, self.part)
            if self.node is not None:
                builder.indexed.append(self.node)
        else:
            return False
        return True

    def _has_name(self) -> bool:
        """Whether the index is a string: lists have none."""
        index = self.node.slice if self.node is not None else None
        return isinstance(index, ast.Constant) and isinstance(index.value, (str, bytes))


class Either:
    """A value that is a container where the code has asked for one, and the rest elsewhere."""

    def __init__(self, value: Cell, container: Cell, rest: Cell) -> None:
        self.value = value
        self.container = container
        self.rest = rest

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph = builder.graph
        kind = graph.kind(self.value)
        if kind is None and stage.value < Stage.STRINGS.value:
            return False
        is_container = kind == graph.kind(self.container)
        graph.share(self.value, self.container if is_container else self.rest)
        return True


class Likened:
    """A dict that is compared with a value: that may be an object which is like one."""

    def __init__(self, value: Cell, other: Cell) -> None:
        self.value = value
        self.other = other

    def settle(self, builder: Builder, stage: Stage) -> bool:
        if builder.graph.kind(self.other) is None and stage is Stage.SURE:
            return False
        builder.graph.share(self.value, self.other)
        return True


class Contains:
    """`left in right`"""

    def __init__(self, value: Cell, left: ast.expr, right: ast.expr) -> None:
        self.value = value
        self.left = left
        self.right = right

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph = builder.graph
        kind = graph.kind(self.value)
        if kind == "dict" or _has(graph, self.value, "__contains__"):
            builder.send(self.left, graph.child(self.value, "key"))
        elif kind == "list" or _has(graph, self.value, "element"):
            for name, part in list(self.value.shape.found().children.items()):
                if name == "element" or name.isdigit():
                    builder.send(self.left, part)
        elif stage.value < Stage.STRINGS.value:
            return False
        else:
            builder.agree((self.left, self.right))
        return True


class Printed:
    """`print >>value`: to a file of text, unless it is seen to be another."""

    def __init__(self, value: Cell) -> None:
        self.value = value

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph = builder.graph
        if stage is not Stage.LAST:
            return False
        if graph.kind(self.value) != "instance":
            graph.fix(graph.child(self.value, "content"), TEXT, PRINTED)
        return True


class Apply:
    """A call of a function of which something may be known."""

    def __init__(self, value: Cell, call: ast.Call) -> None:
        self.value = value
        self.call = call

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph, call = builder.graph, self.call
        kind = graph.kind(self.value)
        if kind is None and stage is not Stage.LAST:
            return False
        function = self.value
        result = builder.cell(call)
        if kind == "class":
            graph.tie(graph.child(self.value, "instance"), result)
            found = graph.part(self.value, MAKING)
            if found is None:
                return True
            function = found
        else:
            graph.tie(graph.child(function, "return"), result)
            if kind is None:
                return True
        pass_arguments(builder, function, call)
        return True


def pass_arguments(builder: Builder, function: Cell, call: ast.Call) -> None:
    """Bring the arguments of a call to the parameters of a function."""
    for index, argument in enumerate(call.args):
        if isinstance(argument, ast.Starred):
            _spread(builder, function, index, builder.cell(argument.value))
            break
        _pass(builder, function, str(index), argument)
    for keyword in call.keywords:
        if keyword.arg:
            _pass(builder, function, keyword.arg, keyword.value)
        else:
            _spread_named(builder, function, builder.cell(keyword.value))


def _spread(builder: Builder, function: Cell, first: int, values: Cell) -> None:
    """Bring the parts of a tuple to the places of a function: nothing can be converted there."""
    for name, part in list(values.shape.found().children.items()):
        if name.isdigit():
            parameter = builder.graph.part(function, str(first + int(name)))
            if parameter is not None:
                builder.graph.tie(parameter, part)


def _spread_named(builder: Builder, function: Cell, values: Cell) -> None:
    """Bring what is given by name to the places of that name: nothing can be converted there."""
    graph, given = builder.graph, builder.graph.part(values, NAMED)
    if given is None:
        return
    for name, part in list(given.shape.found().children.items()):
        if (parameter := graph.part(function, name)) is not None:
            graph.tie(parameter, part)
    if (named := graph.part(function, NAMED)) is not None:
        graph.share(given, named)


def _pass(builder: Builder, function: Cell, place: str, argument: ast.expr) -> None:
    """Bring an argument to a place; one that a function does not tell of takes anything."""
    graph = builder.graph
    parameter = graph.part(function, place)
    if parameter is None and place.isdigit():
        parameter = graph.part(function, "others")
    if parameter is None and not place.isdigit():
        if (named := graph.part(function, NAMED)) is not None:
            parameter = graph.child(named, place)
    if parameter is None and graph.kind(function) != "function":
        parameter = graph.child(function, place)
    if parameter is None:
        return
    passed = Passed(builder.cell(argument), parameter)
    if isinstance(argument, ast.Name) and not passed.settle(builder, Stage.SURE):
        builder.send_copy(argument, parameter)
        builder.later.append(passed)
    else:
        builder.send(argument, parameter)


class Passed:
    """A value that a function is given: that others give it a list tells nothing of a string."""

    def __init__(self, value: Cell, parameter: Cell) -> None:
        self.value = value
        self.parameter = parameter

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph = builder.graph
        is_told = _is_told(self.value) or (
            _is_told(self.parameter) and graph.kind(self.parameter) not in ("list", "dict")
        )
        if not is_told and stage.value < Stage.STRINGS.value:
            return False
        if is_told or self.value.found() not in builder.known:
            graph.share(self.value, self.parameter)
        return True


class Rest:
    """What a function is given beside the strings that it tells apart from that."""

    def __init__(self, given: Cell, variable: Cell) -> None:
        self.given = given
        self.variable = variable

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph = builder.graph
        kind = graph.kind(self.given)
        if kind is None and stage.value < Stage.STRINGS.value:
            return False
        if not is_string(builder, self.given, stage):
            graph.share(self.given, self.variable)
        return True


def _is_told(value: Cell) -> bool:
    """Whether something says what a value is: its kind, or what it has and strings have not."""
    shape = value.shape.found()
    return shape.kind is not None or not shape.children.keys() <= {"key"}
