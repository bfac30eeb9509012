"""Import statements as LibCST nodes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from migrator.rules.imports.plan import Piece

Statement = cst.Import | cst.ImportFrom
_DOTTED = "{}"


def first_name(node: cst.BaseExpression | None) -> cst.BaseExpression | None:
    """The leftmost Name of a dotted one."""
    while isinstance(node, cst.Attribute):
        node = node.value
    return node


def rewritten(
    statement: Statement, pieces_of: Callable[[cst.ImportAlias], Sequence[Piece] | None]
) -> list[Statement]:
    """The statements in place of one; `pieces_of` tells what an alias becomes, None: it stays.

    An alias that becomes one piece keeps its place, commas and comments.
    """
    assert not isinstance(statement.names, cst.ImportStar)
    groups: dict[str | None, list[cst.ImportAlias]] = {}
    seen: set[Piece] = set()
    for alias in statement.names:
        pieces = pieces_of(alias)
        if pieces is None:
            owner = _dotted(statement.module) if isinstance(statement, cst.ImportFrom) else None
            as_it_is = Piece(_dotted(alias.name)) if owner is None and not alias.asname else None
            if as_it_is is None or as_it_is not in seen:
                groups.setdefault(owner, []).append(alias)
            continue
        for piece in pieces:
            if piece not in seen:
                seen.add(piece)
                owner = piece.module if piece.name else None
                groups.setdefault(owner, []).append(_alias(alias, piece))
    return [_statement(statement, owner, aliases) for owner, aliases in groups.items()]


def star(statement: cst.ImportFrom, pieces: Sequence[Piece]) -> list[Statement]:
    """The statements in place of a star import."""
    if len(pieces) == 1 and pieces[0].name == "*":
        return [statement.with_changes(module=name(pieces[0].module))]
    blank = cst.ImportAlias(cst.Name("_"))
    groups: dict[str, list[cst.ImportAlias]] = {}
    for piece in pieces:
        groups.setdefault(piece.module, []).append(_alias(blank, piece))
    return [_statement(statement, owner, aliases) for owner, aliases in groups.items()]


def name(dotted: str) -> Any:
    return cst.parse_expression(dotted)


def _dotted(node: cst.BaseExpression | None) -> str:
    return "" if node is None else cst.Module([]).code_for_node(node)


def _alias(old: cst.ImportAlias, piece: Piece) -> cst.ImportAlias:
    new = name(piece.name or piece.module)
    if not piece.local:
        return old.with_changes(name=new, asname=None)
    if old.asname is not None and isinstance(old.asname.name, cst.Name):
        asname = old.asname.with_changes(name=cst.Name(piece.local))
        return old.with_changes(name=new, asname=asname)
    return old.with_changes(name=new, asname=cst.AsName(cst.Name(piece.local)))


def _statement(old: Statement, owner: str | None, aliases: list[cst.ImportAlias]) -> Statement:
    """An import of `aliases`, from the module `owner` if it is not None, as `old` is laid out."""
    parenthesized = isinstance(old, cst.ImportFrom) and old.lpar is not None
    last = aliases[-1]
    if not (parenthesized and owner is not None):
        aliases = [alias.with_changes(comma=_plain(alias.comma)) for alias in aliases]
        aliases[-1] = last.with_changes(comma=cst.MaybeSentinel.DEFAULT)
    if owner is None:
        return cst.Import(names=aliases)
    if isinstance(old, cst.ImportFrom):
        if _dotted(old.module) == owner:
            return old.with_changes(names=aliases)
        return old.with_changes(module=name(owner), names=aliases)
    return cst.ImportFrom(module=name(owner), names=aliases)


def _plain(comma: cst.Comma | cst.MaybeSentinel) -> cst.Comma | cst.MaybeSentinel:
    """A comma that can stand without parentheses around."""
    if isinstance(comma, cst.Comma) and not isinstance(
        comma.whitespace_after, cst.SimpleWhitespace
    ):
        return cst.MaybeSentinel.DEFAULT
    return comma
