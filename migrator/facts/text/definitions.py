"""What definitions of functions and classes say about text and bytes."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.facts.effects import subtree
from migrator.facts.text import borders, gateway
from migrator.facts.text.cells import BASES, BYTES, LIKE, MAKING, NAMED, TEXT, Cell
from migrator.facts.text.costs import FIRM
from migrator.facts.text.later import Passed, Rest
from migrator.facts.walk import Function, Scope
from migrator.facts.wrappers import wrappers
from migrator.python2 import tree

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder

# The part of a class that is called with the class that it derives from.
MAKING_OF_BASE = "super()"
_CONTAINERS = dict.fromkeys(("list", "tuple", "set", "frozenset"), "list") | {"dict": "dict"}
CONSTRUCTORS = ("__init__", "__new__")
# Methods that give what is shown of an object.
_SHOWING = ("__str__", "__repr__", "__unicode__", "__format__")
# Methods that are called with a key, and with what is put in.
_OF_ITEMS = ("__getitem__", "__setitem__", "__delitem__", "__contains__")


def function(builder: Builder, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
    """A function: its parameters are places that calls fill, by position and by name."""
    graph = builder.graph
    own = builder.cell(node)
    graph.set_kind(own, "function")
    result = builder.result(node)
    graph.tie(graph.child(own, "return"), result)
    if getattr(node, "name", "") in _SHOWING and builder.facts.parents.method_class(node):
        graph.fix(result, TEXT)
    arguments = node.args
    parameters = [*arguments.posonlyargs, *arguments.args]
    gateway.defined(builder, node, parameters)
    for parameter, default in zip(
        parameters[len(parameters) - len(arguments.defaults) :], arguments.defaults, strict=True
    ):
        builder.send(default, _parameter(builder, parameter))
    class_ = builder.facts.parents.method_class(node)
    if isinstance(node, ast.Lambda):
        if _is_left_out(builder, node):
            builder.empty.append(result)  # it may be what needs no conversion
        else:
            builder.send(node.body, result)
        _take(builder, own, parameters)
    elif class_ is None:
        _take(builder, own, parameters)
        if not node.decorator_list:
            _bind(builder, _named(builder, node), own, len(parameters))
    else:
        _method(builder, node, class_, parameters)
    for extra in (arguments.vararg, arguments.kwarg):
        if extra is not None:
            graph.set_kind(builder.cell(extra), "list" if extra is arguments.vararg else "dict")
    if arguments.vararg is not None:
        every = graph.child(own, "others")
        graph.tie(every, graph.child(builder.cell(arguments.vararg), "element"))
    if arguments.kwarg is not None:
        graph.tie(graph.child(own, NAMED), graph.child(builder.cell(arguments.kwarg), NAMED))


def _bind(builder: Builder, variable: Cell, own: Cell, count: int) -> None:
    """A name stands for a function; one that it stands for elsewhere gets the same, place by place."""
    graph = builder.graph
    graph.tie(variable, own)
    if variable.shape.found() is not own.shape.found():
        for part in ("return", *map(str, range(count))):
            graph.tie(graph.child(variable, part), graph.child(own, part))


def function_of_3(builder: Builder, node: ast.FunctionDef) -> None:
    """A function that is for Python 3: it takes what it is given, and gives what its text says."""
    graph, own = builder.graph, builder.cell(node)
    graph.set_kind(own, "function")
    graph.tie(_named(builder, node), own)
    for index, parameter in enumerate([*node.args.posonlyargs, *node.args.args]):
        builder.open.append(cell := Cell())
        graph.tie(graph.child(own, str(index)), cell)
        graph.tie(graph.child(own, parameter.arg), cell)
    for returned in subtree(node.body):
        if isinstance(returned, ast.Return) and (colour := _colour_of_3(returned.value)):
            graph.fix(graph.child(own, "return"), colour)
            return


def return_of_3(builder: Builder, node: ast.Return) -> None:
    """What is given back under Python 3 only: its text says what that is."""
    function, colour = builder.facts.parents.function(node), _colour_of_3(node.value)
    if function is not None and colour is not None:
        builder.graph.fix(builder.result(function), colour)


def _colour_of_3(value: ast.expr | None) -> str | None:
    if isinstance(value, ast.Constant) and isinstance(value.value, bytes):
        return BYTES
    if isinstance(value, ast.IfExp):
        return _colour_of_3(value.body)
    function = value.func if isinstance(value, ast.Call) else None
    name = getattr(function, "attr", "") or getattr(function, "id", "")
    return {"encode": BYTES, "bytes": BYTES, "decode": TEXT, "str": TEXT}.get(name)


def _is_left_out(builder: Builder, node: ast.Lambda) -> bool:
    """Whether a function gives what it gets, where others of the same name may do something to it."""
    names = [one.arg for one in node.args.args]
    if not isinstance(node.body, ast.Name) or [node.body.id] != names:
        return False
    holder = builder.facts.parents.get(node)
    target = holder.targets[0] if isinstance(holder, ast.Assign) else None
    if not isinstance(target, ast.Name):
        return False
    return len(builder.facts.scopes.resolve(target).definitions) > 1


def _named(builder: Builder, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Cell:
    return builder.variables.named(builder.facts.scopes.scope_of(node), node.name)


def _parameter(builder: Builder, node: ast.arg) -> Cell:
    if isinstance(node, tree.TupleParameter):
        builder.unpack(node.target, builder.cell(node))
    if builder.variables.is_mixed(node):
        builder.open.append(cell := Cell())
        builder.graph.share(cell, builder.cell(node))
        return cell
    if builder.variables.is_asked(node):  # a string is told apart from what else is given
        builder.graph.match(cell := Cell(), builder.cell(node))
        builder.later.append(Rest(cell, builder.cell(node)))
        return cell
    return builder.cell(node)


def _take(builder: Builder, own: Cell, parameters: Sequence[ast.arg]) -> None:
    """Make parameters the places of a function."""
    own.shape.found().names = tuple(parameter.arg for parameter in parameters)
    for index, parameter in enumerate(parameters):
        cell = _parameter(builder, parameter)
        builder.graph.tie(builder.graph.child(own, str(index)), cell)
        builder.graph.tie(builder.graph.child(own, parameter.arg), cell)


def _method(
    builder: Builder,
    node: ast.FunctionDef | ast.AsyncFunctionDef,
    class_: ast.ClassDef,
    parameters: list[ast.arg],
) -> None:
    """A method is called on the class with all parameters, on an instance without the first."""
    graph, own, owner = builder.graph, builder.cell(node), builder.cell(class_)
    decorators = wrappers(node, class_)
    instance = graph.child(owner, "instance")
    name = builder.member(node, node.name)
    if any(one == "reify" or one.endswith("property") for one in decorators):
        graph.tie(graph.child(instance, name), builder.result(node))
        if parameters:
            graph.tie(builder.cell(parameters[0]), instance)
        return
    if any(getattr(one, "attr", "") == "setter" for one in node.decorator_list):
        graph.tie(builder.cell(parameters[0]), instance)
        set_by(builder, node, graph.child(instance, name))
        return
    if "staticmethod" not in decorators and parameters:
        is_of_class = "classmethod" in decorators or node.name == "__new__"
        first = builder.cell(parameters[0])
        graph.tie(first, owner if is_of_class else instance)
        if not is_of_class:
            whole = graph.child(owner, name)
            graph.set_kind(whole, "function")
            _take(builder, whole, parameters)
            graph.tie(graph.child(whole, "return"), builder.result(node))
        parameters = parameters[1:]
    _take(builder, own, parameters)
    if node.name in CONSTRUCTORS:  # each class has its own: it takes what others do not
        if not builder.handing.get(node):
            graph.tie(graph.child(owner, MAKING), own)
        return
    graph.tie(graph.child(instance, name), own)
    if node.name in _OF_ITEMS:
        for parameter, part in zip(parameters, ("key", "element"), strict=False):
            graph.tie(graph.child(instance, part), _parameter(builder, parameter))
        if node.name == "__getitem__":
            graph.tie(graph.child(instance, "element"), builder.result(node))
    elif node.name == "next" and "__getitem__" not in builder.class_scopes[class_].stores:
        graph.tie(graph.child(instance, "element"), builder.result(node))
    if "classmethod" in decorators or "staticmethod" in decorators:
        graph.tie(graph.child(owner, name), own)


def set_by(builder: Builder, function: Function, attribute: Cell) -> None:
    """A function is given what an attribute is set to; what that gives may be another object."""
    for parameter in function.args.args[1:2]:
        given = _parameter(builder, parameter)
        builder.graph.lean(attribute, given, FIRM)
        builder.later.append(Passed(attribute, given))


def is_static(function: ast.FunctionDef, class_: ast.ClassDef) -> bool:
    """Whether a method is called without an object."""
    return "staticmethod" in wrappers(function, class_)


def declare(builder: Builder) -> None:
    """Give each class its own shape, before values get to where there may be one of several."""
    for node in builder.facts.walk.of(ast.ClassDef):
        own = builder.cell(node)
        builder.graph.set_kind(own, "class")
        own.shape.found().names = (builder.place(node),)
        if not node.decorator_list and node not in builder.of_one_version:
            builder.graph.tie(_named(builder, node), own)


def class_(builder: Builder, node: ast.ClassDef) -> None:
    """A class and its bases share their instances."""
    own, scope = builder.cell(node), builder.class_scopes[node]
    instance = builder.graph.child(own, "instance")
    builder.graph.set_kind(instance, "instance")
    for place, base in enumerate(node.bases):
        found = builder.facts.types.class_named(base)
        other = builder.cell(found) if found is not None else builder.from_sibling(base)
        builtin = base.id if builder.facts.scopes.is_builtin(base) else None
        if other is None and isinstance(base, ast.Name) and not builder.imported(base):
            other = builder.cell(base) if builtin is None else None  # a variable
        if other is not None:
            builder.graph.share(instance, builder.graph.child(other, "instance"))
            for name in BASES[place : place + 1]:
                builder.graph.tie(builder.graph.child(own, name), other)
        elif builtin in _CONTAINERS:
            _contain(builder, instance, _CONTAINERS[builtin])
        elif dotted := builder.imported(base):
            _inherit(builder, instance, dotted)
    for name, stores in scope.stores.items():
        if all(isinstance(store, ast.Name) for store in stores):
            variable = builder.variables.named(scope, name)
            member = builder.member(stores[0], name)
            builder.graph.tie(builder.graph.child(instance, member), variable)
            builder.graph.tie(builder.graph.child(own, member), variable)
            if (method := _renamed(builder, scope, name)) is not None:
                builder.graph.tie(
                    variable, builder.graph.child(instance, builder.member(stores[0], method))
                )
    _tabulated(builder, own, scope)


def _tabulated(builder: Builder, own: Cell, scope: Scope) -> None:
    """`table = {'a': (read_a, write_a)}` in a class: such methods are called with an object."""
    for name, loads in scope.loads.items():
        found = list(scope.stores.get(name, ()))
        if [type(one) for one in found] == [ast.FunctionDef] and all(
            isinstance(builder.facts.parents[load], (ast.Tuple, ast.List, ast.Dict))
            for load in loads
        ):
            method = builder.graph.child(own, builder.member(found[0], name))
            builder.graph.tie(builder.variables.named(scope, name), method)


def _renamed(builder: Builder, scope: Scope, name: str) -> str | None:
    """`decrypt = encrypt` in a class: the method that has another name, too.

    What a class of tests compares is left out: one test tells another nothing.
    """
    value = builder.facts.scopes.lookup(scope, name).value
    if not isinstance(value, ast.Name) or name.startswith(("assert", "fail")):
        return None
    named = builder.facts.scopes.lookup(scope, value.id)
    is_method = named.scope is scope and [one.kind for one in named.definitions] == ["function"]
    return value.id if is_method else None


def _contain(builder: Builder, instance: Cell, kind: str) -> None:
    """Make an instance a container, too."""
    graph = builder.graph
    like = graph.child(instance, LIKE)
    graph.set_kind(like, kind)
    if kind == "dict":
        graph.tie(graph.child(like, "key"), graph.child(instance, "key"))


def _inherit(builder: Builder, instance: Cell, dotted: str) -> None:
    """Give an instance what the library's class has that it derives from."""
    for border in borders.members(dotted):
        part = builder.graph.child(instance, border.name.rpartition(".")[2])
        if border.is_value:
            builder.impose(border.gives, part, Cell())
        else:
            builder.lend(border, part)


