"""The order of Python 2, as a function that is put in the user's module."""

from __future__ import annotations

import libcst as cst

from migrator.module import Module
from migrator.rules.syntax import places

NAME = "cmp"
HELPER = '''
def cmp(a, b):
    """-1, 0 or 1 in the order of Python 2, in which values of unlike types have one as well."""
    try:
        return (a > b) - (a < b)
    except TypeError:
        if a == b:
            return 0
    if isinstance(a, (list, tuple)) and isinstance(b, type(a)):
        for one, other in zip(a, b):
            if one != other:
                return cmp(one, other)
        return cmp(len(a), len(b))
    if isinstance(a, dict) and isinstance(b, dict):
        from functools import cmp_to_key

        items = [sorted(one.items(), key=cmp_to_key(cmp)) for one in (a, b)]
        return cmp(len(a), len(b)) or cmp(*items)

    def rank(value):
        """None comes first, then come numbers, then the others by the names of their types."""
        name = "" if isinstance(value, (int, float)) else type(value).__name__
        return value is not None, name, id(type(value)), id(value)

    return -1 if rank(a) < rank(b) else 1
'''


def is_free(module: Module, place: cst.CSTNode) -> bool:
    """Whether `cmp`, written at a place, means the builtin: the module has no other."""
    return places.is_builtin_there(module, NAME, place)


def use(module: Module) -> str:
    """The name of the function, which the module gets."""
    return module.helpers.add(NAME, HELPER)
