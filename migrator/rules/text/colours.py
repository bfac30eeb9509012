"""What rules ask about the colours of strings."""

from __future__ import annotations

import ast

from migrator.module import Module


def is_bytes(module: Module, node: ast.expr) -> bool:
    """Whether an expression is to be bytes in Python 3."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bytes):
            return True
    return module.text is not None and module.text.is_bytes(node)
