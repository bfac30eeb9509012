"""Variables and attributes of classes that stand for a module of the standard library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from migrator.facts.scopes import root_name
from migrator.module import Module
from migrator.rules.classes import bodies

_NOTE = "a class beneath may have another module in this attribute"


@dataclass(frozen=True)
class Carried:
    """A standard `module`, the imports that bring it, and the attributes that are taken of it.

    `note` tells what is taken for granted.
    """

    module: str
    aliases: tuple[ast.AST, ...]
    uses: tuple[ast.Attribute, ...]
    note: str = ""


def carried_modules(module: Module) -> Iterator[Carried]:
    """The modules that something is bound to once and for all, as `q = Queue`."""
    scopes = module.facts.scopes
    for scope in module.facts.walk.scopes:
        for name, stores in scope.stores.items():
            if len(stores) != 1 or not isinstance(stores[0], ast.Name):
                continue
            value = scopes.assignment(stores[0]).value
            if value is None or not scopes.standard_module(value):
                continue
            binding = scopes.lookup(scope, name)
            if scopes.carried(binding):
                yield _carried(module, value, *scopes.loads(binding))
            if isinstance(scope.node, ast.ClassDef) and not _stores(module, name):
                yield _of_class(module, value, scope.node, name)
    for node in module.facts.walk.of(ast.Attribute):
        if isinstance(node.ctx, ast.Store) and _stores(module, node.attr) == [node]:
            value, owner = scopes.assignment(node).value, _owner(module, node.value)
            if value is not None and owner is not None and scopes.standard_module(value):
                if not bodies.stores(module, owner, node.attr):
                    yield _of_class(module, value, owner, node.attr)


def attributes_of(module: Module, *nodes: ast.AST) -> tuple[ast.Attribute, ...]:
    """The attributes that are taken of nodes."""
    above = (module.facts.walk.parents[node] for node in nodes)
    return tuple(node for node in above if isinstance(node, ast.Attribute))


def _carried(module: Module, value: ast.expr, *nodes: ast.AST, note: str = "") -> Carried:
    scopes, root = module.facts.scopes, root_name(value)
    assert root is not None
    aliases = (one.node for one in scopes.resolve(root).definitions if one.target is not None)
    uses = attributes_of(module, *nodes)
    return Carried(scopes.standard_module(value), tuple(aliases), uses, note)


def _of_class(module: Module, value: ast.expr, owner: ast.ClassDef, name: str) -> Carried:
    """A module that stands in an attribute of a class, or of all its objects."""
    nodes = (
        node
        for node in module.facts.walk.attributes(name)
        if isinstance(node.ctx, ast.Load)
        if _owner(module, node.value) is owner
    )
    return _carried(module, value, *nodes, note=_NOTE)


def _stores(module: Module, name: str) -> list[ast.Attribute]:
    """Where an attribute of that name is bound or deleted, of whatever."""
    nodes = module.facts.walk.attributes(name)
    return [node for node in nodes if not isinstance(node.ctx, ast.Load)]


def _owner(module: Module, receiver: ast.expr) -> ast.ClassDef | None:
    """The class that an expression is, or of whose methods it is the first parameter."""
    if not isinstance(receiver, ast.Name):
        return None
    node = module.facts.scopes.resolve(receiver).node
    if isinstance(node, ast.ClassDef):
        return node
    parents = module.facts.walk.parents
    function = parents[parents[node]] if isinstance(node, ast.arg) else None
    if not isinstance(function, ast.FunctionDef) or bodies.receiver(function) != receiver.id:
        return None
    return module.facts.parents.method_class(function)
