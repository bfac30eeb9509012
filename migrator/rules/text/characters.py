"""TXT060: chr that makes bytes."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtin


class Characters(Rule):
    """chr(n) becomes bytes([n]) where a byte is wanted.

    `chr` makes a byte in Python 2 and a character in Python 3. Where nothing wants bytes, the
    character of that number serves.
    """

    code = "TXT060"
    name = "chr-of-bytes"
    words = frozenset({"chr"})
    examples = (
        (
            "import struct\n\nprint len(struct.pack('B', 1) + chr(200))\n",
            "import struct\n\nprint(len(struct.pack('B', 1) + bytes([200])))\n",
        ),
        (
            "print len(''.join(map(chr, [195, 169])).decode('utf-8'))\n",
            "print(len(b''.join(map(lambda n: bytes([n]), [195, 169])).decode('utf-8')))\n",
        ),
    )
    leave_alone = (
        "print(chr(65) + 'b')\n",
        "print(''.join(map(chr, [65, 66])))\n",
        "def chr(n):\n    return b'x'\n\n\nprint(len(chr(1)))\n",
    )

    def sites(self) -> Iterable[int]:
        text = self.module.text
        return map(self.module.offset_of, text.characters) if text else ()

    def _is_one(self, node: cst.CSTNode) -> bool:
        text = self.module.text
        return text is not None and self.module.at(node) in text.characters

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not self._is_one(original_node) or len(updated_node.args) != 1:
            return updated_node
        self.module.decide(self, original_node, "bytes", Level.ASSUMED, "what it meets is bytes")
        (argument,) = updated_node.args
        display = cst.List([cst.Element(argument.value)])
        function = cst.parse_expression(builtin(self.module, "bytes", original_node))
        return updated_node.with_changes(func=function, args=[argument.with_changes(value=display)])

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if not self._is_one(original_node):
            return updated_node
        self.module.decide(self, original_node, "bytes", Level.ASSUMED, "what it meets is bytes")
        return cst.parse_expression(
            f"lambda n: {builtin(self.module, 'bytes', original_node)}([n])"
        )
