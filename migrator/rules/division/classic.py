"""DIV010: the / of Python 2."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.division import forms
from migrator.rules.division.readings import divides_exactly, guess, reading
from migrator.stdlib.stand_in_divisions import classic_division


class Division(Rule):
    """/ between integers becomes //.

    In Python 2 `/` of two integers rounded down; Python 3 divides exactly. It becomes `//` where
    both sides are proven to be integers, or where only an integer can stand (the bounds of a slice,
    the arguments of `range`), and stays where one side is proven to be a float, or the class of one
    defines `/`. Where nothing is proven, a small function that asks for the types is added to the
    module and called instead; `--unproven assume` writes what is likely, `--unproven leave` leaves
    it as it is: `7 / 2` is 3.5 then. A person answers with a comment on the line, `# migrator:
    decide[DIV=floor]` (or `true`, or `guard`). Nothing is done in a file with `from __future__
    import division`.
    """

    code = "DIV010"
    name = "classic-division"
    words = frozenset({"/", "/="})
    alternatives = ("floor", "true", "guard")
    examples = (
        (
            "print 7 / 2, -7 / 2, len('abc') / 2 * 2, (1 + 2) / (ord('a') / 50)\n",
            "print(7 // 2, -7 // 2, len('abc') // 2 * 2, (1 + 2) // (ord('a') // 50))\n",
        ),
        (
            "size = len('abcdefg')\nsize /= 2\nprint size, [size / 2.0, float(size) / 2]\n",
            "size = len('abcdefg')\nsize //= 2\nprint(size, [size / 2.0, float(size) / 2])\n",
        ),
        (
            "def share(part, whole):\n    return 100 * part / whole\n\n\n"
            "print share(1, 3), share(5, 4)\n",
            classic_division("classic_divide", forms.WHAT, "a / b").lstrip()
            + "\n\ndef share(part, whole):\n    return classic_divide(100 * part, whole)\n\n\n"
            "print(share(1, 3), share(5, 4))\n",
        ),
        (
            "def share(part, whole):\n"
            "    return 100 * part / whole  # migrator: decide[DIV=floor]\n\n\nprint share(1, 3)\n",
            "def share(part, whole):\n"
            "    return 100 * part // whole  # migrator: decide[DIV=floor]\n\n\nprint(share(1, 3))\n",
        ),
    )
    leave_alone = (
        "print(7.0 / 2)\n",
        "from __future__ import division\n\nprint(7 / 2)\n",
        "def half(x):\n    return x / 2.0\n\n\nprint(half(4))\n",
        "def divide(a, b):\n    if isinstance(a, int) and isinstance(b, int):\n        return a // b\n"
        "    return a / b\n\n\nprint(divide(7, 2), divide(7.0, 2))\n",
        "class Path(object):\n    def __init__(self, parts):\n        self.parts = parts\n\n"
        "    def __truediv__(self, other):\n        return self.parts + other\n\n\n"
        "def below(path):\n    path = Path(path)\n    return path / 'b'\n",
    )

    def leave_BinaryOperation(
        self, original_node: cst.BinaryOperation, updated_node: cst.BinaryOperation
    ) -> cst.BaseExpression:
        if not isinstance(original_node.operator, cst.Divide) or divides_exactly(self.module):
            return updated_node
        node = self.module.at(original_node)
        if not isinstance(node, ast.BinOp):
            return updated_node
        match self._choose(original_node, node):
            case "floor":
                sign = cst.ensure_type(updated_node.operator, cst.Divide)
                floor = cst.FloorDivide(sign.whitespace_before, sign.whitespace_after)
                return updated_node.with_changes(operator=floor)
            case "guard":
                name = forms.helper(self.module, original_node)
                is_operand = isinstance(self.module.facts.parents.get(node), ast.BinOp)
                return forms.called(name, updated_node, bare=is_operand)
        return updated_node

    def leave_AugAssign(
        self, original_node: cst.AugAssign, updated_node: cst.AugAssign
    ) -> cst.AugAssign | cst.Assign:
        if not isinstance(original_node.operator, cst.DivideAssign) or divides_exactly(self.module):
            return updated_node
        node = self.module.at(original_node)
        if not isinstance(node, ast.AugAssign):
            return updated_node
        match self._choose(original_node, node):
            case "floor":
                sign = cst.ensure_type(updated_node.operator, cst.DivideAssign)
                floor = cst.FloorDivideAssign(sign.whitespace_before, sign.whitespace_after)
                return updated_node.with_changes(operator=floor)
            case "guard":
                name = forms.helper(self.module, original_node, in_place=True)
                return forms.called_in_place(name, updated_node)
        return updated_node

    def _choose(self, original: cst.CSTNode, node: ast.BinOp | ast.AugAssign) -> str:
        """What becomes of a division: "floor", "true" or "guard"."""
        can_guard = isinstance(node, ast.BinOp) or forms.is_plain(node.target)
        chosen = self.module.answer(self, original)
        if chosen is not None and (can_guard or chosen != "guard"):
            self.module.decide(self, original, chosen, Level.PROVEN, "a person has said so")
            return chosen
        found = reading(self.module, node)
        if found.meaning:
            self.module.decide(self, original, found.meaning, Level.PROVEN, found.reason)
            return found.meaning
        wanted = self.module.options.unproven
        if wanted == "leave":
            reason = "the types are unknown: if both sides are integers, write //"
            self.module.decide(self, original, "true", Level.OPEN, reason)
            return "true"
        if wanted == "guard" and can_guard:
            reason = "the types are unknown"
            self.module.decide(self, original, "guard", Level.GUARDED, reason)
            return "guard"
        likely, reason = guess(self.module, node)
        self.module.decide(self, original, likely, Level.ASSUMED, reason)
        return likely
