"""Values that Python 3 does not order: None, and those of unlike types."""

from __future__ import annotations

import pytest

from migrator.results import Level
from migrator.rules.comparison.helper import HELPER

from .oracle import agree, fix, fixed

FUNCTION = HELPER.lstrip("\n") + "\n\n"
CHANGED = [
    ("def f(a=None):\n    return a < 3\n", "def f(a=None):\n    return a is None or a < 3\n"),
    (
        "def f(a=None):\n    return 3 <= a\n",
        "def f(a=None):\n    return a is not None and 3 <= a\n",
    ),
    (
        "def f(a=None):\n    return not a > 3\n",
        "def f(a=None):\n    return not (a is not None and a > 3)\n",
    ),
    (
        "def f(a=None):\n    return 0 < a < 9 and g\n",
        "def f(a=None):\n    return a is not None and 0 < a < 9 and g\n",
    ),
    ("x = 'a' > 5\n", FUNCTION + "x = cmp('a', 5) > 0\n"),
]
KEPT = [
    "def f(a=None):\n    return a and a < 3\n",
    "def f(a=None):\n    a = a or 5\n    return a < 3\n",
    "def f(a=None):\n    if not a:\n        return 0\n    return a < 3\n",
    "def f(a=None):\n    return 1 if a is None else a < 3\n",
    "def f(a=None):\n    assert a\n    return a < 3\n",
    "def f(a=None):\n    if g:\n        a = 4\n    else:\n        a = 5\n    return a < 3\n",
    "def f(a=None):\n    return a == 3, a != 3\n",
    "class A(object):\n    def __init__(self):\n        self.n = None\n\n"
    "    def f(self):\n        return self.n < 3\n",
    "def f(a):\n    return sorted(a), max(a), a < 3\n",
    "x = (1, 'a') < (2, 'b')\n",
    "import m\nx = sorted([m.a, m.b])\n",
]


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_changed(before, after):
    assert fixed(before) == after


@pytest.mark.parametrize("program", KEPT)
def test_kept(program):
    assert not fix(program).changed


def test_what_the_other_side_may_be_says_how_sure_it_is():
    result = fix("def f(b, a=None):\n    return a < b, a < 3\n")
    assert [one.level for one in result.decisions] == [Level.ASSUMED, Level.GUARDED]


def test_a_function_of_that_name_is_not_taken_for_the_order():
    result = fix("def cmp(a, b):\n    return 0\n\n\nx = 'a' < 5\n")
    assert not result.changed
    assert [one.code for one in result.diagnostics] == ["CMP040"]


