"""What is said to people where something goes wrong: text, also where it shows bytes."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrator.facts.text import files
from migrator.python2 import tree

_RAISES = (ast.Raise, tree.Raise)
# Methods of tests, and where they take what they say if something does not hold.
_SAYING = {"fail": 0, "assertTrue": 1, "assertFalse": 1, "assert_": 1, "failUnless": 1, "failIf": 1}
_SAYING |= dict.fromkeys("assertEqual assertEquals assertNotEqual failUnlessEqual".split(), 2)
_SAYING |= dict.fromkeys("failIfEqual assertNotEquals assertIn assertNotIn".split(), 2)


def message(call: ast.Call) -> ast.expr | None:
    """What a call of a method of a test says."""
    place = _SAYING.get(getattr(call.func, "attr", ""))
    return files.argument(call, place, "msg") if place is not None else None


def is_said(node: ast.BinOp, around: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Whether what is put together is a message, by what is around it."""
    if isinstance(around, ast.keyword):
        around = parents[around]
    if isinstance(around, ast.Assert):
        return node is around.msg
    if not isinstance(around, ast.Call):
        return isinstance(around, tree.Raise)
    return isinstance(parents[around], _RAISES) or node is message(around)
