"""LIB067: arrays of characters."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.rules import Rule

_MESSAGE = (
    "array has no type code 'c' since Python 3.0: use bytearray(), whose items are integers,"
    " or array('u') for text"
)


class CharacterArrays(Rule):
    """array.array('c') is reported: the type code is gone.

    Its items were strings of one byte; the nearest, `bytearray` and `array('B')`, have integers, so
    that what reads or sets an item must change with it.
    """

    code = "LIB067"
    name = "character-arrays"
    words = frozenset({"array"})
    examples = (
        (
            "import array\n\nprint len(array.array('h', [1])) or array.array('c', 'ab')\n",
            "import array\n\nprint(len(array.array('h', [1])) or array.array('c', b'ab'))\n",
        ),
    )
    leave_alone = (
        "def array(code):\n    return code\n\n\nprint(array('c'))\n",
        "import array\n\nprint(len(array.array('i', [1, 2])))\n",
    )

    def sites(self) -> Iterator[int]:
        for call in self.module.facts.walk.of(ast.Call):
            if self._is_of_characters(call):
                yield self.module.offset_of(call)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if self._is_of_characters(self.module.at(original_node)):
            self.module.report(self, original_node, _MESSAGE)
        return updated_node

    def _is_of_characters(self, call: ast.AST | None) -> bool:
        if not isinstance(call, ast.Call) or not call.args:
            return False
        made = self.module.facts.scopes.imported(call.func)
        return made in ("array.array", "array.ArrayType") and (
            isinstance(call.args[0], ast.Constant) and call.args[0].value in ("c", b"c")
        )
