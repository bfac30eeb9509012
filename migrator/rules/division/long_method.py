"""DIV060: the method that long() called."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.classes import bodies


class LongMethod(Rule):
    """__long__ is called no more where a class has __int__ as well: told.

    `long(x)` becomes `int(x)`, and that calls `__int__`. A class whose two methods differ gives
    another number. Nothing is changed.
    """

    code = "DIV060"
    name = "long-method"
    words = frozenset({"__long__"})
    examples = (
        (
            "class Sum(object):\n    def __int__(self):\n        return 3\n\n"
            "    def __long__(self):\n        return 3L\n\n\nprint int(Sum())\n",
            "class Sum(object):\n    def __int__(self):\n        return 3\n\n"
            "    def __long__(self):\n        return 3\n\n\nprint(int(Sum()))\n",
        ),
    )
    leave_alone = (
        "class Sum(object):\n    def __int__(self):\n        return 3\n\n\nprint(int(Sum()))\n",
    )

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        if original_node.name.value != "__long__" or self.module.dialect.version != "2":
            return updated_node
        method = self.module.at(original_node)
        class_ = bodies.method_class(self.module, method) if method is not None else None
        if class_ is None:
            return updated_node
        other = bodies.stores(self.module, class_, "__int__")
        if other and not _same(method, other[-1]):
            message = "nothing calls __long__ in Python 3: long(x) is int(x), which calls __int__"
            self.module.report(self, original_node.name, message, Level.ASSUMED)
        return updated_node


def _same(method: ast.FunctionDef, other: ast.AST) -> bool:
    if not isinstance(other, ast.FunctionDef):
        return False
    return [ast.dump(one) for one in method.body] == [ast.dump(one) for one in other.body]
