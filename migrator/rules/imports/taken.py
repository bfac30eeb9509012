"""Names that other files of the project take from a module."""

from __future__ import annotations

import re

from migrator.module import Module


def is_taken_elsewhere(module: Module, name: str) -> bool:
    """Whether a file of the same package, or folder, may use `name` of this module.

    It may where it has both the name and the module's, as words; others take what they like from
    a package's `__init__.py`.
    """
    if module.path.stem == "__init__":
        return True
    words = [re.compile(rf"\b{re.escape(word)}\b".encode()) for word in (name, module.path.stem)]
    for path in module.project.neighbours(module.path):
        try:
            text = path.read_bytes()
        except OSError:
            continue
        if all(word.search(text) for word in words):
            return True
    return False
