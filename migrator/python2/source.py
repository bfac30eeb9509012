"""Bytes to text as Python 2.7 does it, and back without a byte of difference.

Inside the tool every line ends in "\\n"; offsets count characters of that text.
`SourceFile.splice` puts edits back into the file's own newlines, encoding and BOM.
"""

from __future__ import annotations

import codecs
import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from migrator.python2.errors import ReadError
from migrator.results import Position

# PEP 263; CPython 2.7 Parser/tokenizer.c, get_coding_spec.
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
# What it takes for UTF-8 and Latin-1 (get_normal_name): Emacs writes `utf-8-unix`.
_NORMAL = (
    (re.compile(r"utf-8(?:-|$)"), "utf-8"),
    (re.compile(r"(?:latin-1|iso-8859-1|iso-latin-1)(?:-|$)"), "iso8859-1"),
)
_BLANK = re.compile(rb"^[ \t\f]*(?:#|$)")
_NEWLINE = re.compile(r"\r\n|\r|\n")

Edit = tuple[int, int, str]


@dataclass(frozen=True)
class SourceFile:
    """A decoded file.

    `original` is the text with the newlines of the file, `encoding` the codec that
    decoded it. `guessed` is true where the bytes are not ASCII and the file names no
    encoding: 2.7 refuses such a file, and what it holds is read as UTF-8 or latin-1.
    """

    original: str
    encoding: str
    bom: bool = False
    cookie: str | None = None
    guessed: bool = False

    @cached_property
    def text(self) -> str:
        """The text with "\\n" for every newline."""
        if "\r" not in self.original:
            return self.original
        return _NEWLINE.sub("\n", self.original)

    @cached_property
    def _wide_newlines(self) -> list[int]:
        """Offsets in `text` of the newlines that are two characters in the file."""
        if "\r\n" not in self.original:
            return []
        found = re.finditer("\r\n", self.original)
        return [match.start() - index for index, match in enumerate(found)]

    @cached_property
    def line_starts(self) -> list[int]:
        return line_starts(self.text)

    def position(self, offset: int) -> Position:
        """The line and column of an offset in `text`."""
        index = bisect_right(self.line_starts, offset) - 1
        return Position(index + 1, offset - self.line_starts[index] + 1)

    def _original_offset(self, offset: int) -> int:
        return offset + bisect_left(self._wide_newlines, offset)

    def _newline_near(self, offset: int) -> str:
        """The newline of the line at `offset`, else of the line before, else "\\n"."""
        start = self._original_offset(offset)
        match = _NEWLINE.search(self.original, start)
        if match is None:
            breaks = _NEWLINE.findall(self.original[:start])
            return breaks[-1] if breaks else "\n"
        return match[0]

    def splice(self, edits: Iterable[Edit]) -> SourceFile:
        """The file with each `(start, end, replacement)` of `text` applied.

        Edits must not overlap. What lies outside them keeps its bytes.
        """
        pieces: list[str] = []
        done = 0
        uniform = "\r" not in self.original
        for start, end, replacement in sorted(edits, key=lambda edit: edit[:2]):
            first, last = self._original_offset(start), self._original_offset(end)
            if first < done:
                raise ValueError("edits overlap")
            pieces.append(self.original[done:first])
            if not uniform:
                replacement = self._keep_newlines(start, end, replacement)
            pieces.append(replacement)
            done = last
        pieces.append(self.original[done:])
        joined = "".join(pieces) if uniform else _joined(pieces)
        return SourceFile(joined, self.encoding, self.bom, self.cookie, self.guessed)

    def _keep_newlines(self, start: int, end: int, replacement: str) -> str:
        """Each line of the replacement takes the newline of the old line it stands for."""
        old = _NEWLINE.findall(
            self.original, self._original_offset(start), self._original_offset(end)
        )
        fallback = old[-1] if old else self._newline_near(start)
        lines = replacement.split("\n")
        ends = (old + [fallback] * len(lines))[: len(lines) - 1]
        return "".join(line + end for line, end in zip(lines, [*ends, ""], strict=False))

    def encode(self) -> bytes:
        """The bytes of the file.

        Raises:
            UnicodeEncodeError: a character that the file's encoding does not have.
        """
        errors = "surrogateescape" if self.encoding == "utf-8" else "strict"
        data = self.original.encode(self.encoding, errors)
        return codecs.BOM_UTF8 + data if self.bom else data


