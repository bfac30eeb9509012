"""Division and rounding."""

from __future__ import annotations

import random

import pytest

from migrator.results import Level
from migrator.rules.division.forms import WHAT
from migrator.stdlib.stand_in_divisions import classic_division

from .oracle import agree, fix, fixed

CHANGED = [
    ("x = 7 / 2", "x = 7 // 2"),
    ("x = 7/2", "x = 7//2"),
    ("x = -7 / 2 / 2", "x = -7 // 2 // 2"),
    ("x = len(y) / 2", "x = len(y) // 2"),
    ("x = y[len(y) / 2]", "x = y[len(y) // 2]"),
    ("x = (len(y) + 1) / ord(z) % 3", "x = (len(y) + 1) // ord(z) % 3"),
    ("x = int(y) / int(z)", "x = int(y) // int(z)"),
    ("x = 7  /  2  # half", "x = 7  //  2  # half"),
    ("x = (7 /\n     2)", "x = (7 //\n     2)"),
    (
        "def f():\n    x = 7\n    x /= 2\n    return x / 2",
        "def f():\n    x = 7\n    x //= 2\n    return x // 2",
    ),
    ("x = 10L / 4", "x = 10 // 4"),
    ("for i in range(9):\n    x = i / 2", "for i in range(9):\n    x = i // 2"),
    ("x = 7 / 2 / 2.0", "x = 7 // 2 / 2.0"),
    ("import math\nx = math.ceil(y)", "import math\nx = float(math.ceil(y))"),
    ("x = round(3)", "x = float(3)"),
    ("x = round(len(y), 2)", "x = float(len(y))"),
]

# (statements, what becomes of them below the guard's definition)
GUARDED = [
    ("x = y / 2", "x = classic_divide(y, 2)"),
    ("x = a.size / 2", "x = classic_divide(a.size, 2)"),
    ("x = sum(y) / len(y)", "x = classic_divide(sum(y), len(y))"),
    ("x = y / z / 2", "x = classic_divide(classic_divide(y, z), 2)"),
    ("x = (y + 1) / (z, w)[0]", "x = classic_divide(y + 1, (z, w)[0])"),
    ("x = -(y / z) * 2", "x = -(classic_divide(y, z)) * 2"),
    ("x = (y / z) * 2", "x = classic_divide(y, z) * 2"),
    ("x = 2 ** (y / z)", "x = 2 ** classic_divide(y, z)"),
    ("x = (y /  # why\n     z)", "x = (classic_divide(y,  # why\n     z))"),
    ("x = y / \\\n    z", "x = classic_divide(y, \\\n    z)"),
    ("def f():\n    x = (yield) / 2", "def f():\n    x = classic_divide((yield), 2)"),
    ("x = y if(z/2)else 3", "x = y if(classic_divide(z, 2))else 3"),
    (
        "total = 0\nfor n in y:\n    total += n\nx = total / 2",
        "total = 0\nfor n in y:\n    total += n\nx = classic_divide(total, 2)",
    ),
    (
        "class C:\n    size = 0\n    def half(self):\n        return self.size / 2",
        "class C:\n    size = 0\n    def half(self):\n        return classic_divide(self.size, 2)",
    ),
]

IN_PLACE = [
    ("x /= 2", "x = classic_idivide(x, 2)"),
    ("x.y[i, -1]  /=  a or b", "x.y[i, -1]  =  classic_idivide(x.y[i, -1], a or b)"),
    ("if x: y /= z; w = 1", "if x: y = classic_idivide(y, z); w = 1"),
]

KEPT = [
    "x = y[len(y):2.0 / z]",
    "x = y // z if isinstance(y, int) and isinstance(z, int) else y / z",
    "def f(a):\n    if isinstance(a, (int, bool)):\n        return a // 2\n    return a / 2",
    "x = 7.0 / 2",
    "x = float(y) / z",
    "x = y / 2.0 / z",
    "x = 7 // 2",
    "x = 'a/b'",
    "from __future__ import division\nx = 7 / 2",
    "import math\nx = int(math.floor(y))",
    "import math\nx = math.floor",
]


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_changed(before, after):
    assert fixed(before + "\n") == after + "\n"


@pytest.mark.parametrize(("before", "after"), GUARDED)
def test_guarded(before, after):
    found = fixed(before + "\n")
    assert found.endswith("\n\n\n" + after + "\n")
    assert found.startswith(classic_division("classic_divide", WHAT, "a / b").lstrip())


@pytest.mark.parametrize(("before", "after"), IN_PLACE)
def test_guarded_in_place(before, after):
    assert fixed(before + "\n").endswith("\n\n\n" + after + "\n")


# (division, under `assume`, under `leave`)
UNPROVEN = [
    ("x = y / 2", "x = y // 2", "x = y / 2"),
    ("x = y / z", "x = y / z", "x = y / z"),
    ("x /= z", "x /= z", "x /= z"),
    ("x[f()] /= 2", "x[f()] //= 2", "x[f()] /= 2"),
    ("x = 7 / 2", "x = 7 // 2", "x = 7 // 2"),
]


