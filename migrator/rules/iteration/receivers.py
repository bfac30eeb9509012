"""Whose method is called: a dictionary's, or one of the module's own classes'."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.facts.walk import FUNCTIONS
from migrator.module import Module


def method_called(module: Module, node: cst.Call, *names: str) -> ast.Call | None:
    """The `ast` node of a call `x.name()` or `dict.name(x)` of a method that a dict may have.

    None for other calls, and for code that is ready for Python 3 as it stands.
    """
    function = node.func
    if not isinstance(function, cst.Attribute) or function.attr.value not in names:
        return None
    call = module.at(node)
    return call if isinstance(call, ast.Call) and is_dict_call(module, call) else None


def is_dict_call(module: Module, call: ast.Call) -> bool:
    """Whether the call of a method, as `method_called` has it, may be that of a dict's."""
    method = call.func
    if not isinstance(method, ast.Attribute) or call.keywords or is_spared(module, call):
        return False
    receiver = method.value
    if module.facts.scopes.is_builtin(receiver):
        return receiver.id == "dict" and len(call.args) == 1
    return not call.args and may_be_dict(module, receiver, method.attr)


def may_be_dict(module: Module, receiver: ast.expr, method: str) -> bool:
    """Whether `receiver.method` may be the method of a dict.

    It is none where the receiver is known for something else, or for an instance of a class of
    this module that has a method of that name itself.
    """
    types = module.facts.types
    found = types.of(receiver)
    if found is None:
        return not is_module(module, receiver)
    if found.node is None:
        return found.name == "dict"
    defines = types.defines(found.node, method)
    if defines is False:
        return types.defines(found.node, "__getattr__") is True
    return defines is None


def is_module(module: Module, node: ast.expr) -> bool:
    """Whether a Name is bound by `import name`, so that its attributes are a module's."""
    if not isinstance(node, ast.Name):
        return False
    definitions = module.facts.scopes.resolve(node).definitions
    parents = module.facts.parents
    return bool(definitions) and all(
        isinstance(parents.get(one.node), ast.Import) for one in definitions
    )


def is_spared(module: Module, node: ast.AST) -> bool:
    """Whether a method's use is ready for Python 3: the version is tested, or the method is tried.

    Tried: the one statement of a `try` whose handler names AttributeError, and not the end of an
    iterator as well: then it is used, not looked for.
    """
    return module.facts.versions.only(node) is not None or _is_tried(module, node)


def _is_tried(module: Module, node: ast.AST) -> bool:
    child = node
    for around in module.facts.parents.ancestors(node):
        if isinstance(around, ast.Try) and around.body == [child]:
            caught = {
                part.id
                for handler in around.handlers
                for part in (ast.walk(handler.type) if handler.type else ())
                if isinstance(part, ast.Name)
            }
            if "AttributeError" in caught:
                return "StopIteration" not in caught
        if isinstance(around, FUNCTIONS):
            return False
        child = around
    return False
