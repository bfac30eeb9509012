"""BLT215: '%#o' writes 0o755 where it wrote 0755."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import libcst as cst

from migrator.rules import Rule

_OCTAL = re.compile(r"%(?:\(\w*\))?[-+ 0]*#[-+ #0]*[\d*]*(?:\.[\d*]+)?[hlL]?o")
_MESSAGE = "'%#o' writes 0o755 where Python 2 wrote 0755: write the 0 before a %o"


class OctalFormats(Rule):
    """A format with %#o is reported: the number begins with 0o where it began with 0.

    It is not rewritten: 0 itself and negative numbers have their 0 elsewhere, and so do widths.
    """

    code = "BLT215"
    name = "octal-formats"
    examples = (  # only reported
        ("line = '%#o' % 8\nprint 'done'\n", "line = '%#o' % 8\nprint('done')\n"),
    )
    leave_alone = (
        "print('%o %%#o' % 8)\n",
        "print('%#x' % 8)\n",
        "print('%#o')\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.of(ast.BinOp):
            if self._is_octal(node):
                yield self.module.offset_of(node)

    def leave_BinaryOperation(
        self, original_node: cst.BinaryOperation, updated_node: cst.BinaryOperation
    ) -> cst.BinaryOperation:
        if self._is_octal(self.module.at(original_node)):
            self.module.report(self, original_node, _MESSAGE)
        return updated_node

    def _is_octal(self, node: ast.AST | None) -> bool:
        """Whether a node fills in a literal that has such a place, in a file for Python 2."""
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Mod):
            return False
        text = getattr(node.left, "value", None)
        is_old = self.module.dialect.version == "2"
        return is_old and isinstance(text, str) and bool(_OCTAL.search(text.replace("%%", "")))
