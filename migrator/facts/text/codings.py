"""The functions and objects that `codecs` gives to encode and decode with."""

from __future__ import annotations

import ast
import codecs
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from migrator.facts.text.cells import BYTES, TEXT, Cell
from migrator.facts.text.recodings import recoding

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder

_SIDES = {"decode": (BYTES, TEXT), "encode": (TEXT, BYTES)}


def _getter(method: str, builder: Builder, node: ast.Call) -> None:
    """`codecs.getdecoder(codec)`: a function that gives the text, and how much it has read."""
    if not _is_other(node, method):
        _pairing(builder, builder.cell(node), method)


def _coded(method: str, builder: Builder, node: ast.Call) -> None:
    """`codecs.encode(text, codec)`, with a codec of text: others take and give what they do."""
    if len(node.args) > 1:
        builder.want(node.args[1], TEXT)
    if not node.args or node.keywords:
        return
    name = getattr(node.args[1], "value", None) if len(node.args) > 1 else None
    other = recoding(method, name) if isinstance(name, str) else None
    if other is not None:
        colour = BYTES if other.gives == BYTES else TEXT
        builder.want(node.args[0], colour)
        builder.graph.fix(builder.cell(node), colour)
        builder.string(builder.cell(node))
    elif _is_of_text(node):
        taken, given = _SIDES[method]
        builder.want(node.args[0], taken)
        builder.graph.fix(builder.cell(node), given)
        builder.unicode += [builder.cell(node)] * (given == TEXT)
        builder.string(builder.cell(node))


def _is_of_text(node: ast.Call) -> bool:
    """Whether a codec is one of text; without a name it is ASCII, or UTF-8 today."""
    name = getattr(node.args[1], "value", None) if len(node.args) > 1 else "ascii"
    try:
        return isinstance(name, str) and codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def _lookup(builder: Builder, node: ast.Call) -> None:
    """`codecs.lookup(codec)`, which has both functions."""
    for codec in node.args[:1]:
        builder.want(codec, TEXT)
    for place, method in enumerate(("encode", "decode")):
        if not _is_other(node, method):
            for name in (method, str(place)):
                _pairing(builder, builder.graph.child(builder.cell(node), name), method)


def _incremental(method: str, builder: Builder, node: ast.Call) -> None:
    """`codecs.getincrementaldecoder(codec)`: it makes objects with such a method."""
    if not _is_other(node, method):
        made = builder.graph.child(builder.cell(node), "return")
        coding = builder.graph.child(made, method)
        builder.graph.set_kind(builder.cell(node), "function")
        builder.graph.set_kind(made, "instance")
        builder.graph.fix(_function(builder, coding, method), _SIDES[method][1])


def _pairing(builder: Builder, function: Cell, method: str) -> None:
    pair = _function(builder, function, method)
    builder.graph.set_kind(pair, "list")
    builder.graph.fix(builder.graph.child(pair, "0"), _SIDES[method][1])
    builder.graph.child(pair, "1")  # a number: it is not what the other is


def _function(builder: Builder, function: Cell, method: str) -> Cell:
    """Make a cell a function that takes what is to be coded; what it gives."""
    builder.graph.set_kind(function, "function")
    for place in ("0", "input"):
        builder.graph.fix(builder.graph.child(function, place), _SIDES[method][0])
    return builder.graph.child(function, "return")


def _is_other(node: ast.Call, method: str) -> bool:
    """Whether the codec is named and is one from bytes to bytes, or from text to text."""
    codec = node.args[0] if node.args else None
    name = codec.value if isinstance(codec, ast.Constant) else None
    return isinstance(name, str) and recoding(method, name) is not None


def _stream(builder: Builder, node: ast.Call) -> None:
    """`codecs.getwriter(codec)`: it makes a file of text of one of bytes; standard streams are done
    by another rule.
    """
    around = builder.facts.parents.get(node)
    given = around.args if isinstance(around, ast.Call) and around.func is node else []
    if any((builder.imported(one) or "").startswith("sys.std") for one in given):
        return
    graph, function = builder.graph, builder.cell(node)
    graph.set_kind(function, "function")
    taken, made = graph.child(function, "0"), graph.child(function, "return")
    for file, colour in ((taken, BYTES), (made, TEXT)):
        graph.set_kind(file, "file")
        graph.fix(graph.child(file, "content"), colour)


LIBRARY: dict[str, Callable[[Builder, ast.Call], None]] = {
    "codecs.getreader": _stream,
    "codecs.getwriter": _stream,
    "codecs.decode": partial(_coded, "decode"),
    "codecs.encode": partial(_coded, "encode"),
    "codecs.getdecoder": partial(_getter, "decode"),
    "codecs.getencoder": partial(_getter, "encode"),
    "codecs.getincrementaldecoder": partial(_incremental, "decode"),
    "codecs.getincrementalencoder": partial(_incremental, "encode"),
    "codecs.lookup": _lookup,
}
