"""Python 2 text to carrier text that Python 3's `ast` and LibCST parse.

Every Python-2-only construct is replaced, part for part and in order, as `carriers` shows;
`Lowered.original_offset` leads back to the user's text.
"""

from __future__ import annotations

import keyword
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from migrator.python2 import carriers
from migrator.python2.errors import ReadError
from migrator.python2.lexer import END, NAME, NEWLINE, NUMBER, OP, STRING, Tokens, position_in
from migrator.python2.literals import evaluate_text, string_prefix

# Words that are keywords in 2.7 (CPython 2.7 Lib/keyword.py), `print` and `exec` aside.
KEYWORDS = frozenset(
    "and as assert break class continue def del elif else except finally for from global if "
    "import in is lambda not or pass raise return try while with yield".split()
)
# Names in 2.7 that are keywords or constants in Python 3.
NEW_KEYWORDS = frozenset(keyword.kwlist) - KEYWORDS
BARE_SOURCE = "a comprehension over a bare tuple or lambda"
BARE_GENERATOR = "a generator followed by a comma"
_CONSTANTS = frozenset(("True", "False", "None"))
_OPENERS, _CLOSERS = "([{", ")]}"
_AUGMENTED = frozenset("+= -= *= /= //= %= **= >>= <<= &= ^= |=".split())
# What makes a logical line worth a look.
_WATCHED = frozenset("print exec raise except lambda def for ` <>".split()) | (
    NEW_KEYWORDS - _CONSTANTS
)
_WATCHED_STRING = re.compile(r"^[uU]?[bBrR]|\\[NuU]")
_PARENTHESIZED_KEYWORD = re.compile(r"[(,]\s*\(\s*[\w()\s]*\)\s*=(?!=)")
_SPACED_DOTS = re.compile(r"\.(?:[ \t\f]|\\?\n)+\.")
# Where a constant may be bound or looked up as an attribute; what it finds is then looked at closely.
_REBOUND_CONSTANT = re.compile(
    r"(?:\.|\b(?:import|as|def|class|global|for|del))\s*\(?\s*(?:True|False|None)\b"
    r"|\b(?:True|False|None)\b[\s\])]*(?:,[^\n]*=(?!=)|[-+*/%&|^<>]{0,2}=(?!=)|in\b)"
    r"|\bexcept\b[^\n:]*,\s*(?:True|False|None)\b"
)


@dataclass(frozen=True)
class Leaf:
    """One carrier token that stands for other text: `kind` is "name", "number", "string",
    "parameter", "operator", "ellipsis" or "blank"; `text` is the user's."""

    kind: str
    text: str


@dataclass(frozen=True)
class Syntax2:
    """A piece of Python-2-only syntax at an offset of the user's text."""

    what: str
    offset: int


@dataclass(frozen=True)
class Commas:
    """Whether a statement's parts are parted by commas, and whether it ends in one."""

    any: bool
    trailing: bool


@dataclass
class Lowered:
    """Carrier text and the way back.

    `leaves` maps offsets in `text` to what the token there stands for. `syntax2` lists the
    Python-2-only syntax met. `print_calls` holds the carrier offsets of `print` and `exec`
    where a statement reads the same as a call: `print (a, b)`. `statements` says how the
    print, exec and raise statements at these carrier offsets are parted by commas.
    `futures` are the features imported from `__future__`.
    """

    source: str
    text: str
    leaves: dict[int, Leaf] = field(default_factory=dict)
    syntax2: list[Syntax2] = field(default_factory=list)
    print_calls: set[int] = field(default_factory=set)
    statements: dict[int, Commas] = field(default_factory=dict)
    futures: frozenset[str] = frozenset()
    _carrier_starts: list[int] = field(default_factory=list)
    _segments: list[tuple[int, bool]] = field(default_factory=list)

    def carrier_offset(self, offset: int) -> int:
        """Where what stands at an offset of the user's text stands in the carrier text."""
        if not self._carrier_starts:
            return offset
        return _carrier_offset(self._carrier_starts, self._segments, offset)

    def original_offset(self, offset: int) -> int:
        """The offset in the user's text of an offset in the carrier text.

        Within text that was replaced this is where the user's text for it starts.
        """
        if not self._carrier_starts:
            return offset
        index = bisect_right(self._carrier_starts, offset) - 1
        start, copied = self._segments[index]
        return start + (offset - self._carrier_starts[index] if copied else 0)


