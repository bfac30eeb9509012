"""Names: what they mean, which are builtins, what imports they stand for."""

from __future__ import annotations

import ast

import pytest

from migrator.facts import Facts
from migrator.python2 import tree

from .helpers import facts_of, find

# (program, name, which of its occurrences, kind)
RESOLVED = [
    ("x = 1\nx", "x", 1, "global"),
    ("def f():\n    x = 1\n    return x", "x", 1, "local"),
    ("def f(x):\n    return lambda: x", "x", 0, "enclosing"),
    (
        "def f():\n    x = 1\n    class C:\n        x = 2\n        def g(self): return x",
        "x",
        2,
        "enclosing",
    ),
    ("class C:\n    x = 2\n    def g(self): return x", "x", 1, "unknown"),
    ("class C:\n    x = 2\n    y = x", "x", 1, "local"),
    ("def f():\n    global x\n    x = 1\ndef g(): return x", "x", 1, "global"),
    (
        "def f():\n    x = 1\n    def g():\n        global x\n        return lambda: x",
        "x",
        1,
        "unknown",
    ),
    (
        "def f():\n    x = 1\n    def g():\n        global x\n        x = 2\n    return x",
        "x",
        2,
        "local",
    ),
    ("class C:\n    global x\n    x = 1\n    def g(self): return x", "x", 1, "global"),
    # only list comprehensions leak
    ("def f():\n    [x for x in y]\n    return x", "x", 2, "local"),
    ("def f():\n    list(x for x in y)\n    return x", "x", 2, "unknown"),
    ("def f():\n    {x for x in y}\n    return x", "x", 2, "unknown"),
    ("def f():\n    {x: 1 for x in y}\n    return x", "x", 2, "unknown"),
    ("[len for len in y]\nlen", "len", 2, "global"),
    ("class C:\n    [x for x in y]\n    z = x", "x", 2, "local"),
    ("list([x for x in y] for z in x)", "x", 2, "unknown"),
    # what is evaluated outside of a scope
    ("def f(x=x): pass", "x", 0, "unknown"),
    ("def f():\n    x = 1\n    return (z for z in x)", "x", 1, "local"),
    ("def f():\n    x = 1\n    return (z for y in q for z in x)", "x", 1, "enclosing"),
    ("class C:\n    x = 1\n    y = list(x for z in q)", "x", 1, "unknown"),
    # builtins
    ("len", "len", 0, "builtin"),
    ("def f(len): return len\nlen", "len", 1, "builtin"),
    ("class C:\n    def file(self): return file", "file", 0, "builtin"),
    ("class C:\n    file = 1\n    x = file", "file", 1, "local"),
    ("def f():\n    del len\n    len", "len", 1, "local"),
    ("try:\n    unicode\nexcept NameError:\n    unicode = str", "unicode", 0, "global"),
    ("def f():\n    import os as file\n    file", "file", 0, "local"),
    ("with a as file: pass\nfile", "file", 1, "global"),
    ("for a, (b, file) in c: pass\nfile", "file", 1, "global"),
    ("try: pass\nexcept E as file: pass\nfile", "file", 0, "global"),
    ("from os import *\nopen", "open", 0, "unknown"),
    ("from os import *\nfile", "file", 0, "builtin"),
]


@pytest.mark.parametrize(("program", "name", "number", "kind"), RESOLVED)
def test_resolve(program, name, number, kind):
    facts = facts_of(program)
    assert facts.scopes.resolve(find(facts, name, number)).kind == kind
    assert facts.scopes.is_builtin(find(facts, name, number)) == (kind == "builtin")


def name(text: str, store: bool = False) -> ast.Name:
    return ast.Name(id=text, ctx=ast.Store() if store else ast.Load())


def module(*body: ast.stmt) -> Facts:
    return Facts(ast.Module(body=list(body), type_ignores=[]))


def test_except_target_and_print_of_python_2():
    load = name("file")
    handler = tree.ExceptHandler(type=name("E"), target=name("file", store=True), body=[ast.Pass()])
    handler.name = "file"
    statement = ast.Try(body=[ast.Pass()], handlers=[handler], orelse=[], finalbody=[])
    facts = module(statement, tree.Print(dest=None, values=[load], nl=True))
    (definition,) = facts.scopes.resolve(load).definitions
    assert definition.kind == "except"


