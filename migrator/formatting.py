"""`fix --format`: black, over what was changed and over nothing else."""

from __future__ import annotations

import difflib
import io
import tokenize
from dataclasses import replace
from pathlib import Path

import black
from black.files import find_pyproject_toml, parse_pyproject_toml
from black.parsing import InvalidInput

from migrator.problems import NOT_FORMATTED
from migrator.project import is_metadata
from migrator.results import Diagnostic, FileResult, Position


def format_changes(result: FileResult) -> FileResult:
    """The result with its changed lines formatted as the project's own black settings say.

    The blocks that hold such a line get black's indentation; their other lines keep the
    rest. A file that black cannot format stays as it is and gets a diagnostic.
    """
    lines = _changed_lines(result.before.splitlines(), result.after.splitlines())
    if result.error or not lines or is_metadata(result.path):
        return result
    encoding, _ = tokenize.detect_encoding(io.BytesIO(result.after).readline)
    text = result.after.decode(encoding)
    newline = "\r\n" if "\r\n" in text else "\n"
    source = text.replace("\r\n", "\n")
    try:
        formatted = black.format_str(source, mode=_mode(result.path), lines=lines)
        black.assert_equivalent(source, formatted)
    except (InvalidInput, AssertionError, SyntaxError) as error:
        reason = str(error).partition("\n")[0]
        message = f"the changed lines were not formatted: {reason}; format them by hand"
        diagnostic = Diagnostic(NOT_FORMATTED, Position(1, 1), message)
        return replace(result, diagnostics=(*result.diagnostics, diagnostic))
    return replace(result, after=formatted.replace("\n", newline).encode(encoding))


def _changed_lines(before: list[bytes], after: list[bytes]) -> list[tuple[int, int]]:
    """The ranges of lines in `after`, counted from 1, that `before` has not."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return [
        (start + 1, end)
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag != "equal" and start < end
    ]


def _mode(path: Path) -> black.Mode:
    config = find_pyproject_toml((str(path.absolute()),))
    said = parse_pyproject_toml(config) if config else {}
    return black.Mode(
        line_length=int(said.get("line_length", black.DEFAULT_LINE_LENGTH)),
        string_normalization=not said.get("skip_string_normalization", False),
        magic_trailing_comma=not said.get("skip_magic_trailing_comma", False),
    )
