"""Comments that leave rules out: told of where they have nothing to do, and put in."""

from __future__ import annotations

import pytest

from migrator.api import fix_source
from migrator.options import Options
from migrator.python2.source import decode
from migrator.results import Position
from migrator.suppressions import CODE, suppress


def told(source: str, **options) -> list[str]:
    """The places of suppressions that are of no use."""
    result = fix_source(source, options=Options(**options))
    assert result.error is None
    return [str(item.position) for item in result.diagnostics if item.code == CODE]


USED = [
    "print x  # migrator: ignore[SYN010]\n",
    "print x  # migrator: ignore\n",
    "print d.has_key(x)  # migrator: ignore[ITR]\n",
    "print d.has_key(x), x / y  # migrator: ignore[ITR, DIV]\n",
    "# migrator: ignore[SYN010]\nprint x\nprint y\n",
    "print x\nx = {'a': 1}.keys()  # migrator: ignore[ITR100]\n",
    "print x\nimport urllib2  # migrator: ignore[IMP]\n",
    "print x, '# migrator: ignore[DIV]'\n",
]


@pytest.mark.parametrize("source", USED)
def test_comments_that_leave_something_out(source):
    assert told(source) == []


UNUSED = [
    ("print x  # migrator: ignore[DIV010]\n", ["1:10"]),
    ("print x  # migrator: ignore[SYN010, DIV010]\n", ["1:10"]),
    ("print x\ny = 1  # migrator: ignore\n", ["2:8"]),
    ("print x  # migrator: ignore[SYM010]\n", ["1:10"]),
    ("print x, (y,  # migrator: ignore[DIV]\n  z)  # migrator: ignore[SYN]\n", ["1:15"]),
]


@pytest.mark.parametrize(("source", "places"), UNUSED)
def test_comments_that_have_nothing_to_do(source, places):
    assert told(source) == places


def test_a_file_that_is_no_python_2_any_more_is_not_spoken_of():
    assert told("print(x, sep='')  # migrator: ignore[SYN010]\n") == []


def test_rules_that_are_not_selected_are_not_spoken_of():
    source = "print x / y  # migrator: ignore[DIV, CMP]\n"
    assert told(source, ignore=("DIV",)) == ["1:14"]
    assert told(source, select=("SYN",)) == []


PUT = [
    ("a\nb\n", "a\nb  # migrator: ignore[X]\n"),
    ("a\nb   \n", "a\nb  # migrator: ignore[X]\n"),
    ("a\nb", "a\nb  # migrator: ignore[X]"),
    ("a\r\nb\r\n", "a\r\nb  # migrator: ignore[X]\r\n"),
    ("a\nb  # why\n", "a\nb  # why  # migrator: ignore[X]\n"),
    ("a\nb(\n  c)\nd\n", "a\nb(\n  c)  # migrator: ignore[X]\nd\n"),
    ("a\nif b: c; d\n", "a\nif b: c; d  # migrator: ignore[X]\n"),
    ("a\nif b:\n  c\n", "a\nif b:  # migrator: ignore[X]\n  c\n"),
    ("a\n# b\n", "a\n# b\n"),
]


@pytest.mark.parametrize(("before", "after"), PUT)
def test_a_comment_is_put_at_the_end_of_the_line(before, after):
    assert suppress(decode(before.encode()), [("X", Position(2, 1))]).original == after
