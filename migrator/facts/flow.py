"""Where a value may be used: so far, that of a list comprehension's leaked variables."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrator.facts.effects import subtree
from migrator.facts.parents import Parents
from migrator.facts.scopes import Scopes
from migrator.facts.walk import FUNCTIONS, Scope

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Flow:
    """Answers about the order in which the code of one module runs."""

    def __init__(self, scopes: Scopes, parents: Parents) -> None:
        self._scopes = scopes
        self._parents = parents

    def leaked_loads(self, comprehension: ast.ListComp) -> list[ast.Name]:
        """The loads and deletions that may be of what a list comprehension leaves in its variables.

        Left out are those that come earlier, and those before which the name is surely bound
        anew. One in another function always counts.
        """
        targets = [generator.target for generator in comprehension.generators]
        names = {node.id: node for node in subtree(targets) if isinstance(node, ast.Name)}
        return [
            use
            for name in names.values()
            if isinstance(name.ctx, ast.Store)
            for use in self._uses_outside(name, comprehension)
            if self._may_reach(comprehension, use)
        ]

    def _uses_outside(self, name: ast.Name, comprehension: ast.ListComp) -> Iterator[ast.Name]:
        yield from self._scopes.loads_outside(name, comprehension)
        for definition in self._scopes.resolve(name).definitions:
            if isinstance(definition.node, ast.Name) and definition.kind == "delete":
                yield definition.node

    def _frame(self, node: ast.AST) -> Scope:
        """The scope of a node, that around them for one in generator expressions."""
        scope = self._scopes.scope_of(node)
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        return scope

    def _may_reach(self, source: ast.AST, load: ast.Name) -> bool:
        if self._frame(load) is not self._frame(source):
            return True
        statement = self._parents.statement(source)
        if statement is not None and _surely_binds(statement, load.id):
            if not self._parents.within(load, statement):
                return False
        child: ast.AST = load
        for parent in self._parents.ancestors(load):
            if self._rebinds_inside(parent, child, load.id):
                return self._within_body(source, parent)
            for sibling in self._earlier(parent, child):
                if _surely_binds(sibling, load.id):
                    return False
                if self._parents.within(source, sibling):
                    return True
            if isinstance(parent, FUNCTIONS):
                return False
            if self._parents.within(source, parent) and not self._runs_later(parent, source):
                return True
            child = parent
        return False

    def _rebinds_inside(self, parent: ast.AST, child: ast.AST, name: str) -> bool:
        """Whether `parent` is a loop, handler or comprehension that binds `name` for `child`."""
        if isinstance(parent, (ast.For, ast.AsyncFor)):
            return child in parent.body and _binds(parent.target, name)
        if isinstance(parent, ast.ExceptHandler):
            return child in parent.body and parent.name == name
        if isinstance(parent, ast.comprehension):
            return child is not parent.iter and _binds(parent.target, name)
        if isinstance(parent, _COMPREHENSIONS):
            generators = parent.generators
            before = generators[: generators.index(child)] if child in generators else generators
            return any(_binds(one.target, name) for one in before)
        return False

    def _within_body(self, source: ast.AST, loop: ast.AST) -> bool:
        if isinstance(loop, (ast.comprehension, *_COMPREHENSIONS)):
            return self._parents.within(source, loop)
        body = getattr(loop, "body", ())
        return any(self._parents.within(source, statement) for statement in body)

    def _earlier(self, parent: ast.AST, child: ast.AST) -> list[ast.stmt]:
        """The statements before `child` in its block, nearest first."""
        for field in ("body", "orelse", "finalbody"):
            block = getattr(parent, field, None)
            if isinstance(block, list) and child in block:
                return block[: block.index(child)][::-1]
        return []

    def _runs_later(self, parent: ast.AST, source: ast.AST) -> bool:
        """Whether what `parent` holds besides its earlier statements runs afterwards or not at all.

        Not so in loops, in `try`, and in expressions and the heads of statements.
        """
        if not isinstance(parent, (ast.Module, ast.ClassDef, ast.If, ast.With)):
            return False
        return any(
            self._parents.within(source, statement)
            for statement in [*parent.body, *getattr(parent, "orelse", ())]
        )


def _binds(target: ast.AST, name: str) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
        for node in subtree([target])
    )


def _surely_binds(statement: ast.stmt, name: str) -> bool:
    """Whether running `statement` to its end has bound `name`."""
    if isinstance(statement, ast.Assign):
        return any(_binds(target, name) for target in statement.targets)
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return statement.name == name
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return any((one.asname or one.name.partition(".")[0]) == name for one in statement.names)
    return False
