"""What old-style classes allowed, and unbound methods refused."""

from __future__ import annotations

import pytest

from .oracle import agree, fix

REPORTED = [
    ("class A:\n    def __new__(cls):\n        return 1\n", "CLS100"),
    (
        "class A:\n    def __getattr__(self, name):\n        return getattr(self.x, name)\n",
        "CLS100",
    ),
    ("class A:\n    x = property(f, g)\n", "CLS100"),
    (
        "class A:\n    def __coerce__(self, other):\n        return self, A(other)\n"
        "class B(A):\n    def __add__(self, other):\n        return 1\n",
        "CLS100",
    ),
    ("class A:\n    __slots__ = ()\n", "CLS100"),
]


@pytest.mark.parametrize(("program", "code"), REPORTED)
def test_reported(program, code):
    result = fix(program + "print 1\n")
    assert [one.code for one in result.diagnostics] == [code]
    assert not fix(program.replace("class A:", "class A(object):") + "print 1\n").diagnostics


@pytest.mark.parametrize(
    "test",
    [
        "name.startswith('__')",
        "name.startswith('_') or name in self.hidden",
        "name.startswith('__') and name.endswith('__')",
    ],
)
def test_special_names_that_are_refused_are_not_reported(test):
    refused = f"if {test}: raise AttributeError(name)"
    assert not fix(PROXY.replace("pass", refused) + "print 1\n").diagnostics
    other = f"if ({test}) and name != '__len__': raise AttributeError(name)"
    assert fix(PROXY.replace("pass", other) + "print 1\n").diagnostics


PROXY = """class Proxy:
    def __init__(self, value):
        self.value = value
    def __getattr__(self, name):
        pass
        return getattr(self.value, name)
"""
PLAIN = PROXY.replace("        pass\n", "")


@pytest.mark.parametrize(
    "program",
    [
        # The operation of an unknown value.
        PLAIN + "def size(x): return len(x)\nprint 1\n",
        # More than the name decides.
        PROXY + "print len(Proxy('ab'))\n",
        # Another class would be searched later.
        PLAIN + "class Own:\n    def __len__(self): return 7\nclass Both(Proxy, Own): pass\n"
        "print len(Proxy('ab')), len(Both('ab'))\n",
        # A class that derives from it has its own, which 2.7 takes for the truth too.
        PLAIN + "class Named(Proxy):\n    def __len__(self): return 0\nprint bool(Named('ab'))\n",
        # A program that is prepared for the error.
        PLAIN + "p = Proxy(5)\ntry: print p[0]\nexcept AttributeError: print 'no'\n",
        # A class with methods of its own.
        PLAIN + "    def __getitem__(self, key): return key\nfor x in Proxy('ab'): print x\n",
        PLAIN + "    def __repr__(self): return 'proxy'\nprint Proxy('ab')\n",
    ],
)
def test_proxies_that_are_left_alone(program):
    result = fix(program)
    assert "CLS120" not in [change.code for change in result.changes]
    assert [one.code for one in result.diagnostics] == ["CLS100"]


