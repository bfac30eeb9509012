"""What `verify` says about each program."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from migrator.report.outcomes import as_json, as_junit, outcome_lines, summary, summary_of_tests
from migrator.results import Dialect
from migrator.verify import Outcome, Verdict


@pytest.mark.parametrize(
    "outcome, expected",
    [
        (
            Outcome(Path("a.py"), Verdict.EQUAL, "2.7 and 3.12", dialect=Dialect("2")),
            [
                "equal              a.py"
                " (2.7 and 3.12; Python 2: nothing in it is of one version only)"
            ],
        ),
        (
            Outcome(
                Path("b.py"),
                Verdict.DIFFERENT,
                "2.7 and 3.12",
                ("these differ",),
                ("1L",),
                ("1",),
                context=("n =",),
            ),
            [
                "different          b.py (2.7 and 3.12)",
                "    these differ",
                "    --- original",
                "    +++ migrated",
                "     n =",
                "    -1L",
                "    +1",
            ],
        ),
        (
            Outcome(Path("c.py"), Verdict.COULD_NOT_RUN, notes=("no Python 2",)),
            ["could not run      c.py", "    no Python 2"],
        ),
        (
            Outcome(
                Path("d.py"),
                Verdict.DIFFERENT,
                right=tuple("abcdefghijklm"),
                case="usual",
                causes=("with `floor` the results agree",),
                repairs=("--- d.py", "+++ d.py (repaired)", "@@ -1,0 +2 @@", "+import os"),
            ),
            [
                "different          d.py [usual]",
                "    what was broken in the original is repaired on both sides:",
                "    @@ -1,0 +2 @@",
                "    +import os",
                "    --- original",
                "    +++ migrated",
                *(f"    +{letter}" for letter in "abcdefghij"),
                "    +... and 3 lines more",
                "    cause? with `floor` the results agree",
            ],
        ),
    ],
)
def test_lines(outcome, expected):
    assert list(outcome_lines(outcome)) == expected


def test_summary():
    assert summary(Counter()) == "No programs found."
    verdicts = [Verdict.DIFFERENT, Verdict.EQUAL, Verdict.EQUAL]
    assert summary(Counter(verdicts)) == "3 programs: 2 equal, 1 different."


OUTCOMES = [
    Outcome(
        Path("b.py"),
        Verdict.DIFFERENT,
        "",
        ("same",),
        ("\x00",),
        ("<1>",),
        line=3,
        context=("before",),
    ),
    Outcome(Path("a.py"), Verdict.EQUAL, notes=("same",)),
    Outcome(Path("c.py"), Verdict.COULD_NOT_RUN, notes=("no Python 2",)),
]


def test_summary_of_tests():
    assert summary_of_tests([]) == "No tests found."
    assert summary_of_tests(OUTCOMES) == "3 tests: 2 same, 1 no Python 2."


def test_json():
    told = json.loads(as_json(OUTCOMES))
    assert [program["path"] for program in told["programs"]] == ["a.py", "b.py", "c.py"]
    assert told["summary"] == {"equal": 1, "different": 1, "could not run": 1}
    difference = told["programs"][1]["difference"]
    assert (difference["line"], difference["context"]) == (3, ["before"])
    assert (difference["original"], difference["migrated"]) == (["\x00"], ["<1>"])
    assert told["programs"][0]["difference"] is None


def test_junit():
    suite = ElementTree.fromstring(as_junit(OUTCOMES))
    assert {name: suite.get(name) for name in ("tests", "failures", "errors")} == {
        "tests": "3",
        "failures": "1",
        "errors": "1",
    }
    assert [[child.tag for child in case] for case in suite] == [[], ["failure"], ["error"]]
    assert "+<1>" in suite[1][0].text
