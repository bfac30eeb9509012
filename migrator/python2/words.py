"""Names and literals of Python 2 that Python 3 does not read."""

from __future__ import annotations

import re

from migrator.python2 import carriers
from migrator.python2.lexer import NAME, NUMBER, OP, STRING, Tokens
from migrator.python2.literals import evaluate_text, string_prefix
from migrator.python2.lowered import Leaf
from migrator.python2.scanner import KEYWORDS, Scanner

CONSTANTS = frozenset(("True", "False", "None"))
_AUGMENTED = frozenset("+= -= *= /= //= %= **= >>= <<= &= ^= |=".split())
# Between what and what a constant may be bound or looked up as an attribute.
_BINDING = frozenset(". import as def class global for del".split())
_BOUND = re.compile(r"[\s\])]*(?:,[^\n]*=(?!=)|[-+*/%&|^<>]{0,2}=(?!=)|in\b)")


class Words(Scanner):
    """Puts words that Python 3 reads in the place of those that it does not."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.has_async = "async" in tokens.text and bool(
            re.search(r"\basync[ \t]+(?:def|with)\b", tokens.text)
        )
        self.rebinds_constant = any(map(self.may_be_rebound, self.constants()))
        self.equals: dict[int, int] = {}

    def constants(self) -> list[int]:
        return [index for index, word in enumerate(self.texts) if word in CONSTANTS]

    def may_be_rebound(self, index: int) -> bool:
        """Whether a constant's name is worth a closer look: see `is_rebound`."""
        text, before = self.tokens.text, self.texts[index - 1]
        if before in _BINDING or (before == "(" and self.texts[index - 2] in _BINDING):
            return True
        if self.texts[index] == "None":
            return False
        if before == ",":
            comma = self.start(index - 1)
            if "except" in text[text.rfind("\n", 0, comma) + 1 : comma]:
                return True
        return bool(_BOUND.match(text, self.end(index)))

    def new_keyword(self, index: int) -> None:
        word = self.texts[index]
        before = self.texts[index - 1] if index else ""
        after, kind = self.texts[index + 1], self.kinds[index + 1]
        if word in CONSTANTS:
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
        if is_legacy(word):
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


def is_legacy(number: str) -> bool:
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
