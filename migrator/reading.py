"""A file's text as it is read: its tokens, its carrier text, and the tree with its scopes.

What a program as a whole is asked about is read before the files of it are migrated: these
readings are held for them, each until it is taken, the last ones of as much text as one program has.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from migrator.dialect import is_surely_2
from migrator.facts import Facts
from migrator.facts.walk import Walk
from migrator.python2.lexer import Tokens, lex
from migrator.python2.lowered import Lowered
from migrator.python2.lowering import lower
from migrator.python2.parsing import parse
from migrator.python2.source import SourceFile

MOST_HELD = 4_000_000  # characters of source

_held: dict[str, Reading] = {}


@dataclass(frozen=True)
class Reading:
    """What reading a file gives; `is_2` is whether its `print (...)` are read as statements."""

    source: SourceFile
    tokens: Tokens
    lowered: Lowered
    tree: ast.Module
    walk: Walk
    is_2: bool

    def facts(self) -> Facts:
        """The facts about it, of which nothing is known yet."""
        return Facts(self.tree, self.walk)


def read(source: SourceFile, tokens: Tokens | None = None) -> Reading:
    """Read a file; `tokens` are those of its text, where they are known.

    Raises:
        ReadError: no version of Python reads it.
    """
    tokens = tokens or lex(source.text)
    lowered = lower(tokens)
    is_2 = is_surely_2(lowered)
    tree = parse(lowered, source, is_2)
    return Reading(source, tokens, lowered, tree, Walk(tree), is_2)


def hold(readings: Mapping[str, Reading]) -> None:
    """Hold the readings of files, by their absolute paths, for when each is taken."""
    _held.update(readings)
    size = sum(len(reading.source.original) for reading in _held.values())
    while size > MOST_HELD:
        size -= len(_held.pop(next(iter(_held))).source.original)


def take(file: str, source: SourceFile) -> Reading | None:
    """The reading that is held of a file with this text, which is given away."""
    reading = _held.pop(file, None)
    return reading if reading is not None and reading.source == source else None
