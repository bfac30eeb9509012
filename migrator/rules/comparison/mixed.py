"""CMP040: comparisons of values that Python 3 does not order."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.precedence import fit
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.comparison import helper
from migrator.rules.comparison.kinds import NONE, Kinds, clash, kinds
from migrator.rules.comparison.narrowing import path
from migrator.rules.syntax import building

_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_LESSER, _GREATER = (ast.Lt, ast.LtE), (ast.Gt, ast.GtE)
_LESS = (cst.LessThan, cst.LessThanEqual)
_MESSAGE = "Python 3 has no order for some of these values (None, unlike types): compare keys"


class Mixed(Rule):
    """Values of unlike types, and None, are compared as Python 2 did where they are seen.

    Python 2 orders everything: None before numbers, numbers before the rest, the rest by the names
    of their types. Python 3 raises a TypeError. Where one side may be None, as a default or the
    start of a search, this is tested first; for other unlike values there is a function `cmp`.
    What is not seen in the module stays as it is.
    """

    code = "CMP040"
    name = "mixed-comparisons"
    words = frozenset({"<", ">", "<=", ">="})
    examples = (
        (
            "def longest(words, least=None):\n    return [w for w in words if len(w) > least]\n\n\n"
            "print longest(['a', 'bc']), longest(['a', 'bc'], 1)\n",
            "def longest(words, least=None):\n"
            "    return [w for w in words if least is None or len(w) > least]\n\n\n"
            "print(longest(['a', 'bc']), longest(['a', 'bc'], 1))\n",
        ),
        (
            "class Keys(object):\n    last = None\n\n    def add(self, keys):\n        before = self.last\n"
            "        for key in keys:\n            if key <= before:\n"
            "                raise ValueError(key)\n            before = key\n"
            "        self.last = before\n\n\nKeys().add('abc')\n",
            "class Keys(object):\n    last = None\n\n    def add(self, keys):\n        before = self.last\n"
            "        for key in keys:\n            if before is not None and key <= before:\n"
            "                raise ValueError(key)\n            before = key\n"
            "        self.last = before\n\n\nKeys().add('abc')\n",
        ),
        (
            "def over(n, limit=None):\n    if limit == None:\n        print 'any'\n"
            "    return n > limit\n\n\nboth = over(3), over(3, 4)\nprint both\n",
            "def over(n, limit=None):\n    if limit == None:\n        print('any')\n"
            "    return limit is None or n > limit\n\n\nboth = over(3), over(3, 4)\nprint(both)\n",
        ),
        (
            "print 5 < 'a', '10' > 9, [] > 'x'\n",
            helper.HELPER.lstrip("\n") + "\n\nprint(cmp(5, 'a') < 0, cmp('10', 9) > 0, "
            "cmp([], 'x') > 0)\n",
        ),
    )
    leave_alone = (
        "def over(n, limit=None):\n    if limit is None:\n        print('any')\n        return False\n"
        "    return n > limit\n\n\nprint(over(3))\n",
        "def over(n, limit=None):\n    if limit is None:\n        limit = 2\n"
        "    return n > limit\n\n\nprint(over(3))\n",
        "class Count(object):\n    n = None\n\n    def start(self):\n        self.n = 0\n\n"
        "    def step(self):\n        now = self.n\n        if now < 3:\n            print(now)\n"
        "        self.n = self.n + 1\n\n\ncount = Count()\ncount.start()\ncount.step()\n",
        "def longest(words, least=None):\n    if least is None:\n        least = 0\n"
        "    return [w for w in words if len(w) > least]\n\n\nprint(longest(['a', 'bc']))\n",
        "def over(n, limit=None):\n    return limit is not None and n > limit\n\n\nprint(over(3))\n",
        "print(1 < 2.5, 'a' < 'b', (1, 'a') < (1, 'b'), [1] < [2])\n",
        "def less(a, b):\n    return a < b\n\n\nprint(less(1, 2))\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.of(ast.Compare):
            if any(self._clashing(node)):
                yield self.module.offset_of(node)

    def leave_Comparison(
        self, original_node: cst.Comparison, updated_node: cst.Comparison
    ) -> cst.BaseExpression:
        compare = self.module.at(original_node)
        if not isinstance(compare, ast.Compare) or not updated_node.comparisons:
            return updated_node
        clashing = self._clashing(compare)
        if not any(clashing) or len(updated_node.comparisons) != len(compare.ops):
            return updated_node
        operands = [updated_node.left, *(one.comparator for one in updated_node.comparisons)]
        if len(compare.ops) > 1 and not all(map(_is_plain, compare.comparators[:-1])):
            self.module.report(self, original_node, _MESSAGE)
            return updated_node
        nodes = [compare.left, *compare.comparators]
        if len(nodes) > 2 and (found := self._whole(original_node, updated_node, compare)):
            return found
        parts: list[cst.BaseExpression] = []
        for at, (target, clashes) in enumerate(
            zip(updated_node.comparisons, clashing, strict=True)
        ):
            pair = cst.Comparison(operands[at], [target])
            found = (
                self._ordered(original_node, pair, nodes[at], nodes[at + 1]) if clashes else pair
            )
            if found is None:
                self.module.report(self, original_node, _MESSAGE)
                return updated_node
            parts.append(found)
        joined = parts[0]
        for part in parts[1:]:
            hole = cst.BooleanOperation(cst.Name("_"), cst.And(), cst.Name("_"))
            joined = hole.with_changes(
                left=fit(hole, "left", joined), right=fit(hole, "right", part)
            )
        if updated_node.lpar:
            return joined.with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)
        return joined

    def _whole(
        self, place: cst.Comparison, updated: cst.Comparison, compare: ast.Compare
    ) -> cst.BaseExpression | None:
        """`x is not None and 0 <= x < y`, where None makes a chain false and nothing else clashes."""
        nodes = [compare.left, *compare.comparators]
        for at, node in enumerate(nodes):
            mine = kinds(self.module, node)
            others = [kinds(self.module, one) for one in nodes[max(at - 1, 0) : at + 2]]
            others = [one for one in others if one is not mine]
            if NONE not in mine or path(node) is None or NONE in frozenset().union(*others):
                continue
            if any(clash(mine - {NONE}, one) for one in others):
                continue
            near = [(at - 1, _LESSER), (at, _GREATER)]
            if any(0 <= i < len(compare.ops) and isinstance(compare.ops[i], k) for i, k in near):
                if sum(self._clashing(compare)) == len(others):
                    operand = [updated.left, *(one.comparator for one in updated.comparisons)][at]
                    self._say(place, others[0])
                    bare = updated.with_changes(lpar=[], rpar=[])
                    tested = _tested(operand, bare, is_true=False)
                    return tested.with_changes(lpar=updated.lpar, rpar=updated.rpar)
        return None

    def _clashing(self, compare: ast.Compare) -> list[bool]:
        """Which of the pairs that are compared have no order."""
        if not any(isinstance(one, _ORDERS) for one in compare.ops):
            return []
        if is_spared(self.module, compare, "TypeError"):
            return []
        nodes = [compare.left, *compare.comparators]
        found = []
        for operator, left, right in zip(compare.ops, nodes, nodes[1:], strict=False):
            is_order = isinstance(operator, _ORDERS)
            found.append(is_order and self._clash(left, right))
        return found

    def _clash(self, left: ast.expr, right: ast.expr) -> bool:
        one, other = kinds(self.module, left), kinds(self.module, right)
        return clash(one, other) or NONE in (one if not other else other if not one else ())

    def _ordered(
        self, place: cst.Comparison, pair: cst.Comparison, left: ast.expr, right: ast.expr
    ) -> cst.BaseExpression | None:
        """The comparison of two values, one of which may be None."""
        one, other = kinds(self.module, left), kinds(self.module, right)
        target = pair.comparisons[0]
        is_less = isinstance(target.operator, _LESS)
        for mine, theirs, node, operand, first in (
            (one, other, left, pair.left, is_less),
            (other, one, right, target.comparator, not is_less),
        ):
            if NONE in mine and NONE not in theirs and not clash(mine - {NONE}, theirs):
                if path(node) is None:
                    continue
                self._say(place, theirs)
                return _tested(operand, pair, first)
        if not helper.is_free(self.module, place):
            return None
        name = helper.use(self.module)
        reason = "cmp has the order of Python 2"
        self.module.decide(self, place, name, Level.GUARDED, reason)
        call = cst.Call(
            cst.Name(name), building.arguments([(pair.left, None), (target.comparator, None)])
        )
        return cst.Comparison(call, [target.with_changes(comparator=cst.Integer("0"))])

    def _say(self, place: cst.Comparison, other: Kinds) -> None:
        level = Level.GUARDED if other else Level.ASSUMED
        reason = "None comes before all else" + ("" if other else ", which is taken not to be None")
        self.module.decide(self, place, "None", level, reason)


def _is_plain(node: ast.expr) -> bool:
    return path(node) is not None or isinstance(node, ast.Constant)


def _tested(
    operand: cst.BaseExpression, pair: cst.Comparison, is_true: bool
) -> cst.BooleanOperation:
    """`x is None or x < y`, or where None makes the comparison false `x is not None and x > y`."""
    bare = operand.with_changes(lpar=[], rpar=[])
    operator = cst.Is() if is_true else cst.IsNot()
    test = cst.Comparison(bare, [cst.ComparisonTarget(operator, cst.Name("None"))])
    joint = cst.Or() if is_true else cst.And()
    both = cst.BooleanOperation(test, joint, pair)
    both = both.with_changes(left=fit(both, "left", test), right=fit(both, "right", pair))
    return both
