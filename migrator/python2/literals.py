"""What a string literal of Python 2.7 means."""

from __future__ import annotations

import ast
import re
import warnings


def string_prefix(word: str) -> str:
    """The prefix of a string literal, in lower case: "", "u", "b", "r", "ur", "br" ..."""
    if word[0] in "'\"":
        return ""
    return word[: min(i for i in (word.find("'"), word.find('"')) if i >= 0)].lower()


def split(word: str) -> tuple[str, str, str]:
    """A string literal's prefix (as written), quotes and body."""
    length = len(string_prefix(word))
    quote = word[length : length + 3]
    if quote not in ("'''", '"""'):
        quote = quote[:1]
    return word[:length], quote, word[length + len(quote) : -len(quote)]


_ESCAPE = re.compile(r"\\([0-7]{3}|[\s\S])")
_RAW_UNICODE = re.compile(r"(\\+)(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})")


def evaluate(word: str, encoding: str, unicode_literals: bool = False) -> str | bytes:
    """The value that 2.7 gives a string literal: bytes for a native one, else text.

    `encoding` is that of the source file: 2.7 keeps the file's own bytes in a native string
    (Python/ast.c, parsestr).

    Raises:
        ValueError: an escape that 2.7 refuses too.
    """
    prefix, quote, body = split(word)
    prefix = prefix.lower()
    is_text = "u" in prefix or (unicode_literals and "b" not in prefix)
    if is_text:
        if "r" in prefix:
            return _raw_unicode(body)
        return evaluate_text(quote + body + quote)
    if "r" in prefix:
        return body.encode(encoding)
    body = _ESCAPE.sub(_native_escape, body)
    value = body.encode(encoding)
    escaped = value.decode("latin-1")
    return evaluate_text(quote + escaped + quote).encode("latin-1")


def _native_escape(match: re.Match[str]) -> str:
    """An escape of a native string, as text that means the same to Python 3."""
    escaped = match[1]
    if escaped in ("u", "U", "N"):  # a backslash and a letter
        return "\\\\" + escaped
    if len(escaped) == 3:  # an octal number is that of a byte
        return f"\\{int(escaped, 8) & 0xFF:03o}"
    return match[0]


def evaluate_text(word: str) -> str:
    """The value that Python 3 gives a string literal.

    Raises:
        ValueError: an escape that it refuses.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = ast.literal_eval(word)
    except SyntaxError as error:
        raise ValueError(error.msg) from None
    assert isinstance(value, str)
    return value


def _raw_unicode(body: str) -> str:
    """`ur''`: raw, but \\uXXXX after an odd number of backslashes is a character."""

    def decode(match: re.Match[str]) -> str:
        slashes, code = match[1], match[2]
        if len(slashes) % 2 == 0:
            return match[0]
        return slashes[:-1] + chr(int(code[1:], 16))

    return _RAW_UNICODE.sub(decode, body)
