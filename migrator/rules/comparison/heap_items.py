"""CMP080: classes that say their order to heaps by `__le__` alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.classes.bodies import method_class, stores

_REASON = "a heap asked a class without __lt__ for __le__"


class HeapItems(Rule):
    """A class with `__le__` and without `__lt__` gets one, in a module that works with heaps.

    What `heapq` puts in order was asked for `y <= x` in Python 2.7 if it had no `__lt__`. Python 3
    always asks `x < y`, and raises a TypeError. Classes that derive from what is not seen, or are
    decorated, may have a `__lt__` and stay as they are.
    """

    code = "CMP080"
    name = "heap-items"
    words = frozenset({"heapq"})
    examples = (
        (
            "import heapq\n\n\nclass Task:\n    def __init__(self, due):\n        self.due = due\n\n"
            "    def __le__(self, other):\n        return self.due <= other.due\n\n\n"
            "tasks = []\nfor due in 3, 1, 2:\n    heapq.heappush(tasks, Task(due))\n"
            "print heapq.heappop(tasks).due\n",
            "import heapq\n\n\nclass Task:\n    def __init__(self, due):\n        self.due = due\n\n"
            "    def __le__(self, other):\n        return self.due <= other.due\n\n"
            "    def __lt__(self, other):\n        return not other <= self\n\n\n"
            "tasks = []\nfor due in 3, 1, 2:\n    heapq.heappush(tasks, Task(due))\n"
            "print(heapq.heappop(tasks).due)\n",
        ),
    )
    leave_alone = (
        "import heapq\n\n\nclass Task(object):\n    def __le__(self, other):\n        return True\n\n"
        "    def __lt__(self, other):\n        return False\n\n\nprint(heapq.nsmallest(1, [2, 1]), Task)\n",
        "class Task(object):\n    def __le__(self, other):\n        return True\n\n\nprint(Task() <= 1)\n",
        "import functools, heapq\n\n\n@functools.total_ordering\nclass Task(object):\n"
        "    def __le__(self, other):\n        return True\n\n\nprint(heapq.nsmallest(1, [2, 1]), Task)\n",
        "import heapq\nfrom elsewhere import Ordered\n\n\nclass Task(Ordered):\n    def __le__(self, other):\n"
        "        return True\n\n\nprint(heapq.nsmallest(1, [2, 1]), Task)\n",
    )

    def sites(self) -> Iterator[int]:
        for function in self.module.facts.walk.of(ast.FunctionDef):
            if self._is_alone(function):
                yield self.module.offset_of(function)

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.FlattenSentinel:
        function = self.module.at(original_node)
        if not self._is_alone(function):
            return updated_node
        self.module.decide(self, original_node, "__lt__", Level.ASSUMED, _REASON)
        added = cst.parse_statement(
            "def __lt__(self, other):\n    return not other <= self\n"
        ).with_changes(leading_lines=[cst.EmptyLine(indent=False)])
        return cst.FlattenSentinel([updated_node, added])

    def _is_alone(self, function: ast.AST | None) -> bool:
        """Whether a function is the `__le__` of a class that has nothing else to say its order."""
        if not isinstance(function, ast.FunctionDef) or function.name != "__le__":
            return False
        class_ = method_class(self.module, function)
        if class_ is None or class_.decorator_list or self.module.dialect.version != "2":
            return False
        defines = self.module.facts.types.defines
        names = ("__lt__", "__gt__", "__cmp__")
        return len(stores(self.module, class_, "__le__")) == 1 and all(
            defines(class_, name) is False for name in names
        )
