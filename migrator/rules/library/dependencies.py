"""LIB056: modules that packages provide today."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports import writing
from migrator.rules.imports.planner import is_at, plan_of, star_offset


class Dependencies(Rule):
    """With --allow-dependency, an import that a package provides stays as it is.

    Some modules that the standard library has lost live on as packages with the same interface:
    `asyncore`, `cgi`, `telnetlib`, `sgmllib`. Nothing is rewritten; what has to be installed is
    written to `requirements-py3.txt`. What LIB050 defines in the module needs no package. Without
    the option see LIB055.
    """

    code = "LIB056"
    name = "dependencies"
    words = frozenset({"import"})
    examples = (  # only told, and with the option only
        (
            "def parser():\n    import sgmllib\n    return sgmllib\n\n\nprint parser.__name__\n",
            "from __future__ import print_function\ndef parser():\n    import sgmllib\n    return sgmllib\n\n\nprint(parser.__name__)\n",
        ),
    )
    leave_alone = ("import os\n\nprint(os.sep)\n",)

    @cached_property
    def places(self) -> dict[int, str]:
        """The packages for the imports, by carrier offsets."""
        return {
            self._place(node): package for node, package in plan_of(self.module).packages.items()
        }

    def _place(self, node: ast.alias) -> int:
        statement = self.module.facts.walk.parents[node]
        if node.name == "*" and isinstance(statement, ast.ImportFrom):
            return star_offset(self.module, statement)
        return self.module.offsets.start(node)

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_ImportAlias(
        self, original_node: cst.ImportAlias, updated_node: cst.ImportAlias
    ) -> cst.ImportAlias:
        self._tell(writing.first_name(original_node.name))
        return updated_node

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom:
        if isinstance(original_node.names, cst.ImportStar):
            self._tell(writing.first_name(original_node.module))
        return updated_node

    def _tell(self, place: cst.CSTNode | None) -> None:
        if place is not None and is_at(self.module, place, self.places):
            package = self.places[self.module.anchor(place)]
            self.module.decide(self, place, package, Level.ASSUMED, "this package provides it")
