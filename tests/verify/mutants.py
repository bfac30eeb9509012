"""Small wrong programs made out of right ones: one thing changed, chosen by a seed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Div,
    ast.Div: ast.FloorDiv,
    ast.Mod: ast.Mult,
    ast.Lt: ast.GtE,
    ast.Gt: ast.LtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


def mutants(source: str, seed: int) -> Iterator[str]:
    """Variants of `source` without end; most, not all, behave differently."""
    random = Random(seed)
    while True:
        tree = ast.parse(source)
        node, change = random.choice(list(_changes(tree)))
        change(node, random)
        yield ast.unparse(ast.fix_missing_locations(tree))


def _changes(tree: ast.AST):  # type: ignore[no-untyped-def]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float, str)):
            yield node, _another_constant
        if isinstance(getattr(node, "op", None), tuple(OPERATORS)):
            yield node, _another_operator
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], tuple(OPERATORS)):
            yield node, _another_comparison
        if isinstance(node, (ast.If, ast.IfExp, ast.While)):
            yield node, _other_branch
        if isinstance(getattr(node, "body", None), list) and not isinstance(node, ast.Module):
            yield node, _without_a_statement
        if isinstance(node, ast.Call) and len(node.args) > 1:
            yield node, _arguments_swapped
        if isinstance(node, ast.Return) and node.value:
            yield node, _nothing_returned
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
            yield node, _turned_round


def _another_constant(node: ast.Constant, random: Random) -> None:
    if isinstance(node.value, bool):
        node.value = not node.value
    elif isinstance(node.value, (int, float)):
        node.value += random.choice((-1, 1))
    else:
        assert isinstance(node.value, str)
        at = random.randrange(len(node.value) + 1)
        node.value = node.value[:at] + random.choice("xy7 ") + node.value[at:]


def _another_operator(node: ast.BinOp, random: Random) -> None:
    node.op = OPERATORS[type(node.op)]()  # type: ignore[assignment]


def _another_comparison(node: ast.Compare, random: Random) -> None:
    node.ops[0] = OPERATORS[type(node.ops[0])]()  # type: ignore[call-overload]


def _other_branch(node: ast.If, random: Random) -> None:
    node.test = ast.UnaryOp(ast.Not(), node.test)


def _without_a_statement(node: ast.If, random: Random) -> None:
    node.body[random.randrange(len(node.body))] = ast.Pass()


def _arguments_swapped(node: ast.Call, random: Random) -> None:
    at = random.randrange(len(node.args) - 1)
    node.args[at : at + 2] = reversed(node.args[at : at + 2])


def _nothing_returned(node: ast.Return, random: Random) -> None:
    node.value = ast.Constant(None)


def _turned_round(node: ast.UnaryOp, random: Random) -> None:
    node.op = ast.UAdd() if isinstance(node.op, ast.USub) else ast.Not()
    if isinstance(node.op, ast.Not):
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
