"""The / of Python 2."""

from __future__ import annotations

import ast
from enum import Enum

import libcst as cst

from migrator.module import Module
from migrator.results import Level
from migrator.rules import Rule

_INTEGERS = ("int", "bool")
_FRACTIONS = ("float", "complex")


class Reading(Enum):
    """What a / of Python 2 stands for."""

    FLOOR = "floor"
    TRUE = "true"
    OWN = "own"  # the method of a class
    UNKNOWN = "unknown"


class Division(Rule):
    """/ between integers becomes //.

    In Python 2 `/` of two integers rounded down; Python 3 divides exactly. It becomes `//` where
    both sides are proven to be integers, and stays where one is proven to be a float. Where the
    types are unknown it is left as it is, and listed as open: `7 / 2` is 3.5 then. Nothing is done
    in a file with `from __future__ import division`.
    """

    code = "DIV010"
    name = "classic-division"
    words = frozenset({"/", "/="})
    examples = (
        (
            "print 7 / 2, -7 / 2, len('abc') / 2 * 2, (1 + 2) / (ord('a') / 50)\n",
            "print(7 // 2, -7 // 2, len('abc') // 2 * 2, (1 + 2) // (ord('a') // 50))\n",
        ),
        (
            "size = len('abcdefg')\nsize /= 2\nprint size, size / 2.0, float(size) / 2\n",
            "size = len('abcdefg')\nsize //= 2\nprint(size, size / 2.0, float(size) / 2)\n",
        ),
    )
    leave_alone = (
        "print(7.0 / 2)\n",
        "from __future__ import division\n\nprint(7 / 2)\n",
        "def half(x):\n    return x / 2\n\n\nprint(half(4.0))\n",
        "class Path(object):\n    def __init__(self, parts):\n        self.parts = parts\n\n"
        "    def __truediv__(self, other):\n        return self.parts + other\n\n\n"
        "print(list(map((lambda p: p / 'b'), [])))\n",
    )

    def leave_BinaryOperation(
        self, original_node: cst.BinaryOperation, updated_node: cst.BinaryOperation
    ) -> cst.BinaryOperation:
        if not isinstance(original_node.operator, cst.Divide) or self._divides_exactly():
            return updated_node
        node = self.module.at(original_node)
        if not isinstance(node, ast.BinOp):
            return updated_node
        found = reading(self.module, node.left, node.right)
        self._decide(original_node, found)
        if found is not Reading.FLOOR:
            return updated_node
        sign = updated_node.operator
        floor = cst.FloorDivide(sign.whitespace_before, sign.whitespace_after)
        return updated_node.with_changes(operator=floor)

    def leave_AugAssign(
        self, original_node: cst.AugAssign, updated_node: cst.AugAssign
    ) -> cst.AugAssign:
        if not isinstance(original_node.operator, cst.DivideAssign) or self._divides_exactly():
            return updated_node
        node = self.module.at(original_node)
        if not isinstance(node, ast.AugAssign):
            return updated_node
        found = reading(self.module, node.target, node.value)
        self._decide(original_node, found)
        if found is not Reading.FLOOR:
            return updated_node
        sign = updated_node.operator
        floor = cst.FloorDivideAssign(sign.whitespace_before, sign.whitespace_after)
        return updated_node.with_changes(operator=floor)

    def _divides_exactly(self) -> bool:
        return "division" in self.module.lowered.futures

    def _decide(self, node: cst.CSTNode, found: Reading) -> None:
        reason = {
            Reading.FLOOR: "both sides are integers",
            Reading.TRUE: "one side is a float",
            Reading.OWN: "a class of this module defines what / does",
            Reading.UNKNOWN: "the types are unknown: if both sides are integers, write //",
        }[found]
        level = Level.OPEN if found is Reading.UNKNOWN else Level.PROVEN
        self.module.decide(self, node, found.value, level, reason)


def reading(module: Module, left: ast.expr, right: ast.expr) -> Reading:
    """What `left / right` does in Python 2, as far as types are proven."""
    types = module.facts.types
    sides = [types.of(left), types.of(right)]
    if all(side is not None and side.name in _INTEGERS for side in sides):
        return Reading.FLOOR
    if any(side is not None and side.name in _FRACTIONS for side in sides):
        return Reading.TRUE
    if any(side is not None and side.node is not None for side in sides):
        return Reading.OWN
    return Reading.UNKNOWN
