"""What functions of the library draw from iterables: `itertools.chain`, `random.choice`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrator.facts.text.cells import TEXT, Cell
from migrator.facts.text.later import Iterate, Stage, is_string

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder


def chained(builder: Builder, node: ast.Call) -> None:
    """`itertools.chain(...)`: the elements of all its arguments."""
    element = _elements(builder, node)
    for given in node.args:
        if not isinstance(given, ast.Starred):
            builder.later.append(Iterate(builder.cell(given), element, given))


def one(builder: Builder, node: ast.Call) -> None:
    """`random.choice(values)`"""
    for given in node.args[:1]:
        builder.later.append(Drawn(builder.cell(given), builder.cell(node), given))


def some(builder: Builder, node: ast.Call) -> None:
    """`random.sample(values, number)`"""
    for given in node.args[:1]:
        builder.later.append(Drawn(builder.cell(given), _elements(builder, node), given))


def _elements(builder: Builder, node: ast.Call) -> Cell:
    """What the list or iterator that a call gives is made of."""
    builder.graph.set_kind(builder.cell(node), "list")
    return builder.graph.child(builder.cell(node), "element")


class Drawn:
    """One of the elements of a value: of a string a character, which bytes do not have."""

    def __init__(self, value: Cell, element: Cell, node: ast.expr) -> None:
        self.value = value
        self.element = element
        self.node = node

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph = builder.graph
        if graph.kind(self.value) == "list":
            graph.tie(graph.child(self.value, "element"), self.element)
        elif is_string(builder, self.value, stage):
            builder.want(self.node, TEXT)
            graph.fix(self.element, TEXT)
        else:
            return stage is Stage.LAST
        return True
