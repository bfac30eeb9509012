"""BLT032: int and long told apart."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.facts.remembering import remembered
from migrator.module import Module
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared, parent
from migrator.rules.syntax import building

_HELPER = '''
def is_long(value):
    """Whether Python 2 had a long for an integer: it is too large for an int."""
    return isinstance(value, int) and not -sys.maxsize - 1 <= value <= sys.maxsize
'''
_REASON = (
    "a test for long alone: large integers were long; small ones that were, as 5L, are not told"
)
_NOT_LONG = "a test for int beside one for long: large integers were no int"


class LongTests(Rule):
    """isinstance(x, long) becomes is_long(x), a function that is added and asks for the size.

    Python 3 has one type of integers; in Python 2 those that do not fit in 64 bits (32 on some
    systems) were of the type long. `type(x) is long` is seen as well, and where the same is asked
    for int, `isinstance(x, int)` gets an `and not is_long(x)`. Small integers that were of type
    long, as `5L` and what is calculated with it, are taken for int.
    """

    code = "BLT032"
    name = "long-tests"
    words = frozenset({"long", "LongType"})
    examples = (
        (
            "def kind(x):\n    if isinstance(x, int):\n        return 'int'\n"
            "    if isinstance(x, long):\n        return 'long'\n\n\nprint kind(5), kind(2 ** 70)\n",
            "import sys\n\n"
            + _HELPER
            + "\n\ndef kind(x):\n    if isinstance(x, int) and not is_long(x):\n        return 'int'\n"
            "    if is_long(x):\n        return 'long'\n\n\nprint(kind(5), kind(2 ** 70))\n",
        ),
        (
            "x = 2 ** 64\nprint type(x) is not long, not type(x) == long\n",
            "import sys\n\n" + _HELPER + "\n\nx = 2 ** 64\nprint(not is_long(x), not is_long(x))\n",
        ),
    )
    leave_alone = (
        "def kind(x):\n    return isinstance(x, int)\n\n\nprint(kind(2 ** 70))\n",
        "try:\n    long\nexcept NameError:\n    long = int\n\nprint(isinstance(2 ** 70, long))\n",
        "class Own(object):\n    pass\n\n\nlong = Own\nprint(isinstance(2 ** 70, long))\n",
    )

    def sites(self) -> Iterator[int]:
        for test in (*long_tests(self.module), *_int_tests(self.module)):
            yield self.module.offsets.start(test)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        node = self.module.at(original_node)
        if node in long_tests(self.module):
            self._decide(original_node, _REASON)
            return self._is_long(original_node, updated_node, updated_node.args[0].value)
        if node in _int_tests(self.module):
            return self._and_not(original_node, updated_node, updated_node.args[0].value)
        return updated_node

    def leave_Comparison(
        self, original_node: cst.Comparison, updated_node: cst.Comparison
    ) -> cst.BaseExpression:
        node = parent(self.module, original_node.comparisons[0].comparator)
        is_asked = node in long_tests(self.module) or node in _int_tests(self.module)
        if not isinstance(node, ast.Compare) or not is_asked:
            return updated_node
        tested = cst.ensure_type(updated_node.left, cst.Call).args[0].value
        if node in _int_tests(self.module):
            return self._and_not(original_node.left, updated_node, tested)
        self._decide(original_node.left, _REASON)
        if isinstance(node.ops[0], (ast.Is, ast.Eq)):
            return self._is_long(original_node, updated_node, tested)
        test = self._is_long(original_node, cst.Name("_"), tested)
        return cst.UnaryOperation(cst.Not(), test, lpar=updated_node.lpar, rpar=updated_node.rpar)

    def _and_not(
        self, original: cst.BaseExpression, updated: cst.BaseExpression, tested: cst.BaseExpression
    ) -> cst.BooleanOperation:
        self._decide(original, _NOT_LONG)
        other = cst.UnaryOperation(cst.Not(), self._is_long(original, cst.Name("_"), tested))
        inner = building.bare_of_parentheses(updated)
        return cst.BooleanOperation(inner, cst.And(), other, lpar=updated.lpar, rpar=updated.rpar)

    def _is_long(
        self, original: cst.CSTNode, around: cst.BaseExpression, tested: cst.BaseExpression
    ) -> cst.Call:
        """`is_long(tested)` in the parentheses of `around`."""
        sys = self.module.imports.module("sys", original)
        name = self.module.helpers.add("is_long", _HELPER.replace("sys.", f"{sys}."))
        argument = building.argument(building.bare_of_parentheses(tested))
        call = building.call(cst.Name(name), [argument])
        return call.with_changes(lpar=around.lpar, rpar=around.rpar)

    def _decide(self, node: cst.CSTNode, reason: str) -> None:
        self.module.decide(self, node, "is_long", Level.ASSUMED, reason)
        self.module.report(self, node, reason, Level.ASSUMED)


@remembered
def long_tests(module: Module) -> dict[ast.AST, str]:
    """The tests for long alone, and what they test; not where the same is asked for int as well."""
    return {
        node: ast.dump(tested)
        for node, tested, type_ in _tests(module)
        if _means(module, type_, "long", "types.LongType") and not _is_joined(module, node)
    }


@remembered
def _int_tests(module: Module) -> set[ast.AST]:
    """The tests for int alone of what the same function tests for long, but in an `else` of that."""
    scope_of = module.facts.scopes.scope_of
    asked = {(scope_of(test), tested) for test, tested in long_tests(module).items()}
    return {
        node
        for node, tested, type_ in (_tests(module) if asked else ())
        if (scope_of(node), ast.dump(tested)) in asked
        and _means(module, type_, "int", "types.IntType")
        and not _is_otherwise(module, node, ast.dump(tested))
    }


def _tests(module: Module) -> Iterator[tuple[ast.AST, ast.expr, ast.expr]]:
    """`isinstance(x, T)` and `type(x) is T`, with x and T."""
    is_builtin = module.facts.scopes.is_builtin
    for node in module.facts.walk.of(ast.Call, ast.Compare):
        match node:
            case ast.Call(ast.Name("isinstance") as function, [tested, type_], []):
                pass
            case ast.Compare(
                ast.Call(ast.Name("type") as function, [tested], []),
                [ast.Is() | ast.IsNot() | ast.Eq() | ast.NotEq()],
                [type_],
            ):
                pass
            case _:
                continue
        if is_builtin(function) and not is_spared(module, node, "NameError"):
            yield node, tested, type_


def _means(module: Module, type_: ast.expr, name: str, dotted: str) -> bool:
    scopes = module.facts.scopes
    if isinstance(type_, ast.Name) and type_.id == name:
        return scopes.is_builtin(type_)
    return scopes.imported(type_) == dotted


def _is_joined(module: Module, node: ast.AST) -> bool:
    """Whether this is a part of `isinstance(x, int) or isinstance(x, long)`, or of its contrary."""
    wanted = ast.dump(node).replace("'long'", "'int'").replace("'LongType'", "'IntType'")
    around = module.facts.parents.get(node)
    if isinstance(around, ast.UnaryOp):
        around = module.facts.parents.get(around)
    others = around.values if isinstance(around, ast.BoolOp) else []
    return wanted in [ast.dump(getattr(other, "operand", other)) for other in others]


def _is_otherwise(module: Module, node: ast.AST, tested: str) -> bool:
    """Whether a test comes in the `else` of a test for long."""
    child = node
    for around in module.facts.parents.ancestors(node):
        if isinstance(around, ast.If) and child in around.orelse:
            if long_tests(module).get(around.test) == tested:
                return True
        child = around
    return False
