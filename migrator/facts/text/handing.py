"""What functions hand on of what they are given: `def f(self, *args): self.g(*args)`.

What gets into such a function at a place gets to a place of the other. With a constructor that
depends on the class that is made: methods are looked up in the order of its bases.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrator.facts.effects import subtree
from migrator.facts.text.cells import MAKING, Cell
from migrator.facts.text.definitions import (
    CONSTRUCTORS,
    MAKING_OF_BASE,
    class_of_self,
    given_to_super,
    is_static,
)

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder

# A definition and its module; for a class of which only the cell is known, what stands for it.
Known = tuple["Builder", ast.AST]
_FAR = 8  # through how many functions things are followed that are handed on


@dataclass
class Places:
    """Where a function takes things: by position, with the names that they have, and by name."""

    listed: list[tuple[str, Cell]]
    named: dict[str, Cell]
    others: Cell | None = None


def hand_on(builder: Builder) -> None:
    """Give functions the places of those to which they hand on, and classes their constructors."""
    for node in builder.facts.walk.of(ast.ClassDef):
        _make(builder, node)
    for function in builder.facts.walk.of(ast.FunctionDef):
        if not builder.handing.get(function):
            continue
        class_ = builder.facts.parents.method_class(function)
        if class_ is None or function.name not in CONSTRUCTORS:
            order = _order(builder, class_) if class_ is not None else []
            _fill(builder, builder.cell(function), _places(builder, function, order, _FAR))


def find_handing(builder: Builder) -> dict[ast.AST, list[ast.Call]]:
    """The functions that take `*args` or `**kwargs`, and the calls to which they give them on."""
    return {
        function: _calls(builder, function)
        for function in builder.facts.walk.of(ast.FunctionDef)
        if function.args.vararg is not None or function.args.kwarg is not None
    }


def _calls(builder: Builder, function: ast.FunctionDef) -> list[ast.Call]:
    extra = [one for one in (function.args.vararg, function.args.kwarg) if one is not None]
    scope = builder.facts.scopes.scope_of(extra[0])
    kept = {one.arg for one in extra if len(scope.stores[one.arg]) == 1}
    return [
        node
        for node in subtree(function.body)
        if isinstance(node, ast.Call)
        and not kept.isdisjoint(_spread(node))
        and builder.facts.parents.function(node) is function
    ]


def _spread(call: ast.Call) -> list[str]:
    """The names of what stands behind `*` and `**`."""
    given = [one.value for one in call.args if isinstance(one, ast.Starred)]
    given += [one.value for one in call.keywords if one.arg is None]
    return [one.id for one in given if isinstance(one, ast.Name)]


def _make(builder: Builder, node: ast.ClassDef) -> None:
    """Find what makes an object of a class, and what `super` calls in the class itself."""
    graph, own = builder.graph, builder.cell(node)
    order = _order(builder, node)
    if len(order) > 1:
        _tie_constructor(builder, graph.child(own, MAKING_OF_BASE), order, 1)
    found = _method(order, CONSTRUCTORS)
    if found is None or found[0] or builder.handing.get(found[1][1]):
        _tie_constructor(builder, graph.child(own, MAKING), order, 0)


def _tie_constructor(builder: Builder, making: Cell, order: list[Known], first: int) -> None:
    """Make a cell the function of the constructor that comes first in the order of a class."""
    graph = builder.graph
    found = _method(order, CONSTRUCTORS, first)
    if found is None:
        for owner, node in order[first:]:
            if not isinstance(node, ast.ClassDef):
                graph.tie(making, graph.child(owner.cell(node), MAKING))
                return
        return
    owner, function = found[1]
    if not isinstance(function, ast.FunctionDef):
        graph.tie(making, graph.child(owner.cell(function), MAKING))
    elif owner.handing.get(function):
        graph.set_kind(made := Cell(), "function")
        places = _places(owner, function, order, _FAR)
        _fill(builder, made, places)
        made.shape.found().names = tuple(name for name, _ in places.listed)
        graph.tie(making, made)
    else:
        graph.tie(making, owner.cell(function))


def _fill(builder: Builder, function: Cell, places: Places) -> None:
    """Give a function places."""
    graph = builder.graph
    for index, (_, cell) in enumerate(places.listed):
        graph.tie(graph.child(function, str(index)), cell)
    for name, cell in places.named.items():
        graph.tie(graph.child(function, name), cell)
    if places.others is not None:
        graph.tie(graph.child(function, "others"), places.others)


def _places(builder: Builder, node: ast.FunctionDef, order: list[Known], far: int) -> Places:
    """The places of a function, with those that it hands on; without the first of a method."""
    graph, own = builder.graph, builder.cell(node)
    parameters = [*node.args.posonlyargs, *node.args.args]
    class_ = builder.facts.parents.method_class(node)
    if class_ is not None and not is_static(node, class_):
        parameters = parameters[1:]
    listed = [(one.arg, graph.child(own, one.arg)) for one in parameters]
    found = Places(listed, dict(listed))
    count, is_known = len(listed), False
    for call in builder.handing.get(node, ()) if far else ():
        target = _target(builder, call, order, far - 1)
        if target is not None:
            is_known = True
            _take_over(builder, found, count, call, *target)
    if node.args.vararg is not None and not is_known:
        found.others = graph.child(own, "others")
    return found


def _take_over(
    builder: Builder, found: Places, count: int, call: ast.Call, target: Places, shift: int
) -> None:
    """Add to the places of a function, which has `count` of its own, those that a call hands on to.

    `shift`: how many of the arguments the target does not tell of.
    """
    graph = builder.graph
    given = [isinstance(one, ast.Starred) for one in call.args]
    first = (given.index(True) if True in given else len(given)) - shift
    if True in given:
        for index, (name, cell) in enumerate(target.listed[first:], count):
            if index < len(found.listed):
                graph.tie(found.listed[index][1], cell)
            else:
                found.listed.append((name, cell))
        found.others = found.others or target.others
    if any(one.arg is None for one in call.keywords):
        taken = {one.arg for one in call.keywords} | {name for name, _ in target.listed[:first]}
        taken |= {name for name, _ in found.listed[:count]}
        for name, cell in target.named.items():
            if name not in taken:
                graph.tie(found.named.setdefault(name, cell), cell)


def _target(
    builder: Builder, call: ast.Call, order: list[Known], far: int
) -> tuple[Places, int] | None:
    """The places of the function that is called, if it is seen, and how many of the arguments they
    do not tell of.
    """
    function, shift = call.func, 0
    if isinstance(function, ast.Attribute):
        value = function.value
        if given := given_to_super(value):
            class_ = builder.definition(given[0])
            found = None
            if class_ in order:
                found = _method(order, (function.attr,), order.index(class_) + 1)
        elif class_of_self(builder, value) is not None:
            found = _method(order, (function.attr,))
        else:
            class_ = builder.definition(value)
            if class_ is None:
                return _of_function(builder.definition(function), far)
            if not call.args or isinstance(call.args[0], ast.Starred):
                return None
            found, shift = _method(_order(*class_), (function.attr,)), 1
        if found is None or not isinstance(method := found[1][1], ast.FunctionDef):
            return None
        return _places(found[1][0], method, order, far), shift
    return _of_function(builder.definition(function), far)


def _of_function(found: Known | None, far: int) -> tuple[Places, int] | None:
    """The places of a function or class that has a name."""
    if found is None:
        return None
    owner, function = found
    order: list[Known] = []
    if isinstance(function, ast.ClassDef):
        order = _order(owner, function)
        constructor = _method(order, CONSTRUCTORS)
        if constructor is None:
            return None
        owner, function = constructor[1]
    if not isinstance(function, ast.FunctionDef):
        return None
    return _places(owner, function, order, far), 0


def _method(order: list[Known], names: tuple[str, ...], first: int = 0) -> tuple[int, Known] | None:
    """The first method of some names, and its place in the order of a class."""
    for index, (builder, node) in enumerate(order[first:], first):
        if not isinstance(node, ast.ClassDef):
            if names is CONSTRUCTORS and builder.graph.part(builder.cell(node), MAKING):
                return index, (builder, node)
            continue
        stores = builder.class_scopes[node].stores
        for name in names:
            if name in stores:
                found = stores[name][-1]
                return (index, (builder, found)) if isinstance(found, ast.FunctionDef) else None
    return None


def _order(builder: Builder, node: ast.AST, around: tuple[ast.AST, ...] = ()) -> list[Known]:
    """A class and those that it derives from, in the order in which methods are looked up."""
    if not isinstance(node, ast.ClassDef):
        return [(builder, node)]
    found: list[Known] = [(builder, node)]
    for base in node.bases:
        known = builder.definition(base)
        if known is not None and known[1] not in (*around, node):
            found += _order(*known, (*around, node))
        elif known is None and (
            builder.from_sibling(base) is not None
            or (isinstance(base, ast.Name) and not builder.imported(base))
        ):
            found.append((builder, base))
    return [one for index, one in enumerate(found) if one not in found[index + 1 :]]
