"""Whether a program looks after None itself before it compares."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from migrator.facts.effects import subtree
from migrator.facts.remembering import remembered
from migrator.facts.walk import FUNCTIONS
from migrator.module import Module

_ENDS = ("exit", "_exit", "error", "fail", "abort", "usage", "die")
_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def path(node: ast.AST) -> str | None:
    """A name or a chain of attributes, as text."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *parts[::-1]]) if isinstance(node, ast.Name) else None


def is_tested(module: Module, node: ast.AST, anywhere: bool = False) -> bool:
    """Whether a test comes before a value is used, so that it may be known not to be None.

    `anywhere`: any test in the module of an attribute of that name counts.
    """
    if anywhere and isinstance(node, ast.Attribute) and node.attr in _tested(module):
        return True
    own = path(node)
    if own is None:
        return False
    parents = module.facts.parents
    child = node
    for around in parents.ancestors(node):
        if isinstance(around, (ast.If, ast.While, ast.IfExp)) and child is not around.test:
            if _mentions(around.test, own):
                return True
        elif isinstance(around, ast.BoolOp) and isinstance(child, ast.expr):
            earlier = around.values[: around.values.index(child)]
            # Of `a and b or c`, nothing in a or b need be so where c is evaluated.
            if any(_mentions(one, own) for one in earlier if not isinstance(one, ast.BoolOp)):
                return True
        elif isinstance(around, (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)):
            tests = (test for one in around.generators for test in one.ifs if test is not child)
            if any(_mentions(test, own) for test in tests):
                return True
        if isinstance(child, ast.stmt) and _settled(around, child, own):
            return True
        if isinstance(around, FUNCTIONS):
            return False
        child = around
    return False


def is_asked_for_none(module: Module, load: ast.Name) -> bool:
    """Whether the function of a parameter asks somewhere whether it is None."""
    facts = module.facts
    binding = facts.scopes.resolve(load)
    if facts.scopes.scope_of(load) is not binding.scope or len(binding.definitions) != 1:
        return False
    return any(
        _asks_for_none(facts.parents.get(one), one, ast.Is, ast.Eq)
        for one in facts.scopes.loads(binding)
    )


def is_none_somewhere(module: Module, attribute: ast.Attribute) -> bool:
    """Whether the module asks an attribute of that name whether it is None, but not here."""
    parents = module.facts.parents
    return not is_tested(module, attribute) and any(
        _asks_for_none(parents.get(one), one, ast.Is, ast.IsNot)
        for one in module.facts.walk.attributes(attribute.attr)
    )


def _asks_for_none(test: ast.AST | None, node: ast.expr, *operators: type[ast.cmpop]) -> bool:
    return (
        isinstance(test, ast.Compare)
        and test.left is node
        and isinstance(test.ops[0], operators)
        and isinstance(test.comparators[0], ast.Constant)
        and test.comparators[0].value is None
    )


def is_kept(module: Module, start: ast.AST, load: ast.AST) -> bool:
    """Whether what an assignment bound to a name may be what the name is used for.

    Not so where the name is bound anew in between, on the same way, or in another function. A lambda
    is taken to be called where it stands.
    """
    facts = module.facts
    place: ast.AST = load
    while isinstance(around := facts.scopes.scope_of(place).node, ast.Lambda):
        place = around
    if facts.scopes.scope_of(start) is not facts.scopes.scope_of(place):
        return not isinstance(load, ast.Name) or facts.scopes.scope_of(start).kind != "module"
    first = facts.parents.statement(start)
    child = place
    for around in facts.parents.ancestors(place):
        if isinstance(child, ast.stmt):
            for sibling in reversed(_before(around, child)):
                if sibling is first:
                    return True
                if _binds(sibling, path(load)):
                    return False
        child = around
    return True


def is_watermark(module: Module, load: ast.AST) -> bool:
    """Whether a value is compared to be replaced: `if top < n: top = n`."""
    parents = module.facts.parents
    compare = parents.get(load)
    test = parents.get(compare) if isinstance(compare, ast.Compare) else None
    if isinstance(test, ast.BoolOp):
        test = parents.get(test)
    if not isinstance(test, ast.If):
        return False
    return any(_binds(statement, path(load)) for statement in test.body)


