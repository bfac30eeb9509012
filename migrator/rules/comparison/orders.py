"""Which calls sort by a comparing function, and which such functions are but keys."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from migrator.module import Module
from migrator.rules.comparison.kinds import NONE, clash, kinds, of_key
from migrator.rules.comparison.narrowing import is_none_somewhere
from migrator.rules.division.forms import DIVIDE

PARAMETERS = ("cmp", "key", "reverse")
RULE = "CMP010"
_NESTED = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_NEVER_FUNCTIONS = (
    ast.Constant,
    ast.List,
    ast.Tuple,
    ast.Dict,
    ast.Set,
    ast.BinOp,
    ast.Compare,
    ast.JoinedStr,
    *_NESTED[1:],
)


@dataclass(frozen=True)
class Sort:
    """A call of `sorted` or of a `sort` method that is given, or may be given, a `cmp`.

    `given` holds the `ast` arguments by their names; `is_sure` is false where a `sort` method of
    an unknown object is given what may be no function.
    """

    given: dict[str, ast.expr]
    is_sure: bool


@dataclass(frozen=True)
class KeyOrder:
    """A function that compares `key(x)` with `key(y)`; `reverse` where it does so backwards.

    `index` says which argument of its call of `cmp` is the key of the first parameter.
    """

    index: int
    reverse: bool
    is_identity: bool


def sort_of(module: Module, call: ast.AST | None) -> Sort | None:
    """What a call sorts by, if it is one that Python 3 refuses for its `cmp`."""
    if not isinstance(call, ast.Call) or any(isinstance(one, ast.Starred) for one in call.args):
        return None
    names = [keyword.arg for keyword in call.keywords]
    positional = call.args
    if module.facts.scopes.is_builtin(call.func) and call.func.id == "sorted":
        positional = positional[1:]
    elif not isinstance(call.func, ast.Attribute) or call.func.attr != "sort":
        return None
    if not set(names) <= set(PARAMETERS) or len(positional) > len(PARAMETERS):
        return None
    if not positional and "cmp" not in names:
        return None
    given = dict(zip(PARAMETERS, positional, strict=False))
    given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    if not positional or isinstance(call.func, ast.Name):
        return Sort(given, True)
    answer = _is_order(module, call.func.value, positional)
    return None if answer is False else Sort(given, answer is True)


def _is_order(module: Module, receiver: ast.expr, positional: list[ast.expr]) -> bool | None:
    """Whether a `sort` method is given a comparing function; None if that is only likely."""
    first = positional[0]
    if is_none(first) or is_cmp(module, first) or module.facts.types.is_a(receiver, "list"):
        return True
    if isinstance(first, ast.Lambda):
        return len(first.args.args) == 2
    if isinstance(first, _NEVER_FUNCTIONS) or _calls_cmp(first) or _is_quotient(first):
        return False
    found = module.facts.types.of(first)
    if found is not None and found.name not in ("function", "instance"):
        return False
    if isinstance(first, ast.Name):
        definitions = module.facts.scopes.resolve(first).definitions
        functions = [one.node for one in definitions if isinstance(one.node, ast.FunctionDef)]
        if functions and len(functions) == len(definitions):
            return all(_takes_two(function.args) for function in functions)
    return None


def _takes_two(arguments: ast.arguments) -> bool:
    required = len(arguments.args) - len(arguments.defaults)
    return required <= 2 and (len(arguments.args) >= 2 or arguments.vararg is not None)


def is_mixed(module: Module, call: ast.Call) -> bool:
    """Whether a call of `sorted`, `min`, `max` or `sort` is seen to sort what has no order."""
    key = next((one.value for one in call.keywords if one.arg == "key"), None)
    if any(isinstance(one, ast.Starred) for one in call.args):
        return False
    if isinstance(call.func, ast.Attribute):
        if call.func.attr != "sort":
            return False
        found = of_key(module, key, call.func.value)
    elif not module.facts.scopes.is_builtin(call.func) or not call.args:
        return False
    elif call.func.id not in ("sorted", "min", "max"):
        return False
    elif call.func.id != "sorted" and len(call.args) > 1:
        if key is not None:
            return False
        found = frozenset().union(*(kinds(module, one) for one in call.args))
        asked = [one for one in call.args if isinstance(one, ast.Attribute)]
        if any(is_none_somewhere(module, one) for one in asked):
            found |= {NONE}
    else:
        found = of_key(module, key, call.args[0])
    return clash(found, found)


def is_mixed_by(module: Module, call: ast.Call, order: ast.expr) -> bool:
    """Whether a sort is seen to compare what has no order by its `cmp`.

    `order` is `cmp` itself, or a lambda that calls it for its parameters.
    """
    if isinstance(order, ast.Lambda):
        found = key_order(module, order)
        body = order.body.operand if isinstance(order.body, ast.UnaryOp) else order.body
        if found is None or not isinstance(body, ast.Call):
            return False
        own = kinds(module, body.args[found.index])
        return clash(own, own)
    return is_mixed(module, call)


def is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def is_cmp(module: Module, node: ast.AST | None) -> bool:
    """Whether an expression is the builtin `cmp`."""
    return isinstance(node, ast.Name) and node.id == "cmp" and module.facts.scopes.is_builtin(node)


def _is_quotient(node: ast.expr) -> bool:
    """Whether this is what became of a division."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == DIVIDE


