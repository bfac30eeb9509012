"""CMP070: heaps and sorted lists of what Python 3 does not order."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.rules import Rule
from migrator.rules.comparison.kinds import clash, elements, kinds

_PUTS = frozenset(
    f"{module}.{name}"
    for module, names in (
        ("heapq", "heappush heappushpop heapreplace"),
        ("bisect", "insort insort_left insort_right"),
    )
    for name in names.split()
)
_LISTS = ("heapq.heapify", "heapq.nlargest", "heapq.nsmallest")
_MESSAGE = (
    "Python 3 has no order for some of what is compared here (None, dicts, functions, unlike types):"
    " put a number that grows before it, as itertools.count() gives"
)


class Heaps(Rule):
    """heappush(heap, (cost, None)) and the like are reported: equal costs compare what follows.

    A heap compares its items. In Python 2 those of any types had an order; in Python 3 a TypeError
    is raised as soon as two of them meet whose first parts are equal.
    """

    code = "CMP070"
    name = "heaps"
    words = frozenset({"heapq", "bisect"})
    examples = (  # only reported
        (
            "import heapq\n\nheap = []\nheapq.heappush(heap, (1, {}))\nprint len(heap)\n",
            "import heapq\n\nheap = []\nheapq.heappush(heap, (1, {}))\nprint(len(heap))\n",
        ),
    )
    leave_alone = (
        "import heapq\n\nheap = []\nheapq.heappush(heap, (1, 'a'))\nprint(heap)\n",
        "import heapq\n\n\ndef put(heap, item):\n    heapq.heappush(heap, item)\n\n\nput([], 1)\n",
    )

    def sites(self) -> Iterator[int]:
        for call in self.module.facts.walk.of(ast.Call):
            if self._is_mixed(call):
                yield self.module.offset_of(call)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if self._is_mixed(self.module.at(original_node)):
            self.module.report(self, original_node, _MESSAGE)
        return updated_node

    def _is_mixed(self, call: ast.AST | None) -> bool:
        """Whether what is put in a heap, or in a list in order, cannot be compared with its like."""
        if not isinstance(call, ast.Call) or self.module.dialect.version != "2":
            return False
        dotted = self.module.facts.scopes.imported(call.func)
        if dotted in _PUTS and len(call.args) == 2:
            found = kinds(self.module, call.args[1])
        elif dotted in _LISTS and call.args:
            found = elements(self.module, call.args[-1])
        else:
            return False
        return clash(found, found)
