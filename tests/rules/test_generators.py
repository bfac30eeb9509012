"""Generators that end by StopIteration."""

from __future__ import annotations

import pytest

from .oracle import agree, fixed

GENERATOR = "def f(a):\n    yield a\n    {}\n"
CHANGED = [
    ("raise StopIteration", "return"),
    ("raise StopIteration()", "return"),
    ("raise StopIteration(1)", "return 1"),
    ("if a: raise StopIteration", "if a: return"),
    ("raise StopIteration; b()", "return; b()"),
    (
        "try:\n        b()\n    except StopIteration:\n        raise StopIteration",
        "try:\n        b()\n    except StopIteration:\n        return",
    ),
    (
        "try:\n        next(a)\n    except StopIteration as e:\n        if a: raise\n        raise e",
        "try:\n        next(a)\n    except StopIteration as e:\n        if a: return\n        return",
    ),
    ("b = next(a)", "try:\n        b = next(a)\n    except StopIteration:\n        return"),
    (
        "if b: c = next(a)",
        "try:\n        if b: c = next(a)\n    except StopIteration:\n        return",
    ),
    (
        "b = 1; c = next(a)",
        "try:\n        b = 1; c = next(a)\n    except StopIteration:\n        return",
    ),
    (
        "while next(a):\n        b(next(a))",
        "try:\n        while next(a):\n            b(next(a))\n    except StopIteration:\n        return",
    ),
    (
        "if b:\n        pass\n    elif next(a):\n        pass",
        "try:\n        if b:\n            pass\n        elif next(a):\n            pass\n"
        "    except StopIteration:\n        return",
    ),
    (
        "try:\n        b = next(a)\n    finally:\n        c()",
        "try:\n        try:\n            b = next(a)\n        except StopIteration:\n"
        "            return\n    finally:\n        c()",
    ),
]
KEPT = [
    "next(a, None)",
    "raise ValueError",
    "b = lambda: next(a)",
    "b = [c for c in a.next(1)]",
    "try:\n        raise StopIteration\n    except StopIteration:\n        pass",
    "try:\n        b = next(a)\n    except (KeyError, StopIteration):\n        pass",
    "def g():\n        raise StopIteration",
    "try:\n        b = next(a)\n    except StopIteration:\n        try: c()\n        except KeyError: raise",
    "try:\n        b = next(a)\n    except StopIteration as e:\n        raise b",
]
PROGRAMS = [
    "def f(xs):\n    xs = iter(xs)\n    for x in xs:\n        if x == 3: raise StopIteration\n"
    "        yield x, xs.next()\nprint list(f([1, 2, 4])), list(f([1, 2, 3, 4]))\n",
    "def f(xs):\n    xs = iter(xs)\n    while xs.next():\n        yield 1\n    yield 2\n"
    "print list(f([1, 1])), list(f([1, 0]))\n",
    "def f(*its):\n    its = map(iter, its)\n    while 1:\n        yield [i.next() for i in its]\n"
    "print list(f('abc', 'de'))\n",
    "def first(xs):\n    return iter(xs).next()\ndef f(xss):\n    for xs in xss:\n"
    "        yield first(xs)\nprint list(f(['a', 'b', '', 'c']))\n",
    "class C(object):\n    def first(self, xs):\n        return iter(xs).next()\n"
    "    def all(self, xss):\n        for xs in xss:\n            yield self.first(xs)\n"
    "print list(C().all(['a', '', 'c']))\n",
    "def f(xs):\n    try:\n        while 1: yield xs.next()\n    except StopIteration:\n"
    "        print 'end'\n        raise\nprint list(f(iter('ab')))\n",
    "def f(xs, ys):\n    try:\n        yield xs.next()\n    except StopIteration:\n        try:\n"
    "            yield ys.next()\n        except KeyError:\n            raise\n"
    "print list(f(iter(''), iter('a'))), list(f(iter(''), iter('')))\n",
]


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_changed(before: str, after: str) -> None:
    assert fixed(GENERATOR.format(before), select=("ITR320",)) == GENERATOR.format(after)


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert fixed(GENERATOR.format(text), select=("ITR320",)) == GENERATOR.format(text)


def test_they_do_what_they_did() -> None:
    agree(PROGRAMS)
