"""TXT905: lists of bytes that are shown."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.module import Module
from migrator.results import Level
from migrator.rules.builtins.names import builtin
from migrator.rules.syntax import building, places
from migrator.rules.syntax.shown_values import ShownValues
from migrator.rules.text.conversions import HELPERS

_METHODS = ("readlines", "keys", "values", "split", "splitlines")


class ShownLists(ShownValues):
    """print pipe.readlines() shows text, as it did: [item.decode('latin-1') for item in ...].

    A list that comes from the library, as the lines of a process or the keys of a dbm file, holds
    bytes, which Python 3 shows as b'...' where the list is printed or formatted. Not where the list
    is in another container, or holds some. In what `struct` unpacks there are numbers as well: a
    function converts what is bytes.
    """

    code = "TXT905"
    name = "shown-lists"
    words = frozenset({"print", "str", "repr", "format", "%"})
    early = True
    examples = (
        (
            "import struct\n\nprint struct.unpack('2sB', 'ab\\x01')\n",
            f"import struct\n\n{HELPERS['decode']}\n\n"
            "print(tuple(decoded(item) for item in struct.unpack('2sB', b'ab\\x01')))\n",
        ),
        (
            "import subprocess\n\n"
            "pipe = subprocess.Popen(['echo', 'a'], stdout=subprocess.PIPE).stdout\n"
            "print sorted(pipe.readlines())\n",
            "import subprocess\n\n"
            "pipe = subprocess.Popen(['echo', 'a'], stdout=subprocess.PIPE).stdout\n"
            "print([item.decode('latin-1') for item in sorted(pipe.readlines())])\n",
        ),
    )
    leave_alone = (
        "import struct\n\nprint(struct.unpack('2B', b'ab'), struct.unpack('2s', b'ab')[0] == b'ab')\n",
        "lines = [b'a', b'b']\nprint(lines)\n",
        "def lines(pipe):\n    return pipe.readlines()\n\n\nprint(lines(open('/dev/null')))\n",
    )

    def is_wanted(self, value: ast.expr, how: str) -> bool:
        return is_list_of_bytes(self.module, value) or is_unpacked(self.module, value)

    def as_shown(
        self, value: ast.expr, original: cst.BaseExpression, updated: cst.BaseExpression
    ) -> cst.BaseExpression:
        item = cst.Name(places.fresh(self.module, "item"))
        if is_unpacked(self.module, value):
            reason = "bytes are shown, and numbers beside them"
            self.module.decide(self, original, "decoded", Level.GUARDED, reason)
            decoded = self.module.helpers.add("decoded", HELPERS["decode"])
            walked = cst.CompFor(item, building.bare_of_parentheses(updated))
            text = building.call(cst.Name(decoded), [building.argument(item)])
            made = cst.GeneratorExp(text, walked, lpar=[], rpar=[])
            tuple_ = cst.parse_expression(builtin(self.module, "tuple", original))
            new = building.call(tuple_, [building.argument(made)])
            return new.with_changes(lpar=updated.lpar, rpar=updated.rpar)
        reason = "a list of bytes is shown"
        self.module.decide(self, original, "decode", Level.ASSUMED, reason)
        text = building.call(
            cst.Attribute(item, cst.Name("decode")), [building.argument(building.string("latin-1"))]
        )
        walked = cst.CompFor(item, building.bare_of_parentheses(updated))
        return cst.ListComp(text, walked, lpar=updated.lpar, rpar=updated.rpar)


def is_unpacked(module: Module, value: ast.expr) -> bool:
    """Whether a value is what `struct` unpacks, with bytes in it."""
    if module.text is None or not module.text.holds_bytes(value):
        return False
    if isinstance(value, ast.Name):
        made = module.facts.scopes.resolve(value).value
        return isinstance(made, ast.Call) and is_unpacked(module, made)
    if not isinstance(value, ast.Call):
        return False
    function = value.func
    if module.facts.scopes.imported(function) in ("struct.unpack", "struct.unpack_from"):
        return True
    if not isinstance(function, ast.Attribute) or function.attr not in ("unpack", "unpack_from"):
        return False
    return module.text.kind(function.value) == "struct.Struct"


def is_list_of_bytes(module: Module, value: ast.expr) -> bool:
    """Whether a value is a list, and what is in it is bytes."""
    if module.text is None or not module.text.lists_bytes(value):
        return False
    if isinstance(value, ast.Name):
        made = module.facts.scopes.resolve(value).value
        return isinstance(made, ast.Call) and is_list_of_bytes(module, made)
    if module.facts.types.is_a(value, "list"):
        return True
    function = value.func if isinstance(value, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr in _METHODS
