"""What kinds of values an expression is seen to have, for those that Python 3 does not order.

This is evidence, not proof: a parameter whose default is None may be None, a list that is written
out holds what is written. Nothing is said of what is not seen.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from migrator.facts.remembering import remembered
from migrator.module import Module
from migrator.rules.comparison.narrowing import (
    is_asked_for_none,
    is_carried,
    is_kept,
    is_tested,
    is_watermark,
)

Kinds = frozenset["Kind"]
NOTHING: Kinds = frozenset()
_DEEPEST = 12
_ORDERS = ("__lt__", "__gt__", "__cmp__", "__le__")
_NUMBERS = ("int", "float", "bool")
_TEXTS = ("str", "unicode", "string")
_CLASSES = ("int", "long", "str", "unicode", "basestring", "list", "dict")
_COPIES = ("list", "tuple", "sorted", "reversed", "set", "frozenset", "iter", "filter")


@dataclass(frozen=True)
class Kind:
    """A kind of values that have an order among themselves.

    `parts` are those of a tuple's positions, of a list's elements, of a dict's keys and values.
    """

    name: str
    parts: tuple[Kinds, ...] = ()


NONE, NUMBER, TEXT, CLASS, OBJECT, METHOD = map(
    Kind, ("none", "number", "text", "class", "object", "method")
)
_UNORDERED = (NONE, CLASS, OBJECT, METHOD)


def clash(left: Kinds, right: Kinds) -> bool:
    """Whether Python 3 has no order for some of these values, as far as they are seen."""
    return any(_clashes(one, other) for one in left for other in right)


def _clashes(one: Kind, other: Kind) -> bool:
    if one.name != other.name:
        return True
    if one in _UNORDERED or one.name == "dict":
        return True
    return any(clash(*parts) for parts in zip(one.parts, other.parts, strict=False))


def kinds(module: Module, node: ast.AST | None) -> Kinds:
    """The kinds of values that an expression is seen to have."""
    return _reader(module).of(node, _DEEPEST)


def elements(module: Module, node: ast.AST | None) -> Kinds:
    """The same for the elements of an iterable."""
    return _reader(module).elements(node, _DEEPEST)


def of_key(module: Module, key: ast.AST | None, walked: ast.AST) -> Kinds:
    """The kinds of what a key function gives for the elements of an iterable."""
    if key is None or (isinstance(key, ast.Constant) and key.value is None):
        return elements(module, walked)
    if isinstance(key, ast.Lambda):
        return kinds(module, key.body)
    if isinstance(key, ast.Attribute) and key.attr == "get":
        return kinds(module, key.value) and _reader(module).values(key.value, _DEEPEST) | {NONE}
    return NOTHING


@remembered
def _reader(module: Module) -> _Reader:
    return _Reader(module)


class _Reader:
    """Reads the kinds of one module's expressions."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._facts = module.facts
        self._known: dict[ast.AST, Kinds] = {}
        self._calls: dict[str, list[ast.Call]] = {}
        for node in self._facts.walk.of(ast.Call):
            if isinstance(node.func, ast.Name):
                self._calls.setdefault(node.func.id, []).append(node)

    def of(self, node: ast.AST | None, depth: int) -> Kinds:
        if node is None or depth < 0:
            return NOTHING
        if node not in self._known:
            self._known[node] = NOTHING  # what refers to itself adds nothing
            self._known[node] = self._read(node, depth - 1)
        return self._known[node]

    def elements(self, node: ast.AST | None, depth: int) -> Kinds:
        """The kinds of the elements of an iterable."""
        found = (one for one in self.of(node, depth))
        return frozenset().union(*(_elements(one) for one in found))

    def values(self, node: ast.AST, depth: int) -> Kinds:
        """The kinds of the values of a dict."""
        found = (one.parts[1] for one in self.of(node, depth) if one.name == "dict")
        return frozenset().union(*found)

    def _read(self, node: ast.AST, depth: int) -> Kinds:
        if isinstance(node, ast.Constant) and node.value is None:
            return frozenset({NONE})
        if isinstance(node, ast.Tuple):
            return frozenset({Kind("tuple", tuple(self.of(one, depth) for one in node.elts))})
        if isinstance(node, (ast.List, ast.Set)):
            name = "list" if isinstance(node, ast.List) else "set"
            return frozenset({Kind(name, (self._union(node.elts, depth),))})
        if isinstance(node, (ast.ListComp, ast.GeneratorExp)):
            return frozenset({Kind("list", (self.of(node.elt, depth),))})
        if isinstance(node, ast.Dict):
            parts = (self._union(node.keys, depth), self._union(node.values, depth))
            return frozenset({Kind("dict", parts)})
        if isinstance(node, ast.Name):
            return self._name(node, depth)
        if isinstance(node, ast.Attribute):
            return self._attribute(node, depth)
        if isinstance(node, ast.Call):
            return self._call(node, depth) or self._typed(node)
        if isinstance(node, ast.Subscript):
            return self._item(node, depth)
        if isinstance(node, ast.IfExp):
            return self._union([node.body, node.orelse], depth)
        return self._typed(node)

    def _union(self, nodes: Iterable[ast.AST | None], depth: int) -> Kinds:
        return frozenset().union(*(self.of(node, depth) for node in nodes))

    def _typed(self, node: ast.AST) -> Kinds:
        """What the inference of types proves."""
        found = self._facts.types.of(node)
        if found is None:
            return NOTHING
        if found.name in _NUMBERS:
            return frozenset({NUMBER})
        if found.name in _TEXTS:
            return frozenset({TEXT})
        if found.name == "dict":
            return frozenset({Kind("dict", (NOTHING, NOTHING))})
        if found.node is not None and self._is_unordered(found.node):
            return frozenset({OBJECT})
        return NOTHING

    def _is_unordered(self, class_: ast.ClassDef) -> bool:
        """Whether instances of a class have no order, in the class and all it derives from."""
        types = self._facts.types
        if class_.decorator_list:
            return False
        return all(types.defines(class_, name) is False for name in _ORDERS)

    def _name(self, node: ast.Name, depth: int) -> Kinds:
        scopes = self._facts.scopes
        if scopes.is_builtin(node):
            return frozenset({CLASS}) if node.id in _CLASSES else NOTHING
        binding = scopes.resolve(node)
        if binding.scope is None or binding.uncertain or binding.scope.dynamic:
            return NOTHING
        found: set[Kind] = set()
        for one in binding.definitions:
            if one.kind == "assign" and one.value is not None:
                if is_kept(self._module, one.node, node):
                    found |= self.of(one.value, depth)
            elif one.kind == "parameter" and is_kept(self._module, one.node, node):
                found |= self._parameter(one.node, depth)
                if is_asked_for_none(self._module, node):
                    found.add(NONE)
            elif one.kind in ("for", "comprehension"):
                found |= self._walked(one.node, depth)
            elif one.kind == "class":
                found.add(CLASS)
        if any(kind.name == "list" for kind in found):
            added = frozenset().union(*(self.of(one, depth) for one in self._added(node)))
            found = {
                Kind("list", (one.parts[0] | added,)) if one.name == "list" else one
                for one in found
            }
        if NONE in found and isinstance(node.ctx, ast.Load) and is_tested(self._module, node):
            found.discard(NONE)
        return frozenset(found)

    def _added(self, node: ast.Name) -> Iterator[ast.expr]:
        """What is appended to the list that a name stands for."""
        for load in self._facts.scopes.loads(self._facts.scopes.resolve(node)):
            attribute = self._facts.parents.get(load)
            if isinstance(attribute, ast.Attribute) and attribute.attr == "append":
                call = self._facts.parents.get(attribute)
                if isinstance(call, ast.Call) and len(call.args) == 1:
                    yield call.args[0]

    def _walked(self, target: ast.AST, depth: int) -> Kinds:
        """What a loop binds one of its variables to."""
        path: list[int] = []
        child, parent = target, self._facts.parents[target]
        while isinstance(parent, (ast.Tuple, ast.List)) and isinstance(child, ast.expr):
            path.insert(0, parent.elts.index(child))
            child, parent = parent, self._facts.parents[parent]
        found = self.elements(getattr(parent, "iter", None), depth)
        for index in path:
            found = frozenset().union(*(_part(one, index) for one in found))
        return found

    def _parameter(self, parameter: ast.AST, depth: int) -> Kinds:
        """What a parameter gets: its default, and what the calls in the module give."""
        function = self._facts.parents.function(parameter)
        if not isinstance(parameter, ast.arg) or function is None:
            return NOTHING
        arguments = [*function.args.posonlyargs, *function.args.args]
        if parameter not in arguments:
            return NOTHING
        at = arguments.index(parameter)
        if isinstance(function, ast.Lambda):
            return self._key_parameter(function, depth)
        missing = len(arguments) - len(function.args.defaults)
        given: list[ast.expr] = [function.args.defaults[at - missing]] if at >= missing else []
        class_ = self._facts.parents.method_class(function)
        name = function.name
        if class_ is not None:
            if name != "__init__":
                return self._union(given, depth)
            name, at = class_.name, at - 1
        for call in self._calls.get(name, ()):
            if any(isinstance(one, ast.Starred) for one in call.args):
                continue
            given += call.args[at : at + 1]
            given += [one.value for one in call.keywords if one.arg == parameter.arg]
        return self._union(given, depth)

    def _key_parameter(self, function: ast.Lambda, depth: int) -> Kinds:
        """What the key function of a sort is given."""
        call = self._facts.parents.get(function)
        if isinstance(call, ast.keyword):
            if call.arg not in ("key", "cmp"):
                return NOTHING
            call = self._facts.parents.get(call)
        if not isinstance(call, ast.Call):
            return NOTHING
        if function in call.args and not _sorts(call):
            return NOTHING
        if isinstance(call.func, ast.Attribute):
            return self.elements(call.func.value, depth)
        return self.elements(call.args[0], depth) if call.args else NOTHING

    def _attribute(self, node: ast.Attribute, depth: int) -> Kinds:
        """What the module's classes bind an attribute of that name to."""
        found: set[Kind] = set()
        stores = self._facts.walk.stored(node.attr)
        if not stores and self._is_method(node):
            return frozenset({METHOD})
        for store in stores:
            statement = self._facts.parents[store]
            value = getattr(statement, "value", None)
            if isinstance(statement, ast.Assign) and store in statement.targets:
                is_given = not isinstance(value, ast.Constant)
                found |= self.of(value, depth) - (set() if is_given else {NONE})
        if is_watermark(self._module, node) or is_carried(self._module, node, stores):
            bodies = (
                one.stores.get(node.attr, ())
                for one in self._facts.walk.scopes
                if isinstance(one.node, ast.ClassDef)
            )
            starts = [*stores, *(name for names in bodies for name in names)]
            for start in starts:
                value = getattr(self._facts.parents.get(start), "value", None)
                if isinstance(value, ast.Constant):
                    found |= self.of(value, depth)
        if NONE in found and is_tested(self._module, node, anywhere=True):
            found.discard(NONE)
        return frozenset(found) or self._typed(node)

    def _is_method(self, node: ast.Attribute) -> bool:
        """Whether it is a method of the module that is compared itself: its call was forgotten."""
        if not isinstance(self._facts.parents.get(node), ast.Compare):
            return False
        class_ = self._facts.types.class_of(node.value)
        if class_ is None:
            return False
        bound = self._facts.scopes.scope_of(class_.body[0]).stores.get(node.attr, ())
        return len(bound) == 1 and any(
            isinstance(one, ast.FunctionDef) and one.name == node.attr and not one.decorator_list
            for one in class_.body
        )

    def _call(self, call: ast.Call, depth: int) -> Kinds:
        function = call.func
        scopes = self._facts.scopes
        if scopes.is_builtin(function):
            if function.id in _COPIES and call.args:
                inner = self.elements(call.args[-1], depth)
                return frozenset({Kind("list", (inner,))}) if inner else NOTHING
            if function.id == "zip":
                parts = tuple(self.elements(one, depth) for one in call.args)
                return frozenset({Kind("list", (frozenset({Kind("tuple", parts)}),))})
            return NOTHING
        if not isinstance(function, ast.Attribute):
            return NOTHING
        dicts = [one for one in self.of(function.value, depth) if one.name == "dict"]
        if function.attr == "get" and len(call.args) == 1 and not call.keywords:
            if dicts or self._facts.types.is_a(function.value, "dict"):
                return frozenset({NONE}).union(*(one.parts[1] for one in dicts))
        pick = _DICT_LISTS.get(function.attr)
        if not dicts or pick is None:
            return NOTHING
        return frozenset(Kind("list", (pick(one),)) for one in dicts)

    def _item(self, node: ast.Subscript, depth: int) -> Kinds:
        found = self.of(node.value, depth)
        index = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if isinstance(node.slice, ast.Slice):
            return found
        return frozenset().union(*(_part(one, index) for one in found))


def _sorts(call: ast.Call) -> bool:
    """Whether a positional argument of a call is what it sorts by."""
    return getattr(call.func, "attr", getattr(call.func, "id", "")) in ("sort", "sorted")


_DICT_LISTS = {
    "keys": lambda one: one.parts[0],
    "values": lambda one: one.parts[1],
    "items": lambda one: frozenset({Kind("tuple", one.parts)}),
    "iterkeys": lambda one: one.parts[0],
    "itervalues": lambda one: one.parts[1],
    "iteritems": lambda one: frozenset({Kind("tuple", one.parts)}),
}


def _elements(kind: Kind) -> Kinds:
    if kind.name == "tuple":
        return frozenset().union(*kind.parts)
    return kind.parts[0] if kind.parts else NOTHING


def _part(kind: Kind, index: object) -> Kinds:
    """What a subscript of a value gives."""
    if kind.name == "tuple":
        if isinstance(index, int) and -len(kind.parts) <= index < len(kind.parts):
            return kind.parts[index]
        return _elements(kind)
    if kind.name == "list":
        return kind.parts[0]
    return kind.parts[1] if kind.name == "dict" else NOTHING
