"""The changes of a file as hunks that can be taken or left, as `git add --patch` has them."""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Hunk:
    """Lines of a file that change, by their places in the old and in the new text."""

    old: slice
    new: slice


class Patch:
    """What separates two texts, in hunks."""

    def __init__(self, before: bytes, after: bytes) -> None:
        self._before = io.BytesIO(before).readlines()
        self._after = io.BytesIO(after).readlines()
        matcher = SequenceMatcher(None, self._before, self._after, autojunk=False)
        self.hunks = [
            Hunk(slice(old, old_end), slice(new, new_end))
            for kind, old, old_end, new, new_end in matcher.get_opcodes()
            if kind != "equal"
        ]

    def lines(self, hunk: Hunk) -> list[tuple[bytes, bytes]]:
        """The lines of a hunk, each with its sign."""
        signed = [(b"-", line) for line in self._before[hunk.old]]
        return signed + [(b"+", line) for line in self._after[hunk.new]]

    def applied(self, taken: Collection[Hunk]) -> bytes:
        """The old text with the hunks that are taken."""
        parts: list[bytes] = []
        at = 0
        for hunk in self.hunks:
            parts += self._before[at : hunk.old.start]
            parts += self._after[hunk.new] if hunk in taken else self._before[hunk.old]
            at = hunk.old.stop
        return b"".join(parts + self._before[at:])
