"""Small questions that the rules for text and bytes share."""

from __future__ import annotations

import ast


def is_load(node: ast.AST) -> bool:
    """Whether an expression is read, not assigned to or deleted."""
    return isinstance(getattr(node, "ctx", None), ast.Load)
