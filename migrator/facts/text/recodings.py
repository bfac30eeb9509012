"""Codecs of 2.7's `str.encode` and `str.decode` that are none of text: `'a'.encode('hex')`.

In Python 3 methods are for encodings of text only; what the other codecs do is done by functions.
Source: docs.python.org/2.7/library/codecs.html (Python Specific Encodings).
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

_ALIASES = {
    "hex": "hex",
    "base64": "base64 base_64",
    "zlib": "zip zlib",
    "bz2": "bz2",
    "quopri": "quopri quoted_printable quotedprintable",
    "uu": "uu",
    "rot13": "rot13 rot_13",
    "string_escape": "string_escape",
}
_NAMES = {
    alias: codec
    for codec, aliases in _ALIASES.items()
    for name in aliases.split()
    for alias in (name, f"{name}_codec")
}


@dataclass(frozen=True)
class Recoding:
    """What does the same in Python 3.

    form: an expression, `{}` for the string.
    module: what the form needs to be imported.
    takes, gives: the colour of the string and of the result, "any" where both will do.
    """

    form: str
    module: str
    takes: str = "bytes"
    gives: str = "bytes"


_RECODINGS = {
    ("encode", "hex"): Recoding("binascii.hexlify({})", "binascii"),
    ("decode", "hex"): Recoding("binascii.unhexlify({})", "binascii", takes="any"),
    ("encode", "base64"): Recoding("base64.encodebytes({})", "base64"),
    ("decode", "base64"): Recoding("base64.decodebytes({})", "base64"),
    ("encode", "zlib"): Recoding("zlib.compress({})", "zlib"),
    ("decode", "zlib"): Recoding("zlib.decompress({})", "zlib"),
    ("encode", "bz2"): Recoding("bz2.compress({})", "bz2"),
    ("decode", "bz2"): Recoding("bz2.decompress({})", "bz2"),
    ("encode", "quopri"): Recoding("quopri.encodestring({}, quotetabs=True)", "quopri"),
    ("decode", "quopri"): Recoding("quopri.decodestring({})", "quopri", takes="any"),
    ("encode", "uu"): Recoding("codecs.encode({}, 'uu')", "codecs"),
    ("decode", "uu"): Recoding("codecs.decode({}, 'uu')", "codecs"),
    ("encode", "rot13"): Recoding("codecs.encode({}, 'rot13')", "codecs", "text", "text"),
    ("decode", "rot13"): Recoding("codecs.decode({}, 'rot13')", "codecs", "text", "text"),
    ("encode", "string_escape"): Recoding("codecs.escape_encode({})[0]", "codecs"),
    ("decode", "string_escape"): Recoding("codecs.escape_decode({})[0]", "codecs", takes="any"),
}


def recoding(method: str, codec: str) -> Recoding | None:
    """What `string.encode(codec)` or `string.decode(codec)` is today.

    None where the codec is one of text (`"utf-8"`), for which the methods are still there, or is
    not known.
    """
    plain = codec.lower().replace("-", "_").replace(" ", "_")
    return _RECODINGS.get((method, _NAMES.get(plain, "")))


def codec_of(call: ast.Call, value_of: Callable[[ast.expr], object]) -> str:
    """The codec that a call of `encode` or `decode` names, "ascii" if none, "" if it cannot be told.

    `value_of` tells what an expression is known to be.
    """
    given = [*call.args[:1], *(k.value for k in call.keywords if k.arg == "encoding")]
    if not given:
        return "ascii"
    name = value_of(given[0])
    return name.lower() if isinstance(name, str) else ""
