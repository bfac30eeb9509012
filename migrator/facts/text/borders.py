"""What the library takes and gives: bytes or text. Typed questions to generated data.

    border("struct.pack")            takes {0: any, "1": bytes}, gives bytes
    border("hashlib.md5.update")     a method, by the class that 2.7 calls its object
    methods("recv")                  all borders of methods of that name
    border("str.join")               methods of strings; the receiver is the argument "self"

The data says what happened when `migrator.stdlib.border_samples` ran under the interpreters
(`python -m migrator.stdlib.border_generate`), and what `border_reviewed` adds.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from migrator.facts.text.shapes import Shape, shape

_DATA = Path(__file__).parents[2] / "stdlib" / "data" / "borders.json"
Place = int | str


@dataclass(frozen=True)
class Border:
    """A function, class or method of the library, by its dotted name in 2.7.

    takes: what its arguments must be, by position (from 0), by keyword, "self" for the receiver
        of a method, and "*" for all further positional arguments.
    gives: its result; for a class the object.
    soft: the places of `takes` where Python 3 accepts the other colour, too, but does not do with
        it what 2.7 did (`csv` writes `b'...'`). A wrong colour elsewhere raises an error.
    """

    name: str
    takes: Mapping[Place, Shape]
    gives: Shape
    soft: frozenset[Place] = frozenset()
    is_value: bool = False  # an attribute, read and not called
    given: Mapping[Place, Shape] = field(default_factory=dict)  # results with certain arguments

    @property
    def is_tying(self) -> bool:
        """Whether arguments and result have one colour, another for each call."""
        return any("same" in repr(spec) for spec in (*self.takes.values(), self.gives))

    def result(self, places: Iterable[Place]) -> Shape:
        """What a call with arguments at these places gives."""
        return next((self.given[place] for place in places if place in self.given), self.gives)

    def argument(self, place: Place) -> Shape:
        """What one argument must be."""
        if place not in self.takes and isinstance(place, int):
            return self.takes.get("*", Shape())
        return self.takes.get(place, Shape())


@cache
def _borders() -> dict[str, Border]:
    table = json.loads(_DATA.read_text(encoding="utf-8"))
    return {name: _border(name, entry) for name, entry in table.items()}


def _border(name: str, entry: Mapping) -> Border:
    takes = {_place(place): shape(text) for place, text in entry.get("takes", {}).items()}
    soft = frozenset(map(_place, entry.get("soft", ())))
    gives = shape(entry.get("gives", "."))
    given = {_place(place): shape(text) for place, text in entry.get("given", {}).items()}
    return Border(name, takes, gives, soft, entry.get("value", False), given)


def _place(text: str) -> Place:
    return int(text) if text.isdigit() else text


def border(name: str) -> Border | None:
    """The border of a dotted name of 2.7 (`"zlib.compress"`), None where nothing is known."""
    return _borders().get(name)


@cache
def _by_method() -> dict[str, tuple[Border, ...]]:
    found: dict[str, list[Border]] = {}
    for name, one in _borders().items():
        owner, _, method = name.rpartition(".")
        if owner in _borders():
            found.setdefault(method, []).append(one)
    return {method: tuple(several) for method, several in found.items()}


@cache
def _by_owner() -> dict[str, tuple[Border, ...]]:
    found: dict[str, list[Border]] = {}
    for name, one in _borders().items():
        found.setdefault(name.rpartition(".")[0], []).append(one)
    return {owner: tuple(several) for owner, several in found.items()}


def members(owner: str) -> tuple[Border, ...]:
    """The borders of the attributes and methods of a class, by its dotted name in 2.7."""
    return _by_owner().get(owner, ())


def methods(name: str) -> tuple[Border, ...]:
    """The borders of all methods of that name, for a receiver of which nothing is known."""
    return _by_method().get(name, ())


@cache
def value(name: str) -> Shape | None:
    """The shape of a value of the library (`string.digits`, `codecs.BOM_UTF8`), if known."""
    one = border(name)
    return one.gives if one is not None and one.is_value else None


# Functions that open files: the place of the mode, by position and keyword, and its default.
# The content is bytes where the mode has a "b" (`tempfile`, `gzip`, `bz2`: unless it has a "t").
MODES: dict[str, tuple[int, str, str]] = {
    "open": (1, "mode", "r"),
    "file": (1, "mode", "r"),
    "io.open": (1, "mode", "r"),
    "os.fdopen": (1, "mode", "r"),
    "socket.socket.makefile": (0, "mode", "r"),
    "tempfile.TemporaryFile": (0, "mode", "w+b"),
    "tempfile.NamedTemporaryFile": (0, "mode", "w+b"),
    "tempfile.SpooledTemporaryFile": (1, "mode", "w+b"),
    "gzip.open": (1, "mode", "rb"),
    "bz2.BZ2File": (1, "mode", "r"),
    "gzip.GzipFile": (1, "mode", "rb"),
}

_FIELD = re.compile(r"(\d*)([a-zA-Z?])")


@cache
def packed(pattern: str) -> tuple[Shape, ...] | None:
    """The shapes of the values that a `struct` format packs, None where it is no such format.

    Source: docs.python.org/3/library/struct.html (format characters): `c`, `s` and `p` are bytes.
    """
    try:
        struct.calcsize(pattern)
    except (struct.error, ValueError):
        return None
    found: list[Shape] = []
    for count, code in _FIELD.findall(pattern):
        if code in "sp":
            found.append(shape("bytes"))
        elif code != "x":
            found.extend([shape("bytes" if code == "c" else ".")] * int(count or 1))
    return tuple(found)


@cache
def byte_names() -> frozenset[tuple[str, str]]:
    """The first and the last part of the dotted names that have to do with bytes."""
    return frozenset(
        (one.name.partition(".")[0], one.name.rpartition(".")[2] or one.name)
        for one in _borders().values()
        if any(
            "bytes" in repr(spec) for spec in (one.gives, *one.takes.values(), *one.given.values())
        )
    )
