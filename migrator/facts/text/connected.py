"""Which modules of a program have to do with others of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from migrator.facts.walk import Walk


def find_connected(walks: Mapping[str, Walk]) -> set[str]:
    """The files of the modules that import others, or are imported.

    Of any other, all that is to be known stands in it, and none asks for it.
    Single names are compared, wherever they stand in an import: that is never too little.
    """
    files: dict[str, list[str]] = {}
    for file in walks:
        path = PurePath(file)
        name = path.parent.name if path.stem == "__init__" else path.stem
        files.setdefault(name, []).append(file)
    connected: set[str] = set()
    for file, walk in walks.items():
        others = [other for name in set(_names(walk)) for other in files.get(name, ())]
        connected.update(others)
        if others:
            connected.add(file)
    return connected


def _names(walk: Walk) -> Iterator[str]:
    """The parts of all dotted names in a module's imports."""
    for node in walk.of(ast.Import, ast.ImportFrom):
        yield from (getattr(node, "module", None) or "").split(".")
        for alias in node.names:
            yield from alias.name.split(".")
