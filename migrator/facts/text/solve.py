"""The graph of one module, or of all modules of a program, built and decided."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from migrator.facts.text.build import NUMBERS, Builder
from migrator.facts.text.cells import TEXT, Cell, Edge, Graph
from migrator.facts.text.costs import DEEP, FIRM, UNSEEN
from migrator.facts.text.cut import Sides, decide
from migrator.facts.text.definitions import declare
from migrator.facts.text.handing import hand_on
from migrator.facts.text.later import Stage
from migrator.facts.text.nodes import put_in

_CONTAINERS = ("list", "dict", "file")
NO_STRINGS = (*_CONTAINERS, "instance", "class", "function")


def solve(builders: Sequence[Builder]) -> Sides:
    """Build the modules of `builders`, which share their graph, and decide all cells of it."""
    graph = builders[0].graph
    for builder in builders:
        declare(builder)
    for builder in builders:
        put_in(builder)
    for builder in builders:
        hand_on(builder)
        _know(builder)
    _settle(builders)
    _show(graph, builders)
    _judge_formats(graph, builders)
    for edge in graph.edges:
        if "." in (graph.kind(edge.source) or ""):  # an object that is made of strings
            graph.match(edge.source, edge.target)
    _keep_bytearrays(graph)
    taken = _taking_either(graph, builders)
    strings = {cell.found() for builder in builders for cell in builder.strings}
    likely = known_strings(builders)  # containers of strings are taken for strings, and guarded
    graph.edges = [
        edge
        for edge in graph.edges
        if edge.target.found() not in taken
        and (
            graph.kind(edge.source) not in NO_STRINGS
            or _is_string(edge, likely if graph.kind(edge.source) in _CONTAINERS else strings)
        )
    ]
    return decide(graph)


def _know(builder: Builder) -> None:
    """Take over what is decided already of the names of a module."""
    scope = builder.facts.scopes.module
    for name, cell in builder.siblings.own(builder) if builder.siblings else ():
        builder.graph.tie(builder.variables.named(scope, name), cell)


def _settle(builders: Sequence[Builder]) -> None:
    """Answer what had to wait: by what is known, by names that tell, then by what is left."""
    for stage in Stage:
        while any(builder.later for builder in builders):
            builders[0].graph.share_objects()
            if stage is Stage.STRINGS:
                known = known_strings(builders)
                for builder in builders:
                    builder.known = known
            if not any([_answer(builder, stage) for builder in builders]):
                break
    shapes = {cell.shape.found() for builder in builders for cell in builder.cells.values()}
    for shape in shapes:
        element = shape.children.get("element")
        if element is not None:
            for name, part in list(shape.children.items()):
                if name.isdigit() and shape.kind != "function":
                    builders[0].graph.tie(element, part)


def _answer(builder: Builder, stage: Stage) -> bool:
    """Settle what can be; whether anything was."""
    asked, builder.later = builder.later, []
    left = [one for one in asked if not one.settle(builder, stage)]
    builder.later = left + builder.later
    return len(left) < len(asked)


def known_strings(builders: Iterable[Builder]) -> set[Cell]:
    """The cells of which something says that they hold strings."""
    builders = list(builders)
    put = {(part.found(), whole.found()) for one in builders for part, whole in one.formats}
    ends: dict[Cell, list[Cell]] = {}
    for edge in builders[0].graph.edges:
        source, target = edge.source.found(), edge.target.found()
        if (source, target) not in put:
            ends.setdefault(source, []).append(target)
            ends.setdefault(target, []).append(source)
    known = {cell.found() for one in builders for cell in one.strings}
    pending = list(known)
    while pending:
        for end in ends.get(pending.pop(), ()):
            if end not in known:
                known.add(end)
                pending.append(end)
    return known


def _show(graph: Graph, builders: Iterable[Builder]) -> None:
    """What is written with the containers that it lies in is text."""
    seen = set()
    pending = [cell for builder in builders for cell in builder.deep]
    while pending:
        shape = pending.pop().shape.found()
        if shape in seen or shape.kind not in ("list", "dict"):
            continue
        seen.add(shape)
        for part in shape.children.values():
            graph.fix(part, TEXT, DEEP)
            pending.append(part)


def _judge_formats(graph: Graph, builders: Sequence[Builder]) -> None:
    """`b'%s'` takes bytes only: a format is text where nothing says that a string is put in."""
    known = known_strings(builders)
    pairs = {(part.found(), whole.found()) for one in builders for part, whole in one.formats}
    for part, whole in pairs:
        if part not in known:
            graph.fix(whole, TEXT, UNSEEN)


def _taking_either(graph: Graph, builders: Iterable[Builder]) -> set[Cell]:
    """The cells that take either colour: those that are open, and what flows nowhere but there."""
    taken = {cell.found() for builder in builders for cell in builder.open}
    bound = {cell.found() for cell, _ in graph.borders}
    targets: dict[Cell, set[Cell]] = {}
    sources: dict[Cell, set[Cell]] = {}
    for edge in graph.edges:
        source, target = edge.source.found(), edge.target.found()
        if source is not target:
            targets.setdefault(source, set()).add(target)
            sources.setdefault(target, set()).add(source)
    pending = list(taken)
    while pending:
        for source in sources.get(pending.pop(), ()):
            if source not in taken and source not in bound and targets[source] <= taken:
                taken.add(source)
                pending.append(source)
    return taken


def _keep_bytearrays(graph: Graph) -> None:
    """A bytearray is changed in place: it is converted where it is shown, not on its way."""
    texts = {
        cell.found()
        for cell, border in graph.borders
        if border.colour == TEXT and border.cost >= FIRM
    }
    for edge in graph.edges:
        if graph.kind(edge.source) == "bytearray" and edge.target.found() not in texts:
            graph.match(edge.source, edge.target)


def _is_string(edge: Edge, strings: set[Cell]) -> bool:
    """Whether one end of an edge surely is a string, whatever else is said of it."""
    return edge.source.found() in strings or edge.target.found() in strings


def numeric(builders: Sequence[Builder]) -> set[Cell]:
    """The cells that numbers are put in: what else is said of them is said of others, too."""
    edges = builders[0].graph.edges
    sites = {edge.site for edge in edges}
    owners = {node: one for one in builders for node in one.cells if node in sites}
    found = {
        edge.target.found()
        for edge in edges
        if (site := edge.site) is not None
        and (owner := owners.get(site))
        and owner.facts.types.is_a(site, *NUMBERS)
    }
    for builder in builders:
        for node in builder.facts.walk.of(ast.Assign):
            if builder.facts.types.is_a(node.value, *NUMBERS):
                found.update(builder.cell(target).found() for target in node.targets)
    return found
