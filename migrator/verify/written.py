"""The files that a program leaves behind."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from migrator.verify.outputs import Content, take

# Where a run's folders are, seen from the program.
PLACES = {"work": "", "home": "~/", "tmp": "$TMPDIR/"}
MOST_FILES = 2000

Stamp = tuple[int, int, int]


def stamps(top: Path) -> dict[str, Stamp]:
    """What tells whether a file below a run's folder has been written since, by path."""
    return {str(path): _stamp(path) for path in _entries(top)}


def written(top: Path, before: Mapping[str, Stamp], spool: Path) -> tuple[tuple[str, Content], ...]:
    """The files below `top` that are new or other than `before`, and those that are gone.

    Each has a name as the program sees it; a link, a folder or a pipe has a few words for
    content, and what a file's owner and others may do is told where the program has chosen it.
    Those beyond the first `MOST_FILES` are only counted.
    """
    usual = stat.S_IMODE((top / "stdin").stat().st_mode)
    found: list[tuple[str, Content]] = []
    more = 0
    there = set()
    for path in _entries(top):
        there.add(str(path))
        if before.get(str(path)) == _stamp(path):
            continue
        if len(found) >= MOST_FILES:
            more += 1
            continue
        name, mode = _name(path, top), path.lstat().st_mode
        if stat.S_ISREG(mode) and stat.S_IMODE(mode) != usual:
            found.append((f"{name} (mode)", f"{stat.S_IMODE(mode):o}".encode()))
        found.append((name, _content(path, spool)))
    found += [(_name(Path(gone), top), b"(removed)") for gone in before if gone not in there]
    if more:
        found.append(("(more files)", str(more).encode()))
    return tuple(sorted(found, key=lambda item: item[0]))


def size(top: Path) -> int:
    """How many bytes the files below `top` hold."""
    total = 0
    for path in _entries(top):
        try:
            total += path.lstat().st_size
        except OSError:
            continue
    return total


def _entries(top: Path) -> Iterator[Path]:
    for place in PLACES:
        for folder, folders, files in os.walk(top / place):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            here = Path(folder)
            yield from (here / name for name in folders if (here / name).is_symlink())
            yield from (here / name for name in sorted(files) if not name.endswith(".pyc"))
            if not folders and not files and here != top / place:
                yield here


def _name(path: Path, top: Path) -> str:
    place, *parts = path.relative_to(top).parts
    return PLACES[place] + "/".join(parts)


def _stamp(path: Path) -> Stamp:
    status = path.lstat()
    if stat.S_ISDIR(status.st_mode):
        return status.st_mode, 0, 0
    return status.st_mode, status.st_size, status.st_mtime_ns


def _content(path: Path, spool: Path) -> Content:
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return f"(link to {os.readlink(path)})".encode("utf-8", "surrogateescape")
        if stat.S_ISREG(mode):
            return take(path, spool)
        return b"(folder)" if stat.S_ISDIR(mode) else b"(no plain file)"
    except OSError as error:
        return f"(cannot be read: {error.strerror})".encode()
