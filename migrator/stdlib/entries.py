"""What an entry of the tables of moved names says, and the small words they are written with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True)
class Move:
    """`old` is spelled `new` today; both are dotted (`"builtins.map"` for a built-in).

    `same` says whether a program notices no difference; where it may, `note` says which.
    `source` is the page that says so.
    """

    old: str
    new: str
    source: str
    same: bool = True
    note: str = ""


@dataclass(frozen=True)
class Form:
    """How what was written with the name `old` is written today.

    `new` is Python source. In the form of a call `{name}` stands for the argument of that
    parameter, and `{*}` for all others as they are written. `parameters` are those of 2.7,
    as in a `def`; for a method `self` is its object. `modules` are those that `new` needs.
    `same` and `note` are as in `Move`; `differs_with` is a parameter whose use makes a difference,
    and `if_true` takes the place of `new` where a true constant is given for it: that is the same.
    """

    old: str
    new: str
    source: str
    parameters: str = ""
    modules: tuple[str, ...] = ()
    same: bool = True
    note: str = ""
    differs_with: str = ""
    if_true: str = ""


@dataclass(frozen=True)
class StandIn:
    """`text` defines the last part of the name `old`; it needs the modules `modules`, and the
    definitions `needs` before it.
    """

    old: str
    text: str
    source: str
    modules: tuple[str, ...] = ()
    needs: tuple[StandIn, ...] = ()

    @property
    def name(self) -> str:
        return self.old.rpartition(".")[2]

    @property
    def is_variable(self) -> bool:
        """Whether a program may put another value in its place."""
        return self.text.strip().startswith(f"{self.name} = ")


PEP_3108 = "PEP 3108 (standard library reorganization)"
NEW_3_0 = "docs.python.org/3/whatsnew/3.0.html"


def whatsnew(minor: int) -> str:
    return f"docs.python.org/3/whatsnew/3.{minor}.html (Removed)"


def library(module: str) -> str:
    return f"docs.python.org/2.7/library/{module}.html"


def all_same(source: str, renamed: Mapping[str, str]) -> Iterator[Move]:
    return (Move(old, new, source) for old, new in renamed.items())


def into(source: str, old: str, new: str, names: str) -> Iterator[Move]:
    """The names that went from the module `old` to the module `new`."""
    return (Move(f"{old}.{name}", f"{new}.{name}", source) for name in names.split())


Entry = TypeVar("Entry", Move, Form)


def table(*groups: Entry | Iterable[Entry]) -> dict[str, Entry]:
    """The entries, alone or in groups, by their old names; a name has one entry."""
    entries: dict[str, Entry] = {}
    for group in groups:
        for entry in [group] if isinstance(group, (Move, Form)) else group:
            if entry.old in entries:
                raise ValueError(f"two entries for {entry.old}")
            entries[entry.old] = entry
    return entries
