"""DIV080: sums of floats."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

import libcst as cst

from migrator.python2 import tree
from migrator.results import Level
from migrator.rules.builtins.names import BuiltinRule, means
from migrator.rules.syntax import building

_REASON = "from Python 3.12 on, sum() makes up for the rounding of the floats that it adds"


class Sums(BuiltinRule):
    """sum(prices) == 0.3 becomes reduce(operator.add, prices, 0) == 0.3.

    From Python 3.12 on `sum` adds floats more exactly than one by one, and the last digits may be
    others: `sum([0.1] * 10)` is 1.0, where it was 0.9999999999999999. Written where floats are seen
    to be added and the sum, or the one variable that it is bound to, is compared or given to
    `repr`. What is printed shows 12 digits only (DIV040), and is the same for most sums. Written for
    every target: earlier Pythons give the same.
    """

    code = "DIV080"
    name = "float-sums"
    words = frozenset({"sum"})
    examples = (
        (
            "tenths = [0.1] * 10\nprint sum(tenths) == 1.0, sum([1, 2])\n",
            "import operator\nfrom functools import reduce\n\n"
            "tenths = [0.1] * 10\nprint(reduce(operator.add, tenths, 0) == 1.0, sum([1, 2]))\n",
        ),
        (
            "total = sum([0.1, 0.7], 0.5)\nif total < 1.3:\n    print repr(total)\n",
            "import operator\nfrom functools import reduce\n\n"
            "total = reduce(operator.add, [0.1, 0.7], 0.5)\nif total < 1.3:\n    print(repr(total))\n",
        ),
    )
    leave_alone = (
        "print(sum([1, 2]) == 3, sum(len(word) for word in 'ab') > 1)\n",
        "def total(values):\n    return sum(values)\n\n\nprint(total([1, 2]) == 3)\n",
        "def sum(values):\n    return 0.5\n\n\nprint(sum([0.1]) == 0.5)\n",
    )

    def sites(self) -> list[int]:
        return self._sums

    @cached_property
    def _sums(self) -> list[int]:
        """Where floats are added."""
        if self.module.dialect.version != "2":
            return []
        return [self.module.offset_of(load) for load in self.loads() if self._call(load)]

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not means(self.module, original_node.func, "sum"):
            return updated_node
        if self.module.offset_of(self.module.at(original_node).func) not in self._sums:
            return updated_node
        self.module.decide(self, original_node, "one by one", Level.GUARDED, _REASON)
        reduce = cst.parse_expression(
            self.module.imports.name("functools", "reduce", original_node)
        )
        operator = self.module.imports.module("operator", original_node)
        add = cst.Attribute(cst.parse_expression(operator), cst.Name("add"))
        given = [building.argument(one.value) for one in updated_node.args]
        start = given[1:] or [building.argument(cst.Integer("0"))]
        return updated_node.with_changes(
            func=reduce, args=building.parted([building.argument(add), *given[:1], *start])
        )

    def _call(self, load: ast.Name) -> bool:
        """Whether a sum of floats is made of which all digits matter."""
        call = self.module.facts.parents.get(load)
        if not isinstance(call, ast.Call) or call.func is not load or call.keywords:
            return False
        if not 1 <= len(call.args) <= 2 or any(isinstance(one, ast.Starred) for one in call.args):
            return False
        is_float = self.module.facts.types.is_a(call, "float")
        is_float |= self.module.facts.calculated.is_likely(call)
        return any(self._matters(place, is_float) for place in self._places(call))

    def _places(self, call: ast.Call) -> Iterator[ast.expr]:
        """The sum itself, and the uses of the one variable that it is bound to."""
        yield call
        match self.module.facts.parents.get(call):
            case ast.Assign(targets=[ast.Name() as name]):
                binding = self.module.facts.scopes.resolve(name)
                if len(binding.definitions) == 1:
                    yield from self.module.facts.scopes.loads(binding)

    def _matters(self, place: ast.expr, is_float: bool) -> bool:
        """Whether a value is compared, or shown with all its digits."""
        around = self.module.facts.parents.get(place)
        if isinstance(around, ast.Compare):
            sides = [around.left, *around.comparators]
            is_number = self.module.facts.types.is_a
            return is_float or any(is_number(side, "float") for side in sides)
        if isinstance(around, tree.Repr):
            return is_float
        is_builtin = self.module.facts.scopes.is_builtin
        return (
            is_float
            and isinstance(around, ast.Call)
            and is_builtin(around.func)
            and getattr(around.func, "id", "") == "repr"
        )
