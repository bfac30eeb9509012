"""What parses and is still no program: what Python refuses when it compiles a tree.

`ast.parse` and LibCST read a `return` outside a function; `compile` does not. A file with such an
error is not migrated.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

from migrator.facts import Facts
from migrator.facts.remembering import remembered
from migrator.facts.walk import FUNCTIONS
from migrator.module import Module
from migrator.python2 import tree
from migrator.python2.errors import ReadError

# Those of Python 2.7, and of 3.
_FEATURES = frozenset("""
    nested_scopes generators division absolute_import with_statement print_function
    unicode_literals barry_as_FLUFL generator_stop annotations
    """.split())
_CONSTANTS = ("None", "__debug__")
_LOOPS = (ast.For, ast.AsyncFor, ast.While)

Refusal = tuple[ast.AST, str]


def refuse(module: Module) -> None:
    """See that the version of Python that a module is for compiles it.

    In Python 2 that takes a `return` without a value in a generator, and no `continue` in a
    `finally` clause.

    Raises:
        ReadError: it does not. `position` is that of the first error.
    """
    facts, is_2 = module.facts, module.dialect.version == "2"
    found = list(_late_futures(module.tree, facts))
    for kind, check in _CHECKS.items():
        for node in facts.walk.of(kind):
            found.extend(check(node, facts, is_2))
    if found:
        places = [(module.offsets.start(node), reason) for node, reason in found]
        offset, reason = min(places)
        raise ReadError(reason, module.position_at(offset))


def _return(node: ast.Return, facts: Facts, is_2: bool) -> Iterator[Refusal]:
    scope = facts.scopes.scope_of(node)
    if scope.kind in ("module", "class"):
        yield node, "`return` outside a function"
    elif is_2 and node.value is not None and scope.node in _generators(facts):
        yield node, "`return` with a value in a generator: Python 2 has only a bare one there"


@remembered
def _generators(facts: Facts) -> set[ast.AST]:
    return {facts.scopes.scope_of(node).node for node in facts.walk.of(ast.Yield, ast.YieldFrom)}


def _yield(node: ast.Yield, facts: Facts, is_2: bool) -> Iterator[Refusal]:
    if facts.scopes.scope_of(node).kind in ("module", "class"):
        yield node, "`yield` outside a function"


def _jump(node: ast.Break | ast.Continue, facts: Facts, is_2: bool) -> Iterator[Refusal]:
    word = "break" if isinstance(node, ast.Break) else "continue"
    child: ast.AST = node
    for around in facts.parents.ancestors(node):
        if isinstance(around, _LOOPS) and child in around.body:
            return
        if isinstance(around, (*FUNCTIONS, ast.ClassDef)):
            break
        if is_2 and word == "continue" and child in getattr(around, "finalbody", ()):
            yield node, "`continue` in a `finally` clause: Python 2 has none there"
            return
        child = around
    yield node, f"`{word}` outside a loop"


def _late_futures(module: ast.Module, facts: Facts) -> Iterator[Refusal]:
    early: set[ast.AST] = set()
    for index, statement in enumerate(module.body):
        is_docstring = not index and isinstance(statement, ast.Expr) and _is_text(statement.value)
        if not is_docstring and not _is_future(statement):
            break
        early.add(statement)
    for node in facts.walk.of(ast.ImportFrom):
        if _is_future(node):
            if node not in early:
                yield node, "imports from __future__ come first in a file"
            for alias in node.names:
                if alias.name not in _FEATURES:
                    yield node, f"__future__ has no feature `{alias.name}`"


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_future(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__" and not node.level


def _parameters(node: ast.FunctionDef | ast.Lambda, facts: Facts, is_2: bool) -> Iterator[Refusal]:
    given = node.args
    seen: set[str] = set()
    for parameter in (
        *given.posonlyargs,
        *given.args,
        *filter(None, [given.vararg]),
        *given.kwonlyargs,
        *filter(None, [given.kwarg]),
    ):
        for name in _names(parameter):
            if name in seen:
                yield parameter, f"two parameters named `{name}`"
            seen.add(name)
            yield from _constant(parameter, name)
    if isinstance(node, ast.FunctionDef):
        yield from _constant(node, node.name)
        for name in sorted(seen & facts.scopes.scope_of(node.body[0]).globals):
            yield node, f"`{name}` is a parameter and declared global"


def _names(parameter: ast.arg) -> list[str]:
    if not isinstance(parameter, tree.TupleParameter):
        return [parameter.arg]
    return [node.id for node in ast.walk(parameter.target) if isinstance(node, ast.Name)]


def _call(node: ast.Call, facts: Facts, is_2: bool) -> Iterator[Refusal]:
    seen: set[str] = set()
    for keyword in node.keywords:
        if keyword.arg in seen:
            yield keyword, f"the keyword `{keyword.arg}` is given twice"
        if keyword.arg is not None:
            seen.add(keyword.arg)
            yield from _constant(keyword, keyword.arg)


def _stored(node: Any, facts: Facts, is_2: bool) -> Iterator[Refusal]:
    if isinstance(node.ctx, ast.Store):
        yield from _constant(node, node.id if isinstance(node, ast.Name) else node.attr)


def _bound(node: ast.ClassDef, facts: Facts, is_2: bool) -> Iterator[Refusal]:
    yield from _constant(node, node.name)


def _constant(node: ast.AST, name: str) -> Iterator[Refusal]:
    if name in _CONSTANTS:
        yield node, f"`{name}` is a constant: nothing can be assigned to it"


def _alias(node: ast.alias, facts: Facts, is_2: bool) -> Iterator[Refusal]:
    if node.name != "*":
        yield from _constant(node, node.asname or node.name.partition(".")[0])


def _target(node: tree.ExceptHandler, facts: Facts, is_2: bool) -> Iterator[Refusal]:
    pending = [node.target]
    while pending:
        target = pending.pop()
        if isinstance(target, (ast.Tuple, ast.List)):
            pending.extend(target.elts)
        elif not isinstance(target, (ast.Name, ast.Attribute, ast.Subscript)):
            yield target, "an exception is caught as something that cannot be assigned to"


_CHECKS: dict[type, Callable[[Any, Facts, bool], Iterator[Refusal]]] = {
    ast.Return: _return,
    ast.Yield: _yield,
    ast.YieldFrom: _yield,
    ast.Break: _jump,
    ast.Continue: _jump,
    ast.FunctionDef: _parameters,
    ast.Lambda: _parameters,
    ast.Call: _call,
    ast.Name: _stored,
    ast.Attribute: _stored,
    ast.ClassDef: _bound,
    ast.alias: _alias,
    tree.ExceptHandler: _target,
}
