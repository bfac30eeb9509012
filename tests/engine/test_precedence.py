"""An expression in the place of another has parentheses where it needs them, and only there."""

from __future__ import annotations

import ast

import libcst as cst
import pytest

from tests.engine.helpers import rewritten, rule, run

PLACES = """
hole
x = hole
x += hole
hole.a
hole[a]
hole(a)
a[hole]
a[hole:hole]
a[b, hole]
f(hole)
f(a, hole)
f(a=hole)
f(*hole)
f(**hole)
-hole
not hole
hole ** a
a ** hole
-hole ** a
hole * a
a * hole
a % hole
hole + a
a - hole
a << hole
hole & a
a | hole
hole < a
a < hole
a in hole
a < hole < b
hole and a
a and hole
hole or a
a or hole
hole if a else b
a if hole else b
a if b else hole
lambda: hole
lambda a=hole: a
[hole]
(a, hole)
a, hole
{hole}
{hole: a}
{a: hole}
[hole for a in b]
[a for a in hole]
[a for a in b if hole]
[a for a in b for c in hole]
(hole for a in b)
{hole: a for a in b}
{a: hole for a in b}
assert hole
assert a, hole
raise hole
for a in hole: pass
while hole: pass
if hole: pass
class A(hole): pass
""".strip().splitlines()
CHILDREN = """
a
1
1.5
's'
's' 't'
a.b
a[b]
a(b)
[a]
(a, b)
a ** b
-a
a * b
a % b
a + b
a << b
a & b
a ^ b
a | b
a < b
a in b
a < b < c
not a
a and b
a or b
a if b else c
lambda: a
lambda a, b: c
(a)
(a + b)
{a: b}
[a for a in b]
(a for a in b)
""".strip().splitlines()
NAKED = [
    cst.Tuple([cst.Element(cst.Name("a")), cst.Element(cst.Name("b"))], lpar=[], rpar=[]),
    cst.GeneratorExp(cst.Name("a"), cst.CompFor(cst.Name("a"), cst.Name("b")), lpar=[], rpar=[]),
]


class _Fill(ast.NodeTransformer):
    """Puts an expression in the place of the name `hole`."""

    def __init__(self, child: str) -> None:
        self.child = child

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.parse(self.child, mode="eval").body if node.id == "hole" else node


def filling(nodes: list[cst.BaseExpression]):
    """A rule that puts expression number N in the place of the name `holeN`."""

    def leave_Name(self, original_node, updated_node):
        number = original_node.value.removeprefix("hole")
        return nodes[int(number)].deep_clone() if number.isdigit() else updated_node

    return rule(leave_Name=leave_Name)


def meaning(text: str) -> str:
    """The structure of a statement; `(a and b) and c` is the same as `a and b and c`."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.BoolOp):
            first = node.values[0]
            if isinstance(first, ast.BoolOp) and isinstance(first.op, type(node.op)):
                node.values[:1] = first.values
    return ast.dump(tree)


@pytest.mark.parametrize("place", PLACES)
def test_what_stands_there_is_what_was_put_there(place):
    nodes = [*map(cst.parse_expression, CHILDREN), *NAKED]
    texts = [*CHILDREN, "(a, b)", "(a for a in b)"]
    before = [place.replace("hole", f"hole{number}") for number in range(len(nodes))]
    after = rewritten("\n".join(before), filling(nodes), dialect="2", gate=False).splitlines()
    for child, line in zip(texts, after, strict=True):
        expected = ast.unparse(_Fill(child).visit(ast.parse(place)))
        assert meaning(line) == meaning(expected), line


NOT_NEEDED = [
    ("x = hole", "a if b else c"),
    ("f(hole)", "lambda: a"),
    ("f(hole)", "(a for a in b)"),
    ("hole + a", "a * b"),
    ("hole + a", "a + b"),
    ("a + hole", "a * b"),
    ("a and hole", "not a"),
    ("not hole", "a < b"),
    ("a < hole", "a | b"),
    ("hole.b", "a.b(c)[d]"),
    ("[hole]", "a or b"),
    ("a[hole]", "a + b"),
    ("a ** hole", "-a"),
    ("-hole", "a ** b"),
]


@pytest.mark.parametrize(("place", "child"), NOT_NEEDED)
def test_no_parentheses_that_nobody_needs(place, child):
    node = cst.parse_expression(child)
    after = rewritten(place.replace("hole", "hole0"), filling([node]), dialect="2", gate=False)
    assert after == place.replace("hole", child)


def test_a_word_operator_beside_what_was_a_bracket():
    """`not(a)` and `(a)if(b)else(c)` need blanks or parentheses when brackets go."""

    def leave_Name(self, original_node, updated_node):
        return updated_node.with_changes(lpar=[], rpar=[])

    naked = rule(leave_Name=leave_Name)
    for before in (
        "x = not(a)\n",
        "x = (a)if(b)else(c)\n",
        "x = [a for a in(b)if(c)]\n",
        "x = (a)and(b)\n",
    ):
        assert meaning(rewritten(before, naked, dialect="2", gate=False)) == meaning(before)


def test_a_generator_that_gets_company():
    """`f(a for a in b)` needs brackets of its own once a rule adds an argument."""

    def leave_Call(self, original_node, updated_node):
        more = cst.Arg(cst.Name("c"), cst.Name("key"))
        return updated_node.with_changes(args=[*updated_node.args, more])

    keyed = rule(leave_Call=leave_Call)
    for before, after in (
        ("f(a for a in b)\n", "f((a for a in b), key = c)\n"),
        ("f((a for a in b))\n", "f((a for a in b), key = c)\n"),
        ("f(a)\n", "f(a, key = c)\n"),
        ("f()\n", "f(key = c)\n"),
    ):
        assert run(before, keyed, dialect="2", gate=False).after.decode().startswith(after[:-2])
