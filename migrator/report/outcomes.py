"""What verifying gave: a line for each program, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from migrator.report.style import count, paint
from migrator.report.text import taken_for
from migrator.verify import Outcome, Verdict

_WIDTH = max(len(verdict.value) for verdict in Verdict)
_COLOURS = {Verdict.DIFFERENT: "red", Verdict.COULD_NOT_RUN: "yellow"}


def outcome_lines(outcome: Outcome, *, colour: bool = False) -> Iterator[str]:
    """The verdict on a program, why, and the lines in which the two sides differ."""
    verdict = f"{outcome.verdict.value:{_WIDTH}}"
    if colour:
        verdict = paint(verdict, _COLOURS.get(outcome.verdict, "green"))
    facts = [outcome.compared] if outcome.compared else []
    if outcome.dialect:
        facts.append(taken_for(outcome.dialect))
    yield f"{verdict}  {outcome.path}" + (f" ({'; '.join(facts)})" if facts else "")
    for note in outcome.notes:
        yield f"    {note}"
    if outcome.left or outcome.right:
        yield "    --- original"
        yield "    +++ migrated"
    for sign, tint, lines in (("-", "red", outcome.left), ("+", "green", outcome.right)):
        for line in lines:
            yield "    " + (paint(sign + line, tint) if colour else sign + line)


def summary(verdicts: Counter[Verdict]) -> str:
    """How many programs got which verdict."""
    if not verdicts:
        return "No Python files found."
    parts = [f"{verdicts[verdict]} {verdict.value}" for verdict in Verdict if verdicts[verdict]]
    return f"{count(verdicts.total(), 'program')}: {', '.join(parts)}."