PROGRAMS = [
    """
    class A:
        def who(self): return 'A'
    class B(A):
        pass
    class C(A):
        def who(self): return 'C'
    class D(B, C):
        pass
    class E(B, C): pass
    print D().who(), E().who()
    class X(object):
        def who(self): return 'X'
    class Y(X): pass
    class Z(X):
        def who(self): return 'Z'
    class W(Y, Z): pass
    print W().who()
    """,
    """
    class A:
        name = 'a'
    class B(A):
        name = 'b'
    class C(A, B):
        pass
    print C().name
    """,
    """
    import types
    class Old:
        def __init__(self): self.x = 1
    class New(object):
        pass
    def kind(o):
        t = type(o)
        if t is types.InstanceType:
            return 'instance of %s' % o.__class__.__name__
        elif t is types.ClassType:
            return 'class ' + o.__name__
        elif t is types.TypeType:
            return 'type ' + o.__name__
        elif isinstance(o, types.FunctionType):
            return 'function'
        return 'other'
    for o in (Old(), Old, New(), New, kind, 5, int):
        print kind(o)
    """,
    """
    import inspect, types
    class Old: pass
    class New(object): pass
    print inspect.isclass(Old), inspect.isclass(New)
    print isinstance(Old, (type, types.ClassType)), isinstance(New, (type, types.ClassType)), isinstance(3, (type, types.ClassType))
    print issubclass(New, object)
    print callable(Old), callable(Old())
    """,
    """
    class Meta(type):
        registry = []
        def __new__(mcs, name, bases, ns):
            mcs.registry.append(name)
            return type.__new__(mcs, name, bases, ns)
    class Base(object):
        __metaclass__ = Meta
    class Sub(Base):
        pass
    print Meta.registry, Base.__metaclass__ is Meta, type(Sub) is Meta
    print Sub.__metaclass__.__name__
    """,
    """
    class A(object):
        def f(self):
            return 'called with ' + type(self).__name__
    class B(object):
        pass
    class A2(A):
        pass
    def attempt(x):
        try:
            return A.f(x)
        except TypeError:
            return 'refused'
    print attempt(A()), attempt(A2()), attempt(B()), attempt(5)
    """,
    """
    class Proxy:
        def __init__(self, value):
            self.value = value
        def __getattr__(self, name):
            'What the value has.'
            return getattr(self.value, name)
    class Named(Proxy):
        name = 'named'
    p = Proxy([1, 2, 3])
    print len(p), p[0], p[-1], p[1:], p[:-1], 2 in p, 5 not in p, [i for i in p], `p`, repr(p), str(p)
    p[0] = 5
    p[0] += 5
    del p[1]
    for item in p: print item
    print p, p.index(3)
    for value in (None, [], 0, '', object(), 1.5):
        print bool(Proxy(value)), not Proxy(value), Proxy(value) and 1
    print Proxy(max)(4, 7), Proxy(dict)(a=1), list(Proxy(iter('ab'))), sorted(Proxy({2: 1, 1: 1}))
    def size(q): return len(q)
    print size(Named('abc')), Named('abc').name, Named('abc').upper()
    """,
    """
    class Guard:
        def __init__(self, lock): self.lock = lock
        def __getattr__(self, name): return getattr(self.lock, name)
    class Lock(object):
        def __enter__(self):
            print 'in'
            return self
        def __exit__(self, kind, error, trace):
            print 'out', kind is ValueError
            return True
    print '%s' % Guard('a'), '%s and %r' % (5, Guard([u'a'][:0])), '%(a)s' % Guard({'a': 3})
    with Guard(Lock()) as lock:
        print type(lock) is Lock
        raise ValueError(5)
    """,
    """
    class Row:
        def __init__(self, cells): self.cells = cells
        def __getattr__(self, name): return getattr(self.cells, name)
        def __len__(self): return 9
    row = Row([])
    print len(row), bool(row), row == row, 3 in row
    """,
    """
    class Down(int):
        def __cmp__(self, other):
            return -cmp(int(self), int(other))
    print Down(3) < Down(2), max(Down(1), Down(2)) + 0, Down(2) == Down(2), Down(2) != 2, hash(Down(5))
    print sorted([Down(1), Down(3), Down(2)])[0] + 0, {Down(1): 'a'}[1], Down(1) < 2
    """,
    """
    class Cents:
        def __init__(self, n):
            self.n = n
        def __coerce__(self, other):
            return self.n, int(other * 100)
    m = Cents(250)
    print m + 1, 2 + m, m * 2, m - 1, m == 2.5, m > 2, divmod(m, 1), m / 1, 1 / m, m != 3, m <= 2
    print coerce(m, 2), coerce(2, m), coerce(1, 2.5), [m / 7, 7 % m]

    class Angle:
        def __init__(self, n):
            self.n = n
        def __coerce__(self, other):
            return (self, Angle(other)) if isinstance(other, (int, float)) else None
        def __add__(self, other):
            return Angle(self.n + other.n)
        __radd__ = __add__
        def __rsub__(self, other):
            return Angle(other.n - self.n)
        def __cmp__(self, other):
            return cmp(self.n, other.n)
        def __repr__(self):
            return 'Angle(%s)' % self.n
    a = Angle(1)
    a += 4
    print a, Angle(1) + 2, 3 + Angle(4), 10 - Angle(4), Angle(3) == 3, 4 > Angle(5), sorted([Angle(2), Angle(1)])
    for other in ('x', None):
        try:
            print a + other
        except (TypeError, AttributeError), error:
            print type(error).__name__
    """,
]


def test_the_same_as_in_2():
    agree(PROGRAMS)
