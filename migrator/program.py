"""The other modules of the program: what is known about them, read when it is first asked for."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.python2.errors import ReadError

if TYPE_CHECKING:
    from migrator.facts.text.interface import Interface

# Enough for what a module imports and what that imports; a program may have 100,000.
_KEPT = 256
_WORD = re.compile(r"\w+")


def read_interface(path: str) -> Interface | None:
    """What the module in a file tells about text and bytes, or None where it tells nothing.

    A file that has changed is read anew.
    """
    try:
        status = os.stat(path)
    except OSError:
        return None
    return _interface(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=_KEPT)
def _interface(path: str, modified: int, size: int) -> Interface | None:
    from migrator.dialect import find_dialect, is_surely_2
    from migrator.facts import Facts
    from migrator.facts.text import may_hold_bytes
    from migrator.module import Module
    from migrator.options import Options
    from migrator.project import Project
    from migrator.python2.lexer import lex
    from migrator.python2.lowering import lower
    from migrator.python2.parsing import parse
    from migrator.python2.source import decode

    file = Path(path)
    try:
        source = decode(file.read_bytes())
        is_package = file.stem == "__init__"  # it may pass on what others define
        if not is_package and not may_hold_bytes(set(_WORD.findall(source.text)), source.text):
            return None
        tokens = lex(source.text)
        lowered = lower(tokens)
        tree = parse(lowered, source, is_surely_2(lowered))
    except (OSError, ReadError):
        return None
    facts = Facts(tree)
    dialect = find_dialect(source, lowered, tree, facts, set(tokens.texts))
    module = Module(file, source, tokens, lowered, tree, dialect, facts, Options(), Project())
    interface = module.interface
    module.forget()
    return interface
