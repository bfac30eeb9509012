"""What colour the strings in a value have, as short texts: `"[bytes]"` is a list of bytes.

.                 nothing of interest: a number, None, an object of no known class
bytes  text       strings of that colour
any               a string of either colour, whatever the others are
same              a string of the colour that all `same` of one border share
[X]               a list, set or other iterable of X
(X,Y)             a tuple
{X:Y}             a dict
<X>               a file whose reads give and whose writes take X
@socket.socket    an object of that class, whose methods are borders as well
same@re.match     such an object that is made of strings of one colour; to its methods the
                  object itself is the argument "self", and of that colour
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_TOKEN = re.compile(r"\w*@[\w.]+|\w+|.")


@dataclass(frozen=True)
class Shape:
    """`kind` is "nothing", "string", "list", "tuple", "dict", "file" or "object".

    `colour` is "bytes", "text", "any" or "same" for a string, and for an object that is made of
    strings; `parts` are the shapes inside; `name` is the class of an object, as in 2.7.
    """

    kind: str = "nothing"
    colour: str = ""
    parts: tuple[Shape, ...] = ()
    name: str = ""


_ENDS = {"[": ("list", "]"), "(": ("tuple", ")"), "{": ("dict", "}"), "<": ("file", ">")}


@cache
def shape(text: str) -> Shape:
    """The shape that a text spells."""
    found, rest = _parse(_TOKEN.findall(text))
    if rest:
        raise ValueError(f"{text!r} is no shape: {''.join(rest)!r} is left over")
    return found


def _parse(tokens: list[str]) -> tuple[Shape, list[str]]:
    first, rest = tokens[0], tokens[1:]
    if first not in _ENDS:
        if first == ".":
            return Shape(), rest
        if "@" in first:
            colour, _, name = first.partition("@")
            return Shape("object", colour, name=name), rest
        return Shape("string", first), rest
    kind, end = _ENDS[first]
    parts = []
    while rest[0] != end:
        if rest[0] in ",:":
            rest = rest[1:]
        part, rest = _parse(rest)
        parts.append(part)
    return Shape(kind, parts=tuple(parts)), rest[1:]
