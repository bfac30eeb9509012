"""What is known about a module from its syntax tree: names, surroundings, uses, types."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import Any

from migrator.facts.calculated import Calculated
from migrator.facts.flow import Flow
from migrator.facts.parents import Parents
from migrator.facts.scopes import Scopes
from migrator.facts.sources import Sources
from migrator.facts.types import Types
from migrator.facts.uses import Uses
from migrator.facts.versions import Versions
from migrator.facts.walk import Walk


class Facts:
    """The facts about one module, each kind worked out when it is first asked for.

    The tree is Python 3's `ast`, with the nodes of `migrator.python2.tree` where the source
    used what only Python 2 has. It must not change afterwards. `walk` is that over it, if known.
    """

    def __init__(self, module: ast.Module, walk: Walk | None = None) -> None:
        self.module = module
        if walk is not None:
            self.walk = walk
        self.memory: dict[Any, Any] = {}  # see `remembering`

    def forget(self) -> None:
        """Let go of all that is known: it would wait for the garbage collector, which is slow.

        What a name refers to knows the scope, which knows what its names refer to.
        """
        if "walk" in self.__dict__:
            for scope in self.walk.scopes:
                scope.bindings.clear()
                scope.definitions.clear()
        self.__dict__.clear()

    @cached_property
    def walk(self) -> Walk:
        return Walk(self.module)

    @cached_property
    def parents(self) -> Parents:
        return Parents(self.walk)

    @cached_property
    def scopes(self) -> Scopes:
        return Scopes(self.module, self.walk)

    @cached_property
    def uses(self) -> Uses:
        return Uses(self.scopes, self.parents, self.types)

    @cached_property
    def sources(self) -> Sources:
        return Sources(self.scopes, self.parents)

    @cached_property
    def types(self) -> Types:
        return Types(self.module, self.scopes, self.parents, self.sources)

    @cached_property
    def calculated(self) -> Calculated:
        return Calculated(self.scopes, self.parents, self.types)

    @cached_property
    def versions(self) -> Versions:
        return Versions(self.scopes, self.parents)

    @cached_property
    def flow(self) -> Flow:
        return Flow(self.scopes, self.parents)
