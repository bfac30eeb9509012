"""Python 2's own syntax: what it becomes, and that it prints the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from migrator.api import fix_source
from migrator.results import FileResult, Level
from migrator.verify.interpreters import Interpreter
from tests import corpora

SECONDS = 60
TYPED = b"one\ntwo\nthree\n"

# Each is run by Python 2.7, migrated, and run by this Python.
SAME_OUTPUT = [
    "x = 1.0\nfor i in range(3):\n    x = abs(x) + x\n    print i\n    print x, x\n    print",
    r"""
import binascii
line = 'line\tend\n'
print line.encode('string_escape'), 1, line.encode('hex'), 2, line.encode('latin-1'), 3
print binascii.b2a_uu('abc'), 4
for c in 'AZ\n':
    print c.encode('hex'),
print line.encode('base64'), 5
""",
    r"""
for i in range(3):
    print i,
print
""",
    r"""
for i in range(3):
    print i,
""",
    r"""
for i in range(3):
    print i,
print "end"
""",
    r"""
def f():
    print "in f"
    return 1
print "result:", f()
print "x",
f()
print "done"
""",
    r"""
def g(v):
    if v: raise ValueError("bad")
    return 2
def test(v):
    print "checking:", g(v)
for v in (0, 1):
    try:
        test(v)
    except ValueError, e:
        print "error", e
""",
    r"""
try:
    print "Result:", 1 / 0
except ZeroDivisionError, e:
    print "Error:", e
""",
    r"""
import sys
print "a",
sys.stdout.write("b\n")
print "c"
""",
    r"""
import sys
def show(xs):
    for x in xs:
        print x,
show([1,2])
sys.stdout.write("|")
show(["a\n", "b"])
print
print "end"
""",
    r"""
for line in ["a\n", "b\n"]:
    print line,
print "x"
""",
    r"""
from StringIO import StringIO
s = StringIO()
print >>s, "a",
s.write("b")
print >>s, "c"
print repr(s.getvalue())
""",
    r"""
class Account:
    def __init__(self, n): self.n = n; self.log = []
    def add(self, k):
        self.n += k
        return k
    def note(self, text): self.log.append(text)
    def half(self): return self.n // 2
    def __str__(self): return 'Account %d %s' % (self.n, self.log)
a = Account(3)
print a, a.add(2), a
print a, a.half(), a
print a, a.note('x'), a.n
l = [3, 1, 2]
print l, l.pop(), l, len(l)
print len(l), l.sort(), l
d = {}
print d, d.setdefault('q', []), 'x', d
""",
    r"""
import subprocess
from StringIO import StringIO
s = StringIO()
s.write("a\n")
print s.getvalue(), 1, "b"
out, err = subprocess.Popen("echo c", shell=True, stdout=subprocess.PIPE).communicate()
print out, "d"
print subprocess.Popen("echo e", shell=True, stdout=subprocess.PIPE).communicate()[0], "f"
""",
    r"""
from StringIO import StringIO
lines = StringIO("a\nb\nc\n")
print lines.next(), 1
print next(lines), 2, lines.next(), 3
""",
    r"""
class Circle(object):
    @property
    def area(self):
        print "computing",
        return 3
print Circle().area
print "a", Circle().area, "b"
""",
    r"""
import binascii
print binascii.b2a_base64("abc"), 1
""",
    r"""
def put(x, into=[]):
    into.append(x)
    return into
class Log(object):
    def __init__(self): self.lines = []
    def add(self, line):
        self.lines.append(line)
        return self.lines
log = Log()
print put(1), put(2), len(put(3))
print log.add('a'), log.add('b')
""",
    r"""
class Stack:
    def __init__(self): self.items = []
    def push(self, x):
        self.items.append(x)
        return self
    def pop(self): return self.items.pop()
    def __repr__(self): return repr(self.items)
s = Stack()
print s.push(1).push(2), s.pop(), s
""",
    r"""
def counter():
    for i in 1, 2, 3:
        got = yield i
        if got:
            print 'got', got,
c = counter()
print c.next(), c.send('A'), next(c)
""",
    r"""
import sys
print "going",
sys.exit(3)
""",
    r"""
print "a",
raise SystemExit
""",
    r"""
def load():
    print "Loading...",
    raise IOError("x")
try:
    load()
except IOError, e:
    print "failed:", e
""",
    r"""
x = 0
while x < 3:
    x += 1
    if x == 2:
        print "two",
        continue
    print x,
else:
    print "else"
""",
    r"""
def gen():
    for i in range(2):
        print "gen", i
        yield i
for i in gen():
    print "got", i,
print
""",
    r"""
class A:
    def __str__(self): return "A\n"
print A(), 1
print A(),
print 2
""",
    r"""
print "",
print "x"
print "a\t",
print "b"
print 1.5,; print "s" * 3,; print [1],
print
""",
    r"""
