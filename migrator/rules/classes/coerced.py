"""CLS150: __coerce__ of old-style classes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.module import Module
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.classes import bodies
from migrator.rules.comparison.hashes import is_old_style
from migrator.rules.division.readings import divides_exactly

_METHOD = "__coerce__"
_OPERATORS = "add sub mul div truediv floordiv mod divmod pow lshift rshift and or xor".split()
_NAME = "coerced"
_HELPER = f'''
def {_NAME}(cls):
    """Let the operators of a class ask its {_METHOD} first, as those of old-style classes did."""
    import operator

    def divide(a, b):
        return a // b if isinstance(a, int) and isinstance(b, int) else a / b

    def ask(name, function, is_swapped=False):
        own = getattr(cls, name, None)

        def answer(self, other):
            pair = self.{_METHOD}(other)
            left, right = (self, other) if pair is None or pair is NotImplemented else pair
            if isinstance(left, cls):
                return NotImplemented if own is None else own(left, right)
            return function(right, left) if is_swapped else function(left, right)

        setattr(cls, name, answer)

    functions = {{"truediv": divide, "divmod": divmod, "and": operator.and_, "or": operator.or_}}
    for name in "add sub mul floordiv mod pow lshift rshift xor".split():
        functions[name] = getattr(operator, name)
    for name, function in functions.items():
        ask(f"__{{name}}__", function)
        ask(f"__r{{name}}__", function, is_swapped=True)
    if hasattr(cls, "__cmp__"):
        ask("__cmp__", lambda a, b: (a > b) - (a < b))
        return cls
    for name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"):
        if getattr(cls, name) is getattr(object, name):
            ask(name, getattr(operator, name))
    return cls
'''
_REASON = "the decorator added here asks __coerce__ for every operator"


def is_served(module: Module, class_: ast.ClassDef) -> bool:
    """Whether a decorator does for a class what Python 2 did by its `__coerce__`."""
    if module.dialect.version != "2" or divides_exactly(module):
        return False
    if not bodies.stores(module, class_, _METHOD) or not is_old_style(module, class_):
        return False
    if any(bodies.is_named(one, _NAME) for one in class_.decorator_list):
        return False
    names = {f"__{prefix}{name}__" for name in _OPERATORS for prefix in ("", "r", "i")}
    family = [one for one in bodies.heirs(module, class_) if one is not class_]
    bound = {name for one in family for name in module.facts.scopes.scope_of(one.body[0]).stores}
    return bound.isdisjoint({_METHOD, *names}) and not any(
        isinstance(one, ast.ClassDef) and bodies.stores(module, one, _METHOD)
        for one in module.facts.types.ancestry(class_)[1:]
    )


class Coerced(Rule):
    """An old-style class with __coerce__ is asked by a decorator that is added.

    The operators and comparisons of an old-style class ask `__coerce__` first, and work on what it
    gives; Python 3 knows no such method. Not where a class derives from it and has operators
    of its own: there the class is reported (CLS100). New-style classes were not asked.
    """

    code = "CLS150"
    name = "coerced-operands"
    words = frozenset({_METHOD})
    examples = (
        (
            "class Cents:\n    def __init__(self, n):\n        self.n = n\n\n"
            "    def __coerce__(self, other):\n        return self.n, int(other)\n\n\n"
            "print Cents(7) + 1, 10 - Cents(3), Cents(2) == 2\n",
            f"{_HELPER.lstrip()}\n\n@{_NAME}\n"
            "class Cents:\n    def __init__(self, n):\n        self.n = n\n\n"
            "    def __coerce__(self, other):\n        return self.n, int(other)\n\n\n"
            "print(Cents(7) + 1, 10 - Cents(3), Cents(2) == 2)\n",
        ),
    )
    leave_alone = (
        "class Cents(object):\n    def __coerce__(self, other):\n        return 1, other\n\n"
        "    def __add__(self, other):\n        return 'own'\n\n\nprint(Cents() + 1)\n",
        "class Cents:\n    def __add__(self, other):\n        return 'own'\n\n\nprint(Cents() + 1)\n",
        "def __coerce__(a, b):\n    return a, b\n\n\nprint(__coerce__(1, 2))\n",
    )

    def sites(self) -> Iterator[int]:
        for scope in self.module.facts.walk.scopes:
            if isinstance(scope.node, ast.ClassDef) and _METHOD in scope.stores:
                if is_served(self.module, scope.node):
                    yield self.module.offset_of(scope.node)

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        class_ = self.module.at(original_node)
        if not isinstance(class_, ast.ClassDef) or not is_served(self.module, class_):
            return updated_node
        name = self.module.helpers.add(_NAME, _HELPER)
        self.module.decide(self, original_node, name, Level.GUARDED, _REASON)
        decorators = [*updated_node.decorators, cst.Decorator(cst.Name(name))]
        return updated_node.with_changes(decorators=decorators)
