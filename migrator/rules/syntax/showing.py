"""What a statement or expression shows, as its text or as its repr."""

from __future__ import annotations

import ast
import re
from string import Formatter

from migrator.facts import Facts
from migrator.facts.remembering import remembered
from migrator.python2 import tree

_SPEC = re.compile(r"%(?:\(\w*\))?[^%a-zA-Z]*[a-zA-Z%]")


@remembered
def showing(facts: Facts) -> list[ast.AST]:
    """The nodes that show something, but backquotes."""
    nodes = facts.walk.of(tree.Print, ast.Call, ast.BinOp)
    return [node for node in nodes if shown(facts, node)]


def shown(facts: Facts, node: ast.AST) -> list[tuple[ast.expr, str]]:
    """The values that a node shows, each with "text" or "repr".

    Those of print, str(), unicode(), format(), repr(), backquotes, of a literal's `%s` and `%r` and of its
    format().
    """
    if isinstance(node, tree.Print):
        return [(value, "text") for value in node.values]
    if isinstance(node, tree.Repr):
        return [(node.value, "repr")]
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute):
            return _filled_in(node, node.func)
        if len(node.args) != 1 or node.keywords or not facts.scopes.is_builtin(node.func):
            return []
        how = {"str": "text", "unicode": "text", "format": "text", "repr": "repr"}.get(node.func.id)
        return [(node.args[0], how)] if how else []
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _formatted(node)
    return []


def _filled_in(call: ast.Call, method: ast.Attribute) -> list[tuple[ast.expr, str]]:
    """What `text.format(values)` shows by `{}` and `{!r}`."""
    text = method.value.value if isinstance(method.value, ast.Constant) else None
    if method.attr != "format" or not isinstance(text, str):
        return []
    given: dict[str, ast.expr] = {one.arg: one.value for one in call.keywords if one.arg}
    for place, value in enumerate(call.args):
        if isinstance(value, ast.Starred):
            break
        given[str(place)] = value
    uses: dict[str, list[tuple[str | None, str | None]]] = {}
    try:
        for place, (_, name, spec, conversion) in enumerate(Formatter().parse(text)):
            uses.setdefault(name or str(place), []).append((spec, conversion))
    except ValueError:
        return []
    how = {("", None): "text", ("", "s"): "text", ("", "r"): "repr"}
    return [
        (given[name], how[ways[0]])
        for name, ways in uses.items()
        if name in given and len(ways) == 1 and ways[0] in how
    ]


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
