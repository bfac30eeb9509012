"""Taking parts out of what is parted by commas: arguments, elements of displays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import libcst as cst

from migrator.python2.traversal import replace

_EMPTY = cst.Module([])


def without(items: Sequence[Any], gone: Sequence[bool]) -> list[Any] | None:
    """The items but those that go; None where a comment would go with one of them."""
    if any(
        "#" in _EMPTY.code_for_node(item) for item, goes in zip(items, gone, strict=True) if goes
    ):
        return None
    kept = [item for item, goes in zip(items, gone, strict=True) if not goes]
    if kept and gone[-1]:  # the last keeps the way to the closing bracket
        kept[-1] = replace(kept[-1], comma=items[-1].comma)
    return kept
