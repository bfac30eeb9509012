"""cmp is gone."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.precedence import fit
from migrator.results import Level
from migrator.rules.builtins.names import BuiltinRule, as_value, is_called, means, parent
from migrator.rules.comparison import helper
from migrator.rules.comparison.kinds import clash, kinds
from migrator.rules.comparison.orders import removes

_ORDERS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_SIZES = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_FUNCTION = "it has the order of Python 2"
_INLINE = "the same where the values have an order: Python 3 has none between unlike types"


class Cmp(BuiltinRule):
    """cmp(a, b) becomes (a > b) - (a < b), or a function that is added to the module.

    The builtin is gone. A lone use with short operands is written out; a module that uses it more
    often, or hands it on, gets a function of that name, which has an order for unlike values, too;
    `cmp(a, b) < 0` is just `a < b`. Written out, it raises TypeError for values that have no order
    in Python 3 (None and numbers, say): so it is not where such are seen.
    """

    code = "BLT130"
    name = "cmp"
    words = frozenset({"cmp"})
    examples = (
        (
            "a, b = 1, 2\nprint cmp(a, b)\n",
            "a, b = 1, 2\nprint((a > b) - (a < b))\n",
        ),
        (
            "a, b = 'x', 'y'\nprint cmp(a, b) == 0, cmp(a, b) > 0\n",
            "a, b = 'x', 'y'\nprint(a == b, a > b)\n",
        ),
        (
            "def order(a, b):\n    return cmp(len(a), len(b)) or cmp(a, b)\n\n\n"
            "print order('a', 'bc')\n",
            helper.HELPER.lstrip("\n") + "\n\n"
            "def order(a, b):\n    return cmp(len(a), len(b)) or cmp(a, b)\n\n\n"
            "print(order('a', 'bc'))\n",
        ),
        (
            "class Loader(object):\n    order = cmp\n\n\nprint Loader().order(1, 2)\n",
            helper.HELPER.lstrip("\n") + "\n\n"
            "class Loader(object):\n    order = staticmethod(cmp)\n\n\nprint(Loader().order(1, 2))\n",
        ),
    )
    leave_alone = (
        "def cmp(a, b):\n    return 'own cmp'\n\n\nprint(cmp(1, 2))\n",
        "import filecmp\n\nprint(callable(filecmp.cmp))\n",
        "def order(values, cmp=None):\n    return cmp(values)\n\n\nprint(order([1, 2], len))\n",
        "try:\n    cmp\nexcept NameError:\n    def cmp(a, b):\n        return (a > b) - (a < b)\n\n"
        "print(cmp(1, 2))\n",
    )

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if self._is_meant(original_node) and not is_called(self.module, original_node):
            self._add_function(original_node)
            return as_value(self.module, original_node, updated_node)
        return updated_node

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if not self._is_meant(original_node.func) or self._is_order(original_node):
            return updated_node
        given = updated_node.args
        if (
            self._is_lone()
            and not self._is_mixed(original_node)
            and len(given) == 2
            and all(_is_short(one) for one in given)
        ):
            self.module.decide(self, original_node, "inline", Level.ASSUMED, _INLINE)
            new = _written_out(given[0].value, given[1].value)
            return new.with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)
        self._add_function(original_node.func)
        return updated_node

    def leave_Comparison(
        self, original_node: cst.Comparison, updated_node: cst.Comparison
    ) -> cst.Comparison:
        """`cmp(a, b) < 0` is `a < b`."""
        call = updated_node.left
        if not isinstance(call, cst.Call) or not self._is_order(original_node.left):
            return updated_node
        self.module.decide(self, original_node.left, "comparison", Level.ASSUMED, _INLINE)
        target = updated_node.comparisons[0]
        left, right = (argument.value for argument in call.args)
        return updated_node.with_changes(
            left=fit(updated_node, "left", left),
            comparisons=[target.with_changes(comparator=fit(target, "comparator", right))],
        )

    def _is_meant(self, name: cst.BaseExpression) -> bool:
        """Whether a Name is the builtin `cmp`, and does not go with a sort that it orders."""
        return means(self.module, name, "cmp") and not removes(self.module, self.module.at(name))

    def _is_order(self, node: cst.BaseExpression) -> bool:
        """Whether a call of `cmp` is but compared with 0.

        A class with `__cmp__` may have another answer for `==`, so it must have none here.
        """
        if not isinstance(node, cst.Call) or not means(self.module, node.func, "cmp"):
            return False
        around = parent(self.module, node)
        return (
            isinstance(around, ast.Compare)
            and around.left is self.module.at(node)
            and len(around.ops) == 1
            and isinstance(around.ops[0], _ORDERS)
            and isinstance(around.comparators[0], ast.Constant)
            and around.comparators[0].value == 0
            and type(around.comparators[0].value) is int
            and len(node.args) == 2
            and not any(argument.star or argument.keyword for argument in node.args)
            and "__cmp__" not in self.module.words
            and (not isinstance(around.ops[0], _SIZES) or not self._is_mixed(node))
        )

    def _is_mixed(self, node: cst.Call) -> bool:
        """Whether the values compared are seen to be some that Python 3 does not order."""
        call = self.module.at(node)
        if not isinstance(call, ast.Call) or len(call.args) != 2:
            return False
        one, other = (kinds(self.module, argument) for argument in call.args)
        return clash(one, other)

    def _is_lone(self) -> bool:
        return len(self.module.words["cmp"]) == 1

    def _add_function(self, name: cst.BaseExpression) -> None:
        self.module.decide(self, name, helper.use(self.module), Level.GUARDED, _FUNCTION)


def _is_short(argument: cst.Arg) -> bool:
    """Whether an operand can be written twice: a name, or an attribute of one."""
    value = argument.value
    while isinstance(value, cst.Attribute) and not value.lpar:
        value = value.value
    plain = isinstance(value, (cst.Name, cst.Integer, cst.Float, cst.SimpleString))
    return plain and not value.lpar and not argument.star and argument.keyword is None


def _written_out(a: cst.BaseExpression, b: cst.BaseExpression) -> cst.BinaryOperation:
    sides = [
        cst.Comparison(
            a,
            [cst.ComparisonTarget(operator, b)],
            lpar=[cst.LeftParen()],
            rpar=[cst.RightParen()],
        )
        for operator in (cst.GreaterThan(), cst.LessThan())
    ]
    return cst.BinaryOperation(sides[0], cst.Subtract(), sides[1])
