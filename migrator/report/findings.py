"""What was found in the files, one record a place, as every output format writes it."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from migrator.report.text import reviews
from migrator.results import Change, Diagnostic, FileResult, Level, Position

_LINE_END = re.compile("\r\n|\r|\n")


class Kind(str, Enum):
    """What a finding asks for."""

    CHANGE = "change"  # Python 2 that `migrator fix` rewrites
    REVIEW = "review"  # a place for a person to look at
    ERROR = "error"  # a file that could not be worked on


@dataclass(frozen=True)
class Finding:
    """Something at a place in a file.

    `path` is relative to the working directory where the file is below it, with `/`. `level`
    is that of a review. `line` is the text of the user's line. `fingerprint` is the same
    wherever the line moves to: a hash of path, code and text, and of how many like it precede.
    """

    path: str
    position: Position
    code: str
    message: str
    kind: Kind
    level: Level | None
    line: str
    fingerprint: str


def findings(result: FileResult) -> list[Finding]:
    """What was found in one file, in its order."""
    path = shown_path(result.path)
    lines = _LINE_END.split(result.before.decode(result.encoding, "replace"))
    seen: Counter[str] = Counter()
    found = []
    for item in _items(result):
        line = lines[item.position.line - 1] if item.position.line <= len(lines) else ""
        same = f"{path}\0{item.code}\0{line.strip()}"
        seen[same] += 1
        mark = hashlib.sha256(f"{same}\0{seen[same]}".encode()).hexdigest()[:32]
        kind = Kind.CHANGE if isinstance(item, Change) else Kind.REVIEW
        if item is result.error:
            kind = Kind.ERROR
        level = item.level if isinstance(item, Diagnostic) and kind is Kind.REVIEW else None
        found.append(Finding(path, item.position, item.code, item.message, kind, level, line, mark))
    return found


def shown_path(path: Path) -> str:
    """A path as reports show it: relative to the working directory where it is below."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        relative = os.pardir
    outside = relative.split(os.sep)[0] == os.pardir
    return (path if outside else Path(relative)).as_posix()


def _items(result: FileResult) -> Iterable[Change | Diagnostic]:
    if result.error:
        return [result.error]
    items: list[Change | Diagnostic] = [*result.changes, *reviews(result)]
    return sorted(items, key=lambda item: (item.position, item.code, item.message))


def in_order(found: Iterable[Finding]) -> Iterator[Finding]:
    """Findings by path and place, whatever order the files were worked on."""
    yield from sorted(found, key=lambda one: (one.path, one.position, one.code, one.message))
