"""What a program prints, without what varies from run to run.

Nothing is guessed from how a text looks: each side has run several times, and only what
differed between runs of one side may differ between the sides. Lines of one build (the
same punctuation around numbers and words) form a group. A group is split by those of its
numbers and words that are the same, line for line, in all runs; where nothing is left to
split by, what remains is noise. What is steady on both sides must be equal.

What is noise is not left out altogether: see `_alike`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Any

# A number takes the spaces before it along: they are padding as often as not.
TOKEN = re.compile(
    r"""(?P<number>[ ]*(?<![\w.])[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?!\w))
    |(?P<word>\w+)|(?P<other>\W)""",
    re.X,
)
# Numbers that vary are of one kind if they are within this factor of each other; below
# this size (in seconds: what a busy machine adds to anything) they are all alike.
MAGNITUDE = 100
SMALL = 0.01

Runs = Sequence[Sequence[str]]
Counts = Counter[Any]


@dataclass(frozen=True)
class Line:
    """A line and its parts; `columns` are the places of its numbers and words."""

    text: str
    tokens: tuple[str, ...]
    columns: tuple[int, ...]
    shape: tuple[str, ...]

    def values(self, columns: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.tokens[column] for column in columns)

    @property
    def pieces(self) -> tuple[str, ...]:
        """What the line lists, whatever the order: a set, a dict, names in a row."""
        separator = r", |[][(){}]" if ", " in self.text else r"\s"
        return tuple(sorted(re.split(separator, self.text)))


@lru_cache(maxsize=65536)
def parse(text: str) -> Line:
    """The parts of a line."""
    found = list(TOKEN.finditer(text))
    return Line(
        text,
        tuple(match.group() for match in found),
        tuple(i for i, match in enumerate(found) if match.lastgroup != "other"),
        tuple(m.group() if m.lastgroup == "other" else str(m.lastgroup) for m in found),
    )


@dataclass(frozen=True)
class Difference:
    """Lines that only one of the sides prints.

    `steady` is whether both sides stick to what they print: then it is no matter of
    having seen too few runs.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    steady: bool


@dataclass
class Survey:
    """What was found.

    `classes` tells which texts count as one and the same line. `noise` holds the lines that
    vary, as templates, those of one kind together; `reordered` the lines that list the same
    things in varying order.
    """

    classes: dict[str, int] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    noise: dict[Hashable, list[str]] = field(default_factory=dict)
    reordered: list[str] = field(default_factory=list)


def survey(left: Runs, right: Runs) -> Survey:
    """Compare what the runs of two sides print, line for line, whatever the lines' order."""
    found = Survey()
    runs = [[parse(text) for text in run] for run in (*left, *right)]
    everything = _Group(runs, len(left), (), found)
    for group in everything.split(lambda line: line.shape):
        group.columns = group.any_line.columns
        group.examine()
    return found


class _Group:
    """Lines that may correspond to each other; `columns` is what may still tell them apart."""

    def __init__(
        self, runs: list[list[Line]], left: int, columns: tuple[int, ...], found: Survey
    ) -> None:
        self.runs = runs
        self.left = left
        self.columns = columns
        self.found = found

    @property
    def any_line(self) -> Line:
        return next(line for run in self.runs for line in run)

    def examine(self) -> None:
        """Settle what these lines are: equal, different, or split on and look closer."""
        if len({len(run) for run in self.runs}) > 1:
            return self._differ()
        texts = self._view(lambda line: line.text)
        if texts.equal:
            return self._settle()
        if texts.steady:
            return self._differ()
        pieces = self._view(lambda line: line.pieces)
        if pieces.steady:
            return self._settle_order() if pieces.equal else self._differ()
        chosen: tuple[int, ...] = ()
        for column in self.columns:
            alone, together = self._by(column), self._by(*chosen, column)
            if any(view.steady and not view.equal for view in (alone, together)):
                return self._differ()
            if together.equal:
                chosen += (column,)
        parts = self.split(lambda line: line.values(chosen))
        rest = tuple(column for column in self.columns if column not in chosen)
        if len(parts) == 1:
            self.columns = rest
            return self._settle_noise()
        for part in parts:
            part.columns = rest
            part.examine()

    def split(self, key: Callable[[Line], Hashable]) -> list[_Group]:
        """The groups of lines with the same `key`, in order of appearance."""
        parts: dict[Hashable, list[list[Line]]] = {}
        for number, run in enumerate(self.runs):
            for line in run:
                parts.setdefault(key(line), [[] for _ in self.runs])[number].append(line)
        return [_Group(runs, self.left, self.columns, self.found) for runs in parts.values()]

    def _by(self, *columns: int) -> _View:
        return self._view(lambda line: line.values(columns))

    def _view(self, key: Callable[[Line], Hashable]) -> _View:
        counts = [Counter(map(key, run)) for run in self.runs]
        return _View(counts[: self.left], counts[self.left :])

    def _settle(self) -> None:
        """Each text is a line of its own."""
        for run in self.runs:
            for line in run:
                self.found.classes.setdefault(line.text, len(self.found.classes))

    def _settle_order(self) -> None:
        """The same things are listed; only where runs of one side differ, so may the sides."""
        for part in self.split(lambda line: line.pieces):
            texts = part._view(lambda line: line.text)
            if texts.equal:
                part._settle()
            elif texts.steady:
                part._differ()
            else:
                part._as_one()
                self.found.reordered.append(part.any_line.text)

    def _settle_noise(self) -> None:
        values = self._by(*self.columns)
        if not values.plausible:
            return self._differ()
        if not (values.steady_left or values.steady_right):
            for column in self.columns:
                one = self._by(column)
                if not (one.plausible if one.steady_left or one.steady_right else one.alike):
                    return self._differ()
        self._as_one()
        kind = (self.any_line.shape, self.columns)
        self.found.noise.setdefault(kind, []).append(self._template())

    def _as_one(self) -> None:
        number = len(self.found.classes)
        for run in self.runs:
            for line in run:
                self.found.classes[line.text] = number

    def _differ(self) -> None:
        texts = self._view(lambda line: line.text)
        only_left = _union(texts.left) - _union(texts.right)
        only_right = _union(texts.right) - _union(texts.left)
        self.found.differences.append(
            Difference(
                tuple(in_order((line.text for line in self.runs[0]), only_left)),
                tuple(in_order((line.text for line in self.runs[self.left]), only_right)),
                texts.steady,
            )
        )
        self._settle()

    def _template(self) -> str:
        line = self.any_line
        shown = list(line.tokens)
        for column in self.columns:
            padding = " " * (len(shown[column]) - len(shown[column].lstrip()))
            shown[column] = f"{padding}<{line.shape[column]}>"
        return "".join(shown)


