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
    from migrator.module import Module

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
    module = _module(path, tells_of_bytes=True)
    if module is None:
        return None
    interface = module.interface
    module.forget()
    return interface


def read_version(path: str) -> str:
    """The Python that the module in a file is for: "2", "3", or "" where nothing tells.

    Bytes literals tell Python 3, as migration writes them. Imports of modules that nothing
    replaces stay, and tell nothing. A file that has changed is read anew.
    """
    try:
        status = os.stat(path)
    except OSError:
        return ""
    return _version(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=20_000)
def _version(path: str, modified: int, size: int) -> str:
    module = _module(path)
    if module is None:
        return ""
    try:
        if not module.is_migrated:
            return "2"
        kinds = {module.literal_kind(node) for node in module.literals}
        return "3" if module.dialect.version == "3" or "bytes" in kinds else ""
    finally:
        module.forget()


def _module(path: str, tells_of_bytes: bool = False) -> Module | None:
    """The module in a file, None where it cannot be read, or is to tell of bytes and does not."""
    from migrator.dialect import find_dialect, is_surely_2, own_modules
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
        words = set(_WORD.findall(source.text)) if tells_of_bytes and not is_package else None
        if words is not None and not may_hold_bytes(words, source.text):
            return None
        tokens = lex(source.text)
        lowered = lower(tokens)
        tree = parse(lowered, source, is_surely_2(lowered))
    except (OSError, ReadError):
        return None
    facts = Facts(tree)
    project = Project.of([file])
    is_own = own_modules(project, file, lowered, facts)
    dialect = find_dialect(source, lowered, tree, facts, set(tokens.texts), is_own)
    return Module(file, source, tokens, lowered, tree, dialect, facts, Options(), project)
