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
    ("class A:\n    def __coerce__(self, other):\n        return self, A(other)\n", "CLS100"),
    ("class A:\n    __slots__ = ()\n", "CLS100"),
]


@pytest.mark.parametrize(("program", "code"), REPORTED)
def test_reported(program, code):
    result = fix(program + "print 1\n")
    assert [one.code for one in result.diagnostics] == [code]
    assert not fix(program.replace("class A:", "class A(object):") + "print 1\n").diagnostics


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
]


def test_the_same_as_in_2():
    agree(PROGRAMS)