def _joined(pieces: Iterable[str]) -> str:
    """The pieces as one text, in which no newline at an end becomes one with the next."""
    joined = ""
    for piece in pieces:
        joined += "\n" + piece if joined.endswith("\r") and piece.startswith("\n") else piece
    return joined


def line_starts(text: str) -> list[int]:
    """Offsets at which the lines of `text` start, the first being 0."""
    starts = [0]
    find = text.find
    at = find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = find("\n", at + 1)
    return starts


def decode(data: bytes) -> SourceFile:
    """Decode the bytes of a file as Python 2.7 does (PEP 263; ASCII by default).

    A byte that is no UTF-8 in a file that says to be UTF-8 is a lone surrogate in the text
    (PEP 383): see `strays`.

    Raises:
        ReadError: an unknown encoding, bytes that the declared encoding does not have,
            or a NUL byte.
    """
    bom = data.startswith(codecs.BOM_UTF8)
    if bom:
        data = data[len(codecs.BOM_UTF8) :]
    cookie, cookie_line = _find_cookie(data)
    nul = data.find(b"\0")
    if nul >= 0 and (cookie is None or "utf-16" not in cookie.lower()):
        raise ReadError(
            "a NUL byte in the file: Python reads none, take it out", _byte_position(data, nul)
        )
    if cookie is None:
        if bom:
            return SourceFile(_decode(data, "utf-8"), "utf-8", True)
        if data.isascii():
            return SourceFile(data.decode("ascii"), "utf-8")
        try:
            return SourceFile(data.decode("utf-8"), "utf-8", guessed=True)
        except UnicodeDecodeError:
            return SourceFile(data.decode("latin-1"), "latin-1", guessed=True)
    try:
        codec = codecs.lookup(_normal_name(cookie)).name
        text = io.TextIOWrapper(io.BytesIO(b""), encoding=codec)  # refuses what is no text codec
        del text
    except (LookupError, ValueError):
        raise ReadError(
            f"unknown encoding: {cookie}; name one that Python knows", Position(cookie_line, 1)
        ) from None
    if bom and _normal_name(cookie) != "utf-8":
        raise ReadError(
            f"encoding problem: {cookie} with a UTF-8 BOM; take one of them out",
            Position(cookie_line, 1),
        )
    return SourceFile(_decode(data, codec), codec, bom, cookie)


def _decode(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec, "surrogateescape" if codec == "utf-8" else "strict")
    except UnicodeDecodeError as error:
        where = _byte_position(data, error.start)
        byte = data[error.start]
        reason = (
            f"byte 0x{byte:02x} is not {codec}: {error.reason}; name the encoding in a coding line"
        )
        raise ReadError(reason, where) from None


def _normal_name(cookie: str) -> str:
    plain = cookie.lower().replace("_", "-")
    return next((name for pattern, name in _NORMAL if pattern.match(plain)), cookie)


def _find_cookie(data: bytes) -> tuple[str | None, int]:
    for number, line in enumerate(re.split(rb"\r\n|\r|\n", data[:4096], maxsplit=2)[:2], 1):
        match = _COOKIE.match(line)
        if match:
            return match[1].decode("ascii", "replace"), number
        if not _BLANK.match(line):
            break
    return None, 0


def _byte_position(data: bytes, offset: int) -> Position:
    before = re.split(rb"\r\n|\r|\n", data[:offset])
    return Position(len(before), len(before[-1]) + 1)