@dataclass(frozen=True)
class _View:
    """How often each thing occurs, run by run, on either side."""

    left: list[Counts]
    right: list[Counts]

    @property
    def steady_left(self) -> bool:
        return all(count == self.left[0] for count in self.left)

    @property
    def steady_right(self) -> bool:
        return all(count == self.right[0] for count in self.right)

    @property
    def steady(self) -> bool:
        return self.steady_left and self.steady_right

    @property
    def equal(self) -> bool:
        return self.steady and self.left[0] == self.right[0]

    @property
    def plausible(self) -> bool:
        """A side that never varies does what the other does at times."""
        left, right = set(_union(self.left)), set(_union(self.right))
        if self.steady:
            return self.equal
        return (not self.steady_left or left <= right) and (not self.steady_right or right <= left)

    @property
    def alike(self) -> bool:
        """Whether values that vary on both sides may be of one origin."""
        left, right = (
            [{value for (value,) in run} for run in side] for side in (self.left, self.right)
        )
        return _alike(left, right)


def _alike(left: list[set[str]], right: list[set[str]]) -> bool:
    """Whether two sides' varying values may be of one origin.

    Values drawn from a few (a random choice, a rounded time) come again: then the sides
    must meet, words in a word and numbers in their range. Values that never come again
    (process ids, clocks, temporary names) have only their kind in common: numbers must be
    of one magnitude. Whole numbers and broken ones never are of one origin.
    """
    ours, theirs = set().union(*left), set().union(*right)
    if ours & theirs:
        return True
    fresh = _never_again(left) and _never_again(right)
    try:
        low, high = _range(ours)
        other_low, other_high = _range(theirs)
    except ValueError:
        return fresh
    if set(map(_is_whole, ours)).isdisjoint(map(_is_whole, theirs)):
        return False
    if not _padded_alike(ours, theirs):
        return False
    factor = MAGNITUDE if fresh else 1
    return low <= other_high * factor and other_low <= high * factor


def _range(numbers: set[str]) -> tuple[float, float]:
    sizes = [max(abs(float(number)), SMALL) for number in numbers]
    return min(sizes), max(sizes)


def _padded_alike(ours: set[str], theirs: set[str]) -> bool:
    """Whether two sides' numbers have as many spaces before them, or are filled up to a width."""
    widths, other_widths = ({len(number) for number in side} for side in (ours, theirs))
    spaces, other_spaces = (
        {len(number) - len(number.lstrip()) for number in side} for side in (ours, theirs)
    )
    if len(spaces) == len(other_spaces) == 1:
        return spaces == other_spaces or len(widths | other_widths) == 1
    return not widths.isdisjoint(other_widths)


def _is_whole(number: str) -> bool:
    return number.strip(" +-").isdecimal()


def _never_again(runs: list[set[str]]) -> bool:
    return all(one.isdisjoint(other) for one, other in combinations(runs, 2))


def _union(counts: list[Counts]) -> Counts:
    total: Counts = Counter()
    for count in counts:
        total |= count
    return total


def in_order(lines: Iterable[str], wanted: Counts) -> Iterator[str]:
    """As many of the lines as are wanted, in their order."""
    left = Counter(wanted)
    for line in lines:
        if left[line] > 0:
            left[line] -= 1
            yield line
