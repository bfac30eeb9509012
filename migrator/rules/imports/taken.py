"""Names that other files of the project take from a module."""

from __future__ import annotations

import os
import re
from pathlib import Path

from migrator.module import Module
from migrator.project import SUFFIXES


def is_taken_elsewhere(module: Module, name: str) -> bool:
    """Whether a file of the same package, or folder, may use `name` of this module.

    It may where it has both the name and the module's, as words; others take what they like from
    a package's `__init__.py`.
    """
    if module.path.stem == "__init__":
        return True
    words = [re.compile(rf"\b{re.escape(word)}\b".encode()) for word in (name, module.path.stem)]
    for path in _neighbours(module):
        try:
            text = path.read_bytes()
        except OSError:
            continue
        if all(word.search(text) for word in words):
            return True
    return False


def _neighbours(module: Module) -> list[Path]:
    here = module.path.absolute()
    package = module.project.package(module.path)
    folder = here.parents[package.count(".")] if package else here.parent
    found = (
        (Path(inner) / name for inner, _, names in os.walk(folder) for name in names)
        if package
        else folder.iterdir() if folder.is_dir() else ()
    )
    return sorted(path for path in found if path.suffix in SUFFIXES and path != here)
