"""What is given by name: what a function has in `**names`, and dicts that are given so."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrator.facts.text.cells import NAMED, Cell
from migrator.facts.walk import Scope

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder


def given_by_name(builder: Builder) -> set[tuple[Scope | None, str]]:
    """The variables of dicts that some call is given as `**variable`."""
    resolve = builder.facts.scopes.resolve
    return {
        (binding.scope, binding.name)
        for call in builder.facts.walk.of(ast.Call)
        for keyword in call.keywords
        if keyword.arg is None and isinstance(keyword.value, ast.Name)
        for binding in [resolve(keyword.value)]
    }


def of_display(builder: Builder, node: ast.Dict) -> Cell | None:
    """What is given by name of a dict, if it is given so."""
    around = builder.facts.parents.get(node)
    if isinstance(around, ast.keyword):
        return builder.graph.child(builder.cell(node), NAMED)
    target = around.targets[0] if isinstance(around, ast.Assign) else None
    if not isinstance(target, ast.Name):
        return None
    binding = builder.facts.scopes.resolve(target)
    if (binding.scope, binding.name) not in builder.given_by_name:
        return None
    return builder.graph.child(builder.cell(node), NAMED)


def at_key(builder: Builder, value: Cell, key: ast.AST | None) -> Cell | None:
    """What is kept under a key that is a literal, in a dict that is given by name."""
    name, named = getattr(key, "value", None), builder.graph.part(value, NAMED)
    if named is None or not isinstance(name, str):
        return None
    return builder.graph.child(named, name)
