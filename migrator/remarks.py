"""What comments say to migrator: `# migrator: ignore[CODE]` and `# migrator: decide[KIND=ANSWER]`.

A comment speaks of the logical line that it stands on, wherever in it, or that comes next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from migrator.python2.lexer import COMMENT, NEWLINE, Tokens

_REMARK = re.compile(r"\bmigrator:\s*(ignore|decide)\b(?:\s*\[([^\]]*)\])?")


@dataclass(frozen=True)
class Remark:
    """`verb` is "ignore" or "decide", `text` what stands in its brackets, "" without any.

    It holds for what stands between two of the user's offsets; `comment` is its own.
    """

    start: int
    end: int
    comment: int
    verb: str
    text: str


def remarks(tokens: Tokens, verb: str) -> Iterator[Remark]:
    """The remarks with this verb, in their order."""
    if "migrator:" not in tokens.text:
        return
    for start, end, comments in logical_lines(tokens):
        for comment, word in comments:
            for match in _REMARK.finditer(word):
                if match[1] == verb:
                    yield Remark(start, end, comment, verb, match[2] or "")


def logical_lines(tokens: Tokens) -> Iterator[tuple[int, int, list[tuple[int, str]]]]:
    """The offsets of each logical line's first token and of its newline, and its comments."""
    first: int | None = None
    comments: list[tuple[int, str]] = []
    for kind, start, word in zip(tokens.kinds, tokens.starts, tokens.texts, strict=True):
        if kind == NEWLINE:
            if first is not None:
                yield first, start, comments
            first, comments = None, []
        elif kind == COMMENT:
            comments.append((start, word))
        elif first is None and word.strip():
            first = start
