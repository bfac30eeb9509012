"""SYN070: octal and long literals."""

from __future__ import annotations

import libcst as cst

from migrator.precedence import parenthesize
from migrator.python2 import nodes
from migrator.rules import Rule


class NumberLiterals(Rule):
    """Write octal literals with `0o`, and long ones without their `L`.

    A leading zero makes a number octal in Python 2 and is an error in Python 3, which has one type
    of integer and no suffix for it.
    """

    code = "SYN070"
    name = "number-literals"
    leaves = frozenset({"number"})
    examples = (
        ("print 0755, 0777L\n", "print(0o755, 0o777)\n"),
        (
            "print int(10L), int(0xFFl), int(0L), int(0b11L)\n",
            "print(int(10), int(0xFF), int(0), int(0b11))\n",
        ),
        ("print int(00L), 0xfLand 2\n", "print(int(00), (0xf)and 2)\n"),
    )
    leave_alone = (
        "print(0o755, 10, 0xFF, 0b11)\n",
        "print(0, 00, 0.5, 010.5, 1e3, 5j)\n",
        "print('0755', 'L')\n",
    )

    def leave_LegacyNumber(
        self, original_node: nodes.LegacyNumber, updated_node: nodes.LegacyNumber
    ) -> cst.BaseExpression:
        node = updated_node
        digits = node.value.rstrip("lL")
        if digits.isdigit() and digits[0] == "0" and digits.strip("0"):
            digits = "0o" + digits.lstrip("0")
        number = cst.Integer(digits, lpar=node.lpar, rpar=node.rpar)
        return parenthesize(number) if self._touches_word(original_node) else number

    def _touches_word(self, node: nodes.LegacyNumber) -> bool:
        """Whether a word or a dot comes right after, as in `0xFLand 1` and `7L.real`."""
        text = self.module.source.text
        end = self.module.lowered.original_offset(self.module.anchor(node)) + len(node.value)
        following = text[end : end + 1]
        return following.isalpha() or following == "."
