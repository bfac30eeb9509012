"""Short ways to build a tree and to find a node in it."""

from __future__ import annotations

import ast
import os
import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from migrator.facts import Facts


def facts_of(source: str) -> Facts:
    return Facts(ast.parse(dedent(source)))


def find(facts: Facts, source: str, number: int = 0) -> ast.AST:
    """The expression whose text is `source`; of several, the one with that `number`."""
    found = [
        node
        for node in ast.walk(facts.module)
        if isinstance(node, ast.expr) and ast.unparse(node) == source
    ]
    found.sort(key=lambda node: (node.lineno, node.col_offset))
    return found[number]


def python27() -> str:
    """The path of a real Python 2.7; the calling test is skipped where there is none."""
    root = Path(os.environ.get("PYENV_ROOT") or "~/.pyenv").expanduser()
    built = sorted(root.glob("versions/2.7*/bin/python"))
    path = built[-1] if built else shutil.which("python2.7")
    if path is None:
        pytest.skip("no Python 2.7 here to compare with")
    return str(path)