@dataclass
class _Edit:
    start: int
    end: int
    replacement: str
    leaf: Leaf | None = None


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


class _Lowering:
    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.order = tokens.significant
        self.kinds = [tokens.kinds[i] for i in self.order]
        self.texts = [tokens.texts[i] for i in self.order]
        self.edits: list[_Edit] = []
        self.syntax2: list[Syntax2] = []
        self.calls: list[int] = []
        self.statements: dict[int, Commas] = {}
        self.parameters = 0
        self.tuple_parameters: set[int] = set()
        self.closing_ticks: dict[int, int] = {}  # with those that open
        if "`" in tokens.text:
            self.pair_backquotes()
        self.futures = future_features(self.texts)
        text = tokens.text
        self.has_async = bool(re.search(r"\basync[ \t]+(?:def|with)\b", text))
        self.rebinds_constant = bool(_REBOUND_CONSTANT.search(text))
        self.equals: dict[int, int] = {}
        self.first = 0  # where the statement that is being read starts
        self.last_for = -1  # the `for` that was read last

    # -- positions ------------------------------------------------------------------

    def start(self, index: int) -> int:
        return self.tokens.starts[self.order[index]]

    def end(self, index: int) -> int:
        return self.tokens.ends[self.order[index]]

    def replace(self, index: int, replacement: str, leaf: Leaf | None = None) -> None:
        self.edits.append(_Edit(self.start(index), self.end(index), replacement, leaf))

    def insert(self, offset: int, text: str) -> None:
        self.edits.append(_Edit(offset, offset, text))

    def note(self, what: str, index: int) -> None:
        self.syntax2.append(Syntax2(what, self.start(index)))

    def matching(self, index: int) -> int:
        """Index of the bracket that closes the one at `index`."""
        depth = 0
        for at in range(index, len(self.texts)):
            if self.kinds[at] == OP:
                if self.texts[at] in _OPENERS:
                    depth += 1
                elif self.texts[at] in _CLOSERS:
                    depth -= 1
                    if not depth:
                        return at
        raise AssertionError("brackets were matched by the lexer")

    # -- the walk -------------------------------------------------------------------

    def watched(self) -> Iterator[int]:
        """Indexes of the tokens of the logical lines that may hold what only Python 2 reads."""
        text, kinds, texts = self.tokens.text, self.kinds, self.texts
        if _PARENTHESIZED_KEYWORD.search(text):
            yield from range(len(texts))
            return
        words = _WATCHED | _CONSTANTS if self.rebinds_constant else _WATCHED
        hits = [i for i, word in enumerate(texts) if word in words and self.is_watched(i)]
        hits += [i for i, kind in enumerate(kinds) if kind == NUMBER and _is_legacy(texts[i])]
        hits += [
            i for i, kind in enumerate(kinds) if kind == STRING and _WATCHED_STRING.search(texts[i])
        ]
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
            return "(" in self.texts[index + 3 : self.texts.index(":", index)]
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
                if word in _OPENERS:
                    if i in self.tuple_parameters:
                        skip_to = self.tuple_parameter(i)
                        continue
                    if word == "(" and frames and frames[-1].is_call:
                        skip_to = self.parenthesized_keyword(i)
                        if skip_to > i:
                            continue
                    is_call = word == "(" and i > 0 and self.ends_operand(i - 1)
                    frames.append(_Frame(word, i + 1, is_call))
                elif word in _CLOSERS:
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
                        self.edits.append(_Edit(self.start(i), self.end(i + 2), "...", leaf))
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
        return self.finish()

    def text(self, first: int, last: int) -> str:
        return self.tokens.text[self.start(first) : self.end(last)]

    def ends_operand(self, index: int) -> bool:
        """Whether the token at `index` ends an expression, so that `(` after it calls."""
        word = self.texts[index]
        kind = self.kinds[index]
        if kind == NAME:
            return word not in KEYWORDS
        if kind == OP:
            return word in _CLOSERS or (word == "`" and index in self.closing_ticks)
        return kind in (NUMBER, STRING)

    def pair_backquotes(self) -> None:
        """Find out which backquotes open and which close.

        Raises:
            ReadError: one has no other in its statement.
        """
        opened: list[int] = []
        for index, word in enumerate(self.texts):
            if word == "`":
                if opened and self.ends_operand(index - 1):
                    self.closing_ticks[index] = opened.pop()
                else:
                    opened.append(index)
            elif opened and self.kinds[index] == NEWLINE:
                where = position_in(self.tokens.text, self.start(opened[-1]))
                raise ReadError("a backquote without the other one", where)

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

    def statement_end(self, index: int) -> int:
        """Index of the NEWLINE or `;` that ends the simple statement at `index`."""
        depth = 0
        for at in range(index, len(self.texts)):
            word = self.texts[at]
            if self.kinds[at] == OP:
                if word in _OPENERS:
                    depth += 1
                elif word in _CLOSERS:
                    depth -= 1
                elif word == ";" and not depth:
                    return at
            elif self.kinds[at] in (NEWLINE, END):
                return at
        return len(self.texts) - 1

    def find(self, index: int, wanted: str, until: str = "") -> int | None:
        """The first `wanted` outside brackets and lambda parameters in this statement."""
        depth = lambdas = 0
        for at in range(index, len(self.texts)):
            word = self.texts[at]
            if self.kinds[at] == NEWLINE or self.kinds[at] == END:
                return None
            if word in ("(", "[", "{"):
                depth += 1
            elif word in (")", "]", "}"):
                depth -= 1
            elif word == "`":
                depth += -1 if at in self.closing_ticks else 1
            elif depth:
                continue
            elif word == "lambda":
                lambdas += 1
            elif word == ":" and lambdas:
                lambdas -= 1
            elif lambdas:
                continue
            elif word == wanted:
                return at
            elif word == ";" or word == until:
                return None
        return None

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
        self.note("a print statement", index)
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
            self.edits.append(_Edit(self.start(index), self.start(index), " ", Leaf("blank", "")))
        self.edits.append(_Edit(self.start(index), self.end(last), name, leaf))
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
        self.edits.append(_Edit(self.start(index), self.end(last), self.texts[inner[0]], leaf))
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

    # -- words and literals ---------------------------------------------------------

    def new_keyword(self, index: int) -> None:
        word = self.texts[index]
        before = self.texts[index - 1] if index else ""
        after, kind = self.texts[index + 1], self.kinds[index + 1]
        if word in _CONSTANTS:
            if not self.rebinds_constant or not self.is_rebound(index):
                return
        elif word == "nonlocal":
            if kind == NAME and after not in KEYWORDS:
                return
        elif self.has_async:
            return
        elif kind in (NAME, NUMBER, STRING) and after not in KEYWORDS:
            return
        elif word == "async" and after == "for" and (before not in ("[", "(", "{", "=", ",")):
            return
        name = carriers.NAME.format(word)
        self.replace(index, name, Leaf("name", word))
        self.note(f"`{word}` used as a name", index)

    def is_rebound(self, index: int) -> bool:
        """Whether a constant's name is bound here, or looked up as an attribute's or keyword's."""
        before = self.texts[index - 1] if index else ""
        after = self.texts[index + 1]
        if before == ".":
            return True
        if self.texts[index] == "None":  # 2.7 assigns to it nowhere
            return False
        if before in ("import", "as", "def", "class", "global"):
            return True
        if self.kinds[index + 1] == OP and (after == "=" or after in _AUGMENTED):
            return True
        word = self.texts[self.first]
        if word in ("global", "import", "from", "del"):
            return True
        if word == "except" and before == ",":
            return True
        is_target = index < self.last_equals(self.first) or self.is_loop_target(index)
        return is_target and after in (",", ")", "]", "in") and self.is_unpacked(index)

    def last_equals(self, first: int) -> int:
        """Index of the last `=` that assigns in the statement at `first`, or -1."""
        if first not in self.equals:
            last, found = -1, self.find(first, "=")
            while found is not None:
                last, found = found, self.find(found + 1, "=")
            self.equals[first] = last
        return self.equals[first]

    def is_loop_target(self, index: int) -> bool:
        """Whether a token stands between a `for` of its statement and the `in` of that."""
        if self.last_for < self.first:
            return False
        return "in" not in self.texts[self.last_for : min(index, self.last_for + 50)]

    def is_unpacked(self, index: int) -> bool:
        """Whether the brackets around a token, within its statement, call or index nothing."""
        depth = 0
        for at in range(index - 1, self.first - 1, -1):
            word = self.texts[at]
            if self.kinds[at] == NAME and word in KEYWORDS:
                return True
            if word in (")", "]", "}"):
                depth += 1
            elif word in ("(", "[", "{"):
                if not depth and at > self.first and self.ends_operand(at - 1):
                    return False
                depth = max(depth - 1, 0)
        return True

    def number(self, index: int) -> None:
        word = self.texts[index]
        tail = word[-1]
        if _is_legacy(word):
            digits = word.rstrip("lL")
            if digits.isdigit() and digits[0] == "0" and digits.strip("0"):
                if digits.strip("01234567"):
                    return  # 089: an error in 2.7 too
                carrier = "0o" + digits.lstrip("0")
            elif tail not in "lL":
                return
            else:
                carrier = digits
            following = self.tokens.text[self.end(index) : self.end(index) + 1]
            if following == ".":  # `7L.real`: the carrier's dot must not be a decimal point
                carrier = hex(int(carrier, 0))
            elif following.isalnum():  # `0xfLand`: the carrier's digits must end here
                carrier = str(int(carrier, 0))
            self.replace(index, carrier, Leaf("number", word))
            self.note("an old octal" if tail not in "lL" else "a long integer", index)

    def strings(self, index: int) -> None:
        """One or more string literals side by side."""
        last = index
        while self.kinds[last + 1] == STRING:
            last += 1
        group = range(index, last + 1)
        prefixes = [string_prefix(self.texts[at]) for at in group]
        all_bytes = all("b" in prefix for prefix in prefixes)
        readable_bytes = all_bytes and all(self.texts[at].isascii() for at in group)
        for at, prefix in zip(group, prefixes, strict=False):
            if prefix == "ur":
                what = "a ur'' literal"
            elif "b" in prefix and not readable_bytes:
                what = "a b'' literal that Python 3 refuses"
            elif prefix or "unicode_literals" in self.futures or is_readable(self.texts[at]):
                continue
            else:
                what = "an escape that Python 3 refuses"
            self.note(what, at)
            self.replace(at, carriers.STRING, Leaf("string", self.texts[at]))

    # -- the result -----------------------------------------------------------------

    def finish(self) -> Lowered:
        text = self.tokens.text
        if not self.edits:
            return Lowered(text, text, print_calls=set(self.calls), futures=self.futures)
        pieces: list[str] = []
        starts: list[int] = []
        segments: list[tuple[int, bool]] = []
        leaves: dict[int, Leaf] = {}
        statements: dict[int, Commas] = {}
        at = done = 0

        def add(piece: str, original: int, copied: bool) -> None:
            nonlocal at
            if piece:
                starts.append(at)
                segments.append((original, copied))
                pieces.append(piece)
                at += len(piece)

        # At one offset, what closes comes before what opens, and both before a replacement.
        self.edits.sort(key=lambda edit: (edit.start, edit.end, edit.replacement[:1] != ")"))
        for edit in self.edits:
            add(text[done : edit.start], done, True)
            if edit.leaf is not None:
                leaves[at] = edit.leaf
            elif edit.start in self.statements and edit.end > edit.start:
                statements[at] = self.statements[edit.start]
            add(edit.replacement, edit.start, False)
            done = edit.end
        add(text[done:], done, True)
        return Lowered(
            text,
            "".join(pieces),
            leaves,
            self.syntax2,
            {_carrier_offset(starts, segments, call) for call in self.calls},
            statements,
            self.futures,
            starts,
            segments,
        )


def _carrier_offset(starts: list[int], segments: list[tuple[int, bool]], offset: int) -> int:
    """See `Lowered.carrier_offset`. Text that was replaced is where its replacement starts."""
    index = bisect_right(segments, (offset, True)) - 1
    original, copied = segments[index]
    return starts[index] + (offset - original if copied else 0)


def _is_legacy(number: str) -> bool:
    """Whether a number is a long integer or starts with a zero that may make it octal."""
    return number[-1] in "lL" or (number[0] == "0" and len(number) > 1 and number.isdigit())


def is_readable(word: str) -> bool:
    """Whether Python 3 accepts the escapes of a plain string literal."""
    if not re.search(r"\\[NuU]", word):
        return True
    try:
        evaluate_text(word)
    except ValueError:
        return False
    return True


def future_features(texts: list[str]) -> frozenset[str]:
    """The features imported from `__future__` in a file of these significant tokens."""
    features: set[str] = set()
    if "__future__" in texts:
        for index, word in enumerate(texts):
            if word == "__future__" and index and texts[index - 1] == "from":
                for feature in texts[index + 2 :]:
                    if feature in ("\n", ";", ""):
                        break
                    features.add(feature)
    return frozenset(features)
