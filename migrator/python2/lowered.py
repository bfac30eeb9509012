"""Carrier text and the way back to the user's text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from migrator.python2.offsets import Offsets


@dataclass(frozen=True)
class Leaf:
    """One carrier token that stands for other text: `kind` is "name", "number", "string",
    "parameter", "operator", "ellipsis" or "blank"; `text` is the user's."""

    kind: str
    text: str


@dataclass(frozen=True)
class Syntax2:
    """A piece of Python-2-only syntax at an offset of the user's text."""

    what: str
    offset: int


@dataclass(frozen=True)
class Commas:
    """Whether a statement's parts are parted by commas, and whether it ends in one."""

    any: bool
    trailing: bool


@dataclass
class Lowered:
    """Carrier text and the way back.

    `leaves` maps offsets in `text` to what the token there stands for. `syntax2` lists the
    Python-2-only syntax met. `print_calls` holds the carrier offsets of `print` and `exec`
    where a statement reads the same as a call: `print (a, b)`. `statements` says how the
    print, exec and raise statements at these carrier offsets are parted by commas.
    `futures` are the features imported from `__future__`.
    """

    source: str
    text: str
    leaves: dict[int, Leaf] = field(default_factory=dict)
    syntax2: list[Syntax2] = field(default_factory=list)
    print_calls: set[int] = field(default_factory=set)
    statements: dict[int, Commas] = field(default_factory=dict)
    futures: frozenset[str] = frozenset()
    _carrier_starts: list[int] = field(default_factory=list)
    _segments: list[tuple[int, bool]] = field(default_factory=list)

    @cached_property
    def offsets(self) -> Offsets:
        """The places in `text` that `ast` names."""
        return Offsets(self.text)

    def carrier_offset(self, offset: int) -> int:
        """Where what stands at an offset of the user's text stands in the carrier text."""
        if not self._carrier_starts:
            return offset
        return _carrier_offset(self._carrier_starts, self._segments, offset)

    def original_offset(self, offset: int) -> int:
        """The offset in the user's text of an offset in the carrier text.

        Within text that was replaced this is where the user's text for it starts.
        """
        if not self._carrier_starts:
            return offset
        index = bisect_right(self._carrier_starts, offset) - 1
        start, copied = self._segments[index]
        return start + (offset - self._carrier_starts[index] if copied else 0)


@dataclass
class Edit:
    """`source[start:end]` gives way to `replacement`, a carrier token if it stands for a leaf."""

    start: int
    end: int
    replacement: str
    leaf: Leaf | None = None


def splice(
    source: str,
    edits: list[Edit],
    syntax2: list[Syntax2],
    calls: list[int],
    statements: dict[int, Commas],
    futures: frozenset[str],
) -> Lowered:
    """Apply edits; offsets in the other arguments are those of `source`."""
    if not edits:
        return Lowered(source, source, print_calls=set(calls), futures=futures)
    pieces: list[str] = []
    starts: list[int] = []
    segments: list[tuple[int, bool]] = []
    leaves: dict[int, Leaf] = {}
    kept: dict[int, Commas] = {}
    at = done = 0

    def add(piece: str, original: int, copied: bool) -> None:
        nonlocal at
        if piece:
            starts.append(at)
            segments.append((original, copied))
            pieces.append(piece)
            at += len(piece)

    # At one offset, what closes comes before what opens, and both before a replacement.
    edits.sort(key=lambda edit: (edit.start, edit.end, edit.replacement[:1] != ")"))
    for edit in edits:
        add(source[done : edit.start], done, True)
        if edit.leaf is not None:
            leaves[at] = edit.leaf
        elif edit.start in statements and edit.end > edit.start:
            kept[at] = statements[edit.start]
        add(edit.replacement, edit.start, False)
        done = edit.end
    add(source[done:], done, True)
    starts.append(at)  # the end leads back to the end, also where the last token was replaced
    segments.append((len(source), True))
    return Lowered(
        source,
        "".join(pieces),
        leaves,
        syntax2,
        {_carrier_offset(starts, segments, call) for call in calls},
        kept,
        futures,
        starts,
        segments,
    )


def _carrier_offset(starts: list[int], segments: list[tuple[int, bool]], offset: int) -> int:
    """See `Lowered.carrier_offset`. Text that was replaced is where its replacement starts."""
    index = bisect_right(segments, (offset, True)) - 1
    original, copied = segments[index]
    return starts[index] + (offset - original if copied else 0)
