"""The output formats: each is what its readers expect, and says the same."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from migrator import api
from migrator.report.findings import Finding, Kind, findings, in_order, shown_path
from migrator.report.formats import FORMATS, write
from migrator.results import Change, Diagnostic, FileResult, Level, Position

SOURCE = b"x = 1\nprint x, 'a:b'\n\tprint x  # caf\xe9 \x01\nprint x, 'a:b'\n"
NAMES = {"SYN010": "print-statement", "DIV010": "classic-division"}


def result(path: str = "src/x.py", shift: int = 0) -> FileResult:
    return FileResult(
        Path(path),
        b"\n" * shift + SOURCE,
        b"after",
        encoding="latin-1",
        changes=(
            Change("SYN010", Position(2 + shift, 1), "print is a function, 100%"),
            Change("SYN010", Position(4 + shift, 1), "print is a function, 100%"),
        ),
        diagnostics=(
            Diagnostic("DIV010", Position(3 + shift, 8), "two ints?\nlook: it", Level.ASSUMED),
        ),
    )


FOUND = findings(result())
BAD = findings(
    FileResult(Path("bad.py"), b"", b"", error=Diagnostic("E001", Position(1, 1), "no Python"))
)


def test_findings_are_in_order_and_carry_their_line():
    assert [(one.position.line, one.kind, one.level) for one in FOUND] == [
        (2, Kind.CHANGE, None),
        (3, Kind.REVIEW, Level.ASSUMED),
        (4, Kind.CHANGE, None),
    ]
    assert FOUND[1].line == "\tprint x  # caf\xe9 \x01"
    assert [one.kind for one in BAD] == [Kind.ERROR]


def test_a_fingerprint_stays_when_its_line_moves_and_tells_twins_apart():
    moved = findings(result(shift=7))
    marks = [one.fingerprint for one in FOUND]
    assert [one.fingerprint for one in moved] == marks
    assert len(set(marks)) == len(marks)
    elsewhere = {one.fingerprint for one in findings(result("src/y.py"))}
    assert not elsewhere & set(marks)


def test_findings_of_files_that_came_in_any_order():
    assert list(in_order([*reversed(FOUND), *BAD])) == [*BAD, *FOUND]


def test_paths_are_shown_from_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown_path(tmp_path / "src" / "x.py") == "src/x.py"
    assert shown_path(Path("src") / "x.py") == "src/x.py"
    assert shown_path(tmp_path.parent / "x.py") == (tmp_path.parent / "x.py").as_posix()


def text(name: str, found: list[Finding], **options: bool) -> str:
    return write(name, found, NAMES, **options)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_every_code_and_path(name):
    written = text(name, [*BAD, *FOUND])
    for part in ("SYN010", "DIV010", "E001", "src/x.py", "bad.py"):
        assert part in written


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_say_that_there_is_nothing(name):
    written = text(name, [])
    if name in ("json", "gitlab"):
        assert json.loads(written) == []
    elif name == "sarif":
        assert json.loads(written)["runs"][0]["results"] == []
    elif name == "junit":
        assert ElementTree.fromstring(written).find("testsuite").get("failures") == "0"
    else:
        assert written == ""


def test_concise_is_a_line_each_and_coloured_on_a_terminal_only():
    assert text("concise", FOUND[:1]) == "src/x.py:2:1: SYN010 print is a function, 100%"
    assert "\033[" in text("concise", FOUND, colour=True)
    assert "[assumed]" in text("concise", FOUND)


def test_full_marks_the_place_below_the_line():
    lines = text("full", FOUND[:1]).split("\n")
    assert lines[2:4] == ["2 | print x, 'a:b'", "  | ^"]
    assert text("full", FOUND[1:2]).split("\n")[-2].startswith("  | \t")


def test_github_escapes_what_would_end_a_command():
    first, second, _ = text("github", FOUND).split("\n")
    assert first == (
        "::warning title=migrator SYN010 print-statement,file=src/x.py,line=2,col=1"
        "::print is a function, 100%25"
    )
    assert second.startswith("::notice ") and second.endswith("::two ints?%0Alook: it")
    assert text("github", BAD).startswith("::error title=migrator E001,file=bad.py")


def test_gitlab_has_what_its_schema_requires():
    for issue in json.loads(text("gitlab", [*BAD, *FOUND])):
        assert {"check_name", "description", "fingerprint", "severity", "location"} <= set(issue)
        assert issue["location"]["positions"]["begin"]["line"] >= 1


def test_junit_counts_failures_and_errors_and_holds_no_control_characters():
    suite = ElementTree.fromstring(text("junit", [*BAD, *FOUND])).find("testsuite")
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "3", "1")
    assert [case.get("file") for case in suite] == ["bad.py", "src/x.py"]
    assert "caf\xe9 \N{REPLACEMENT CHARACTER}" in suite[1][1].text


def test_sarif_names_its_rules_and_their_places():
    (run,) = json.loads(text("sarif", [*BAD, *FOUND]))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [
        one["ruleId"] for one in run["results"]
    ]
    assert run["results"][1]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 2,
        "startColumn": 1,
        "snippet": {"text": "print x, 'a:b'"},
    }
    marks = [one["partialFingerprints"]["migrator/v1"] for one in run["results"]]
    assert len(set(marks)) == 4


def test_a_real_file_has_findings_in_every_format(tmp_path):
    found = findings(api.fix_source("print 1\n", path=tmp_path / "x.py"))
    assert [one.code for one in found] == ["SYN010"]
    for name in FORMATS:
        assert "SYN010" in text(name, found)
