"""What the tool says about a file: plain, picklable data.

Positions everywhere are those of the user's own file: lines count from 1, columns
count from 1 in characters (code points).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


class Level(str, Enum):
    """How sure a decision is."""

    PROVEN = "proven"  # syntax or sound inference says so
    GUARDED = "guarded"  # a small explicit form keeps the meaning whatever the values are
    ASSUMED = "assumed"  # the likely reading; listed for review
    OPEN = "open"  # left alone; a person must look


@dataclass(frozen=True, order=True)
class Position:
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


@dataclass(frozen=True)
class Change:
    """A rule rewrote the code that starts at `position`."""

    code: str
    position: Position
    message: str


@dataclass(frozen=True)
class Diagnostic:
    """Something a person should know: what is wrong at `position` and what to do.

    `code` is a rule's code, or `"E..."` when the file could not be read or written.
    """

    code: str
    position: Position
    message: str
    level: Level = Level.OPEN


@dataclass(frozen=True)
class Decision:
    """How one ambiguous site was read, and why.

    `kind` is the rule's code, `alternative` the chosen reading (for example `floor`),
    `position` that of the anchor token, `key` the same place as data: (sha256 of the
    original bytes, anchor offset in characters).
    """

    kind: str
    position: Position
    alternative: str
    level: Level
    reason: str
    key: tuple[str, int]


@dataclass(frozen=True)
class Evidence:
    """Why a file is taken for Python 2 or Python 3: what was seen, and where."""

    version: str
    what: str
    position: Position


@dataclass(frozen=True)
class Dialect:
    """`version` is "2", "3" or "both"; `evidence` holds what decided it, strongest first."""

    version: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def reason(self) -> str:
        if not self.evidence:
            return "nothing in it is of one version only"
        first = self.evidence[0]
        return f"{first.what} at line {first.position.line}"


@dataclass(frozen=True)
class FileResult:
    """What became of one file.

    `before` and `after` are the file's bytes; they are equal when nothing changed or
    when `error` says why the file was left as it was.
    """

    path: Path
    before: bytes
    after: bytes
    encoding: str = "utf-8"
    dialect: Dialect = field(default_factory=lambda: Dialect("both"))
    changes: tuple[Change, ...] = ()
    decisions: tuple[Decision, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    error: Diagnostic | None = None

    @property
    def changed(self) -> bool:
        return self.before != self.after
