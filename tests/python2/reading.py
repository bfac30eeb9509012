"""Short ways from a text to what the reading makes of it."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from migrator.python2.lexer import lex
from migrator.python2.lowered import Lowered
from migrator.python2.lowering import lower
from migrator.python2.raising import Raised, raise_tree
from migrator.python2.traversal import child_fields


def lowered(text: str) -> Lowered:
    return lower(lex(text))


def raised(text: str) -> Raised:
    """The LibCST tree of a module of Python 2; each `print (...)` in it is a statement."""
    low = lowered(text)
    return raise_tree(cst.parse_module(low.text), lex(low.text), 0, low.leaves, low.print_calls)


def nodes(tree: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The statements and expressions of a tree, in the order of the source."""
    yield tree
    for field in child_fields(type(tree)):
        value = getattr(tree, field)
        for child in value if isinstance(value, (tuple, list)) else [value]:
            if isinstance(child, cst.CSTNode):
                yield from nodes(child)


def own_nodes(tree: cst.CSTNode) -> list[str]:
    """The class names of the nodes in a tree that LibCST does not have."""
    return [
        type(node).__name__
        for node in nodes(tree)
        if not type(node).__module__.startswith("libcst")
    ]
