"""What a module tells others about text and bytes: the solved colours of all that has a name in it.

An interface is plain data, made from the graph of a whole program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from migrator.facts.text.cells import BYTES, STRING, TEXT, Cell, Edge, Graph, Shape
from migrator.facts.text.costs import FIRM
from migrator.facts.text.cut import Sides
from migrator.facts.text.origins import Origins

# What a value is that the colours inside need not tell.
_TELLING = ("bytearray", "buffer")
_CONTAINERS = ("list", "dict", "file")


@dataclass(frozen=True)
class Value:
    """A colour, empty where nothing tells, and the number of what the value is made of.

    `is_sure` says whether something vouches for the colour, other than what is done with the value.
    """

    colour: str = ""
    form: int | None = None
    is_sure: bool = True


@dataclass(frozen=True)
class Form:
    """What values are made of, as `cells.Shape` has it."""

    kind: str | None
    parts: Mapping[str, Value]
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Interface:
    """`names` are those of the module; `forms` what they are made of, by number: one table for all
    interfaces of a program.

    `imports` are the names that it has from other modules, as it names those (several where it
    tries one after the other), `stars` the modules of which it takes all names, and `members` what
    is bound in the bodies of its classes.
    """

    names: Mapping[str, Value] = field(default_factory=dict)
    forms: Mapping[int, Form] = field(default_factory=dict)
    imports: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stars: tuple[str, ...] = ()
    members: frozenset[str] = frozenset()

    @property
    def has_bytes(self) -> bool:
        """Whether anything in it is bytes."""
        seen: set[int] = set()
        pending = [*self.names.values()]
        while pending:
            value = pending.pop()
            if value.colour == BYTES:
                return True
            if value.form is not None and value.form not in seen:
                seen.add(value.form)
                form = self.forms[value.form]
                if form.kind in _TELLING:
                    return True
                pending += form.parts.values()
        return False


class Exporter:
    """Makes values of cells, whose graph is decided.

    `numbers` are the cells that hold no strings.
    """

    def __init__(self, graph: Graph, sides: Sides, numbers: set[Cell], origins: Origins) -> None:
        self._origins = origins
        self._bytes = sides.bytes - numbers
        self._text = (find_texts(graph, sides.bytes) | sides.parted) - numbers
        self._numbers: dict[Shape, int] = {}
        self._pending: list[Shape] = []

    def export(
        self, modules: Mapping[str, Mapping[str, Cell]]
    ) -> tuple[dict[str, dict[str, Value]], dict[int, Form]]:
        """The values of names, by module, and what they are made of; without what tells nothing."""
        values = {
            module: {name: self._value(cell) for name, cell in named.items()}
            for module, named in modules.items()
        }
        forms: dict[int, Form] = {}
        while self._pending:
            shape = self._pending.pop()
            parts = {name: self._value(cell) for name, cell in shape.children.items()}
            forms[self._numbers[shape]] = Form(shape.kind, parts, shape.names)
        telling = _telling(forms)
        for number in list(forms):
            form = forms.pop(number)
            if number in telling:
                is_whole = form.kind in _CONTAINERS  # one part missing would stand for another
                forms[number] = replace(form, parts=_only(form.parts, telling, is_whole))
        return {module: _only(named, telling) for module, named in values.items()}, forms

    def _value(self, cell: Cell) -> Value:
        found, shape = cell.found(), cell.shape.found()
        colour = BYTES if found in self._bytes else TEXT if found in self._text else ""
        is_sure = not self._origins.is_unknown(cell)
        if shape.kind in (None, STRING) and not shape.children:
            return Value(colour, None, is_sure)
        if shape not in self._numbers:
            self._numbers[shape] = len(self._numbers)
            self._pending.append(shape)
        return Value(colour, self._numbers[shape], is_sure)


def find_texts(graph: Graph, found: set[Cell]) -> set[Cell]:
    """The cells that meet what must be text, with no conversion in between."""
    ends: dict[Cell, list[Edge]] = {}
    for edge in graph.edges:
        for end in (edge.source.found(), edge.target.found()):
            ends.setdefault(end, []).append(edge)
    texts = {
        cell.found()
        for cell, border in graph.borders
        if border.colour == TEXT and border.cost >= FIRM
    } - found
    pending = list(texts)
    while pending:
        for edge in ends.get(pending.pop(), ()):
            for end in (edge.source.found(), edge.target.found()):
                if end not in texts and end not in found:
                    texts.add(end)
                    pending.append(end)
    return texts


def _telling(forms: Mapping[int, Form]) -> set[int]:
    """The forms that have a colour somewhere inside."""
    around: dict[int, list[int]] = {}
    telling = set()
    for number, form in forms.items():
        is_known = form.kind is not None and ("." in form.kind or form.kind in _TELLING)
        if is_known or any(value.colour for value in form.parts.values()):
            telling.add(number)
        for value in form.parts.values():
            if value.form is not None:
                around.setdefault(value.form, []).append(number)
    pending = list(telling)
    while pending:
        for number in around.get(pending.pop(), ()):
            if number not in telling:
                telling.add(number)
                pending.append(number)
    return telling


def _only(
    values: Mapping[str, Value], telling: set[int], is_whole: bool = False
) -> dict[str, Value]:
    """The values that tell something, or all, made of what tells something."""
    found = {}
    for name, value in values.items():
        form = value.form if value.form in telling else None
        if is_whole or value.colour or form is not None:
            found[name] = Value(value.colour, form, value.is_sure)
    return found