def test_tuple_parameter_binds_inside_the_function_only():
    inside, outside = name("file"), name("file")
    target = ast.Tuple(elts=[name("a", store=True), name("file", store=True)], ctx=ast.Store())
    parameter = tree.TupleParameter(arg=".0", target=target)
    arguments = ast.arguments(
        posonlyargs=[],
        args=[parameter],
        vararg=None,
        kwonlyargs=[],
        kw_defaults=[],
        kwarg=None,
        defaults=[],
    )
    facts = module(ast.Expr(ast.Lambda(args=arguments, body=inside)), ast.Expr(outside))
    assert facts.scopes.resolve(inside).kind == "local"
    assert [one.kind for one in facts.scopes.resolve(inside).definitions] == ["parameter"]
    assert facts.scopes.is_builtin(outside)


@pytest.mark.parametrize(
    "source, is_builtin",
    [
        ("try:\n    reversed\nexcept NameError:\n    def reversed(x): pass\n", True),
        ("try:\n    set\nexcept NameError:\n    from sets import Set as set\n", True),
        ("try:\n    set\nexcept NameError:\n    from sets import Set as set\nset = list\n", False),
        ("try:\n    set\n    y\nexcept NameError:\n    set = list\n", False),
        ("try:\n    x\nexcept NameError:\n    set = list\n", False),
        ("try:\n    set = y\nexcept NameError:\n    set = list\n", False),
        ("try:\n    unicode\nexcept NameError:\n    unicode = str\n", False),
    ],
)
def test_a_builtin_that_all_have_is_never_missing(source: str, is_builtin: bool) -> None:
    name = next(one for one in ("reversed", "unicode", "set") if one in source)
    facts = facts_of(source + f"print({name})\n")
    last = [one for one in ast.walk(facts.module) if getattr(one, "id", "") == name][-1]
    assert facts.scopes.is_builtin(last) == is_builtin


@pytest.mark.parametrize(
    ("given", "uncertain"), [(None, True), (ast.Dict(keys=[], values=[]), False)]
)
def test_exec_without_a_dictionary_may_bind_anything(given, uncertain):
    load = name("x")
    statement = tree.Exec(body=name("code"), globals=given, locals=None)
    facts = module(statement, ast.Expr(load))
    assert facts.scopes.resolve(load).uncertain is uncertain


IMPORTED = [
    ("import os\nos.path.join", "os.path.join", "os.path.join"),
    ("import os.path\nos.path.join", "os.path.join", "os.path.join"),
    ("import os.path as p\np.join", "p.join", "os.path.join"),
    ("from itertools import izip as z\nz", "z", "itertools.izip"),
    ("import itertools as it\nit.izip", "it.izip", "itertools.izip"),
    ("from . import a\na.b", "a.b", ".a.b"),
    ("from ..c import a\na", "a", "..c.a"),
    ("import os\ndef f(): return os.name", "os.name", "os.name"),
    ("def f():\n    import os\n    return lambda: os.name", "os.name", "os.name"),
    ("def f():\n    global os\n    import os\nos.name", "os.name", "os.name"),
    ("import os\nimport os.path\nos.name", "os.name", "os.name"),
    ("try:\n    import json\nexcept ImportError:\n    json = None\njson.x", "json.x", "json.x"),
    ("import os\no = os\no.path.join", "o.path.join", "os.path.join"),
    ("import os, sys\na, b = os.path, sys\na.join", "a.join", "os.path.join"),
    ("import os\ndef f():\n    o = os\n    return lambda: o.name", "o.name", "os.name"),
    # not sure
    ("import os, sys\no = os\no = sys\no.name", "o.name", None),
    ("import os, sys\no = os if a else sys\no.name", "o.name", None),
    ("import os\ndef f():\n    os = os\n    return os.name", "os.name", None),
    ("import os\nfor o in os: o.name", "o.name", None),
    ("import os\no = p = os\nq = o\nq.name", "q.name", None),
    ("import own\no = own\no.name", "o.name", None),
    ("import os\njoin = os.path.join\njoin.x", "join.x", None),
    ("import os\nos = 1\nos.name", "os.name", None),
    ("import os\ndef f(os): return os.name", "os.name", None),
    ("if a: import os\nelse: import b as os\nos.name", "os.name", None),
    ("def f():\n    import os\nos.name", "os.name", None),
    ("import os\nos().name", "os().name", None),
    ("import os\n[os for os in a]\nos.name", "os.name", None),
]


