"""What packages say about the Pythons that they are for, and what they say once they are migrated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

PYTHON_3 = "Programming Language :: Python :: 3"
_PYTHON_2 = re.compile(r"Programming Language :: Python :: 2(\.\d+)?( :: Only)?")
# What had setuptools run 2to3; since its version 58 they are errors.
OBSOLETE = frozenset(
    "use_2to3 use_2to3_fixers use_2to3_exclude_fixers convert_2to3_doctests".split()
)
_PYTHONS_2 = ("2.5", "2.6", "2.7", "2.7.18")
_FACTOR = re.compile(r"py2\d?|pypy2\d?|jython\d*")
_GAPS = ", \t\r\n"


def classifiers(listed: Sequence[str]) -> list[str | None] | None:
    """Trove classifiers once the package is migrated, None for each that goes.

    The first of Python 2 becomes that of Python 3 where there is none yet. None where nothing
    changes.
    """
    old = [_PYTHON_2.fullmatch(one) is not None for one in listed]
    if not any(old):
        return None
    made = [None if is_old else one for one, is_old in zip(listed, old, strict=True)]
    if not any(one.startswith(PYTHON_3) for one in listed):
        made[old.index(True)] = PYTHON_3
    return made


def required(said: str, target: tuple[int, int]) -> str | None:
    """The Pythons that are required once the package is migrated; None where 2 was not allowed.

    It runs on the target, which is all that is known; upper bounds of Python 3 stay.
    """
    try:
        allowed = SpecifierSet(said)
    except InvalidSpecifier:
        return None
    if not said.strip() or not any(allowed.contains(version) for version in _PYTHONS_2):
        return None
    lowest = ".".join(map(str, target))
    kept = [part.strip() for part in said.split(",") if _is_upper_bound(part.strip(), lowest)]
    return ",".join([f">={lowest}", *kept])


def _is_upper_bound(part: str, lowest: str) -> bool:
    try:
        return part.startswith("<") and Version(part.lstrip("<= ")) > Version(lowest)
    except InvalidVersion:
        return False


def environments(said: str, target: tuple[int, int]) -> str | None:
    """tox's list of environments without those of Python 2; None where there are none.

    `py{26,27,36}-django, py27-lint` becomes `py36-django`; where nothing else was tested, the
    target is.
    """
    pieces = re.findall(r"(?:\{[^{}]*\}|[^,\s{}])+|[,\s]+", said)
    made = ""
    is_gone = False
    for piece in pieces:
        is_gap = not piece.strip(_GAPS)
        if is_gap and is_gone:
            continue  # it goes with what stood before it
        new = piece if is_gap else _without_old(piece)
        is_gone = not new
        made += new
    if made == said:
        return None
    if not made.strip(_GAPS):
        return "py" + "".join(map(str, target))
    return made.rstrip(_GAPS) if is_gone else made


def _without_old(name: str) -> str:
    """A name of environments without those of Python 2, empty where nothing is left of it."""
    written = re.findall(r"\{[^{}]*\}|[^{}]+", name)
    parts = [part[1:-1].split(",") if part[0] == "{" else [part] for part in written]
    made = ""
    for index, choices in enumerate(parts):
        kept = [
            choice
            for choice in choices
            if not all(map(_is_old, product(*parts[:index], [choice], *parts[index + 1 :])))
        ]
        if not kept:
            return ""
        if kept == choices:
            made += written[index]
        else:
            made += kept[0].strip() if len(kept) == 1 else "{" + ",".join(kept) + "}"
    return made


def _is_old(parts: Iterable[str]) -> bool:
    name = "".join(part.strip() for part in parts)
    return any(_FACTOR.fullmatch(factor) for factor in name.split("-"))
