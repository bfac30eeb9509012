"""BLT210: oct writes 0o755 where it wrote 0755."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.results import Level
from migrator.rules.builtins.names import BuiltinRule, is_spared

_HELPER = '''
def octal(number):
    """Write a number in base 8 as Python 2's oct did: 0755, not 0o755."""
    return oct(number).replace("o", "", 1) if number else "0"
'''


class Octal(BuiltinRule):
    """oct(n) becomes octal(n), a function that is added and writes 0755, not 0o755.

    Not where only the last digits are taken, or where `int(..., 8)` reads the text again.
    """

    code = "BLT210"
    name = "octal"
    words = frozenset({"oct"})
    examples = (
        (
            "mode = 0755\nprint oct(mode), oct(0), oct(-8), map(oct, [7, 8])\n",
            _HELPER.lstrip("\n")
            + "\n\nmode = 0o755\nprint(octal(mode), octal(0), octal(-8), list(map(octal, [7, 8])))\n",
        ),
    )
    leave_alone = (
        "print(oct(0o755)[-3:])\n",
        "print(int(oct(8), 8))\n",
        "def oct(n):\n    return 'own'\n\n\nprint(oct(8))\n",
    )

    def sites(self) -> list[int]:
        return [self.module.offset_of(load) for load in self.loads() if self._shows(load)]

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if original_node.value != "oct" or not self.module.is_builtin(original_node, "oct"):
            return updated_node
        if not self._shows(self.module.at(original_node)):
            return updated_node
        name = self.module.helpers.add("octal", _HELPER)
        reason = "oct() begins with 0o where it began with 0"
        self.module.decide(self, original_node, name, Level.GUARDED, reason)
        return updated_node.with_changes(value=name)

    def _shows(self, load: ast.Name) -> bool:
        """Whether the first characters of what oct gives may be seen."""
        if self.module.dialect.version != "2" or is_spared(self.module, load, "NameError"):
            return False
        parents = self.module.facts.parents
        call = parents.get(load)
        if not isinstance(call, ast.Call) or call.func is not load:
            return True
        if any(self.module.facts.types.class_of(one) is not None for one in call.args):
            return False  # its __oct__ is another rule's
        around = parents.get(call)
        if isinstance(around, ast.Subscript) and around.value is call:
            return not _takes_last(around.slice)
        if isinstance(around, ast.Attribute):
            return around.attr != "replace"
        return not (isinstance(around, ast.Call) and _reads_octal(around, call))


def _takes_last(index: ast.expr) -> bool:
    """Whether an index takes the last three digits, or fewer."""
    if not isinstance(index, ast.Slice) or index.upper is not None or index.lower is None:
        return False
    return ast.unparse(index.lower) in ("-1", "-2", "-3")


def _reads_octal(call: ast.Call, text: ast.expr) -> bool:
    """Whether this is `int(text, 8)`."""
    return (
        isinstance(call.func, ast.Name)
        and call.func.id == "int"
        and call.args[:1] == [text]
        and len(call.args) == 2
    )