print "x",
print >>None, "y"
""",
    r"""
import sys
print >>sys.stdout, "x",
print "y"
""",
    r"""
def header(): print "--",
header()
header()
print
header()
""",
    r"""
def rec(n):
    if n == 0:
        print "end"
        return
    print n,
    rec(n - 1)
rec(3)
""",
    r"""
print "%d items" % 3, "\n", "next", "\n"
print "a\n", "b"
""",
    r"""
for row in [[1,2],[3,4]]:
    for c in row:
        print c, "\t",
    print
""",
    r"""
for w in "a b c".split():
    print w,
print "!"
""",
    r"""
name = "bob"
print "Hello,", name,
print "how are you?"
""",
    r"""
import time
print "wait...",
time.sleep(0)
print "ok"
""",
    r"""
def f():
    try:
        print "try",
        return 1
    finally:
        print "finally"
print f()
""",
    r"""
d = {"k": 1}
try:
    print "value", d["nokey"]
except KeyError:
    print "missing"
""",
    r"""
items = ["x", "y"]
items.append("z\n")
for item in items:
    print item,
print "done"
""",
    r"""
print "Enter:",
x = raw_input()
print "got", x
def ask(q):
    print q,
    return raw_input()
print ask("name?")
for q in ("a", "b"):
    print q,
if raw_input("> "):
    print "yes"
""",
    r"""
def f():
    x = 5
    exec "y = x + 1"
    print y
f()
def g():
    ns = {}
    exec "y = 2" in ns
    print ns["y"]
g()
def h(code):
    exec code
    return twice(4)
print h("def twice(n):\n    return n * 2")
exec "z = 3"
print z
code = compile("w = 4", "<s>", "exec")
exec code
print w
class A:
    exec "q = 1"
print A.q
exec("k = 2", globals())
print k
t = ("m = 1", {})
exec t
print t[1]["m"]
""",
    r"""
import os, tempfile
path = tempfile.mktemp()
f = open(path, "w")
for i in range(3):
    print >>f, i,
print >>f
f.write("x")
print >>f, "tail",
f.write("y")
print >>f, "z",
f.close()
for line in open(path):
    print line,
print "last"
os.remove(path)
""",
    r"""
def fail(n):
    try:
        print "before",
        if n: raise KeyError(n)
        print "after",
    except KeyError:
        print
        print "caught"
    else:
        print "fine"
fail(0)
fail(1)
""",
    r"""
class Shape(object):
    def __init__(self, name):
        print "made", name
        self.name = name
    def area(self):
        print "computing",
        return 3
