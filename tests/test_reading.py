"""Readings are held for the files that they are of, and for no other text."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.program import read_interfaces
from migrator.python2.source import decode
from migrator.reading import hold, read, take

TEXT = b"import sys\nprint sys.argv\n"


def test_a_reading_is_taken_once():
    reading = read(decode(TEXT))
    hold({"/a.py": reading})
    assert take("/b.py", decode(TEXT)) is None
    assert take("/a.py", decode(TEXT)) is reading
    assert take("/a.py", decode(TEXT)) is None


@pytest.mark.parametrize("other", [TEXT + b"print 2\n", b"# coding: latin-1\n" + TEXT, b""])
def test_no_reading_of_another_text_is_taken(other):
    hold({"/a.py": read(decode(TEXT))})
    assert take("/a.py", decode(other)) is None


def test_the_readings_of_one_program_make_room_for_the_next(tmp_path: Path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.py").write_bytes(b"x = u'a'.encode('utf-8')\n")
    one, two = str(tmp_path / "one.py"), str(tmp_path / "two.py")
    read_interfaces([one])
    read_interfaces([two])
    source = decode((tmp_path / "one.py").read_bytes())
    assert take(one, source) is None
    assert take(two, source) is not None
