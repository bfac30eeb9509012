"""Lists that became lazy, dictionary views and the iterator protocol."""

from __future__ import annotations

import pytest

from migrator.results import Level

from .oracle import agree, fix, fixed

CHANGED = [
    # map
    ("x = map(f, y)", "x = list(map(f, y))"),
    ("x = (map(f, y))", "x = (list(map(f, y)))"),
    ("x = map(None, y)", "x = list(y)"),
    ("for a in map(None, y): pass", "for a in y: pass"),
    ("x = map(None, 'ab', [1, 2])", "x = list(zip('ab', [1, 2]))"),
    ("x = map(f, 'ab', (1, 2))", "x = list(map(f, 'ab', (1, 2)))"),
    ("x = map(f, d.keys(), d.values())", "x = list(map(f, d.keys(), d.values()))"),
    ("map(f, y)", "list(map(f, y))"),
    ("f(map(g, y), 1)", "f(list(map(g, y)), 1)"),
    ("x = map(*y)", "x = list(map(*y))"),
    (
        "def f(list): return map(str, list)",
        "import builtins\n\ndef f(list): return builtins.list(map(str, list))",
    ),
    ("x = lambda y: map(f, y)", "x = lambda y: list(map(f, y))"),
    ("x = map(f, y)[0]", "x = list(map(f, y))[0]"),
    ("x = map(str, map(len, y))", "x = list(map(str, map(len, y)))"),
    # filter
    ("x = filter(f, [1])", "x = list(filter(f, [1]))"),
    ("x = filter(f, y)", "x = list(filter(f, y))"),
    ("x = filter(f, 'ab' + 'c')", "x = ''.join(filter(f, 'ab' + 'c'))"),
    ("x = filter(f, (1, 2))", "x = tuple(filter(f, (1, 2)))"),
    ("x = len(filter(f, y))", "x = len(list(filter(f, y)))"),
    # zip, range
    ("x = zip(*y)", "x = list(zip(*y))"),
    ("x = range(3) + [1]", "x = list(range(3)) + [1]"),
    ("f(range(3))", "f(list(range(3)))"),
    ("f(xrange(3))", "f(range(3)[:])"),
    ("for i in xrange(3): pass", "for i in range(3): pass"),
    ("x = [zip]", "x = [lambda *args: list(zip(*args))]"),
    ("x = [xrange]", "import builtins\n\nx = [builtins.range]"),
    # views
    ("x = d.keys()", "x = list(d.keys())"),
    ("x = d.keys()[0]", "x = list(d.keys())[0]"),
    ("x = a.b['c'].items()", "x = list(a.b['c'].items())"),
    ("x = dict.items(d)", "x = list(dict.items(d))"),
    ("x = [d.keys()]", "x = [list(d.keys())]"),
    ("for k in d.keys(): del d[k]", "for k in list(d.keys()): del d[k]"),
    ("for k in d.iterkeys(): f(k)", "for k in iter(d.keys()): f(k)"),
    ("for k in d.iterkeys(): e[k] = 1", "for k in d.keys(): e[k] = 1"),
    ("x = sorted(d.iteritems())", "x = sorted(d.items())"),
    ("x = d.iteritems()", "x = iter(d.items())"),
    ("x = iter(d.iteritems())", "x = iter(d.items())"),
    ("x = d.iteritems", "x = d.items"),
    ("x = d.viewkeys() & e", "x = d.keys() & e"),
    ("x = d.viewkeys()", "from collections.abc import KeysView\n\nx = KeysView(d)"),
    # has_key
    ("x = d.has_key(k)", "x = k in d"),
    ("x = not d.has_key(k)", "x = k not in d"),
    ("x = not (d.has_key(k))", "x = (k not in d)"),
    ("x = d.has_key(a or b)", "x = (a or b) in d"),
    ("x = d.has_key(lambda: 1)", "x = (lambda: 1) in d"),
    ("x = d.has_key((a, b))", "x = (a, b) in d"),
    ("x = d.has_key(a + b)", "x = a + b in d"),
    ("x = d.has_key(a == b)", "x = (a == b) in d"),
    ("x = (d or e).has_key(k)", "x = k in (d or e)"),
    ("x = d.has_key(k) == 1", "x = (k in d) == 1"),
    ("x = d.has_key(k) and e", "x = k in d and e"),
    ("x = -d.has_key(k)", "x = -(k in d)"),
    ("x = d.has_key(k).y", "x = (k in d).y"),
    ("x = d.has_key(\n    k)", "x = k in d"),
    ("x = d.has_key(a +\n    b)", "x = (a +\n    b in d)"),
    ("x = d.has_key(k  # why\n)", "x = d.__contains__(k  # why\n)"),
    ("x = filter(d.has_key, y)", "x = list(filter(d.__contains__, y))"),
    ("assert d.has_key(k), 'no'", "assert k in d, 'no'"),
    # next
    ("x = it.next()", "x = next(it)"),
    ("x = (a or b).next()", "x = next(a or b)"),
    ("x = (y for y in z).next()", "x = next(y for y in z)"),
    ("x = iter(y).next", "x = iter(y).__next__"),
    ("x = f.next().next()", "x = next(next(f))"),
    ("for l in iter(f.next, ''): pass", "for l in iter(f.__next__, ''): pass"),
    (
        "class C:\n    def a(self): self._next = self.x.next\n    def b(self): return self._next()",
        "class C:\n    def a(self): self._next = self.x.__next__\n    def b(self): return self._next()",
    ),
    ("p = q.readline\nn = q.next", "p = q.readline\nn = q.__next__"),
    ("x = d.itervalues().next()", "x = next(iter(d.values()))"),
    ("def f(it):\n    next = it.next()", "def f(it):\n    next = it.__next__()"),
    # throw
    ("g.throw(ValueError, 'a')", "g.throw(ValueError('a'))"),
    ("g.throw(ValueError, 'a', t)", "g.throw(ValueError('a').with_traceback(t))"),
]

