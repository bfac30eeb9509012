"""Sorting by a comparing function, and the hash of classes that define equality."""

from __future__ import annotations

import pytest

from migrator.results import Level

from .oracle import agree, fix, fixed

IMPORT = "from functools import cmp_to_key\n\n"

CHANGED = [
    ("x = sorted(y, f)", IMPORT + "x = sorted(y, key=cmp_to_key(f))"),
    ("x = sorted(y, cmp=f)", IMPORT + "x = sorted(y, key=cmp_to_key(f))"),
    ("x = sorted(y, f, None, z)", IMPORT + "x = sorted(y, key=cmp_to_key(f), reverse=z)"),
    ("x = sorted(y, f, reverse=1)", IMPORT + "x = sorted(y, key=cmp_to_key(f), reverse=1)"),
    ("x = sorted(y, None, k)", "x = sorted(y, key=k)"),
    ("x = sorted(y, None, k, True)", "x = sorted(y, key=k, reverse=True)"),
    ("x = sorted(y, cmp)", "x = sorted(y)"),
    ("x = sorted(y, cmp=cmp, key=k)", "x = sorted(y, key=k)"),
    ("x = sorted(y, key=k, cmp=None)", "x = sorted(y, key=k)"),
    ("y.sort(cmp)", "y.sort()"),
    ("y.sort(cmp=f)", IMPORT + "y.sort(key=cmp_to_key(f))"),
    ("y.sort(lambda a, b: cmp(a.n, b.n))", "y.sort(key=lambda a: a.n)"),
    ("y.sort(lambda a, b: cmp(b[0], a[0]))", "y.sort(key=lambda a: a[0], reverse=True)"),
    ("y.sort(lambda a, b: -cmp(a, b))", "y.sort(reverse=True)"),
    ("y.sort(lambda a, b: -cmp(f(b, 1), f(a, 1)))", "y.sort(key=lambda a: f(a, 1))"),
    ("y.sort(cmp=lambda a, b: cmp(a, b), key=k)", "y.sort(key=k)"),
    ("y.sort((lambda a, b: cmp(a.n, b.n)))", "y.sort(key=(lambda a: a.n))"),
    ("y.sort(lambda a, b: a - b)", IMPORT + "y.sort(key=cmp_to_key(lambda a, b: a - b))"),
    ("y.sort(cmp=f, key=k)", IMPORT + "y.sort(key=lambda item: cmp_to_key(f)(k(item)))"),
    (
        "y.sort(cmp=f, key=lambda r: r.n)",
        IMPORT + "y.sort(key=lambda r: cmp_to_key(f)(r.n))",
    ),
    (
        "y.sort(cmp=f, key=lambda f: f.n)",
        IMPORT + "y.sort(key=lambda item: cmp_to_key(f)((lambda f: f.n)(item)))",
    ),
    (
        "y.sort(f,  # why\n    reverse=1)",
        IMPORT + "y.sort(key=cmp_to_key(f),  # why\n    reverse=1)",
    ),
    (
        "import functools\ny.sort(\n    f,  # why\n)",
        "import functools\nfrom functools import cmp_to_key\ny.sort(\n    key=cmp_to_key(f),  # why\n)",
    ),
]

KEPT = [
    "x = sorted(y)",
    "x = sorted(y, key=k)",
    "y.sort(key=k, reverse=True)",
    "y.sort('name')",
    "y.sort('name', -1)",
    "y.sort([('name', 1)])",
    "y.sort(axis=1)",
    "y.sort(lambda r: r.n)",
    "y.sort(*f)",
    "from m import sorted\nx = sorted(y, f)",
    "def sort(a, b): pass\nsort(y, f)",
    "class C:\n    def f(self, a): pass\n    def g(self, y):\n        def one(a): pass\n"
    "        y.sort(one)",
]


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_changed(before, after):
    assert fixed(before + "\n") == after + "\n"


