"""LIB077: checksums are signed numbers in Python 2."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.precedence import fit
from migrator.results import Level
from migrator.rules import Rule

_CHECKSUMS = ("zlib.crc32", "zlib.adler32", "binascii.crc32")
_REASON = "2.7 gives it as a signed number of 32 bits everywhere, Python 3 without a sign"


class SignedChecksums(Rule):
    """zlib.crc32(data) becomes (zlib.crc32(data) ^ 0x80000000) - 0x80000000.

    `crc32` and `adler32` gave a number from -2**31 to 2**31 - 1, and give one without a sign.

    Left alone is what makes no difference: a result that is masked with `& 0xffffffff`, is compared
    with another checksum, or goes on into the next one, also over a variable.
    """

    code = "LIB077"
    name = "signed-checksums"
    words = frozenset({"crc32", "adler32"})
    examples = (
        (
            "import zlib\n\nprint zlib.crc32('a'), '%08x' % zlib.adler32('a')\n",
            "import zlib\n\nprint((zlib.crc32(b'a') ^ 0x80000000) - 0x80000000,"
            " '%08x' % ((zlib.adler32(b'a') ^ 0x80000000) - 0x80000000))\n",
        ),
        (
            "import zlib\n\nn = zlib.crc32('a')\nprint n % 10\n",
            "import zlib\n\nn = (zlib.crc32(b'a') ^ 0x80000000) - 0x80000000\nprint(n % 10)\n",
        ),
        (
            "import binascii\n\ncrc = 0\nfor part in ['a', 'b']:\n"
            "    crc = binascii.crc32(part, crc)\nprint crc\n",
            "import binascii\n\ncrc = 0\nfor part in [b'a', b'b']:\n"
            "    crc = (binascii.crc32(part, crc) ^ 0x80000000) - 0x80000000\nprint(crc)\n",
        ),
    )
    leave_alone = (
        "import zlib\n\nprint(zlib.crc32(b'a') & 0xffffffff)\n",
        "from zlib import crc32\n\ncrc = 0\nfor part in [b'a', b'b']:\n    crc = crc32(part, crc)\n"
        "print('%08x' % (crc & 0xffffffff))\n",
        "import zlib\n\ncrc = zlib.adler32(b'a')\ncrc &= 0xffffffff\nprint('%x' % crc)\n",
        "import zlib\n\nprint(zlib.crc32(b'b', zlib.crc32(b'a')) == zlib.crc32(b'ab'))\n",
        "import zlib\n\n\nclass Sum(object):\n    crc = 0\n\n    def add(self, data):\n"
        "        self.crc = zlib.crc32(data, self.crc)\n\n    def get(self):\n"
        "        return self.crc & 0xffffffff\n\n\nprint(Sum().get())\n",
        "import zlib\n\nprint(zlib.crc32(b'a') % 2 ** 32, zlib.crc32(b'a') & 1)\n",
        "class zlib(object):\n    crc32 = len\n\n\nprint(zlib.crc32(b'a'))\n",
    )

    @cached_property
    def _signed(self) -> set[ast.Call]:
        """The calls of which it shows that the result had a sign."""
        if self.module.dialect.version != "2":
            return set()
        calls = self.module.facts.walk.of(ast.Call)
        return {call for call in calls if self._is_checksum(call) and self._shows(call)}

    def _is_checksum(self, node: ast.AST) -> bool:
        is_call = isinstance(node, ast.Call)
        return is_call and self.module.facts.scopes.imported(node.func) in _CHECKSUMS

    def _shows(self, value: ast.expr) -> bool:
        """Whether it makes a difference if a value has a sign."""
        facts = self.module.facts
        around = facts.parents[value]
        if isinstance(around, ast.BinOp):
            other = around.right if around.left is value else around.left
            return not _masks(around.op, other) or around.left is not value
        if isinstance(around, ast.Call) and self._is_checksum(around):
            return False
        if isinstance(around, ast.Compare):
            return not all(map(self._is_checksum, (around.left, *around.comparators)))
        if isinstance(around, ast.Assign) and len(around.targets) == 1:
            return self._shows_in(around.targets[0], around)
        return not isinstance(around, ast.Expr)

    def _shows_in(self, target: ast.expr, assignment: ast.Assign) -> bool:
        """The same of the value of a variable or attribute."""
        facts = self.module.facts
        if isinstance(target, ast.Attribute):
            named = [one for one in facts.walk.of(ast.Attribute) if one.attr == target.attr]
            loads = [one for one in named if isinstance(one.ctx, ast.Load)]
            return any(map(self._shows, loads)) or self._is_changed(named)
        if not isinstance(target, ast.Name):
            return True
        binding = facts.scopes.resolve(target)
        masked = self._masked_after(assignment, target.id)
        seen = [
            load
            for load in facts.scopes.loads(binding)
            if any(one.node is target for one in facts.sources.reaching(load, binding)[1])
            and (masked is None or load.lineno < masked.lineno)
        ]
        changed = [one.node for one in binding.definitions] if masked is None else []
        return any(map(self._shows, seen)) or self._is_changed(changed)

    def _masked_after(self, assignment: ast.Assign, name: str) -> ast.AugAssign | None:
        """`crc &= 0xffffffff` behind an assignment in its block."""
        block = getattr(self.module.facts.parents[assignment], "body", None)
        if not isinstance(block, list) or assignment not in block:
            return None
        for later in block[block.index(assignment) + 1 :]:
            if isinstance(later, ast.AugAssign) and _masks(later.op, later.value):
                if getattr(later.target, "id", None) == name:
                    return later
        return None

    def _is_changed(self, nodes: Iterable[ast.AST]) -> bool:
        """Whether one of some targets is changed in place but for a mask."""
        around = [self.module.facts.parents.get(one) for one in nodes]
        changes = [one for one in around if isinstance(one, ast.AugAssign)]
        return not all(_masks(one.op, one.value) for one in changes)

    def sites(self) -> Iterable[int]:
        return [self.module.offset_of(call) for call in self._signed]

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if self.module.at(original_node) not in self._signed:
            return updated_node
        self.module.decide(self, original_node, "signed", Level.PROVEN, _REASON)
        new = cst.parse_expression("(crc ^ 0x80000000) - 0x80000000")
        return new.with_changes(
            left=new.left.with_changes(left=fit(new.left, "left", updated_node))
        )


def _masks(operation: ast.operator, other: ast.expr) -> bool:
    """Whether an operation makes the same of a number with a sign and of one without."""
    if isinstance(operation, ast.BitAnd):
        return True
    value = ast.unparse(other)
    if isinstance(operation, ast.Mod):
        return value in ("2 ** 32", "1 << 32", "4294967296", "256", "65536")
    return isinstance(operation, ast.BitXor) and value == "2147483648"
