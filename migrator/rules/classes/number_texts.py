"""CLS110: __hex__ and __oct__."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.precedence import fit
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.iteration.forms import calls_of_builtin

_METHODS = {"hex": "__hex__", "oct": "__oct__"}


class NumberTexts(Rule):
    """hex(x) calls the __hex__ of x where its class is known, oct(x) the __oct__.

    Python 3 makes both of what `__index__` gives, and never calls the methods of that name.
    """

    code = "CLS110"
    name = "number-texts"
    words = frozenset(_METHODS)
    examples = (
        (
            "class Mask(object):\n    def __hex__(self):\n        return '0xff'\n\n\n"
            "mask = Mask()\nprint hex(mask)\n",
            "class Mask(object):\n    def __hex__(self):\n        return '0xff'\n\n\n"
            "mask = Mask()\nprint(mask.__hex__())\n",
        ),
    )
    leave_alone = (
        "print(hex(255), oct(8)[-1:])\n",
        "class Mask(object):\n    def __index__(self):\n        return 255\n\n\nprint(hex(Mask()))\n",
    )

    def sites(self) -> Iterator[int]:
        for call in calls_of_builtin(self.module, *_METHODS):
            if self._method(call) is not None:
                yield self.module.offset_of(call)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        method = self._method(self.module.at(original_node))
        if method is None:
            return updated_node
        reason = "hex() and oct() asked it in Python 2"
        self.module.decide(self, original_node, method, Level.GUARDED, reason)
        function = cst.Attribute(cst.Name("_"), cst.Name(method))
        function = function.with_changes(value=fit(function, "value", updated_node.args[0].value))
        return updated_node.with_changes(func=function, args=[])

    def _method(self, call: ast.AST | None) -> str | None:
        """The method that a call of hex() or oct() stands for."""
        if not isinstance(call, ast.Call) or len(call.args) != 1 or call.keywords:
            return None
        if not self.module.facts.scopes.is_builtin(call.func):
            return None
        method = _METHODS.get(call.func.id)
        class_ = self.module.facts.types.class_of(call.args[0])
        if method is None or class_ is None or is_spared(self.module, call, "TypeError"):
            return None
        return method if self.module.facts.types.defines(class_, method) else None
