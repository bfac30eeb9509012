"""What a statement or expression shows, as its text or as its repr."""

from __future__ import annotations

import ast
import re

from migrator.facts import Facts
from migrator.python2 import tree

_SPEC = re.compile(r"%(?:\(\w*\))?[^%a-zA-Z]*[a-zA-Z%]")


def shown(facts: Facts, node: ast.AST) -> list[tuple[ast.expr, str]]:
    """The values that a node shows, each with "text" or "repr".

    Those of print, str(), unicode(), repr(), backquotes and of a literal's `%s` and `%r`.
    """
    if isinstance(node, tree.Print):
        return [(value, "text") for value in node.values]
    if isinstance(node, tree.Repr):
        return [(node.value, "repr")]
    if isinstance(node, ast.Call):
        if len(node.args) != 1 or node.keywords or not facts.scopes.is_builtin(node.func):
            return []
        how = {"str": "text", "unicode": "text", "repr": "repr"}.get(node.func.id)
        return [(node.args[0], how)] if how else []
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _formatted(node)
    return []


def _formatted(node: ast.BinOp) -> list[tuple[ast.expr, str]]:
    """What `text % values` shows by `%s` and `%r`."""
    text = node.left.value if isinstance(node.left, ast.Constant) else None
    if not isinstance(text, (str, bytes)):
        return []
    specs = [spec for spec in _SPEC.findall(str(text)) if spec[-1] != "%"]
    values = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
    if "*" in "".join(specs) or len(specs) != len(values) or any("(" in one for one in specs):
        return []
    how = {"s": "text", "r": "repr"}
    return [
        (value, how[spec[-1]])
        for spec, value in zip(specs, values, strict=True)
        if spec[-1] in how and "." not in spec
    ]