def is_carried(module: Module, load: ast.Attribute, stores: Iterable[ast.Attribute]) -> bool:
    """Whether a value is read to be replaced at the end: `last = self.last ... self.last = key`."""
    parents, own = module.facts.parents, path(load)
    function = parents.function(load)
    within = [
        parents[store]
        for store in stores
        if path(store) == own and parents.function(store) is function
    ]
    return bool(within) and all(
        isinstance(one, ast.Assign) and one.lineno > load.lineno and not _mentions(one.value, own)
        for one in within
    )


def _before(around: ast.AST, child: ast.stmt) -> list[ast.stmt]:
    """The statements before one in its block."""
    for field in ("body", "orelse", "finalbody"):
        block = getattr(around, field, None)
        if isinstance(block, list) and child in block:
            return block[: block.index(child)]
    return []


def _settled(around: ast.AST, child: ast.stmt, own: str) -> bool:
    """Whether a statement before `child` in its block tests a value."""
    return any(
        isinstance(one, (ast.If, ast.Assert, ast.While))
        and _mentions(one.test, own)
        and not (isinstance(one, ast.If) and _goes_on(one, own))
        for one in _before(around, child)
    )


def _goes_on(test: ast.If, own: str) -> bool:
    """Whether an `if` that asks `x is None` leaves `x` as it is, and what follows runs either way."""
    asked = (node for node in ast.walk(test.test) if isinstance(node, ast.Compare))
    if not any(
        path(one.left) == own and _asks_for_none(one, one.left, ast.Is, ast.Eq) for one in asked
    ):
        return False
    return not any(
        _leaves(node)
        or _is_last_call(node)
        or (
            isinstance(node, (ast.Name, ast.Attribute))
            and path(node) == own
            and not isinstance(node.ctx, ast.Load)
        )
        for node in subtree([*test.body, *test.orelse])
    )


def _is_last_call(node: ast.AST) -> bool:
    """Whether a call goes by a name of what ends a program, a test or a thread."""
    return isinstance(node, ast.Call) and _name_of(node.func) in _ENDS


def _name_of(function: ast.expr) -> str:
    return (path(function) or "").rpartition(".")[2]


def _binds(statement: ast.stmt, own: str | None) -> bool:
    """Whether a statement binds a name or attribute, in each of its branches."""
    if isinstance(statement, ast.Assign):
        targets = (part for target in statement.targets for part in subtree([target]))
        return any(path(one) == own for one in targets)
    if isinstance(statement, ast.If):
        branches = (statement.body, statement.orelse)
        return all(any(_binds(one, own) or _leaves(one) for one in branch) for branch in branches)
    if isinstance(statement, ast.With):
        return any(_binds(one, own) for one in statement.body)
    return False


def _leaves(statement: ast.AST) -> bool:
    return isinstance(statement, (ast.Return, ast.Raise, ast.Continue, ast.Break))


def _mentions(test: ast.AST, own: str | None) -> bool:
    """Whether a test asks for a value otherwise than by its order."""
    pending = [test]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], _ORDERS):
            continue
        if path(node) == own:
            return True
        pending.extend(ast.iter_child_nodes(node))
    return False


@remembered
def _tested(module: Module) -> frozenset[str]:
    """The names of attributes that some test in the module asks for."""
    found: set[str] = set()
    for node in module.facts.walk.parents:
        if isinstance(node, (ast.If, ast.While, ast.IfExp, ast.Assert)):
            pending: list[ast.AST] = [node.test]
        elif isinstance(node, ast.BoolOp):
            pending = list(node.values[:-1])
        else:
            continue
        while pending:
            part = pending.pop()
            if isinstance(part, ast.Compare) and isinstance(part.ops[0], _ORDERS):
                continue
            if isinstance(part, ast.Attribute):
                found.add(part.attr)
            pending.extend(ast.iter_child_nodes(part))
    return frozenset(found)