KEPT = [
    "for x in map(str, y): pass",
    "x = ','.join(map(str, y))",
    "x, y = map(int, z)",
    "x = list(map(f, y))",
    "x = m.map(f, y)",
    "from m import map\nx = map(f, y)",
    "def f(map): return map(f, y)",
    "x = m.filter(f, y)",
    "x = isinstance(y, (range, z))",
    "x = zip is y",
    "x = isinstance(3, (int, range))",
    "for t in int, range: f(t)",
    "x = {range: 1}[range]",
    "from six import PY3\nx = map if PY3 else y",
    "try:\n    from m import map\nexcept ImportError:\n    map = map",
    "for a, b in zip(x, y): pass",
    "from itertools import izip as zip\n",
    "x = [i for i in range(3)]",
    "x = d.items(1)",
    "x = d.keys",
    "x = d.keys() & e.keys()",
    "x = iter(d.values())",
    "import m\nx = m.items()",
    "class C:\n    def keys(self): return []\n    def f(self): return self.keys()",
    "class C:\n    def f(self): return self.items()",
    "x = 5\ny = x.next",
    "x = node.next",
    "self.last = node.next\nx = self.last",
    "self.step = node.next\nself.step(1)",
    "p = q.readline\nn = r.next",
    "node.next = x",
    "class C:\n    next = None\nC.next = C",
    "g.throw(E, 'a')",
    "g.throw(ValueError, v)",
    "ball.throw(1, 2)",
    "from six import PY3\nif PY3:\n    x = d.items()\nelse:\n    x = d.iteritems()",
    "try:\n    x = d.iteritems()\nexcept AttributeError:\n    x = d.items(1)",
]


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_changed(before, after):
    assert fixed(before + "\n") == after + "\n"


@pytest.mark.parametrize("program", KEPT)
def test_kept(program):
    codes = {change.code for change in fix(program + "\n").changes}
    assert not any(code.startswith("ITR") for code in codes)


def test_lengths_that_are_not_seen_to_be_equal():
    after = fixed("def f(x, y):\n    return map(g, x, y)\n")
    assert "list(itertools.starmap(g, itertools.zip_longest(x, y)))" in after
    after = fixed("x = map(g, *rows)\n")
    assert "list(itertools.starmap(g, itertools.zip_longest(*rows)))" in after


def test_a_class_without_the_new_name_gets_it_where_something_unknown_is_asked():
    result = fix(
        "class Base(object):\n    def itervalues(self): return []\n\n"
        "class Table(Base):\n    def iteritems(self): return []\n\n"
        "def f(x):\n    return list(x.iteritems()), list(x.itervalues())\n"
    )
    assert result.after.decode() == (
        "class Base(object):\n    def itervalues(self): return []\n\n    values = itervalues\n\n"
        "class Table(Base):\n    def iteritems(self): return []\n\n    items = iteritems\n\n"
        "def f(x):\n    return list(x.items()), list(x.values())\n"
    )


