"""DIV070: the methods of numbers that / called."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.rules import Rule
from migrator.rules.classes import bodies

_NEW = {
    "__div__": ("__floordiv__", "__truediv__"),
    "__rdiv__": ("__rfloordiv__", "__rtruediv__"),
}
_INTEGERS = ("int", "long", "bool")
_OTHERS = ("float", "complex", "Decimal", "Fraction")


class MethodCalls(Rule):
    """int.__div__(a, b) becomes int.__floordiv__(a, b), and float.__div__ float.__truediv__.

    Numbers have no `__div__` in Python 3. Rewritten where it is taken from the type, from what is
    proven to be a number, or by `super()` in a class that derives from one and has no other base
    with such a method.
    """

    code = "DIV070"
    name = "division-method-calls"
    words = frozenset(_NEW)
    examples = (
        (
            "class Half(int):\n    def __div__(self, other):\n"
            "        return Half(int.__div__(self, other))\n\n\n"
            "print Half(7) / 2, (5).__div__(2), 2.5.__rdiv__(5)\n",
            "class Half(int):\n    def __div__(self, other):\n"
            "        return Half(int.__floordiv__(self, other))\n\n    __truediv__ = __div__\n\n\n"
            "print(Half(7) / 2, (5).__floordiv__(2), 2.5.__rtruediv__(5))\n",
        ),
        (
            "class Part(float):\n    def __div__(self, other):\n"
            "        return super(Part, self).__div__(other)\n\n\nprint Part(7) / 2 > 3\n",
            "class Part(float):\n    def __div__(self, other):\n"
            "        return super(Part, self).__truediv__(other)\n\n    __truediv__ = __div__\n\n\n"
            "print(Part(7) / 2 > 3)\n",
        ),
    )
    leave_alone = (
        "class Any(object):\n    def __div__(self, other):\n        return 'any'\n\n"
        "    __truediv__ = __div__\n\n\nprint(Any().__div__(2))\n",
        "class Base(int):\n    def __div__(self, other):\n        return 'base'\n\n    __truediv__ = __div__\n\n\n"
        "class Heir(Base):\n    def half(self):\n        return super(Heir, self).__div__(2)\n\n\n"
        "print(Heir(4).half())\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.attributes(*_NEW):
            if self._renamed(node):
                yield self.module.offset_of(node)

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.Attribute:
        new = self._renamed(self.module.at(original_node))
        return updated_node.with_changes(attr=cst.Name(new)) if new else updated_node

    def _renamed(self, node: ast.AST | None) -> str:
        """What the method of a number is called; empty for any other attribute."""
        if not isinstance(node, ast.Attribute) or node.attr not in _NEW:
            return ""
        kinds = self._kinds(node.value)
        for new, names in zip(_NEW[node.attr], (_INTEGERS, _OTHERS), strict=True):
            if not kinds.isdisjoint(names):
                return new
        return ""

    def _kinds(self, receiver: ast.expr) -> set[str]:
        """The types of the library whose method is that of an object, as far as is known."""
        facts = self.module.facts
        if isinstance(receiver, ast.Name) and facts.scopes.is_builtin(receiver):
            return {receiver.id}
        if isinstance(receiver, ast.Call) and bodies.is_named(receiver.func, "super"):
            class_ = facts.types.class_named(receiver.args[0]) if receiver.args else None
            bases = facts.types.ancestry(class_)[1:]
            if any(isinstance(one, ast.ClassDef) and self._divides(one) for one in bases):
                return set()
            return facts.types.builtin_bases(class_)
        found = facts.types.of(receiver)
        return {found.name} if found is not None and found.node is None else set()

    def _divides(self, class_: ast.ClassDef) -> bool:
        return any(bodies.stores(self.module, class_, name) for name in _NEW)
