"""How a function or method of the library is described to the graph of text and bytes.

What it takes and gives is written as a *spec*:

    "bytes", "text"   a string of that colour (bytes also stands for what has the buffer protocol)
    "same"            all that are "same" in one border have one colour: `re.sub`, `os.path.join`
    "any"             nothing is known, and nothing is asked
    "[bytes]"         a sequence, set or iterator of them; nests: "[[text]]"
    "(any, bytes)"    a tuple with these parts
    "{text: bytes}"   a mapping
    "<bytes>"         a file object whose data are of that colour; "<same>" as above
    "@kind"           an object of a kind that METHODS and ATTRIBUTES describe
    "@kind same"      such an object whose own colour (`self` in its methods) is "same"
    "text*"           text, however deep it lies in containers (`json.dumps`)
    "repr*"           the same, written by `repr`
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Border:
    """What a callable of the library takes and gives.

    `takes` maps positions (from 0, without `self`) and names of keywords to specs; "*" stands for
    all other positions. `gives` is the spec of the result. In methods the spec "self" is the
    colour of the object: the data of a file, the pattern of a compiled expression.

    `soft` says that it is only likely: another choice does not fail. `codec` names the encoding of
    the bytes that it gives or takes, where it is known: "ascii" for `binascii.hexlify`.
    """

    takes: Mapping[int | str, str] = field(default_factory=dict)
    gives: str = "any"
    soft: bool = False
    codec: str = ""
