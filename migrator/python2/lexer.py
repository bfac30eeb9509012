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
from itertools import accumulate
from operator import add, sub

from migrator.python2.errors import ReadError
from migrator.python2.source import line_starts
from migrator.results import Position

NAME, NUMBER, STRING, OP, COMMENT, NEWLINE, NL, END = range(8)

# One match a token: the blanks before it, and the token. Names come first, as the most frequent;
# where a quote follows one, it may be the prefix of a string.
_TOKEN = re.compile(
    r"""
    ([ \f\t]*(?:\\\n[ \f\t]*)*)                 # blanks and continued lines
    ( [A-Za-z_]\w*\b(?!['"])
    | [()\[\]{},:;`~\n]|\.(?!\d)|\*\*=?|>>=?|<<=?|<>|!=|//=?|[+\-*/%&|^=<>@]=?
    | (?:\d(?:_?\d)*\.(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][-+]?\d(?:_?\d)*)?[jJ]?
    | \d(?:_?\d)*[eE][-+]?\d(?:_?\d)*[jJ]?
    | \d(?:_?\d)*[jJ]
    | 0[xX](?:_?[\da-fA-F])+[lL]?
    | 0[bB](?:_?[01])+[lL]?
    | 0[oO](?:_?[0-7])+[lL]?
    | \d(?:_?\d)*[lL]?
    | (?:[uUbB]?[rR]?|[fFtT][rR]?|[rR][bBfFtT])
        (?: '''[^'\\]*(?:(?:\\[\s\S]|'(?!''))[^'\\]*)*'''
          | \"""[^"\\]*(?:(?:\\[\s\S]|"(?!""))[^"\\]*)*\"""
          | '(?!'')[^\n'\\]*(?:\\[\s\S][^\n'\\]*)*'
          | "(?!"")[^\n"\\]*(?:\\[\s\S][^\n"\\]*)*" )
    | \#[^\n]*
    | [^\W\d]\w*
    | \Z )
    """,
    re.VERBOSE,
)
_OPENING = {")": "(", "]": "[", "}": "{"}
_BREAKS = frozenset("()[]{}\n")


class _Kinds(dict[str, int]):
    """The kind of each token by its text; a newline's depends on the brackets around it."""

    def __missing__(self, word: str) -> int:
        first = word[:1]
        if not first:
            kind = END
        elif first == "#":
            kind = COMMENT
        elif word[-1] in "'\"":
            kind = STRING
        elif first.isdecimal() or (first == "." and len(word) > 1):
            kind = NUMBER
        else:
            kind = NAME
        self[word] = kind
        return kind


_FIXED = dict.fromkeys(
    "** **= >> >>= << <<= <> != // //= + - * / % & | ^ = < > @ += -= *= /= %= &= |= ^= == <= >= @= "
    "( ) [ ] { } , : ; . ` ~".split(),
    OP,
) | {"\n": NEWLINE}


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

    @cached_property
    def words(self) -> dict[str, list[int]]:
        """The offsets of each name and operator."""
        table: dict[str, list[int]] = {}
        for kind, start, word in zip(self.kinds, self.starts, self.texts, strict=True):
            if kind == NAME or kind == OP:
                if word in table:
                    table[word].append(start)
                else:
                    table[word] = [start]
        return table

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
    blanks, words = zip(*_TOKEN.findall(text), strict=True)
    texts = [*words]
    kinds = [*map(_Kinds(_FIXED).__getitem__, words)]
    lengths = [*map(len, words)]
    ends = [*accumulate(map(add, map(len, blanks), lengths))]
    starts = [*map(sub, ends, lengths)]
    tokens = Tokens(text, kinds, starts, ends, texts)
    if ends[-1] != len(text):  # where no token starts, `findall` skips a character
        raise _error(tokens)
    if len(texts) > 1 and not texts[-2]:  # after blanks at the end there is one more match
        del kinds[-1], starts[-1], ends[-1], texts[-1]
    if _find_lines(tokens, len(texts)):
        kinds.insert(-1, NEWLINE)
        starts.insert(-1, len(text))
        ends.insert(-1, len(text))
        texts.insert(-1, "")
    return tokens


def _find_lines(tokens: Tokens, count: int) -> bool:
    """Tell the newlines that end a logical line from the others, among the first tokens.

    Whether the last line ends without one.

    Raises:
        ReadError: brackets that do not match.
    """
    kinds, texts = tokens.kinds, tokens.texts
    stack: list[int] = []
    first = 0  # after the last newline outside brackets
    for index in [index for index, word in enumerate(texts) if word in _BREAKS]:
        if index >= count:
            break
        word = texts[index]
        if word == "\n":
            if stack or index == first or (index == first + 1 and kinds[first] == COMMENT):
                kinds[index] = NL
            if not stack:
                first = index + 1
        elif word in "([{":
            stack.append(index)
        elif not stack or texts[stack.pop()] != _OPENING[word]:
            place = position_in(tokens.text, tokens.starts[index])
            raise ReadError(f"unmatched '{word}'", place)
    if stack and count == len(texts):
        place = position_in(tokens.text, tokens.starts[stack[-1]])
        raise ReadError(f"'{texts[stack[-1]]}' was never closed", place)
    return any(kind != COMMENT for kind in kinds[first : count - 1])


def position_in(text: str, offset: int) -> Position:
    """The line and column of an offset in a text whose newlines are "\\n"."""
    starts = line_starts(text[:offset])
    return Position(len(starts), offset - starts[-1] + 1)


def _error(tokens: Tokens) -> ReadError:
    """The first thing that is wrong with a text that is not all tokens."""
    text = tokens.text
    at = count = 0
    while (found := _TOKEN.match(text, at)) is not None:
        at = found.end()
        count += 1
    _find_lines(tokens, count)
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
