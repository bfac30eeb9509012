"""`--format` gives black the lines that changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.formatting import format_changes
from migrator.results import FileResult


def after_format(before: bytes, after: bytes, path: Path = Path("x.py")) -> FileResult:
    return format_changes(FileResult(path, before, after))


@pytest.mark.parametrize(
    "before, after, expected",
    [
        (b"a={ }\nprint 'x',b\n", b"a={ }\nprint('x',b)\n", b'a={ }\nprint("x", b)\n'),
        (b"a = 1\r\nprint a\r\n", b"a = 1\r\nprint( a)\r\n", b"a = 1\r\nprint(a)\r\n"),
        (
            b"# coding: latin-1\nprint '\xe9'\n",
            b"# coding: latin-1\nprint( '\xe9')\n",
            b'# coding: latin-1\nprint("\xe9")\n',
        ),
        (b"\xef\xbb\xbfprint 1\n", b"\xef\xbb\xbfprint( 1)\n", b"\xef\xbb\xbfprint(1)\n"),
    ],
)
def test_changed_lines_are_formatted(before, after, expected):
    assert after_format(before, after).after == expected


@pytest.mark.parametrize(
    "before, after",
    [
        (b"x = {  }\n", b"x = {  }\n"),
        (b"import sets\nx = {  }\n", b"x = {  }\n"),
    ],
)
def test_nothing_else_is(before, after):
    assert after_format(before, after).after == after


def test_what_black_cannot_format_stays_and_is_told():
    result = after_format(b"print 1\n", b"print 2\n")
    assert result.after == b"print 2\n"
    (told,) = result.diagnostics
    assert (told.code, told.message[:36]) == ("E003", "the changed lines were not formatted")


def test_the_projects_own_settings_hold(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.black]\nskip-string-normalization = true\n")
    result = after_format(b"print 'x'\n", b"print( 'x')\n", tmp_path / "x.py")
    assert result.after == b"print('x')\n"
