"""Readings are held for the files that they are of, and for no other text."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator import reading
from migrator.program import read_interfaces
from migrator.python2.source import decode
from migrator.reading import hold, read, take

TEXT = b"import sys\nprint sys.argv\n"


def test_a_reading_is_taken_once():
    held = read(decode(TEXT))
    hold({"/a.py": held})
    assert take("/b.py", decode(TEXT)) is None
    assert take("/a.py", decode(TEXT)) is held
    assert take("/a.py", decode(TEXT)) is None


@pytest.mark.parametrize("other", [TEXT + b"print 2\n", b"# coding: latin-1\n" + TEXT, b""])
def test_no_reading_of_another_text_is_taken(other):
    hold({"/a.py": read(decode(TEXT))})
    assert take("/a.py", decode(other)) is None


def test_the_oldest_readings_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    one, two = str(tmp_path / "one.py"), str(tmp_path / "two.py")
    for file in (one, two):
        Path(file).write_bytes(TEXT + b"x = u'a'.encode('utf-8')\n")
    source = decode(Path(one).read_bytes())
    read_interfaces([one])
    read_interfaces([two])
    assert take(one, source) is not None
    monkeypatch.setattr(reading, "MOST_HELD", len(source.original))
    hold({one: read(source)})
    assert take(two, source) is None
    assert take(one, source) is not None
