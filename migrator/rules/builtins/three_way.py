"""__cmp__ is not asked any more."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule

_OLD = "__cmp__"
_RICH = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
_NAME = "ordered_by_cmp"
_HELPER = f'''
def {_NAME}(cls):
    """Let the __cmp__ of a class answer the comparisons that it does not define."""

    def asking(is_so):
        def answer(self, other):
            order = self.__cmp__(other)
            return order if order is NotImplemented else is_so(order)

        return answer

    answers = {{
        "__eq__": asking(lambda order: order == 0),
        "__ne__": asking(lambda order: order != 0),
        "__lt__": asking(lambda order: order < 0),
        "__le__": asking(lambda order: order <= 0),
        "__gt__": asking(lambda order: order > 0),
        "__ge__": asking(lambda order: order >= 0),
    }}
    for name, answer in answers.items():
        if getattr(cls, name) in (getattr(object, name), getattr(int, name)):
            setattr(cls, name, answer)
    return cls
'''


class ThreeWay(Rule):
    """A class with __cmp__ gets the six comparisons by a decorator that is added.

    Python 3 asks `__eq__`, `__lt__` and so on only. The decorator gives the class those that
    neither it nor a base other than `int` defines (integers had none in Python 2), and leaves its
    hash as it was. Where `__cmp__` answers
    NotImplemented on both sides, Python 2 compares identities, Python 3 only for equality.
    """

    code = "BLT200"
    name = "three-way"
    words = frozenset({_OLD})
    examples = (
        (
            "class Card(object):\n"
            "    def __init__(self, rank):\n"
            "        self.rank = rank\n\n"
            "    def __cmp__(self, other):\n"
            "        return self.rank - other.rank\n\n\n"
            "print Card(1) < Card(2), Card(2) == Card(2), max(Card(1), Card(3)).rank\n",
            _HELPER.lstrip("\n") + "\n\n"
            "@ordered_by_cmp\n"
            "class Card(object):\n"
            "    def __init__(self, rank):\n"
            "        self.rank = rank\n\n"
            "    def __cmp__(self, other):\n"
            "        return self.rank - other.rank\n\n\n"
            "print(Card(1) < Card(2), Card(2) == Card(2), max(Card(1), Card(3)).rank)\n",
        ),
    )
    leave_alone = (
        "import functools\n\n\n"
        "@functools.total_ordering\n"
        "class Card:\n"
        "    def __eq__(self, other):\n        return self is other\n\n"
        "    def __lt__(self, other):\n        return False\n\n"
        "    def __cmp__(self, other):\n        return 0\n\n\n"
        "print(Card() <= Card())\n",
        "def __cmp__(one, other):\n    return 0\n\n\nprint(__cmp__(1, 2))\n",
    )

    def sites(self) -> Iterable[int]:
        """The classes that need it: each is rewritten as a whole."""
        for scope in self.module.facts.walk.scopes:
            if isinstance(scope.node, ast.ClassDef) and self._needs(scope.node):
                yield self.module.offset_of(scope.node)

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        tree = self.module.at(original_node)
        if not isinstance(tree, ast.ClassDef) or not self._needs(tree):
            return updated_node
        name = self.module.helpers.add(_NAME, _HELPER)
        reason = "the decorator added here asks __cmp__ for every comparison"
        self.module.decide(self, original_node, name, Level.GUARDED, reason)
        decorators = [*updated_node.decorators, cst.Decorator(cst.Name(name))]
        return updated_node.with_changes(decorators=decorators)

    def _needs(self, tree: ast.ClassDef) -> bool:
        own = self._stores(tree)
        if _OLD not in own or all(name in own for name in _RICH):
            return False
        if any(self._has_cmp(base) for base in tree.bases):
            return False  # its comparisons ask self.__cmp__
        names = {getattr(one, "attr", getattr(one, "id", "")) for one in tree.decorator_list}
        return not names & {"total_ordering", _NAME}

    def _has_cmp(self, base: ast.expr, depth: int = 5) -> bool:
        """Whether a base, or a base of it, is a class of the module with a `__cmp__`."""
        if not isinstance(base, ast.Name) or not depth:
            return False
        found = [one.node for one in self.module.facts.scopes.resolve(base).definitions]
        if len(found) != 1 or not isinstance(found[0], ast.ClassDef):
            return False
        if _OLD in self._stores(found[0]):
            return True
        return any(self._has_cmp(one, depth - 1) for one in found[0].bases)

    def _stores(self, tree: ast.ClassDef) -> dict[str, list[ast.AST]]:
        return self.module.facts.scopes.scope_of(tree.body[0]).stores
