"""LIB061: checksums that were signed."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.planner import is_planned
from migrator.rules.syntax import building

_CHECKSUMS = frozenset({"binascii.crc32", "zlib.adler32", "zlib.crc32"})
_SIGN = "0x80000000"
_REASON = "in Python 2 the checksum is an integer of 32 bits with a sign"


class SignedChecksums(Rule):
    """zlib.crc32(x) becomes (zlib.crc32(x) ^ 0x80000000) - 0x80000000.

    `zlib.crc32`, `zlib.adler32` and `binascii.crc32` gave a number from -2**31 to 2**31 - 1, and
    give one from 0 to 2**32 - 1 today, of the same bits. Where the sign is of no matter, the call
    stays: where `& 0xffffffff` follows, where the number only goes into the next checksum, and where two are
    compared.
    """

    code = "LIB061"
    name = "signed-checksums"
    words = frozenset({"crc32", "adler32"})
    examples = (
        (
            "import struct, zlib\n\nprint zlib.crc32('abcd'), len(struct.pack('<l', zlib.adler32('abc' * 99)))\n",
            "import struct, zlib\n\nprint((zlib.crc32(b'abcd') ^ 0x80000000) - 0x80000000, "
            "len(struct.pack('<l', (zlib.adler32(b'abc' * 99) ^ 0x80000000) - 0x80000000)))\n",
        ),
    )
    leave_alone = (
        "import zlib\n\nprint(zlib.crc32(b'abcd') & 0xffffffff, zlib.crc32(b'a') == zlib.crc32(b'b'))\n",
        "import zlib\n\ncrc = 0\nfor part in (b'a', b'b'):\n    crc = zlib.crc32(part, crc)\n"
        "print('%08x' % (crc & 0xFFFFFFFF))\n",
        "def crc32(text):\n    return len(text)\n\n\nprint(crc32('a'))\n",
    )

    @cached_property
    def places(self) -> dict[int, ast.Call]:
        if self.module.dialect.version != "2":
            return {}
        return {
            self.module.offset_of(node): node
            for node in self.module.facts.walk.of(ast.Call)
            if self._is_checksum(node) and not self._is_unsigned(node, set())
        }

    def _is_checksum(self, node: ast.AST) -> bool:
        scopes = self.module.facts.scopes
        return isinstance(node, ast.Call) and not _CHECKSUMS.isdisjoint(scopes.imports(node.func))

    def _is_unsigned(self, node: ast.expr, seen: set[ast.expr]) -> bool:
        """Whether the sign of a checksum is of no matter where it stands."""
        around = self.module.facts.walk.parents[node]
        if isinstance(around, ast.BinOp) and isinstance(around.op, ast.BitAnd):
            return any(_is_mask(side) for side in (around.left, around.right))
        if isinstance(around, ast.Compare):
            return all(map(self._is_checksum, (around.left, *around.comparators)))
        if isinstance(around, ast.Call):
            return self._is_checksum(around) and node in around.args[1:]
        if not (isinstance(around, ast.Assign) and isinstance(around.targets[0], ast.Name)):
            return False
        scopes = self.module.facts.scopes
        binding = scopes.resolve(around.targets[0])
        loads = [load for load in scopes.loads(binding) if load not in seen]
        is_variable = binding.scope is not None and binding.scope.kind != "class"
        return (
            is_variable
            and len(around.targets) == 1
            and all(self._is_unsigned(load, seen | {*loads}) for load in loads)
        )

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Call(
        self, original_node: cst.Call, updated_node: cst.Call
    ) -> cst.Call | cst.BinaryOperation:
        if not is_planned(self.module, original_node, self.places):
            return updated_node
        self.module.decide(self, original_node, "signed", Level.GUARDED, _REASON)
        unsigned = building.binary(updated_node, cst.BitXor(), cst.Integer(_SIGN))
        return building.binary(unsigned, cst.Subtract(), cst.Integer(_SIGN))


def _is_mask(node: ast.expr) -> bool:
    """Whether a node is the constant 0xffffffff, or part of it."""
    value = getattr(node, "value", None)
    return isinstance(value, int) and 0 <= value <= 0xFFFFFFFF
