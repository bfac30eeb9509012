"""DIV040: floats that are shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import libcst as cst

from migrator.results import Level
from migrator.rules.builtins.names import builtin, means
from migrator.rules.syntax import building
from migrator.rules.syntax.shown_values import ShownValues

_FORMAT = ".12"
_NAME = "with_12_digits"
_NAMED_FIELD = re.compile(r"%\(\w+\)s")
_HELPER = f'''
def {_NAME}(value):
    """A float as Python 2 showed it; any other value as it is."""
    return format(value, ".12") if type(value) is float else value
'''
_REASON = "a float was shown with 12 digits, and is with up to 17 now"
_NAMED = "shows 12 digits of a float in Python 2, up to 17 in Python 3: write %(name).12g"
# What these give has few digits, as long as it is not very large.
_ROUNDED = ("math.floor", "math.ceil", "math.trunc")


class FloatText(ShownValues):
    """print x, str(x) and '%s' % x of a float show 12 digits, as they did: format(x, '.12').

    Python 3 shows as many digits as tell the number from any other, as `repr` did in 2.7: 0.1 +
    0.2 was shown as 0.3, and is as 0.30000000000000004. So it is with complex numbers. Written where a value is proven to be a
    float, but for literals that are shown alike, and what `round`, `math.floor` or `math.ceil`
    gives. Where some way leads from a calculation with floats to what is shown, and other values
    may get there as well, a small function that is added asks for the type. Not seen: floats that
    come from where the module does not tell.
    """

    code = "DIV040"
    name = "float-text"
    words = frozenset({"print", "str", "unicode", "format", "%"})
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
        (
            "z = (1 + 2j) / 3\nprint z, 2j, z.real, str(abs(z))\n",
            "z = (1 + 2j) / 3\nprint(format(z, '.12'), 2j, format(z.real, '.12'), format(abs(z), '.12'))\n",
        ),
        (
            "def total(prices):\n    result = 0\n    for price in prices:\n        result += price\n"
            "    return result\n\n\nprint total([0.1, 0.2]), 'of {0}'.format(total([1, 2]))\n",
            _HELPER.lstrip() + "\n\ndef total(prices):\n    result = 0\n    for price in prices:\n"
            "        result += price\n    return result\n\n\n"
            "print(with_12_digits(total([0.1, 0.2])), 'of {0}'.format(with_12_digits(total([1, 2]))))\n",
        ),
    )
    leave_alone = (
        "print(' '.join(map(str, [0.5, 1.5])))\n",
        "print(repr(0.1 + 0.2), '%.3f' % (0.1 + 0.2))\n",
        "x = 1.0 / 3\nprint(x, str(x))\n",
        "def total(prices):\n    return sum(prices)\n\n\nprint('%s' % total([1, 2]))\n",
        "class Size(float):\n    def __str__(self):\n        return 'own'\n\n\nsize = Size(0.1)\nprint(size)\n",
    )

    def sites(self) -> Iterator[int]:
        yield from super().sites()
        walk = self.module.facts.walk
        found = list(filter(self._names_floats, walk.of(ast.BinOp)))
        if "map" in self.module.words:
            found += filter(self._maps, walk.of(ast.Call))
        yield from map(self.module.offsets.start, found)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        call = self.module.at(original_node)
        if self._maps(call):
            return self._mapped(original_node, updated_node)
        new = super().leave_Call(original_node, updated_node)
        is_text = means(self.module, original_node.func, "str", "unicode", "format")
        if new is updated_node or not is_text or not self._is_float(call.args[0]):
            return new
        text = cst.ensure_type(new, cst.Call).args[0].value
        return text.with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)

    def leave_BinaryOperation(
        self, original_node: cst.BinaryOperation, updated_node: cst.BinaryOperation
    ) -> cst.BaseExpression:
        if self._names_floats(self.module.at(original_node)):
            self.module.report(self, original_node, _NAMED)
        return super().leave_BinaryOperation(original_node, updated_node)

    def as_shown(
        self, value: ast.expr, original: cst.BaseExpression, updated: cst.BaseExpression
    ) -> cst.Call:
        """The text of a float, in the parentheses of what it takes the place of."""
        self.module.decide(self, original, "12 digits", Level.GUARDED, _REASON)
        arguments = [building.argument(building.bare_of_parentheses(updated))]
        if self._is_float(value):
            function = cst.parse_expression(builtin(self.module, "format", original))
            arguments.append(building.argument(building.string(_FORMAT)))
        else:
            function = cst.Name(self.module.helpers.add(_NAME, _HELPER))
        call = building.call(function, building.parted(arguments))
        return call.with_changes(lpar=updated.lpar, rpar=updated.rpar)

    def _mapped(self, original: cst.Call, updated: cst.Call) -> cst.Call:
        """`map(str, floats)`."""
        self.module.decide(self, original, "12 digits", Level.GUARDED, _REASON)
        name = cst.Name(self.module.helpers.add(_NAME, _HELPER))
        cut = building.arguments([(name, building.COMMA), (updated.args[1].value, None)])
        values = updated.args[1].with_changes(value=building.call(cst.Name("map"), cut))
        return updated.with_changes(args=[updated.args[0], values])

    def _maps(self, node: ast.AST | None) -> bool:
        """Whether this is `map(str, values)`, and the values may be floats."""
        is_builtin = self.module.facts.scopes.is_builtin
        match node:
            case ast.Call(ast.Name("map") as function, [ast.Name("str") as text, values], []):
                is_old = self.module.dialect.version == "2" and is_builtin(function)
                likely = self.module.facts.calculated.are_likely_in
                return is_old and is_builtin(text) and likely(values)
        return False

    def _names_floats(self, node: ast.AST | None) -> bool:
        """Whether this is `'%(name)s' % values`, and the values may be floats."""
        match node:
            case ast.BinOp(ast.Constant(str(text)), ast.Mod(), values):
                is_named = self.module.dialect.version == "2" and _NAMED_FIELD.search(text)
                return bool(is_named) and self.module.facts.calculated.are_likely_in(values)
        return False

    def is_wanted(self, value: ast.expr, how: str) -> bool:
        """Whether a value may be shown with more digits than Python 2 did."""
        if how != "text":
            return False
        if self._is_float(value):
            return not self._is_round(value) and not _is_short(value)
        return self.module.facts.calculated.is_likely(value) and not _is_cut(value)

    def _is_float(self, value: ast.expr) -> bool:
        """Whether a value is proven to be a float, or complex, and to have no text of its own."""
        types = self.module.facts.types
        class_ = types.class_of(value)
        has_own = class_ is not None and types.defines(class_, "__str__") is True
        return types.is_a(value, "float", "complex") and not has_own

    def _is_round(self, node: ast.expr) -> bool:
        if not isinstance(node, ast.Call):
            return False
        scopes = self.module.facts.scopes
        if scopes.is_builtin(node.func) and node.func.id == "round":
            return True
        return scopes.imported(node.func) in _ROUNDED


def _is_cut(node: ast.expr) -> bool:
    """Whether this is a call of the function that is added."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == _NAME


def _is_short(node: ast.AST) -> bool:
    """Whether this is a literal that is shown alike by both Pythons."""
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.Constant) and format(node.value, _FORMAT) == str(node.value)
