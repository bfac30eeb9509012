"""What programs put out: kept in memory while it is short, on disk when it is long."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# What is not longer than this travels as bytes.
SHORT = 1 << 18
# A line of a long output is read in pieces of this size at most.
PIECE = 1 << 16


@dataclass(frozen=True)
class Spooled:
    """A long output, in the file at `path`; two are equal when their bytes are."""

    path: str = field(compare=False)
    size: int
    digest: str


Content = bytes | Spooled


def take(path: Path, spool: Path) -> Content:
    """The content of the file at `path`; a long one is moved into the folder `spool`."""
    size = path.stat().st_size
    if size <= SHORT:
        return path.read_bytes()
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    descriptor, kept = tempfile.mkstemp(prefix="output-", dir=spool)
    os.close(descriptor)
    os.replace(path, kept)
    return Spooled(kept, size, digest.hexdigest())


def lines(content: Content) -> Iterator[str]:
    """The lines, without their ends; the last is what follows the last end, if only "".

    Bytes that are no UTF-8 come as surrogates.
    """
    if isinstance(content, bytes):
        yield from content.decode("utf-8", "surrogateescape").split("\n")
        return
    with open(content.path, "rb") as file:
        last = b"\n"
        while piece := file.readline(PIECE):
            last = piece
            yield piece.removesuffix(b"\n").decode("utf-8", "surrogateescape")
        if last.endswith(b"\n"):
            yield ""


def length(content: Content) -> int:
    """How many bytes it has."""
    return content.size if isinstance(content, Spooled) else len(content)


def tail(content: Content) -> str:
    """The end of it as text: all of it when it is short."""
    if isinstance(content, Spooled):
        with open(content.path, "rb") as file:
            file.seek(max(0, content.size - SHORT))
            content = file.read()
    return content.decode("utf-8", "replace")


def forget(content: Content) -> None:
    """Remove a long output from the disk."""
    if isinstance(content, Spooled):
        Path(content.path).unlink(missing_ok=True)
