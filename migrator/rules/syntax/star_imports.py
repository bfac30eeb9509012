"""SYN140: `from module import *` in a function."""

from __future__ import annotations

from typing import Any

import libcst as cst

from migrator.facts.walk import FUNCTIONS, Scope
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.planner import plan_of
from migrator.rules.syntax import building, places


class StarImports(Rule):
    """Import by name what a function uses of `from module import *`.

    Python 3 allows the star at the top of a module only. The names are those that the function
    reads and that nothing else binds; a name that hides a global or builtin one is not seen.
    """

    code = "SYN140"
    name = "star-imports"
    words = frozenset({"import"})
    examples = (
        (
            "def area():\n    from math import *\n    print int(sqrt(pi))\narea()\n",
            "def area():\n    from math import pi, sqrt\n    print(int(sqrt(pi)))\narea()\n",
        ),
    )
    leave_alone = (
        "from math import *\nprint(int(sqrt(pi)))\n",
        "def area():\n    from math import pi\n    return pi\nprint(int(area()))\n",
    )

    def sites(self) -> list[int]:
        stars = (star for scope in self.module.facts.walk.scopes for star in scope.stars)
        return [self.module.offsets.start(star) for star in stars]

    def leave_ImportFrom(self, original_node: cst.ImportFrom, updated_node: Any) -> Any:
        if not isinstance(updated_node.names, cst.ImportStar):
            return updated_node
        statement = places.statement(self.module, original_node)
        scope = self.module.facts.scopes.scope_of(statement) if statement else None
        if scope is None or not isinstance(scope.node, FUNCTIONS):
            return updated_node
        names = self._names(scope)
        if len(scope.stars) > 1 and names:
            self.module.report(
                self,
                original_node,
                "more than one star import in a function: say which names come from which module"
                f" ({', '.join(names)})",
            )
        elif names:
            self.module.decide(
                self,
                original_node,
                "names",
                Level.ASSUMED,
                "the names that the function reads and nothing else binds are taken from the module",
            )
        if not names:
            return _plain_import(updated_node)
        aliases = [cst.ImportAlias(cst.Name(name), comma=building.COMMA) for name in names]
        aliases[-1] = aliases[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        return updated_node.with_changes(names=aliases, whitespace_after_import=building.SPACE)

    def _names(self, scope: Scope) -> list[str]:
        """The names that are read in a function, or those in it, and bound nowhere.

        Not those that are written otherwise, as the module has them by another name today.
        """
        facts, plan = self.module.facts, plan_of(self.module)
        moved = {*plan.uses, *plan.forms, *plan.stand_ins}
        found: set[str] = set()
        for inner in facts.walk.scopes:
            if inner is scope or facts.parents.within(inner.node, scope.node):
                for name, loads in inner.loads.items():
                    if facts.scopes.lookup(inner, name).kind != "unknown":
                        continue
                    if not all(load in moved or facts.parents[load] in moved for load in loads):
                        found.add(name)
        return sorted(found)


def _plain_import(node: cst.ImportFrom) -> Any:
    """An import for its effects: nothing of the module is used."""
    if node.relative or node.module is None:
        return cst.Pass(semicolon=node.semicolon)
    alias = cst.ImportAlias(node.module)
    return cst.Import([alias], semicolon=node.semicolon)
