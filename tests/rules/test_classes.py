"""Special methods of classes."""

from __future__ import annotations

import pytest

from .oracle import agree, fixed

TEXTS = [
    # a mixin, and one that falls back
    "class Mixin(object):\n    def __str__(self):\n        return unicode(self).encode('utf-8')\n"
    "class A(Mixin):\n    def __unicode__(self):\n        return u'a'\nprint A(), str(A()), '%s' % A()\n",
    "class A(object):\n    def __unicode__(self):\n        return u'a'\n"
    "    def __str__(self):\n        try:\n            return unicode(self).encode('ascii')\n"
    "        except UnicodeError:\n            return repr(self)\nprint A(), str(A())\n",
    # inherited, and called by name
    "class A(object):\n    def __unicode__(self):\n        return u'a'\n"
    "    def __str__(self):\n        return self.__unicode__().encode('utf-8')\n"
    "class B(A):\n    def __unicode__(self):\n        return u'b' + super(B, self).__unicode__()\n"
    "print A(), B(), A.__unicode__(B()) == u'a'\n",
    "class A(object):\n    def __str__(self):\n        return 'a'\n"
    "    def __unicode__(self):\n        return unicode(str(self))\nprint A(), unicode(A()) == u'a'\n",
    "class A(Exception):\n    def __unicode__(self):\n        return u', '.join(self.args)\n"
    "try:\n    raise A(u'x', u'y')\nexcept A, e:\n    print unicode(e) == u'x, y'\n",
    "class A(object):\n    def __repr__(self):\n        return (u'<%s>' % u'a').encode('utf-8')\nprint [A()]\n",
]


def test_texts_are_what_they_were() -> None:
    agree(TEXTS)


@pytest.mark.parametrize(
    "text",
    [
        "class A(object):\n    def __str__(self, encoding='utf-8'):\n        return self.x.encode(encoding)\n",
        "class A(object):\n    def __str__(self):\n        return 'ab'.encode('hex')\n",
        "class A(object):\n    @property\n    def __unicode__(self):\n        return 'a'\n",
        "class A(object):\n    def __str__(self):\n        return 'a'\n"
        "    def __unicode__(self):\n        return self.__str__().decode('ascii')\n",
    ],
)
def test_texts_left_alone(text: str) -> None:
    assert fixed(text, select=("CLS010",)) == text


SLICES = [
    "class A(object):\n    def __init__(self):\n        self.x = list('abcdef')\n"
    "    def __len__(self):\n        return 6\n"
    "    def __getitem__(self, i):\n        'Doc.'\n        return 'item', self.x[i]\n"
    "    def __getslice__(self, i, j):\n        return 'slice', i, min(j, 99)\n"
    "    def __setitem__(self, i, v): self.x[i] = v\n"
    "    def __setslice__(self, i, j, v):\n        self.x[i:j] = v\n"
    "    def __delslice__(self, i, j):\n        del self.x[i:j]\n"
    "a = A()\nprint a[0], a[1:2], a[:], a[-9:-1], a[::2], a[True:]\na[0:2] = 'XYZ'\na[0] = 1\ndel a[-1:]\n"
    "print a.x, A.__getitem__.__doc__\n",
    "class A(object):\n    def __getslice__(self, i, j):\n        return i, min(j, 99)\nprint A()[-3:5]\n",
    "class A(object):\n    def __getitem__(self, i):\n"
    "        return ('part', i.step) if isinstance(i, slice) else i\n"
    "    def __getslice__(self, i, j):\n        return 'simple', i, j\n"
    "print A()[1:2], A()[1:9:2], A()[5]\n",
    "class A(object):\n    def __getitem__(self, i):\n"
    "        return (i.start, i.stop) if isinstance(i, slice) else i\n"
    "    def __getslice__(self, i, j):\n        return self[slice(i, j, None)]\n"
    "print A()[1:2], A()[5]\n",
    "class A(tuple):\n    def __getslice__(self, i, j):\n"
    "        return A(super(A, self).__getslice__(i, j))\n"
    "class B(A):\n    def __getitem__(self, i):\n        return 'own', i\n"
    "print type(A('abc')[:2]).__name__, B('abc')[1], B('abc')[1:], A('abc')[::2]\n",
]
DIVISIONS = [
    "class A(object):\n    def __div__(self, x):\n        return 'div'\n"
    "    def __rdiv__(self, x):\n        return 'rdiv'\n    def __idiv__(self, x):\n        return 'idiv'\n"
    "class B(A):\n    def __div__(self, x):\n        return 'b'\n"
    "a = A()\nprint a / 1, 1 / a, B() / 2, 2 / B()\na /= 2\nprint a\n",
    "class A(object):\n    def f(self, x):\n        return x\nA.__div__ = A.__floordiv__ = A.f\n"
    "print A() / 2, A() // 3\n",
]


def test_slices_go_where_they_went() -> None:
    agree(SLICES)


def test_divisions_call_what_they_called() -> None:
    agree(DIVISIONS)


RAISED = [
    "class A:\n    pass\nclass B(A):\n    def __init__(self, n=1):\n        self.n = n\n"
    "try:\n    raise B(n=2)\nexcept A, a:\n    print a.n\n",
    "class A():\n    pass\ntry:\n    raise A\nexcept A:\n    print 'a'\n",
    "class A:\n    def __init__(self, *n):\n        self.n = n\n"
    "try:\n    raise A, (1, 2)\nexcept A, a:\n    print a.n\n",
]


def test_raised_classes_are_exceptions() -> None:
    agree(RAISED)


_ADVICE = """
import sys
class Meta(type):
    pass
class Other(Meta):
    pass
def advise(n):
    names = sys._getframe(1).f_locals
    before = names.get('__metaclass__')
    def make(name, bases, names):
        if names['__metaclass__'] is make:
            del names['__metaclass__']
        names['n'] = names.get('n', 0) + n
        return (before or (bases[0].__class__ if bases else type))(name, bases, names)
    names['__metaclass__'] = make
"""
ADVICE = [
    "class A(object):\n    advise(3)\nclass B(A):\n    x = 1\nprint A.n, B.n, 'n' in B.__dict__\n",
    "class A(object):\n    __metaclass__ = Meta\n    advise(1)\nclass B(A):\n    advise(2)\n"
    "for one in A, B:\n    print one.n, type(one).__name__, '__metaclass__' in one.__dict__\n",
    "class A:\n    advise(2)\nprint A.n, type(A).__name__\n",
    # the class has a metaclass of its own, or is replaced
    "class A(object):\n    __metaclass__ = Meta\nclass B(A):\n    __metaclass__ = Other\n    advise(4)\n"
    "print B.n, type(B).__name__, type(A).__name__\n",
    "def put(value):\n    sys._getframe(1).f_locals['__metaclass__'] = lambda *args: (value, args[0])\n"
    "class A(object):\n    put(5)\nprint A\n",
]


def test_class_advice_is_taken() -> None:
    agree([_ADVICE + one for one in ADVICE])
