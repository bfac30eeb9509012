"""Python 2 text to carrier text that Python 3's `ast` and LibCST parse.

Every Python-2-only construct is replaced, part for part and in order, as `carriers` shows;
`Lowered.original_offset` leads back to the user's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.python2 import carriers
from migrator.python2.lexer import END, NAME, NEWLINE, NUMBER, OP, STRING, Tokens
from migrator.python2.lowered import Commas, Edit, Leaf, Lowered, splice
from migrator.python2.scanner import CLOSERS, NEW_KEYWORDS, OPENERS
from migrator.python2.words import CONSTANTS, Words, is_legacy

BARE_SOURCE = "a comprehension over a bare tuple or lambda"
PRINT_STATEMENT = "a print statement"
BARE_GENERATOR = "a generator followed by a comma"
# What makes a logical line worth a look.
_WATCHED = frozenset("print exec raise except lambda def for ` <>".split()) | (
    NEW_KEYWORDS - CONSTANTS
)
_WATCHED_STRING = re.compile(r"^[uU]?[bBrR]|\\[NuU]")
_PARENTHESIZED_KEYWORD = re.compile(r"[(,]\s*\(\s*[\w()\s]*\)\s*=(?!=)")
_CLOSED_KEYWORD = re.compile(r"\)\s*=(?!=)")  # quick to see that there is none
_SPACED_DOTS = re.compile(r"\.(?:[ \t\f]|\\?\n)+\.")


def lower(tokens: Tokens) -> Lowered:
    """Replace what only Python 2 reads. Text without any comes back as it is."""
    return _Lowering(tokens).run()


class _Frame:
    """An open bracket: where it is, and the comprehension in it as far as it was seen."""

    __slots__ = ("awaits_in", "bare_from", "comma", "comprehension", "first", "is_call", "opener")

    def __init__(self, opener: str, first: int, is_call: bool) -> None:
        self.opener = opener
        self.first = first  # index of the first token inside
        self.is_call = is_call
        self.comprehension = False
        self.awaits_in = False
        self.bare_from: int | None = None  # token index after `in`, while its source is read
        self.comma: int | None = None  # the last one after `in`


class _Lowering(Words):
    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.parameters = 0
        self.tuple_parameters: set[int] = set()

    # -- the walk -------------------------------------------------------------------

    def watched(self) -> Iterator[int]:
        """Indexes of the tokens of the logical lines that may hold what only Python 2 reads."""
        text, kinds, texts = self.tokens.text, self.kinds, self.texts
        if _CLOSED_KEYWORD.search(text) and _PARENTHESIZED_KEYWORD.search(text):
            yield from range(len(texts))
            return
        words = _WATCHED | CONSTANTS if self.rebinds_constant else _WATCHED
        known = dict(zip(texts, kinds, strict=True))
        watched = {
            word
            for word, kind in known.items()
            if word in words
            or (kind == NUMBER and is_legacy(word))
            or (kind == STRING and _WATCHED_STRING.search(word))
        }
        hits = [i for i, word in enumerate(texts) if word in watched and self.is_watched(i)]
        if _SPACED_DOTS.search(text):
            hits += [i for i, word in enumerate(texts) if word == "."]
        last = 0
        for hit in sorted(hits):
            if hit >= last:
                first = hit
                while first and kinds[first - 1] != NEWLINE:
                    first -= 1
                last = kinds.index(NEWLINE, hit) + 1
                yield from range(first, last)

    def is_watched(self, index: int) -> bool:
        """Whether a watched word may mean something here that Python 3 does not read."""
        word = self.texts[index]
        if word == "for":  # a comprehension's
            return index > 0 and self.kinds[index - 1] != NEWLINE
        if word == "def":  # one with brackets among its parameters
            return "(" in self.texts[index + 3 : self.kinds.index(NEWLINE, index)]
        return True

    def run(self) -> Lowered:
        texts, kinds = self.texts, self.kinds
        frames: list[_Frame] = []
        lambdas = 0  # lambdas at depth 0 whose colon is still to come
        statement = True
        skip_to = 0
        for i in self.watched():
            if i < skip_to:
                continue
            kind = kinds[i]
            if statement:
                statement = False
                self.first = i
                self.statement(i)
            word = texts[i]
            if kind == NAME:
                if frames and word in ("for", "in", "if", "lambda"):
                    self.comprehension_word(frames[-1], i, word)
                if word == "for":
                    self.last_for = i
                elif word == "lambda":
                    if not frames:
                        lambdas += 1
                    self.lambda_parameters(i)
                elif word == "def":
                    self.function_parameters(i)
                elif word in NEW_KEYWORDS:
                    self.new_keyword(i)
            elif kind == OP:
                if word in OPENERS:
                    if i in self.tuple_parameters:
                        skip_to = self.tuple_parameter(i)
                        continue
                    if word == "(" and frames and frames[-1].is_call:
                        skip_to = self.parenthesized_keyword(i)
                        if skip_to > i:
                            continue
                    is_call = word == "(" and i > 0 and self.ends_operand(i - 1)
                    frames.append(_Frame(word, i + 1, is_call))
                elif word in CLOSERS:
                    frame = frames.pop()
                    self.close(frame, i)
                elif word == ",":
                    if frames and frames[-1].comprehension and not frames[-1].awaits_in:
                        frames[-1].comma = i
                elif word == "`":
                    self.backquote(i, frames)
                elif word == "<>":
                    self.replace(i, "!=", Leaf("operator", "<>"))
                    self.note("<>", i)
                elif word == ":" and not frames:
                    if lambdas:
                        lambdas -= 1
                    else:
                        statement = True
                elif word == ";" and not frames:
                    statement = True
                elif word == "." and texts[i : i + 3] == [".", ".", "."] and frames:
                    if self.end(i + 2) - self.start(i) > 3:
                        leaf = Leaf("ellipsis", self.text(i, i + 2))
                        self.edits.append(Edit(self.start(i), self.end(i + 2), "...", leaf))
                        self.note("a spaced ellipsis", i)
                    skip_to = i + 3
            elif kind == NUMBER:
                self.number(i)
            elif kind == STRING:
                if i == 0 or kinds[i - 1] != STRING:
                    self.strings(i)
            elif kind == NEWLINE:
                statement = True
                lambdas = 0
        return splice(
            self.tokens.text, self.edits, self.syntax2, self.calls, self.statements, self.futures
        )

    def backquote(self, index: int, frames: list[_Frame]) -> None:
        if index in self.closing_ticks:
            self.close(frames.pop(), index)
            self.replace(index, "))")
        else:
            frames.append(_Frame("`", index + 1, False))
            self.replace(index, f"({carriers.REPR},(")
            self.note("backquotes", index)

    # -- statements -----------------------------------------------------------------

    def statement(self, index: int) -> None:
        if self.kinds[index] != NAME:
            return
        word = self.texts[index]
        if word == "print" and "print_function" not in self.futures:
            self.print_statement(index)
        elif word == "exec":
            self.exec_statement(index)
        elif word == "raise":
            if self.find(index, ",") is not None:
                self.replace(index, f"{carriers.RAISE}=")
                self.note("raise with a comma", index)
        elif word == "except":
            self.except_clause(index)

    def keep_commas(self, index: int, first: int) -> None:
        """Remember the commas of the statement at `index` whose parts start at `first`."""
        last = self.statement_end(first) - 1
        commas = Commas(self.find(first, ",") is not None, self.texts[last] == ",")
        self.statements[self.start(index)] = commas

    def is_whole_call(self, index: int) -> bool:
        """Whether `word (...)` is all of the statement, so that it reads as a call too."""
        if self.texts[index + 1] != "(" or self.texts[index + 2] == "yield":
            return False
        after = self.matching(index + 1) + 1
        return self.kinds[after] in (NEWLINE, END) or self.texts[after] == ";"

    def print_statement(self, index: int) -> None:
        following = self.texts[index + 1]
        if self.is_whole_call(index):
            self.calls.append(self.start(index))
            return
        if following in ("=", ".") and self.kinds[index + 1] == OP:
            return  # Python 3: a name like any other
        self.note(PRINT_STATEMENT, index)
        if self.kinds[index + 1] in (NEWLINE, END) or following == ";":
            self.replace(index, carriers.PRINT)
        elif following == ">>":
            self.keep_commas(index, index + 2)
            self.replace(index, carriers.PRINT_TO)
            self.replace(index + 1, "=")
        else:
            self.keep_commas(index, index + 1)
            self.replace(index, f"{carriers.PRINT}=")

    def exec_statement(self, index: int) -> None:
        if self.is_whole_call(index):
            self.calls.append(self.start(index))
            return
        if self.texts[index + 1] in ("=", "."):
            return
        self.note("an exec statement", index)
        separator = self.find(index + 1, "in")
        if separator is None:
            self.replace(index, f"{carriers.EXEC}=")
        else:
            self.replace(index, f"{carriers.EXEC_IN}=")
            self.replace(separator, ",")

    def except_clause(self, index: int) -> None:
        colon = self.find(index, ":")
        if colon is None or colon == index + 1:
            return
        separator, name = self.find(index, ",", until=":"), carriers.EXCEPT
        if separator is None:
            separator, name = self.find(index, "as", until=":"), carriers.EXCEPT_AS
            if separator is None or (
                colon == separator + 2 and self.texts[separator + 1] not in NEW_KEYWORDS
            ):
                return
            self.replace(separator, ",")
        self.note("except with a comma" if name == carriers.EXCEPT else "except as a target", index)
        self.insert(self.start(index + 1), f"({name},")
        self.insert(self.end(colon - 1), ")")

    # -- parameters -----------------------------------------------------------------

    def function_parameters(self, index: int) -> None:
        if self.texts[index + 2] == "(":
            self.mark_parameters(index + 3, self.matching(index + 2))

    def lambda_parameters(self, index: int) -> None:
        depth = 0
        nested = 0
        for at in range(index + 1, len(self.texts)):
            word = self.texts[at]
            if word in ("(", "[", "{"):
                depth += 1
            elif word in (")", "]", "}"):
                depth -= 1
            elif word == "lambda" and not depth:
                nested += 1
            elif word == ":" and not depth:
                if not nested:
                    self.mark_parameters(index + 1, at)
                    return
                nested -= 1
            elif self.kinds[at] == NEWLINE:
                return

    def mark_parameters(self, first: int, last: int) -> None:
        """Remember the `(` at the start of each parameter between two token indexes."""
        expected = True
        at = first
        while at < last:
            word = self.texts[at]
            if word in ("(", "[", "{"):
                if expected and word == "(":
                    self.tuple_parameters.add(at)
                at = self.matching(at)
                expected = False
            elif word == "`":  # in a default, as is a lambda: their commas are their own
                at = next(close for close, start in self.closing_ticks.items() if start == at)
            elif word == "lambda":
                at = self.find(at, ":") or at
            else:
                expected = word == ","
            at += 1

    def tuple_parameter(self, index: int) -> int:
        last = self.matching(index)
        leaf = Leaf("parameter", self.text(index, last))
        name = carriers.TUPLE_PARAMETER.format(self.parameters)
        self.parameters += 1
        if self.texts[index - 1] == "lambda" and self.start(index) == self.end(index - 1):
            self.edits.append(Edit(self.start(index), self.start(index), " ", Leaf("blank", "")))
        self.edits.append(Edit(self.start(index), self.end(last), name, leaf))
        self.note("a tuple parameter", index)
        return last + 1

    def parenthesized_keyword(self, index: int) -> int:
        """`f((a)=1)`: the token after the parentheses, or `index` where it is none."""
        if self.texts[index - 1] not in ("(", ","):
            return index
        last = self.matching(index)
        if self.texts[last + 1] != "=" or self.kinds[last + 1] != OP:
            return index
        inner = [at for at in range(index, last + 1) if self.kinds[at] == NAME]
        if len(inner) != 1 or last - index != 2 * (inner[0] - index):
            return index
        leaf = Leaf("name", self.text(index, last))
        self.edits.append(Edit(self.start(index), self.end(last), self.texts[inner[0]], leaf))
        self.note("a keyword argument in parentheses", index)
        return last + 1

    # -- comprehensions -------------------------------------------------------------

    def comprehension_word(self, frame: _Frame, index: int, word: str) -> None:
        if word == "lambda":
            if self.texts[index - 1] == "if":  # a lambda can be no condition in Python 3
                frame.bare_from = index
            return
        if word == "in":
            if frame.awaits_in:
                frame.awaits_in = False
                frame.bare_from = index + 1
            return
        self.end_bare(frame, index)
        if word == "for":
            frame.comprehension = frame.awaits_in = True

    def end_bare(self, frame: _Frame, index: int) -> None:
        """Parenthesize a comprehension's source or condition that Python 3 wants so."""
        first, comma = frame.bare_from, frame.comma
        frame.bare_from = frame.comma = None
        if first is None or first >= index:
            return
        is_tuple = frame.opener == "[" and comma is not None
        if not is_tuple and self.texts[first] != "lambda":
            return
        self.insert(self.start(first), f"({carriers.BARE},(")
        self.insert(self.end(index - 1), "))")
        self.note(BARE_SOURCE, first)

    def close(self, frame: _Frame, index: int) -> None:
        trailing = frame.comma == index - 1
        self.end_bare(frame, index)
        if trailing and frame.is_call and frame.comprehension:
            self.insert(self.start(frame.first), f"({carriers.BARE},(")
            self.insert(self.end(index - 2), "))")
            self.note(BARE_GENERATOR, frame.first)
