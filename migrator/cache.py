"""Results of earlier runs, so that a file is worked on again only when something has changed.

A result is kept for a file's content under its path, the options and the tool itself. It holds as
long as what was looked at besides is as it was: the modules of the program that were asked for
their facts, and the folders in which modules were looked for. An entry that cannot be read, or is
written by another process meanwhile, costs that the file is worked on once more.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

from migrator import __version__
from migrator.options import Options
from migrator.project import SUFFIXES, Project
from migrator.results import FileResult
from migrator.rules import rule_names
from migrator.writing import write_atomically

VARIABLE = "MIGRATOR_CACHE_DIR"


@dataclass(frozen=True)
class _Entry:
    """A result without what is in the file anyway, and the marks of what it hangs on."""

    result: FileResult
    changed: bool
    seen: tuple[tuple[str, str, str], ...]


def default_folder() -> Path:
    """Where a user's results are kept: MIGRATOR_CACHE_DIR, else as the system has it."""
    return Path(os.environ.get(VARIABLE) or user_cache_path("migrator"))


class Cache:
    """The results below a folder, for one run: what files hang on is looked at once."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = (folder or default_folder()) / _tool()
        self._marks: dict[tuple[str, str], str] = {}

    def get(self, path: Path, data: bytes, options: Options, project: Project) -> FileResult | None:
        """What became of a file that held `data`, if that is known and still holds."""
        try:
            entry = pickle.loads(self._file(path, data, options, project).read_bytes())
            if any(self._mark(kind, name) != mark for kind, name, mark in entry.seen):
                return None
            after = entry.result.after if entry.changed else data
            return replace(entry.result, path=path, before=data, after=after)
        except Exception:  # what damaged data do to pickle is not to be listed
            return None

    def put(
        self,
        result: FileResult,
        seen: Iterable[tuple[str, str]],
        options: Options,
        project: Project,
    ) -> None:
        """Keep a result that hangs on what was `seen` (see Project.recording)."""
        file = self._file(result.path, result.before, options, project)
        after = result.after if result.changed else b""
        marks = tuple((kind, name, self._mark(kind, name)) for kind, name in sorted(seen))
        entry = _Entry(replace(result, before=b"", after=after), result.changed, marks)
        with suppress(OSError):  # a full or read-only disk: it is only not kept
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(file, pickle.dumps(entry))

    def names(self) -> dict[str, str]:
        """The rules' names by code: to tell of known results, the rules need not be there."""
        file = self._folder / "names.json"
        try:
            return json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            names = rule_names()
            with suppress(OSError):
                file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                write_atomically(file, json.dumps(names).encode())
            return names

    def _file(self, path: Path, data: bytes, options: Options, project: Project) -> Path:
        key = hashlib.sha256(data)
        key.update(repr((os.path.abspath(path), options, project.roots)).encode())
        name = key.hexdigest()
        return self._folder / name[:2] / name[2:]

    def _mark(self, kind: str, name: str) -> str:
        """What tells a file, the names in a folder, or all below it from another state."""
        known = self._marks.get((kind, name))
        if known is None:
            known = self._marks[kind, name] = _MARKS[kind](name)
        return known


def _tool() -> str:
    """A mark of everything that makes a result: this package as it is, LibCST and Python."""
    parts = (__version__, version("libcst"), sys.version, _tree(os.path.dirname(__file__)))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _file(name: str) -> str:
    try:
        status = os.stat(name)
    except OSError:
        return ""
    return f"{status.st_mtime_ns} {status.st_size}"


def _names(folder: str) -> str:
    try:
        names = os.listdir(folder)
    except OSError:
        return ""
    return hashlib.sha256(repr(sorted(names)).encode()).hexdigest()


def _tree(top: str) -> str:
    mark = hashlib.sha256()
    for folder, subfolders, names in os.walk(top):
        subfolders.sort()
        for name in sorted(names):
            if name.endswith(_MATTERS):
                file = os.path.join(folder, name)
                mark.update(repr((file, _file(file))).encode())
    return mark.hexdigest()


_MATTERS = (*SUFFIXES, ".json")
_MARKS = {"file": _file, "folder": _names, "tree": _tree}
