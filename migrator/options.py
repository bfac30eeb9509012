"""What a user can ask for, as data."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrator.decisions import Answer


@dataclass(frozen=True)
class Options:
    """How to migrate.

    `target` is the Python that must run the result, as (major, minor). `select` and
    `ignore` hold rule codes or families ("SYN", "BLT010"); an empty `select` is every
    rule. `dialect` is "auto", "2" or "3". `gate` says whether only the units that hold
    something to change are parsed; the result is the same without it. With `allow_dependency` a
    package may provide a module that is gone. `per_file_ignores` are
    patterns of files, as in .gitignore from `folder`, with what to ignore in them besides.
    `unproven` says what becomes of a place that nothing proves: "guard" keeps the meaning by a
    small explicit form, "assume" writes the likely reading, "leave" changes nothing. `answers`
    are those of a file of decisions. Without `suppressions`, comments leave no rule out.
    """

    target: tuple[int, int] = sys.version_info[:2]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    dialect: str = "auto"
    gate: bool = True
    unproven: str = "guard"
    allow_dependency: bool = False
    answers: tuple[Answer, ...] = ()
    suppressions: bool = True
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    folder: Path = Path()

    def for_file(self, path: Path) -> Options:
        """The options that hold for one file."""
        if not self.per_file_ignores:
            return self
        from migrator.ignoring import matches

        more = [
            code
            for pattern, codes in self.per_file_ignores
            if matches(pattern, self.folder, path)
            for code in codes
        ]
        return replace(self, ignore=(*self.ignore, *more), per_file_ignores=())

    def selects(self, code: str) -> bool:
        chosen = not self.select or any(code.startswith(prefix) for prefix in self.select)
        return chosen and not any(code.startswith(prefix) for prefix in self.ignore)
