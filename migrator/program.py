"""The other modules of the program: what is known about them, read when it is first asked for."""

from __future__ import annotations

import ast
import os
import pickle
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.garbage import set_aside
from migrator.python2.errors import ReadError
from migrator.writing import write_atomically

if TYPE_CHECKING:
    from migrator.facts.text.interface import Interface
    from migrator.module import Module
    from migrator.project import Project
    from migrator.python2.source import SourceFile
    from migrator.reading import Reading

# Enough for what a module imports and what that imports; a program may have 100,000.
_KEPT = 256
_WORD = re.compile(r"\w+")

_Mark = tuple[str, int, int]


def read_interfaces(files: Iterable[str], shelf: str = "") -> Mapping[str, Interface]:
    """What the modules in some files tell about text and bytes as one program, by their files.

    Those that tell nothing are not there. A file that has changed is read anew. With a `shelf`, a
    folder, what another process has put there is taken from there.
    """
    return _interfaces(tuple(filter(None, map(_mark, files))), shelf)


@lru_cache(maxsize=_KEPT)
def _interfaces(marks: tuple[_Mark, ...], shelf: str) -> Mapping[str, Interface]:
    if not shelf:
        return _worked_out(marks)
    place = Path(shelf, sha256(repr(marks).encode(errors="surrogateescape")).hexdigest())
    with suppress(OSError):
        return pickle.loads(place.read_bytes())
    found = _worked_out(marks)
    with suppress(OSError):  # where the folder cannot be seen, each works out everything
        write_atomically(place, pickle.dumps(found))
    return found


def _worked_out(marks: tuple[_Mark, ...]) -> Mapping[str, Interface]:
    from migrator.facts.text import may_hold_bytes
    from migrator.facts.text.connected import find_connected
    from migrator.facts.text.program import Program
    from migrator.project import Project
    from migrator.reading import hold

    sources = {file: source for file, _, _ in marks if (source := _source(Path(file))) is not None}
    if not any(
        may_hold_bytes(set(_WORD.findall(source.text)), source.text) for source in sources.values()
    ):
        return {}
    project = Project.of(map(Path, sources))
    program = Program(project)
    modules = []
    readings = {file: found for file, source in sources.items() if (found := _read(source))}
    connected = find_connected({file: reading.walk for file, reading in readings.items()})
    for file, reading in readings.items():
        if file in connected or len(readings) == 1:
            module = _module(Path(file), reading, project)
            modules.append(module)
            program.add(file, module.facts, module.kind_for_others)
    interfaces = program.interfaces()
    for module in modules:
        module.forget()
    hold(readings)
    set_aside()
    return interfaces


def read_version(path: str) -> str:
    """The Python that the module in a file is for: "2", "3", or "" where nothing tells.

    Bytes literals tell Python 3, as migration writes them. Imports of modules that nothing
    replaces stay, and tell nothing. A file that has changed is read anew.
    """
    mark = _mark(path)
    return "" if mark is None else _version(*mark)


@lru_cache(maxsize=20_000)
def _version(path: str, modified: int, size: int) -> str:
    with _module_at(path) as module:
        if module is None:
            return ""
        if not module.is_migrated:
            return "2"
        kinds = {module.literal_kind(node) for node in module.literals}
        return "3" if module.dialect.version == "3" or "bytes" in kinds else ""


def read_imports(path: str) -> Mapping[str, tuple[str, ...]]:
    """What the names of the module in a file are imported from. A file that has changed is read anew."""
    mark = _mark(path)
    return {} if mark is None else _imports(*mark)


@lru_cache(maxsize=_KEPT)
def _imports(path: str, modified: int, size: int) -> Mapping[str, tuple[str, ...]]:
    from migrator.facts.text.siblings import taken

    with _module_at(path) as module:
        if module is None:
            return {}
        return taken(module.facts)[0]


def bases_of(project: Project, dotted: str, path: Path, hops: int = 4) -> frozenset[str]:
    """What a dotted name in the module at `path` derives from, if it is a class of the program.

    Else it is that itself; "" is among them where something cannot be told.
    """
    module, _, name = dotted.rpartition(".")
    places = filter(None, (f"{project.package(path)}.{module}".strip("."), module))
    file = next(filter(None, (project.file_of(place, path) for place in places)), None)
    if not module or file is None:
        return frozenset((dotted,))
    project.seen.add(("file", file))
    bases = _read_bases(file).get(name, ("",)) if hops else ("",)
    return frozenset().union(*(bases_of(project, one, Path(file), hops - 1) for one in bases))


def _read_bases(path: str) -> Mapping[str, tuple[str, ...]]:
    """What the classes at the top of the module in a file derive from, other than classes of its own.

    By dotted names, "" for what cannot be told. A file that has changed is read anew.
    """
    mark = _mark(path)
    return {} if mark is None else _bases(*mark)


@lru_cache(maxsize=_KEPT)
def _bases(path: str, modified: int, size: int) -> Mapping[str, tuple[str, ...]]:
    with _module_at(path) as module:
        if module is None:
            return {}
        ancestry = module.facts.types.ancestry
        return {
            one.name: tuple(
                base or "" for base in ancestry(one) if not isinstance(base, ast.ClassDef)
            )
            for one in module.tree.body
            if isinstance(one, ast.ClassDef)
        }


def _mark(path: str) -> _Mark | None:
    """What tells whether a file has changed: its path, time in nanoseconds and size in bytes."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return path, status.st_mtime_ns, status.st_size


@contextmanager
def _module_at(path: str) -> Iterator[Module | None]:
    """The module in a file, by itself, forgotten afterwards; None where it cannot be read."""
    from migrator.project import Project

    file = Path(path)
    source = _source(file)
    reading = None if source is None else _read(source)
    if reading is None:
        yield None
        return
    module = _module(file, reading, Project.of([file]))
    try:
        yield module
    finally:
        module.forget()


def _source(file: Path) -> SourceFile | None:
    from migrator.python2.source import decode

    try:
        return decode(file.read_bytes())
    except (OSError, ReadError):
        return None


def _read(source: SourceFile) -> Reading | None:
    from migrator.reading import read

    try:
        return read(source)
    except ReadError:
        return None


def _module(file: Path, reading: Reading, project: Project) -> Module:
    """The module in a file."""
    from migrator.dialect import find_dialect, own_modules
    from migrator.module import Module
    from migrator.options import Options

    tokens, lowered, tree = reading.tokens, reading.lowered, reading.tree
    facts = reading.facts()
    is_own = own_modules(project, file, lowered, facts)
    words = set(tokens.texts)
    dialect = find_dialect(reading.source, lowered, tree, facts, words, is_own)
    return Module(file, reading.source, tokens, lowered, tree, dialect, facts, Options(), project)