s = Shape("s")
print "area", s.area(), "of", s.name
print s.name,
print s.area(),
""",
]

# No helper function is needed where the text proves what comes next.
PLAIN = [
    ("print 'a',\nprint 'b'\n", "print('a', end=' ')\nprint('b')\n"),
    ("print 'a\\n',\nprint 'b'\n", "print('a\\n', end='')\nprint('b')\n"),
    ("x = 1\nprint x,\nprint\n", "x = 1\nprint(x, end='')\nprint()\n"),
    ("print 'Name?',\nraw_input()\n", "print('Name?', end=' ')\ninput()\n"),
    (
        "def f(a):\n    print 'is', a\n    print 'not', str(a), len(a)\n",
        "def f(a):\n    print('is', a)\n    print('not', str(a), len(a))\n",
    ),
    (
        "for line in open(path):\n    line = line.strip()\n    print 'read', line, 1\n",
        "for line in open(path):\n    line = line.strip()\n    print('read', line, 1)\n",
    ),
    (
        "import string\nx = string.strip(open(path).read())\nprint x, 1\n",
        "import string\nx = open(path).read().strip()\nprint(x, 1)\n",
    ),
    ("if 1: print 'a',; print 'b'\n", "if 1: print('a', end=' '); print('b')\n"),
    ("print '%d\\n' % 1,\n", "print('%d\\n' % 1, end='')\n"),
    ("print 'a\\n' + 'b\\n',\n", "print('a\\n' + 'b\\n', end='')\n"),
    (
        "import sys\nprint >>sys.stderr, 'a',\nprint >>sys.stderr, 'b'\n",
        "import sys\nprint('a', end=' ', file=sys.stderr)\nprint('b', file=sys.stderr)\n",
    ),
]

LAYOUT = [
    ("print 1 # one\nprint; print 2; x = 3\n", "print(1) # one\nprint(); print(2); x = 3\n"),
    ("print(1),2\nprint-1\nprint[1]\n", "print((1),2)\nprint(-1)\nprint([1])\n"),
    ("print `1`,`2`\n", "print(repr(1),repr(2))\n"),
    ("print lambda x: x, 1 if 2 else 3\n", "print(lambda x: x, 1 if 2 else 3)\n"),
    ("print (yield_ for yield_ in [])\n", "print (yield_ for yield_ in [])\n"),
    ("raise ValueError , 'x'\n", "raise ValueError('x')\n"),
    ("exec code\n", "exec(code)\n"),
    ("exec(code)in d\n", "exec((code), d)\n"),
    (
        "try: pass\nexcept (A, B) , e : pass # why\n",
        "try: pass\nexcept (A, B) as e : pass # why\n",
    ),
    ("x = `a, b`[1:]\n", "x = repr((a, b))[1:]\n"),
    ("x = 0777L + 0xFFL + 00\n", "x = 0o777 + 0xFF + 00\n"),
]

ASSUMED = [
    ("def f(v):\n    raise ValueError, v\n", "raise ValueError(v)"),
    ("def f(E, v, t):\n    raise E, v, t\n", "raise as_exception(E, v).with_traceback(t)"),
    ("import x\ndef f(v):\n    raise x.Error, (v, 1)\n", "raise x.Error(v, 1)"),
    ("def f(v):\n    raise KeyError, None, v\n", "raise KeyError().with_traceback(v)"),
    ("def f(v):\n    raise KeyError, 'a %s' % v\n", "raise KeyError('a %s' % v)"),
]

REPORTED = [
    ("raise 'text'\n", "SYN030"),
    ("raise 'text', 1\n", "SYN030"),
    ("def f(code):\n    if code:\n        exec code\n    return y\n", "SYN020"),
    ("from m import *\ndef f(code):\n    exec code\n    return y\n", "SYN020"),
    ("from async import *\n", "SYN090"),
    ("def f():\n    from a import *\n    from b import *\n    return x\n", "SYN140"),
    ("code = 'print 1'\nexec code\nx = code\n", "SYN015"),
    ("def f(code):\n    return eval(code)\nprint f('7 / 2')\n", "SYN015"),
    ("def f(sign):\n    return eval('7 %s 2' % sign)\nprint f('/')\n", "SYN015"),
    ("exec '\\n'.join(['x = 7', 'print x / 2'])\n", "SYN015"),
]
SEEN = [
    "def f(n):\n    return eval('%s + 2' % n)\nprint f(7)\n",
    "code = compile('print 7 / 2', 'x', 'exec')\nexec code\n",
    "text = 'print 7 / 2'\nexec text\n",
    "def f(code):\n    try:\n        exec code\n    except SyntaxError:\n        print 'no'\n",
]


@pytest.mark.parametrize("before", SEEN)
def test_code_that_is_seen_is_not_reported(before: str) -> None:
    assert not [one for one in fixed(before).diagnostics if one.code == "SYN015"]


def fixed(before: str) -> FileResult:
    result = fix_source(before)
    assert result.error is None, result.error
    return result


@pytest.fixture(scope="module")
def python2() -> Interpreter:
    return corpora.interpreter2()


def run(command: tuple[str, ...], program: Path) -> tuple[int, bytes]:
    done = subprocess.run(
        [*command, "-S", str(program)], input=TYPED, capture_output=True, timeout=SECONDS
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("before", SAME_OUTPUT)
def test_prints_what_python_2_prints(before: str, python2: Interpreter, tmp_path: Path) -> None:
    old, new = tmp_path / "old.py", tmp_path / "new.py"
    old.write_text(before)
    new.write_bytes(fixed(before).after)
    assert run((sys.executable,), new) == run(python2.command, old)


@pytest.mark.parametrize(("before", "after"), PLAIN + LAYOUT)
def test_becomes(before: str, after: str) -> None:
    assert fixed(before).after.decode() == after


@pytest.mark.parametrize(("before", "part"), ASSUMED)
def test_raises(before: str, part: str) -> None:
    assert part in fixed(before).after.decode()


@pytest.mark.parametrize(("before", "code"), REPORTED)
def test_is_reported(before: str, code: str) -> None:
    found = fixed(before).diagnostics
    assert any(one.code == code and one.level is Level.OPEN for one in found)


@pytest.mark.parametrize(
    ("before", "names"),
    [
        ("def f(code):\n    y = z = 1\n    exec code\n    return y + z\n", "(y, z)"),
        ("def f(code):\n    y = 1\n    exec code\n    return 1\n", ""),
        ("def f(code):\n    y = 1\n    exec code in {}\n    return y\n", ""),
        ("y = 1\nexec code\nprint y\n", ""),
    ],
)
def test_variables_that_unseen_code_may_bind_are_told(before: str, names: str) -> None:
    found = [one for one in fixed(before).diagnostics if one.code == "SYN020"]
    assert len(found) == bool(names) and all(names in one.message for one in found)


def test_what_a_function_makes_anew_is_printed_at_once() -> None:
    text = "def f(n):\n    r = []\n    r.append(n)\n    return r\nprint f(1), f(2)\n"
    assert b"print(f(1), f(2))" in fixed(text).after
