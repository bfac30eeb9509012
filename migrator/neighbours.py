"""The files beside a file, and which of them have some words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

_BYTES_HELD = 4_000_000  # how much of their texts is held


@dataclass
class Neighbours:
    """The files of a package or folder by name, with the texts of as many as are held.

    `having` are those that have some words: the first two, since a file asks for another one.
    """

    texts: dict[str, bytes | None]
    having: dict[tuple[str, ...], list[str]] = field(default_factory=dict)

    def find(self, words: tuple[str, ...]) -> list[str]:
        """The first two files with all these words."""
        if words not in self.having:
            self.having[words] = list(islice(self._search(words), 2))
        return self.having[words]

    def _search(self, words: tuple[str, ...]) -> Iterator[str]:
        patterns = [
            (word.encode(), re.compile(rf"\b{re.escape(word)}\b".encode())) for word in words
        ]
        size = sum(map(len, filter(None, self.texts.values())))
        for file, text in self.texts.items():
            if text is None:
                with suppress(OSError):
                    text = Path(file).read_bytes()
                if text is None:
                    continue
                size += len(text)
                if size <= _BYTES_HELD:
                    self.texts[file] = text
            if all(word in text and pattern.search(text) for word, pattern in patterns):
                yield file
