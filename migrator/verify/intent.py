"""The two programs that verifying compares: what was meant, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from migrator.api import fix_source
from migrator.options import Options
from migrator.results import Dialect

REPAIRS = "FIX"


class MigrationError(Exception):
    """The file could not be migrated; the message says where and why."""


@dataclass(frozen=True)
class Pair:
    """A program before and after.

    `original` is the program as it was meant: the file with only the repairs of what was
    broken before (a module used and never imported). `migrated` is what it becomes.
    """

    original: bytes
    migrated: bytes
    dialect: Dialect


def before_and_after(path: Path, source: bytes, options: Options) -> Pair:
    """The pair for the program `source`, read from `path`, migrated as `options` say.

    A Python 3 program is meant as it stands. Raises MigrationError.
    """
    migrated = fix_source(source, path=path, options=options)
    repaired = fix_source(source, path=path, options=replace(options, select=(REPAIRS,)))
    error = migrated.error or repaired.error
    if error:
        raise MigrationError(f"{path}:{error.position}: {error.message}")
    original = source if migrated.dialect.version == "3" else repaired.after
    return Pair(original, migrated.after, migrated.dialect)
