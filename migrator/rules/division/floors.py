"""math.floor and math.ceil returned floats."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.iteration.forms import call_of

_NAMES = ("math.floor", "math.ceil")
_CONVERSIONS = ("int", "long", "float", "bool", "round_half_away", "xrange", "range")


class Floors(Rule):
    """math.floor and math.ceil get the float that they returned.

    In Python 3 they return an int, which prints as `2` and not `2.0`, divides by `//` to an int,
    and cannot be infinite. They get a `float()` around them unless the result is turned into an
    int, compared or divided at once, or calculated with a number that is proven to be a float. Only
    the sign of a zero is not kept: `math.ceil(-0.5)` was -0.0.
    """

    code = "DIV030"
    name = "floor-float"
    words = frozenset({"floor", "ceil"})
    examples = (
        (
            "import math\nfrom math import ceil\n\n"
            "print math.floor(2.5), int(ceil(2.5)), [math.floor(2.5) * 0.5], ceil(0.5) == 1\n",
            "import math\nfrom math import ceil\n\n"
            "print(float(math.floor(2.5)), int(ceil(2.5)), [math.floor(2.5) * 0.5], ceil(0.5) == 1)\n",
        ),
    )
    leave_alone = (
        "import math\n\nprint(int(math.floor(2.5)), float(math.ceil(2.5)))\n",
        "def floor(x):\n    return 'own'\n\n\nprint(floor(2.5))\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.of(ast.Call):
            if self._needs_float(node):
                yield self.module.offset_of(node)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        call = self.module.at(original_node)
        if not isinstance(call, ast.Call) or not self._needs_float(call):
            return updated_node
        reason = "what it returned was a float, and is an int now"
        self.module.decide(self, original_node, "float", Level.GUARDED, reason)
        return call_of(self.module, original_node, "float", updated_node)

    def _needs_float(self, call: ast.Call) -> bool:
        if not self._is_meant(call.func):
            return False
        if self.module.facts.versions.only(call) == 3:
            return False
        around = self.module.facts.parents.get(call)
        if isinstance(around, ast.Compare):
            return False
        if isinstance(around, ast.BinOp):
            other = around.right if around.left is call else around.left
            if isinstance(around.op, ast.Div):
                return False
            return not self.module.facts.types.is_a(other, "float")
        if isinstance(around, ast.Call):
            name = around.func.id if isinstance(around.func, ast.Name) else ""
            return around.func is call or name not in _CONVERSIONS
        return True

    def _is_meant(self, function: ast.expr) -> bool:
        """Whether a function is one of these two."""
        return self.module.facts.scopes.imported(function) in _NAMES
