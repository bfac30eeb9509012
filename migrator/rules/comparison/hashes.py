"""What hash() gave for instances of a class that says when they are equal."""

from __future__ import annotations

import ast

from migrator.facts.scopes import root_name
from migrator.module import Module
from migrator.stdlib import exists, is_stdlib_module_2

_PLAIN = "object.__hash__"
_UNHASHABLE = frozenset({"dict", "list", "set", "bytearray"})


def own_names(module: Module, class_: ast.ClassDef) -> set[str]:
    """What the body of a class binds."""
    return set(module.facts.scopes.scope_of(class_.body[0]).stores)


def kept_hash(module: Module, class_: ast.ClassDef) -> str | None:
    """What to bind to `__hash__` in a class with `__eq__` for hash() to do what it did in 2.7.

    Python 3 makes such a class unhashable unless its body binds `__hash__`. In 2.7 that was so for
    old-style classes; new ones inherited it. None where nothing is to be done.
    """
    types = module.facts.types
    if "__hash__" in own_names(module, class_) or types.builtin_bases(class_) & _UNHASHABLE:
        return None
    ancestry = types.ancestry(class_)
    inherits = any(
        isinstance(one, ast.ClassDef) and "__hash__" in own_names(module, one) for one in ancestry
    )
    if is_old_style(module, class_) and not inherits:
        return None
    if not class_.bases:
        return _PLAIN
    base = class_.bases[0]
    dotted = module.facts.scopes.imported(base) or ""
    if is_stdlib_module_2(dotted.partition(".")[0]) and not exists(dotted, module.options.target):
        return _PLAIN  # those that have another name today hash by identity
    return None if root_name(base) is None else f"{ast.unparse(base)}.__hash__"


def is_old_style(module: Module, class_: ast.ClassDef) -> bool:
    """Whether a class and all its bases are of the module and, in Python 2, old-style classes."""
    ancestry = module.facts.types.ancestry(class_)
    known = all(isinstance(one, ast.ClassDef) for one in ancestry)
    return known and not _is_new(module, ancestry)


def _is_new(module: Module, ancestry: list) -> bool:
    """Whether a metaclass makes new-style classes of those without a base."""
    scopes = module.facts.scopes
    if scopes.lookup(scopes.module, "__metaclass__").kind == "global":
        return True
    return any("__metaclass__" in own_names(module, one) for one in ancestry)
