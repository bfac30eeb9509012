"""WSGI (PEP 3333): what servers, applications and what lies between pass to each other.

An application is known by the names of what it takes, as the standard has them. The status, the
headers and what a request says of itself are native strings, bodies are bytes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.facts.text import files
from migrator.facts.text.borders import Border
from migrator.facts.text.cells import BYTES, TEXT, Cell
from migrator.facts.text.costs import FIRM, MODE, SAYS
from migrator.facts.text.shapes import shape

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder

_ENVIRONS = ("environ", "env")
_START = "start_response"
_STATUS, _HEADERS = shape("text"), shape("[(text,text)]")
_STARTING = Border(
    _START, {0: _STATUS, 1: _HEADERS, "status": _STATUS, "headers": _HEADERS}, shape(".")
)
_STREAMS = {"wsgi.input": BYTES, "wsgi.errors": TEXT}
_OF_REQUEST = re.compile(
    "(?:HTTP|REMOTE|REQUEST|SERVER)_[A-Z_]+|SCRIPT_NAME|PATH_INFO|QUERY_STRING|CONTENT_(?:TYPE|LENGTH)"
)
_GETTING = ("get", "pop", "setdefault")


def defined(
    builder: Builder,
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
    parameters: Sequence[ast.arg],
) -> None:
    """A function that may be an application, or may be what starts the response of one."""
    for parameter in parameters:
        if parameter.arg.endswith(_START):
            _starts(builder, builder.cell(parameter))
    if getattr(node, "name", "").endswith(_START):
        _starts(builder, builder.cell(node))
    if _is_request([parameter.arg for parameter in parameters[-2:]]):
        _gives_body(builder, builder.result(node))


def called(builder: Builder, node: ast.Call) -> None:
    """A call that may be one of an application."""
    if _is_request([_name(argument) for argument in node.args[-2:]]):
        _gives_body(builder, builder.cell(node))


def _gives_body(builder: Builder, result: Cell) -> None:
    builder.graph.fix(builder.graph.child(result, "element"), BYTES, SAYS)


def _is_request(names: list[str]) -> bool:
    return len(names) > 1 and names[-2].endswith(_ENVIRONS) and names[-1].endswith(_START)


def _name(node: ast.expr) -> str:
    return getattr(node, "id", "") or getattr(node, "attr", "")


def _starts(builder: Builder, function: Cell) -> None:
    builder.lend(_STARTING, function)
    write = builder.graph.child(function, "return")
    builder.graph.set_kind(write, "function")
    builder.graph.fix(builder.graph.child(write, "0"), BYTES)


def is_key(value: object) -> bool:
    """Whether the standard says what an environ has under a key, whatever else is in there."""
    return isinstance(value, str) and (value in _STREAMS or bool(_OF_REQUEST.fullmatch(value)))


def key(builder: Builder, node: ast.Constant) -> None:
    """A literal that may be the key of something in an environ."""
    found = _found(builder, node) if is_key(node.value) else None
    if found is not None and node.value in _STREAMS:
        builder.graph.set_kind(found, "file")
        content = builder.graph.child(found, "content")
        builder.graph.fix(content, _STREAMS[node.value], MODE)
    elif found is not None:
        builder.graph.fix(found, TEXT, FIRM)


def _found(builder: Builder, node: ast.Constant) -> Cell | None:
    """What is kept under a key that is a literal."""
    around = builder.facts.parents.get(node)
    if isinstance(around, ast.Subscript) and around.slice is node:
        return builder.cell(around)
    if isinstance(around, ast.Dict) and node in around.keys:
        return builder.cell(around.values[around.keys.index(node)])
    if isinstance(around, ast.Call) and files.argument(around, 0, "key") is node:
        return builder.cell(around) if getattr(around.func, "attr", "") in _GETTING else None
    return None
