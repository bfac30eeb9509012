"""How far a run is: a line on a terminal that is written over, nothing anywhere else."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

Item = TypeVar("Item")

_CLEAR = "\r\033[K"
_WIDTH = 24
# Seconds between two looks of the line.
_PAUSE = 0.1


class Progress:
    """A line on `stream` while it is a terminal, with the rate and the time that is left."""

    def __init__(self, stream: TextIO, *, wanted: bool = True) -> None:
        self._stream = stream
        self._shown = wanted and stream.isatty() and os.environ.get("TERM") != "dumb"
        self._visible = False
        self._last = 0.0

    def over(self, items: Iterable[Item], total: int) -> Iterator[Item]:
        """The items as they come, counted."""
        began = time.monotonic()
        try:
            for done, item in enumerate(items, 1):
                self._show(done, total, time.monotonic() - began)
                yield item
        finally:
            self.clear()

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._visible:
            print(_CLEAR, end="", file=self._stream, flush=True)
            self._visible = False

    def _show(self, done: int, total: int, seconds: float) -> None:
        now = time.monotonic()
        if self._shown and now - self._last >= _PAUSE:
            print(_CLEAR + line(done, total, seconds), end="", file=self._stream, flush=True)
            self._visible, self._last = True, now


def line(done: int, total: int, seconds: float) -> str:
    """`[====    ] 12/30 files, 4.0/s, 0:05 left` after some seconds."""
    filled = _WIDTH * done // max(total, 1)
    bar = "=" * filled + " " * (_WIDTH - filled)
    rate = done / seconds if seconds else 0.0
    text = f"[{bar}] {done}/{total} files"
    if not rate:
        return text
    left = round((total - done) / rate)
    return f"{text}, {rate:.1f}/s, {left // 60}:{left % 60:02} left"
