"""LIB045: calls that have nothing to do any more."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator import stdlib
from migrator.module import Module
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.planner import is_at

_NAME = "sys.setcheckinterval"
_REASON = "threads are switched by time, not by a number of instructions"


class DroppedCalls(Rule):
    """sys.setcheckinterval(n) is removed.

    It is gone since 3.9, and what it tuned since 3.2: `sys.setswitchinterval` takes seconds. Only
    whole statements are removed whose arguments do nothing; where a handler of AttributeError is
    around, the program knows what to do.
    """

    code = "LIB045"
    name = "dropped-calls"
    words = frozenset({"setcheckinterval"})
    examples = (
        (
            "import sys\n\nif hasattr(sys, 'path'):\n    sys.setcheckinterval(1000)\nprint 'done'\n",
            "import sys\n\nif hasattr(sys, 'path'):\n    pass\nprint('done')\n",
        ),
        (
            "import sys\n\nsys.setcheckinterval(1000)\nprint 'done'\n",
            "import sys\n\nprint('done')\n",
        ),
    )
    leave_alone = (
        "import sys\n\ntry:\n    sys.setcheckinterval(9)\nexcept AttributeError:\n    pass\n",
        "import sys\n\nsys.setcheckinterval(len('ab'))\n",
        "class sys(object):\n    setcheckinterval = dict\n\n\nsys.setcheckinterval()\n",
    )

    @cached_property
    def places(self) -> frozenset[int]:
        return dropped(self.module)

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Expr(self, original_node: cst.Expr, updated_node: cst.Expr) -> Any:
        call = original_node.value
        if not isinstance(call, cst.Call) or not is_at(self.module, call, self.places):
            return updated_node
        self.module.decide(self, call, "removed", Level.ASSUMED, _REASON)
        return cst.RemoveFromParent()


def dropped(module: Module) -> frozenset[int]:
    """The carrier offsets of the calls to be removed."""
    facts = module.facts
    if stdlib.exists(_NAME, module.options.target) is not False:
        return frozenset()
    return frozenset(
        module.offset_of(node)
        for node in facts.walk.of(ast.Call)
        if facts.scopes.imported(node.func) == _NAME
        and isinstance(facts.walk.parents[node], ast.Expr)
        and all(isinstance(argument, ast.Constant) for argument in node.args)
        and not node.keywords
        and not facts.parents.guarded(node, "AttributeError")
    )
