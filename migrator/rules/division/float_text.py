"""DIV040: floats that are shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import libcst as cst

from migrator.python2 import nodes, tree
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import means

_SHOWN = re.compile(r"%(\(\w*\))?[-#0 +]*(\*|\d+)?s")
_MESSAGE = (
    "this float was shown with 12 digits, and is with up to 17 now: 0.1 + 0.2 as"
    " 0.30000000000000004; where that matters, format it by '%.12g'"
)


class FloatText(Rule):
    """Floats that are printed, or turned into text, may show more digits: told.

    `print x`, `str(x)` and `'%s' % x` of a float gave 12 significant digits in Python 2; Python 3
    gives as many as tell the number from any other, as `repr` did in 2.7. Nothing is changed:
    `'%.12g' % x` shows what 2.7 showed, but for `2.0`, which it shows as `2`. Told where the value
    is proven to be a float, other than by a short literal.
    """

    code = "DIV040"
    name = "float-text"
    words = frozenset({"print", "str", "%"})
    examples = (("print 0.5 + 0.25\n", "print(0.5 + 0.25)\n"),)
    leave_alone = ("print(repr(0.1 + 0.2), '%.3f' % (0.1 + 0.2))\n",)

    def sites(self) -> Iterator[int]:
        if self.module.dialect.version != "2":
            return  # it has been told when it was migrated
        is_a = self.module.facts.types.is_a
        for node in self.module.facts.walk.of(tree.Print, ast.Call, ast.BinOp):
            if any(is_a(value, "float") for value in _values_shown(node)):
                yield self.module.offsets.start(node)

    def leave_Print(self, original_node: nodes.Print, updated_node: nodes.Print) -> nodes.Print:
        for element in original_node.values:
            self._look_at(element.value)
        return updated_node

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if means(self.module, original_node.func, "str") and len(original_node.args) == 1:
            self._look_at(original_node.args[0].value)
        return updated_node

    def leave_BinaryOperation(
        self, original_node: cst.BinaryOperation, updated_node: cst.BinaryOperation
    ) -> cst.BinaryOperation:
        text = original_node.left
        if not isinstance(original_node.operator, cst.Modulo):
            return updated_node
        if isinstance(text, cst.SimpleString):
            given = original_node.right
            if isinstance(given, cst.Tuple):
                specs = re.findall(r"%[^%a-zA-Z]*[a-zA-Z%]", text.value)
                if len(specs) == len(given.elements) and "*" not in "".join(specs):
                    for spec, element in zip(specs, given.elements, strict=True):
                        if _SHOWN.fullmatch(spec):
                            self._look_at(element.value)
            elif _SHOWN.search(text.value):
                self._look_at(given)
        return updated_node

    def _look_at(self, value: cst.BaseExpression) -> None:
        if self.module.dialect.version != "2":
            return
        node = self.module.at(value)
        if node is None or isinstance(node, ast.Constant):
            return
        if self.module.facts.types.is_a(node, "float"):
            self.module.report(self, value, _MESSAGE, Level.ASSUMED)


def _values_shown(node: ast.AST) -> list[ast.expr]:
    """What a statement or expression shows as text, or may."""
    if isinstance(node, tree.Print):
        return node.values
    if isinstance(node, ast.Call):
        return node.args if isinstance(node.func, ast.Name) and node.func.id == "str" else []
    if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant):
        if isinstance(node.op, ast.Mod) and isinstance(node.left.value, (str, bytes)):
            return node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
    return []