@pytest.mark.parametrize(("before", "assumed", "left"), UNPROVEN)
def test_unproven(before, assumed, left):
    assert fixed(before + "\n", unproven="assume") == assumed + "\n"
    assert fixed(before + "\n", unproven="leave") == left + "\n"


def test_what_has_no_guard_is_assumed_and_listed():
    result = fix("x[f()] /= 2\n")
    assert [one.level for one in result.decisions] == [Level.ASSUMED]


@pytest.mark.parametrize("program", KEPT)
def test_kept(program):
    assert not fix(program + "\n").changed


def test_every_division_is_a_decision():
    result = fix("x = 7 / 2\ny = x / z\nz = 1.0 / y\nw = len(a) / b\n")
    found = [(one.alternative, one.level) for one in result.decisions]
    assert found == [
        ("floor", Level.PROVEN),
        ("guard", Level.GUARDED),
        ("true", Level.PROVEN),
        ("guard", Level.GUARDED),
    ]


def test_decisions_do_not_depend_on_the_gate():
    program = "def f(x):\n    return x / 2\n\n\ndef g():\n    return 7 / 2\n"
    assert fix(program).decisions == fix(program, gate=False).decisions


# (program, the codes and places of what is told)
TOLD = [
    ("d = {}\nd['a'] = 0.1 * b\nprint '%(a)s' % d, '%(a).2f' % d", ["DIV040 3:15"]),
    ("d = {}\nd['a'] = 5\nprint '%(a)s' % d", []),
    ("import random\nrandom.seed(27)\nprint random.choice('ab')", ["DIV050 2:8"]),
    ("import random\nrandom.seed()\nr = random.Random()\nprint r", []),
    ("from random import Random\nprint Random(3).choice('ab')", ["DIV050 2:7"]),
    ("from random import seed as sow\nsow(3)\nprint 1", ["DIV050 2:1"]),
    (
        "class A:\n    def __int__(self): return 1\n    def __long__(self): return 2\nprint A",
        ["DIV060 3:9"],
    ),
    ("class A:\n    def __int__(self): return 1\n    def __long__(self): return 1\nprint A", []),
]


FLOATS = [
    ("print 0.1 * 3, 3.5, 1", "print(format(0.1 * 3, '.12'), 3.5, 1)"),
    ("x = str((1.1 * 3)), 7 <> 8", "x = format(1.1 * 3, '.12'), 7 != 8"),
    (
        "x = format(0.1 * 3), format(0.1 * 3, 'g') <> 1",
        "x = format(0.1 * 3, '.12'), format(0.1 * 3, 'g') != 1",
    ),
    ("x = u'%s' % unicode(0.5 * 3)", "x = u'%s' % format(0.5 * 3, '.12')"),
    (
        "x = ('%s %d' '%5s') % (0.1 * 3, 0.1 * 3, 0.5 * 3) <> 1",
        "x = ('%s %d' '%5s') % (format(0.1 * 3, '.12'), 0.1 * 3, format(0.5 * 3, '.12')) != 1",
    ),
    ("x = '%s%%' % (0.1 * 3) <> 1", "x = '%s%%' % (format(0.1 * 3, '.12')) != 1"),
    ("x = '%s%%' % -1234567.1234567 <> 1", "x = '%s%%' % format(-1234567.1234567, '.12') != 1"),
    ("x = '%s' % -1.5, 7 <> 8", None),
    ("x = '%d%%' % (0.1 * 3), repr(0.1 * 3), '%r' % 0.5 * 3, 7 <> 8", None),
    ("x = '%*s' % (5, 0.1 * 3), 7 <> 8", None),
    ("x = '%(a)s' % {'a': 0.1 * 3}, [0.1 * 3], 7 <> 8", None),
]


MAYBE_FLOATS = [
    "xs = [x / 3 for x in (1.0, 2)]\nprint ' '.join(map(str, xs)), map(str, xs)\n",
    "def f(a, b):\n    return a / b\n"
    "print f(1.0, 3), f(5, 3), '%s|%5s' % (f(1.0, 3), f(5, 2)), str(f(2.0, 3)), [f(1.0, 3)]\n",
    "def f(a, b):\n    return a / b\nprint '{0} {b} {1:.3f} {2!r} {3} {3:.2f}'.format(f(1.0, 3), 1.0 / 7, f(1.0, 7), f(5, 2), b=0.1 * 3)\n",
    "class Account:\n    def __init__(self):\n        self.balance = 0\n"
    "    def pay(self, amount):\n        self.balance += amount\n"
    "    def __str__(self):\n        return 'Account %s' % self.balance\n"
    "a = Account()\na.pay(1)\nprint a, a.balance\na.pay(0.1)\na.pay(0.2)\nprint a, a.balance\n",
    "rows = []\nfor name, n in [('a', 1.0), ('b', 2)]:\n    rows.append((name, n / 3))\n"
    "for name, share in rows:\n    print name, share\n",
]


def test_what_may_be_a_float_is_shown_as_it_was() -> None:
    agree(MAYBE_FLOATS)


