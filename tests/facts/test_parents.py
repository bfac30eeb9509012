"""Where a node stands."""

from __future__ import annotations

import ast

import pytest

from migrator.facts import Facts

from .helpers import facts_of, find

GUARDED = [
    ("try: x\nexcept NameError: pass", "NameError", True),
    ("try: x\nexcept (KeyError, NameError): pass", "NameError", True),
    ("try: x\nexcept: pass", "NameError", True),
    ("try: x\nexcept Exception: pass", "NameError", True),
    ("try:\n    if a: x\nexcept NameError: pass", "NameError", True),
    ("try:\n    try: x\n    except KeyError: pass\nexcept NameError: pass", "NameError", True),
    ("try: x\nexcept exceptions.NameError: pass", "NameError", True),
    ("try: x\nexcept ImportError: pass", "NameError", False),
    ("try: pass\nexcept NameError: x", "NameError", False),
    ("try: pass\nexcept NameError: pass\nelse: x", "NameError", False),
    ("try: pass\nexcept NameError: pass\nfinally: x", "NameError", False),
    ("try: f(lambda: x)\nexcept NameError: pass", "NameError", False),
    ("x", "NameError", False),
]


@pytest.mark.parametrize(("program", "error", "expected"), GUARDED)
def test_guarded(program, error, expected):
    facts = facts_of(program)
    assert facts.parents.guarded(find(facts, "x"), error) is expected


def test_fallback():
    facts = facts_of("try: x\nexcept NameError: y\nexcept KeyError: z")
    assert facts.parents.fallback(find(facts, "y"), "NameError")
    assert not facts.parents.fallback(find(facts, "x"), "NameError")
    assert not facts.parents.fallback(find(facts, "z"), "NameError")


def test_around():
    facts = facts_of("class C:\n    if a:\n        def f(self):\n            return x + 1")
    x, function = find(facts, "x"), facts.module.body[0].body[0].body[0]
    assert isinstance(facts.parents.statement(x), ast.Return)
    assert facts.parents.function(x) is function
    assert facts.parents.class_(x) is facts.module.body[0]
    assert facts.parents.method_class(function) is facts.module.body[0]
    assert facts.parents.within(x, function)
    assert not facts.parents.within(function, x)


def test_very_long_chain_of_operators():
    node = ast.Name(id="x", ctx=ast.Load())
    for _ in range(20_000):
        node = ast.BinOp(left=node, op=ast.Add(), right=ast.Constant(value=1))
    facts = Facts(ast.Module(body=[ast.Expr(node)], type_ignores=[]))
    assert facts.scopes.module.loads["x"]
