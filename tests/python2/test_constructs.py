"""Each thing that only Python 2 reads, or reads otherwise than Python 3.

A row is a program that 2.7 compiles and the nodes of our own that it is read as. That those
mean the right thing is asked of 2.7's `ast`.
"""

from __future__ import annotations

import pytest

from migrator.python2 import carriers
from migrator.python2.errors import ReadError
from migrator.python2.indentation import untabify
from migrator.python2.lexer import lex
from migrator.python2.lowering import lower
from migrator.python2.parsing import parse
from migrator.python2.source import decode
from migrator.results import Position
from tests import corpora
from tests.python2.reading import lowered, own_nodes, raised
from tests.python2.trees import disagreements

PRINT = [
    ("print", "Print"),
    ("print 1", "Print"),
    ("print 1, 2", "Print"),
    ("print 1,", "Print"),
    ("print(1),", "Print"),
    ("print(1), 2", "Print"),
    ("print (a), b,", "Print"),
    ("print (a) % b", "Print"),
    ("print (a).b", "Print"),
    ("print (a)(b)", "Print"),
    ("print (a)[b]", "Print"),
    ("print (a) if c else d", "Print"),
    ("print (a) or b", "Print"),
    ("print (a)", "Print"),
    ("print (a, b)", "Print"),
    ("print (a,)", "Print"),
    ("print (a, b,)", "Print"),
    ("print ()", "Print"),
    ("print (  )", "Print"),
    ("print (x for x in y)", "Print"),
    ("print ((x for x in y))", "Print"),
    ("print ((1, 2))", "Print"),
    ("print ( # why\n  a )", "Print"),
    ("print ( a , # why\n  b )", "Print"),
    ("print\\\n  a", "Print"),
    ("print -1", "Print"),
    ("print +a, ~b", "Print"),
    ("print [1]", "Print"),
    ("print [1][0]", "Print"),
    ("print {1: 2}", "Print"),
    ("print`a`", "Print Backquote"),
    ("print'a'", "Print"),
    ('print"a"%b', "Print"),
    ("print u'a'", "Print"),
    ("print `a, b`", "Print Backquote"),
    ("print `a, b`, c,", "Print Backquote"),
    ("print ``a`, b`", "Print Backquote Backquote"),
    ("print >>`a, b`", "Print Redirect Backquote"),
    ("print >>`a, b`, c", "Print Redirect Backquote"),
    ("print not a", "Print"),
    ("print lambda: (1, 2), 3", "Print"),
    ("print lambda (a, b), c=1: a, 2", "Print TupleParameter"),
    ("print 1 if a else 2,", "Print"),
    ("print >>f", "Print Redirect"),
    ("print >> f", "Print Redirect"),
    ("print>>f, 1", "Print Redirect"),
    ("print >>f, 1,", "Print Redirect"),
    ("print >>f.g(h), 'a' % b, c", "Print Redirect"),
    ("print >>(f or g), (a, b)", "Print Redirect"),
    ("print >>f, (a)", "Print Redirect"),
    ("if a: print b", "Print"),
    ("if a: print", "Print"),
    ("if a: print b; print c,", "Print Print"),
    ("print a; b = 1; print", "Print Print"),
    ("print a;", "Print"),
    ("print (a); print (b)", "Print Print"),
    ("print; a", "Print"),
    ("for a in b: print a,\nelse: print", "Print Print"),
    ("while a: print b", "Print"),
    ("class A: print 1", "Print"),
    ("def f(): print 1", "Print"),
    ("try: print 1\nfinally: print 2", "Print Print"),
    ("with a: print 1", "Print"),
    ("if lambda: 1: print 2", "Print"),
    ("if {1: 2}[1]: print 2", "Print"),
    ("if a[1:2]: print 2", "Print"),
    ("print # nothing", "Print"),
    ("print 1 # one", "Print"),
    ("print a.print_ # name", "Print"),
    ("print yes, # line stays open", "Print"),
    ("print '''a\nb''', c", "Print"),
    ("def f():\n    print (yield)", "Print"),
    ("def f():\n    print (yield 1), 2", "Print"),
]
EXEC = [
    ("exec a", "Exec"),
    ("exec 'a' in b", "Exec"),
    ("exec a in b, c", "Exec"),
    ("exec a in b,c", "Exec"),
    ("exec (a) in b", "Exec"),
    ("exec (a)", "Exec"),
    ("exec(a)", "Exec"),
    ("exec (a, b)", "Exec"),
    ("exec (a, b, c)", "Exec"),
    ("exec(a, b) ", "Exec"),
    ("exec 'x = %r' % (a in b)", "Exec"),
    ("exec a.b(c in d) in e", "Exec"),
    ("exec '''a\n''' in b", "Exec"),
    ("if a: exec b in c; exec d", "Exec Exec"),
    ("exec`a`", "Exec Backquote"),
    ("exec `a in b, c`", "Exec Backquote"),
    ("exec `a, b` in c", "Exec Backquote"),
    ("exec a | b in c", "Exec"),
    ("exec 'a'in b", "Exec"),
    ("exec a in{}", "Exec"),
    ("exec [a][0] in b", "Exec"),
]
RAISE = [
    ("raise", ""),
    ("raise E", ""),
    ("raise E(1)", ""),
    ("raise E, v", "Raise"),
    ("raise E, v, t", "Raise"),
    ("raise E,v,t", "Raise"),
    ("raise E, (a, b), t", "Raise"),
    ("raise E, 'a %s' % b", "Raise"),
    ("raise E('a'), None, t", "Raise"),
    ("raise (E, F), v", "Raise"),
    ("raise 'E', v", "Raise"),
    ("raise E, lambda a, b: a", "Raise"),
    ("raise lambda a, b: a", ""),
    ("if a: raise E, v; print", "Raise Print"),
    ("raise E, \\\n  v", "Raise"),
    ("raise E, f(a, # one\n  b)", "Raise"),
    ("raise(E), v", "Raise"),
    ("raise`E`, v", "Raise Backquote"),
    ("raise `E, v`", "Backquote"),
    ("raise E, `v, w`", "Raise Backquote"),
]
EXCEPT = [
    ("try: a\nexcept: b", ""),
    ("try: a\nexcept E: b", ""),
    ("try: a\nexcept (E, F): b", ""),
    ("try: a\nexcept E as e: b", ""),
    ("try: a\nexcept (E, F) as e: b", ""),
    ("try: a\nexcept E, e: b", "ExceptHandler"),
    ("try: a\nexcept E , e : b", "ExceptHandler"),
    ("try: a\nexcept E,e:b", "ExceptHandler"),
    ("try: a\nexcept (E, F), e: b", "ExceptHandler"),
    ("try: a\nexcept(E), e: b", "ExceptHandler"),
    ("try: a\nexcept (E), (e): b", "ExceptHandler"),
    ("try: a\nexcept E, (e, f): b", "ExceptHandler"),
    ("try: a\nexcept E, [e, f]: b", "ExceptHandler"),
    ("try: a\nexcept E, o.e: b", "ExceptHandler"),
    ("try: a\nexcept E, o[0]: b", "ExceptHandler"),
    ("try: a\nexcept E, o[i:j].k: b", "ExceptHandler"),
    ("try: a\nexcept E as o.e: b", "ExceptHandler"),
    ("try: a\nexcept E as o[0]: b", "ExceptHandler"),
    ("try: a\nexcept E as (e, f): b", "ExceptHandler"),
    ("try: a\nexcept E.f(g), e: b", "ExceptHandler"),
    ("try: a\nexcept lambda x, y: x, e: b", "ExceptHandler"),
    ("try: a\nexcept E, e: print e", "ExceptHandler Print"),
    ("try:\n    a\nexcept E, e: # why\n    b\nexcept F, f:\n    c\n# end", "ExceptHandler " * 2),
    ("try: a\nexcept E, nonlocal: b", "ExceptHandler KeywordName"),
    ("try: a\nexcept E as async: b", "ExceptHandler KeywordName"),
]
EXPRESSIONS = [
    ("`a`", "Backquote"),
    ("`a, b`", "Backquote"),
    ("x = ` a `", "Backquote"),
    ("`a` + `b`", "Backquote Backquote"),
    ("``a``", "Backquote Backquote"),
    ("x = [a for a in `b, c`]", "Backquote"),
    ("x = [a for a in `b, c`, d]", "Bare Backquote"),
    ("try: a\nexcept `E, F`, e: b", "ExceptHandler Backquote"),
    ("lambda a=`b, (c, d)`, (e, f)=1: 2", "Backquote TupleParameter"),
    ("if lambda a=`lambda: 1`: 2: print 3", "Backquote Print"),
    ("if `lambda: 1`: print 3", "Backquote Print"),
    ("if `a[1:2]`: print 3", "Backquote Print"),
    ("def f(a=`lambda b, (c): d`, (e, f)=1): pass", "Backquote TupleParameter TupleParameter"),
    ("``a` + `b``", "Backquote " * 3),
    ("`f(`a`)`", "Backquote Backquote"),
    ("`[`a`, `b`]`", "Backquote " * 3),
    ("`a`.b", "Backquote"),
    ("`a`[0]", "Backquote"),
    ("`a`(b)", "Backquote"),
    ("`lambda: 1`", "Backquote"),
    ("a<>b", ""),
    ("1 < 2 <> 3", ""),
    ("a <> b <> c", ""),
    ("x = [a for a in 1, 2]", "Bare"),
    ("x = [a for a in 1, 2,]", "Bare"),
    ("x = [a for a in b, c if a]", "Bare"),
    ("x = [a for a in b, c if a if b]", "Bare"),
    ("x = [a for a in b, c for d in e, f]", "Bare Bare"),
    ("x = [(a, b) for a, b in c, d]", "Bare"),
    ("x = [a for a in (1, 2)]", ""),
    ("x = [a for a in f(1, 2)]", ""),
    ("x = [f(a, b) for a in b]", ""),
    ("x = [[a for a in 1, 2] for b in 3, 4]", "Bare Bare"),
    ("x = [a for a in lambda: b, c]", "Bare"),
    ("x = [a for a in lambda b, c: d]", "Bare"),
    ("x = [a for a in b if lambda: c]", "Bare"),
    ("x = [a for a in b if lambda: c if d]", "Bare"),
    ("x = [a for a in b if lambda x, y: c]", "Bare"),
    ("x = (a for a in b if lambda: c)", "Bare"),
    ("x = [lambda: a for a in b]", ""),
    ("x = [a for a in b if c in d]", ""),
    ("x = {a: b for a in c if lambda: d}", "Bare"),
    ("f(x for x in y)", ""),
    ("f(x for x in y,)", "Bare"),
    ("f(x for x in y , )", "Bare"),
    ("f(x for x in y if z,)", "Bare"),
    ("f((a)=1)", "KeywordName"),
    ("f(( a ) = 1)", "KeywordName"),
    ("f(((a))=1)", "KeywordName"),
    ("f(b, (a)=1, c=2)", "KeywordName"),
    ("f((a), b=(c))", ""),
    ("f((a)==1)", ""),
    ("a[. . .]", "SpacedEllipsis"),
    ("a[.. .]", "SpacedEllipsis"),
    ("a[...]", ""),
    ("a[..., 1]", ""),
    ("a[. . ., 1:2]", "SpacedEllipsis"),
    ("a[1:2, 3]", ""),
    ("a[1::]", ""),
    ("a[::]", ""),
    ("a[1:2,]", ""),
    ("a[(1, 2)]", ""),
    ("x = -1, - 1, -(1), --1, -1 ** 2, -0.0, -1j, -0", ""),
    ("x = 1if a else 2", ""),
    ("x = 0xfor 1", ""),
    ("f(*a, b=1)", ""),
    ("f(a, *b, **c)", ""),
    ("f(a, b=1, *c, **d)", ""),
]
LITERALS = [
    ("0755", "LegacyNumber"),
    ("00", ""),
    ("0000", ""),
    ("0755L", "LegacyNumber"),
    ("0", ""),
    ("00L", "LegacyNumber"),
    ("0L", "LegacyNumber"),
    ("10L", "LegacyNumber"),
    ("10l", "LegacyNumber"),
    ("0xFFL", "LegacyNumber"),
    ("0XFFl", "LegacyNumber"),
    ("0b1L", "LegacyNumber"),
    ("0B1", ""),
    ("0o7L", "LegacyNumber"),
    ("0O7", ""),
    ("-0755", "LegacyNumber"),
    ("-10L", "LegacyNumber"),
    ("12345678901234567890", ""),
    ("012.5", ""),
    ("010j", ""),
    ("010e1", ""),
    ("1e5", ""),
    ("08.5", ""),
    ("7L .real", "LegacyNumber"),
    ("7L.real", "LegacyNumber"),
    ("0xfLand 1", "LegacyNumber"),
    ("010if 1 else 2", "LegacyNumber"),
    ("1Lif 1 else 2", "LegacyNumber"),
    ("ur'a'", "LegacyString"),
    ("UR'a\\n\\u20ac'", "LegacyString"),
    ("ur'\\\\u20ac'", "LegacyString"),
    ("uR'''a\nb'''", "LegacyString"),
    ("u'a' ur'b' 'c'", "LegacyString"),
    ("u'\\u20ac\\x41\\101\\N{EURO SIGN}'", ""),
    ("'a' u'b'", ""),
    ("'a' 'b'\\\n 'c'", ""),
    ("('a' # one\n 'b')", ""),
    ("b'a' 'b'", "LegacyString"),
    ("b'a' b'b'", ""),
    ("'C:\\Users'", "LegacyString"),
    ("'\\N{x}'", "LegacyString"),
    ("'\\N{EURO SIGN}'", ""),
    ("'\\u12'", "LegacyString"),
    ("'\\u20ac'", ""),
    ("r'\\u12'", ""),
    ("'\\\\u12'", ""),
    ("'\\400'", ""),
    ("'\\8'", ""),
    ("'\\d'", ""),
    ("'''\\\n\\U'''", "LegacyString"),
]
NAMES = [
    ("True = 1", "KeywordName"),
    ("True, False = 1, 0", "KeywordName KeywordName"),
    ("x = True = 1", "KeywordName"),
    ("x = True", ""),
    ("if True: False", ""),
    ("True == 1", ""),
    ("o.True", "KeywordName"),
    ("o.True = 1", "KeywordName"),
    ("o.None_", ""),
    ("o.None", "KeywordName"),
    ("x = None, None", ""),
    ("def f(True=1): pass", "KeywordName"),
    ("def f(a=True): pass", ""),
    ("f(True=1)", "KeywordName"),
    ("f(a=True, b=None)", ""),
    ("for True in a: pass", "KeywordName"),
    ("import True", "KeywordName"),
    ("import a as True", "KeywordName"),
    ("from a import True", "KeywordName"),
    ("from a import b as False, True", "KeywordName KeywordName"),
    ("def True(): pass", "KeywordName"),
    ("class True: pass", "KeywordName"),
    ("global True", "KeywordName"),
    ("del True", "KeywordName"),
    ("def f():\n    global True, x\n    True = 1", "KeywordName KeywordName"),
    ("with a as True: pass", "KeywordName"),
    ("True += 1", "KeywordName"),
    ("(True, x) = 1, 2", "KeywordName"),
    ("[True] = 1,", "KeywordName"),
    ("x = [True for True in a]", "KeywordName"),
    ("x[True] = 1", ""),
    ("x[True] = y[False] = None", ""),
    ("x.y(True, None).z = 1", ""),
    ("nonlocal = 1", "KeywordName"),
    ("nonlocal(1)", "KeywordName"),
    ("print nonlocal", "Print KeywordName"),
    ("x = nonlocal", "KeywordName"),
    ("async = 1", "KeywordName"),
    ("async(1)", "KeywordName"),
    ("o.async", "KeywordName"),
    ("o.await = o.async(await=1)", "KeywordName " * 3),
    ("foo(async=True)", "KeywordName"),
    ("from x import async", "KeywordName"),
    ("from x import (async, await as nonlocal)", "KeywordName " * 3),
    ("from async import y", "KeywordName"),
    ("from x.await import y", "KeywordName"),
    ("import async.await", "KeywordName KeywordName"),
    ("def async(): pass", "KeywordName"),
    ("def await(async, nonlocal=1): pass", "KeywordName " * 3),
    ("class await(object): pass", "KeywordName"),
    ("class A:\n    async = 1\n    def await(self): pass", "KeywordName KeywordName"),
    ("lambda async: async", "KeywordName KeywordName"),
    ("def f(*async, **await): pass", "KeywordName KeywordName"),
    ("await in async", "KeywordName KeywordName"),
    ("await is not async or nonlocal", "KeywordName " * 3),
    ("async if await else nonlocal", "KeywordName " * 3),
    ("await[0], await.b, (await)", "KeywordName " * 3),
    ("await - 1, await * 2, -await", "KeywordName " * 3),
    ("x = [async for async in await]", "KeywordName " * 3),
    ("for async in await: pass", "KeywordName KeywordName"),
    ("@async\ndef f(): pass", "KeywordName"),
    ("del await; async", "KeywordName KeywordName"),
    ("global async, await", "KeywordName KeywordName"),
    ("try: a\nexcept async: b", "KeywordName"),
    ("with async as await: pass", "KeywordName KeywordName"),
    ("`await`", "Backquote KeywordName"),
    ("match = case = type = 1", ""),
    ("match(x)", ""),
    ("print_ = 1; exec_ = 2", ""),
]
PARAMETERS = [
    ("def f((a, b)): pass", "TupleParameter"),
    ("def f(a, (b, c), d): pass", "TupleParameter"),
    ("def f((a, b)=(1, 2)): pass", "TupleParameter"),
    ("def f((a, (b, c)), (d,), *e, **g): pass", "TupleParameter TupleParameter"),
    ("def f((a)): pass", "TupleParameter"),
    ("def f(((a))): pass", "TupleParameter"),
    ("def f((a), b=(1, 2)): pass", "TupleParameter"),
    ("def f(a=(1, 2), (b, c)=(lambda (x, y), z: x)): pass", "TupleParameter TupleParameter"),
    ("def f(a=lambda x, y: (x, y), (b, c)=d): pass", "TupleParameter"),
    ("def f(a={1: 2}, (b, c)=d): pass", "TupleParameter"),
    ("def f(a, (b, # one\n   c)): pass", "TupleParameter"),
    ("def f(  (a, b)  , c): pass", "TupleParameter"),
    ("lambda (a, b): a", "TupleParameter"),
    ("lambda(a, b): a", "TupleParameter"),
    ("lambda a, (b, c)=d: a", "TupleParameter"),
    ("lambda (a, (b, c)), d: lambda (e, f): g", "TupleParameter TupleParameter"),
    ("lambda a=(1, 2), b=[3, 4]: a", ""),
    ("lambda (a): a", "TupleParameter"),
    ("sorted(x, key=lambda (a, b): b)", "TupleParameter"),
    ("class A:\n    def f(self, (a, b)): print a", "TupleParameter Print"),
    ("def f((async, True)): pass", "TupleParameter"),
]
FUTURES = [
    ("from __future__ import print_function\nprint(1, file=f)\nprint\nx = print", ""),
    ("from __future__ import print_function\nprint(a, b)\nf = lambda: print(1)", ""),
    ("from __future__ import print_function, division\nprint (a) % b", ""),
    ("from __future__ import unicode_literals\n'\\u20ac', b'a', r'\\u20ac', 'C:\\n'", ""),
    ("from __future__ import unicode_literals\nprint '\\u20ac', ur'\\u20ac'", "Print LegacyString"),
    ("from __future__ import division\nprint a / b", "Print"),
    ("from __future__ import (absolute_import,\n    print_function)\nprint(1, end='')", ""),
    ('"""doc"""\nfrom __future__ import with_statement as x, print_function\nprint()', ""),
    ("from __future__ import division; from __future__ import print_function; print(1)", ""),
]
LAYOUT = [
    ("if a:\n\tb\n        c\n", ""),
    ("if a:\n\tif b:\n            print c\n\tprint d\n", "Print Print"),
    ("\x0cprint 1\n\x0c\nif a:\n\x0c    print 2", "Print Print"),
    ("if a:\n    print 1\n  # odd\n    print 2\n", "Print Print"),
    ("if a:\n    b\\\n  \\\n = 1", ""),
    ("print 1\n# end", "Print"),
    ("print 1\n\n\n    # end\n", "Print"),
    ("print 1\n    \n", "Print"),
    ("class A: pass; print 1", "Print"),
    ("#!/usr/bin/python\n# coding: latin-1\nprint '\xe9', u'\xe9'", "Print"),
    ("# coding: utf-8\nprint '\xe9', u'\xe9', b'\xe9'", "Print LegacyString"),
    ("# coding: utf-8\nx = '\xe9'; print x", "Print"),
    ("with a as b, c as d: print 1", "Print"),
    ("with a, b: pass", ""),
    ("try: a\nexcept E: b\nelse: c\nfinally: d", ""),
    ("import a.b as c, d; from . import e; from ..f import (g, h as i,); from j import *", ""),
    ("assert a, b; assert (a, b)", ""),
    ("@a.b(c)\n@d\nclass A(B, C): pass", ""),
    ("x = {1, 2}, {a for a in b}, {a: b for a in c}, {}", ""),
    ("def f():\n    x = yield\n    y = yield 1, 2\n    return", ""),
    ("a and b or not c and d; a < b < c; a is not b; a not in b; not a in b", ""),
    ("x = a if b else c if d else e", ""),
    ("x = y = z; x, y = y, x; (x) = 1; [x, (y, z)] = a", ""),
    ("while a: break\nelse: continue_", ""),
]
ALL = [
    *PRINT, *EXEC, *RAISE, *EXCEPT, *EXPRESSIONS, *LITERALS, *NAMES, *PARAMETERS, *FUTURES, *LAYOUT
]  # fmt: skip


