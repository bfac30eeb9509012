"""Answers to ambiguous places: in comments, and in a file of decisions."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.api import fix_source
from migrator.decisions import CODE, read_answers, written
from migrator.options import Options
from tests.rules.oracle import fix, fixed

HALF = "def half(x):\n    return x / 2{comment}\n\n\nprint half(5)\n"


def half(comment: str) -> str:
    return HALF.format(comment=comment)


# (comment, how the division is written then)
COMMENTS = [
    ("  # migrator: decide[DIV=floor]", "x // 2"),
    ("  # migrator: decide[DIV010=true]", "x / 2"),
    ("  # migrator: decide[DIV=guard]", "classic_divide(x, 2)"),
    ("  # migrator: decide[div = Floor]", "x // 2"),
    ("  # pages; migrator: decide[ITR=list, DIV=floor] by us", "x // 2"),
    ("  # migrator: decide[ITR=list]", "classic_divide(x, 2)"),
    ("  # migrator: decide[DIV=up]", "classic_divide(x, 2)"),
    ("  # migrator: decide DIV=floor", "classic_divide(x, 2)"),
]


@pytest.mark.parametrize(("comment", "division"), COMMENTS)
def test_a_comment_answers(comment, division):
    assert f"    return {division}{comment}\n" in fixed(half(comment))


def test_a_comment_answers_for_its_logical_line():
    program = "x = (a /\n     b)  # migrator: decide[DIV=floor]\ny = a / b\nprint x\n"
    found = fixed(program)
    assert "x = (a //\n     b)" in found
    assert "y = classic_divide(a, b)" in found


# (comment, what is said of it)
WRONG = [
    ("  # migrator: decide[DIV=up]", "DIV010 cannot be 'up'; it can be floor, true, guard"),
    ("  # migrator: decide[ITR=list]", "there is nothing to decide here; remove the answer"),
]


@pytest.mark.parametrize(("comment", "message"), WRONG)
def test_a_wrong_answer_is_told(comment, message):
    said = [one.message for one in fix(half(comment)).diagnostics if one.code == CODE]
    assert said == [message]


def test_an_answer_without_a_question_is_told_where_it_stands():
    result = fix("print 1  # migrator: decide[DIV=floor]\n")
    assert [(one.code, str(one.position)) for one in result.diagnostics] == [(CODE, "1:10")]


def test_an_answered_migrated_file_is_left_alone_without_a_word():
    once = fix(half("  # migrator: decide[DIV=floor]")).after
    again = fix_source(once)
    assert again.after == once
    assert not again.diagnostics


def entry(folder: Path, changed: str = "") -> str:
    """The line that `check --sites` prints for the division."""
    result = fix_source((half("") + changed).encode(), path=folder / "half.py")
    return next(written(Path("half.py"), one) for one in result.decisions if one.kind == "DIV010")


def answered(folder: Path, line: str):
    file = folder / "decisions.txt"
    file.write_text(f"# ours\n\n{line}\n", encoding="utf-8")
    options = Options(answers=read_answers(file))
    return fix_source(half("").encode(), path=folder / "half.py", options=options)


@pytest.mark.parametrize(
    ("alternative", "division"),
    [("floor", "x // 2"), ("true", "x / 2"), ("guard", "classic_divide(x, 2)")],
)
def test_a_file_of_decisions_answers(tmp_path, alternative, division):
    line = entry(tmp_path)
    assert "half.py:2:14 DIV010=guard " in line
    result = answered(tmp_path, line.replace("=guard", f"={alternative}"))
    assert result.error is None
    assert f"return {division}\n" in result.after.decode()
    assert not result.diagnostics


def test_an_answer_about_another_version_of_the_file_is_stale(tmp_path):
    line = entry(tmp_path, "print 2\n").replace("=guard", "=floor")
    result = answered(tmp_path, line)
    assert b"classic_divide(x, 2)" in result.after
    assert [one.message for one in result.diagnostics] == [
        "the decision for this place is of another version of the file"
    ]


def test_an_answer_about_a_place_without_a_question_is_told(tmp_path):
    result = answered(tmp_path, "half.py:1:1 DIV=floor")
    assert [str(one.position) for one in result.diagnostics] == ["1:1"]


def test_an_answer_about_another_file_is_no_concern(tmp_path):
    assert not answered(tmp_path, "other.py:2:14 DIV=floor").diagnostics


@pytest.mark.parametrize("line", ["half.py", "half.py:2 DIV=floor", "half.py:2:14 floor"])
def test_what_is_no_decision_is_refused(tmp_path, line):
    with pytest.raises(ValueError, match=r"decisions\.txt:3: not a decision"):
        answered(tmp_path, line)
