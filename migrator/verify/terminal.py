"""Standard output that is written line by line, as on a terminal.

To a file or pipe, each process writes when its buffer is full or when it ends: what
workers print comes in blocks, cut in the middle of lines, in an order that has more to do
with buffers than with the program, and differs between Python 2 and 3. To a terminal,
both write each line when it is complete. So programs get a terminal, where there are any.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import pty
    import tty
except ImportError:  # a system without terminals of this kind
    pty = None  # type: ignore[assignment]


@contextmanager
def output_to(path: Path, limit: int) -> Iterator[int]:
    """A descriptor to write to; at the end, all that was written is in the file at `path`.

    What comes after somewhat more than `limit` bytes is thrown away.
    """
    if pty is None:
        with open(path, "wb") as file:
            yield file.fileno()
        return
    reading, writing = pty.openpty()
    # What is written goes through in order, so this marks the end of what the program
    # wrote, whoever else may still hold the terminal open.
    end = b"\0" + os.urandom(16).hex().encode() + b"\0"
    try:
        tty.setraw(writing)
        copier = threading.Thread(target=_copy, args=(reading, end, path, limit))
        copier.start()
        try:
            yield writing
        finally:
            os.write(writing, end)
            copier.join()
    finally:
        os.close(writing)
        os.close(reading)


def _copy(reading: int, end: bytes, path: Path, limit: int) -> None:
    last = b""
    written = 0
    with open(path, "wb", buffering=0) as file:
        while end not in last:
            try:
                data = os.read(reading, 65536)
            except OSError:
                return  # the run was given up, and the terminal closed
            last = last[-len(end) :] + data
            if written <= limit or end in last:
                written += file.write(data)
        surplus = len(last) - last.index(end)
        file.truncate(file.tell() - surplus)
