"""What rules ask about the colours of strings."""

from __future__ import annotations

import ast

from migrator.module import Module


def is_bytes(module: Module, node: ast.expr) -> bool:
    """Whether an expression is to be bytes in Python 3."""
    return isinstance(node, ast.Constant) and isinstance(node.value, bytes)
