"""Imports that are ready for Python 3 as they stand: those of one version, and ladders.

A ladder is a `try` with an import, and another way to get the same names in the handler of
ImportError.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from migrator import stdlib
from migrator.facts.parents import catches
from migrator.facts.walk import FUNCTIONS
from migrator.module import Module
from migrator.rules.imports.heirs import Fate, heir_of, is_standard

Import = ast.Import | ast.ImportFrom


def is_ready(module: Module, statement: Import) -> bool:
    """Whether an import must stay: Python 3 does not run it, or can do without it."""
    if module.facts.versions.runs_on(statement) != {2, 3}:
        return True
    child: ast.AST = statement
    for around in module.facts.parents.ancestors(statement):
        if isinstance(around, FUNCTIONS):
            return False
        if isinstance(around, ast.Try) and (handler := _handler(around)):
            if (child in around.body or child is handler) and _is_ready_ladder(module, around):
                return True
            if child is handler and _is_never_run(module, around, handler):
                return True
        if isinstance(around, ast.Try) and child in around.handlers and _asks_builtins(around):
            return True
        child = around
    return False


def _asks_builtins(around: ast.Try) -> bool:
    """Whether a `try` only asks for builtins that are there: `try: set`, `except NameError`."""
    builtins = stdlib.builtins(stdlib.PYTHON_2) - stdlib.builtins_only_2()
    return all(
        isinstance(statement, (ast.Expr, ast.Assign))
        and isinstance(statement.value, ast.Name)
        and statement.value.id in builtins
        for statement in around.body
    )


def _handler(ladder: ast.Try) -> ast.ExceptHandler | None:
    return next((one for one in ladder.handlers if catches(one, "ImportError")), None)


def _is_ready_ladder(module: Module, ladder: ast.Try) -> bool:
    """Whether the handler gets what the imports of the body bind, if it is needed at all."""
    works = [
        (_local(alias), _works(module, statement, alias))
        for statement in _imports(ladder.body)
        for alias in statement.names
    ]
    handler = _handler(ladder)
    names = {name for name, _ in works}
    if not any(works is False for _, works in works):
        return all(works for _, works in works) and not names.isdisjoint(_bound(module, handler))
    return handler is not None and names <= _provided(module, handler.body)


def _is_never_run(module: Module, ladder: ast.Try, handler: ast.ExceptHandler) -> bool:
    """Whether all imports of the body work once their names have moved, so that the rest stays.

    A handler that does nothing but import may become the same as the body, and is no such one.
    """
    if all(isinstance(statement, (ast.Import, ast.ImportFrom)) for statement in handler.body):
        return False
    found = [
        heir_of(_full(statement, alias), module.options.target)
        for statement in _imports(ladder.body)
        for alias in statement.names
        if _works(module, statement, alias) is not None
    ]
    return bool(found) and all(
        heir is not None and heir.fate in (Fate.STAYS, Fate.MOVED) for heir in found
    )


def _full(statement: Import, alias: ast.alias) -> str:
    return (
        f"{statement.module}.{alias.name}" if isinstance(statement, ast.ImportFrom) else alias.name
    )


def _works(module: Module, statement: Import, alias: ast.alias) -> bool | None:
    """Whether an import works on the target; None for what is not the standard library's."""
    target = module.options.target
    if isinstance(statement, ast.Import):
        if not is_standard(module, statement, alias.name):
            return None
        return stdlib.is_stdlib_module_3(alias.name, target)
    owner = statement.module or ""
    if not is_standard(module, statement, owner):
        return None
    if not stdlib.is_stdlib_module_3(owner, target):
        return False
    return alias.name == "*" or not stdlib.lacks(f"{owner}.{alias.name}", target)


def _provided(module: Module, body: Iterable[ast.stmt]) -> set[str]:
    """The names that statements bind, to more than nothing, on the target; none if they fail."""
    names: set[str] = set()
    for statement in body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            if any(_works(module, statement, alias) is False for alias in statement.names):
                return set()
            names.update(map(_local, statement.names))
        elif isinstance(statement, ast.Assign):
            if not _is_nothing(statement.value):
                targets = [part for target in statement.targets for part in ast.walk(target)]
                names.update(part.id for part in targets if isinstance(part, ast.Name))
        elif isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
            names.add(statement.name)
        elif isinstance(statement, ast.Try):
            names |= _provided(module, statement.body)
            if handler := _handler(statement):
                names |= _provided(module, handler.body)
        elif isinstance(statement, ast.If):
            names |= _provided(module, [*statement.body, *statement.orelse])
    return names


def _is_nothing(value: ast.expr) -> bool:
    """Whether a value is a literal with nothing in it, which stands for what is missing."""
    if isinstance(value, (ast.List, ast.Tuple, ast.Dict)):
        return not ast.unparse(value)[1:-1]
    return isinstance(value, ast.Constant) and not value.value


def _bound(module: Module, handler: ast.ExceptHandler | None) -> set[str]:
    """The names that a handler binds to more than nothing, or tries to."""
    if handler is None:
        return set()
    tried = {_local(alias) for one in _imports(handler.body) for alias in one.names}
    return tried | _provided(module, handler.body)


def _imports(body: Iterable[ast.stmt]) -> Iterator[Import]:
    for statement in body:
        for part in ast.walk(statement):
            if isinstance(part, (ast.Import, ast.ImportFrom)):
                yield part


def _local(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]
