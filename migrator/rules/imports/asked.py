"""Questions whether a module of the library has a name: `hasattr(os, 'getcwdu')`."""

from __future__ import annotations

import ast

from migrator.module import Module
from migrator.rules.imports.heirs import Fate, Heir, finds_sibling, heir_of
from migrator.stdlib import is_stdlib_module_3

ASKING = ("hasattr", "getattr")


def heir_asked(module: Module, call: ast.AST) -> Heir | None:
    """What became of the name that a call asks for, where it has to ask otherwise today."""
    if not (isinstance(call, ast.Call) and len(call.args) > 1 and not call.keywords):
        return None
    owner, asked = call.args[:2]
    if not (isinstance(call.func, ast.Name) and call.func.id in ASKING):
        return None
    if not (isinstance(asked, ast.Constant) and isinstance(asked.value, str)):
        return None
    dotted = module.facts.scopes.imported(owner)
    if dotted is None or not module.facts.scopes.is_builtin(call.func):
        return None
    if finds_sibling(module, dotted) or module.project.is_project_module(dotted, module.path):
        return None
    heir = heir_of(f"{dotted}.{asked.value}", module.options.target)
    if heir is None or heir.depth != dotted.count(".") + 2:
        return None
    if heir.fate is Fate.FORM:
        return heir if call.func.id == "hasattr" else None
    is_moved = heir.fate is Fate.MOVED and "." in heir.new
    if not is_moved or is_stdlib_module_3(heir.new, module.options.target):
        return None
    return heir if heir.new != f"{home_today(module, dotted)}.{asked.value}" else None


def is_answered(module: Module, node: ast.AST) -> bool:
    """Whether a use of a module only asks it for a name that is there, in another shape: True."""
    if module.dialect.version != "2":
        return False
    call = module.facts.parents[node]
    heir = heir_asked(module, call)
    if heir is None or heir.fate is not Fate.FORM:
        return False
    return node is call.args[0]  # type: ignore[attr-defined]


def home_today(module: Module, dotted: str) -> str:
    """What a module is called once its import is rewritten."""
    heir = heir_of(dotted, module.options.target)
    return heir.new if heir and heir.fate in (Fate.MOVED, Fate.STAYS) else dotted
