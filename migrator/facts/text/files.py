"""File objects: what they hold is one colour, which the mode they are opened with follows."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from migrator.facts.text.cells import BYTES, TEXT, Cell
from migrator.facts.text.costs import HINT, MODE, ONCE

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder


DEFAULT_MODES = {"open": "r", "temporary": "w+b", "makefile": "r"}


@dataclass(frozen=True)
class Opening:
    """A call that makes a file whose mode is ours to choose.

    `kind` is "open", "stream" (StringIO), "temporary" or "makefile"; `mode` what the literal says
    that is given for it, None where none is.
    """

    call: ast.Call
    kind: str
    content: Cell
    mode: str | None = None


def argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    """The argument at a place or of a name."""
    if place < len(call.args) and not any(isinstance(a, ast.Starred) for a in call.args):
        return call.args[place]
    return next((one.value for one in call.keywords if one.arg == name), None)


def _literal(mode: ast.expr | None) -> str | None:
    """What a mode says, if it is a literal."""
    match mode:
        case ast.Constant(str(text)):
            return text
    return None


def _file(builder: Builder, node: ast.Call) -> Cell:
    """Make the result a file; its content."""
    builder.graph.set_kind(builder.cell(node), "file")
    content = builder.graph.child(builder.cell(node), "content")
    builder.string(content)
    return content


def opened(builder: Builder, node: ast.Call) -> None:
    """open, file, os.fdopen"""
    content = _file(builder, node)
    given = argument(node, 1, "mode")
    mode = _literal(given)
    if given is not None and mode is None:
        _opened_by(builder, given, content)
        return
    if mode is not None and "b" in mode:
        builder.graph.fix(content, BYTES, MODE)
    builder.openings.append(Opening(node, "open", content, mode))
    if not _is_compiled(builder, node):
        _same_file(builder, node, content)


def _opened_by(builder: Builder, mode: ast.expr, content: Cell) -> None:
    """A file whose mode stands elsewhere: it is what that says, or may be either."""
    value = builder.constant(mode)
    if isinstance(value, str):
        builder.graph.fix(content, BYTES if "b" in value else TEXT)
    else:
        builder.open.append(content)


def _is_compiled(builder: Builder, opening: ast.Call) -> bool:
    """Whether a file is opened to compile what is in it, which may be either."""
    parents, scopes = builder.facts.parents, builder.facts.scopes
    files: list[ast.AST] = [opening]
    given = parents.get(opening)
    if isinstance(given, ast.withitem) and isinstance(given.optional_vars, ast.Name):
        files = [*scopes.loads(scopes.resolve(given.optional_vars))]
    return any(
        isinstance(user, ast.Call) and scopes.is_builtin(user.func) and user.func.id == "compile"
        for file in files
        for user in islice(parents.ancestors(file), 2, 3)
    )


def is_whole(builder: Builder, node: ast.expr) -> bool:
    """Whether an expression is `open(path).read()`: two of these are alike if all their bytes are."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Call(func=function), attr="read"), args=[]):
            return builder.facts.scopes.is_builtin(function) and function.id in ("open", "file")
    return False


def is_relative(seek: ast.Call) -> bool:
    """Whether a seek() starts from where a file is or ends, which only files of bytes can."""
    match seek.args:
        case [offset, ast.Constant(1 | 2) | ast.Attribute(attr="SEEK_CUR" | "SEEK_END")]:
            return not (isinstance(offset, ast.Constant) and offset.value == 0)
    return False


def made(builder: Builder, node: ast.Call) -> None:
    """`socket.makefile()`: what comes through is bytes, which a text mode decodes."""
    content = _file(builder, node)
    given = argument(node, 0, "mode")
    mode = _literal(given)
    if given is None or mode is not None:
        if mode is not None and "b" in mode:
            builder.graph.fix(content, BYTES, MODE)
        builder.openings.append(Opening(node, "makefile", content, mode))


