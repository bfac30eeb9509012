"""CLS020: the methods that / calls."""

from __future__ import annotations

import ast
from typing import Any

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.classes import bodies
from migrator.rules.iteration.next_methods import alias

_NEW = {
    "__div__": "__truediv__",
    "__rdiv__": "__rtruediv__",
    "__idiv__": "__itruediv__",
}


class Divisions(Rule):
    """A class with __div__ gets a __truediv__ that is the same.

    `/` calls `__truediv__` in Python 3, and in Python 2 where the module that divides has `from
    __future__ import division`. Where a class has both, `/` becomes what the other one says: it is
    left alone. The old name stays, since programs call it. What an assignment outside of the class
    binds (`A.__div__ = f`) is bound under both names.
    """

    code = "CLS020"
    name = "division-methods"
    words = frozenset(_NEW)
    examples = (
        (
            "class Length(object):\n    def __init__(self, n):\n        self.n = n\n\n"
            "    def __div__(self, other):\n        return Length(self.n - other)\n\n\n"
            "print (Length(6) / 2).n\n",
            "class Length(object):\n    def __init__(self, n):\n        self.n = n\n\n"
            "    def __div__(self, other):\n        return Length(self.n - other)\n\n"
            "    __truediv__ = __div__\n\n\n"
            "print((Length(6) / 2).n)\n",
        ),
        (
            "class Any(object):\n    def __add__(self, other):\n        return 'any'\n\n"
            "    __div__ = __rdiv__ = __add__\n\n\nprint Any() / 2, 2 / Any()\n",
            "class Any(object):\n    def __add__(self, other):\n        return 'any'\n\n"
            "    __truediv__ = __rtruediv__ = __div__ = __rdiv__ = __add__\n\n\n"
            "print(Any() / 2, 2 / Any())\n",
        ),
        (
            "class Any(object):\n    pass\n\n\nAny.__div__ = lambda self, other: 'any'\n"
            "print Any().__div__(2)\n",
            "class Any(object):\n    pass\n\n\n"
            "Any.__truediv__ = Any.__div__ = lambda self, other: 'any'\nprint(Any().__div__(2))\n",
        ),
    )
    leave_alone = (
        "class Any(object):\n    def __div__(self, other):\n        return 'div'\n\n"
        "    def __truediv__(self, other):\n        return 'truediv'\n\n\nprint(Any().__div__(2))\n",
        "class Any(object):\n    def __div__(self, other):\n        return 'any'\n\n"
        "    __truediv__ = __div__\n\n\nprint(Any().__div__(2))\n",
        "class Any(object):\n    pass\n\n\nAny.__div__ = lambda self, other: 'any'\n"
        "Any.__truediv__ = Any.__div__\nprint(Any().__div__(2))\n",
    )

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.FlattenSentinel:
        old = original_node.name.value
        if old not in _NEW:
            return updated_node
        method = self.module.at(original_node)
        if not isinstance(method, ast.FunctionDef) or not self._is_alone(method, old):
            return updated_node
        self._say(original_node, old)
        return cst.FlattenSentinel([updated_node, alias(_NEW[old], old)])

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> cst.Assign:
        """`__div__ = f` in a class, and `A.__div__ = f`."""
        more: list[cst.AssignTarget] = []
        for old, new in zip(original_node.targets, updated_node.targets, strict=True):
            target: Any = new.target
            if isinstance(old.target, cst.Name) and old.target.value in _NEW:
                name = old.target.value
                node = self.module.at(old.target)
                if node is None or not self._is_alone(node, name):
                    continue
                more.append(new.with_changes(target=cst.Name(_NEW[name])))
            elif isinstance(old.target, cst.Attribute) and old.target.attr.value in _NEW:
                name = old.target.attr.value
                if _NEW[name] in self.module.words:
                    continue
                more.append(new.with_changes(target=target.with_changes(attr=cst.Name(_NEW[name]))))
            else:
                continue
            self._say(old.target, name)
        if not more:
            return updated_node
        return updated_node.with_changes(targets=[*more, *updated_node.targets])

    def _is_alone(self, node: ast.AST, old: str) -> bool:
        """Whether what binds the old name does so in a class that does not bind the new one."""
        scope = self.module.facts.scopes.scope_of(node)
        if not isinstance(scope.node, ast.ClassDef) or _NEW[old] in scope.stores:
            return False
        others = bodies.stores(self.module, scope.node, old)
        if is_spared(self.module, node, "AttributeError") or others[-1] is not node:
            return False
        return not any(
            one.attr == _NEW[old] and self._is_of(one, scope.node)
            for one in self.module.facts.walk.of(ast.Attribute)
        )

    def _is_of(self, attribute: ast.Attribute, class_: ast.ClassDef) -> bool:
        return isinstance(attribute.ctx, ast.Store) and bodies.is_named(
            attribute.value, class_.name
        )

    def _say(self, node: cst.CSTNode, old: str) -> None:
        reason = "/ calls it, unless the module that divides has the future's division"
        self.module.decide(self, node, _NEW[old], Level.ASSUMED, reason)
