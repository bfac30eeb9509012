"""What a migrated program needs to have installed, besides what it needed before."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from migrator.results import FileResult
from migrator.writing import write_atomically

FILE = "requirements-py3.txt"
_RULE = "LIB056"


def packages(result: FileResult) -> set[str]:
    """The packages that the imports of a migrated file need."""
    if result.error is not None:
        return set()
    return {decision.alternative for decision in result.decisions if decision.kind == _RULE}


def write(folder: Path, needed: Iterable[str]) -> None:
    """Add packages to the requirements file of a tree; those that it names already stay."""
    path = folder / FILE
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    missing = sorted(set(needed).difference(line.partition("#")[0].strip() for line in lines))
    if missing:
        write_atomically(path, ("\n".join([*lines, *missing]) + "\n").encode())
