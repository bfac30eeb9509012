"""Bytes that are no UTF-8 in a file that says to be UTF-8.

2.7 looks at the bytes of such a file only where a `u''` literal is; in comments and native
strings they are just bytes. Python 3 refuses the file. `source.decode` reads each such byte as
a lone surrogate (PEP 383), and here it becomes what Python 3 reads.
"""

from __future__ import annotations

import re

from migrator.python2.errors import ReadError
from migrator.python2.lexer import COMMENT, STRING, Tokens, position_in
from migrator.python2.literals import string_prefix
from migrator.python2.source import Edit

_STRAY = re.compile("[\udc80-\udcff]")


def escape_strays(tokens: Tokens) -> list[Edit]:
    """Edits that write stray bytes as escapes in strings, and as latin-1 in comments.

    Raises:
        ReadError: a byte stands where 2.7 refuses it, or where no escape can be written.
    """
    if tokens.text.isascii():
        return []
    edits: list[Edit] = []
    for kind, start, word in zip(tokens.kinds, tokens.starts, tokens.texts, strict=False):
        for match in _STRAY.finditer(word):
            byte = ord(match[0]) - 0xDC00
            at = start + match.start()
            if kind == COMMENT:
                edits.append((at, at + 1, chr(byte)))
            elif kind == STRING and string_prefix(word) in ("", "b"):
                edits.append((at, at + 1, f"\\x{byte:02x}"))
            else:
                place = position_in(tokens.text, at)
                raise ReadError(f"byte 0x{byte:02x} is not utf-8: write it as an escape", place)
    return edits
