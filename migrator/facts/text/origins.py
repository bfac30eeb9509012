"""Where the strings come from that something takes as bytes."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from migrator import stdlib
from migrator.facts.text.cells import BYTES, HINT, Cell, Graph
from migrator.facts.text.costs import SOLVED, SUPPOSED

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder

_STRINGS = (None, "string")


class Origins:
    """Answers for the cells of a graph that is decided.

    A cell is vouched for where a literal is in it, or what the library or another module gives:
    it has the colour that was decided. Of one that nothing flows to but what is unknown, as a
    parameter that nobody passes here, only what is done with it is known.
    """

    def __init__(self, graph: Graph, builders: Iterable[Builder]) -> None:
        self._graph = graph
        self._builders = builders
        self._given = {
            cell.found()
            for cell, border in graph.borders
            if border.cost > HINT and border.cost != SUPPOSED
        }
        self._takers = {
            cell.found()
            for cell, border in graph.borders
            if border.colour == BYTES
            and border.cost > HINT
            and border.cost not in (SOLVED, SUPPOSED)
        }

    def takes_bytes(self, cell: Cell) -> bool:
        """Whether a cell is that of something in the library which must be given bytes."""
        return cell.found() in self._takers

    def is_unknown(self, cell: Cell) -> bool:
        """Whether nothing vouches for what is in a cell."""
        return cell.found() not in self._vouched and not self._is_object(cell)

    @cached_property
    def _vouched(self) -> set[Cell]:
        """What something vouches for, and all that this gets to."""
        targets: dict[Cell, list[Cell]] = {}
        found = {*self._given, *(cell.found() for one in self._builders for cell in _known(one))}
        for edge in self._graph.edges:
            if edge.site is not None:
                targets.setdefault(edge.source.found(), []).append(edge.target.found())
        found.update(filter(self._is_object, targets))
        pending = list(found)
        while pending:
            for target in targets.get(pending.pop(), ()):
                if target not in found:
                    found.add(target)
                    pending.append(target)
        return found

    def _is_object(self, cell: Cell) -> bool:
        return self._graph.kind(cell) not in _STRINGS


def _known(builder: Builder) -> Iterator[Cell]:
    """The cells of what is read from files, of literals, and of what the library's functions give."""
    for opening in builder.openings:
        yield opening.content
    yield from map(builder.cell, builder.literals)
    for node, cell in builder.cells.items():
        name = isinstance(node, ast.Call) and builder.facts.scopes.imported(node.func)
        if name and stdlib.is_stdlib_module_2(name.partition(".")[0]):
            yield cell
