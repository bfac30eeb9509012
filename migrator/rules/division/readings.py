"""What a / of Python 2 means, as far as the program tells."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from migrator.module import Module

_INTEGERS = ("int", "bool")
_INT_NAMES = ("int", "long")
_NEW_DIVISION = re.compile(r"#!.*\s-Qnew\b")
_LEAVING = (ast.Return, ast.Raise, ast.Continue)


@dataclass(frozen=True)
class Reading:
    """`meaning` is "floor", "true", or "" where nothing proves either; and why."""

    meaning: str
    reason: str


_UNKNOWN = Reading("", "the types are unknown")
_INTEGER = Reading("floor", "both sides are integers")
_TIMES = Reading("floor", "a timedelta is divided by whole microseconds")
_PLACE = Reading("floor", "only an integer can stand here")
_FRACTION = Reading("true", "one side is a float, or no number")
_OWN = Reading("true", "a class of this module defines what / does")
_GUARDED = Reading("true", "integers have been divided before")
_OTHER_VERSION = Reading("true", "only one version of Python gets here")


def divides_exactly(module: Module) -> bool:
    """Whether / in a module is that of Python 3 already."""
    return "division" in module.lowered.futures or bool(_NEW_DIVISION.match(module.source.text))


def reading(module: Module, node: ast.BinOp | ast.AugAssign) -> Reading:
    """What a division does in Python 2, as far as it is proven."""
    if isinstance(node, ast.BinOp):
        left, right = node.left, node.right
    else:
        left, right = node.target, node.value
    types = module.facts.types
    sides = [types.of(left), types.of(right)]
    names = [side.name if side is not None else "" for side in sides]
    if all(name in _INTEGERS for name in names):
        return _INTEGER
    if names[0] == "timedelta":
        return _TIMES
    if any(
        side is not None and side.node is None and side.name not in ("timedelta", *_INTEGERS)
        for side in sides
    ):
        return _FRACTION
    if any(_divides_itself(module, side.node) for side in sides if side is not None):
        return _OWN
    if module.facts.versions.only(node) is not None:
        return _OTHER_VERSION
    if _is_guarded(module, node, left, right):
        return _GUARDED
    is_needed = isinstance(node, ast.BinOp) and _needs_integer(module, node)
    return _PLACE if is_needed else _UNKNOWN


def guess(module: Module, node: ast.BinOp | ast.AugAssign) -> tuple[str, str]:
    """The likely meaning of a division where nothing proves one, and why."""
    sides = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
    if any(module.facts.types.is_a(side, *_INTEGERS) for side in sides):
        return "floor", "one side is an integer, the other may be"
    return "true", "the types are unknown"


def _divides_itself(module: Module, class_: ast.ClassDef | None) -> bool:
    """Whether / of a class's instances is a method of it; it may be an integer otherwise."""
    if class_ is None:
        return False
    types = module.facts.types
    return any(types.defines(class_, name) for name in ("__div__", "__truediv__"))


def _needs_integer(module: Module, node: ast.expr) -> bool:
    """Whether Python 2 raised TypeError for anything but an integer where a quotient stands."""
    parent = module.facts.parents.get(node)
    if isinstance(parent, ast.Slice):
        return True
    if isinstance(parent, ast.Subscript) and parent.slice is node:
        return module.facts.types.is_a(parent.value, "list", "tuple", "str", "unicode", "string")
    if isinstance(parent, ast.Call) and node in parent.args:
        name = parent.func
        is_builtin = module.facts.scopes.is_builtin
        return is_builtin(name) and name.id in ("range", "xrange", "chr", "unichr")
    return False


def _is_guarded(module: Module, node: ast.AST, left: ast.expr, right: ast.expr) -> bool:
    """Whether a test sorts out integers before: `if isinstance(a, int) and isinstance(b, int)`."""
    child = node
    for parent in module.facts.parents.ancestors(node):
        if isinstance(parent, ast.IfExp) and child is parent.orelse:
            if _asks_for_integers(module, parent.test, left, right):
                return True
        if isinstance(parent, ast.If) and child in parent.orelse:
            if _asks_for_integers(module, parent.test, left, right):
                return True
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)):
            earlier = parent.body[: parent.body.index(child)] if child in parent.body else ()
            return any(
                isinstance(one, ast.If)
                and isinstance(one.body[-1], _LEAVING)
                and _asks_for_integers(module, one.test, left, right)
                for one in earlier
            )
        if isinstance(parent, ast.Lambda):
            return False
        child = parent
    return False


def _asks_for_integers(module: Module, test: ast.expr, left: ast.expr, right: ast.expr) -> bool:
    """Whether a test is true of all integers `left` and `right`: plain names, both of them."""
    parts = test.values if isinstance(test, ast.BoolOp) else [test]
    if isinstance(test, ast.BoolOp) and not isinstance(test.op, ast.And):
        return False
    wanted = [one for one in (left, right) if not isinstance(one, ast.Constant)]
    if not wanted or not all(isinstance(one, ast.Name) for one in wanted):
        return False
    asked = {_tested(module, part) for part in parts}
    return asked == {one.id for one in wanted if isinstance(one, ast.Name)}


def _tested(module: Module, test: ast.expr) -> str | None:
    """The name that `isinstance(name, int)` asks for, or one with several types."""
    if not isinstance(test, ast.Call) or not module.facts.scopes.is_builtin(test.func):
        return None
    if test.func.id != "isinstance" or len(test.args) != 2:
        return None
    name, types = test.args
    kinds = types.elts if isinstance(types, ast.Tuple) else [types]
    is_int = any(isinstance(kind, ast.Name) and kind.id in _INT_NAMES for kind in kinds)
    return name.id if is_int and isinstance(name, ast.Name) else None
