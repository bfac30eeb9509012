"""Short ways to build a tree and to find a node in it."""

from __future__ import annotations

import ast
from textwrap import dedent

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
