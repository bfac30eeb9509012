"""Where the strings come from that something takes as bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from migrator.facts.text.cells import BYTES, HINT, Cell, Graph

_STRINGS = (None, "string")


class Origins:
    """Answers for the cells of a graph that is decided.

    A cell is vouched for where a literal is in it, or what the library or another module gives:
    it has the colour that was decided. Of one that nothing flows to but what is unknown, as a
    parameter that nobody passes here, only what is done with it is known.
    """

    def __init__(self, graph: Graph, literals: Iterable[Cell]) -> None:
        self._graph = graph
        self._borders = {
            cell.found(): border.colour for cell, border in graph.borders if border.cost > HINT
        }
        self._vouched = {*self._borders, *(cell.found() for cell in literals)}
        self._sources: dict[Cell, list[Cell]] = {}
        for edge in graph.edges:
            if edge.site is not None:
                self._sources.setdefault(edge.target.found(), []).append(edge.source.found())

    def takes_bytes(self, cell: Cell) -> bool:
        """Whether a cell is that of something which must be given bytes."""
        return self._borders.get(cell.found()) == BYTES

    def is_unknown(self, cell: Cell) -> bool:
        """Whether nothing vouches for what is in a cell."""
        seen: set[Cell] = set()
        pending: Collection[Cell] = [cell.found()]
        while pending:
            if any(one in self._vouched or self._is_object(one) for one in pending):
                return False
            seen.update(pending)
            found = {source for one in pending for source in self._sources.get(one, ())}
            pending = found - seen
        return True

    def _is_object(self, cell: Cell) -> bool:
        return self._graph.kind(cell) not in _STRINGS
