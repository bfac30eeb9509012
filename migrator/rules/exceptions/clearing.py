"""EXC030: sys.exc_clear."""

from __future__ import annotations

import ast

import libcst as cst

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
        call = self.module.at(original_node.value)
        if not isinstance(call, ast.Call) or is_spared(self.module, call, "AttributeError"):
            return updated_node
        if self.module.facts.scopes.imported(call.func) != "sys.exc_clear":
            return updated_node
        reason = "nothing later in the clause is taken to ask for the exception"
        self.module.decide(self, original_node.value, "removed", Level.ASSUMED, reason)
        return cst.RemoveFromParent()
