"""The line that tells how far a run is."""

from __future__ import annotations

import io

import pytest

from migrator.report.progress import Progress, line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def terminal_of_some_kind(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")


def test_the_line_tells_rate_and_time_left():
    assert line(12, 24, 3.0) == "[" + "=" * 12 + " " * 12 + "] 12/24 files, 4.0/s, 0:03 left"
    assert line(0, 24, 0.0) == "[" + " " * 24 + "] 0/24 files"
    assert line(1, 200, 1.0).endswith("1.0/s, 3:19 left")


def test_items_pass_through_and_the_line_is_gone_in_the_end():
    stream = Terminal()
    assert list(Progress(stream).over("abc", 3)) == ["a", "b", "c"]
    written = stream.getvalue()
    assert "1/3 files" in written and written.endswith("\r\033[K")


def test_what_is_said_between_takes_the_line_away_first():
    stream = Terminal()
    progress = Progress(stream)
    for _ in progress.over("a", 1):
        progress.clear()
        print("said", file=stream)
    assert stream.getvalue().endswith("\r\033[Ksaid\n")


@pytest.mark.parametrize("stream, wanted", [(io.StringIO(), True), (Terminal(), False)])
def test_nothing_is_shown_where_nobody_looks(stream, wanted):
    assert list(Progress(stream, wanted=wanted).over("abc", 3)) == ["a", "b", "c"]
    assert stream.getvalue() == ""


def test_a_dumb_terminal_gets_no_line(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    stream = Terminal()
    list(Progress(stream).over("abc", 3))
    assert stream.getvalue() == ""
