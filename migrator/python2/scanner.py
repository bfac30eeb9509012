"""The tokens of a module as the lowering asks for them, and the edits that it makes."""

from __future__ import annotations

import keyword

from migrator.python2.errors import ReadError
from migrator.python2.lexer import END, NAME, NEWLINE, NUMBER, OP, STRING, Tokens, position_in
from migrator.python2.lowered import Commas, Edit, Leaf, Syntax2

# Words that are keywords in 2.7 (CPython 2.7 Lib/keyword.py), `print` and `exec` aside.
KEYWORDS = frozenset(
    "and as assert break class continue def del elif else except finally for from global if "
    "import in is lambda not or pass raise return try while with yield".split()
)
# Names in 2.7 that are keywords or constants in Python 3.
NEW_KEYWORDS = frozenset(keyword.kwlist) - KEYWORDS
OPENERS, CLOSERS = "([{", ")]}"


class Scanner:
    """The significant tokens, by index."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.order = tokens.significant
        self.kinds = [*map(tokens.kinds.__getitem__, self.order)]
        self.texts = [*map(tokens.texts.__getitem__, self.order)]
        self.edits: list[Edit] = []
        self.syntax2: list[Syntax2] = []
        self.calls: list[int] = []
        self.statements: dict[int, Commas] = {}
        self.futures = future_features(self.texts)
        self.first = 0  # where the statement that is being read starts
        self.last_for = -1  # the `for` that was read last
        self.closing_ticks: dict[int, int] = {}  # with those that open
        if "`" in tokens.text:
            self.pair_backquotes()

    def start(self, index: int) -> int:
        return self.tokens.starts[self.order[index]]

    def end(self, index: int) -> int:
        return self.tokens.ends[self.order[index]]

    def replace(self, index: int, replacement: str, leaf: Leaf | None = None) -> None:
        self.edits.append(Edit(self.start(index), self.end(index), replacement, leaf))

    def insert(self, offset: int, text: str) -> None:
        self.edits.append(Edit(offset, offset, text))

    def note(self, what: str, index: int) -> None:
        self.syntax2.append(Syntax2(what, self.start(index)))

    def matching(self, index: int) -> int:
        """Index of the bracket that closes the one at `index`."""
        depth = 0
        for at in range(index, len(self.texts)):
            if self.kinds[at] == OP:
                if self.texts[at] in OPENERS:
                    depth += 1
                elif self.texts[at] in CLOSERS:
                    depth -= 1
                    if not depth:
                        return at
        raise AssertionError("brackets were matched by the lexer")

    def text(self, first: int, last: int) -> str:
        return self.tokens.text[self.start(first) : self.end(last)]

    def ends_operand(self, index: int) -> bool:
        """Whether the token at `index` ends an expression, so that `(` after it calls."""
        word = self.texts[index]
        kind = self.kinds[index]
        if kind == NAME:
            return word not in KEYWORDS
        if kind == OP:
            return word in CLOSERS or (word == "`" and index in self.closing_ticks)
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

    def statement_end(self, index: int) -> int:
        """Index of the NEWLINE or `;` that ends the simple statement at `index`."""
        depth = 0
        for at in range(index, len(self.texts)):
            word = self.texts[at]
            if self.kinds[at] == OP:
                if word in OPENERS:
                    depth += 1
                elif word in CLOSERS:
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
