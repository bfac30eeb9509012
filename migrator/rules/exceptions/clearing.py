"""EXC030: sys.exc_clear."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.module import Module
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared


class Clearing(Rule):
    """sys.exc_clear() is removed.

    Python 3 forgets the exception at the end of the clause that caught it. What comes after the
    call in the same clause still sees it in `sys.exc_info()`: that nothing there looks is assumed.
    """

    code = "EXC030"
    name = "exception-clearing"
    words = frozenset({"exc_clear"})
    examples = (
        (
            "import sys\n\ntry:\n    int('x')\nexcept ValueError:\n    sys.exc_clear()\nprint 'on'\n",
            "import sys\n\ntry:\n    int('x')\nexcept ValueError:\n    pass\nprint('on')\n",
        ),
    )
    leave_alone = (
        "class Log(object):\n    def exc_clear(self):\n        print('own')\n\n\nLog().exc_clear()\n",
    )

    def leave_Expr(
        self, original_node: cst.Expr, updated_node: cst.Expr
    ) -> cst.Expr | cst.RemovalSentinel:
        if not isinstance(original_node.value, cst.Call):
            return updated_node
        if not _is_clearing(self.module, self.module.at(original_node.value)):
            return updated_node
        reason = "nothing later in the clause is taken to ask for the exception"
        self.module.decide(self, original_node.value, "removed", Level.ASSUMED, reason)
        return cst.RemoveFromParent()


def clearings(module: Module) -> frozenset[int]:
    """The carrier offsets of the calls that are removed."""
    calls = module.facts.walk.of(ast.Call)
    return frozenset(module.offset_of(call) for call in calls if _is_clearing(module, call))


def _is_clearing(module: Module, call: ast.AST | None) -> bool:
    return (
        isinstance(call, ast.Call)
        and module.facts.scopes.imported(call.func) == "sys.exc_clear"
        and isinstance(module.facts.parents.get(call), ast.Expr)
        and not is_spared(module, call, "AttributeError")
    )
