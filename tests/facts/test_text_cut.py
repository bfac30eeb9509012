"""The graph of text and bytes, and its cut, without any Python code."""

from __future__ import annotations

import ast
import random
from itertools import pairwise

from migrator.facts.text.cells import BYTES, TEXT, Cell, Graph
from migrator.facts.text.cut import decide

SITE = ast.Name("x", ast.Load())


def chain(length: int) -> tuple[Graph, list[Cell]]:
    """Cells of which each flows into the next at a cost of 2."""
    graph, cells = Graph(), [Cell() for _ in range(length)]
    for one, other in pairwise(cells):
        graph.flow(one, other, SITE, 2)
    return graph, cells


def test_without_borders_all_is_text() -> None:
    graph, _ = chain(3)
    assert decide(graph).bytes == set()


def test_one_colour_takes_the_whole_part() -> None:
    graph, cells = chain(4)
    graph.fix(cells[2], BYTES)
    assert decide(graph).bytes == {cell.found() for cell in cells}


def test_text_alone_makes_nothing_bytes() -> None:
    graph, cells = chain(3)
    graph.fix(cells[0], TEXT)
    assert decide(graph).bytes == set()


def test_the_cheapest_edge_is_cut() -> None:
    graph, cells = chain(4)
    graph.edges[1].cost = 1
    graph.fix(cells[0], BYTES)
    graph.fix(cells[3], TEXT)
    assert decide(graph).bytes == {cells[0].found(), cells[1].found()}


def test_among_equal_cuts_text_begins_late() -> None:
    graph, cells = chain(4)
    graph.fix(cells[0], BYTES)
    graph.fix(cells[3], TEXT)
    assert decide(graph).bytes == {cell.found() for cell in cells[:3]}


def test_a_weak_border_gives_way() -> None:
    graph, cells = chain(2)
    graph.fix(cells[0], BYTES, 1)
    graph.fix(cells[1], TEXT)
    assert decide(graph).bytes == set()


def test_what_is_tied_has_one_colour() -> None:
    graph, cells = chain(3)
    other = Cell()
    graph.tie(cells[1], other)
    graph.fix(other, BYTES)
    assert other.found() in decide(graph).bytes


def test_containers_that_flow_share_their_elements() -> None:
    graph, cells = chain(2)
    graph.fix(graph.child(cells[0], "element"), BYTES)
    assert graph.child(cells[1], "element").found() in decide(graph).bytes


def test_a_cut_is_never_dearer_than_a_plain_one() -> None:
    """Against what cutting right at one of the borders would cost, on random graphs."""
    chance = random.Random(7)
    for _ in range(60):
        graph, cells = chain(chance.randint(2, 12))
        for _ in range(chance.randint(0, 12)):
            graph.flow(chance.choice(cells), chance.choice(cells), SITE, chance.randint(1, 5))
        graph.fix(cells[0], BYTES)
        graph.fix(cells[-1], TEXT)
        found = decide(graph).bytes
        assert cells[0].found() in found and cells[-1].found() not in found
        cost = _cost(graph, found)
        assert cost <= _cost(graph, {cells[0].found()})
        assert cost <= _cost(graph, {cell.found() for cell in cells[:-1]})


def _cost(graph: Graph, found: set[Cell]) -> int:
    return sum(
        edge.cost
        for edge in graph.edges
        if (edge.source.found() in found) != (edge.target.found() in found)
    )
