"""Which integers were longs in Python 2, as far as the module tells."""

from __future__ import annotations

import ast

from migrator.facts.remembering import remembered
from migrator.module import Module

_LARGEST = 2**63 - 1  # sys.maxint on 64 bits
_KEEPING = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod, ast.BitAnd, ast.BitOr, ast.BitXor)
_SHIFTS = (ast.LShift, ast.RShift)
_INTEGERS = ("int", "bool")
_DEEPEST = 8


@remembered
def is_long(module: Module, node: ast.expr, depth: int = 0) -> bool:
    """Whether an expression is proven to be a long: by its L, by its size, or by its operands."""
    if depth > _DEEPEST:
        return False
    if (value := _constant(node)) is not None and not -_LARGEST - 1 <= value <= _LARGEST:
        return True
    if isinstance(node, ast.Constant):
        leaf = module.lowered.leaves.get(module.offsets.start(node))
        return type(node.value) is int and leaf is not None and leaf.text[-1:] in ("l", "L")
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", "") if module.facts.scopes.is_builtin(node.func) else ""
        given = [module.facts.types.class_of(one) for one in node.args]
        return name == "long" and given == [None] and not node.keywords
    if isinstance(node, ast.UnaryOp):
        return not isinstance(node.op, ast.Not) and is_long(module, node.operand, depth + 1)
    if isinstance(node, ast.BinOp):
        return _is_operated(module, node.op, node.left, node.right, depth)
    if not isinstance(node, ast.Name):
        return False
    binding = module.facts.scopes.resolve(node)
    definitions = binding.definitions
    kept = [one.value for one in definitions if one.kind == "assign" and one.value is not None]
    more = [
        (getattr(module.facts.parents[one.node], "op", None), one.value)
        for one in definitions
        if one.kind == "augment" and one.value is not None
    ]
    return (
        bool(kept)
        and not binding.uncertain
        and len(kept) + len(more) == len(definitions)
        and all(is_long(module, value, depth + 1) for value in kept)
        and all(
            isinstance(operation, _KEEPING) and module.facts.types.is_a(value, *_INTEGERS)
            for operation, value in more
        )
    )


def _is_operated(
    module: Module, operation: ast.operator, left: ast.expr, right: ast.expr, depth: int
) -> bool:
    """Whether an operation of a long and another integer gives a long."""
    types = module.facts.types
    sides = [is_long(module, side, depth + 1) for side in (left, right)]
    if isinstance(operation, _SHIFTS):
        return sides[0] and types.is_a(right, *_INTEGERS)
    is_whole = isinstance(operation, ast.Div) and not types.divides_exactly
    if not is_whole and not isinstance(operation, _KEEPING):
        return False
    return any(sides) and all(
        known or types.is_a(side, *_INTEGERS)
        for known, side in zip(sides, (left, right), strict=True)
    )


def _constant(node: ast.expr) -> int | None:
    """The value of an integer, or of an integer to the power of one: `2 ** 64`."""
    if isinstance(node, ast.Constant):
        return node.value if type(node.value) is int else None
    match node:
        case ast.BinOp(ast.Constant(int(base)), ast.Pow(), ast.Constant(int(exponent))):
            return base**exponent if 0 <= exponent <= 1000 and abs(base) <= 1000 else None
        case ast.BinOp(ast.Constant(int(base)), ast.LShift(), ast.Constant(int(places))):
            return base << places if 0 <= places <= 1000 else None
    return None
