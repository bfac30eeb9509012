"""BLT217: places for whole numbers that took others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

import libcst as cst

from migrator.facts.text.formats import conversions
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtin
from migrator.rules.imports.writing import name as dotted_name
from migrator.rules.syntax import building

_CODE = re.compile(r"(\d*)([xcbB?hHiIlLqQefdspP])")
_WHOLE = frozenset("bBhHiIlLqQ")
_Part = TypeVar("_Part", cst.BaseElement, cst.Arg)
_REASON = "in Python 2 a number that is not whole was cut off here"


class WholeNumbers(Rule):
    """'%02x' % (share * 255.0) becomes '%02x' % int(share * 255.0).

    `%x`, `%X` and `%o` in formats and the codes for integers of `struct.pack` took numbers that are
    not whole, and cut them off; today that is an error. Where the number is seen to be a float it is
    made an integer.
    """

    code = "BLT217"
    name = "whole-numbers"
    examples = (
        (
            "share = 0.5\nprint '%02x and %o' % (share * 255.0, 8), '%X' % 10.5\n",
            "share = 0.5\nprint('%02x and %o' % (int(share * 255.0), 8), '%X' % int(10.5))\n",
        ),
        (
            "import struct\n\nprint len(struct.pack('<h2Bd', 2 * 3.7, 1, 2.5, 0.5))\n",
            "import struct\n\nprint(len(struct.pack('<h2Bd', int(2 * 3.7), 1, int(2.5), 0.5)))\n",
        ),
    )
    leave_alone = (
        "print('%d %s %.1f %x' % (2.5, 2.5, 2.5, 10))\n",
        "import struct\n\nprint(struct.pack('<d4s', 2.5, b'abc'))\n",
        "def f(n):\n    return '%x' % n\n\n\nprint(f(1))\n",
        "print('%(a)x' % {'a': 1})\n",
    )

    @cached_property
    def places(self) -> frozenset[ast.AST]:
        """The numbers to be cut off."""
        facts = self.module.facts
        if self.module.dialect.version != "2":
            return frozenset()
        wanted = [*self._formatted(), *self._packed()]
        return frozenset(node for node in wanted if facts.types.is_a(node, "float"))

    def _formatted(self) -> Iterator[ast.expr]:
        """What `%x` and its kin show."""
        for node in self.module.facts.walk.of(ast.BinOp):
            text = getattr(node.left, "value", None)
            if not isinstance(node.op, ast.Mod) or not isinstance(text, str) or "%(" in text:
                continue
            yield from (one for letter, one in conversions(text, node.right) if letter in "xXo")

    def _packed(self) -> Iterator[ast.expr]:
        """What goes into the places for integers of a structure."""
        if "pack" not in self.module.words:
            return
        for call in self.module.facts.walk.of(ast.Call):
            if self.module.facts.scopes.imported(call.func) != "struct.pack" or not call.args:
                continue
            form = getattr(call.args[0], "value", None)
            if not isinstance(form, str) or any(isinstance(one, ast.Starred) for one in call.args):
                continue
            codes = "".join(
                code if code in "sp" else code * int(count or 1)
                for count, code in _CODE.findall(form.replace("x", ""))
            )
            yield from (
                one for one, code in zip(call.args[1:], codes, strict=False) if code in _WHOLE
            )

    def sites(self) -> Iterable[int]:
        parents = self.module.facts.walk.parents
        return (self.module.offset_of(parents[node]) for node in self.places)

    def leave_BinaryOperation(
        self, original_node: cst.BinaryOperation, updated_node: cst.BinaryOperation
    ) -> cst.BinaryOperation:
        if not self.places:
            return updated_node
        right = original_node.right
        if self.module.at(right) in self.places:
            return updated_node.with_changes(right=self._cut(right, updated_node.right))
        if not isinstance(right, cst.Tuple) or not isinstance(updated_node.right, cst.Tuple):
            return updated_node
        elements = self._each(right.elements, updated_node.right.elements)
        return updated_node.with_changes(right=updated_node.right.with_changes(elements=elements))

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not self.places or len(original_node.args) != len(updated_node.args):
            return updated_node
        return updated_node.with_changes(args=self._each(original_node.args, updated_node.args))

    def _each(self, original: Sequence[_Part], updated: Sequence[_Part]) -> list[_Part]:
        """The parts of a tuple or call, with what is to be cut off in them."""
        return [
            (
                new.with_changes(value=self._cut(old.value, new.value))
                if self.module.at(old.value) in self.places
                else new
            )
            for old, new in zip(original, updated, strict=True)
        ]

    def _cut(self, old: cst.BaseExpression, new: cst.BaseExpression) -> cst.Call:
        self.module.decide(self, old, "int", Level.GUARDED, _REASON)
        function = dotted_name(builtin(self.module, "int", old))
        value = building.bare_of_parentheses(new)
        return building.call(function, [building.argument(value)])
