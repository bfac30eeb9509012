"""What `verify` says about each program."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from migrator.report.outcomes import outcome_lines, summary
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
                Path("b.py"), Verdict.DIFFERENT, "2.7 and 3.12", ("these differ",), ("1L",), ("1",)
            ),
            [
                "different          b.py (2.7 and 3.12)",
                "    these differ",
                "    --- original",
                "    +++ migrated",
                "    -1L",
                "    +1",
            ],
        ),
        (
            Outcome(Path("c.py"), Verdict.COULD_NOT_RUN, notes=("no Python 2",)),
            ["could not run      c.py", "    no Python 2"],
        ),
    ],
)
def test_lines(outcome, expected):
    assert list(outcome_lines(outcome)) == expected


def test_summary():
    assert summary(Counter()) == "No Python files found."
    verdicts = [Verdict.DIFFERENT, Verdict.EQUAL, Verdict.EQUAL]
    assert summary(Counter(verdicts)) == "3 programs: 2 equal, 1 different."
