"""Whether two programs did the same, going by several runs of each."""

from __future__ import annotations

import builtins
import re
from collections.abc import Sequence
from dataclasses import dataclass
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
    ended = _compare_endings(left, right)
    if ended:
        return ended
    ours, theirs = _lines(left), _lines(right)
    if all(lines == ours[0] for lines in (*ours, *theirs)):
        return Comparison(Verdict.EQUAL)
    found = survey(ours, theirs)
    if found.differences:
        return _different_lines(found.differences)
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


def _different_lines(differences: list[Difference]) -> Comparison:
    """The verdict for lines that differ, showing those that are no matter of few runs first."""
    first = max(differences, key=lambda difference: difference.steady)
    return Comparison(
        Verdict.DIFFERENT,
        ("these lines differ" if first.steady else "these lines vary, and not alike",),
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
