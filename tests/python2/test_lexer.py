"""Our tokens against those of the real 2.7 `tokenize`, and where lexing fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.python2.errors import ReadError
from migrator.python2.lexer import COMMENT, NAME, NEWLINE, NL, NUMBER, OP, STRING, lex
from migrator.python2.source import decode, line_starts
from migrator.results import Position
from tests import corpora

TOKENS2 = Path(__file__).with_name("tokens2.py")
KINDS = {
    NAME: "NAME",
    NUMBER: "NUMBER",
    STRING: "STRING",
    OP: "OP",
    COMMENT: "COMMENT",
    NEWLINE: "NEWLINE",
    NL: "NL",
}

ODD = [
    "0xfor 1",
    "1if x else 2",
    "x = 0777 + 0xFFL + 0b1l + 0o17 + 10L + 012.5 + 010j + 1e5 + 1.e-5J + .5",
    "`x` <> `y`",
    "a[. . ., ...]",
    "print >>f, ur'\\u20ac' u\"x\" bR'''a\n'''",
    "x = '''a\\\n'''",
    "x = 'a\\\nb'",
    "\fdef f():\n\f    pass\n",
    "if x:\n\ty\n        z\n",
    "x = 1 \\\n  + 2",
    "x = (1, # one\n\n  2)\n# last",
    "x=1;;y",
    "a//=b**c>>=d<<e!=f@g",
    "x = u'\xe9' # \u20ac",
    "'' \"\" '''''' \"\"\"\"\"\"",
    "r'\\'' '\\\\' '\"' \"'\"",
    '"""a"b""c\\""""',
    "\\\n\\\nx = 1",
]


def ours(text: str) -> list[list]:
    tokens = lex(text)
    starts = line_starts(text)
    ascii = text.isascii()
    found: list[list] = []
    row = 0
    for kind, start, word in zip(tokens.kinds, tokens.starts, tokens.texts, strict=False):
        if kind in KINDS and word:
            while row < len(starts) and starts[row] <= start:
                row += 1
            column = start - starts[row - 1]
            if not ascii:
                column = len(text[starts[row - 1] : start].encode())
            found.append([KINDS[kind], row, column, word])
    return found


def differences(texts: list[str]) -> list[str]:
    """What is not as 2.7 has it.

    Blocks (INDENT, DEDENT) are no tokens of ours, and of the newline that a last line
    lacks each side has its own idea.
    """
    wrong = []
    for text, theirs in zip(texts, corpora.ask2(TOKENS2, texts), strict=False):
        expected = [
            item for item in theirs if item[3] and item[0] not in ("INDENT", "DEDENT", "ENDMARKER")
        ]
        got = ours(text)
        if got != expected:
            at = next(
                (pair for pair in zip(got, expected, strict=False) if pair[0] != pair[1]),
                "the length",
            )
            wrong.append(f"{text[:60]!r}: {at}")
    return wrong


def differences_in(paths: list[Path]) -> list[str]:
    texts = []
    for path in paths:
        try:
            texts.append(decode(path.read_bytes()).text)
        except ReadError:
            continue  # the library's files with deliberately wrong encodings
    return differences(texts)


def test_odd_texts_as_2_7_has_them():
    assert differences([text + "\n" for text in ODD]) == []
    assert differences(ODD) == []


def test_the_library_as_2_7_has_it():
    files = corpora.sample(corpora.library2(), 6)
    assert corpora.together(differences_in, files) == []


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("x = 1\ny = 'abc\n", 2, 5, "a string that does not end"),
        ('x = """abc\n\n', 1, 5, "a triple-quoted string that does not end"),
        ("x = ur'''abc", 1, 7, "a triple-quoted string that does not end"),
        ("f(1,\n  [2)\n", 2, 5, "unmatched ')'"),
        ("f(1,\n  2\n", 1, 2, "'(' was never closed"),
        ("x = 1)\n", 1, 6, "unmatched ')'"),
        ("x = a ? b\n", 1, 7, "a character that starts nothing in Python: '?'"),
        ("x = 1 \\ \n", 1, 7, "a backslash that is not at the end of its line"),
        ("x = 1\n\n  $\n", 3, 3, "a character that starts nothing in Python: '$'"),
    ],
)
def test_what_is_wrong_and_where(text, line, column, reason):
    with pytest.raises(ReadError) as caught:
        lex(text)
    assert caught.value.position == Position(line, column)
    assert caught.value.reason == reason


def test_tokens_join_up_to_the_text():
    text = "def f(a, (b, c)):  # x\n\treturn `a`, 0777 \\\n\t  , ur'z'\n\n"
    tokens = lex(text)
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=False)] == tokens.texts
    between = zip([0, *tokens.ends], [*tokens.starts, len(text)], strict=False)
    assert {char for a, b in between for char in text[a:b]} <= set(" \t\f\\\n")


@pytest.mark.parametrize("text", ["f'{x}'", "1_000", "(x := 1)", "rb'x'", "a @= b", "x: int = 1"])
def test_python_3_tokens_are_read_too(text):
    assert "".join(lex(text).texts) == text.replace(" ", "")
