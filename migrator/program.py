"""The other modules of the program: what is known about them, read when it is first asked for."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.python2.errors import ReadError

if TYPE_CHECKING:
    from migrator.facts import Facts

# Enough for what a module imports and what that imports; a program may have 100,000.
_KEPT = 256


def read_facts(path: str) -> Facts | None:
    """The facts about the module in a file, or None where it cannot be read.

    A file that has changed is read anew.
    """
    try:
        status = os.stat(path)
    except OSError:
        return None
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=_KEPT)
def _read(path: str, modified: int, size: int) -> Facts | None:
    from migrator.dialect import is_surely_2
    from migrator.facts import Facts
    from migrator.python2.lexer import lex
    from migrator.python2.lowering import lower
    from migrator.python2.parsing import parse
    from migrator.python2.source import decode

    try:
        source = decode(Path(path).read_bytes())
        lowered = lower(lex(source.text))
        return Facts(parse(lowered, source, is_surely_2(lowered)))
    except (OSError, ReadError):
        return None
