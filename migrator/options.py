"""What a user can ask for, as data."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """How to migrate.

    `target` is the Python that must run the result, as (major, minor). `select` and
    `ignore` hold rule codes or families ("SYN", "BLT010"); an empty `select` is every
    rule. `dialect` is "auto", "2" or "3". `gate` says whether only the units that hold
    something to change are parsed; the result is the same without it.
    """

    target: tuple[int, int] = sys.version_info[:2]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    dialect: str = "auto"
    gate: bool = True

    def selects(self, code: str) -> bool:
        chosen = not self.select or any(code.startswith(prefix) for prefix in self.select)
        return chosen and not any(code.startswith(prefix) for prefix in self.ignore)
