"""What replaces what: modules and names of 2.7's library and the heirs that do the same today.

The tables are hand-written, each entry with its source; that their left sides were in 2.7 and
their right sides are in the targets is tested against the interpreters. Rules ask the functions
here, which also know what follows from the generated data: a name that its module took along
(`Queue.Empty` -> `queue.Empty`), and from which version on a move is needed at all.
"""

from __future__ import annotations

from migrator.stdlib import Version, exists, lacks
from migrator.stdlib.entries import Form, Move
from migrator.stdlib.forms import CALLS, EXPRESSIONS, METHODS, VALUES
from migrator.stdlib.moved_distutils import INSTALLED
from migrator.stdlib.moved_members import MEMBER_MOVES
from migrator.stdlib.moved_modules import MODULE_MOVES
from migrator.stdlib.moved_symbols import SYMBOL_MOVES
from migrator.stdlib.stand_ins import STAND_INS

__all__ = [
    "CALLS",
    "EXPRESSIONS",
    "MEMBER_MOVES",
    "METHODS",
    "MODULE_MOVES",
    "SYMBOL_MOVES",
    "VALUES",
    "Form",
    "Move",
    "call_form",
    "expression_form",
    "is_replaced",
    "member_move",
    "method_form",
    "module_move",
    "symbol_move",
    "value_form",
]


def _wanted(move: Move | None, target: Version) -> Move | None:
    """`move`, where `target` lacks the old name and has the new one."""
    if move is None or not lacks(move.old, target):
        return None
    is_there = move.new.partition(".")[0] in INSTALLED or exists(move.new, target) is not False
    return move if is_there else None


def is_replaced(module: str) -> bool:
    """Whether anything takes the place of a module of 2.7, or of one of its names."""
    first = f"{module}."
    return module in MODULE_MOVES or any(
        old.startswith(first) for table in (SYMBOL_MOVES, CALLS, STAND_INS) for old in table
    )


def module_move(name: str, target: Version) -> Move | None:
    """The module that took the place of the module `name`, if it is needed on `target`."""
    return _wanted(MODULE_MOVES.get(name), target)


def symbol_move(name: str, target: Version) -> Move | None:
    """The heir of a module's name ("urllib.quote"), if it is needed on `target`.

    A name that moved with its module has one too: `Queue.Empty` is `queue.Empty`.
    """
    if name in SYMBOL_MOVES:
        return _wanted(SYMBOL_MOVES[name], target)
    module, _, last = name.rpartition(".")
    moved = module_move(module, target)
    if moved is None:
        return None
    return _wanted(Move(name, f"{moved.new}.{last}", moved.source, moved.same, moved.note), target)


def member_move(name: str, target: Version) -> Move | None:
    """The heir of a class member ("unittest.TestCase.assertEquals"), if it is needed."""
    return _wanted(MEMBER_MOVES.get(name), target)


def _wanted_form(form: Form | None, target: Version) -> Form | None:
    return form if form and lacks(form.old, target) else None


def expression_form(name: str, target: Version) -> Form | None:
    """How reading the name (`sys.exc_type`) is written on `target`, if it must be."""
    return _wanted_form(EXPRESSIONS.get(name), target)


def value_form(name: str, target: Version) -> Form | None:
    """How passing the function on (`map(string.upper, ...)`) is written on `target`."""
    return _wanted_form(VALUES.get(name), target)


def call_form(name: str, target: Version) -> Form | None:
    """How a call of the function (`string.join`) is written on `target`, if it must be."""
    return _wanted_form(CALLS.get(name), target)


def method_form(name: str, target: Version) -> Form | None:
    """How a call of the method (`HTMLParser.HTMLParser.unescape`) is written on `target`."""
    return _wanted_form(METHODS.get(name), target)