PROGRAMS = [
    """
    def check(month=None, day=None):
        if month is not None and month < 1 or month > 12:
            return 'bad'
        if day is None or day > 12:
            return 'no day'
        return 'good'
    print check(), check(3), check(13), check(0), check(1, 1), check(1, 40)
    """,
    """
    class Node(object):
        def __init__(self, n, limit=None):
            self.n = n
            self.limit = limit
        def over(self):
            return self.n > self.limit
    def pick(items, top=None):
        out = []
        for i in items:
            if top < i:
                out.append(i)
        return out
    def best(items):
        found = None
        for i in items:
            if i > found:
                found = i
        return found
    print pick([1, 2, 3]), pick([1, 2, 3], 2)
    print best([3, 1, 2]), best([])
    print Node(3).over(), Node(3, 5).over(), Node(-1).over()
    """,
    """
    rows = [('b', None), ('a', 3), ('b', 1), ('a', None)]
    rows.sort()
    print rows
    print sorted([3, None, 1, None])
    print min(None, 1), max([None, 2, 1])
    ages = {'ann': 31, 'bob': None, 'cy': 7}
    print sorted(ages.values())
    by = sorted(ages.items(), key=lambda kv: kv[1])
    print by
    byi = sorted(ages, key=ages.get)
    print byi
    """,
    """
    class P(object):
        def __init__(self, name, age=None):
            self.name = name
            self.age = age
    people = [P('a', 3), P('b'), P('c', 1)]
    people.sort(key=lambda p: p.age)
    print [p.name for p in people]
    print sorted(people, cmp=lambda x, y: cmp(x.age, y.age))[0].name
    people.sort(lambda a, b: cmp((a.age, a.name), (b.age, b.name)))
    print [p.name for p in people]
    """,
    """
    a = {'x': 1, 'y': 2}
    b = {'x': 1, 'y': 3}
    c = {'x': 1}
    print a < b, c < a, cmp(a, b), cmp(a, c), a > c
    l = [b, a, c]
    l.sort()
    print len(l[0]), l[1]['y']
    """,
    """
    a = dict(x=1, y=2)
    b = dict(y=2, x=0)
    print cmp(a, b), cmp(a, dict(a))
    """,
    """
    print cmp(1, 'a'), cmp(None, 0), cmp('a', None), cmp((1, None), (1, 2)), cmp([], ())
    print cmp(u'a', 'a'), cmp(1.5, 2), cmp(True, 1)
    def order(a, b):
        return cmp(a[1], b[1])
    l = [('x', None), ('y', 3), ('z', 'q')]
    l.sort(order)
    print l
    """,
    """
    class A(object): pass
    class B(object): pass
    print cmp(A, A), (A < B) == (not B < A) , A == A
    l = [int, str, list]
    print len(sorted(l))
    d = {A: 1, B: 2}
    print len(sorted(d.items()))
    """,
    """
    class Task:
        def __init__(self, n):
            self.n = n
    import heapq
    h = []
    for i, n in enumerate([3, 1, 2, 1]):
        heapq.heappush(h, (n, i, Task(n)))
    print [heapq.heappop(h)[2].n for _ in range(4)]
    tasks = [(2, Task(5)), (1, Task(4)), (2, Task(6))]
    tasks.sort()
    print [t[0] for t in tasks]
    """,
    """
    class V(object):
        def __init__(self, *parts):
            self.parts = parts
        def __cmp__(self, other):
            if not isinstance(other, V):
                return NotImplemented
            return cmp(self.parts, other.parts)
        def __hash__(self):
            return hash(self.parts)
    print V(1, 2) < V(1, 3), V(1) == V(1), V(1) != V(1), V(2) >= V(1), sorted([V(2), V(1)])[0].parts
    print V(1) == 5, V(1) != 5
    """,
    """
    def clamp(x, lo=None, hi=None):
        if lo is not None and x < lo: return lo
        if hi is not None and x > hi: return hi
        return x
    def between(x, lo=None, hi=10):
        return lo < x < hi
    print clamp(5), clamp(5, 6), clamp(5, None, 3), between(3), between(11), between(3, 4)
    """,
    """
    def validate(value):
        if 0 <= value <= 3:
            return value
        if value is None:
            return 'none'
        return 'bad'
    print validate(1), validate(None), validate(9)
    def order(value, top):
        if value < top:
            return 'low'
        elif value is None:
            return 'none'
        return 'high'
    print order(1, 2), order(None, 1), order(5, 2)
    """,
    """
    class Stats(object):
        max = None
        min = None
        def add(self, n):
            if self.max < n:
                self.max = n
            if self.min is None or n < self.min:
                self.min = n
    s = Stats()
    for n in [3, 9, 2]:
        s.add(n)
    print s.max, s.min
    """,
    """
    d = {'a': 5}
    if d.get('b') < 3:
        print 'small'
    if d.get('a') > 3:
        print 'big'
    print d.get('zz') >= 0
    print max(d.get('q'), 4)
    """,
    """
    n = '10'
    if n > 5:
        print 'always'
    print 5 < n, n < 5, '5' == 5
    x = [1] > 0
    print x
    """,
    """
    def compare(a, b, f=cmp):
        return f(a, b)
    print compare(1, 2), compare('b', 'a'), compare(None, 1)
    print map(cmp, [1, 2, None], [2, 1, 0])
    print reduce(lambda a, b: a or b, map(cmp, (1, 2), (1, 3)))
    """,
]


def test_the_same_as_in_2():
    agree(PROGRAMS)


def test_a_class_that_gets_an_order_is_still_known():
    program = (
        "class Rows:\n    def items(self):\n        return [1]\n"
        "    def __cmp__(self, other):\n        return 0\n\n\nrows = Rows()\nprint rows.items()\n"
    )
    result = fix(program)
    assert not result.diagnostics and result.after.endswith(b"print(rows.items())\n")


def test_a_method_whose_call_was_forgotten_is_compared_as_it_was():
    agree(
        [
            "class Net(object):\n    def size(self):\n        return 3\n\n"
            "    def show(self):\n        print self.size < 1, self.size > 1, 5 <= self.size\n\n\n"
            "Net().show()\nprint Net().size >= 4\n"
        ]
    )


@pytest.mark.parametrize(
    "body",
    [
        "    @property\n    def size(self):\n        return 3\n",
        "    def size(self):\n        return 3\n\n    size = property(size)\n",
        "    def size(self):\n        return 3\n\n    def __init__(self):\n        self.size = 3\n",
        "    size = 3\n",
    ],
)
def test_what_may_be_no_method_is_compared_as_it_stands(body):
    text = f"class Net(object):\n{body}\n    def small(self):\n        return self.size < 1\n\n\nprint(Net().small())\n"
    assert fixed(text) == text
