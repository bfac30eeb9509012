"""The functions and objects that `codecs` gives to encode and decode with."""

from __future__ import annotations

import ast
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


LIBRARY = {
    "codecs.getdecoder": partial(_getter, "decode"),
    "codecs.getencoder": partial(_getter, "encode"),
    "codecs.getincrementaldecoder": partial(_incremental, "decode"),
    "codecs.getincrementalencoder": partial(_incremental, "encode"),
    "codecs.lookup": _lookup,
}