@pytest.mark.parametrize(("before", "after"), FLOATS)
def test_floats_show_as_many_digits(before, after):
    assert fixed(before) == (after or before.replace("<>", "!="))


@pytest.mark.parametrize(("program", "told"), TOLD)
def test_told(program, told):
    found = [f"{one.code} {one.position}" for one in fix(program + "\n").diagnostics]
    assert [one for one in found if one.startswith("DIV")] == told


PROGRAMS = [
    "for x in (2.0, 1e16, 1e11, 1e12, 0.1 + 0.2, -0.0, 1e300 * 1e300, 123456789012.5):\n"
    "    y = 1.0\n    y *= x\n    print y, str(y), '%s' % y, '%s|%8s' % (y, y)",
    "print 7 / 2, -7 / 2, 7 / -2, 7L / 2, True / 2, 7 / 2.0, 1 / 3 * 3",
    "print len('abcde') / 2, 'abcde'[len('abcde') / 2], (1 + 2) / 2, 2 ** 3 / 3",
    "n = 9\nn /= 2\nprint n, n / 2, n / 2.0",
    "for i in range(4):\n    print i / 2, i / 2.,",
    "def f(a, b):\n    return a / b\nprint f(7, 2), f(7.0, 2), f(-7, 2L), f(True, 2), f(2 ** 70, 3), f(3, 2j)",
    "def f(a, b):\n    a /= b\n    return a\nprint f(7, 2), f(7.0, 2), f(-7, 2L)",
    "class V(object):\n    def __init__(self, n): self.n = n\n    def __idiv__(self, o):\n        self.n /= o\n"
    "        return self\ndef f(v, n):\n    v /= n\n    return v\nv = V(7)\nprint f(v, 2) is v, v.n",
    "class P(object):\n    def __div__(self, o): return 'div'\n    def __truediv__(self, o): return 'true'\n"
    "    def __floordiv__(self, o): return 'floor'\np = P()\nprint p / 2, p // 2, (lambda a, b: a / b)(p, 1)",
    "class N(int): pass\nprint N(7) / 2, 7 / N(2), N(7) / 2.0",
    "from datetime import timedelta as T\nhalf = lambda t: t / 2\nprint half(T(0, 0, 7)), T(0, 0, 7) / 2, half(7)",
    "import datetime\nd = datetime.date(2012, 5, 17)\nt = d - datetime.date(2012, 1, 1)\n"
    "print d.year / 100, t / 2, t.days / 2, t.total_seconds() / 2",
    "import operator\nprint operator.div(7, 2), reduce(operator.div, [100, 7, 2]), operator.div(7, 2.0)",
    "from operator import div, idiv\nprint div(7, 2), idiv(7, 2), div(7, 2.0), map(div, [9, 8.0], [2, 3])",
    "a = 'abcdef'\nn = lambda: 5\nprint a[:n() / 2], range(n() / 2), a[len(a) / 2]",
    "print round(2.5), round(3.5), round(-0.5), round(-2.5), round(0.49999999999999994)",
    "print map(repr, [round(1e16), round(1e300), round(2 ** 53 + 1), round(4503599627370497.5)])",
    "print repr(round(0.125, 2)), repr(round(2.675, 2)), round(1234, -2), round(1250, -2), round(5, -1)",
    "print round(7), round(7, 1), type(round(7)).__name__, round(True), int(round(2.5)), '%d' % round(0.5)",
    "print map(round, [0.5, 1.5]), round(number=2.5), round(2.5, ndigits=0), round('3' == 3)",
    "print round(float('inf')), round(float('-inf')), round(float('nan')), round(-0.2)",
    "def round(x):\n    return 'own'\nprint round(1.5)",
    "import math\nfrom fractions import Fraction\nprint round(Fraction(5, 2)), math.floor(2.5) * 2",
    "import math\nprint math.floor(2.5), math.ceil(0.5), math.floor(7) / 2, math.floor(7) // 2",
    "from math import floor\nprint int(floor(2.5)), floor(2.5) * 1.5, floor(2.5) < 2.5, floor(3) % 2",
    "math = 3\nprint round(0.5), math",
]


def test_programs_print_the_same():
    agree(PROGRAMS)


def test_rounding_numbers_at_random():
    numbers = random.Random(27)
    lines = []
    for _ in range(400):
        digits = numbers.choice([0, 0, 1, 2, 3, -1, -2])
        base = numbers.randrange(-(10**5), 10**5)
        number = numbers.choice([base / 8, base / 1000, base * 1.5, numbers.uniform(-1e9, 1e9)])
        lines.append(f"print repr(round({number!r}, {digits}))")
    agree(["\n".join(lines)])


def test_what_is_cut_to_12_digits_is_left_alone_in_a_file_that_stays_python_2() -> None:
    program = (
        "import hotshot\n\n\ndef total(prices):\n    result = 0\n    for price in prices:\n"
        "        result += price * 1.5\n    return result\n\n\nprint '%s' % total([2, 3])\n"
    )
    after = fixed(program)
    assert after.count("with_12_digits(total([2, 3]))") == 1
    assert "migrator: ignore" not in after
