"""Values that Python 3 shows otherwise are told of: those, and no others."""

from __future__ import annotations

import sys

import pytest

from tests import corpora

from .oracle import fix, fixed, printed

DIFFERENT = [
    "n = 2 ** 64\nprint [n], '%r' % n",
    "print [u'a']",
    "x = [1, (u'a',)]\nprint x",
    "print {u'k': 1}",
    "print repr(u'a')",
    "print '%r!' % u'a'",
    "print `u'a'`",
    "print set([1])",
    "s = set([1])\ns.add(2)\nprint 'a %s' % s",
    "print str(frozenset([1]))",
    "print type(3)",
    "print 'is %s' % type(3)",
    "print [10L], repr(7L), '%s' % [long(5)]",
    "print [2L for n in (1, 2)]",
    "print xrange(3)",
    "print int, [str]",
    "try:\n    raise KeyError('k')\nexcept KeyError, e:\n    print repr(e)",
    "try:\n    raise KeyError('k')\nexcept KeyError, e:\n    print [e], '%s %r' % (1, e)",
    "from subprocess import Popen, PIPE\nprint {1: Popen(['echo', 'a'], stdout=PIPE).stdout.readlines()}",
    "import datetime\nprint [datetime.timedelta(1)], repr(datetime.timedelta(2))",
    "try:\n    import nothing_of_that_name\nexcept ImportError, e:\n    print e",
]
ALIKE = [
    "n = 2 ** 64\nprint repr(n), `n`, hex(n), oct(n), repr(-5L), hex(7L)[2:-1], repr(3L * 2), `1L << 3`, `7L / 2`",
    "n = 0L\nfor i in range(3):\n    n += i\nprint repr(n), `n` + '.', hex(n).rstrip('L'), repr(5), hex(2 ** 62), `n - 3`",
    "import datetime\nprint datetime.timedelta(1), str(datetime.timedelta(2))",
    "import struct\nprint [struct.pack('B', 65)], {'a': struct.pack('B', 65)}",
    "print u'a', 10L, '%s' % u'a', str(10L), [1, 'a'], '%d' % 10L, [long(3)][0], int(7L)",
    "print len(set([1])), sorted(set([1])), type(3).__name__, type(3) is int, list(xrange(3))",
    "try:\n    raise KeyError('k')\nexcept KeyError, e:\n    print e, repr(str(e)), '%s' % e",
    "def type(x):\n    return 'own'\nprint type(3)",
    "print '%d%% of %s' % (5, 'a'), u'%s' % (u'b',), [u'a'.encode('ascii')]",
]
(DIFFERENT if sys.version_info >= (3, 12) else ALIKE).append(
    "from collections import OrderedDict\nprint [OrderedDict([(1, 2)])]"
)


@pytest.mark.parametrize("program", [*DIFFERENT, *ALIKE])
def test_told(program: str) -> None:
    told = [one for one in fix(program + "\n").diagnostics if one.code == "BLT230"]
    assert bool(told) == (program in DIFFERENT)


def test_told_is_what_is_shown_otherwise() -> None:
    python2 = corpora.interpreter2()
    programs = [program + "\n" for program in [*DIFFERENT, *ALIKE]]
    old = printed(python2.command, programs)
    new = printed([sys.executable], [fixed(program) for program in programs])
    same = [before == after for before, after in zip(old, new, strict=True)]
    assert same == [False] * len(DIFFERENT) + [True] * len(ALIKE)
