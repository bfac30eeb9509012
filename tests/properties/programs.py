"""Generated programs of Python 2, each of which 2.7 compiles.

They are written for their shapes: every construct that only 2.7 has, in odd places and odd
spacing, with a comment of its own wherever one can stand. They are not meant to run.
"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

NAMES = "a b c spam self d unicode long async nonlocal os string".split()
NUMBERS = "0 1 7 0777 00 10L 0xFFL 0o17 0b1L 1.5 08.5 2j 1e3".split()
STRINGS = ["'a'", '"%s"', "u'\\u20ac'", "ur'\\d'", "b'x'", "r'\\d'", "'C:\\Users'", "'''a\n  b'''"]
METHODS = "keys items has_key iteritems values next sort append join encode func_name".split()
BUILTINS = (
    "map filter zip range xrange sorted list unicode raw_input reduce cmp int len apply".split()
)
MODULES = "os sys StringIO Queue urllib2 itertools string types os.path collections".split()
OPERATORS = "+ - * / // % ** & | ^ << >> < > <> != == <= in is and or".split()
ERRORS = ["ValueError", "(KeyError, IndexError)", "os.error", "StandardError"]


class Writer:
    """Writes one program; every choice is drawn, so that hypothesis can make it small."""

    def __init__(self, draw: Callable) -> None:
        self.draw = draw
        self.lines: list[str] = []
        self.comments = 0

    # -- choosing -------------------------------------------------------------------

    def number(self, most: int) -> int:
        return self.draw(st.integers(0, most))

    def one(self, options):
        return options[self.number(len(options) - 1)]

    def sometimes(self) -> bool:
        return self.number(3) == 3

    def some(self, write: Callable[[int], str], depth: int, least: int = 0) -> str:
        blank = self.one([" ", "", "  "])
        return f",{blank}".join(write(depth) for _ in range(least + self.number(2)))

    # -- expressions ----------------------------------------------------------------

    def name(self, depth: int = 0) -> str:
        return self.one(NAMES)

    def atom(self, depth: int) -> str:
        kind = self.number(4)
        if depth <= 0 or kind < 2:
            return self.one(NAMES)
        if kind == 2:
            return self.one(NUMBERS) + " "
        if kind == 3:
            return self.one(STRINGS)
        return f"({self.expression(depth - 1)})"

    def expression(self, depth: int) -> str:
        if depth <= 0:
            return self.atom(depth)
        kinds = (
            self.operation, self.operation, self.call, self.call, self.method, self.subscript,
            self.backquotes, self.display, self.comprehension, self.function, self.conditional,
            self.atom, self.broken,
        )  # fmt: skip
        return self.one(kinds)(depth - 1)

    def operation(self, depth: int) -> str:
        operator = self.one(OPERATORS)
        blank = " " if operator.isalpha() else self.one([" ", ""])
        left = self.one(["", "", "not " if operator in ("and", "or") else "-"]) + self.atom(depth)
        return f"{left}{blank}{operator}{blank}{self.atom(depth)}"

    def call(self, depth: int) -> str:
        arguments = [self.expression(depth) for _ in range(self.number(2))]
        if self.sometimes():
            arguments.append(f"{self.one(['key', 'async', 'None_'])}={self.atom(depth)}")
        if self.sometimes():
            arguments.append(f"*{self.name()}")
        return f"{self.one(BUILTINS)}({', '.join(arguments)})"

    def method(self, depth: int) -> str:
        argument = self.expression(depth) if self.sometimes() else ""
        return f"{self.atom(depth)}.{self.one(METHODS)}({argument})"

    def subscript(self, depth: int) -> str:
        inside = self.one([self.expression(depth), "1:", "::2", ". . .", "a, 1"])
        return f"{self.atom(depth)}[{inside}]"

    def backquotes(self, depth: int) -> str:
        return f"`{self.some(self.expression, depth, 1)}`"

    def display(self, depth: int) -> str:
        inside = self.some(self.expression, depth, 1)
        return self.one([f"[{inside}]", f"({inside},)", f"{{{inside}}}", f"{{1: {self.name()}}}"])

    def comprehension(self, depth: int) -> str:
        source = self.some(self.atom, depth, 1)
        condition = f" if {self.operation(depth)}" if self.sometimes() else ""
        each = self.one(["a", "(a, b)", "a, b"])
        if self.sometimes():
            return f"list({self.atom(depth)} for {each} in {self.atom(depth)}{condition})"
        return f"[{self.atom(depth)} for {each} in {source}{condition}]"

    def function(self, depth: int) -> str:
        return f"(lambda {self.parameters(depth)}: {self.expression(depth)})"

    def conditional(self, depth: int) -> str:
        return f"({self.atom(depth)} if {self.operation(depth)} else {self.atom(depth)})"

    def broken(self, depth: int) -> str:
        """A list over several lines, with comments."""
        parts = [f"{self.expression(depth)},{self.comment()}" for _ in range(1 + self.number(1))]
        return "[\n" + "\n".join(parts) + "\n ]"

    def parameters(self, depth: int) -> str:
        shapes = ["p", "p, q", "(p, q)", "p, (q, (r, s)), t", "(p)", "p, *q", "p, **q", "self, p"]
        default = f", z={self.atom(depth)}" if self.sometimes() else ""
        shape = self.one(shapes)
        return shape if "*" in shape else shape + default

    # -- statements -----------------------------------------------------------------

    def comment(self) -> str:
        if not self.sometimes():
            return ""
        self.comments += 1
        return f"{self.one(['  ', ' ', ''])}# note {self.comments}: print `x`"

    def put(self, indent: str, text: str) -> None:
        """A line of code, or several."""
        self.lines.append(f"{indent}{text}{self.comment()}")

    def block(self, indent: str, depth: int, inside: str) -> None:
        inner = indent + self.one(["    ", "  ", "\t"])
        for _ in range(1 + self.number(2)):
            self.between(inner)
            self.statement(inner, depth - 1, inside)

    def between(self, indent: str) -> None:
        if self.sometimes():
            self.lines.append(self.one(["", indent + self.comment().lstrip(), self.comment()]))

    def statement(self, indent: str, depth: int, inside: str) -> None:
        simple = self.number(2) or depth <= 0
        if simple:
            statements = [self.simple(inside)]
            if self.sometimes() and "\n" not in statements[0]:
                statements.append(self.simple(inside))
            self.put(indent, self.one(["; ", ";"]).join(statements))
            return
        self.one((self.if_, self.loop, self.try_, self.definition, self.class_))(
            indent, depth, inside
        )

    def simple(self, inside: str) -> str:
        depth = 2
        e, a = self.expression, self.atom
        kind = self.number(11)
        if kind <= 2:
            values = self.some(e, depth)
            comma = "," if values and self.sometimes() else ""
            to = self.one(["", "", f">>{a(1)}, ", f" >> {self.name()},"]) if values else ""
            return f"print{to or ' '}{values}{comma}"
        if kind == 3:
            return self.one([f"exec {a(depth)} in {self.name()}", f"exec ({e(depth)}) in a, b"])
        if kind == 4:
            parts = [self.one(["ValueError", "E"]), *(a(depth) for _ in range(self.number(2)))]
            return f"raise {', '.join(parts)}"
        if kind == 5:
            return self.one(["import ", "import sys, "]) + self.one(MODULES)
        if kind == 6:
            return self.one(["from cStringIO import StringIO", "from itertools import izip, imap"])
        if kind == 7 and inside == "function":
            return f"return {e(depth)}"
        if kind == 8:
            return f"{self.name()} {self.one(['+', '/', '%'])}= {e(depth)}"
        if kind == 9:
            return e(depth)
        return f"{self.one(['a', 'b, c', 'a = b', 'd[0]', 'self.x'])} = {e(depth)}"

    def if_(self, indent: str, depth: int, inside: str) -> None:
        if self.sometimes():
            self.put(indent, f"if {self.expression(1)}: {self.simple(inside)}")
            return
        self.put(indent, f"if {self.expression(2)}:")
        self.block(indent, depth, inside)
        if self.sometimes():
            self.put(indent, "else:")
            self.block(indent, depth, inside)

    def loop(self, indent: str, depth: int, inside: str) -> None:
        self.put(indent, f"for {self.one(['a', 'a, b'])} in {self.expression(2)}:")
        self.block(indent, depth, inside)

    def try_(self, indent: str, depth: int, inside: str) -> None:
        self.put(indent, "try:")
        self.block(indent, depth, inside)
        as_ = self.one([", e", ", (a, b)", ",e", " as e", ", self.e", ""])
        self.put(indent, f"except {self.one(ERRORS)}{as_}:")
        self.block(indent, depth, inside)

    def definition(self, indent: str, depth: int, inside: str) -> None:
        if self.sometimes():
            self.put(indent, "@property")
        name = self.one(["f", "next", "__nonzero__", "keys", "__cmp__"])
        self.put(indent, f"def {name}({self.parameters(1)}):")
        self.block(indent, depth, "function")

    def class_(self, indent: str, depth: int, inside: str) -> None:
        self.put(indent, f"class {self.one(['C', 'D'])}{self.one(['', '(object)', '(d)'])}:")
        if self.sometimes():
            self.put(indent + "    ", "__metaclass__ = type")
            self.lines.append(f"{indent}    a = 1")
        else:
            self.block(indent, depth, "class")

    def program(self) -> str:
        if self.sometimes():
            self.lines.append("#!/usr/bin/env python")
        if self.sometimes():
            self.put("", '"""What it is."""')
        if self.sometimes():
            self.put("", "from __future__ import " + self.one(["division", "unicode_literals"]))
        for _ in range(1 + self.number(5)):
            self.between("")
            self.statement("", 3, "module")
        return "\n".join(self.lines) + self.one(["\n", "", "\n\n"])


@st.composite
def programs(draw) -> str:
    """The text of a program."""
    return Writer(draw).program()


@st.composite
def expressions(draw) -> str:
    return Writer(draw).expression(3)
