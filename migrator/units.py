"""The pieces of a module that are parsed one by one.

A unit is the innermost statement around what is to change; where a rule works on whole
functions or classes, the top-level statement or method. What no rule has a site in is never
parsed by LibCST.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from migrator.python2.offsets import Offsets
from migrator.rules import Rule

Lines = tuple[int, int, list[ast.stmt]]
_COMPOUND = (
    ast.FunctionDef,
    ast.ClassDef,
    ast.If,
    ast.For,
    ast.While,
    ast.With,
    ast.Try,
)
# Of these the header can be read without what follows it.
_HEADED = (ast.FunctionDef, ast.ClassDef, ast.If, ast.For, ast.While, ast.With)


class Sites:
    """Carrier offsets at which rules may act.

    At those in `statements` a rule wants the statement around them, at those in
    `definitions` the whole function. Both are in ascending order.
    """

    def __init__(self, found: Iterable[tuple[Rule, int]]) -> None:
        self._rules: dict[Rule, int] = {}
        wanted: dict[str, set[int]] = {"statement": set(), "definition": set()}
        places: set[tuple[int, int]] = set()
        for rule, offset in found:
            wanted[rule.unit].add(offset)
            places.add((offset, self._rules.setdefault(rule, len(self._rules))))
        self.statements = sorted(wanted["statement"])
        self.definitions = sorted(wanted["definition"])
        self._places = sorted(places)

    def rules(self, start: int, end: int) -> list[Rule]:
        """The rules that may act between two offsets, in the order in which they were named."""
        first, last = bisect_left(self._places, (start, 0)), bisect_left(self._places, (end, 0))
        order = list(self._rules)
        return [order[index] for index in sorted({index for _, index in self._places[first:last]})]


@dataclass(frozen=True)
class Unit:
    """Whole lines `text[start:end]` of the carrier text; `indented` within a block.

    Its block starts at the offset `block` and holds so many units, whether they have a site
    or not. It is the last of an indented block or not. The header of a compound statement is to
    be read with a `body` after it.
    """

    start: int
    end: int
    indented: bool
    block: int
    units_in_block: int
    is_last: bool
    body: str = ""


def find_units(module: ast.Module, offsets: Offsets, sites: Sites | None) -> list[Unit]:
    """The units that hold a site, in order; all top-level statements where `sites` is None."""
    return list(_units(module.body, offsets, sites, False))


def _units(
    body: list[ast.stmt], offsets: Offsets, sites: Sites | None, indented: bool
) -> Iterator[Unit]:
    lines = list(_lines(body, offsets))
    for first, last, statements in lines:
        is_last = indented and first == lines[-1][0]
        unit = Unit(first, last, indented, lines[0][0], len(lines), is_last)
        if sites is None:
            yield unit
            continue
        whole = _between(sites.definitions, first, last)
        inside = _between(sites.statements, first, last) + whole
        if not inside:
            continue
        only = statements[0] if len(statements) == 1 else None
        if isinstance(only, ast.ClassDef) or (isinstance(only, _COMPOUND) and not whole):
            blocks = _blocks(only, offsets)
            inner = [group for block in blocks for group in _lines(block, offsets)]
            header = first
            if isinstance(only, _HEADED) and not _between(sites.definitions, first, inner[0][0]):
                header = inner[0][0]
            if _stand_alone(inner, offsets) and all(
                site < header or any(a <= site < b for a, b, _ in inner) for site in inside
            ):
                if _between(sites.statements, first, header):
                    blanks = offsets.text[header : offsets.start(inner[0][2][0])].partition("@")[0]
                    yield replace(unit, end=header, body=f"{blanks}pass\n")
                for block in blocks:
                    yield from _units(block, offsets, sites, True)
                continue
        yield unit


def _between(sites: list[int], start: int, end: int) -> list[int]:
    return sites[bisect_left(sites, start) : bisect_left(sites, end)]


def _blocks(statement: ast.stmt, offsets: Offsets) -> list[list[ast.stmt]]:
    """The blocks of a compound statement, those after its `elif`, `except`, `else` too.

    None for an import with a fallback: what becomes of it is decided as a whole.
    """
    blocks = [getattr(statement, "body", [])]
    if isinstance(statement, ast.Try):
        if any(isinstance(part, (ast.Import, ast.ImportFrom)) for part in statement.body):
            return []
        blocks += [handler.body for handler in statement.handlers]
    rest = getattr(statement, "orelse", [])
    if len(rest) == 1 and offsets.text.startswith("elif", offsets.start(rest[0])):
        blocks += _blocks(rest[0], offsets)
    elif rest:
        blocks.append(rest)
    if isinstance(statement, ast.Try) and statement.finalbody:
        blocks.append(statement.finalbody)
    return blocks


def _stand_alone(groups: list[Lines], offsets: Offsets) -> bool:
    """Whether each of these lines starts a logical line of its own: not `else: print x`."""
    text = offsets.text
    return bool(groups) and not any(
        text[start : offsets.start(statements[0])].strip(" \t\f").partition("@")[0]
        or text.endswith("\\\n", 0, start)
        for start, _, statements in groups
    )


def _lines(body: list[ast.stmt], offsets: Offsets) -> Iterator[Lines]:
    """Statements with the offsets of their first line's start and last line's end."""
    group: list[ast.stmt] = []
    first = last = 0
    for statement in body:
        top = statement.lineno
        for decorator in getattr(statement, "decorator_list", ()):
            top = min(top, decorator.lineno)
        if group and top > last:
            yield offsets.line(first), offsets.line(last + 1), group
            group = []
        if not group:
            first = top
        group.append(statement)
        last = statement.end_lineno or statement.lineno
    if group:
        yield offsets.line(first), offsets.line(last + 1), group
