"""The two programs that verifying compares: what was meant, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from functools import lru_cache
from pathlib import Path

from migrator.api import fix_source
from migrator.options import Options
from migrator.project import Project
from migrator.results import Dialect, FileResult
from migrator.verify.trees import Tree

REPAIRS = "FIX"


class MigrationError(Exception):
    """The file could not be migrated; the message says where and why."""


@dataclass(frozen=True)
class Pair:
    """A program before and after: the texts of its modules by path.

    `original` is the program as it was meant: the files with only the repairs of what was
    broken before (a module used and never imported); `repairs` shows what that changed.
    `migrated` is what it becomes; `results` tells how, unless it was done by hand.
    """

    original: Mapping[str, bytes]
    migrated: Mapping[str, bytes]
    dialect: Dialect
    repairs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    results: Mapping[str, FileResult] = field(default_factory=dict)


def before_and_after(
    tree: Tree, options: Options, migrated: Tree | None = None, session: str = ""
) -> Pair:
    """The pair for a program, migrated as `options` say, or by hand: then to `migrated`.

    What programs of one `session` share is migrated once, as files do not change meanwhile.
    A Python 3 program is meant as it stands. Raises MigrationError when the main file cannot
    be migrated; a module that cannot stays as it is, with a note.
    """
    project = Project.of([tree.root / name for name in tree.modules])
    notes = []
    original, after = dict(tree.modules), dict(tree.modules)
    results: dict[str, FileResult] = {}
    repairs = replace(options, select=(REPAIRS,))
    for name, source in tree.modules.items():
        path = tree.root / name
        repaired = _fixed(source, path, repairs, project, session)
        result = repaired
        if migrated is None:
            result = _fixed(source, path, options, project, session)
        results[name] = result
        error = result.error or repaired.error
        if error:
            said = f"{path}:{error.position}: {error.message}"
            if name == tree.main and migrated is None:
                raise MigrationError(said)
            notes.append(f"used as it is: {said}")
            continue
        if result.dialect.version != "3":
            original[name] = repaired.after
        after[name] = result.after
    main = results[tree.main]
    return Pair(
        original,
        after if migrated is None else migrated.modules,
        main.dialect,
        _shown(tree, original),
        tuple(notes),
        results if migrated is None else {},
    )


@lru_cache(maxsize=512)
def _fixed(
    source: bytes, path: Path, options: Options, project: Project, session: str
) -> FileResult:
    return fix_source(source, path=path, options=options, project=project)


def _shown(tree: Tree, original: Mapping[str, bytes]) -> tuple[str, ...]:
    """What the repairs changed, as the lines of a diff."""
    lines: list[str] = []
    for name, source in tree.modules.items():
        if original[name] != source:
            old, new = (
                text.decode("utf-8", "replace").splitlines() for text in (source, original[name])
            )
            path = str(Path(name))
            lines += unified_diff(old, new, path, f"{path} (repaired)", n=0, lineterm="")
    return tuple(lines)
