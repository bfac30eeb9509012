"""What is known of calls of `re` beyond their borders: flags, and functions that replace."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrator.facts.text.cells import Cell
from migrator.facts.text.later import Stage

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder

_UNICODE = frozenset(("re.U", "re.UNICODE"))
# Functions that replace, and the place of what is put in.
REPLACING = {"re.sub": 1, "re.subn": 1, "re.compile.sub": 0, "re.compile.subn": 0}


class Replace:
    """`re.sub(pattern, function, string)`: it is given matches in strings of the colour `same`, and
    gives such strings.
    """

    def __init__(self, function: Cell, same: Cell) -> None:
        self.function = function
        self.same = same

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph = builder.graph
        kind = graph.kind(self.function)
        if kind == "function":
            found = graph.child(self.function, "0")
            graph.set_kind(found, "re.match")
            for cell in (found, graph.child(self.function, "return")):
                graph.match(cell, self.same)
        return kind is not None or stage is Stage.LAST


def is_for_unicode(builder: Builder, call: ast.Call) -> bool:
    """Whether a call, of a function of `re`, has the flag that no pattern of bytes may have."""
    given = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
    return any(_has_flag(builder, one, set()) for one in given)


def _has_flag(builder: Builder, flags: ast.expr, seen: set[ast.expr]) -> bool:
    """Whether the flag is among some that are joined, or in what a name among them is bound to."""
    if flags in seen:
        return False
    seen.add(flags)
    if isinstance(flags, ast.BinOp) and isinstance(flags.op, ast.BitOr):
        return any(_has_flag(builder, side, seen) for side in (flags.left, flags.right))
    if not _UNICODE.isdisjoint(builder.meanings(flags)):
        return True
    if not isinstance(flags, ast.Name):
        return False
    values = [one.value for one in builder.facts.scopes.resolve(flags).definitions]
    return any(_has_flag(builder, value, seen) for value in values if value is not None)
