"""TXT905: lists of bytes that are shown."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.module import Module
from migrator.results import Level
from migrator.rules.syntax import building, places
from migrator.rules.syntax.shown_values import ShownValues

_METHODS = ("readlines", "keys", "values", "split", "splitlines")


class ShownLists(ShownValues):
    """print pipe.readlines() shows text, as it did: [item.decode('latin-1') for item in ...].

    A list that comes from the library, as the lines of a process or the keys of a dbm file, holds
    bytes, which Python 3 shows as b'...' where the list is printed or formatted. Not where the list
    is in another container, or holds some.
    """

    code = "TXT905"
    name = "shown-lists"
    words = frozenset({"print", "str", "repr", "format", "%"})
    early = True
    examples = (
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
        "lines = [b'a', b'b']\nprint(lines)\n",
        "def lines(pipe):\n    return pipe.readlines()\n\n\nprint(lines(open('/dev/null')))\n",
    )

    def is_wanted(self, value: ast.expr, how: str) -> bool:
        return is_list_of_bytes(self.module, value)

    def as_shown(
        self, value: ast.expr, original: cst.BaseExpression, updated: cst.BaseExpression
    ) -> cst.ListComp:
        reason = "a list of bytes is shown"
        self.module.decide(self, original, "decode", Level.ASSUMED, reason)
        item = cst.Name(places.fresh(self.module, "item"))
        text = building.call(
            cst.Attribute(item, cst.Name("decode")), [building.argument(building.string("latin-1"))]
        )
        walked = cst.CompFor(item, building.bare_of_parentheses(updated))
        return cst.ListComp(text, walked, lpar=updated.lpar, rpar=updated.rpar)


def is_list_of_bytes(module: Module, value: ast.expr) -> bool:
    """Whether a value is a list, and what is in it is bytes."""
    if module.text is None or not module.text.lists_bytes(value):
        return False
    if isinstance(value, ast.Name):
        definitions = module.facts.scopes.resolve(value).definitions
        made = definitions[0].value if len(definitions) == 1 else None
        return isinstance(made, ast.Call) and is_list_of_bytes(module, made)
    if module.facts.types.is_a(value, "list"):
        return True
    function = value.func if isinstance(value, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr in _METHODS
