"""Import statements as LibCST nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from migrator.rules.imports.plan import Piece

Statement = cst.Import | cst.ImportFrom
_COMMENT = re.compile("#.*")


def first_name(node: cst.BaseExpression | None) -> cst.BaseExpression | None:
    """The leftmost Name of a dotted one."""
    while isinstance(node, cst.Attribute):
        node = node.value
    return node


def rewritten(
    statement: Statement, pieces_of: Callable[[cst.ImportAlias], Sequence[Piece] | None]
) -> list[Statement | cst.Assign]:
    """The statements in place of one; `pieces_of` tells what an alias becomes, None: it stays.

    An alias that becomes one piece keeps its place, commas and comments.
    """
    assert not isinstance(statement.names, cst.ImportStar)
    groups: dict[str | None, list[cst.ImportAlias]] = {}
    seen: set[Piece] = set()
    assigned = []
    for alias in statement.names:
        pieces = pieces_of(alias)
        if pieces is None:
            owner = dotted(statement.module) if isinstance(statement, cst.ImportFrom) else None
            as_it_is = Piece(dotted(alias.name)) if owner is None and not alias.asname else None
            if as_it_is is None or as_it_is not in seen:
                groups.setdefault(owner, []).append(alias)
            continue
        for piece in pieces:
            if piece not in seen:
                seen.add(piece)
                if piece.value:
                    target = cst.AssignTarget(cst.Name(piece.local))
                    assigned.append(cst.Assign([target], name(piece.value)))
                    continue
                owner = piece.module if piece.name else None
                groups.setdefault(owner, []).append(_alias(alias, piece))
    imports = [_statement(statement, owner, aliases) for owner, aliases in groups.items()]
    return [*imports, *assigned]


def star(statement: cst.ImportFrom, pieces: Sequence[Piece]) -> list[Statement]:
    """The statements in place of a star import."""
    if len(pieces) == 1 and pieces[0].name == "*":
        return [statement.with_changes(module=name(pieces[0].module))]
    blank = cst.ImportAlias(cst.Name("_"))
    groups: dict[str, list[cst.ImportAlias]] = {}
    for piece in pieces:
        groups.setdefault(piece.module, []).append(_alias(blank, piece))
    return [_statement(statement, owner, aliases) for owner, aliases in groups.items()]


def with_statements(
    line: Any, convert: Callable[[cst.BaseSmallStatement], list[Any] | None]
) -> Any:
    """A SimpleStatementLine or SimpleStatementSuite with other statements, `line` if none differs.

    `convert` tells what takes the place of a statement, None: it stays. Several statements in
    place of a line's only one get lines of their own. Comments of what is dropped stay.
    """
    found = [convert(statement) for statement in line.body]
    if all(statements is None for statements in found):
        return line
    new: list[Any] = []
    for statement, statements in zip(line.body, found, strict=True):
        new.extend([statement] if statements is None else statements)
    if new:
        last = getattr(line.body[-1], "semicolon", cst.MaybeSentinel.DEFAULT)
        plain = [one.with_changes(semicolon=cst.MaybeSentinel.DEFAULT) for one in new[:-1]]
        new = [*plain, new[-1].with_changes(semicolon=last)]
    if isinstance(line, cst.SimpleStatementSuite):
        return line.with_changes(body=new or [cst.Pass()])
    lost = _comments(line.body)
    for comment in _comments(new):
        lost.remove(comment)
    above = [*line.leading_lines, *(cst.EmptyLine(comment=cst.Comment(text)) for text in lost)]
    if len(line.body) > 1 or len(new) < 2:
        return line.with_changes(body=new, leading_lines=above)
    lines = [cst.SimpleStatementLine([statement]) for statement in new]
    lines[0] = lines[0].with_changes(leading_lines=above)
    lines[-1] = lines[-1].with_changes(trailing_whitespace=line.trailing_whitespace)
    return cst.FlattenSentinel(lines)


def _comments(statements: Sequence[cst.BaseSmallStatement]) -> list[str]:
    """The comments within import statements, in order."""
    return [
        comment.strip()
        for statement in statements
        if isinstance(statement, (cst.Import, cst.ImportFrom))
        for comment in _COMMENT.findall(cst.Module([]).code_for_node(statement))
    ]


def name(dotted: str) -> Any:
    return cst.parse_expression(dotted)


def dotted(node: cst.BaseExpression | None) -> str:
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
    if not parenthesized or owner is None or _plain(last.comma) is last.comma:
        aliases[-1] = last.with_changes(comma=cst.MaybeSentinel.DEFAULT)
    if owner is None:
        return cst.Import(names=aliases)
    if isinstance(old, cst.ImportFrom) and dotted(old.module) == owner:
        return old.with_changes(names=aliases)
    home = owner.lstrip(".")
    module = name(home) if home else None
    relative = [cst.Dot()] * (len(owner) - len(home))
    if isinstance(old, cst.ImportFrom):
        new = old.with_changes(module=module, names=aliases, relative=relative)
        fewer = isinstance(old.names, Sequence) and len(aliases) < len(old.names)
        return new.with_changes(lpar=None, rpar=None) if fewer and _is_on_one_line(old) else new
    return cst.ImportFrom(module=module, names=aliases, relative=relative)


def _is_on_one_line(statement: cst.ImportFrom) -> bool:
    return "\n" not in cst.Module([]).code_for_node(statement)


def _plain(comma: cst.Comma | cst.MaybeSentinel) -> cst.Comma | cst.MaybeSentinel:
    """A comma that can stand without parentheses around."""
    if isinstance(comma, cst.Comma) and not isinstance(
        comma.whitespace_after, cst.SimpleWhitespace
    ):
        return cst.MaybeSentinel.DEFAULT
    return comma
