"""DIV040: floats that are shown."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import libcst as cst

from migrator.python2 import nodes, tree
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtin, means
from migrator.rules.syntax import building, places
from migrator.rules.syntax.showing import shown

_FORMAT = ".12"
# What these give has few digits, as long as it is not very large.
_ROUNDED = ("math.floor", "math.ceil", "math.trunc")


class FloatText(Rule):
    """print x, str(x) and '%s' % x of a float show 12 digits, as they did: format(x, '.12').

    Python 3 shows as many digits as tell the number from any other, as `repr` did in 2.7: 0.1 +
    0.2 was shown as 0.3, and is as 0.30000000000000004. Written where a value is proven to be a
    float, but for literals that are shown alike, and what `round`, `math.floor` or `math.ceil`
    gives. Not seen: values of which nothing proves that they are floats.
    """

    code = "DIV040"
    name = "float-text"
    words = frozenset({"print", "str", "unicode", "%"})
    examples = (
        (
            "x = 1.0 / 3\nprint x, str(x), '%s %r' % (x, x), '%s' % x, [x], 2.5, x > 0\n",
            "x = 1.0 / 3\nprint(format(x, '.12'), format(x, '.12'), '%s %r' % (format(x, '.12'), x),"
            " '%s' % format(x, '.12'), [x], 2.5, x > 0)\n",
        ),
        (
            "import math\n\nx = 2.5\nprint math.floor(x), x * 2, 1e11, (x + x) / 3\n",
            "import math\n\nx = 2.5\n"
            "print(float(math.floor(x)), format(x * 2, '.12'), format(1e11, '.12'),"
            " format((x + x) / 3, '.12'))\n",
        ),
    )
    leave_alone = (
        "print(repr(0.1 + 0.2), '%.3f' % (0.1 + 0.2))\n",
        "x = 1.0 / 3\nprint(x, str(x))\n",
        "class Size(float):\n    def __str__(self):\n        return 'own'\n\n\nprint(Size(0.1))\n",
    )

    def sites(self) -> Iterator[int]:
        if self.module.dialect.version != "2":
            return  # it says what it means
        for node in self.module.facts.walk.of(tree.Print, ast.Call, ast.BinOp):
            if self._cut(node):
                yield self.module.offsets.start(node)

    def leave_Print(self, original_node: nodes.Print, updated_node: nodes.Print) -> nodes.Print:
        statement = places.statement(self.module, original_node)
        assert isinstance(statement, tree.Print)
        cut = self._cut(statement)
        if not cut:
            return updated_node
        wanted = [value in cut for value in statement.values]
        values = self._elements(original_node.values, updated_node.values, wanted)
        return updated_node.with_changes(values=values)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if not means(self.module, original_node.func, "str", "unicode"):
            return updated_node
        if not self._cut(self.module.at(original_node)):
            return updated_node
        return self._text(original_node, updated_node.args[0].value, updated_node)

    def leave_BinaryOperation(
        self, original_node: cst.BinaryOperation, updated_node: cst.BinaryOperation
    ) -> cst.BaseExpression:
        node = self.module.at(original_node)
        cut = self._cut(node)
        if not cut:
            return updated_node
        before, after = original_node.right, updated_node.right
        if not isinstance(node.right, ast.Tuple):
            return updated_node.with_changes(right=self._text(before, after))
        wanted = [value in cut for value in node.right.elts]
        elements = self._elements(before.elements, after.elements, wanted)
        return updated_node.with_changes(right=after.with_changes(elements=elements))

    def _elements(self, before: Any, after: Any, wanted: list[bool]) -> list[cst.BaseElement]:
        """The elements, with its text for each float that is shown."""
        return [
            new.with_changes(value=self._text(old.value, new.value)) if is_wanted else new
            for old, new, is_wanted in zip(before, after, wanted, strict=True)
        ]

    def _text(
        self, original: cst.BaseExpression, value: cst.BaseExpression, around: Any = None
    ) -> cst.Call:
        """The text of a float, in the parentheses of what it takes the place of."""
        reason = "a float was shown with 12 digits, and is with up to 17 now"
        self.module.decide(self, original, "12 digits", Level.GUARDED, reason)
        function = cst.parse_expression(builtin(self.module, "format", original))
        arguments = [
            building.argument(building.bare_of_parentheses(value)),
            building.argument(building.string(_FORMAT)),
        ]
        around = value if around is None else around
        call = building.call(function, building.parted(arguments))
        return call.with_changes(lpar=around.lpar, rpar=around.rpar)

    def _cut(self, node: ast.AST | None) -> set[ast.expr]:
        """What a node shows as text that is proven to be a float, and may have more digits."""
        if node is None or self.module.dialect.version != "2":
            return set()
        facts = self.module.facts
        return {
            value
            for value, how in shown(facts, node)
            if how == "text"
            and facts.types.is_a(value, "float")
            and not self._is_round(value)
            and not _is_short(value)
        }

    def _is_round(self, node: ast.expr) -> bool:
        if not isinstance(node, ast.Call):
            return False
        scopes = self.module.facts.scopes
        if scopes.is_builtin(node.func) and node.func.id == "round":
            return True
        return scopes.imported(node.func) in _ROUNDED


def _is_short(node: ast.AST) -> bool:
    """Whether this is a literal that is shown alike by both Pythons."""
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.Constant) and format(node.value, _FORMAT) == str(node.value)
