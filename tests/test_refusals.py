"""What 2.7 does not compile is refused, with the place and the reason; nothing else is."""

from __future__ import annotations

import random

import pytest

from migrator.python2.lexer import lex
from tests import corpora
from tests.properties.promises import fixed

# A program, where it is wrong, and a part of what is said.
REFUSED = [
    ("print 1\nreturn\n", "2:1", "`return` outside"),
    ("class C:\n    return 1\nprint 1\n", "2:5", "`return` outside"),
    ("print 1\nyield 2\n", "2:1", "`yield` outside"),
    ("class C:\n    x = [(yield i) for i in 'ab']\nprint 1\n", "2:11", "`yield` outside"),
    ("print 1\nbreak\n", "2:1", "`break` outside"),
    ("for x in y: print x\nelse: continue\n", "2:7", "`continue` outside"),
    ("while x:\n    def f():\n        print 1; break\n", "3:18", "`break` outside"),
    ("for x in y:\n    try: print 1\n    finally:\n        continue\n", "4:9", "`finally`"),
    ("def f():\n    print 1\n    yield 1\n    return 2\n", "4:5", "a generator"),
    ("print 1\nfrom __future__ import division\n", "2:1", "come first"),
    ("def f():\n    from __future__ import division\nprint 1\n", "2:5", "come first"),
    ("from __future__ import divisoin\nprint 1\n", "1:1", "`divisoin`"),
    ("def f(a, (b, a)): print 1\n", "1:10", "two parameters named `a`"),
    ("f = lambda a, *a: `a`\n", "1:16", "two parameters named `a`"),
    ("def f(a):\n    global a\n    print 1\n", "1:1", "declared global"),
    ("print f(a=1, b=2, a=3)\n", "1:19", "given twice"),
    ("None = 1\nprint 1\n", "1:1", "None"),
    ("x.None = `1`\n", "1:1", "`None` is a constant"),
    ("import a as __debug__\nprint 1\n", "1:8", "`__debug__` is a constant"),
    ("def f(__debug__): print 1\n", "1:7", "`__debug__` is a constant"),
    ("print a = b\n", "1:7", "assignment"),
    ("try: print 1\nexcept E, (a, b + c): pass\n", "2:15", "caught as"),
    ("exec a = b\n", "1:6", "assignment"),
    ("print >>a, b = c\n", "1:9", "assignment"),
]
ACCEPTED = [
    "def f():\n    return 1\n    g = lambda: (yield 2)\n",
    "x = ((yield i) for i in 'ab')\nprint 1\n",
    "def f():\n    print 1\n    yield 1\n    def g(): return 2\n    return\n",
    "for x in y:\n    for z in x: pass\n    else: break\nprint 1\n",
    "for x in y:\n    try: pass\n    finally:\n        for z in x: continue\nprint 1\n",
    "'doc'\nfrom __future__ import division; from __future__ import with_statement\nprint 1\n",
    "def f(a):\n    def g():\n        global a\nprint 1\n",
    "def f(a, (b, c), *d, **e): print 1\n",
    "print x.None, f(None), __debug__, f(a=1, **{'a': 2})\n",
    "class C:\n    for x in y:\n        if x: break\n    print 1\n",
]
WORDS = (
    "return yield None break continue = == ( ) [ ] , : . * ** print exec raise import from as def"
    " class lambda global if else for in not try except finally with pass del assert while is or and"
    " ` <> @ ; x 1 0777 09 's' u's' b's' ur's' += __debug__ async nonlocal True"
).split()


@pytest.mark.parametrize(("program", "place", "reason"), REFUSED)
def test_refused(program, place, reason):
    assert corpora.compiles2([program.encode()]) != [None]
    error = fixed(program.encode(), dialect="2").error
    assert error is not None and error.code == "E001"
    assert str(error.position) == place and reason in error.message


@pytest.mark.parametrize("program", ACCEPTED)
def test_accepted(program):
    assert corpora.compiles2([program.encode()]) == [None]
    assert fixed(program.encode()).error is None


def test_damaged_programs():
    """What 2.7 still compiles of programs with one token changed is read."""
    programs = corpora.sample(corpora.programs2(), 4)
    damaged = [damage(path.read_bytes(), random.Random(path.name)) for path in programs]
    refused = corpora.compiles2(damaged)
    assert None in refused and any(refused)
    for program, reason in zip(damaged, refused, strict=True):
        error = fixed(program).error
        assert reason is not None or error is None or error.code != "E001", program


def damage(data: bytes, random: random.Random) -> bytes:
    """A program with one of its tokens put out, or another one put in."""
    text = data.decode("latin-1")
    tokens = lex(text)
    words = [
        (at, word) for at, word in zip(tokens.starts, tokens.texts, strict=True) if word.strip()
    ]
    at, word = random.choice(words)
    new = random.choice(["", random.choice(WORDS), f"{random.choice(WORDS)} {word}"])
    return (text[:at] + new + text[at + len(word) :]).encode("latin-1")
