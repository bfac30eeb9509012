"""From a LibCST node to the statement, scope or handler of the `ast` that it belongs to."""

from __future__ import annotations

import ast
from bisect import bisect_right

import libcst as cst

from migrator.facts.remembering import remembered
from migrator.facts.walk import Scope
from migrator.module import Module
from migrator.python2 import nodes, tree
from migrator.python2.scanner import NEW_KEYWORDS


@remembered
def _starts(module: Module, kind: type) -> tuple[list[int], list[ast.AST]]:
    start = module.offsets.start
    found = [(start(node), node) for node in module.facts.walk.of(kind)]
    found.sort(key=lambda item: item[0])
    return [item[0] for item in found], [item[1] for item in found]


def _last(module: Module, offset: int, kind: type) -> ast.AST | None:
    starts, nodes = _starts(module, kind)
    index = bisect_right(starts, offset)
    return nodes[index - 1] if index else None


def statement(module: Module, node: cst.CSTNode) -> ast.stmt | None:
    """The simple statement that a node is or stands in."""
    found = _last(module, module.anchor(node), ast.stmt)
    return found if isinstance(found, ast.stmt) else None


def is_whole_literal(module: Module, node: cst.SimpleString) -> bool:
    """Whether a string is a literal by itself, and no part of one in several."""
    found, offsets = module.at(node), module.offsets
    return found is not None and offsets.end(found) - offsets.start(found) <= len(node.value)


def handler(module: Module, node: cst.CSTNode) -> ast.ExceptHandler | None:
    """The `ast` node of an except clause that catches something."""
    found = _last(module, module.anchor(node), ast.ExceptHandler)
    return found if isinstance(found, ast.ExceptHandler) else None


def tuple_parameter(module: Module, node: cst.Param) -> tree.TupleParameter | None:
    """The `ast` node of a parameter that unpacks, None for any other."""
    if not isinstance(node.name, nodes.TupleParameter):
        return None
    found = _last(module, module.anchor(node.name), tree.TupleParameter)
    return found if isinstance(found, tree.TupleParameter) else None


def scope(module: Module, node: cst.CSTNode) -> Scope:
    """The scope in which the statement around a node runs."""
    found = statement(module, node)
    scopes = module.facts.scopes
    return scopes.scope_of(found) if found is not None else scopes.module


def is_builtin_there(module: Module, name: str, node: cst.CSTNode) -> bool:
    """Whether `name`, written where `node` is, means the builtin."""
    return module.facts.scopes.lookup(scope(module, node), name).kind == "builtin"


def spelled(module: Module, name: str) -> str:
    """How a variable of the user's is written in the result: SYN090 renames what is a keyword now."""
    if name not in NEW_KEYWORDS or not module.options.selects("SYN090"):
        return name
    return fresh(module, f"{name}_")


def fresh(module: Module, *names: str) -> str:
    """The first of some names that the file does not use, with a number if need be."""
    for name in names:
        if name not in module.words:
            return name
    number = 2
    while f"{names[0]}_{number}" in module.words:
        number += 1
    return f"{names[0]}_{number}"