def _calls_cmp(node: ast.expr) -> bool:
    """Whether an expression is a number that 2.7's `cmp` gives, or the one that BLT130 adds."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "cmp"


def key_order(module: Module, function: ast.AST | None) -> KeyOrder | None:
    """The order that `lambda x, y: cmp(key of x, key of y)` stands for, if it is such a lambda."""
    if not isinstance(function, ast.Lambda):
        return None
    parameters = function.args
    if len(parameters.args) != 2 or parameters.defaults or parameters.vararg or parameters.kwarg:
        return None
    body, reverse = function.body, False
    if isinstance(body, ast.UnaryOp) and isinstance(body.op, ast.USub):
        body, reverse = body.operand, True
    if not isinstance(body, ast.Call) or not is_cmp(module, body.func):
        return None
    if len(body.args) != 2 or body.keywords:
        return None
    first, second = (parameter.arg for parameter in parameters.args)
    for index in (0, 1):
        own, other = body.args[index], body.args[1 - index]
        if _names(own) & {first, second} == {first} and _mirrors(own, other, first, second):
            return KeyOrder(index, reverse != (index == 1), isinstance(own, ast.Name))
    return None


def _names(node: ast.expr) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _mirrors(own: ast.expr, other: ast.expr, first: str, second: str) -> bool:
    """Whether `other` is `own` with the second parameter in place of the first."""
    if any(isinstance(part, _NESTED) for part in ast.walk(own)):
        return False
    pairs = list(zip(ast.walk(own), ast.walk(other), strict=False))
    same = all(
        (part.id, twin.id) == (first, second) or (part.id == twin.id != second)
        for part, twin in pairs
        if isinstance(part, ast.Name) and isinstance(twin, ast.Name)
    )
    blank = [_without_names(own), _without_names(other)]
    return same and blank[0] == blank[1] and first not in _names(other)


def _without_names(node: ast.expr) -> list[tuple[str, object]]:
    """The shape of an expression and its constants, but not its names."""
    return [
        (
            (type(part).__name__, getattr(part, "attr", getattr(part, "value", None)))
            if isinstance(part, (ast.Attribute, ast.Constant))
            else (type(part).__name__, None)
        )
        for part in ast.walk(node)
    ]


def removes(module: Module, name: ast.AST | None) -> bool:
    """Whether a mention of `cmp` goes away with the sort that it orders."""
    parents = module.facts.parents
    if not module.options.selects(RULE):
        return False
    if not isinstance(name, ast.Name) or not is_cmp(module, name):
        return False
    order: ast.AST = name
    around = parents[name]
    if isinstance(around, ast.Call) and around.func is name:
        inner = parents[around]
        order = parents[inner] if isinstance(inner, ast.UnaryOp) else inner
        if key_order(module, order) is None:
            return False
    holder = parents[order]
    call = parents[holder] if isinstance(holder, ast.keyword) else holder
    sort = sort_of(module, call)
    if not isinstance(call, ast.Call) or sort is None or sort.given.get("cmp") is not order:
        return False
    if is_mixed_by(module, call, order):
        return False
    return order is name or replaces(module, sort) is not None


def replaces(module: Module, sort: Sort) -> KeyOrder | None:
    """The key order of a sort's function where key and reverse can say the same."""
    order = key_order(module, sort.given["cmp"])
    if order is None:
        return None
    key, reverse = sort.given.get("key"), sort.given.get("reverse")
    if key is not None and not is_none(key) and not order.is_identity:
        return None
    return order if reverse is None or not order.reverse else None
