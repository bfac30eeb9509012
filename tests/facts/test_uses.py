"""Where a lazy value serves as well as a list.

Every program that gets a yes is also run: under Python 3 it must leave the same variables behind
as under the real Python 2.7.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from textwrap import dedent

import pytest

from tests import corpora

from .helpers import facts_of, find

# `@` marks the list call; the helpers below are defined for all programs.
PRELUDE = """
d = {1: 2}
e = {3: 4}
xs = [3, 1, 2]
ys = [4, 5]
out = []
def calm(x): return x + 1
def loud(x): out.append(x); return x
"""

VIEWS_OK = [
    "for k in d.keys(): out.append(k)",
    "for k, v in d.items(): d[k] = v + 1",
    "for k in d.keys(): d[k] = 0",
    "for k in d.keys():\n    if k == 1:\n        del d[k]\n        break",
    "for k in d.keys(): e[k] = d.get(k)",
    "for k in d.keys(): len(d)",
    "out = [k for k in d.keys()]",
    "out = [k for k in xs for v in d.values()]",
    "out = sorted(d.items())",
    "out = list(d.values())",
    "out = sum(d.values())",
    "out = len(d.keys())",
    "out = 1 in d.keys()",
    "out = ','.join(str(k) for k in d.keys())",
    "out = max(d.values())",
    "out = sorted(set(d.keys()))",
    "if d.keys(): out = 1",
    "out = 1 if not d.keys() else 2",
    "a, = d.keys()",
    "out = dict(d.items())",
    "out.extend(d.keys())",
    "xs[:] = d.keys()",
    "out = list(map(calm, d.keys()))",
    "for a, b in zip(d.keys(), xs): out.append(a + b)",
    "for i, k in enumerate(d.keys()): out.append(k)",
    "out = calm(*d.keys())",
    "def f():\n    keys = e.keys()\n    out.append(len(keys))\n    for k in keys: out.append(k)\nf()",
    "def f():\n    t = {1: 2}\n    for k in t.keys(): yield k\nout = list(f())",
    "for k in dict(d).keys(): del d[k]",
    "for k in (d.keys() if xs else ys): out.append(k)",
    "for k in d.keys() or ys: out.append(k)",
    "for k in d.keys(): xs.append(k); xs.sort()",
    "out += d.keys()",
    "for k in d.keys(): calm(k)",
    "def f():\n    for k in d.keys(): calm(k)",
]

VIEWS_NOT = [
    "for k in d.keys(): del d[k]",
    "for k in d.keys(): d[k + 1] = 0",
    "for k in d.keys(): d.pop(k)",
    "for k, v in d.items(): d.update(v)",
    "for v in d.values(): d[v] = 0",
    "for k in d.keys():\n    k = 3\n    d[k] = 0",
    "for k in d.keys(): f(d)",
    "for k in d.keys(): unknown.call(d.pop)",
    "for k in d.keys(): map(d.pop, xs)",
    "class C:\n    def m(self):\n        for k in self.d.keys(): map(self.forget, k)",
    "for k in d.keys(): loud(k)",
    "def f():\n    for k in d.keys(): loud(k)",
    "class C:\n    def m(self):\n        for k in self.d.keys(): self.n(k)",
    "class C:\n    def m(self):\n        for v in self.d.values(): v.close()",
    "class C:\n    def m(self):\n        for v in self.d.values(): close(self)",
    "class C:\n    def m(self):\n        for k in self.d.keys(): yield k",
    "def f(d):\n    for k in d.keys(): yield k",
    "class C:\n    def m(self, n):\n        d = self.all[n]\n        for k in d.keys(): yield k",
    "[d.pop(k) for k in d.keys()]",
    "def f(self):\n    c = self.cache\n    for k in c.keys(): self.forget(k)",
    "x = d.keys()",
    "x = d.keys()[0]",
    "x = unknown\nx += d.keys()",
    "x = d.keys() + xs",
    "x = d.keys() == xs",
    "f(d.keys())",
    "def f(): return d.keys()",
    "def f(): yield d.keys()",
    "x = [d.keys()]",
    "x = {'a': d.keys()}",
    "x = str(d.keys())",
    "x = '%s' % d.keys()",
    "d.keys().sort()",
    "x = (k for k in d.keys())",
    "def f():\n    keys = d.keys()\n    keys.sort()",
    "def f():\n    keys = d.keys()\n    d[3] = 4\n    for k in keys: out.append(k)",
    "def f():\n    keys = d.keys()\n    return keys",
    "def f():\n    keys = d.keys()\n    def g(): return len(keys)",
    "def f():\n    global keys\n    keys = d.keys()\n    len(keys)",
    "def f():\n    keys = d.keys()\n    keys = keys + [1]",
    "import sys\nfor m in sys.modules.keys(): out.append(m)",
    "for k in globals().keys(): out.append(k)",
    "list = f\nlist(d.keys())",
    "import os\nos.path.join(d.keys())",
    "class C:\n    def m(self): self.update(d.keys())",
    "import random\nrandom.choice(d.keys())",
    "reversed(d.keys())",
    "for i, k in enumerate(d.keys()): del d[k]",
]

ITERATORS_OK = [
    "for x in map(str, xs): out.append(x)",
    "for x in map(lambda x: x + 1, xs): out.append(x)",
    "for x in map(calm, xs): out.append(x)",
    "for x in filter(None, xs): out.append(x)",
    "for a, b in zip(xs, ys): out.append(a + b)",
    "out = list(map(loud, xs)) + out",
    "out = ''.join(map(str, xs))",
    "out = sorted(filter(lambda x: x > 1, xs))",
    "out = sum(map(len, ['a', 'b']))",
    "out = dict(zip(xs, ys))",
    "out = any(map(calm, xs))",
    "a, b, c = map(str, xs)",
    "out = 2 in map(calm, xs)",
    "out = [x for x in map(calm, xs)]",
    "out = [x + 1 for x in map(loud, xs)]",
    "out = max(map(calm, xs))",
    "out = calm(*map(calm, [1]))",
    "def f():\n    p = map(str, xs)\n    return ','.join(p)\nout = f()",
    "xs[:] = map(calm, xs)",
    "ys.extend(map(calm, xs))",
    "zip(xs, ys)",
    "out = [a for a in map(calm, map(calm, xs)) if a]",
]

ITERATORS_NOT = [
    "x = map(str, xs)",
    "map(loud, xs)",
    "for x in map(loud, xs): out.append(x)",
    "for x in map(unknown, xs): out.append(x)",
    "for a, b in zip(xs, ys): xs.append(a)",
    "for x in filter(None, xs): xs.remove(x)",
    "for x in map(lambda y: x, xs): out.append(x)",
    "n = 1\nfor x in map(lambda y: y + n, xs): n = x",
    "for x in filter(lambda k: k in d, xs): del d[x]",
    "xs.extend(map(str, xs))",
    "xs += map(str, xs)",
    "len(map(str, xs))",
    "if map(str, xs): pass",
    "map(str, xs)[0]",
    "map(str, xs) + xs",
    "any(map(loud, xs))",
    "[loud(x) for x in map(loud, xs)]",
    "try:\n    for x in map(int, xs): out.append(x)\nexcept ValueError: pass",
    "def f():\n    p = map(str, xs)\n    list(p)\n    list(p)",
    "def f():\n    p = map(str, xs)\n    for i in ys: list(p)",
    "def f():\n    p = map(str, xs)\n    while 1: list(p)",
    "def f():\n    p = map(str, xs)\n    xs.append(1)\n    list(p)",
    "def f():\n    p = map(str, xs)\n    return lambda: list(p)",
    "def f(): return map(str, xs)",
    "f(map(str, xs))",
    "reversed(map(str, xs))",
    "map(str, xs) or ys",
]

RANGES_OK = [
    "for i in range(3): out.append(i)",
    "out = len(range(3))",
    "out = range(3)[1]",
    "out = list(range(9)[::2])",
    "out = list(reversed(range(3)))",
    "out = 2 in range(3)",
    "out = [i for i in range(3)]",
    "a, b, c = range(3)",
    "def f():\n    r = range(3)\n    for i in r: out.append(r[i])\n    return len(r)\nf()",
    "out = dict(zip(range(3), xs))",
]

RANGES_NOT = [
    "x = range(3)",
    "range(3) + [1]",
    "range(3) == [1]",
    "x = range(3)[::2]",
    "range(3).append(1)",
    "def f():\n    r = range(3)\n    r[0] = 1",
    "def f():\n    r = range(3)\n    r += [1]",
    "str(range(3))",
    "def f(): return range(3)",
]

CALLS = {
    "view": ("keys", "values", "items"),
    "iterator": ("map", "filter", "zip"),
    "range": ("range",),
}


def answer(program: str, kind: str) -> bool:
    """What the facts say of the list call in a program: the outermost, if they are nested."""
    facts = facts_of(program)
    calls = [
        node
        for node in ast.walk(facts.module)
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", None) or getattr(node.func, "id", None)) in CALLS[kind]
    ]
    return facts.uses.any_iterable_ok(calls[0], kind)


YES = [
    *(("view", program) for program in VIEWS_OK),
    *(("iterator", program) for program in ITERATORS_OK),
    *(("range", program) for program in RANGES_OK),
]
NO = [
    *(("view", program) for program in VIEWS_NOT),
    *(("iterator", program) for program in ITERATORS_NOT),
    *(("range", program) for program in RANGES_NOT),
]


@pytest.mark.parametrize(("kind", "program"), YES)
def test_proven(kind, program):
    assert answer(PRELUDE + program, kind)


@pytest.mark.parametrize(("kind", "program"), NO)
def test_not_proven(kind, program):
    assert not answer(PRELUDE + program, kind)


RUN = dedent("""
    import json, sys
    prelude, programs = json.load(sys.stdin)
    for program in programs:
        names = {}
        exec(prelude + program, names)
        print(json.dumps([names[name] for name in ("d", "e", "xs", "ys", "out")], sort_keys=True))
    """)


def test_the_proven_programs_do_the_same_under_both_pythons():
    old = corpora.python2()
    given = json.dumps([PRELUDE, [program for _, program in YES]])
    outputs = [
        subprocess.run([python, "-c", RUN], input=given, capture_output=True, text=True, check=True)
        for python in (old, sys.executable)
    ]
    lines = [output.stdout.splitlines() for output in outputs]
    for (_, program), before, after in zip(YES, *lines, strict=True):
        assert before == after, program


def test_a_view_may_stand_in_a_zip_of_which_a_list_is_made():
    facts = facts_of(PRELUDE + "for a, b in zip(d.keys(), xs): del d[a]")
    assert not facts.uses.any_iterable_ok(find(facts, "zip(d.keys(), xs)"), "iterator")
    assert facts.uses.any_iterable_ok(find(facts, "d.keys()"), "view")


def test_very_long_chain_of_operators():
    chain = " + ".join(["'a'"] * 2000)
    assert answer(f"for k in d.keys(): len({chain})", "view")
    assert not answer(f"for x in zip({chain}, xs): xs.append({chain})", "iterator")


def test_discarded():
    facts = facts_of("map(f, xs)\nx = map(g, xs)")
    assert facts.uses.discarded(find(facts, "map(f, xs)"))
    assert not facts.uses.discarded(find(facts, "map(g, xs)"))
