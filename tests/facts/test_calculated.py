"""Which expressions may be floats that were calculated."""

from __future__ import annotations

import ast

import pytest

from .helpers import facts_of

LIKELY = [
    "def f(a, b):\n    return a / b\nf(1.0, 3)\nf(5, 2)",
    "total = 0\nfor x in [0.1, 0.2]:\n    total += x\ntotal",
    "def f(xs):\n    return sum(xs) / len(xs)\nf([1.5, 2])",
    "class A:\n    def __init__(self, v=0):\n        self.v = v\n    def half(self):\n"
    "        return self.v * 0.5\ndef g(a):\n    return a.half()\ng(A(3))",
    "class A:\n    rate = 0.1\n    def cost(self, n):\n        self.paid = n * self.rate\ndef f(a):\n    return a.paid\nf(A())",
    "rows = []\ndef put(n, x):\n    rows.append((n, x * 1.5))\nfor n, x in sorted(rows):\n    x",
    "d = {}\nd['a'] = d.get('a', 0) + 1.1\nd['a']",
    "d = {}\nd['a'] = 1\nd['a'] += 1.1\nfor k, v in sorted(d.items()):\n    v",
    "def pair(a):\n    return a, a / 3\nlow, high = pair(1.0)\nhigh",
    "half = lambda x: x * 0.5\nhalf(y)",
    "def f(x=0.5):\n    return max(x * y, 0)\nf()",
    "xs = map(float, lines)\nsum(xs)",
    "def gen():\n    yield n * 0.1\nfor x in gen():\n    x",
    "x = 0.1\nfor n in [1, 2]:\n    x *= n\nx if n else None",
    "def read(lines):\n    rows = []\n    for line in lines:\n        row = {}\n        row['p'] = float(line)\n"
    "        rows.append(row)\n    return rows\nfor r in read(x):\n    r['p'] * n",
    "def f(c):\n    return c.getfloat('a', 'b') / 3 if c else None\nf(c)",
    "class A:\n    rate = 0.1\n    def grow(self):\n        gain = self.sum * self.rate\n"
    "        self.sum += gain\n        return gain\ndef f(a):\n    return a.grow() and a.sum\nf(A())",
    "def f(source):\n    return source.gauss(0, 1)\nf(r)",
    "from __future__ import division\ndef f(a, b):\n    return a / b\nf(1, 3)",
    "mean = lambda *xs: sum(xs) / len(xs)\nmean(1.0, 2)",
    "def f(line):\n    return line, float(line)\nd = dict(map(f, lines))\nd['a'] * n",
    "pairs = zip(names, [v * 0.1 for v in vs])\nfor n, v in pairs:\n    abs(v) if n else -v",
]
UNLIKELY = [
    "rows = [(1, 0.1 * y)]\nfor row in rows:\n    row",
    "def f(a, b):\n    return a / b\nf(1, 3)",
    "x = 0.5\ndef f(v):\n    return v\nf(x)",
    "def f(x):\n    return '%.2f' % x\nf(0.1 * y)",
    "def f(x):\n    if x:\n        return round(x, 2)\nf(0.1 * y)",
    "rows = []\ndef put(n, x):\n    rows.append((n, x * 1.5))\nfor n, x in sorted(rows):\n    n",
    "d = {}\nd['a'] = 1.5 * y\nfor k, v in d.items():\n    k",
    "for i, x in enumerate([0.1 * y]):\n    i",
    "def f(n):\n    return n and f(n - 1)\nf(3)",
    "def f(a):\n    return len(a), a\nn, a = f([0.1 * y])\nn",
    "total = 0\nfor x in [1, 2]:\n    total += x\ntotal",
]


def is_likely(text: str) -> bool:
    """Of the expression at the end of a program."""
    facts = facts_of(text)
    last = facts.module.body[-1]
    while isinstance(last, (ast.For, ast.FunctionDef)):
        last = last.body[-1]
    assert isinstance(last, (ast.Expr, ast.Return))
    return facts.calculated.is_likely(last.value)


@pytest.mark.parametrize("text", LIKELY)
def test_likely(text: str) -> None:
    assert is_likely(text)


@pytest.mark.parametrize("text", UNLIKELY)
def test_unlikely(text: str) -> None:
    assert not is_likely(text)
