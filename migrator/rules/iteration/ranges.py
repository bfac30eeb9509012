"""range returned a list."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from migrator.facts.uses import Kind
from migrator.rules import Rule
from migrator.rules.builtins.names import means
from migrator.rules.iteration import forms

_EVERYTHING = cst.Subscript(
    cst.Name("_"), [cst.SubscriptElement(cst.Slice(lower=None, upper=None))]
)


class RangeList(Rule):
    """range gets the list that it returned.

    Python 3's `range` is 2.7's `xrange`: it can be walked, indexed and measured, but it is no
    list: it cannot be changed, joined to one, or be equal to one, and it prints differently. It
    gets a `list()` around it unless what is done with it is proven to need none. An `xrange` that
    goes where that is not proven becomes `range(...)[:]`, the same range, so that nobody takes it
    for 2.7's list.
    """

    code = "ITR040"
    name = "range-list"
    words = frozenset({"range", "xrange"})
    examples = (
        (
            "numbers = range(3)\nnumbers.append(7)\nprint numbers, range(2) + [5]\n",
            "numbers = list(range(3))\nnumbers.append(7)\nprint(numbers, list(range(2)) + [5])\n",
        ),
        (
            "def first(numbers):\n    return numbers[0]\n\n\nprint first(xrange(4, 9))\n",
            "def first(numbers):\n    return numbers[0]\n\n\nprint(first(range(4, 9)[:]))\n",
        ),
    )
    leave_alone = (
        "for i in range(3):\n    print(i)\n",
        "print([i for i in range(3)], len(range(9)), range(9)[4], sum(range(4)))\n",
        "def range(stop):\n    return 'own'\n\n\nprint(range(1))\n",
        "def cells(range):\n    return range(1)\n\n\nprint(cells(str))\n",
        "def first(numbers):\n    return numbers[0]\n\n\nprint(first(range(4, 9)[:]))\n",
    )

    def sites(self) -> Iterator[int]:
        for call in forms.calls_of_builtin(self.module, "range", "xrange"):
            if not forms.serves(self.module, call, Kind.RANGE):
                yield self.module.offset_of(call)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if not means(self.module, original_node.func, "range", "xrange"):
            return updated_node
        if forms.lazy_serves(self.module, original_node, Kind.RANGE):
            return updated_node
        if self.module.is_builtin(original_node.func, "range"):
            return forms.call_of(self.module, original_node, "list", updated_node)
        is_renamed = isinstance(updated_node.func, cst.Name) and updated_node.func.value == "range"
        return _EVERYTHING.with_changes(value=updated_node) if is_renamed else updated_node
