"""Leaked variables of list comprehensions: the loads marked in the answers may see them."""

from __future__ import annotations

import ast

import pytest

from .helpers import facts_of

# (program, lines of the loads that the first list comprehension's variable may reach)
LEAKS = [
    ("[x for x in a]\nx", [2]),
    ("[x for x in a]\nif b: x = 1\nx", [3]),
    ("[x for x in a]\nfor x in b: x\nx", [3]),
    ("[x for x in a]\nx += 1\nx", [3]),
    ("[x for x in a]\ndef f(): return x", [2]),
    ("[x for x in a]\nwhile b:\n    x\n    x = 1", [3]),
    ("if b: [x for x in a]\nx", [2]),
    ("if [x for x in a]: x", [1]),
    ("while b:\n    x\n    [x for x in a]", [2]),
    ("for x in a:\n    [x for x in b]\n    x", [3]),
    ("try: [x for x in a]\nexcept E: x", [2]),
    ("def f():\n    [x for x in a]\n    return x", [3]),
    ("[x for y in a for x in y]\nx", [2]),
    ("f([x for x in a], x)", [1]),
    ("[x for x in a]\n[y for y in x]", [2]),
    # nothing is seen
    ("[x for x in a]", []),
    ("x\n[x for x in a]", []),
    ("[x for x in a]\nx = 1\nx", []),
    ("x = [x for x in a]\nx", []),
    ("[x for x in a]\nfor x in b: x", []),
    ("[x for x in a]\n[x for x in b]", []),
    ("[x for x in a]\nlist(x for x in b)", []),
    ("[x for x in a]\n(x, y) = b\nif x: x", []),
    ("if b: [x for x in a]\nelse: x", []),
    ("def f():\n    [x for x in a]\ndef g():\n    return x", []),
    ("[x for x in a]\ndef f(x): return x", []),
]


@pytest.mark.parametrize(("program", "lines"), LEAKS)
def test_leaked_loads(program, lines):
    facts = facts_of(program)
    found = [node for node in ast.walk(facts.module) if isinstance(node, ast.ListComp)]
    first = min(found, key=lambda node: (node.lineno, node.col_offset))
    assert [load.lineno for load in facts.flow.leaked_loads(first)] == lines
