"""Whether two programs did the same, going by several runs of each."""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from migrator.verify.noise import Difference, survey
from migrator.verify.order import compare_order
from migrator.verify.runs import Run

# Exceptions that have another name in Python 3: it has no StandardError (PEP 352), one
# OSError with subclasses for what had many names (PEP 3151), and a few finer names.
RENAMED = {
    "StandardError": "Exception",
    "ModuleNotFoundError": "ImportError",
    "RecursionError": "RuntimeError",
    "socket.error": "OSError",
    "select.error": "OSError",
    **{
        name: "OSError"
        for name, kind in vars(builtins).items()
        if isinstance(kind, type) and issubclass(kind, OSError)
    },
}
UNCAUGHT = re.compile(r"^([A-Za-z_][\w.]*)(?::|$)")


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
    hold the lines that differ.
    """

    verdict: Verdict
    notes: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    doubt: Doubt = Doubt.NONE


def compare(left: Sequence[Run], right: Sequence[Run]) -> Comparison:
    """Compare what two programs did: standard output, exit code, and how they ended."""
    ended_differently = _compare_endings(left, right)
    if ended_differently:
        return ended_differently
    crash = f"both end with {ending(left[0])}" if uncaught(left[0]) else ""
    found = _compare_output(left, right)
    return replace(found, notes=(*found.notes, crash)) if crash else found


def _compare_output(left: Sequence[Run], right: Sequence[Run]) -> Comparison:
    ours, theirs = _lines(left), _lines(right)
    if all(lines == ours[0] for lines in (*ours, *theirs)):
        return Comparison(Verdict.EQUAL)
    found = survey(ours, theirs)
    if found.differences:
        at = _first_difference(ours[0], theirs[0], found.classes)
        return _different_lines(found.differences, at)
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
        )
    notes = [_noise_note(templates) for templates in found.noise.values()]
    notes += [f"lists the same in another order: {text}" for text in found.reordered]
    if order.first is not None:
        notes.append(f"the order of lines varies from line {order.first + 1} on")
    verdict = Verdict.EQUAL_UP_TO_NOISE if found.noise else Verdict.EQUAL_UP_TO_ORDER
    doubt = Doubt.NONE if order.contradiction is None else Doubt.CHANCE
    return Comparison(verdict, tuple(notes), doubt=doubt)


def ending(run: Run) -> str:
    """How a run ended, in words: its exit code or signal, and the exception if that was it."""
    if run.exit_code is None:
        return "killed for its time"
    if run.exit_code < 0:
        return f"signal {-run.exit_code}"
    exception = uncaught(run)
    return f"exit code {run.exit_code}" + (f" by {exception}" if exception else "")


def uncaught(run: Run) -> str:
    """The name of the exception that ended the run, as Python 3 calls it; "" if none did."""
    text = run.stderr.decode("utf-8", "replace")
    if run.exit_code != 1 or "Traceback (most recent call last):\n" not in text:
        return ""
    report = text.rpartition("Traceback (most recent call last):\n")[2].splitlines()
    found = (UNCAUGHT.match(line) for line in report)
    name = next((match[1].removeprefix("__main__.") for match in found if match), "")
    return RENAMED.get(name, name)


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
    )


def _last_words(run: Run) -> tuple[str, ...]:
    return tuple(run.stderr.decode("utf-8", "replace").rstrip().splitlines()[-3:])


def _first_difference(ours: list[str], theirs: list[str], classes: Mapping[str, int]) -> int:
    """The index of the first line of two runs that is not the same, noise left aside."""
    both = zip(ours, theirs, strict=False)
    different = (i for i, (one, other) in enumerate(both) if classes[one] != classes[other])
    return next(different, min(len(ours), len(theirs)) - 1)


def _different_lines(differences: list[Difference], at: int) -> Comparison:
    """The verdict for lines that differ, showing those that are no matter of few runs first.

    `at` is the index of the first of them.
    """
    first = max(differences, key=lambda difference: difference.steady)
    what = "differ" if first.steady else "vary, and not alike"
    return Comparison(
        Verdict.DIFFERENT,
        (f"lines {what}, from line {at + 1} on",),
        first.left,
        first.right,
        Doubt.CLOCK if first.steady else Doubt.CHANCE,
    )


def _noise_note(templates: list[str]) -> str:
    more = len(templates) - 1
    alike = f" (and {more} like it)" if more else ""
    return f"varies from run to run: {templates[0]}{alike}"


def _lines(runs: Sequence[Run]) -> list[list[str]]:
    return [run.stdout.decode("utf-8", "surrogateescape").split("\n") for run in runs]
