"""Putting arguments into the text of a form."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Any

import libcst as cst

from migrator.imports import header
from migrator.module import Module
from migrator.precedence import fit
from migrator.rules.imports.plan import Piece
from migrator.rules.imports.planner import plan_of
from migrator.rules.syntax import building
from migrator.stdlib.entries import Form, StandIn

HOLE = re.compile(r"\{(\w+|\*)\}")


def filled(
    module: Module,
    form: Form,
    arguments: Mapping[str, cst.BaseExpression],
    rest: tuple[cst.Arg, ...],
    original: cst.CSTNode,
    updated: Any,
) -> Any:
    """The form's expression in place of a node, with the arguments in their places.

    `arguments` are by parameter, `rest` are those that `{*}` stands for. The modules that the
    form needs are imported.
    """
    text = form.new
    for needed in form.modules:
        written = module.imports.module(needed, original)
        text = re.sub(rf"\b{re.escape(needed)}\.", f"{written}.", text)
    parts = (part.strip().split("=", 1) for part in form.parameters.split(",") if "=" in part)
    template = cst.parse_expression(HOLE.sub(_hole, text))
    new: Any = template.visit(_Filler(arguments, rest, dict(parts)))
    return new.with_changes(lpar=[*updated.lpar, *new.lpar], rpar=[*new.rpar, *updated.rpar])


def with_modules(module: Module, stand_in: StandIn, text: str, place: cst.CSTNode) -> str:
    """The text of a definition, with the modules that it needs imported and as they are called."""
    for needed in stand_in.modules:
        written = needed
        if not _comes_by_renaming(module, needed):
            written = module.imports.module(needed, place, at_top=True)
        text = re.sub(rf"(?<![\w.]){re.escape(needed)}\.", f"{written}.", text)
    return text


def _comes_by_renaming(module: Module, needed: str) -> bool:
    """Whether one of the imports that the module begins with becomes `import needed`."""
    scopes, body = module.facts.scopes, module.tree.body
    if scopes.lookup(scopes.module, needed.partition(".")[0]).kind != "unknown":
        return False
    statements = (one for one in body[: header(body)] if isinstance(one, ast.Import))
    planned = plan_of(module).imports
    return any(
        Piece(needed) in planned[start][0]
        for one in statements
        for alias in one.names
        if (start := module.offsets.start(alias)) in planned
    )


def _hole(match: re.Match[str]) -> str:
    return f"_{'rest' if match[1] == '*' else match[1]}_"


class _Filler(cst.CSTTransformer):
    """Puts arguments in place of the names that `_hole` makes."""

    def __init__(
        self,
        arguments: Mapping[str, cst.BaseExpression],
        rest: tuple[cst.Arg, ...],
        defaults: Mapping[str, str],
    ) -> None:
        super().__init__()
        self.arguments = arguments
        self.rest = rest
        self.defaults = defaults

    def _value(self, node: cst.BaseExpression) -> cst.BaseExpression:
        name = node.value[1:-1] if isinstance(node, cst.Name) else ""
        if name in self.arguments:
            return self.arguments[name]
        return cst.parse_expression(self.defaults[name]) if name in self.defaults else node

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        if isinstance(original_node, cst.Call):
            args = [arg for arg in updated_node.args if not _is_rest(arg)]
            if len(args) < len(updated_node.args):
                args += self.rest
            updated_node = updated_node.with_changes(args=building.parted(args))
        for field in ("value", "func", "left", "lower", "upper"):
            child = getattr(updated_node, field, None)
            if isinstance(child, cst.BaseExpression):
                new = self._value(child)
                if new is not child:
                    new = fit(updated_node, field, new)
                    updated_node = updated_node.with_changes(**{field: new})
        return updated_node


def _is_rest(argument: cst.Arg) -> bool:
    return isinstance(argument.value, cst.Name) and argument.value.value == "_rest_"
