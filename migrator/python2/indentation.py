"""Tabs and blanks that Python 3 refuses to mix.

2.7 counts a tab as going to the next multiple of 8 columns and takes any mix; Python 3
raises TabError where the reading depends on the width of a tab, and LibCST wants each
block's indentation to begin with that of the block around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.python2.lexer import COMMENT, NEWLINE, NL, STRING, Tokens
from migrator.python2.source import Edit, line_starts

# A line with nothing else on it.
_BACKSLASH = re.compile(r"^[ \t\f]*\\\n", re.MULTILINE)


def untabify(tokens: Tokens) -> list[Edit]:
    """Edits that spell with blanks the indentation of each top-level block that mixes so.

    Where statements start behind a backslash, edits that have them start at its place, as 2.7 does.
    """
    if split := list(_split_indents(tokens)):
        return split
    if "\t" not in tokens.text:
        return []
    edits: list[Edit] = []
    for first, last in _mixed_blocks(tokens):
        edits.extend(_respell(tokens, first, last))
    return edits


def _split_indents(tokens: Tokens) -> Iterator[Edit]:
    """The backslashes in indentation, with what follows them up to the statement."""
    if not _BACKSLASH.search(tokens.text):
        return
    fresh, end = True, 0
    for kind, start, after in zip(tokens.kinds, tokens.starts, tokens.ends, strict=True):
        if fresh and kind not in (NL, COMMENT):
            backslash = tokens.text.find("\\\n", end, start)
            if backslash >= 0:
                yield backslash, start, ""
            fresh = False
        fresh, end = fresh or kind == NEWLINE, after


def _width(indent: str) -> int:
    return len(indent.rpartition("\f")[2].expandtabs(8))


def _mixed_blocks(tokens: Tokens) -> list[tuple[int, int]]:
    """(start, end) of the top-level blocks in which two indentations do not agree."""
    blocks: list[tuple[int, int]] = []
    stack = [""]
    top, mixed, fresh = 0, False, True
    for kind, start in zip(tokens.kinds, tokens.starts, strict=False):
        if kind == NEWLINE:
            fresh = True
        elif fresh and kind not in (NL, COMMENT):
            fresh = False
            line = tokens.text.rfind("\n", 0, start) + 1
            indent = tokens.text[line:start].rpartition("\f")[2]
            if not indent:
                if mixed:
                    blocks.append((top, line))
                top, mixed = line, False
            while len(stack) > 1 and _width(stack[-1]) > _width(indent):
                stack.pop()
            if _width(indent) > _width(stack[-1]):
                mixed = mixed or not indent.startswith(stack[-1])
                stack.append(indent)
            elif indent != stack[-1]:
                mixed = True
    if mixed:
        blocks.append((top, len(tokens.text)))
    return blocks


def _respell(tokens: Tokens, first: int, last: int) -> list[Edit]:
    text = tokens.text
    inside: list[tuple[int, int]] = [
        (start, end)
        for kind, start, end in zip(tokens.kinds, tokens.starts, tokens.ends, strict=False)
        if kind == STRING and first <= start < last and "\n" in text[start:end]
    ]
    edits: list[Edit] = []
    for offset in line_starts(text[first:last]):
        start = end = first + offset
        while end < last and text[end] in " \t\f":
            end += 1
        if "\t" in text[start:end] and not any(a < start < b for a, b in inside):
            edits.append((start, end, " " * _width(text[start:end])))
    return edits
