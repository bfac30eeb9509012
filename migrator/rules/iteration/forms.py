"""What the rules about lazy values share.

A result must tell its own meaning, or a second run would make a list of what Python 2 had lazy
already. Where nothing proves that a list is as good, what is lazy on purpose says so: `iter(...)`
around an iterator, `range(...)[:]`, a view by its class.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import libcst as cst

from migrator.facts.uses import Kind
from migrator.module import Module
from migrator.rules.builtins.names import builtin
from migrator.rules.syntax import building


def lazy_serves(module: Module, node: cst.Call, kind: Kind) -> bool:
    """Whether a lazy value of `kind` is proven to do, or meant, where the call `node` stands."""
    call = module.at(node)
    return not isinstance(call, ast.Call) or serves(module, call, kind)


def serves(module: Module, call: ast.Call, kind: Kind) -> bool:
    """The same for the `ast` node of a call."""
    if module.facts.versions.only(call) == 3:
        return True
    return module.facts.uses.any_iterable_ok(call, kind) or is_marked(module, call)


def calls_of_builtin(module: Module, *names: str) -> Iterator[ast.Call]:
    """The calls of builtins by name."""
    scopes, parents = module.facts.scopes, module.facts.parents
    for scope in scopes.walk.scopes:
        for name in names:
            for load in scope.loads.get(name, ()):
                call = parents[load]
                if isinstance(call, ast.Call) and call.func is load and scopes.is_builtin(load):
                    yield call


def calls_of_method(module: Module, *names: str) -> Iterator[ast.Call]:
    """The calls of methods by name, of whatever objects."""
    for attribute in module.facts.walk.attributes(*names):
        call = module.facts.parents[attribute]
        if isinstance(call, ast.Call) and call.func is attribute:
            yield call


def is_marked(module: Module, call: ast.Call) -> bool:
    """Whether the code around a call says that it wants it lazy, or makes a list of it."""
    parent = module.facts.parents.get(call)
    if isinstance(parent, ast.Subscript) and isinstance(parent.slice, ast.Slice):
        bounds = (parent.slice.lower, parent.slice.upper, parent.slice.step)
        is_range = isinstance(call.func, ast.Name) and call.func.id == "range"
        return is_range and bounds == (None, None, None) and isinstance(parent.ctx, ast.Load)
    if not isinstance(parent, ast.Call) or parent.args != [call]:
        return False
    if isinstance(parent.func, ast.Name) and parent.func.id == "iter":
        return True
    return (module.facts.scopes.imported(parent.func) or "").startswith("builtins.")


def call_of(module: Module, place: cst.CSTNode, name: str, node: cst.BaseExpression) -> cst.Call:
    """`name(node)`, where `name` is a builtin; the parentheses of `node` come to stand around it."""
    function = cst.parse_expression(builtin(module, name, place))
    inner = building.bare_of_parentheses(node)
    return cst.Call(function, [building.argument(inner)], lpar=node.lpar, rpar=node.rpar)


def function_call(
    module: Module, place: cst.CSTNode, dotted: str, arguments: Iterable[cst.Arg]
) -> cst.Call:
    """The call of a function of an imported module, as in "itertools.starmap"."""
    home, _, name = dotted.rpartition(".")
    function = cst.parse_expression(f"{module.imports.module(home, place)}.{name}")
    return cst.Call(function, building.parted(list(arguments)))