def encoded(text: str) -> bytes:
    return text.encode("latin-1" if "latin-1" in text else "utf-8")


def respelled(text: str) -> str:
    """The text with the indentation that LibCST and Python 3 accept."""
    source = decode(encoded(text))
    return source.splice(untabify(lex(text))).text


@pytest.mark.parametrize(("text", "expected"), ALL)
def test_what_it_is_read_as(text, expected):
    assert own_nodes(raised(respelled(text)).tree) == expected.split()


# What LibCST itself does not give back. The engine never parses a module's end as such, and
# puts the form feeds of a statement that it rewrites back in.
LOST_BY_LIBCST = ("\x0cprint 1\n\x0c\nif a:\n\x0c    print 2", "print 1\n\n\n    # end\n")


@pytest.mark.parametrize("text", [text for text, _ in ALL if text not in LOST_BY_LIBCST])
def test_raising_what_was_lowered_gives_the_text_back(text):
    text = respelled(text)
    assert raised(text).tree.code == text


@pytest.mark.parametrize("text", [text for text, _ in ALL])
def test_offsets_lead_back(text):
    """Each word that the carrier text shares with the source leads back to itself."""
    low = lowered(text)
    assert low.original_offset(len(low.text)) == len(text)
    assert low.carrier_offset(len(text)) == len(low.text)
    carrier, source = lex(low.text), lex(text)
    words = dict(zip(source.starts, source.texts, strict=False))
    for start, word in zip(carrier.starts, carrier.texts, strict=False):
        original = low.original_offset(start)
        if start in low.leaves:
            assert text.startswith(low.leaves[start].text, original)
        elif not word.startswith(carriers.PREFIX) and word not in ("", "(", ")", ",", "=", "."):
            assert words[original] == word
            assert low.carrier_offset(original) == start


