"""The cheapest cut between what must be bytes and what must be text.

Dinic's algorithm on the cells of each connected part that meets both colours.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from migrator.facts.text.cells import BYTES, TEXT, Border, Cell, Edge, Graph
from migrator.facts.text.costs import NEVER


@dataclass(frozen=True)
class Sides:
    """The cells (as `Cell.found` gives them) that are to be bytes; all others are text.

    `parted` are those of the others that are tied to bytes, over conversions.
    """

    bytes: set[Cell]
    parted: set[Cell]


def decide(graph: Graph) -> Sides:
    """The colours that cost least."""
    borders: dict[Cell, list[Border]] = {}
    for cell, border in graph.borders:
        borders.setdefault(cell.found(), []).append(border)
    ends: dict[Cell, list[Edge]] = {}
    for edge in graph.edges:
        source, target = edge.source.found(), edge.target.found()
        if source is not target:
            ends.setdefault(source, []).append(edge)
            ends.setdefault(target, []).append(edge)
    found: set[Cell] = set()
    seen: set[Cell] = set()
    for cell, given in borders.items():
        if cell not in seen and any(border.colour == BYTES for border in given):
            part = _connected(cell, ends)
            seen |= part
            if any(border.colour == TEXT for one in part for border in borders.get(one, ())):
                found |= _cut(part, ends, borders)
            else:
                found |= part
    return Sides(found, seen - found)


def _connected(start: Cell, ends: dict[Cell, list[Edge]]) -> set[Cell]:
    part = {start}
    pending = [start]
    while pending:
        for edge in ends.get(pending.pop(), ()):
            for end in (edge.source.found(), edge.target.found()):
                if end not in part:
                    part.add(end)
                    pending.append(end)
    return part


class _Network:
    """Arcs by number: 2n and 2n+1 are the two directions of one."""

    def __init__(self) -> None:
        self.arcs: dict[object, list[int]] = {}
        self.heads: list[object] = []
        self.room: list[int] = []

    def join(self, one: object, other: object, there: int, back: int) -> None:
        for tail, head, room in ((one, other, there), (other, one, back)):
            self.arcs.setdefault(tail, []).append(len(self.heads))
            self.heads.append(head)
            self.room.append(room)

    def reached(self, start: object) -> dict[object, int]:
        """How far each node is from `start` along arcs with room."""
        levels = {start: 0}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for arc in self.arcs.get(node, ()):
                head = self.heads[arc]
                if self.room[arc] > 0 and head not in levels:
                    levels[head] = levels[node] + 1
                    queue.append(head)
        return levels

    def fill(self, start: object, end: object) -> None:
        """Send as much as there is room for."""
        while end in (levels := self.reached(start)):
            tried = dict.fromkeys(self.arcs, 0)
            while path := self._path(start, end, levels, tried):
                least = min(self.room[arc] for arc in path)
                for arc in path:
                    self.room[arc] -= least
                    self.room[arc ^ 1] += least

    def _path(
        self, start: object, end: object, levels: dict[object, int], tried: dict[object, int]
    ) -> list[int]:
        path: list[int] = []
        node = start
        while node is not end:
            arcs = self.arcs[node]
            while tried[node] < len(arcs):
                arc = arcs[tried[node]]
                head = self.heads[arc]
                if self.room[arc] > 0 and levels.get(head) == levels[node] + 1:
                    path.append(arc)
                    node = head
                    break
                tried[node] += 1
            else:
                if not path:
                    return []
                node = self.heads[path.pop() ^ 1]
                tried[node] += 1
        return path


def _cut(
    part: Iterable[Cell],
    ends: dict[Cell, list[Edge]],
    borders: dict[Cell, list[Border]],
) -> set[Cell]:
    """The cells on the side of bytes: as many as a cheapest cut allows.

    Bytes behave in Python 3 as native strings did, so text begins where it is asked for.
    """
    network = _Network()
    for cell in part:
        for border in borders.get(cell, ()):
            if border.colour == BYTES:
                network.join(BYTES, cell, border.cost, 0)
            else:
                network.join(cell, TEXT, border.cost, 0)
        for edge in ends.get(cell, ()):
            if edge.source.found() is cell:
                cost = min(edge.cost, NEVER)
                network.join(cell, edge.target.found(), cost, cost)
    network.fill(BYTES, TEXT)
    is_text = _reaching(network, TEXT)
    return {cell for cell in part if cell not in is_text}


def _reaching(network: _Network, end: object) -> set[object]:
    """The nodes from which there is still room to `end`."""
    found = {end}
    pending = [end]
    while pending:
        node = pending.pop()
        for arc in network.arcs.get(node, ()):
            tail = network.heads[arc]
            if network.room[arc ^ 1] > 0 and tail not in found:
                found.add(tail)
                pending.append(tail)
    return found
