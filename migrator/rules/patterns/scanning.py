"""Reading regular expressions and replacement templates as 2.7's `sre_parse` did."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

OPAQUE = "\ue000"  # stands for text that is not known
# It alone tells how long a match can be; Python 3.11 gave it another name.
parser = import_module("re._parser" if hasattr(re, "_parser") else "sre_parse")
_FLAGS = re.compile(r"\(\?([iLmsuxt]+)\)")
_WIDE = re.compile(r"\\[4-7][0-7]{2}")
_BLANKS = " \t\n\r\v\f"
_ESCAPES = frozenset("AabBdDfnrsStvwWxZ")
_CLASS_ESCAPES = frozenset("abdDfnrsStvwWx")
_TEMPLATE_ESCAPES = frozenset("abfgnrtv")
# After a backslash these letters were themselves, too, but begin a character's code today.
CODES = frozenset("uUN")


@dataclass(frozen=True)
class Flags:
    """A group such as `(?i)` at `text[start:end]`; `late` where something precedes it."""

    start: int
    end: int
    letters: str
    late: bool


@dataclass
class Pattern:
    """What a pattern holds: its groups of flags, the offsets of the backslashes that 2.7 ignored
    because no escape of that letter exists, and of the octal numbers that it cut to a byte."""

    flags: list[Flags] = field(default_factory=list)
    idle: list[int] = field(default_factory=list)
    wide: list[int] = field(default_factory=list)


def scan(text: str, verbose: bool) -> Pattern:
    """Read a pattern; `verbose` says whether re.VERBOSE is given as an argument.

    Flags hold for the whole pattern wherever they stand in 2.7, while 3.11 wants them first.
    """
    found = Pattern()
    at, first = 0, True
    while at < len(text):
        flags = _FLAGS.match(text, at)
        if flags:
            found.flags.append(Flags(at, flags.end(), flags[1], not first))
            verbose |= "x" in flags[1]
            at = flags.end()
        elif text.startswith("(?#", at):
            at = _after(text, at, ")")
        elif verbose and text[at] in _BLANKS:
            at += 1
        elif verbose and text[at] == "#":
            at = _after(text, at, "\n")
        else:
            first = False
            if text[at] == "[":
                at = _class(text, at, found)
            elif text[at] == "\\":
                at = _escape(text, at, _ESCAPES, found)
            else:
                at += 1
    return found


def _after(text: str, at: int, end: str) -> int:
    """The offset after the next `end`; a backslash hides what it precedes."""
    while at < len(text) and text[at] != end:
        at += 2 if text[at] == "\\" else 1
    return at + 1


def _class(text: str, at: int, found: Pattern) -> int:
    """The offset after the set of characters at `at`."""
    at += 2 if text.startswith("^", at + 1) else 1
    start = at
    while at < len(text) and (text[at] != "]" or at == start):
        at = _escape(text, at, _CLASS_ESCAPES, found) if text[at] == "\\" else at + 1
    return at + 1


def _escape(text: str, at: int, known: frozenset[str], found: Pattern) -> int:
    if _is_idle(text, at, known):
        found.idle.append(at)
    elif _WIDE.match(text, at):
        found.wide.append(at + 1)
    return at + 2


def _is_idle(text: str, at: int, known: frozenset[str]) -> bool:
    letter = text[at + 1 : at + 2]
    return letter.isascii() and letter.isalpha() and letter not in known


def parsed(text: str, verbose: bool) -> Any:
    """A pattern as `re` reads it, without what 2.7 ignored; None where `re` refuses it."""
    found = scan(text, verbose)
    letters = "".join(flags.letters for flags in found.flags)
    dropped = {*found.idle, *(at for one in found.flags for at in range(one.start, one.end))}
    plain = "".join(char for at, char in enumerate(text) if at not in dropped)
    try:
        return parser.parse(plain, re.X if verbose or "x" in letters else 0)
    except (re.error, OverflowError, RecursionError):
        return None


def prefers_nothing(pattern: Any) -> bool:
    """Whether a pattern may match nothing where it could match something, as `a*?` and `^|a`."""
    return pattern.getwidth()[0] == 0 and any(
        _prefers_nothing(str(kind), given) for kind, given in pattern.data
    )


def _prefers_nothing(kind: str, given: Any) -> bool:
    if kind == "SUBPATTERN":
        return prefers_nothing(given[-1])
    if kind == "BRANCH":
        *others, last = given[1]
        return any(not one.getwidth()[0] for one in others) or prefers_nothing(last)
    if kind == "MIN_REPEAT":
        return given[2].getwidth()[1] > 0
    return kind == "GROUPREF_EXISTS" or (kind == "MAX_REPEAT" and prefers_nothing(given[2]))


def idle_in_template(text: str) -> list[int]:
    """The offsets of the backslashes of a template that 2.7 kept as they are.

    Python 3.7 refuses them: an unknown escape of a letter is an error.
    """
    found = []
    at = 0
    while at < len(text):
        if text[at] != "\\":
            at += 1
            continue
        if _is_idle(text, at, _TEMPLATE_ESCAPES):
            found.append(at)
        at += 2
    return found
