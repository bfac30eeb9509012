"""Cells and what ties them: the graph over which text and bytes are decided.

A cell stands for a value. Its *colour* is what its strings are to be; its *shape* is what it is
made of: cells for elements, keys, attributes, parameters, results, by name. Values that flow into
each other share their shape, as containers are not copied; their colours are joined by an edge,
at which a conversion can be put.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrator.facts.text.costs import HINT, NEVER

TEXT, BYTES = "text", "bytes"
STRING = "string"
MAKING = "()"  # the part of a class that is called with it
BASES = ("base", "second base")  # the parts of a class that are the classes it derives from
NAMED = "**"  # the part of a function, and of the dict it gets, that has what is given by name
LIKE = "list or dict"  # the part of an object that its class has from a container


@dataclass(eq=False, slots=True)
class Shape:
    """What a value is made of.

    `kind` is "string", "list" (any sequence, set or iterator), "dict", "file", "instance",
    "bytearray", "class", "function" or the dotted name of a class of the library; None while
    nothing is known. Values of two kinds never have one shape: a place that may hold either tells
    nothing about what they are made of. `names` are those of the parameters of a function, or the
    one of a class: nor have two classes one shape, or functions that call differently what they
    take; but objects of the program have that get to the same place of both.
    """

    kind: str | None = None
    names: tuple[str, ...] = ()
    children: dict[str, Cell] = field(default_factory=dict)
    merged: Shape | None = None

    def is_apart(self, other: Shape) -> bool:
        """Whether two functions or classes are not the same, as their names tell."""
        if not self.names or not other.names or self.names == other.names:
            return False
        return any(one != name for one, name in zip(self.names, other.names, strict=False))

    def found(self) -> Shape:
        shape = self
        while shape.merged is not None:
            shape = shape.merged
        if shape is not self:
            self.merged = shape
        return shape


@dataclass(eq=False, slots=True)
class Cell:
    """A value; compared by identity."""

    shape: Shape = field(default_factory=Shape)
    merged: Cell | None = None

    def found(self) -> Cell:
        """The cell that stands for all that are tied to this one."""
        cell = self
        while cell.merged is not None:
            cell = cell.merged
        if cell is not self:
            self.merged = cell
        return cell


@dataclass(eq=False, slots=True)
class Edge:
    """Two colours that should be one. `site` is the expression where a conversion may stand,
    None where a difference does no harm; `cost` is what the difference costs.

    The value of `site` is `source`; what is wanted of it is `target`.
    """

    source: Cell
    target: Cell
    cost: int
    site: ast.expr | None = None


@dataclass(frozen=True)
class Border:
    """A colour that is given, at a cost to decide against it, and the encoding of the bytes."""

    colour: str
    cost: int = NEVER
    codec: str = ""


class Graph:
    """All cells of a module, their edges and borders."""

    def __init__(self) -> None:
        self.edges: list[Edge] = []
        self.borders: list[tuple[Cell, Border]] = []
        self._apart: list[tuple[Shape, Shape]] = []  # functions that have no shape in common

    def child(self, cell: Cell, name: str) -> Cell:
        """The part of a value of that name."""
        children = cell.shape.found().children
        if name not in children:
            children[name] = Cell()
        return children[name]

    def part(self, cell: Cell, name: str) -> Cell | None:
        """The part of a value of that name, if there is one."""
        return cell.shape.found().children.get(name)

    def inherited(self, cell: Cell, name: str) -> Cell | None:
        """The part of a class of that name, also of those that it derives from."""
        seen: set[Shape] = set()
        pending = [cell]
        while pending:
            children = (shape := pending.pop().shape.found()).children
            if shape not in seen:
                seen.add(shape)
                if name in children:
                    return children[name]
                pending += [children[base] for base in reversed(BASES) if base in children]
        return None

    def kind(self, cell: Cell) -> str | None:
        shape = cell.shape
        return (shape if shape.merged is None else shape.found()).kind

    def set_kind(self, cell: Cell, kind: str) -> None:
        shape = cell.shape.found()
        shape.kind = shape.kind or kind

    def fix(self, cell: Cell, colour: str, cost: int = NEVER, codec: str = "") -> None:
        self.borders.append((cell, Border(colour, cost, codec)))

    def flow(self, source: Cell, target: Cell, site: ast.expr, cost: int) -> None:
        """A value gets somewhere; at `site` it may be converted."""
        self.edge(source, target, site, cost)
        self.share(source, target)

    def edge(self, source: Cell, target: Cell, site: ast.expr, cost: int) -> None:
        """The strings of a value are copied somewhere; at `site` they may be converted."""
        self.edges.append(Edge(source, target, cost, site))

    def lean(self, one: Cell, other: Cell, cost: int = HINT) -> None:
        """Two colours that are probably the same."""
        self.edges.append(Edge(one, other, cost))

    def share(self, one: Cell, other: Cell) -> None:
        """Give two values one shape."""
        self._merge([(one.shape, other.shape)])

    def tie(self, one: Cell, other: Cell) -> None:
        """Make two values the same in all they are."""
        self.match(one, other)
        self.share(one, other)

    def share_objects(self) -> None:
        """Give objects that get to the same place of two functions one shape, as far as they are known."""
        self._apart = list({(one.found(), other.found()): None for one, other in self._apart})
        for one, other in self._apart.copy():
            self._merge(_objects(one, other))

    def match(self, one: Cell, other: Cell) -> None:
        """Give two values one colour."""
        one, other = one.found(), other.found()
        if one is not other:
            other.merged = one

    def _merge(self, pending: list[tuple[Shape, Shape]]) -> None:
        apart: set[tuple[Shape, Shape]] = set()
        while pending:
            one, other = pending.pop()
            one, other = one.found(), other.found()
            if one is other or (one.kind and other.kind and one.kind != other.kind):
                continue
            if one.is_apart(other):
                if (one, other) not in apart:  # either may be what is called: so is what it gives
                    apart.add((one, other))
                    self._apart.append((one, other))
                    pending.append(self._tie_results(one, other))
                continue
            if len(one.children) < len(other.children):
                one, other = other, one
            other.merged = one
            one.kind = one.kind or other.kind
            one.names = one.names or other.names
            for name, cell in other.children.items():
                mine = one.children.setdefault(name, cell)
                if mine is not cell:
                    self.match(mine, cell)
                    pending.append((mine.shape, cell.shape))
            other.children = {}

    def _tie_results(self, one: Shape, other: Shape) -> tuple[Shape, Shape]:
        """Give one colour to what two functions or classes give; their shapes, which are to be one."""
        part = "instance" if "class" in (one.kind, other.kind) else "return"
        mine, others = (shape.children.setdefault(part, Cell()) for shape in (one, other))
        self.match(mine, others)
        return mine.shape, others.shape


def _objects(one: Shape, other: Shape) -> list[tuple[Shape, Shape]]:
    """The objects of the program that two functions take, or give, in the same place."""
    both = [
        (part.shape.found(), other.children[name].shape.found())
        for name, part in one.children.items()
        if name in other.children and (name == "return" or name.isdigit())
    ]
    return [pair for pair in both if any(shape.kind == "instance" for shape in pair)]