def test_2_7_compiles_all_of_them():
    refused = zip(ALL, corpora.compiles2([encoded(text) for text, _ in ALL]), strict=False)
    assert [(text, reason) for (text, _), reason in refused if reason] == []


def test_2_7_reads_the_same():
    assert disagreements({text: encoded(text) for text, _ in ALL}) == []
    assert disagreements({text: encoded(text + "\n# end\n") for text, _ in ALL}) == []


PARTS = "not two or three parts between commas"
REFUSED = [
    ("x\nprint a b", 2, 9, "invalid syntax"),
    ("print >>", 1, 9, "invalid syntax"),
    ("if x: print >>f,", 1, 7, "nothing to print after the comma"),
    ("exec", 1, 5, "invalid syntax"),
    ("exec a in", 1, 1, PARTS),
    ("exec a in b, c, d", 1, 1, PARTS),
    ("if x:\n    raise E, v, t, x", 2, 5, PARTS),
    ("raise E,", 1, 1, PARTS),
    ("try: a\nexcept E, e, f: b", 2, 1, "not two parts in an except clause"),
    ("try: a\nexcept E,: b", 2, 1, "not two parts in an except clause"),
    ("x = `a\n", 1, 5, "a backquote without the other one"),
    ("`a` + ``", 1, 8, "a backquote without the other one"),
    ("`a,`", 1, 4, "a backquote without the other one"),
    ("def f(a, (a+b)): pass", 1, 10, "not the names of parameters"),
    ("def f(()): pass", 1, 7, "not the names of parameters"),
    ("lambda (a, 1): a", 1, 8, "not the names of parameters"),
    ("def f((a.b)): pass", 1, 7, "not the names of parameters"),
    ("def f((a, b): pass", 1, 6, "'(' was never closed"),
    ("x = [a for a in b if a or lambda: c]", 1, 27, "invalid syntax"),
    ("x = (a for a in 1, 2)", 1, 18, "invalid syntax"),
    ("print a\nif a:\n    b\n   c", 4, 5, "unindent does not match any outer indentation level"),
    ("print 10L, b c", 1, 14, "invalid syntax"),
    ("print `a`, ur'b', 0777, b c", 1, 27, "invalid syntax"),
    ("# coding: utf-8\nprint u'\xe9', 10L, b c", 2, 20, "invalid syntax"),
]


@pytest.mark.parametrize(("text", "line", "column", "reason"), REFUSED)
def test_what_2_7_refuses(text, line, column, reason):
    source = decode(text.encode())
    with pytest.raises(ReadError) as caught:
        parse(lower(lex(text)), source, True)
    assert caught.value.position == Position(line, column)
    assert caught.value.reason.startswith(reason)
    assert corpora.compiles2([encoded(text)]) != [None]
