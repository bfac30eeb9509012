"""What the rules about special methods ask of a class and of a method's body."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

import libcst as cst

from migrator.facts.effects import children, subtree
from migrator.facts.walk import FUNCTIONS, Function
from migrator.module import Module
from migrator.python2.traversal import replace


def stores(module: Module, class_: ast.ClassDef, name: str) -> list[ast.AST]:
    """What binds `name` in the body of a class: methods, and names that are assigned to."""
    return module.facts.scopes.scope_of(class_.body[0]).stores.get(name, [])


def heirs(module: Module, class_: ast.AST | None) -> list[ast.ClassDef]:
    """A class and those of the module that derive from it."""
    ancestry = module.facts.types.ancestry
    return [one for one in module.facts.walk.of(ast.ClassDef) if class_ in ancestry(one)]


def method_class(module: Module, function: ast.AST) -> ast.ClassDef | None:
    """The class that a function is a plain method of."""
    if not isinstance(function, ast.FunctionDef) or function.decorator_list:
        return None
    return module.facts.parents.method_class(function)


def own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function's body without those of functions and classes within."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            pending.extend(children(node))


def receiver(function: Function) -> str | None:
    """The name of a method's first parameter."""
    parameters = [*function.args.posonlyargs, *function.args.args]
    return parameters[0].arg if parameters else None


def is_named(node: ast.AST, name: str | None) -> bool:
    """Whether an expression is the Name `name`."""
    return isinstance(node, ast.Name) and node.id == name


def loads_attribute(nodes: list[ast.AST], name: str | None, attribute: str) -> bool:
    """Whether `name.attribute` stands in some code."""
    return any(
        isinstance(node, ast.Attribute) and node.attr == attribute and is_named(node.value, name)
        for node in subtree(nodes)
    )


def with_returns(node: Any, change: Callable[[Any], Any]) -> Any:
    """A function's body with `change` applied to the value of each of its `return` statements."""
    if isinstance(node, (cst.FunctionDef, cst.ClassDef, cst.Lambda)):
        return node
    if isinstance(node, cst.Return):
        return node if node.value is None else replace(node, value=change(node.value))
    changes = {}
    for field in ("body", "orelse", "finalbody", "handlers"):
        value = getattr(node, field, None)
        if isinstance(value, cst.CSTNode):
            changes[field] = with_returns(value, change)
        elif isinstance(value, (list, tuple)):
            changes[field] = [with_returns(item, change) for item in value]
    return replace(node, **changes) if changes else node
