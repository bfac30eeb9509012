"""Attributes that are got and set by a name in a string, and those that functions stand behind."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeGuard

from migrator.facts.text import files
from migrator.facts.text.cells import NAMED, TEXT, Cell
from migrator.facts.text.definitions import set_by
from migrator.facts.text.members import Member
from migrator.facts.walk import FUNCTIONS, Scope

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder

_Values = Mapping[tuple[Scope | None, str], str]  # of variables
_NONE: _Values = {}
_HOPS = 4  # through how many expressions and variables a name is followed
_FUNCTIONS = (ast.FunctionDef, ast.Lambda)


def getattr_(builder: Builder, node: ast.Call) -> None:
    """`getattr(owner, name)`"""
    if len(node.args) > 1:
        builder.want(node.args[1], TEXT)
        name = _spelled(builder, node.args[1])
        if name is not None:
            part = builder.graph.child(builder.cell(node.args[0]), name)
            builder.graph.tie(part, builder.cell(node))
    for default in node.args[2:]:
        builder.send(default, builder.cell(node))


def setattr_(builder: Builder, node: ast.Call) -> None:
    """`setattr(owner, name, value)`"""
    if len(node.args) != 3:
        return
    owner, name, value = node.args
    builder.want(name, TEXT)
    if (spelled := _spelled(builder, name)) is not None:
        builder.send(value, builder.graph.child(builder.cell(owner), spelled))
        return
    if (named := _walked_names(builder, name, value)) is not None:
        builder.graph.share(builder.graph.child(builder.cell(named), NAMED), builder.cell(owner))
    for bound in _walked(builder, name):
        if (spelled := _spelled(builder, name, bound)) and (taken := _got(builder, value, bound)):
            builder.graph.tie(builder.graph.child(builder.cell(owner), spelled), taken)


def property_(builder: Builder, node: ast.Call) -> None:
    """`property(get, set)`: what the attribute gives is what the function gives that is called for it."""
    getter, setter = _behind(builder, node, 0, "fget"), _behind(builder, node, 1, "fset")
    if getter is not None:
        builder.graph.tie(builder.result(getter), builder.cell(node))
    if setter is not None:
        set_by(builder, setter, builder.cell(node))


def _behind(
    builder: Builder, node: ast.Call, place: int, name: str
) -> ast.FunctionDef | ast.Lambda | None:
    """The function that a property is made of."""
    given = files.argument(node, place, name)
    function = builder.facts.types.defined(given) or given
    return function if isinstance(function, _FUNCTIONS) else None


def is_property(builder: Builder, node: ast.expr) -> bool:
    """Whether an expression makes an attribute: what the attribute gives is known of it."""
    if not isinstance(node, ast.Call):
        return False
    return _is_of(node, builder, "property") or kept(builder, node) is not None


def kept(builder: Builder, node: ast.Call) -> Cell | None:
    """The attribute behind one that a function makes: `_title` for `title = stored('title')`.

    The function returns a property whose getter finds it by that name.
    """
    class_ = builder.facts.parents.get(builder.facts.parents.get(node))
    if not isinstance(class_, ast.ClassDef):
        return None
    function = builder.facts.types.defined(node.func)
    if not isinstance(function, ast.FunctionDef):
        return None
    made = getattr(function.body[-1], "value", None)
    getter = _behind(builder, made, 0, "fget") if _is_of(made, builder, "property") else None
    if getter is None:
        return None
    found = (
        getter.body if isinstance(getter, ast.Lambda) else getattr(getter.body[-1], "value", None)
    )
    if not _is_of(found, builder, "getattr") or len(found.args) != 2:
        return None
    name = _spelled(builder, found.args[1], _given(builder, node, function))
    if name is None:
        return None
    instance = builder.graph.child(builder.cell(class_), "instance")
    return builder.graph.child(instance, name)


def _given(builder: Builder, node: ast.Call, function: ast.FunctionDef) -> _Values:
    """What the parameters of a function are in a call that gives it literals."""
    scopes = builder.facts.scopes
    given = {}
    for place, parameter in enumerate(function.args.args):
        value = _spelled(builder, files.argument(node, place, parameter.arg))
        binding = scopes.lookup(scopes.scope_of(parameter), parameter.arg)
        if value is not None and binding.node is parameter:
            given[binding.scope, binding.name] = value
    return given


def _is_of(node: ast.AST | None, builder: Builder, name: str) -> TypeGuard[ast.Call]:
    """Whether a node is a call of a builtin of that name."""
    if not isinstance(node, ast.Call) or not builder.facts.scopes.is_builtin(node.func):
        return False
    return node.func.id == name


def _got(builder: Builder, node: ast.expr, bound: _Values) -> Cell | None:
    """What `getattr(owner, name)` gives, with the values that some names have."""
    if not _is_of(node, builder, "getattr") or len(node.args) < 2:
        return None
    name = _spelled(builder, node.args[1], bound)
    if name is None:
        return None
    owner, found = builder.cell(node.args[0]), ast.Attribute(node.args[0], name, ast.Load())
    builder.cells[found] = builder.graph.child(owner, name)
    builder.later.append(Member(owner, found))
    return builder.cells[found]


def _walked_names(builder: Builder, name: ast.expr, value: ast.expr) -> ast.expr | None:
    """`names` where each name in it, and its value, is what a loop over it binds."""
    for loop in builder.facts.parents.ancestors(name):
        match loop:
            case ast.For(
                target=ast.Tuple(elts=[ast.Name(one), ast.Name(other)]),
                iter=ast.Call(func=ast.Attribute(names, "items" | "iteritems")),
            ):
                pair = [getattr(name, "id", None), getattr(value, "id", None)]
                if pair == [one, other]:
                    return names
            case ast.For(target=ast.Name(one), iter=ast.Name() as names):
                match name, value:
                    case ast.Name(this), ast.Subscript(ast.Name(of), ast.Name(key)):
                        if this == key == one and of == names.id:
                            return names
            case ast.FunctionDef() | ast.Lambda():
                return None
    return None


def _walked(builder: Builder, name: ast.expr) -> Iterator[_Values]:
    """What a variable in a name is, one after the other, that walks over literals."""
    names = {part.id for part in ast.walk(name) if isinstance(part, ast.Name)}
    for loop in builder.facts.parents.ancestors(name):
        if isinstance(loop, FUNCTIONS):
            return
        if not isinstance(loop, ast.For):
            continue
        target = loop.target
        if isinstance(target, ast.Name) and target.id in names:
            binding = builder.facts.scopes.resolve(target)
            for one in getattr(loop.iter, "elts", ()):
                if (value := _spelled(builder, one)) is not None:
                    yield {(binding.scope, binding.name): value}
            return


def _spelled(
    builder: Builder, node: ast.expr | None, bound: _Values = _NONE, hops: int = _HOPS
) -> str | None:
    """The text that an expression makes of literals, with the values that some names have."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name) and hops:
        binding = builder.facts.scopes.resolve(node)
        known = bound.get((binding.scope, binding.name))
        return known or _spelled(builder, binding.value, bound, hops - 1)
    if isinstance(node, ast.BinOp) and hops:
        left = _spelled(builder, node.left, bound, hops - 1)
        given = node.right
        if isinstance(given, ast.Tuple) and len(given.elts) == 1:
            given = given.elts[0]
        right = _spelled(builder, given, bound, hops - 1)
        if left is not None and right is not None:
            if isinstance(node.op, ast.Add):
                return left + right
            if isinstance(node.op, ast.Mod) and left.count("%") == left.count("%s") == 1:
                return left % right
    return None
