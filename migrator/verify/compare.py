"""Whether two programs did the same, going by several runs of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fnmatch import fnmatch
from functools import partial
from itertools import zip_longest

from migrator.verify.complaints import LEFT_OUT, last_traceback, left_out, own_words
from migrator.verify.noise import Survey, in_order, survey
from migrator.verify.normalisers import NAMES, TACIT, Normaliser, active, rewrite, translate
from migrator.verify.order import compare_order
from migrator.verify.outputs import Content, Spooled, length, lines, tail
from migrator.verify.runs import Run

# Of long outputs, only lines that are not the same in all runs are held, and no more than:
MOST_LINES = 50_000

# The distance of programs that end differently, and the less output they share the more.
FAR = 1e9
# So many lines are shown before the first that differs.
CONTEXT = 2

STDOUT, STDERR = "standard output", "standard error"


class Verdict(str, Enum):
    """The answer for a program."""

    EQUAL = "equal"
    EQUAL_UP_TO_ORDER = "equal up to order"
    EQUAL_UP_TO_NOISE = "equal up to noise"
    DIFFERENT = "different"
    COULD_NOT_RUN = "could not run"

    @property
    def passes(self) -> bool:
        """Whether the program does what the original did."""
        return self in (self.EQUAL, self.EQUAL_UP_TO_ORDER, self.EQUAL_UP_TO_NOISE)


class Doubt(Enum):
    """What could still change a verdict."""

    NONE = 0
    CLOCK = 1  # each side keeps to what it does; it may be the time that it takes
    CHANCE = 2  # what varies was perhaps not seen often enough


@dataclass(frozen=True)
class Comparison:
    """A verdict and what it stands on.

    `notes` say in words what differs, or what was left out of account. `left` and `right`
    hold the lines that differ, in `stream` from `line` on (0 where that is not known), and
    `context` those that stand before the first of them on both sides. `distance` is 0 for a
    verdict that passes, and else the more the less the sides have in common.
    """

    verdict: Verdict
    notes: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    doubt: Doubt = Doubt.NONE
    stream: str = STDOUT
    line: int = 0
    context: tuple[str, ...] = ()
    distance: float = 0


@dataclass(frozen=True)
class Measure:
    """By what is compared: the Python `version` of the left side (2 or 3), the known changes of
    representation from 2 to 3 that count as differences, and the files, as patterns, that are
    left out of account.
    """

    version: int = 2
    normalisers_off: tuple[str, ...] = ()
    ignored_files: tuple[str, ...] = ()

    @property
    def off(self) -> frozenset[str]:
        """The names of what is switched off."""
        return frozenset(NAMES if "all" in self.normalisers_off else self.normalisers_off)

    @property
    def normalisers(self) -> tuple[Normaliser, ...]:
        return active(self.off) if self.version == 2 else ()

    def reads(self, stream: str, version: int, content: Content) -> Iterator[str]:
        """The lines of a stream that count."""
        if stream != STDERR:
            return lines(content)
        return own_words(lines(content), version, self.off)

    def left_out(self, stream: str, content: Content) -> list[str]:
        """What of a stream does not count, in words."""
        there = left_out(lines(content)) if stream == STDERR else ()
        names = [name for name in LEFT_OUT if name in there and name not in self.off]
        return [f"left out ({name}): {LEFT_OUT[name]}" for name in names]


def compare(
    left: Sequence[Run], right: Sequence[Run], measure: Measure | None = None
) -> Comparison:
    """Compare what two programs did: how they ended, what they wrote, and to where."""
    measure = measure or Measure()
    ended_differently = _compare_endings(left, right)
    if ended_differently:
        return ended_differently
    crash = uncaught(left[0])
    found = _merged(list(_compare_streams(left, right, measure)))
    if any(run.left_processes for run in (*left, *right)):
        found = replace(found, notes=(*found.notes, "processes that it left behind were ended"))
    return (
        replace(found, notes=(*found.notes, f"both end with {ending(left[0])}")) if crash else found
    )


def ending(run: Run) -> str:
    """How a run ended, in words: its exit code or signal, and the exception if that was it."""
    if run.stopped:
        return f"stopped: {STOPPED[run.stopped]}"
    if run.exit_code is None:
        return "killed for its time"
    if run.exit_code < 0:
        return f"signal {-run.exit_code}"
    exception = uncaught(run)
    return f"exit code {run.exit_code}" + (f" by {exception}" if exception else "")


STOPPED = {
    "time": "it did not end in time",
    "output": "it wrote too much",
    "processes": "it started too many processes",
}


def uncaught(run: Run) -> str:
    """The name of the exception that ended the run, as Python 3 calls it; "" if none did."""
    traceback = last_traceback(tail(run.stderr)) if run.exit_code == 1 else None
    return traceback.name if traceback else ""


def _compare_endings(left: Sequence[Run], right: Sequence[Run]) -> Comparison | None:
    ours, theirs = {ending(run) for run in left}, {ending(run) for run in right}
    varies = len(ours) > 1 or len(theirs) > 1
    if ours == theirs or (varies and ours & theirs):
        return None
    return Comparison(
        Verdict.DIFFERENT,
        ("they end differently",),
        (*sorted(ours), *_last_words(left[0])),
        (*sorted(theirs), *_last_words(right[0])),
        Doubt.CHANCE if varies else Doubt.NONE,
        STDERR,
        distance=FAR + abs(length(left[0].stdout) - length(right[0].stdout)),
    )


def _last_words(run: Run) -> tuple[str, ...]:
    said = [line for line in tail(run.stderr).splitlines() if line.strip(" ~^")]
    return tuple(said[-3:])


def _compare_streams(
    left: Sequence[Run], right: Sequence[Run], measure: Measure
) -> Iterator[Comparison]:
    def compared(stream: str, ours: Sequence[Content], theirs: Sequence[Content]) -> Comparison:
        if all(content == ours[0] for content in (*ours, *theirs)):
            return Comparison(Verdict.EQUAL)
        is_long = any(isinstance(content, Spooled) for content in (*ours, *theirs))
        texts = _texts(
            [partial(measure.reads, stream, measure.version, one) for one in ours]
            + [partial(measure.reads, stream, 3, one) for one in theirs],
            is_long,
        )
        if texts is None:
            return _too_many(ours, theirs, stream)
        found = _compare_lines(texts[: len(ours)], texts[len(ours) :], measure, stream)
        unread = dict.fromkeys(
            note for content in (ours[0], theirs[0]) for note in measure.left_out(stream, content)
        )
        if is_long:  # the lines that were compared are not all there are
            found = replace(found, line=0, context=())
        return replace(found, notes=(*found.notes, *unread))

    yield compared(STDOUT, [run.stdout for run in left], [run.stdout for run in right])
    yield compared(STDERR, [run.stderr for run in left], [run.stderr for run in right])
    ours, theirs = _files(left, measure), _files(right, measure)
    if any((*ours, *theirs)):
        common = set(ours[0]).intersection(*ours, *theirs)
        for name in sorted(common):
            yield compared(
                f"file {name}", [files[name] for files in ours], [files[name] for files in theirs]
            )
        rest = [
            [{n: c for n, c in files.items() if n not in common} for files in side]
            for side in (ours, theirs)
        ]
        names = [["\n".join(sorted(files)).encode() for files in side] for side in rest]
        yield compared("names of files", *names)
        contents = [[_joined(files) for files in side] for side in rest]
        yield compared("files of varying names", *contents)


def _files(runs: Sequence[Run], measure: Measure) -> list[dict[str, Content]]:
    return [
        {
            name: content
            for name, content in run.files
            if not any(fnmatch(name, pattern) for pattern in measure.ignored_files)
        }
        for run in runs
    ]


def _joined(files: Mapping[str, Content]) -> bytes:
    """The contents of files whose names mean nothing; of long ones only what tells them apart."""
    return b"\n".join(
        sorted(c.digest.encode() if isinstance(c, Spooled) else c for c in files.values())
    )


def _merged(found: list[Comparison]) -> Comparison:
    """One comparison out of those of all streams; the first that differs is shown."""
    order = list(Verdict)
    worst = max(found, key=lambda one: order.index(one.verdict))
    decisive = [one for one in found if one.verdict is worst.verdict]
    if worst.verdict.passes:
        decisive = found
    notes = tuple(
        note if one.stream == STDOUT else f"{one.stream}: {note}"
        for one in (decisive if worst.verdict is Verdict.DIFFERENT else found)
        for note in one.notes
    )
    doubts = {one.doubt for one in decisive}
    if worst.verdict is Verdict.DIFFERENT:
        ranking = (Doubt.NONE, Doubt.CLOCK, Doubt.CHANCE)
    else:
        ranking = (Doubt.CHANCE, Doubt.CLOCK, Doubt.NONE)
    doubt = next(doubt for doubt in ranking if doubt in doubts)
    distance = 0.0
    if not worst.verdict.passes:
        distance = 1 + sum(len(one.left) + len(one.right) for one in decisive)
    return replace(worst, notes=notes, doubt=doubt, distance=distance)


def _texts(readers: Sequence[Callable[[], Iterable[str]]], is_long: bool) -> list[list[str]] | None:
    """The lines of each reader; of long ones only those that are not the same in all.

    None when those are too many to compare.
    """
    if not is_long:
        return [list(read()) for read in readers]
    texts: list[list[str]] = [[] for _ in readers]
    held = 0
    for row in zip_longest(*(read() for read in readers)):
        if any(line != row[0] for line in row):
            held += 1
            if held > MOST_LINES:
                return None
            for text, line in zip(texts, row, strict=True):
                if line is not None:
                    text.append(line)
    return texts


def _too_many(ours: Sequence[Content], theirs: Sequence[Content], stream: str) -> Comparison:
    if len(set(ours)) == len(set(theirs)) == 1:
        note = f"more than {MOST_LINES:,} lines differ"
        return Comparison(Verdict.DIFFERENT, (note,), stream=stream)
    note = f"more than {MOST_LINES:,} lines vary from run to run; that is too much to compare"
    return Comparison(Verdict.COULD_NOT_RUN, (note,), stream=stream)


def _compare_lines(
    ours: list[list[str]], theirs: list[list[str]], measure: Measure, stream: str
) -> Comparison:
    if all(text == ours[0] for text in (*ours, *theirs)):
        return Comparison(Verdict.EQUAL, stream=stream)
    if not measure.normalisers:
        return replace(_compare_texts(ours, theirs), stream=stream)
    only_ours, only_theirs = _only(ours, theirs), _only(theirs, ours)
    found = translate(only_ours, only_theirs, measure.normalisers)
    translated = [[found.lines.get(line, line) for line in text] for text in ours]
    comparison = _compare_texts(translated, theirs)
    used = dict(found.examples)
    if not comparison.verdict.passes:
        forced, more = _forced(translated, only_ours - found.lines.keys(), measure.normalisers)
        second = _compare_texts(forced, theirs) if more else comparison
        if second.verdict.passes:
            comparison = second
            used.update(more)
    told = dict.fromkeys(one.name for one in measure.normalisers if one.name in used)
    notes = [f"written in the new way ({name}): {used[name]}" for name in told]
    if comparison.verdict is Verdict.EQUAL and not TACIT.issuperset(told):
        comparison = replace(comparison, verdict=Verdict.EQUAL_UP_TO_NOISE)
    return replace(comparison, notes=(*comparison.notes, *notes), stream=stream)


def _forced(
    ours: list[list[str]], lines: Collection[str], normalisers: Sequence[Normaliser]
) -> tuple[list[list[str]], dict[str, str]]:
    """The texts with `lines` wholly in the new form, for lines that hold noise besides."""
    new = {line: rewrite(line, normalisers) for line in lines}
    used = {
        one.name: line for line in lines for one in normalisers if rewrite(line, (one,)) != line
    }
    return [[new.get(line, line) for line in text] for text in ours], used


def _only(texts: list[list[str]], others: list[list[str]]) -> set[str]:
    return set().union(*texts).difference(*others)


def _compare_texts(ours: list[list[str]], theirs: list[list[str]]) -> Comparison:
    if all(text == ours[0] for text in (*ours, *theirs)):
        return Comparison(Verdict.EQUAL)
    found = survey(ours, theirs)
    if found.differences:
        return _different_lines(found, ours[0], theirs[0])
    classes = found.classes
    order = compare_order(
        [[classes[text] for text in lines] for lines in ours],
        [[classes[text] for text in lines] for lines in theirs],
    )
    if order.contradiction is not None and not order.free:
        index = order.contradiction
        return Comparison(
            Verdict.DIFFERENT,
            (f"the order of the lines differs from line {index + 1} on",),
            tuple(ours[0][index : index + 3]),
            tuple(theirs[0][index : index + 3]),
            Doubt.CLOCK if order.steady else Doubt.CHANCE,
            line=index + 1,
            context=_context(ours[0], index),
        )
    notes = [_noise_note(templates) for templates in found.noise.values()]
    notes += [f"lists the same in another order: {text}" for text in found.reordered]
    if order.first is not None:
        notes.append(f"the order of lines varies from line {order.first + 1} on")
    verdict = Verdict.EQUAL_UP_TO_NOISE if found.noise else Verdict.EQUAL_UP_TO_ORDER
    doubt = Doubt.NONE if order.contradiction is None else Doubt.CHANCE
    return Comparison(verdict, tuple(notes), doubt=doubt)


def _different_lines(found: Survey, ours: list[str], theirs: list[str]) -> Comparison:
    """The verdict for lines that differ; `ours` and `theirs` are one run of each side.

    Those that are no matter of few runs are shown, if there are any.
    """
    steady = [one for one in found.differences if one.steady]
    shown = steady or found.differences
    left = Counter(line for one in shown for line in one.left)
    right = Counter(line for one in shown for line in one.right)
    moved = (
        i
        for i, (one, other) in enumerate(zip_longest(ours, theirs))
        if found.classes.get(one) != found.classes.get(other) and (one in left or other in right)
    )
    at = next(moved, 0)
    what = "differ" if steady else "vary, and not alike"
    return Comparison(
        Verdict.DIFFERENT,
        (f"lines {what}, from line {at + 1} on",),
        tuple(in_order(ours, left)),
        tuple(in_order(theirs, right)),
        Doubt.CLOCK if steady else Doubt.CHANCE,
        line=at + 1,
        context=_context(ours, at),
    )


def _context(lines: list[str], at: int) -> tuple[str, ...]:
    return tuple(lines[max(0, at - CONTEXT) : at])


def _noise_note(templates: list[str]) -> str:
    more = len(templates) - 1
    alike = f" (and {more} like it)" if more else ""
    return f"varies from run to run: {templates[0]}{alike}"
