"""Which strings are code, and how a template of code is read."""

from __future__ import annotations

import ast
import re

from migrator.module import Module
from migrator.python2 import tree

_PLACE = re.compile(r"%(?:\((\w+)\))?[sdr]")
_FILLING = "py2_filling_{}_"
_FILLED = re.compile(r"py2_filling_(\d+)_")


def is_code(module: Module, node: ast.AST, depth: int = 4) -> bool:
    """Whether an expression is used as code and as nothing else.

    It is what exec, eval or compile are given, maybe filled in by `%`, or a part of it; or a variable holds it all
    of whose uses are such; or a list does that only loops walk.
    """
    parents, scopes = module.facts.parents, module.facts.scopes
    around = parents.get(node)
    if isinstance(around, tree.Exec):
        return around.body is node
    if isinstance(around, ast.Tuple) and isinstance(parents.get(around), tree.Exec):
        return around.elts[0] is node
    if isinstance(around, ast.Call):
        if around.args[:1] != [node] or not scopes.is_builtin(around.func):
            return False
        return around.func.id in ("eval", "compile", "exec")
    if isinstance(around, ast.BinOp) and isinstance(around.op, ast.Mod):
        return around.left is node and is_code(module, around, depth)
    if isinstance(around, ast.BinOp) and isinstance(around.op, ast.Add):
        return is_code(module, around, depth)
    if isinstance(around, (ast.List, ast.Tuple)):
        holder = parents.get(around)
        loads = _loads(module, holder) if isinstance(holder, ast.Assign) else []
        return bool(loads) and all(
            isinstance(loop := parents.get(load), ast.For)
            and loop.iter is load
            and _is_variable_of_code(module, loop.target, depth)
            for load in loads
        )
    if isinstance(around, ast.Assign) and len(around.targets) == 1:
        return _is_variable_of_code(module, around.targets[0], depth)
    return False


def _is_variable_of_code(module: Module, target: ast.AST, depth: int) -> bool:
    if not isinstance(target, ast.Name) or not depth:
        return False
    loads = module.facts.scopes.loads(module.facts.scopes.resolve(target))
    return bool(loads) and all(is_code(module, load, depth - 1) for load in loads)


def _loads(module: Module, holder: ast.Assign) -> list[ast.Name]:
    target = holder.targets[0]
    if len(holder.targets) != 1 or not isinstance(target, ast.Name):
        return []
    return module.facts.scopes.loads(module.facts.scopes.resolve(target))


class Template:
    """Code with names in the places that `%` fills in."""

    def __init__(self, text: str) -> None:
        self._places: list[str] = []
        self.filled = _PLACE.sub(self._fill, text)

    def _fill(self, match: re.Match[str]) -> str:
        self._places.append(match[0])
        return _FILLING.format(len(self._places) - 1)

    def emptied(self, text: str) -> str | None:
        """The same of what has become of the code; None if a place is lost."""
        found = sorted(int(number) for number in _FILLED.findall(text))
        if found != list(range(len(self._places))):
            return None
        return _FILLED.sub(lambda match: self._places[int(match[1])], text)
