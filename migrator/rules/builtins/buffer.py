"""buffer made way for memoryview."""

from __future__ import annotations

import libcst as cst

from migrator.precedence import fit
from migrator.results import Level
from migrator.rules.builtins.names import Renaming, means


class Buffer(Renaming):
    """buffer(x) becomes memoryview(x); an offset and a size become a slice.

    A `memoryview` shows the same bytes without a copy, but it is no string: it has no methods of
    one, and text is made of it by `bytes(view)`, not `str(view)`. So the reading is listed.
    """

    code = "BLT070"
    name = "buffer"
    words = frozenset({"buffer"})
    new_names = {"buffer": "memoryview"}
    examples = (
        (
            "data = bytearray(b'abcdef')\nprint len(buffer(data)), len(buffer(data, 1)), len(buffer(data, 1, 2))\n",
            "data = bytearray(b'abcdef')\n"
            "print(len(memoryview(data)), len(memoryview(data)[1:]), len(memoryview(data)[1:1 + 2]))\n",
        ),
    )
    leave_alone = (
        "buffer = []\nbuffer.append(1)\nprint(buffer)\n",
        "def write(buffer):\n    return len(buffer)\n\n\nprint(write('abc'))\n",
    )

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        new = super().leave_Name(original_node, updated_node)
        if new is not updated_node:
            reason = "a memoryview shows the same bytes, but it is no string"
            self.module.decide(self, original_node, "memoryview", Level.ASSUMED, reason)
        return new

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if not means(self.module, original_node.func, "buffer"):
            return updated_node
        given = updated_node.args
        if not 2 <= len(given) <= 3 or any(one.star or one.keyword for one in given):
            return updated_node
        low = given[1].value
        high = None
        if len(given) == 3:
            high = cst.BinaryOperation(low, cst.Add(), given[2].value)
            high = high.with_changes(
                left=fit(high, "left", low), right=fit(high, "right", given[2].value)
            )
        view = updated_node.with_changes(
            args=[given[0].with_changes(comma=cst.MaybeSentinel.DEFAULT)], lpar=[], rpar=[]
        )
        part = cst.SubscriptElement(cst.Slice(low, high))
        return cst.Subscript(view, [part], lpar=updated_node.lpar, rpar=updated_node.rpar)
