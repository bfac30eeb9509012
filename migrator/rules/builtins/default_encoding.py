"""sys.setdefaultencoding is gone, and reload(sys) with it."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.module import Module
from migrator.results import Level
from migrator.rules import Rule

_REASON = "removed: Python 3 converts nothing between bytes and text by a default encoding"


class DefaultEncoding(Rule):
    """reload(sys) and sys.setdefaultencoding(...) are removed.

    The function sets the codec by which 2.7 turns bytes into text and back where a program does
    not say so; `reload(sys)` is how one gets at it. Python 3 does no such thing. Where a program
    relied on it, its conversions have to be written out, so the place is listed for review.
    """

    code = "BLT120"
    name = "default-encoding"
    words = frozenset({"setdefaultencoding"})
    unit = "definition"
    examples = (
        (
            "import sys\n\nreload(sys)\nsys.setdefaultencoding('utf-8')\nprint 'ready'\n",
            "import sys\n\nprint('ready')\n",
        ),
    )
    leave_alone = (
        "import sys\n\nif hasattr(sys, 'setdefaultencoding'):\n"
        "    sys.setdefaultencoding('utf-8')\nprint('ready')\n",
        "import sys\n\ntry:\n    sys.setdefaultencoding('utf-8')\nexcept AttributeError:\n    pass\n"
        "print('ready')\n",
    )

    def sites(self) -> list[int]:
        module = self.module
        return [
            module.offset_of(node)
            for node in module.facts.walk.of(ast.Call)
            if _sets(module, node) or reloads_sys(module, node)
        ]

    def leave_Expr(
        self, original_node: cst.Expr, updated_node: cst.Expr
    ) -> cst.Expr | cst.RemovalSentinel:
        call = original_node.value
        tree = self.module.at(call) if isinstance(call, cst.Call) else None
        if tree is None or self._is_ready(tree):
            return updated_node
        if not (_sets(self.module, tree) or reloads_sys(self.module, tree)):
            return updated_node
        self.module.decide(self, call, "removed", Level.ASSUMED, _REASON)
        self.module.report(self, call, _REASON, Level.ASSUMED)
        return cst.RemoveFromParent()

    def _is_ready(self, call: ast.Call) -> bool:
        """Whether the code asks first whether there is such a function, or does no more than that."""
        parents = self.module.facts.parents
        if any(
            isinstance(around, ast.If) and "setdefaultencoding" in ast.dump(around.test)
            for around in parents.ancestors(call)
        ):
            return True
        shim = parents.shim(call, "AttributeError")
        return shim is not None and all(self._is_part(statement) for statement in shim.body)

    def _is_part(self, statement: ast.stmt) -> bool:
        """Whether a statement is an import or one of those to be removed."""
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            call = statement.value
            return _sets(self.module, call) or reloads_sys(self.module, call)
        return isinstance(statement, (ast.Import, ast.ImportFrom))


def reloads_sys(module: Module, call: ast.Call) -> bool:
    """Whether a call is `reload(sys)` in a module that sets the default encoding."""
    if len(call.args) != 1 or not isinstance(call.func, ast.Name) or call.func.id != "reload":
        return False
    scopes = module.facts.scopes
    return (
        "setdefaultencoding" in module.words
        and scopes.is_builtin(call.func)
        and scopes.imported(call.args[0]) == "sys"
    )


def _sets(module: Module, call: ast.Call) -> bool:
    return module.facts.scopes.imported(call.func) == "sys.setdefaultencoding"
