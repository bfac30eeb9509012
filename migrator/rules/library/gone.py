"""Modules and names that left the standard library without an heir."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator import stdlib
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.exceptions.clearing import clearings
from migrator.rules.imports import writing
from migrator.rules.imports.heirs import Heir
from migrator.rules.imports.planner import is_at, plan_of, star_offset
from migrator.rules.library.dropped_calls import dropped
from migrator.rules.library.exit_function import assignments
from migrator.rules.library.syntax_trees import parsed
from migrator.stdlib.hints import hint_for
from migrator.stdlib.packages import package_for

_OF_OTHER_RULES = frozenset({"sys.setdefaultencoding"})


class GoneNames(Rule):
    """A module or name that the target has lost, and that nothing replaces, is reported.

    Nothing is rewritten: the import, or the use of the name, will fail under Python 3. The message
    says since when the name is gone and what the best known way out is. Where a handler of
    ImportError stands around the import the program knows what to do, and is told that it will.
    """

    code = "LIB090"
    name = "gone-names"
    words = frozenset({"import"})
    examples = (  # only reported
        (
            "import os\n\nprint hasattr(os, 'sep') or os.tempnam\n",
            "import os\n\nprint(hasattr(os, 'sep') or os.tempnam)\n",
        ),
    )
    leave_alone = (
        "def read():\n    import mhlib\n\n    return mhlib.MH()\n",
        "import os\n\nname = os.tempnam()\n",
        "def show():\n    from inspect import getmoduleinfo\n\n    print(getmoduleinfo())\n",
        "try:\n    import mx.DateTime\nexcept ImportError:\n    print('none')\n",
    )

    @cached_property
    def _imports(self) -> dict[int, tuple[ast.alias, Heir]]:
        """The imports to be told of, by the carrier offset of what is imported."""
        return {
            self._place(node): (node, heir)
            for node, heir in plan_of(self.module).gone.items()
            if isinstance(node, ast.alias)
        }

    def _place(self, node: ast.alias) -> int:
        statement = self.module.facts.walk.parents[node]
        if node.name == "*" and isinstance(statement, ast.ImportFrom):
            return star_offset(self.module, statement)
        return self.module.offsets.start(node)

    @cached_property
    def _uses(self) -> dict[int, Heir]:
        """The uses to be told of, by their carrier offsets."""
        installed = {*plan_of(self.module).packages.values()}
        uses = {
            self.module.offset_of(node): heir
            for node, heir in plan_of(self.module).gone.items()
            if not isinstance(node, ast.alias)
            and heir.old not in _OF_OTHER_RULES
            and package_for(heir.module, self.module.options.target) not in installed
        }
        if "exitfunc" in self.module.words:
            for offset in assignments(self.module):
                uses.pop(offset, None)
        if "setcheckinterval" in self.module.words:
            for offset in dropped(self.module):
                uses.pop(offset, None)
        if "exc_clear" in self.module.words:
            for offset in clearings(self.module):
                uses.pop(offset, None)
        if parsed(self.module):
            uses = {at: heir for at, heir in uses.items() if not heir.old.startswith("ast.")}
        return uses

    def sites(self) -> Iterable[int]:
        return [*self._imports, *self._uses]

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> Any:
        self._tell_use(original_node)
        return updated_node

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> Any:
        self._tell_use(original_node)
        return updated_node

    def leave_ImportAlias(
        self, original_node: cst.ImportAlias, updated_node: cst.ImportAlias
    ) -> Any:
        self._tell_import(writing.first_name(original_node.name))
        return updated_node

    def leave_ImportFrom(self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom) -> Any:
        if isinstance(original_node.names, cst.ImportStar):
            self._tell_import(writing.first_name(original_node.module))
        return updated_node

    def _tell_import(self, place: cst.CSTNode | None) -> None:
        node, heir = self._imports.get(self.module.anchors.get(id(place), -1), (None, None))
        if place is not None and node is not None and heir is not None:
            tried = self.module.facts.parents.guarded(node, "ImportError")
            level = Level.ASSUMED if tried else Level.OPEN
            self.module.report(self, place, _message(heir, tried), level)

    def _tell_use(self, place: cst.CSTNode) -> None:
        if not is_at(self.module, place, self._uses):
            return
        heir = plan_of(self.module).gone.get(self.module.at(place))
        if heir is not None:
            self.module.report(self, place, _message(heir, False))


def _message(heir: Heir, tried: bool) -> str:
    since = stdlib.gone_since(heir.old)
    text = f"`{heir.old}` is gone" + (f" since Python {since[0]}.{since[1]}" if since else "")
    if tried:
        return f"{text}: the handler of ImportError will run"
    hint = hint_for(heir.old)
    return f"{text}: {hint}" if hint else f"{text}, and nothing in the standard library replaces it"
