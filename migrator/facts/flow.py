"""Which loads a value may reach: so far, that of a list comprehension's leaked variables."""

from __future__ import annotations

import ast

from migrator.facts.effects import subtree
from migrator.facts.parents import Parents
from migrator.facts.scopes import Scopes
from migrator.facts.walk import FUNCTIONS

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Flow:
    """Answers about the order in which the code of one module runs."""

    def __init__(self, scopes: Scopes, parents: Parents) -> None:
        self._scopes = scopes
        self._parents = parents

    def leaked_loads(self, comprehension: ast.ListComp) -> list[ast.Name]:
        """The loads that may see what a list comprehension leaves in its variables.

        Left out are loads that come earlier, and those before which the name is surely bound
        anew. A load in another function always counts.
        """
        targets = [generator.target for generator in comprehension.generators]
        names = {node.id: node for node in subtree(targets) if isinstance(node, ast.Name)}
        return [
            load
            for name in names.values()
            if isinstance(name.ctx, ast.Store)
            for load in self._scopes.loads_outside(name, comprehension)
            if self._may_reach(comprehension, load)
        ]

    def _may_reach(self, source: ast.AST, load: ast.Name) -> bool:
        if self._scopes.scope_of(load) is not self._scopes.scope_of(source):
            return True
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
        """Whether `parent` is a loop or comprehension that binds `name` for `child`."""
        if isinstance(parent, (ast.For, ast.AsyncFor)):
            return child in parent.body and _binds(parent.target, name)
        if isinstance(parent, _COMPREHENSIONS):
            is_first = child is parent.generators[0]
            return not is_first and any(_binds(one.target, name) for one in parent.generators)
        return False

    def _within_body(self, source: ast.AST, loop: ast.AST) -> bool:
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
