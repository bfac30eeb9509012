"""A unified diff that `patch -p0` and `git apply -p0` take."""

from __future__ import annotations

import difflib
import io
import os
from collections.abc import Iterable, Iterator

from migrator.report.style import paint
from migrator.results import FileResult

_COLOURS = {b"@": "cyan", b"+": "green", b"-": "red"}


def unified_diff(result: FileResult, *, colour: bool = False) -> bytes:
    """The change as the bytes of the file itself, whatever its encoding and newlines.

    Empty when nothing changed.
    """
    name = os.fsencode(result.path)
    lines = difflib.diff_bytes(
        difflib.unified_diff, _lines(result.before), _lines(result.after), name, name
    )
    ended = _end_lines(lines)
    return b"".join(_paint_lines(ended) if colour else ended)


def _lines(data: bytes) -> list[bytes]:
    return io.BytesIO(data).readlines()


def _end_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"


def _paint_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    for number, line in enumerate(lines):
        colour = "bold" if number < 2 else _COLOURS.get(line[:1])
        if colour:
            before, after = paint("\0", colour).encode().split(b"\0")
            text = line.rstrip(b"\r\n")
            line = before + text + after + line[len(text) :]
        yield line
