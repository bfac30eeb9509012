"""String literals as the sequence of what each character of their value is written as."""

from __future__ import annotations

import re
from dataclasses import dataclass

from migrator.python2 import literals

_RAW_TEXT = re.compile(r"\\(?=\\)|(?<!\\)\\u[0-9a-fA-F]{4}|(?<!\\)\\U[0-9a-fA-F]{8}|[\s\S]")
_NATIVE = re.compile(r"""\\(?:[0-7]{1,3}|x[0-9a-fA-F]{2}|[\nabfnrtv\\'"])|[\s\S]""")
_TEXT = re.compile(
    r"""\\(?:[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[\nabfnrtv\\'"])"""
    r"|[\s\S]"
)


@dataclass(frozen=True)
class Spelling:
    """A literal: `values[i]`, a character or nothing, is written `sources[i]`."""

    prefix: str
    quote: str
    values: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def is_raw(self) -> bool:
        return "r" in self.prefix.lower()

    @property
    def is_bytes(self) -> bool:
        return "b" in self.prefix.lower()

    @property
    def backslash(self) -> str:
        """How a backslash that stays one is written."""
        return "\\" if self.is_raw else "\\\\"

    def word(self, sources: list[str]) -> str:
        """The literal with other sources."""
        return f"{self.prefix}{self.quote}{''.join(sources)}{self.quote}"


def spelling(word: str, unicode_literals: bool) -> Spelling:
    """How a string literal of 2.7 is written, character by character.

    Raises:
        ValueError: an escape that 2.7 refuses.
    """
    prefix, quote, body = literals.split(word)
    lowered = prefix.lower()
    is_text = "u" in lowered or (unicode_literals and "b" not in lowered)
    if "r" in lowered:
        sources = _RAW_TEXT.findall(body) if is_text else list(body)
    else:
        sources = (_TEXT if is_text else _NATIVE).findall(body)
    return Spelling(prefix, quote, tuple(map(_value, sources)), tuple(sources))


def _value(source: str) -> str:
    if len(source) == 1:
        return source
    return "" if source == "\\\n" else literals.evaluate_text(f'"""{source}"""')
