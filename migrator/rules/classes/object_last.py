"""CLS050: `object` before other base classes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule

_REASON = "object's own methods (__init__, __repr__, ...) came before those of the other bases"


class ObjectLast(Rule):
    """class C(object, Mixin) becomes class C(Mixin, object).

    In Python 2 such a class works where the other base is an old-style class. All classes of
    Python 3 derive from object, and none comes after it: creating the class is a TypeError. The
    methods that object has (`__init__`, `__repr__`, ...) now are found in the other bases first.
    """

    code = "CLS050"
    name = "object-last"
    words = frozenset({"object"})
    unit = "definition"
    examples = (
        (
            "class Mixin:\n    def greet(self):\n        return 'hello'\n\n\n"
            "class C(object, Mixin):\n    pass\n\n\nprint C().greet()\n",
            "class Mixin:\n    def greet(self):\n        return 'hello'\n\n\n"
            "class C(Mixin, object):\n    pass\n\n\nprint(C().greet())\n",
        ),
    )
    leave_alone = (
        "class A(object):\n    pass\n\n\nclass B(A, object):\n    pass\n\n\nprint(B.__name__)\n",
        "from elsewhere import object, Mixin\n\n\nclass C(object, Mixin):\n    pass\n",
        "def f(object, other):\n    return other\n\n\nprint(f(object, 1))\n",
    )

    @cached_property
    def _classes(self) -> set[ast.ClassDef]:
        is_builtin = self.module.facts.scopes.is_builtin
        return {
            node
            for node in self.module.facts.walk.of(ast.ClassDef)
            if any(
                isinstance(base, ast.Name) and base.id == "object" and is_builtin(base)
                for base in node.bases[:-1]
            )
            and not any(isinstance(base, ast.Starred) for base in node.bases)
        }

    def sites(self) -> Iterator[int]:
        yield from map(self.module.offset_of, self._classes)

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        if self.module.at(original_node) not in self._classes:
            return updated_node
        self.module.decide(self, original_node, "object last", Level.ASSUMED, _REASON)
        values = [base.value for base in updated_node.bases]
        values.sort(key=lambda value: isinstance(value, cst.Name) and value.value == "object")
        bases = [
            base.with_changes(value=value)
            for base, value in zip(updated_node.bases, values, strict=True)
        ]
        return updated_node.with_changes(bases=bases)