@pytest.mark.parametrize("program", KEPT)
def test_kept(program):
    assert not fix(program + "\n").changed


def test_a_key_and_a_comparison_that_are_made_by_calls_are_told():
    result = fix("y.sort(cmp=f(), key=g())\n")
    assert not result.changed
    assert [diagnostic.code for diagnostic in result.diagnostics] == ["CMP010"]


def test_a_comment_is_not_lost_with_what_it_is_about():
    program = "y.sort(cmp,  # why\n    key=k)\n"
    result = fix(program)
    assert "# why" in result.after.decode()
    assert [diagnostic.code for diagnostic in result.diagnostics] == ["CMP010"]


def test_what_an_unknown_sort_is_given_is_assumed_to_compare():
    (decision,) = fix("y.sort(f)\n").decisions
    assert (decision.kind, decision.level) == ("CMP010", Level.ASSUMED)
    assert not fix("y = []\ny.sort(f)\n").decisions


def test_without_this_rule_cmp_is_defined():
    assert "def cmp(" in fixed("y.sort(cmp)\n", select=("BLT",))


PAIRS = "rows = [('b', 2), ('a', 1), ('b', 1), ('A', 2), ('a', 3)]\n"
PROGRAMS = [
    PAIRS + "print sorted(rows, cmp), sorted(rows, cmp=cmp, reverse=True)",
    PAIRS + "rows.sort(lambda x, y: cmp(x[1], y[1]))\nprint rows",
    PAIRS + "rows.sort(lambda x, y: cmp(y[1], x[1]))\nprint rows",
    PAIRS + "rows.sort(lambda x, y: -cmp(x[1], y[1]))\nprint rows",
    PAIRS + "rows.sort(lambda x, y: cmp(y[1], x[1]), reverse=True)\nprint rows",
    PAIRS + "rows.sort(lambda x, y: cmp(x[0], y[0]) or cmp(y[1], x[1]))\nprint rows",
    PAIRS + "rows.sort(lambda (a, b), (c, d): cmp(d, b))\nprint rows",
    PAIRS + "rows.sort(lambda x, y: x - y, lambda r: -r[1])\nprint rows",
    PAIRS + "def f(x, y):\n    return y - x\nprint sorted(rows, key=lambda f: f[1], cmp=f)",
    PAIRS + "import operator\ndef f(x, y):\n    return cmp(y, x)\n"
    "print sorted(rows, f, operator.itemgetter(1), True)",
    PAIRS + "print sorted(rows, None, lambda r: r[0].lower()), sorted(rows, None, None, True)",
    "class C(object):\n    def __init__(self, n):\n        self.n = n\n    def order(self, a, b):\n"
    "        return (a - b) * self.n\n    def run(self, rows):\n        rows.sort(self.order)\n"
    "        return rows\nprint C(-1).run([2, 3, 1])",
    "class E(object):\n    def __eq__(self, other):\n        return True\n"
    "a, b = E(), E()\nprint a == b, len(set([a, b])), {a: 1}[a]",
    "class E(int):\n    def __eq__(self, other):\n        return False\n"
    "print hash(E(3)), E(3) in {3: 1}, E(3) == 3",
    "class E:\n    def __eq__(self, other):\n        return True\n"
    "try:\n    print hash(E())\nexcept TypeError:\n    print 'unhashable'",
    "class A(object):\n    def __hash__(self):\n        return 5\n"
    "class E(A):\n    def __eq__(self, other):\n        return True\nprint hash(E())",
    "class A:\n    def __hash__(self):\n        return 5\n"
    "class E(A):\n    def __eq__(self, other):\n        return True\nprint hash(E())",
]


def test_programs_print_the_same():
    agree(PROGRAMS)


def test_what_became_of_a_division_compares_nothing():
    result = fix("def f(x, a, b):\n    x.sort(a / b)\n    print x\n")
    assert b"x.sort(classic_divide(a, b))" in result.after
    assert not [one for one in result.diagnostics if one.code == "CMP010"]
