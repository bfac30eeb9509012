"""The pieces of a module that are parsed one by one.

A unit is a top-level statement, or a statement in the body of a class where what is to
change lies within that statement. What no rule has a site in is never parsed by LibCST.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from migrator.python2.parsing import Offsets


@dataclass(frozen=True)
class Unit:
    """Whole lines `text[start:end]` of the carrier text; `indented` within a class."""

    start: int
    end: int
    indented: bool


def find_units(module: ast.Module, offsets: Offsets, sites: list[int] | None) -> list[Unit]:
    """The units that hold a site, in order; all top-level ones where `sites` is None.

    `sites` are carrier offsets in ascending order.
    """
    return list(_units(module.body, offsets, sites, False))


def _units(
    body: list[ast.stmt], offsets: Offsets, sites: list[int] | None, indented: bool
) -> Iterator[Unit]:
    for first, last, statements in _lines(body, offsets):
        if sites is None:
            yield Unit(first, last, indented)
            continue
        low, high = bisect_left(sites, first), bisect_left(sites, last)
        if low == high:
            continue
        only = statements[0]
        if isinstance(only, ast.ClassDef) and len(statements) == 1:
            inner = list(_lines(only.body, offsets))
            inside = sites[low:high]
            if inner[0][0] > offsets.start(only) and all(
                any(a <= site < b for a, b, _ in inner) for site in inside
            ):
                yield from _units(only.body, offsets, sites, True)
                continue
        yield Unit(first, last, indented)


def _lines(body: list[ast.stmt], offsets: Offsets) -> Iterator[tuple[int, int, list[ast.stmt]]]:
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
