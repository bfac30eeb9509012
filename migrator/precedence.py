"""Parentheses for an expression that takes another's place. LibCST adds none itself."""

from __future__ import annotations

from typing import Any

import libcst as cst

from migrator.python2 import nodes
from migrator.python2.traversal import replace

# The Python reference, "Operator precedence", loosest first.
_LOOSE, _TERNARY, _OR, _AND, _NOT, _COMPARE, _BITOR, _BITXOR, _BITAND, _SHIFT, _SUM, _PRODUCT = (
    range(12)
)
_UNARY, _POWER, _AWAIT, _ATOM = range(12, 16)

_BINARY: dict[type, int] = {
    cst.BitOr: _BITOR,
    cst.BitXor: _BITXOR,
    cst.BitAnd: _BITAND,
    cst.LeftShift: _SHIFT,
    cst.RightShift: _SHIFT,
    cst.Add: _SUM,
    cst.Subtract: _SUM,
    cst.Power: _POWER,
}
_ATOMS = (
    cst.Name,
    cst.Attribute,
    cst.Call,
    cst.Subscript,
    cst.BaseNumber,
    cst.BaseList,
    cst.BaseDict,
    cst.BaseSet,
    cst.ListComp,
    cst.SetComp,
    cst.DictComp,
    cst.Ellipsis,
    cst.SimpleString,
    cst.FormattedString,
    nodes.Backquote,
    nodes.Bare,  # only where it was read: 2.7 wants no parentheses there
)


def precedence(node: cst.BaseExpression) -> int:
    """How tightly `node` binds when it is written without parentheses."""
    if node.lpar or isinstance(node, _ATOMS):
        return _ATOM
    if isinstance(node, cst.BinaryOperation):
        return _BINARY.get(type(node.operator), _PRODUCT)
    if isinstance(node, cst.UnaryOperation):
        return _NOT if isinstance(node.operator, cst.Not) else _UNARY
    if isinstance(node, cst.BooleanOperation):
        return _AND if isinstance(node.operator, cst.And) else _OR
    if isinstance(node, cst.Comparison):
        return _COMPARE
    if isinstance(node, (cst.IfExp, cst.Lambda)):
        return _TERNARY
    if isinstance(node, cst.Await):
        return _AWAIT
    if isinstance(node, cst.ConcatenatedString):
        return _ATOM
    return _LOOSE  # a tuple, a generator, a yield


def _needed(parent: Any, field: str) -> int:
    """The least precedence that a child of `parent` may have without parentheses."""
    if isinstance(parent, cst.BinaryOperation):
        own = _BINARY.get(type(parent.operator), _PRODUCT)
        if own == _POWER:
            return _AWAIT if field == "left" else _UNARY
        return own if field == "left" else own + 1
    if isinstance(parent, cst.UnaryOperation):
        return _NOT if isinstance(parent.operator, cst.Not) else _UNARY
    if isinstance(parent, cst.BooleanOperation):
        own = _AND if isinstance(parent.operator, cst.And) else _OR
        return own if field == "left" else own + 1
    if isinstance(parent, (cst.Comparison, cst.ComparisonTarget)):
        return _BITOR
    if isinstance(parent, (cst.Attribute, cst.Call, cst.Subscript)) and field in ("value", "func"):
        return _ATOM
    if isinstance(parent, (cst.If, cst.While, cst.Index, cst.Slice)):
        return _TERNARY
    if isinstance(parent, cst.IfExp):
        return _TERNARY if field == "orelse" else _OR
    if isinstance(parent, cst.CompFor) and field == "iter":
        return _OR
    if isinstance(parent, cst.CompIf):
        return _OR
    if isinstance(parent, (cst.StarredElement, cst.StarredDictElement)):
        return _BITOR
    if isinstance(parent, (cst.Arg, cst.Element, cst.DictElement, cst.Param, cst.Lambda)):
        return _TERNARY
    if isinstance(
        parent, (cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp, cst.WithItem)
    ):
        return _TERNARY
    if isinstance(parent, (cst.ClassDef, cst.Decorator, cst.Assert, cst.Raise, nodes.Exec)):
        return _TERNARY
    return _LOOSE


def parenthesize(node: Any) -> Any:
    return replace(node, lpar=[cst.LeftParen(), *node.lpar], rpar=[*node.rpar, cst.RightParen()])


def fit(parent: Any, field: str, child: Any) -> Any:
    """`child`, in parentheses where it needs them to be `parent.field`, or an item of that."""
    if isinstance(child, cst.Arg):
        several = isinstance(parent, cst.ClassDef) or len(parent.args) > 1
        return _with_parentheses(child) if several else child
    if not isinstance(child, cst.BaseExpression):
        return child
    if _is_bare_generator(child):
        only = isinstance(parent, cst.Arg) and not parent.keyword and not parent.star
        return child if only else parenthesize(child)
    if isinstance(child, cst.Integer) and isinstance(parent, cst.Attribute) and not child.lpar:
        return parenthesize(child)  # `1.real` would be a float and a name
    if precedence(child) < _needed(parent, field):
        return parenthesize(child)
    return child


def fit_arguments(call: cst.Call) -> cst.Call:
    """A call as a rule made it, its generators in parentheses where there are other arguments."""
    if len(call.args) < 2 or not any(_is_bare_generator(argument.value) for argument in call.args):
        return call
    return replace(call, args=list(map(_with_parentheses, call.args)))


def _with_parentheses(argument: cst.Arg) -> cst.Arg:
    """The argument, in parentheses if it is a generator without any."""
    if not _is_bare_generator(argument.value):
        return argument
    return replace(argument, value=parenthesize(argument.value))


def _is_bare_generator(node: Any) -> bool:
    return isinstance(node, cst.GeneratorExp) and not node.lpar
