"""TXT045: str of what holds bytes."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtin


class Copies(Rule):
    """str(x) becomes bytes(x) where x is a bytearray, a buffer or a memoryview.

    `str` of a bytearray gives its bytes in Python 2, and what `repr` shows in Python 3.
    """

    code = "TXT045"
    name = "str-of-bytearray"
    words = frozenset({"bytearray", "buffer", "memoryview"})
    examples = (
        (
            "data = bytearray('abc')\ndata[0] = 'z'\ndata.append('!')\nprint str(data)\n",
            "data = bytearray(b'abc')\ndata[0] = ord('z')\ndata.append(ord('!'))\n"
            "print(bytes(data).decode('latin-1'))\n",
        ),
    )
    leave_alone = (
        "data = bytearray(b'abc')\ndata[0] = 122\nprint(str(data[0]))\n",
        "data = bytearray(b'abc')\nprint(len(data))\n",
    )

    def sites(self) -> Iterable[int]:
        text = self.module.text
        return map(self.module.offset_of, [*text.copies, *text.items]) if text else ()

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        text = self.module.text
        if text is None or self.module.at(original_node) not in text.copies:
            return updated_node
        self.module.decide(self, original_node, "bytes", Level.PROVEN, "of what holds bytes")
        function = cst.parse_expression(builtin(self.module, "bytes", original_node))
        return updated_node.with_changes(func=function)

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.BaseExpression:
        """`data[0] = 'z'`, `data.append('z')`: the item of a bytearray is a number."""
        text = self.module.text
        if text is None or self.module.at(original_node) not in text.items:
            return updated_node
        new = cst.ensure_type(cst.parse_expression("ord(item)"), cst.Call)
        return new.with_changes(args=[new.args[0].with_changes(value=updated_node)])
