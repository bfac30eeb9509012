"""Imports of modules that lie beside the file."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.results import Level
from migrator.rules.imports import writing
from migrator.rules.imports.heirs import finds_sibling
from migrator.rules.imports.plan import Piece
from migrator.rules.imports.statement_rules import StatementRule
from migrator.stdlib import is_stdlib_module_3

_RUN = "run as a script it cannot import so: start it with `python -m`"


class RelativeImports(StatementRule):
    """import sibling becomes from . import sibling.

    Inside a package Python 2 looked for a module beside the file first (PEP 328); Python 3 only
    looks among the top-level modules. Imports that find a sibling say so now, in a file of a
    package that has no `from __future__ import absolute_import`. `import sibling.part` also
    imports the part, under a name of its own.

    A module with relative imports cannot be run as a script: where one looks as if it were, that
    is listed.
    """

    code = "IMP020"
    name = "relative-imports"
    words = frozenset({"import"})
    # `sibling` is a module beside the example.
    examples = (
        (
            "import os, sibling\n\nprint sibling.name, os.sep\n",
            "import os\nfrom . import sibling\n\nprint(sibling.name, os.sep)\n",
        ),
        (
            "import sibling as other\nfrom sibling import (one,  # first\n    two)\nprint one, two\n",
            "from . import sibling as other\nfrom .sibling import (one,  # first\n    two)\nprint(one, two)\n",
        ),
        (
            "from sibling import *\nimport sibling.part\nprint sibling.part\n",
            "from .sibling import *\nfrom . import sibling\nfrom .sibling import part as _sibling_part\n"
            "print(sibling.part)\n",
        ),
    )
    leave_alone = (
        "import os\n\nprint(os.sep)\n",
        "from . import sibling\n\nprint(sibling)\n",
        "from __future__ import absolute_import\n\nimport os\n\nprint(os.sep)\n",
    )

    def sites(self) -> Iterator[int]:
        module = self.module
        for node in self._imports():
            if any(self._finds_sibling(name) for name in _modules(node)):
                yield module.offsets.start(node)

    def _imports(self) -> Iterable[ast.Import | ast.ImportFrom]:
        module = self.module
        if "absolute_import" in module.lowered.futures or not module.project.package(module.path):
            return ()
        return module.facts.walk.of(ast.Import, ast.ImportFrom)

    def _finds_sibling(self, dotted: str) -> bool:
        """Whether a module beside the file is meant: not one that another rule imports."""
        module = self.module
        if not finds_sibling(module, dotted):
            return False
        is_free = dotted in self._written and module.project.may_hold(module.path, dotted)
        return is_free or not is_stdlib_module_3(dotted, module.options.target)

    @cached_property
    def _written(self) -> set[str]:
        return {name for node in self._imports() for name in _modules(node)}

    def leave_ImportFrom(self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom) -> Any:
        module = updated_node.module
        if updated_node.relative or module is None:
            return updated_node
        if not self._finds_sibling(writing.dotted(module)):
            return updated_node
        self._warn(original_node)
        return updated_node.with_changes(relative=[cst.Dot()])

    def statements(self, statement: cst.BaseSmallStatement) -> list[Any] | None:
        if not isinstance(statement, cst.Import):
            return None
        pieces = {id(alias): self._pieces(alias) for alias in statement.names}
        if all(found is None for found in pieces.values()):
            return None
        self._warn(statement)
        return list(writing.rewritten(statement, lambda alias: pieces[id(alias)]))

    def _pieces(self, alias: cst.ImportAlias) -> list[Piece] | None:
        dotted = writing.dotted(alias.name)
        if not self._finds_sibling(dotted):
            return None
        local = writing.dotted(alias.asname.name) if alias.asname else ""
        package, _, last = dotted.rpartition(".")
        if not package:
            return [Piece(".", last, local)]
        if local:
            return [Piece(f".{package}", last, local)]
        head = dotted.partition(".")[0]
        return [Piece(".", head), Piece(f".{package}", last, f"_{dotted.replace('.', '_')}")]

    def _warn(self, statement: cst.CSTNode) -> None:
        if _is_script(self.module.tree) and id(statement) in self.module.anchors:
            self.module.decide(self, statement, "relative", Level.ASSUMED, _RUN)


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module] if node.module and not node.level else []
    return [alias.name for alias in node.names]


def _is_script(tree: ast.Module) -> bool:
    """Whether a module asks if it is the main one."""
    return any(
        isinstance(statement, ast.If)
        and any(
            isinstance(part, ast.Name) and part.id == "__name__"
            for part in ast.walk(statement.test)
        )
        for statement in tree.body
    )
