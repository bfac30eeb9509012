"""sys.exitfunc is gone."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.module import Module
from migrator.rules import Rule
from migrator.rules.imports.planner import is_at
from migrator.rules.syntax import building


class ExitFunction(Rule):
    """sys.exitfunc = f becomes atexit.register(f).

    Python 2 called what was bound to `sys.exitfunc` at exit; Python 3 only knows `atexit`. A module
    that reads the name, or binds it more than once, chains functions by hand: it is left alone.
    """

    code = "LIB040"
    name = "exit-function"
    words = frozenset({"exitfunc"})
    examples = (
        (
            "import sys\n\n\ndef bye():\n    print 'bye'\n\n\nsys.exitfunc = bye\nprint 'working'\n",
            "import sys\nimport atexit\n\n\ndef bye():\n    print('bye')\n\n\natexit.register(bye)\nprint('working')\n",
        ),
    )
    leave_alone = (
        "import sys\n\nbefore = getattr(sys, 'exitfunc', None)\nsys.exitfunc = before\n",
        "class sys(object):\n    pass\n\n\nsys.exitfunc = len\n",
    )

    @cached_property
    def places(self) -> frozenset[int]:
        return assignments(self.module)

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> Any:
        if not is_at(self.module, original_node.targets[0].target, self.places):
            return updated_node
        module = self.module.imports.module("atexit", original_node.targets[0].target)
        function = cst.parse_expression(f"{module}.register")
        call = building.call(function, [building.argument(updated_node.value)])
        return cst.Expr(call, semicolon=updated_node.semicolon)


def assignments(module: Module) -> frozenset[int]:
    """The carrier offset of the one assignment to `sys.exitfunc` of a module, if there is one."""
    facts = module.facts
    found = [
        node
        for node in facts.walk.of(ast.Attribute, ast.Constant)
        if (isinstance(node, ast.Attribute) and node.attr == "exitfunc")
        or (isinstance(node, ast.Constant) and node.value == "exitfunc")
    ]
    only = found[0] if len(found) == 1 else None
    if not isinstance(only, ast.Attribute) or facts.scopes.imported(only) != "sys.exitfunc":
        return frozenset()
    statement = facts.walk.parents[only]
    if not isinstance(statement, ast.Assign) or statement.targets != [only]:
        return frozenset()
    return frozenset({module.offset_of(only)})
