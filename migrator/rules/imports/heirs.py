"""What became of a dotted name of the standard library."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

from migrator import stdlib
from migrator.module import Module
from migrator.stdlib import moves
from migrator.stdlib.stand_ins import STAND_INS, stand_in

# Of the modules that were split, the one that is there today, without names of its own.
BARE_PACKAGE = "urllib"
# Heirs whose namesakes in 2.7 returned lists.
LAZY = ("builtins.filter", "builtins.map", "builtins.zip")


class Fate(Enum):
    STAYS = "stays"
    MOVED = "moved"  # to `new`
    SPLIT = "split"  # a module whose names went to several others
    FORM = "form"  # of another shape today: `stdlib.forms`
    GONE = "gone"


@dataclass(frozen=True)
class Heir:
    """`old` is the module, or module's name, that a dotted name begins with.

    `module` is the module that had it. `new` is its dotted name today where `fate` is MOVED; where
    a name is GONE from a module that moved, the one it would have. `size` is how many parts of the
    dotted name that is, where they are not those of `old`: `inspect.imp.reload` was `imp.reload`.
    """

    old: str
    module: str
    fate: Fate
    new: str = ""
    same: bool = True
    note: str = ""
    size: int = 0

    @property
    def depth(self) -> int:
        return self.size or self.old.count(".") + 1


@cache
def heir_of(dotted: str, target: stdlib.Version) -> Heir | None:
    """What became of the standard module, or its name, that `dotted` begins with; None for none.

    In `os.path.walk.x` that is `os.path.walk`.
    """
    if stand_in(dotted, target):  # also of a module that only Python 3 had
        return Heir(dotted, dotted.rpartition(".")[0], Fate.FORM)
    parts = dotted.split(".")
    size = len(parts)
    while size and not stdlib.is_stdlib_module_2(".".join(parts[:size])):
        size -= 1
    if not size:
        return None
    module = ".".join(parts[:size])
    if size == len(parts):
        return _module(module, target)
    name = f"{module}.{parts[size]}"
    move = moves.symbol_move(name, target)
    if move:
        return Heir(name, module, Fate.MOVED, move.new, move.same, move.note)
    shaped = moves.expression_form(name, target) or moves.call_form(name, target)
    if shaped or stand_in(name, target):
        return Heir(name, module, Fate.FORM)
    if stdlib.exists(name, target) is not False:
        return Heir(name, module, Fate.STAYS, name)
    home = stdlib.home_of(name)
    if home is not None:
        found = heir_of(".".join([home, *parts[size + 1 :]]), target)
        if found is not None and found.fate is not Fate.GONE:
            return replace(found, size=found.depth - home.count(".") + size)
    moved = moves.module_move(module, target)
    if stdlib.exists(name, stdlib.PYTHON_2) is False:  # one that a program puts there, or a slip
        new = f"{moved.new}.{parts[size]}" if moved else name
        return Heir(name, module, Fate.MOVED if moved else Fate.STAYS, new)
    return Heir(name, module, Fate.GONE, f"{moved.new}.{parts[size]}" if moved else "")


def _module(module: str, target: stdlib.Version) -> Heir:
    move = moves.module_move(module, target)
    if move:
        return Heir(module, module, Fate.MOVED, move.new, move.same, move.note)
    exists = stdlib.exists(module, target) is not False
    if module in split_modules() and (not exists or module == BARE_PACKAGE):
        return Heir(module, module, Fate.SPLIT, split_modules()[module])
    return Heir(module, module, Fate.STAYS if exists else Fate.GONE, module if exists else "")


@cache
def split_modules() -> dict[str, str]:
    """The modules whose names went to several others, with the one that took most of them.

    Empty text where they went to the builtins. They are split only once they are gone.
    """
    heirs: dict[str, list[str]] = {}
    for move in moves.SYMBOL_MOVES.values():
        module = move.old.rpartition(".")[0]
        if module not in moves.MODULE_MOVES:
            heirs.setdefault(module, []).append(move.new.rpartition(".")[0])
    for old in STAND_INS:
        heirs.setdefault(old.rpartition(".")[0], [])
    most = {
        module: max(found, key=found.count, default="builtins") for module, found in heirs.items()
    }
    return {module: "" if heir == "builtins" else heir for module, heir in most.items()}


@cache
def stands_in(module: str, target: stdlib.Version) -> bool:
    """Whether the first heir of a module that was split serves where the module itself is passed.

    It does where it has at least half of the names.
    """
    names = stdlib.names_2(module) or frozenset()
    heirs = stdlib.names(split_modules()[module], target) or frozenset()
    return 2 * len(names & heirs) >= len(names) > 0


def is_standard(module: Module, statement: ast.AST, dotted: str) -> bool:
    """Whether an import finds the standard library's module `dotted`, not one of the project's."""
    if isinstance(statement, ast.ImportFrom) and statement.level:
        return False
    if not (stdlib.is_stdlib_module_2(dotted) or dotted in stdlib.modules_only_3()):
        return False
    return not (
        finds_sibling(module, dotted) or module.project.is_project_module(dotted, module.path)
    )


def finds_sibling(module: Module, dotted: str) -> bool:
    """Whether `import dotted` finds what lies beside the file in its package, as it does in 2.7."""
    if "absolute_import" in module.lowered.futures or not module.project.package(module.path):
        return False
    return module.project.has_sibling(module.path, dotted)
