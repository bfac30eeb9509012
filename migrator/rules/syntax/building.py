"""Pieces of LibCST trees that several syntax rules put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import libcst as cst

from migrator.precedence import fit
from migrator.python2.traversal import replace

NOTHING = cst.SimpleWhitespace("")
SPACE = cst.SimpleWhitespace(" ")
COMMA = cst.Comma(whitespace_after=SPACE)


def argument(value: Any, keyword: str | None = None, comma: Any = None) -> cst.Arg:
    """`value` as an argument of a call, in parentheses where it needs them."""
    blank = NOTHING
    return cst.Arg(
        fit(cst.Arg(cst.Name("_")), "value", value),
        keyword=cst.Name(keyword) if keyword else None,
        equal=cst.AssignEqual(blank, blank) if keyword else cst.MaybeSentinel.DEFAULT,
        comma=comma if isinstance(comma, cst.Comma) else cst.MaybeSentinel.DEFAULT,
    )


def arguments(parts: Iterable[tuple[Any, Any]]) -> list[cst.Arg]:
    """Positional arguments of (value, comma) pairs; what is no comma becomes a plain one."""
    made = [argument(value, comma=comma) for value, comma in parts]
    return parted(made)


def parted(arguments: Sequence[cst.Arg]) -> list[cst.Arg]:
    """Arguments with a comma between any two, and none after the last.

    What stood before the closing parenthesis still does where some were added.
    """
    made = []
    end: cst.BaseParenthesizableWhitespace = NOTHING
    for one in arguments:
        if not isinstance(one.comma, cst.Comma):
            end = end if one.whitespace_after_arg.empty else one.whitespace_after_arg
            one = replace(one, comma=COMMA, whitespace_after_arg=NOTHING)
        made.append(one)
    if made:
        last = cst.MaybeSentinel.DEFAULT
        made[-1] = replace(made[-1], comma=last, whitespace_after_arg=end)
    return made


def call(function: Any, arguments: Sequence[cst.Arg], before: Any = NOTHING) -> cst.Call:
    """`function(arguments)`; `before` is the whitespace after the opening parenthesis."""
    return cst.Call(function, arguments, whitespace_before_args=inside(before))


def binary(left: Any, operator: cst.BaseBinaryOp, right: Any) -> cst.BinaryOperation:
    """`left operator right`, with parentheses around what binds less tightly."""
    hole = cst.Name("_")
    empty = cst.BinaryOperation(hole, operator, hole)
    return replace(empty, left=fit(empty, "left", left), right=fit(empty, "right", right))


def inside(whitespace: Any) -> Any:
    """What of a statement's whitespace is kept when it comes to stand within parentheses."""
    if not isinstance(whitespace, cst.SimpleWhitespace):
        return whitespace
    return cst.SimpleWhitespace(whitespace.value.lstrip() if "\n" in whitespace.value else "")


def string(value: str) -> cst.SimpleString:
    """The literal of a short text, in the quotes that need no escape."""
    return cst.SimpleString(repr(value))


def first_in(body: Any, statement: cst.BaseSmallStatement) -> Any:
    """The suite `body` with a statement put first, after its docstring if it has one."""
    if isinstance(body, cst.SimpleStatementSuite):
        return replace(body, body=[statement, *body.body])
    line = cst.SimpleStatementLine([statement])
    at = 1 if _is_docstring(body.body[0]) else 0
    return replace(body, body=[*body.body[:at], line, *body.body[at:]])


def lines(original: cst.SimpleStatementLine, updated: cst.SimpleStatementLine) -> Any:
    """What was one statement on a line and became several, on as many lines."""
    if len(original.body) != 1 or len(updated.body) < 2:
        return updated
    made = [cst.SimpleStatementLine([statement]) for statement in updated.body]
    made[0] = replace(made[0], leading_lines=updated.leading_lines)
    made[-1] = replace(made[-1], trailing_whitespace=updated.trailing_whitespace)
    return cst.FlattenSentinel(made)


def _is_docstring(line: Any) -> bool:
    if not isinstance(line, cst.SimpleStatementLine) or not isinstance(line.body[0], cst.Expr):
        return False
    return isinstance(line.body[0].value, (cst.SimpleString, cst.ConcatenatedString))


def bare_of_parentheses(value: Any) -> Any:
    """`value` without any parentheses around it."""
    return replace(value, lpar=(), rpar=())


def without_parentheses(value: Any) -> Any:
    """`value` less its outermost pair of parentheses."""
    return replace(value, lpar=value.lpar[1:], rpar=value.rpar[:-1])
