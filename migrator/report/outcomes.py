"""What verifying gave: for people, as JSON, and as JUnit XML."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from migrator.report.style import count, paint
from migrator.report.text import taken_for
from migrator.verify import Outcome, Verdict

_WIDTH = max(len(verdict.value) for verdict in Verdict)
_COLOURS = {Verdict.DIFFERENT: "red", Verdict.COULD_NOT_RUN: "yellow"}
# More lines of a difference than this are not shown.
_MOST = 10
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def outcome_lines(outcome: Outcome, *, colour: bool = False) -> Iterator[str]:
    """The verdict on a program, why, the lines in which the two sides differ, and the cause."""
    verdict = f"{outcome.verdict.value:{_WIDTH}}"
    if colour:
        verdict = paint(verdict, _COLOURS.get(outcome.verdict, "green"))
    facts = [outcome.compared] if outcome.compared else []
    if outcome.dialect:
        facts.append(taken_for(outcome.dialect))
    yield f"{verdict}  {_name(outcome)}" + (f" ({'; '.join(facts)})" if facts else "")
    for note in outcome.notes:
        yield from ("    " + line for line in note.splitlines())
    if outcome.repairs:
        yield "    what was broken in the original is repaired on both sides:"
        yield from ("    " + line for line in outcome.repairs if line[:3] not in ("---", "+++"))
    if outcome.left or outcome.right:
        yield "    --- original"
        yield "    +++ migrated"
        yield from ("     " + line for line in outcome.context)
    for sign, tint, lines in (("-", "red", outcome.left), ("+", "green", outcome.right)):
        for line in lines[:_MOST]:
            yield "    " + (paint(sign + line, tint) if colour else sign + line)
        if len(lines) > _MOST:
            yield f"    {sign}... and {count(len(lines) - _MOST, 'line')} more"
    for cause in outcome.causes:
        yield f"    cause? {cause}"


def summary(verdicts: Counter[Verdict]) -> str:
    """How many programs got which verdict."""
    if not verdicts:
        return "No programs found."
    parts = [f"{verdicts[verdict]} {verdict.value}" for verdict in Verdict if verdicts[verdict]]
    return f"{count(verdicts.total(), 'program')}: {', '.join(parts)}."


def summary_of_tests(outcomes: Iterable[Outcome]) -> str:
    """How many tests did what, compared with the original."""
    kinds = Counter(outcome.notes[0] for outcome in outcomes)
    parts = [f"{number} {kind}" for kind, number in kinds.most_common()]
    return f"{count(kinds.total(), 'test')}: {', '.join(parts)}." if parts else "No tests found."


def as_json(outcomes: Iterable[Outcome]) -> str:
    """The outcomes as a JSON object: `programs`, in the order of their names, and `summary`."""
    programs = [
        {
            "path": str(outcome.path),
            "case": outcome.case,
            "verdict": outcome.verdict.value,
            "passes": outcome.verdict.passes,
            "compared": outcome.compared,
            "recorded": outcome.recorded,
            "notes": list(outcome.notes),
            "repairs": list(outcome.repairs),
            "difference": (
                {
                    "stream": outcome.stream,
                    "line": outcome.line,
                    "context": list(outcome.context),
                    "original": list(outcome.left),
                    "migrated": list(outcome.right),
                }
                if outcome.verdict is Verdict.DIFFERENT
                else None
            ),
            "causes": list(outcome.causes),
            "runs": {"original": outcome.runs[0], "migrated": outcome.runs[1]},
        }
        for outcome in sorted(outcomes, key=_name)
    ]
    verdicts = Counter(program["verdict"] for program in programs)
    return json.dumps({"programs": programs, "summary": verdicts}, indent=1)


def as_junit(outcomes: Iterable[Outcome]) -> str:
    """The outcomes as JUnit XML: a test case for each program, with a failure or an error."""
    ordered = sorted(outcomes, key=_name)
    verdicts = Counter(outcome.verdict for outcome in ordered)
    suite = ElementTree.Element(
        "testsuite",
        name="migrator verify",
        tests=str(len(ordered)),
        failures=str(verdicts[Verdict.DIFFERENT]),
        errors=str(verdicts[Verdict.COULD_NOT_RUN]),
        time=f"{sum(outcome.seconds for outcome in ordered):.3f}",
    )
    for outcome in ordered:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=_xml(str(outcome.path)),
            name=_xml(outcome.case or outcome.compared or str(outcome.path)),
            time=f"{outcome.seconds:.3f}",
        )
        if not outcome.verdict.passes:
            kind = "failure" if outcome.verdict is Verdict.DIFFERENT else "error"
            told = ElementTree.SubElement(case, kind, message=_xml("; ".join(outcome.notes)))
            told.text = _xml("\n".join(outcome_lines(outcome)))
    ElementTree.indent(suite)
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return head + ElementTree.tostring(suite, encoding="unicode") + "\n"


def _name(outcome: Outcome) -> str:
    return f"{outcome.path} [{outcome.case}]" if outcome.case else str(outcome.path)


def _xml(text: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
