"""Walking LibCST nodes by hand, in source order.

LibCST's own visitors rebuild every node; these walk fields and rebuild what changed only.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

import libcst as cst

# Fields that hold punctuation and blanks: no rule looks for nodes in them.
_TRIVIA = frozenset(
    "lpar rpar leading_lines lines_after_decorators trailing_whitespace header footer indent "
    "comma equal dot colon semicolon lbracket rbracket lbrace rbrace star asynchronous "
    "first_colon second_colon separator posonly_ind relative start end conversion around".split()
)
# Where the order of the fields is not that of the source.
_SOURCE_ORDER: dict[str, tuple[str, ...]] = {
    "FunctionDef": ("decorators", "name", "type_parameters", "params", "returns", "body"),
    "ClassDef": ("decorators", "name", "type_parameters", "bases", "keywords", "body"),
    "ExceptHandler": ("type", "target", "name", "body"),
    "ExceptStarHandler": ("type", "name", "body"),
    "IfExp": ("body", "test", "orelse"),
    "Parameters": ("posonly_params", "params", "star_arg", "kwonly_params", "star_kwarg"),
    "Arg": ("keyword", "value"),
    "Print": ("redirect", "values"),
    "MatchMapping": ("elements", "rest"),
    "FormattedString": (),  # Python 3 through and through
    "TemplatedString": (),
    "TypeAlias": ("name", "type_parameters", "value"),
}
# The other types of such fields: asking for these is faster than for `cst.CSTNode`, an ABC.
NO_NODES = frozenset((type(None), str, bool, cst.MaybeSentinel))
_children: dict[type, tuple[str, ...]] = {}
_all_fields: dict[type, tuple[str, ...]] = {}

Node = TypeVar("Node", bound=cst.CSTNode)


def child_fields(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    """The fields of a node class that hold statements and expressions, in source order."""
    known = _children.get(kind)
    if known is None:
        names = [field.name for field in fields(kind)]
        order = _SOURCE_ORDER.get(kind.__name__, tuple(names))
        known = tuple(
            name
            for name in order
            if name in names and name not in _TRIVIA and not name.startswith("whitespace")
        )
        _children[kind] = known
    return known


def replace(node: Node, **changes: Any) -> Node:
    """A copy with some fields changed. Unlike `with_changes` this validates nothing."""
    kind = type(node)
    names = _all_fields.get(kind)
    if names is None:
        names = _all_fields[kind] = tuple(field.name for field in fields(kind))
    new = object.__new__(kind)
    for name in names:
        object.__setattr__(new, name, changes[name] if name in changes else getattr(node, name))
    return new


def has_comment(node: cst.CSTNode | cst.MaybeSentinel) -> bool:
    """Whether a comment stands anywhere in a node."""
    if isinstance(node, cst.MaybeSentinel):
        return False
    return isinstance(node, cst.Comment) or any(map(has_comment, node.children))