def _same_file(builder: Builder, node: ast.Call, content: Cell) -> None:
    """What is read under a name is what was written under it."""
    path = node.args[0] if node.args else None
    if isinstance(path, ast.Constant):
        name = repr(path.value)
    elif isinstance(path, (ast.Name, ast.Attribute)):
        name = ast.unparse(path)
    else:
        return
    builder.graph.lean(content, builder.on_disk.setdefault(name, Cell()))


def stream(builder: Builder, node: ast.Call) -> None:
    """StringIO.StringIO, cStringIO.StringIO"""
    content = _file(builder, node)
    builder.openings.append(Opening(node, "stream", content))
    for given in node.args[:1]:
        builder.send(given, content)


def temporary(builder: Builder, node: ast.Call) -> None:
    content = _file(builder, node)
    place = 1 if "Spooled" in ast.unparse(node.func) else 0
    given = argument(node, place, "mode")
    mode = _literal(given)
    if given is not None and mode is None:
        return
    if mode is None or "b" in mode:
        builder.graph.fix(content, BYTES, HINT if mode is None else MODE)
    builder.openings.append(Opening(node, "temporary", content, mode))


def io_open(builder: Builder, node: ast.Call) -> None:
    content = _file(builder, node)
    given = argument(node, 1, "mode")
    mode = _literal(given)
    if given is None or mode is not None:
        is_text = mode is None or "b" not in mode
        builder.graph.fix(content, TEXT if is_text else BYTES)
        builder.unicode += [content] * is_text
    _encoded(builder, node)


def codecs_open(builder: Builder, node: ast.Call) -> None:
    content = _file(builder, node)
    is_text = argument(node, 2, "encoding") is not None
    builder.graph.fix(content, TEXT if is_text else BYTES)
    if is_text:
        builder.unicode.append(content)
        _encoded(builder, node)


def _encoded(builder: Builder, node: ast.Call) -> None:
    """A file that is read or written as unicode: what others see of it is encoded."""
    disk = Cell()
    builder.graph.fix(disk, BYTES, HINT, "utf-8")
    _same_file(builder, node, disk)


def pickled(builder: Builder, node: ast.Call) -> None:
    """Modules that read and write files of bytes."""
    place = 0 if ast.unparse(node.func).endswith("load") else 1
    for given in node.args[place : place + 1]:
        builder.graph.fix(builder.graph.child(builder.cell(given), "content"), BYTES)


def table(builder: Builder, node: ast.Call) -> None:
    """csv reads and writes text."""
    graph, result = builder.graph, builder.cell(node)
    for given in node.args[:1]:
        graph.fix(graph.child(builder.cell(given), "content"), TEXT)
        graph.fix(graph.child(builder.cell(given), "element"), TEXT)
    name = ast.unparse(node.func).rpartition(".")[2]
    if name.lower().endswith("reader"):
        graph.set_kind(result, "list")
        row = graph.child(result, "element")
        graph.set_kind(row, "dict" if name == "DictReader" else "list")
        graph.fix(graph.child(row, "element"), TEXT)
        if name == "DictReader":
            graph.fix(graph.child(row, "key"), TEXT)
    else:
        graph.set_kind(result, f"csv.{name}")


def tokens(builder: Builder, node: ast.Call) -> None:
    """`tokenize.generate_tokens(readline)`: the function gives lines of text, of which tokens come."""
    graph = builder.graph
    graph.set_kind(builder.cell(node), "list")
    token = graph.child(builder.cell(node), "element")
    graph.set_kind(token, "list")
    for place in "1", "4":  # the token, and its line
        graph.fix(graph.child(token, place), TEXT)
    for read in node.args[:1]:
        if isinstance(read, (ast.Name, ast.Attribute)):
            line = Cell()
            graph.fix(line, TEXT)
            builder.readers.add(read)
            graph.edge(graph.child(builder.cell(read), "return"), line, read, ONCE)
