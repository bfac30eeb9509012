"""CLS020: the methods that / calls."""

from __future__ import annotations

import ast
from typing import Any

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.classes import bodies
from migrator.rules.division.readings import divides_exactly
from migrator.rules.iteration.next_methods import alias

_NEW = {
    "__div__": "__truediv__",
    "__rdiv__": "__rtruediv__",
    "__idiv__": "__itruediv__",
}
_OLD = {new: old for old, new in _NEW.items()}


class Divisions(Rule):
    """A class with __div__ gets a __truediv__ that is the same.

    `/` calls `__truediv__` in Python 3, and in Python 2 where the module that divides has `from
    __future__ import division`. Where a class has both, and they differ, `/` does what `__div__`
    says from now on, unless its own module has that import; who calls `operator.truediv` should
    look at it. The old name stays, since programs call it. What an assignment outside of the class
    binds (`A.__div__ = f`) is bound under both names.
    """

    code = "CLS020"
    name = "division-methods"
    words = frozenset({*_NEW, *_OLD})
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
        "from __future__ import division\n\n\n"
        "class Any(object):\n    def __div__(self, other):\n        return 'div'\n\n"
        "    def __truediv__(self, other):\n        return 'truediv'\n\n\nprint(Any() / 2)\n",
        "class Any(object):\n    def __div__(self, other):\n        return 'any'\n\n"
        "    def __truediv__(self, other):\n        return self.__div__(other)\n\n\n"
        "print(Any().__div__(2))\n",
        "class Any(object):\n    def __div__(self, other):\n        return 'any'\n\n"
        "    __truediv__ = __div__\n\n\nprint(Any().__div__(2))\n",
        "class Any(object):\n    pass\n\n\nAny.__div__ = lambda self, other: 'any'\n"
        "Any.__truediv__ = Any.__div__\nprint(Any().__div__(2))\n",
    )

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.FlattenSentinel:
        old = _OLD.get(original_node.name.value, original_node.name.value)
        if old not in _NEW:
            return updated_node
        method = self.module.at(original_node)
        if not isinstance(method, ast.FunctionDef):
            return updated_node
        is_alone = method.name == old and self._is_alone(method, old)
        if not is_alone and not self._is_last_of_two(method, old):
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
            self._is_of(one, scope.node) for one in self.module.facts.walk.attributes(_NEW[old])
        )

    def _is_last_of_two(self, method: ast.FunctionDef, old: str) -> bool:
        """Whether a class has both methods, this one later, and they are not the same."""
        class_ = bodies.method_class(self.module, method)
        if class_ is None or divides_exactly(self.module):
            return False
        both = [bodies.stores(self.module, class_, name) for name in (old, _NEW[old])]
        if not all(len(found) == 1 for found in both):
            return False
        (first,), (second,) = both
        if not isinstance(first, ast.FunctionDef) or not isinstance(second, ast.FunctionDef):
            return False
        if method is not max(first, second, key=lambda one: one.lineno):
            return False
        if first.decorator_list or second.decorator_list:
            return False
        if self.module.facts.versions.only(method) is not None:
            return False
        names = {old, _NEW[old]}
        return (
            not _mentions(first, names)
            and not _mentions(second, names)
            and ([ast.dump(one) for one in first.body] != [ast.dump(one) for one in second.body])
        )

    def _is_of(self, attribute: ast.Attribute, class_: ast.ClassDef) -> bool:
        return isinstance(attribute.ctx, ast.Store) and bodies.is_named(
            attribute.value, class_.name
        )

    def _say(self, node: cst.CSTNode, old: str) -> None:
        reason = "/ calls it, unless the module that divides has the future's division"
        self.module.decide(self, node, _NEW[old], Level.ASSUMED, reason)


def _mentions(function: ast.FunctionDef, names: set[str]) -> bool:
    """Whether a method calls one of these, as one that leaves the work to the other does."""
    return any(isinstance(one, ast.Attribute) and one.attr in names for one in ast.walk(function))
