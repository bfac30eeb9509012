"""List comprehension variables that are used after the comprehension."""

from __future__ import annotations

import pytest

from .oracle import agree, fix, fixed

CHANGED = [
    # the first use that is always evaluated
    ("x = [a for a in b]\nc(a)", "x = [(a := each_a) for each_a in b]\nc(a)"),
    ("x = f([a.b for a in c])\na", "x = f([(a := each_a).b for each_a in c])\na"),
    ("[a for a in b if a]\na", "[a for each_a in b if (a := each_a)]\na"),
    ("[a.b for a in c if a.d and a.e]\na", "[a.b for each_a in c if (a := each_a).d and a.e]\na"),
    ("[d(a) for a in b if c < a]\na", "[d(a) for each_a in b if c < (a := each_a)]\na"),
    # else a condition
    ("[1 for a in b]\na", "[1 for each_a in b if [a := each_a]]\na"),
    ("[c and a for a in b]\na", "[c and a for each_a in b if [a := each_a]]\na"),
    ("[c for a in b for c in a]\na", "[c for each_a in b if [a := each_a] for c in a]\na"),
    ("[lambda: a for a in b]\na", "[lambda: a for each_a in b if [a := each_a]]\na"),
    ("[1 for a, c in b]\na, c", "[1 for each_a, each_c in b if [a := each_a, c := each_c]]\na, c"),
    ("[{1: [a]} for a in b if c]\na", "[{1: [a]} for each_a in b if [a := each_a] if c]\na"),
    # only what leaks
    ("[c for a, c in b]\na", "[c for each_a, c in b if [a := each_a]]\na"),
    (
        "[a for each_a in b for a in each_a]\na",
        "[(a := each_a_2) for each_a in b for each_a_2 in each_a]\na",
    ),
    # in loops, branches and other functions
    (
        "def f(b):\n    while b:\n        print(a if b else 1)\n        [a for a in b]",
        "def f(b):\n    while b:\n        print(a if b else 1)\n        [(a := each_a) for each_a in b]",
    ),
    (
        "def f(b):\n    [a for a in b]\n    return lambda: a",
        "def f(b):\n    [a for each_a in b if [a := each_a]]\n    return lambda: a",
    ),
    # deletions
    ("x = [a for a in b]\ndel(a)\nc", "x = [a for a in b]\nc"),
    ("x = [(a, c) for a, c in b]\ndel a, c, x", "x = [(a, c) for a, c in b]\ndel x"),
    (
        "a = 1\nx = [a for a in b]\ndel a",
        "a = 1\nx = [(a := each_a) for each_a in b]\ndel a",
    ),
]

KEPT = [
    "x = [a for a in b]",
    "x = (a for a in b)\nprint(a)",
    "x = {a for a in b}\nprint(a)",
    "x = [a for a in b]\ny = [a for a in x if a]",
    "x = [a for a in b]\na = 1\nprint(a)",
    "x = [a for a in b]\nfor a in x:\n    print(a)",
    "x = [a for a in b]\ntry:\n    c()\nexcept D as a:\n    print(a)",
    "for a in b:\n    a = [a for a in a]\n    print(a)",
    "def f(b):\n    return [a for a in b]\ndef g(a):\n    return a",
    "def f(a):\n    c(a)\n    return [a for a in a]",
]

PROGRAMS = [
    "[x for x in 'abc']\nprint x\n",
    "x = 'old'\n[x for x in '']\nprint x\n",
    "def f(x, xs):\n    ys = [x for x in xs]\n    return x, ys\nprint f(1, [2, 3]), f(1, [])\n",
    "def f(xs):\n    global g\n    return [g for g in xs]\nf('ab')\nprint g\n",
    "def f(xs):\n    g = [lambda: x for x in xs]\n    return [h() for h in g], x\nprint f('abc')\n",
    "def f(rows):\n    found = [c for row in rows for c in row if c > 1]\n    return found, row, c\n"
    "print f([[1, 2], [3]])\n",
    "def f():\n    for n in (10, 20):\n        if [n for n in (1, 2, 3)]:\n            yield n\nprint list(f())\n",
    "def f(xs):\n    try:\n        [10 % x for x in xs]\n    except ZeroDivisionError:\n        return x\n"
    "print f([5, 0, 7])\n",
    "class A(object):\n    swap = ''.join([chr(sum([((v >> i) & 1) << (7 - i) for i in range(8)]))\n"
    "                    for v in range(60)])\n    del i\n    del v\nprint len(A.swap), hasattr(A, 'i')\n",
]


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_changed(before: str, after: str) -> None:
    assert fixed(before + "\n", select=("ITR300",)) == after + "\n"


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert fixed(text + "\n", select=("ITR300",)) == text + "\n"


def test_they_do_what_they_did() -> None:
    agree(PROGRAMS)


@pytest.mark.parametrize(
    "text",
    [
        "class A(object):\n    x = [a for a in 'ab']\n    y = a\n",
        "x = [b for b in [a for a in 'ab']]\nprint(a)\n",
    ],
)
def test_what_cannot_be_bound_is_reported(text: str) -> None:
    result = fix(text, select=("ITR300",))
    assert result.after == text.encode()
    assert [one.code for one in result.diagnostics] == ["ITR300"]


CLASSES = [
    "class A(object):\n    a = 1\n    b = 2\n    c = [x + a for x in range(3) if x < b]\nprint A.c\n",
    "class A(object):\n    a = 'ab'\n    c = [[x + y for x in a] for y in a]\nprint A.c\n",
    "a = 'cd'\nclass A(object):\n    c = [x for y in 'ab' for x in a]\n    a = 'ab'\n"
    "    def f(self):\n        return [x for y in 'ab' for x in a]\nprint A.c, A().f()\n",
]


def test_comprehensions_in_classes_see_what_they_saw() -> None:
    agree(CLASSES)