def test_a_class_that_has_its_own_methods_is_asked_by_them():
    program = (
        "class Table(object):\n    def has_key(self, key): return 1\n"
        "    def __iter__(self): return iter([])\n\n"
        "def f(x):\n    return x.has_key(1)\n"
    )
    result = fix(program)
    assert not result.changed
    assert {diagnostic.code for diagnostic in result.diagnostics} == {"ITR130"}


def test_a_list_made_by_way_of_its_module_is_one():
    program = "import rfc822\n\n\ndef f(list):\n    list = filter(g, list)\n    return list\n"
    assert "list = builtins.list(filter(g, list))" in fixed(program)


def test_levels_of_next():
    decisions = fix("def f(x):\n    return x.next(), iter(x).next()\n").decisions
    assert [decision.level for decision in decisions] == [Level.ASSUMED, Level.PROVEN]


def test_ignored_by_a_comment():
    program = "x = d.keys()  # migrator: ignore[ITR100]\n"
    assert fixed(program) == program


ITERATOR_CLASSES = [
    ("PROTOCOL", "class C:\n    def __iter__(self): return self\n    def next(self): return 1\n"),
    (
        "PROTOCOL",
        "class A(object):\n    def __iter__(self): return self\n\n\n"
        "class C(A):\n    def next(self): return 1\n",
    ),
    (
        "PROTOCOL",
        "class C(object):\n    def next(self): return 1\n\n\n"
        "class D(C):\n    def __iter__(self): return self\n",
    ),
    (
        "PROTOCOL",
        "class C:\n    def __iter__(self): return self\n"
        "    def read(self): return 1\n    next = read\n",
    ),
    ("LIKELY", "from m import B\n\n\nclass C(B):\n    def next(self): return 1\n"),
    (
        "OPTIONAL",
        "class C:\n    def __iter__(self): return self\n    def next(self, n=1): return n\n",
    ),
    (
        "BOTH",
        "class C:\n    def __iter__(self): return self\n"
        "    def next(self): return 1\n    __next__ = next\n",
    ),
    ("OWN", "class C:\n    def next(self): return 1\n"),
    ("OWN", "class C:\n    def __iter__(self): return self\n    def next(self, n): return n\n"),
    (
        "OWN",
        "class C:\n    def __iter__(self): return self\n"
        "    @property\n    def next(self): return 1\n",
    ),
]


@pytest.mark.parametrize(("kind", "program"), ITERATOR_CLASSES)
def test_iterator_classes(kind, program):
    after = fixed(program)
    has_new = "def __next__(self)" in after or "__next__ = " in after
    has_old = "def next(" in after or " next = __next__" in after
    assert has_new == (kind != "OWN")
    assert has_old == (kind != "PROTOCOL")


def test_the_old_name_stays_where_it_is_asked_for():
    program = (
        "class C:\n    def __iter__(self): return self\n    def next(self): return 1\n\n\n"
        "x = getattr(C(), 'next')\n"
    )
    assert "    next = __next__\n" in fixed(program)


CLASS = """
class Bag(object):
    def __init__(self, *items):
        self.items_ = list(items)
    def __iter__(self):
        return self
    def next(self):
        if not self.items_:
            raise StopIteration
        return self.items_.pop(0)
"""

