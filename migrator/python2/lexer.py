"""The tokens of Python 2.7.

The language is frozen, and the standard `tokenize` answers differently on each Python 3,
so this is a lexer of our own; the real 2.7 `tokenize` is its oracle in the tests. It also
takes the tokens of Python 3 (f-string prefixes, `1_000`, `:=` as two tokens), so that a
file of either version can be told by its tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from migrator.python2.errors import ReadError
from migrator.python2.source import line_starts
from migrator.results import Position

NAME, NUMBER, STRING, OP, COMMENT, NEWLINE, NL, END = range(8)

_TOKEN = re.compile(
    r"""
    (?:[ \f\t]|\\\n)*                           # blanks and continued lines
    (?:
      ((?:[uUbB]?[rR]?|[fFtT][rR]?|[rR][bBfFtT])
        (?: '''[^'\\]*(?:(?:\\[\s\S]|'(?!''))[^'\\]*)*'''
          | \"""[^"\\]*(?:(?:\\[\s\S]|"(?!""))[^"\\]*)*\"""
          | '(?!'')[^\n'\\]*(?:\\[\s\S][^\n'\\]*)*'
          | "(?!"")[^\n"\\]*(?:\\[\s\S][^\n"\\]*)*" ))
    | ([^\W\d]\w*)
    | ( (?:\d(?:_?\d)*\.(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][-+]?\d(?:_?\d)*)?[jJ]?
      | \d(?:_?\d)*[eE][-+]?\d(?:_?\d)*[jJ]?
      | \d(?:_?\d)*[jJ]
      | 0[xX](?:_?[\da-fA-F])+[lL]?
      | 0[bB](?:_?[01])+[lL]?
      | 0[oO](?:_?[0-7])+[lL]?
      | \d(?:_?\d)*[lL]? )
    | ( \*\*=?|>>=?|<<=?|<>|!=|//=?|[+\-*/%&|^=<>@]=?|[()\[\]{},:;.`~] )
    | ( \n )
    | ( \#[^\n]* )
    | ( \Z )
    )
    """,
    re.VERBOSE,
)
# The groups of _TOKEN in order; the newline's kind depends on the brackets around it.
_KINDS = (END, STRING, NAME, NUMBER, OP, NEWLINE, COMMENT, END)


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text as parallel lists; the last one is END at the text's end.

    `texts[i]` is `text[starts[i]:ends[i]]` and `kinds[i]` one of the constants above.
    NEWLINE ends a logical line; NL is a newline that means nothing.
    """

    text: str
    kinds: list[int]
    starts: list[int]
    ends: list[int]
    texts: list[str]

    @cached_property
    def significant(self) -> list[int]:
        """Indexes of the tokens that are not comments or meaningless newlines."""
        return [i for i, kind in enumerate(self.kinds) if kind != COMMENT and kind != NL]

    def between(self, start: int, end: int) -> Tokens:
        """The tokens that start in `[start, end)`, where they stand."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return Tokens(
            self.text,
            self.kinds[first:last],
            self.starts[first:last],
            self.ends[first:last],
            self.texts[first:last],
        )


def lex(text: str) -> Tokens:
    """Split `text`, whose newlines are "\\n", into tokens.

    Raises:
        ReadError: a string that does not end, a character that starts no token, or
            brackets that do not match.
    """
    kinds: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    texts: list[str] = []
    match = _TOKEN.match
    stack: list[tuple[str, int]] = []
    fresh = True  # no significant token on this logical line yet
    at = 0
    while True:
        found = match(text, at)
        if found is None:
            raise _error(text, at)
        group = found.lastindex
        assert group is not None
        kind = _KINDS[group]
        start, at = found.span(group)
        word = found[group]
        if kind == OP:
            if word in "([{":
                stack.append((word, start))
            elif word in ")]}":
                if not stack or stack[-1][0] + word not in ("()", "[]", "{}"):
                    raise ReadError(f"unmatched '{word}'", position_in(text, start))
                stack.pop()
            fresh = False
        elif kind == NEWLINE:
            if stack or fresh:
                kind = NL
            fresh = True if not stack else fresh
        elif kind == END:
            if stack:
                bracket, where = stack[-1]
                raise ReadError(f"'{bracket}' was never closed", position_in(text, where))
            if not fresh:
                _append_end(kinds, starts, ends, texts, NEWLINE, start)
            _append_end(kinds, starts, ends, texts, END, start)
            return Tokens(text, kinds, starts, ends, texts)
        elif kind != COMMENT:
            fresh = False
        kinds.append(kind)
        starts.append(start)
        ends.append(at)
        texts.append(word)


def _append_end(kinds: list, starts: list, ends: list, texts: list, kind: int, at: int) -> None:
    kinds.append(kind)
    starts.append(at)
    ends.append(at)
    texts.append("")


def position_in(text: str, offset: int) -> Position:
    """The line and column of an offset in a text whose newlines are "\\n"."""
    starts = line_starts(text[:offset])
    return Position(len(starts), offset - starts[-1] + 1)


def _error(text: str, at: int) -> ReadError:
    blank = re.compile(r"(?:[ \f\t]|\\\n)*").match(text, at)
    assert blank is not None
    at = blank.end()
    position = position_in(text, at)
    rest = text[at : at + 5].lstrip("uUbBrRfFtT")
    if rest[:1] in ("'", '"'):
        what = "triple-quoted string" if rest[:3] in ("'''", '"""') else "string"
        return ReadError(f"a {what} that does not end", position)
    if text[at] == "\\":
        return ReadError("a backslash that is not at the end of its line", position)
    return ReadError(f"a character that starts nothing in Python: {text[at]!r}", position)
