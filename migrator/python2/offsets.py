"""From the places that `ast` names to offsets in the text."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from migrator.python2.source import line_starts


class Offsets:
    """Offsets in a text of the places that `ast` names by line and UTF-8 column."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = line_starts(text)
        self.ascii = text.isascii()

    def at(self, line: int, column: int) -> int:
        start = self.starts[line - 1]
        if self.ascii or not column:
            return start + column
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        return start + len(self.text[start:end].encode()[:column].decode("utf-8", "ignore"))

    def line(self, number: int) -> int:
        """Where a line starts; past the last one, where the text ends."""
        return self.starts[number - 1] if number <= len(self.starts) else len(self.text)

    def line_of(self, offset: int) -> int:
        """The number of the line that an offset is on."""
        return bisect_right(self.starts, offset)

    def start(self, node: Any) -> int:
        return self.at(node.lineno, node.col_offset)

    def end(self, node: Any) -> int:
        return self.at(node.end_lineno, node.end_col_offset)
