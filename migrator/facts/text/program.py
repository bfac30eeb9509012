"""All modules of a program as one graph."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.facts import Facts
from migrator.facts.text.build import Builder
from migrator.facts.text.cells import Cell, Graph
from migrator.facts.text.interface import Exporter, Interface, Value
from migrator.facts.text.origins import Origins
from migrator.facts.text.questions import LiteralKind
from migrator.facts.text.siblings import Siblings, taken
from migrator.facts.text.solve import numeric, solve

if TYPE_CHECKING:
    from migrator.project import Project


class Program:
    """Modules that are decided together: what one imports is a cell of the other."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._graph = Graph()
        self._builders: dict[str, Builder] = {}
        self._outlines: dict[str, Interface] = {}

    def add(self, file: str, facts: Facts, kind_of: LiteralKind | None) -> None:
        """A module; without `kind_of` (see Builder) it only passes on what it imports."""
        names: dict[str, Value] = {}
        imports, stars = taken(facts)
        if kind_of is not None:
            siblings = Siblings(facts, self._project, Path(file), self)
            self._builders[file] = Builder(facts, kind_of, siblings, self._graph)
            names = dict.fromkeys(facts.scopes.module.stores.keys() - imports.keys(), Value())
        self._outlines[file] = Interface(names, {}, imports, stars, facts.walk.members)

    def interface_of(self, file: str) -> Interface | None:
        """What a module defines and passes on, of which nothing is decided yet."""
        return self._outlines.get(file)

    def cell(self, builder: Builder, file: str, name: str) -> Cell | None:
        """The cell of a name of a module."""
        owner = self._builders.get(file)
        if owner is None or name not in owner.facts.scopes.module.stores:
            return None
        return owner.variables.named(owner.facts.scopes.module, name)

    def definition(self, file: str, name: str) -> tuple[Builder, ast.AST] | None:
        """The class or function of a name of a module, with the module's builder."""
        owner = self._builders.get(file)
        if owner is None or name not in owner.facts.scopes.module.stores:
            return None
        node = owner.facts.scopes.lookup(owner.facts.scopes.module, name).node
        return (owner, node) if isinstance(node, (ast.ClassDef, ast.FunctionDef)) else None

    def interfaces(self) -> dict[str, Interface]:
        """What each module tells, by its file."""
        if not self._builders:
            return self._outlines
        builders = list(self._builders.values())
        sides = solve(builders)
        origins = Origins(self._graph, builders)
        names, forms = Exporter(self._graph, sides, numeric(builders), origins).export(
            {file: _named(builder) for file, builder in self._builders.items()}
        )
        return {
            file: replace(outline, names=names.get(file, {}), forms=forms)
            for file, outline in self._outlines.items()
        }


def _named(builder: Builder) -> dict[str, Cell]:
    scope = builder.facts.scopes.module
    return {name: builder.variables.named(scope, name) for name in scope.stores}
