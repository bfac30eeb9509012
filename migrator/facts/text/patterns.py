"""Patterns of `re` that are text, whatever they are matched with."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder

_UNICODE = frozenset(("re.U", "re.UNICODE"))


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
