"""Sequences that are as long as each other, and functions that would not take the filling."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Sequence

from migrator.module import Module

_VIEWS = ("keys", "values", "items", "iterkeys", "itervalues", "iteritems")
_ARITHMETIC = "add sub mul div truediv floordiv pow and_ or_ xor lshift rshift concat".split()
_STRICT_BUILTINS = ("pow", "divmod")
# With one None these raise TypeError, whatever the other operand of a builtin type is.
_STRICT_OPERATIONS = (
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.FloorDiv,
    ast.Pow,
    ast.BitAnd,
    ast.BitOr,
    ast.BitXor,
    ast.LShift,
    ast.RShift,
)


def same_length(sequences: Sequence[ast.expr]) -> bool:
    """Whether the text shows that all sequences have the same length."""
    lengths = {_length(one) for one in sequences}
    return len(lengths) == 1 and None not in lengths


def _length(node: ast.expr) -> Hashable:
    """The same for expressions of the same length, None where that cannot be told."""
    if isinstance(node, (ast.List, ast.Tuple)):
        starred = any(isinstance(one, ast.Starred) for one in node.elts)
        return None if starred else len(node.elts)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return len(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        is_view = node.func.attr in _VIEWS and not node.args
        return ast.dump(node.func.value) if is_view else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
        (only,) = node.args
        if node.func.id in ("range", "xrange"):
            if isinstance(only, ast.Constant) and isinstance(only.value, int):
                return only.value
            if isinstance(only, ast.Call) and isinstance(only.func, ast.Name):
                measures = only.func.id == "len" and len(only.args) == 1
                return ast.dump(only.args[0]) if measures else None
    return None


def none_would_fail(module: Module, function: ast.expr) -> bool:
    """Whether a function of two arguments raises TypeError when one of them is None.

    Then the sequences are of one length, or the program ended there in Python 2 as well.
    """
    if module.facts.scopes.is_builtin(function):
        return function.id in _STRICT_BUILTINS
    dotted = module.facts.scopes.imported(function)
    if dotted is not None:
        return dotted.startswith("operator.") and dotted.partition(".")[2] in _ARITHMETIC
    if not isinstance(function, ast.Lambda) or not isinstance(function.body, ast.BinOp):
        return False
    body = function.body
    operands = [getattr(side, "id", None) for side in (body.left, body.right)]
    parameters = [parameter.arg for parameter in function.args.args]
    return isinstance(body.op, _STRICT_OPERATIONS) and sorted(map(str, operands)) == sorted(
        parameters
    )
