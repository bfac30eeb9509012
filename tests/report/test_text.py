"""What a person is told about each place, and at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.report.text import Tally, became, reviews
from migrator.results import (
    Change,
    Decision,
    Diagnostic,
    Dialect,
    Evidence,
    FileResult,
    Level,
    Position,
)


def decision(line: int, level: Level) -> Decision:
    return Decision("DIV001", Position(line, 3), "floor", level, "an int is likely", ("", line))


SEEN = Dialect("2", (Evidence("2", "a print statement", Position(4, 1)),))
RESULT = FileResult(
    Path("src/x.py"),
    b"before",
    b"after",
    dialect=SEEN,
    changes=(Change("SYN002", Position(9, 1), "late"), Change("SYN001", Position(1, 5), "early")),
    decisions=tuple(decision(line, level) for line, level in enumerate(Level, 2)),
    diagnostics=(
        Diagnostic("LIB001", Position(7, 1), "gone"),
        Diagnostic("DIV001", Position(5, 3), "cannot tell what is divided"),
    ),
)


def test_places_for_a_person_are_each_told_once():
    assert [(item.position.line, item.message) for item in reviews(RESULT)] == [
        (4, "read as floor: an int is likely"),
        (5, "cannot tell what is divided"),
        (7, "gone"),
    ]


@pytest.mark.parametrize(
    "result, expected",
    [
        (RESULT, "fixed src/x.py: 2 changes (Python 2: a print statement at line 4)"),
        (
            FileResult(Path("y.py"), b"", b""),
            "unchanged y.py (valid as both: nothing in it is of one version only)",
        ),
    ],
)
def test_what_became_of_a_file(result, expected):
    assert became(result, "fixed") == expected


def test_the_summary():
    tally = Tally()
    for result in (
        RESULT,
        FileResult(Path("y.py"), b"", b"", dialect=Dialect("3")),
        FileResult(Path("z.py"), b"", b"", error=Diagnostic("E001", Position(1, 1), "no")),
    ):
        tally.add(result)
    assert tally.summary("fixed", {"SYN001": "print-statement"}) == (
        "3 files (1 Python 2, 1 Python 3, 1 with an error), 1 fixed.\n"
        "       1  SYN001  print-statement\n"
        "       1  SYN002\n"
        "Ambiguous places: 1 proven, 1 guarded, 1 assumed, 1 open.\n"
        "3 places need a person."
    )


def test_the_summary_of_a_quiet_file():
    tally = Tally()
    tally.add(FileResult(Path("y.py"), b"", b""))
    assert tally.summary("fixed", {}) == "1 file (1 valid as both), 0 fixed."
