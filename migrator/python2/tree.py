"""Python 2's own syntax as `ast` nodes.

The lowered text of a module is parsed by `ast`; what stands for Python-2-only syntax is
then replaced by these nodes, so that whoever walks the tree sees what 2.7's own `ast`
shows. Field names are 2.7's (Parser/Python.asdl of CPython 2.7).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING


class Print(ast.stmt):
    """`print >>dest, values` ; `nl` is False where a trailing comma keeps the line open."""

    _fields = ("dest", "values", "nl")
    dest: ast.expr | None
    values: list[ast.expr]
    nl: bool

    if TYPE_CHECKING:  # that class of `ast` has other fields

        def __init__(self, dest: ast.expr | None, values: list[ast.expr], nl: bool) -> None: ...


class Exec(ast.stmt):
    """`exec body in globals, locals`"""

    _fields = ("body", "globals", "locals")
    body: ast.expr
    globals: ast.expr | None
    locals: ast.expr | None

    if TYPE_CHECKING:

        def __init__(
            self, body: ast.expr, globals: ast.expr | None, locals: ast.expr | None
        ) -> None: ...


class Raise(ast.Raise):
    """`raise exc, inst, tback`; a `raise` with one part or none is an ordinary `ast.Raise`."""

    _fields = ("exc", "inst", "tback")
    inst: ast.expr
    tback: ast.expr | None
    cause = None


class ExceptHandler(ast.ExceptHandler):
    """`except type, target:` whatever the target; `name` is set when it is a plain name.

    `target` is an expression in Store context.
    """

    _fields = ("type", "target", "body")
    target: ast.expr

    if TYPE_CHECKING:

        def __init__(self, type: ast.expr, target: ast.expr, body: list[ast.stmt]) -> None: ...


class Repr(ast.expr):
    """`value` between backquotes."""

    _fields = ("value",)
    value: ast.expr

    if TYPE_CHECKING:

        def __init__(self, value: ast.expr) -> None: ...


class TupleParameter(ast.arg):
    """A parameter that unpacks: `def f(a, (b, c))`. `target` is in Store context."""

    _fields = ("arg", "target")
    target: ast.expr
