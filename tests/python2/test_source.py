"""Bytes to text and back."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.python2.errors import ReadError
from migrator.python2.lexer import lex
from migrator.python2.source import SourceFile, decode
from migrator.python2.strays import escape_strays
from migrator.results import Position
from tests import corpora

LATIN1 = "x = 'caf\xe9'\n".encode("latin-1")
UTF8 = "x = 'caf\xe9'\n".encode()

DECODED = [
    # what, bytes, encoding, guessed, text
    ("nothing", b"", "utf-8", False, ""),
    ("ascii by default", b"x = 1\n", "utf-8", False, "x = 1\n"),
    ("utf-8 bytes, no cookie", UTF8, "utf-8", True, UTF8.decode()),
    ("other bytes, no cookie", LATIN1, "latin-1", True, LATIN1.decode("latin-1")),
    ("a BOM", codecs.BOM_UTF8 + UTF8, "utf-8", False, UTF8.decode()),
    ("emacs", b"# -*- coding: latin-1 -*-\n" + LATIN1, "iso8859-1", False, None),
    ("vim", b"# vim: set fileencoding=utf-8 :\n" + UTF8, "utf-8", False, None),
    ("plain", b"#coding=cp1252\nx = '\x80'\n", "cp1252", False, "#coding=cp1252\nx = '\u20ac'\n"),
    ("second line", b"#!/usr/bin/python\n# coding: koi8-r\nx = '\xc1'\n", "koi8-r", False, None),
    ("after an empty line", b"\n# coding: koi8-r\nx = '\xc1'\n", "koi8-r", False, None),
    ("after a form feed", b"\x0c# coding: latin-1\n" + LATIN1, "iso8859-1", False, None),
    ("a BOM and its cookie", codecs.BOM_UTF8 + b"# coding: utf-8\n" + UTF8, "utf-8", False, None),
    (
        "a BOM and its cookie",
        codecs.BOM_UTF8 + b"# coding: UTF_8_sig\n" + UTF8,
        "utf-8",
        False,
        None,
    ),
    ("of Emacs", b"# -*- coding: utf-8-unix -*-\n" + UTF8, "utf-8", False, None),
    ("of Emacs", b"# -*- coding: latin-1-dos -*-\n# \xe9\n", "iso8859-1", False, None),
    ("after \\r", b"#!/x\r# coding: latin-1\r" + LATIN1, "iso8859-1", False, None),
    ("third line", b"\n\n# coding: koi8-r\nx = '\xc1'\n", "latin-1", True, None),
    ("after code", b"x = 1\n# coding: koi8-r\ny = '\xc1'\n", "latin-1", True, None),
    ("ctrl-z and form feeds", b"\x0cx = 1\x0c\n", "utf-8", False, "\x0cx = 1\x0c\n"),
]


@pytest.mark.parametrize(("data", "encoding", "guessed", "text"), [row[1:] for row in DECODED])
def test_decoding(data, encoding, guessed, text):
    source = decode(data)
    assert (source.encoding, source.guessed) == (encoding, guessed)
    if text is not None:
        assert source.text == text
    assert source.encode() == data


REFUSED = [
    (b"# coding: nonsense\n", 1, 1, "unknown encoding: nonsense"),
    (b"\n# coding: hex\nx = 1\n", 2, 1, "unknown encoding: hex"),
    (b"# coding: ascii\r\n\r\nx = '\xe9'\r\n", 3, 6, "byte 0xe9 is not ascii"),
    (codecs.BOM_UTF8 + b"# coding: latin-1\n", 1, 1, "encoding problem: latin-1 with a UTF-8 BOM"),
    (codecs.BOM_UTF8 + b"# coding: utf8\n", 1, 1, "encoding problem: utf8 with a UTF-8 BOM"),
    (b"# coding: utf-8x\n", 1, 1, "unknown encoding: utf-8x"),
    (b"x = 1\ny = '\0'\n", 2, 6, "a NUL byte in the file"),
]


@pytest.mark.parametrize(("data", "line", "column", "reason"), REFUSED)
def test_what_is_refused_and_where(data, line, column, reason):
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert caught.value.position == Position(line, column)
    assert caught.value.reason.startswith(reason)


def test_2_7_refuses_the_same():
    accepted = [data for _, data, _, guessed, _ in DECODED if not guessed]
    assert corpora.compiles2(accepted) == [None] * len(accepted)
    assert None not in corpora.compiles2([data for data, *_ in REFUSED])


STRAYS = [
    (b"# coding: utf-8\n# \xe9\nx = '\xe9\xc3\xa9'", "# coding: utf-8\n# \xe9\nx = '\\xe9\xe9'"),
    (codecs.BOM_UTF8 + b"x = b'a\xff'\r\n", "\ufeffx = b'a\\xff'\r\n"),
]


@pytest.mark.parametrize(("data", "expected"), STRAYS)
def test_bytes_that_are_no_utf_8(data, expected):
    source = decode(data)
    assert source.encode() == data
    respelled = source.splice(escape_strays(lex(source.text)))
    assert respelled.encode() == expected.encode()
    assert corpora.compiles2([data]) == [None]


@pytest.mark.parametrize("literal", [b"u'\xe9'", b"ur'\xe9'", b"r'\xe9'"])
def test_bytes_that_are_no_utf_8_and_cannot_be_escaped(literal):
    source = decode(b"# coding: utf-8\nx = " + literal)
    with pytest.raises(ReadError, match="byte 0xe9 is not utf-8") as caught:
        escape_strays(lex(source.text))
    assert caught.value.position.line == 2


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_newlines_and_a_missing_last_one(newline, last):
    data = ("x = 1\n\ny = '''a\nb'''" + last).replace("\n", newline).encode()
    source = decode(data)
    assert source.text == "x = 1\n\ny = '''a\nb'''" + last
    assert source.encode() == data
    changed = source.splice(
        [(4, 5, "2\nz = 3"), (source.text.index("y"), source.text.index(" =", 6), "yy")]
    )
    expected = ("x = 2\nz = 3\n\nyy = '''a\nb'''" + last).replace("\n", newline)
    assert changed.encode() == expected.encode()


def test_mixed_newlines_stay_as_they_are():
    source = decode(b"a\r\nb\rc\nd\r\ne")
    assert source.text == "a\nb\nc\nd\ne"
    assert source.splice([(4, 5, "C")]).encode() == b"a\r\nb\rC\nd\r\ne"
    assert source.splice([(0, 3, "A\nB")]).encode() == b"A\r\nB\rc\nd\r\ne"
    assert source.splice([(2, 5, "B\nC\nC")]).encode() == b"a\r\nB\rC\rC\nd\r\ne"
    assert source.splice([(2, 8, "x")]).encode() == b"a\r\nxe"


def test_positions_count_characters():
    source = decode("x = u'\xe9\u20ac' # y\r\nz".encode())
    assert source.position(source.text.index("#")) == Position(1, 11)
    assert source.position(source.text.index("z")) == Position(2, 1)


def test_edits_that_overlap_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        decode(b"abcdef").splice([(0, 3, "x"), (2, 4, "y")])


def test_an_edit_with_a_character_that_the_encoding_lacks():
    source = decode(b"# coding: latin-1\n").splice([(0, 0, "# \u20ac\n")])
    with pytest.raises(UnicodeEncodeError):
        source.encode()


def test_newlines_that_come_to_stand_beside_each_other_stay_two():
    assert SourceFile("a\ra\n", "utf-8").splice([(0, 3, "\n")]).text == "\n\n"
    assert SourceFile("a\rb\n", "utf-8").splice([(2, 3, "")]).text == "a\n\n"


texts = st.text(st.sampled_from("ab \xe9\n\r\u20ac'"), max_size=30)


@given(texts, st.data())
def test_a_splice_keeps_all_bytes_around_it(original, data):
    source = SourceFile(original, "utf-8")
    length = len(source.text)
    cuts = sorted(data.draw(st.lists(st.integers(0, length), min_size=2, max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [(a, b, data.draw(texts.filter(lambda text: "\r" not in text))) for a, b in spans]
    expected, done = "", 0
    for start, end, replacement in edits:
        expected += source.text[done:start] + replacement
        done = end
    changed = source.splice(edits)
    assert changed.text == expected + source.text[done:]
    kept = source.splice([(a, b, source.text[a:b]) for a, b in spans])
    assert kept.original == original