@pytest.mark.parametrize(("program", "expression", "dotted"), IMPORTED)
def test_imported(program, expression, dotted):
    facts = facts_of(program)
    assert facts.scopes.imported(find(facts, expression)) == dotted


def test_alternatives_of_an_import_ladder():
    facts = facts_of("""
        try:
            from cStringIO import StringIO
        except ImportError:
            from StringIO import StringIO
        StringIO
        """)
    node = find(facts, "StringIO")
    assert facts.scopes.imports(node) == ("cStringIO.StringIO", "StringIO.StringIO")
    assert facts.scopes.imported(node) is None


# (program, names found)
UNBOUND = [
    ("def f(): return os.getpid()", ["os"]),
    ("import sys\nos.getpid() + sys.maxint + os.getppid()", ["os"]),
    ("class C:\n    import os\n    def f(self): return os.name", ["os"]),
    ("def f():\n    import os\ndef g(): return os.name", ["os"]),
    ("import os\nos.getpid()", []),
    ("print(os)", []),
    ("str.join", []),
    ("def f():\n    global os\n    import os\nos.name", []),
    ("from a import *\nos.name", []),
    ("globals()['os'] = 1\nos.name", []),
    ("execfile('a.py')\nos.name", []),
    ("import sys\nsetattr(sys.modules[__name__], 'os', 1)\nos.name", []),
    ("import __builtin__\n__builtin__.os = 1\nos.name", []),
    ("try: os.name\nexcept NameError: pass", []),
    ("try: os.name\nexcept: pass", []),
    ("try:\n    os.name\nexcept KeyError: pass", ["os"]),
    ("if __name__ == '__main__': os.name", ["os"]),
    ("os.name = 1", ["os"]),
]


@pytest.mark.parametrize(("program", "names"), UNBOUND)
def test_unbound_modules(program, names):
    assert list(facts_of(program).scopes.unbound_modules()) == names


def test_uses_of_unbound_modules_are_in_text_order():
    facts = facts_of("os.a\nos.b\nif 1: os.c")
    assert [use.lineno for use in facts.scopes.unbound_modules()["os"]] == [1, 2, 3]


# (program, occurrence of x that binds, lines of the loads elsewhere)
LEAKS = [
    ("[x for x in y]\nx", [2]),
    ("[x for x in y]", []),
    ("[x for x in y]\ndef f(): return x", [2]),
    ("[x for x in y]\ndef f(x): return x", []),
]


@pytest.mark.parametrize(("program", "lines"), LEAKS)
def test_loads_outside(program, lines):
    facts = facts_of(program)
    comprehension = facts.module.body[0].value
    target = comprehension.generators[0].target
    assert [load.lineno for load in facts.scopes.loads_outside(target, comprehension)] == lines


def test_values_of_definitions():
    facts = facts_of("a = 1\nb, (c, d) = 2, e\nf = g = 3\nfor h in i: pass\n(j, k) = [4, 5]")

    def value(name):
        (definition,) = facts.scopes.lookup(facts.scopes.module, name).definitions
        return definition.value and ast.unparse(definition.value)

    values = {name: value(name) for name in "abcdfhjk"}
    assert values == dict(a="1", b="2", c=None, d=None, f="3", h=None, j="4", k="5")


def test_exported_and_star():
    facts = facts_of("from a import *\n__all__ = ['x'] + ['y']")
    assert facts.scopes.exported == {"x", "y"}
    assert facts.scopes.has_star_import
    assert not facts_of("from a import b").scopes.has_star_import
