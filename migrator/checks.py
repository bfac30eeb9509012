"""What a result is asked before it is handed on, and where in the file its places come from."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path

from migrator.python2.errors import ReadError
from migrator.python2.source import Edit, SourceFile
from migrator.results import Position


def check_compiles(data: bytes, path: Path) -> None:
    """Have the running Python compile a result.

    Raises:
        ReadError: it does not. `position` is that in the result.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(data, str(path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        column = max(getattr(error, "offset", None) or 1, 1)
        message = getattr(error, "msg", None) or str(error)
        reason = f"the result would not compile: {message}"
        raise ReadError(reason, Position(line, column)) from None


def line_before(source: SourceFile, edits: Iterable[Edit], line: int) -> int:
    """The line of a file from which a line of what edits make of it comes."""
    added = 0
    for start, end, text in sorted(edits):
        first = source.position(start).line + added
        old, new = source.text.count("\n", start, end), text.count("\n")
        if line < first:
            break
        if line < first + new:
            return min(line - first, max(old - 1, 0)) + first - added
        added += new - old
    return line - added
