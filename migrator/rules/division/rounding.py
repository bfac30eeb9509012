"""round returned a float, and rounded halves away from zero."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtin, is_called, means, named

HELPER = '''
def round_half_away(number, ndigits=0):
    """Round as Python 2 did: to a float, and halves away from zero."""
    number = float(number)
    if not {math}.isfinite(number):
        return number
    scale = {Fraction}(10) ** ndigits
    nearest = {Fraction}((abs({Fraction}(number)) * scale * 2 + 1) // 2, scale)
    return {math}.copysign(nearest, number)
'''


class Round(Rule):
    """round gives a float, and rounds halves away from zero.

    Python 3's `round(x)` gives an int, and a half goes to the even neighbour: `round(2.5)` was 3.0
    and is 2; with digits, `round(0.125, 2)` was 0.13 and is 0.12. A small function that rounds as
    2.7 did is added to the module and called instead. The rounding of an integer is `float(n)`.
    """

    code = "DIV020"
    name = "round"
    words = frozenset({"round"})
    examples = (
        (
            "for x in (0.5, 1.5, -2.5, 0.49999999999999994, 1e300, 7):\n    print round(x)\n"
            "print round(0.125, 2), round(1234.5, -2), round(2.675, 2), int(round(2.5))\n",
            "import math\nfrom fractions import Fraction\n\n"
            + HELPER.format(math="math", Fraction="Fraction")
            + "\n\nfor x in (0.5, 1.5, -2.5, 0.49999999999999994, 1e300, 7):\n"
            "    print(round_half_away(x))\n"
            "print(round_half_away(0.125, 2), round_half_away(1234.5, -2), round_half_away(2.675, 2),"
            " int(round_half_away(2.5)))\n",
        ),
        (
            "print round(7), round(len('abc'), 1)\n",
            "print(float(7), float(len('abc')))\n",
        ),
    )
    leave_alone = (
        "def round(x):\n    return 'own'\n\n\nprint(round(2.5))\n",
        "class Bout(object):\n    def round(self):\n        return 3\n\n\nprint(Bout().round())\n",
        "from numpy import round\n\n\ndef whole(x):\n    return round(x)\n",
    )

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if not means(self.module, original_node, "round") or self._rounds_integer(original_node):
            return updated_node
        imports = self.module.imports
        text = HELPER.format(
            math=imports.module("math", original_node),
            Fraction=imports.name("fractions", "Fraction", original_node),
        )
        name = self.module.helpers.add("round_half_away", text)
        reason = "halves went away from zero, and the result was a float"
        self.module.decide(self, original_node, name, Level.GUARDED, reason)
        return named(updated_node, name)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not means(self.module, original_node.func, "round"):
            return updated_node
        if not self._rounds_integer(original_node.func):
            return updated_node
        number = updated_node.args[0].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        function = named(updated_node.func, builtin(self.module, "float", original_node.func))
        return updated_node.with_changes(func=function, args=[number])

    def _rounds_integer(self, name: cst.BaseExpression) -> bool:
        """Whether this is `round(n)` or `round(n, 2)` of an integer, which changes no value."""
        if not is_called(self.module, name):
            return False
        call = self.module.facts.parents[self.module.at(name)]
        assert isinstance(call, ast.Call)
        if call.keywords or not 1 <= len(call.args) <= 2:
            return False
        number, *digits = call.args
        if not self.module.facts.types.is_a(number, "int", "bool"):
            return False
        return all(isinstance(one, ast.Constant) and type(one.value) is int for one in digits)