PROGRAMS = [
    r"""
    from StringIO import StringIO
    class Lines(object):
        def __init__(self, source):
            self.source = source
            self.pull = self.source.next
        def pairs(self):
            return self.pull(), self.given(self.source.next)
        def given(self, get):
            return get()
    class Wrapped:
        def __init__(self, fp):
            self.fp = fp
            self.readline = self.fp.readline
            self.next = self.fp.next
    print Lines(iter('abc')).pairs(), repr(Wrapped(StringIO('a\nb\n')).next())
    """,
    r"""
    class Node(object):
        def __init__(self, value, next=None):
            self.value, self.next = value, next
        def second(self):
            self.found = self.next
            return self.found.value
    print Node(1, Node(2)).second()
    """,
    """\
    class Walk(object):
        def __iter__(self):
            return self

        def next(self):
            raise StopIteration

    class Table(dict):
        pass

    def asked(x):
        yes = hasattr(x, 'has_key'), hasattr(x, 'iterkeys'), hasattr(x, 'next')
        return yes, hasattr(x, '__iter__'), not hasattr(x, '__iter__') or 'is iterable'

    for x in {}, Table(), [], 'ab', u'ab', iter([]), (c for c in ''), Walk(), 3, set(), dict:
        print asked(x)
    print [x for x in ['a', [1], (2,)] if hasattr(x, '__iter__') and len(x) == 1]
    """,
    "def run(f=map, g=[filter], **k):\n    return f(str, [1]), g[0](None, 'ab'), k['z']('a', 'b')\nprint run(z=zip)",
    """\
    import itertools, tokenize

    class Token(object):
        def next(self):
            return 'own'

    words = tokenize.generate_tokens(iter(['a = 1\\n', '']).next)
    pairs = itertools.izip('ab', [1, 2])
    print words.next()[1], pairs.next(), Token().next()
    """,
    "import itertools\nfrom itertools import imap\ndef run(f=imap, g=itertools.izip):\n"
    "    return f(str, [1]).next(), g('a', 'b').next()\nprint run()",
    "def run(r):\n    return [len(r(3)), r(3)[1]]\nprint run(xrange), run(range), reduce(zip, ['ab', 'cd'])",
    "out = []\nmap(out.append, [1, 2])\nfilter(out.append, [3])\nprint out",
    "d = {}\nmap(d.setdefault, 'ab', [1])\nprint sorted(d.items())",
    "print map(lambda *a: a, [1, 2, 3], 'x'), map(None, [1, 2], 'abc'), map(None, [3])",
    "try:\n    x = map(int, ['1', 'x'])\nexcept ValueError:\n    x = 'bad'\nprint x",
    "try:\n    map(int, ['1', 'x'])\n    print 'good'\nexcept ValueError:\n    print 'bad'",
    "try:\n    zip([1], 5)\nexcept TypeError:\n    print 'bad'",
    "def f(*rows):\n    return map(None, *rows)\nprint f('ab', 'c')",
    "def f(a, b):\n    return map(lambda x, y: (y, x), a, b)\nprint f([1, 2], [3])",
    "import operator\ntry:\n    print map(operator.add, [1, 2], [3])\nexcept TypeError:\n    print 'bad'",
    "x = map(str, range(3))\nprint x, len(x), x[-1], x + ['a'], x == ['0', '1', '2'], bool(x)",
    "def f(s):\n    return filter(str.isalpha, s)\nprint f('a1b').upper(), f(['a', '1'])",
    "print filter(None, (0, 1)), filter(None, 'ab'), filter(lambda c: c > 1, [1, 2])",
    "def f(s):\n    return filter(lambda c: c not in ' -', s)\nprint f('a b') + '!', f(('a', ' '))",
    "x = zip('ab', 'cd')\nprint x, x[1], len(x), zip(*x), zip()",
    "x = range(5)\nx[1] = 9\ndel x[0]\nx.sort()\nprint x, range(2) == [0, 1], range(3) * 2",
    "x = xrange(3, 9, 2)\nprint len(x), x[1], list(x), sum(x), 5 in x, [y for y in x] + [1]",
    "def f(r):\n    return [r[0], len(r)] + list(r)\nprint f(xrange(3)), f(range(2))",
    "def f(x=range(2), *y):\n    return x\nprint f(), f(range(1))",
    "class C:\n    rows = range(3)\n    pairs = zip('a', 'b')\nprint C.rows, C().pairs",
    "for i in range(3)[::-1]:\n    print i,\nprint range(3)[1:], range(10)[3]",
    "d = {1: 2}\nks, vs, its = d.keys(), d.values(), d.items()\nd[3] = 4\nprint ks, vs, its",
    "d = dict.fromkeys(range(9))\nfor k in d.keys():\n    if k % 2:\n        del d[k]\nprint sorted(d)",
    "d = {1: 2}\nfor k, v in d.items():\n    d[k + v] = 0\nprint sorted(d)",
    "d = {1: [2]}\nfor v in d.values():\n    d.clear()\nprint d",
    "d = {1: 2}\nprint d.keys() == [1], d.values() + [0], d.items() * 2, d.keys().index(1)",
    "d = {'a': 1}\nprint '%s' % d.keys(), repr(d.values()), isinstance(d.items(), list)",
    "def f(d):\n    return d.keys()\nks = f({2: 1, 1: 1})\nks.sort()\nprint ks",
    "class D(dict):\n    def keys(self):\n        return sorted(dict.keys(self))\nd = D(b=1, a=2)\n"
    "print d.keys(), d.keys()[0], [k for k in d.keys()]",
    "class T:\n    def keys(self): return 'k'\n    def iteritems(self): return iter('i')\n"
    "    def has_key(self, k): return 'h'\n"
    "t = T()\nprint t.keys(), list(t.iteritems()), t.has_key(1)",
    "d = {1: 2}\nit = d.iteritems()\nprint it.next()\nprint list(it), list(it)",
    "d = {1: 2}\nv = d.viewvalues()\nd[2] = 3\nprint sorted(v), len(d.viewkeys() | d.viewkeys())",
    "d = {1: 2}\nks = d.viewkeys()\nd[2] = 3\nprint sorted(ks), 2 in ks, sorted(ks & set([1]))",
    "def f(d):\n    return d.itervalues()\nprint list(f({1: 2}))",
    "class C:\n    def __init__(self):\n        self.d = {1: 2}\n    def drop(self, k):\n"
    "        del self.d[k]\n    def run(self):\n        for k in self.d.keys():\n"
    "            self.drop(k)\n        return self.d\nprint C().run()",
    "d = {1: 2}\nprint d.has_key(1), not d.has_key(1), d.has_key(1) == True, map(d.has_key, [1, 2])",
    "d = {1: 2}\nprint [k for k in range(3) if not d.has_key(k)], d.has_key(0 or 1) and 'yes'",
    "class D(dict):\n    def __contains__(self, k):\n        return self.has_key(k.lower())\n"
    "print 'A' in D(a=1), 'B' in D(a=1)",
    "class D(dict):\n    def has_key(self, k):\n        return dict.has_key(self, k.lower())\n"
    "print D(a=1).has_key('A')",
    CLASS + "print list(Bag(1, 2)), Bag(3).next(), next(Bag(4)), max(Bag(5, 6))",
    CLASS
    + "b = Bag(1, 2, 3)\npull = b.next\nprint pull(), [x for x in b], list(iter(Bag(1, 0).next, 0))",
    CLASS
    + "class Loud(Bag):\n    def next(self):\n        return Bag.next(self) * 2\nprint list(Loud(1, 2))",
    CLASS + "class Loud(Bag):\n    def next(self):\n        return super(Loud, self).next() * 2\n"
    "print list(Loud(1, 2)), Loud(4).next()",
    CLASS + "print getattr(Bag(7), 'next')()",
    "class Node:\n    def __init__(self, v, rest=None):\n        self.v, self.rest = v, rest\n"
    "    def next(self):\n        return self.rest\nn = Node(1, Node(2))\nprint n.next().v",
    "class Lexer(object):\n    def __init__(self, s):\n        self.s = list(s)\n    def next(self, n):\n"
    "        return self.s.pop(0) * n\n    def __iter__(self):\n        return iter(self.s)\n"
    "x = Lexer('abc')\nprint x.next(2), list(x)",
    "class Ticks(object):\n    def __iter__(self):\n        return self\n"
    "    def next(self, step=1):\n        return step\nt = Ticks()\nprint t.next(3), zip(t, 'ab')",
    "class Walk:\n    def __init__(self):\n        self.n = 2\n    def next(self):\n"
    "        self.n -= 1\n        if self.n < 0:\n            raise StopIteration\n        return self.n\n"
    "class All:\n    def __iter__(self):\n        return Walk()\nprint list(All()), 1 in All()",
    "def g():\n    try:\n        x = yield 1\n        yield x\n    except ValueError, e:\n        yield str(e)\n"
    "a, b = g(), g()\nprint a.next(), a.send(5), b.next(), b.throw(ValueError, 'boom')",
    "import itertools\nit = itertools.imap(str, itertools.count())\nprint it.next(), it.next()",
    "def chain(xs):\n    for k, v in xs:\n        yield k\nprint list(chain({1: 2}.iteritems()))",
    "d = {1: 2}\nprint min(d.iteritems()), dict(d.iteritems()), len(list(d.iterkeys())), tuple(d.itervalues())",
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_gate_changes_nothing(program):
    gated, whole = fix(program), fix(program, gate=False)
    assert gated.after == whole.after
    assert gated.decisions == whole.decisions


def test_programs_print_the_same():
    agree(PROGRAMS)


def test_a_buffer_is_an_iterator_over_its_lines():
    agree(
        [
            "import cStringIO\nlines = cStringIO.StringIO('a\\nb\\nc\\n')\n"
            "print repr(lines.next()), [line for line in lines]\n"
        ]
    )
