"""The conversions of a `%` format, with the expressions that they take."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

_CONVERSION = re.compile(r"%(\([^)]*\))?[#0\- +]*(\*|\d+)?(?:\.(\*|\d+))?[hlL]?(.)", re.DOTALL)


def conversions(pattern: str | bytes, given: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Each conversion's letter and the expression it writes, where that can be seen."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    values = _values(given)
    named = {}
    if isinstance(given, ast.Dict):
        keys = (
            (getattr(key, "value", None), value)
            for key, value in zip(given.keys, given.values, strict=False)
        )
        named = dict(keys)
    index = 0
    for match in _CONVERSION.finditer(text):
        name, width, precision, letter = match.groups()
        if letter == "%":
            continue
        if name is not None:
            if name[1:-1] in named:
                yield letter, named[name[1:-1]]
            continue
        index += [width, precision].count("*")
        if index < len(values) and not isinstance(values[index], ast.Starred):
            yield letter, values[index]
        index += 1


def _values(given: ast.expr) -> list[ast.expr]:
    """What is written, in order: the parts of a tuple, those of `(a, b) * 2` by turns."""
    if isinstance(given, ast.Tuple):
        return given.elts
    if isinstance(given, ast.BinOp) and isinstance(given.op, ast.Mult):
        times = getattr(given.right, "value", None)
        if isinstance(given.left, ast.Tuple) and isinstance(times, int):
            return given.left.elts * times
    return [given]