def making_of_base(builder: Builder, receiver: ast.expr) -> Cell | None:
    """What makes an object of the class that `C` of `super(C, self)` derives from, if that is seen."""
    given = given_to_super(receiver)
    return builder.graph.part(builder.cell(given[0]), MAKING_OF_BASE) if given else None


def given_to_super(node: ast.expr) -> list[ast.expr]:
    """`[C, self]` of `super(C, self)`, and nothing of another expression."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "super":
        return node.args
    return []


def class_of_self(builder: Builder, node: ast.expr) -> ast.ClassDef | None:
    """The class around a method whose first parameter a name is."""
    parents = builder.facts.parents
    method = parents.function(node) if isinstance(node, ast.Name) else None
    if not isinstance(node, ast.Name) or not isinstance(method, ast.FunctionDef):
        return None
    is_first = [node.id] == [one.arg for one in method.args.args[:1]]
    return parents.method_class(method) if is_first else None


def own_method(builder: Builder, function: ast.Attribute) -> ast.FunctionDef | None:
    """The method that `self.name` is, where the class of `self` defines it."""
    class_ = class_of_self(builder, function.value)
    found = builder.class_scopes[class_].stores.get(function.attr, ()) if class_ else ()
    return found[0] if len(found) == 1 and isinstance(found[0], ast.FunctionDef) else None
