"""The function that a module gets where nothing proves what its divisions are."""

from __future__ import annotations

import ast
from typing import Any

import libcst as cst

from migrator.module import Module
from migrator.rules.syntax.building import SPACE, argument, without_parentheses
from migrator.stdlib.stand_in_divisions import classic_division

WHAT = "Divide as Python 2 did: integers round down."
DIVIDE = "classic_divide"
DIVIDE_IN_PLACE = "classic_idivide"


def helper(module: Module, place: cst.CSTNode, *, in_place: bool = False) -> str:
    """Have the module define the function; its name."""
    if in_place:
        operator = module.imports.module("operator", place)
        name, otherwise = DIVIDE_IN_PLACE, f"{operator}.itruediv(a, b)"
    else:
        name, otherwise = DIVIDE, "a / b"
    whole = "int"
    if "timedelta" in module.words or "datetime" in module.words:
        # A timedelta rounds down to whole microseconds; / rounds it to the nearest.
        whole = f"(int, {module.imports.module('datetime', place)}.timedelta)"
    scopes = module.facts.scopes
    if scopes.lookup(scopes.module, name).kind not in ("builtin", "unknown"):
        name = f"_{name}"
    return module.helpers.add(name, classic_division(name, WHAT, otherwise, whole))


def called(name: str, division: cst.BinaryOperation, *, bare: bool) -> cst.Call:
    """`name(left, right)` for `left / right`; `bare`: it needs no parentheses around it."""
    sign = cst.ensure_type(division.operator, cst.Divide)
    after = sign.whitespace_after
    comma = cst.Comma(_kept(sign.whitespace_before), after if _kept(after) is after else SPACE)
    keeps = not bare or len(division.lpar) != 1 or _has_comment(division)
    return _call(name, division.left, comma, division.right).with_changes(
        lpar=division.lpar if keeps else (), rpar=division.rpar if keeps else ()
    )


def called_in_place(name: str, division: cst.AugAssign) -> cst.Assign:
    """`target = name(target, value)` for `target /= value`."""
    sign = cst.ensure_type(division.operator, cst.DivideAssign)
    target = cst.AssignTarget(division.target).with_changes(
        whitespace_before_equal=sign.whitespace_before,
        whitespace_after_equal=sign.whitespace_after,
    )
    value = _call(name, division.target, cst.Comma(whitespace_after=SPACE), division.value)
    return cst.Assign([target], value, division.semicolon)


def is_plain(target: ast.expr) -> bool:
    """Whether it does no harm to write a target twice."""
    if isinstance(target, ast.Attribute):
        return is_plain(target.value)
    if isinstance(target, ast.Subscript):
        return is_plain(target.value) and is_plain(target.slice)
    if isinstance(target, ast.Tuple):
        return all(map(is_plain, target.elts))
    if isinstance(target, ast.UnaryOp):
        return is_plain(target.operand)
    if isinstance(target, ast.BinOp):
        return is_plain(target.left) and is_plain(target.right)
    return isinstance(target, (ast.Name, ast.Constant))


def _call(name: str, left: Any, comma: cst.Comma, right: Any) -> cst.Call:
    return cst.Call(
        cst.Name(name), [argument(_stripped(left), comma=comma), argument(_stripped(right))]
    )


def _stripped(operand: Any) -> Any:
    """An operand without parentheses that an argument does not need."""
    if len(operand.lpar) != 1 or isinstance(operand, (cst.Tuple, cst.GeneratorExp, cst.Yield)):
        return operand
    return operand if _has_comment(operand) else without_parentheses(operand)


def _has_comment(node: Any) -> bool:
    """Whether the parentheses around a node hold more than blanks."""
    blanks = [node.lpar[0].whitespace_after, node.rpar[-1].whitespace_before]
    return not all(isinstance(blank, cst.SimpleWhitespace) for blank in blanks)


def _kept(whitespace: Any) -> Any:
    """Whitespace if it has line breaks or comments, else none."""
    if isinstance(whitespace, cst.SimpleWhitespace) and "\n" not in whitespace.value:
        return cst.SimpleWhitespace("")
    return whitespace
