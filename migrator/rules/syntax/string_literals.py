"""SYN080: string literals that Python 3 refuses or reads otherwise."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

import libcst as cst

from migrator.python2 import literals
from migrator.python2.lexer import COMMENT, NL, STRING
from migrator.rules.syntax.literal_rules import LiteralRule

_NATIVE_ESCAPE = re.compile(r"\\([\s\S])")
_NEW_ESCAPE = re.compile(r"\\[uUN]")
_RAW_CODE = re.compile(r"(\\+)(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})?")


class StringLiterals(LiteralRule):
    """Spell string literals so that they keep their value in Python 3.

    `ur''` is gone. `\\\\u`, `\\\\U` and `\\\\N` are plain characters in a native literal of Python 2
    and an escape in Python 3, so their backslash is doubled. A `b''` literal holds ASCII only in
    Python 3, and does not stand beside text: other bytes become `\\\\x` escapes.
    """

    code = "SYN080"
    name = "string-literals"
    examples = (
        ("print ur'\\d' == u'\\\\d'\n", "print(r'\\d' == u'\\\\d')\n"),
        ("print ur'\\d\\u0041'\n", "print(u'\\\\d\\u0041')\n"),
        ("print 'C:\\Users\\new'\n", "print('C:\\\\Users\\new')\n"),
        ("print '\\u0041\\N{BULLET}'\n", "print('\\\\u0041\\\\N{BULLET}')\n"),
        (
            "# coding: utf-8\nprint len(b'\xe9'), len(b'a' 'b')\n",
            "# coding: utf-8\nprint(len(b'\\xc3\\xa9'), len(b'a' b'b'))\n",
        ),
        ("print u'a' b'b'\n", "print(u'a' 'b')\n"),
    )
    leave_alone = (
        "print(r'\\d', '\\\\u0041', '\\x41\\101\\n')\n",
        "print(u'\\u0041\\N{DIGIT ONE}')\n",
        "print(r'\\u0041')\n",
        "print(b'a' b'b' == b'ab')\n",
        "from __future__ import unicode_literals\nprint('\\u0041')\n",
        "def f(*, key):\n    return '\\u0041'\nprint(f(key=1))\n",
    )

    def sites(self) -> Iterable[int]:
        lowered, tokens = self.module.lowered, self.module.tokens
        yield from (offset for offset, leaf in lowered.leaves.items() if leaf.kind == "string")
        if self.module.dialect.version == "2" and _NEW_ESCAPE.search(tokens.text):
            for kind, start, word in zip(tokens.kinds, tokens.starts, tokens.texts, strict=True):
                if kind == STRING and word[0] in "'\"" and _NEW_ESCAPE.search(word):
                    yield lowered.carrier_offset(start)

    def respelled(self, original: cst.SimpleString, updated: cst.SimpleString) -> cst.SimpleString:
        word = updated.value
        wanted = self._kind(original)
        prefix = literals.string_prefix(word)
        if prefix == "ur":
            new = _from_raw_text(word)
        elif wanted == "bytes" and (not word.isascii() or "b" not in prefix):
            new = as_bytes(word, self.module.source.encoding)
        elif "b" in prefix and wanted == "text":
            new = as_text(word, self.module.source.encoding)
        elif wanted == "native" and "r" not in prefix and self.module.dialect.version == "2":
            new = _without_escapes(word)
        else:
            return updated
        if new == word and type(updated) is cst.SimpleString:
            return updated
        return cst.SimpleString(new, lpar=updated.lpar, rpar=updated.rpar)

    def _kind(self, node: cst.SimpleString) -> str:
        """What a literal makes with those beside it: "bytes", "text", or "native" as most do."""
        prefixes = {literals.string_prefix(word) for word in self._group(node)}
        if "unicode_literals" in self.module.lowered.futures:
            return "bytes" if all("b" in prefix for prefix in prefixes) else "text"
        if any("u" in prefix for prefix in prefixes):
            return "text" if "b" in literals.string_prefix(node.value) else "other"
        return "bytes" if any("b" in prefix for prefix in prefixes) else "native"

    def _group(self, node: cst.SimpleString) -> list[str]:
        """The literals that make one string, of which `node` is one."""
        tokens = self.module.tokens
        start = self.module.lowered.original_offset(self.module.anchor(node))
        index = bisect_left(tokens.starts, start)
        group = [tokens.texts[index]]
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(tokens.kinds) and tokens.kinds[at] in (STRING, NL, COMMENT):
                if tokens.kinds[at] == STRING:
                    group.append(tokens.texts[at])
                at += step
        return group


def _without_escapes(word: str) -> str:
    """A native literal with the backslash doubled that is no escape in Python 2."""

    def double(match: re.Match[str]) -> str:
        return "\\" + match[0] if match[1] in "uUN" else match[0]

    return _NATIVE_ESCAPE.sub(double, word)


def _from_raw_text(word: str) -> str:
    """`ur''`, where a character's code is an escape all the same.

    It stays visibly text where it says characters that a native literal could not hold.
    """
    prefix, quote, body = literals.split(word)
    codes = [match for match in _RAW_CODE.finditer(body) if match[2] and len(match[1]) % 2]
    if not codes:
        return f"{prefix[1]}{quote}{body}{quote}"

    def double(match: re.Match[str]) -> str:
        slashes, code = match[1], match[2] or ""
        if code and len(slashes) % 2:
            return slashes[:-1] * 2 + "\\" + code
        following = body[match.end() : match.end() + 1]
        escape = "\\" if len(slashes) % 2 and following in (quote[0], "\n") else ""
        if following == "\n" and escape:
            escape = "\\n\\"
        return slashes * 2 + escape + code

    return "u" + quote + _RAW_CODE.sub(double, body) + quote


def as_bytes(word: str, encoding: str) -> str:
    """A native or b'' literal as a b'' literal of ASCII characters."""
    prefix, quote, body = literals.split(word)
    if body.isascii():
        return (prefix if "b" in prefix.lower() else "b" + prefix) + quote + body + quote
    if "r" in prefix.lower():
        body = body.replace("\\", "\\\\").replace("\\\\" + quote[0], "\\\\\\" + quote[0])
    escaped = "".join(
        char if char.isascii() else "".join(f"\\x{byte:02x}" for byte in char.encode(encoding))
        for char in body
    )
    return f"b{quote}{escaped}{quote}"


def as_text(word: str, encoding: str) -> str:
    """A b'' literal beside text, which Python 2 decodes as ASCII: the same without its b."""
    prefix, quote, body = literals.split(word)
    kept = prefix.lower().replace("b", "")
    return kept + quote + (body if kept else _without_escapes(body)) + quote
