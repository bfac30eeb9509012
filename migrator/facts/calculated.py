"""Whether an expression may be a float that was calculated, as far as the module tells.

No proof, as `Types` gives, but evidence: some float reaches the place by some way. A float that is
only passed on as it was written is another thing: it looks alike in both Pythons.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property

from migrator.facts.parents import Parents
from migrator.facts.scopes import Definition, Scopes
from migrator.facts.types import Types
from migrator.facts.walk import FUNCTIONS

NO, WRITTEN, CALCULATED = range(3)

# What is asked of an expression: what it is, what its items are, what their items are, what stands
# at a place in it, and what stands at a place in its items.
_Wanted = tuple[str, int]
_SELF: _Wanted = ("self", 0)
_ITEMS: _Wanted = ("items", 0)
_INNER: _Wanted = ("inner", 0)

_DEEPEST = 30
_MOST = 500
_SAME_ITEMS = ("sorted", "list", "tuple", "set", "frozenset", "reversed", "iter", "filter")
_ROUNDED = ("math.floor", "math.ceil", "math.trunc")
_VALUES = ("values", "itervalues", "viewvalues")
_PAIRS = ("items", "iteritems", "viewitems")
# Methods of these names give floats, whatever they are called on.
_FLOAT_METHODS = frozenset(
    "getfloat total_seconds random uniform gauss expovariate normalvariate triangular".split()
)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp)


class Calculated:
    """Answers about the floats of one module."""

    def __init__(self, scopes: Scopes, parents: Parents, types: Types) -> None:
        self._scopes = scopes
        self._parents = parents
        self._types = types
        self._found: dict[Hashable, int] = {}
        self._open: set[Hashable] = set()  # what is being looked for
        self._is_partial = False  # something was asked while it was looked for
        self._left = 0  # how much may still be looked for

    def is_likely(self, node: ast.expr) -> bool:
        """Whether some way leads from a calculation with floats to an expression."""
        return self._ask(node, _SELF) == CALCULATED

    def are_likely_in(self, node: ast.expr) -> bool:
        """Whether some way leads from a calculation with floats to the items, or values, of one."""
        return self._ask(node, _ITEMS) == CALCULATED

    def _ask(self, node: ast.expr | None, wanted: _Wanted) -> int:
        if node is None:
            return NO
        return self._remembered((node, wanted), lambda: self._look(node, wanted))

    def _remembered(self, key: Hashable, look: Callable[[], int]) -> int:
        """NO, WRITTEN or CALCULATED; NO for what is asked while it is looked for.

        An answer that rests on such a NO is kept if it is the highest, or that of the first question.
        """
        if key in self._found:
            return self._found[key]
        if not self._open:
            self._left = _MOST
        self._left -= 1
        if key in self._open or len(self._open) > _DEEPEST or self._left < 0:
            self._is_partial = True
            return NO
        was_partial, self._is_partial = self._is_partial, False
        self._open.add(key)
        found = look()
        self._open.discard(key)
        if found == CALCULATED or not self._is_partial or not self._open:
            self._found[key] = found
        self._is_partial = bool(self._open) and (self._is_partial or was_partial)
        return found

    def _most(self, nodes: Iterable[ast.expr], wanted: _Wanted) -> int:
        return max((self._ask(one, wanted) for one in nodes), default=NO)

    def _look(self, node: ast.expr, wanted: _Wanted) -> int:
        if isinstance(node, ast.IfExp):
            return self._most([node.body, node.orelse], wanted)
        if isinstance(node, ast.BoolOp):
            return self._most(node.values, wanted)
        if isinstance(node, ast.Name):
            known = self._known(node) if wanted == _SELF else None
            return self._of_variable(node, wanted) if known is None else known
        if isinstance(node, ast.Attribute):
            return self._of_attribute(node, wanted)
        kind, place = wanted
        if kind == "self":
            known = self._known(node)
            return self._value(node) if known is None else known
        if kind == "place":
            return self._place(node, place)
        return self._items(node) if kind == "items" else self._nested(node, wanted)

    def _known(self, node: ast.expr) -> int | None:
        """The answer where the type of an expression is proven."""
        known = self._types.of(node)
        if known is None:
            return None
        if known.name == "float":
            return WRITTEN if self._is_short(node) else CALCULATED
        return CALCULATED if known.name == "fraction" else NO

    def _is_short(self, node: ast.expr) -> bool:
        """Whether a float is a literal, or rounded."""
        if isinstance(node, ast.UnaryOp):
            node = node.operand
        if isinstance(node, ast.Name):
            return self._of_variable(node, _SELF) != CALCULATED
        if not isinstance(node, ast.Call):
            return isinstance(node, ast.Constant)
        if self._scopes.is_builtin(node.func):
            return node.func.id == "round"
        return self._scopes.imported(node.func) in _ROUNDED

    def _value(self, node: ast.expr) -> int:
        match node:
            case ast.BinOp(left, operator, right):
                if isinstance(operator, ast.Mod) and self._is_text(left):
                    return NO
                if isinstance(operator, ast.Div) and self._types.divides_exactly:
                    return CALCULATED
                return _operated(self._most([left, right], _SELF))
            case ast.UnaryOp(operand=operand):
                return self._ask(operand, _SELF)
            case ast.Subscript(value, ast.Constant(int(place))) if place >= 0:
                return max(self._ask(value, ("place", place)), self._put_in(value))
            case ast.Subscript(value, index) if not isinstance(index, ast.Slice):
                return self._ask(value, _ITEMS)
            case ast.Call(function, given):
                return self._result(function, given)
        return NO

    def _is_text(self, node: ast.expr) -> bool:
        return self._types.is_a(node, "str", "unicode", "string")

    def _put_in(self, holder: ast.expr) -> int:
        return self._most(self._put.get(_name(holder), ()), _SELF)

    def _result(self, function: ast.expr, given: list[ast.expr]) -> int:
        if self._scopes.is_builtin(function):
            if function.id == "sum":
                return _operated(self._most(given[:1], _ITEMS))
            if function.id in ("max", "min", "abs"):
                return self._most(
                    given, _ITEMS if len(given) == 1 and function.id != "abs" else _SELF
                )
            if function.id == "reduce":
                made = self._most(self._results(given[0]), _SELF) if given else NO
                items = max(self._most(given[1:2], _ITEMS), self._most(given[1:2], _INNER))
                return _operated(max(made, items))
            return NO
        if isinstance(function, ast.Attribute) and function.attr in ("pop", "get"):
            return max(self._ask(function.value, _ITEMS), self._most(given, _SELF))
        if isinstance(function, ast.Attribute) and function.attr in _FLOAT_METHODS:
            return CALCULATED
        return self._most(self._results(function), _SELF)

    def _items(self, node: ast.expr) -> int:
        match node:
            case ast.List(elts) | ast.Tuple(elts) | ast.Set(elts) | ast.Dict(values=elts):
                return self._most(elts, _SELF)
            case ast.DictComp(value=value):
                return self._ask(value, _SELF)
            case ast.BinOp(left, ast.Add() | ast.Mult(), right):
                return self._most([left, right], _ITEMS)
            case ast.Subscript(value):
                return self._ask(value, _ITEMS)
            case ast.Call(function, given):
                return self._items_of_result(function, given)
        return self._ask(node.elt, _SELF) if isinstance(node, _COMPREHENSIONS) else NO

    def _items_of_result(self, function: ast.expr, given: list[ast.expr]) -> int:
        if self._scopes.is_builtin(function):
            if function.id == "map" and given:
                is_float = self._scopes.is_builtin(given[0]) and given[0].id == "float"
                return CALCULATED if is_float else self._most(self._results(given[0]), _SELF)
            if function.id == "dict":
                return self._most(given[:1], ("places", 1))
            return self._most(given, _ITEMS) if function.id in _SAME_ITEMS else NO
        if isinstance(function, ast.Attribute) and function.attr in _VALUES:
            return self._ask(function.value, _ITEMS)
        results = list(self._results(function))
        return max(self._most(results, _ITEMS), self._most(results, _SELF))

    def _place(self, node: ast.expr, place: int) -> int:
        """What stands at a place of a sequence."""
        match node:
            case ast.List(elts) | ast.Tuple(elts):
                return self._most(elts[place : place + 1], _SELF)
            case ast.Call(function) if not self._scopes.is_builtin(function):
                return self._most(self._results(function), ("place", place))
        return self._ask(node, _ITEMS)

    def _nested(self, node: ast.expr, wanted: _Wanted) -> int:
        """What is in the items, or what stands at a place in them."""
        kind, place = wanted
        of_item = _ITEMS if kind == "inner" else ("place", place)
        match node:
            case ast.List(elts) | ast.Tuple(elts) | ast.Set(elts) | ast.Dict(values=elts):
                return self._most(elts, of_item)
            case ast.ListComp(elt) | ast.SetComp(elt) | ast.GeneratorExp(elt):
                return self._ask(elt, of_item)
            case ast.Call(ast.Name(name) as function, given) if self._scopes.is_builtin(function):
                if name in _SAME_ITEMS:
                    return self._most(given, wanted)
                if name == "map" and given:
                    return self._most(self._results(given[0]), of_item)
                if kind == "places" and name == "zip":
                    return self._most(given[place : place + 1], _ITEMS)
                if kind == "places" and name == "enumerate" and place:
                    return self._most(given, _ITEMS)
                return NO
            case ast.Call(ast.Attribute(value, attr)) if attr in _PAIRS:
                return self._ask(value, _ITEMS) if place else NO
            case ast.Call(ast.Attribute(value, attr)) if attr in _VALUES:
                return self._ask(value, wanted)
            case ast.Call(function):
                return self._most(self._results(function), wanted)
        return NO

    def _of_variable(self, name: ast.Name, wanted: _Wanted) -> int:
        binding = self._scopes.resolve(name)
        if binding.scope is None:
            return NO
        return self._of_bindings((binding.scope, name.id), name.id, binding.definitions, wanted)

    def _of_attribute(self, node: ast.Attribute, wanted: _Wanted) -> int:
        """What may be in an attribute, by its name: what is stored there, in any object."""
        if self._scopes.imported(node):
            known = self._known(node) if wanted == _SELF else None
            return known or NO
        stores = [*map(self._scopes.assignment, self._scopes.walk.stored(node.attr))]
        for scope in self._scopes.walk.scopes:
            if scope.kind == "class" and node.attr in scope.stores:
                stores += self._scopes.lookup(scope, node.attr).definitions
        found = self._of_bindings((None, node.attr), node.attr, stores, wanted)
        return max(found, self._most(self._results(node), wanted))

    def _of_bindings(
        self, key: Hashable, name: str, definitions: Iterable[Definition], wanted: _Wanted
    ) -> int:
        return self._remembered((key, wanted), lambda: self._of_all(name, definitions, wanted))

    def _of_all(self, name: str, definitions: Iterable[Definition], wanted: _Wanted) -> int:
        found = max((self._bound(one, wanted) for one in definitions), default=NO)
        if any(one.kind == "augment" for one in definitions):
            found = _operated(found)
        of_item = {"items": _SELF, "inner": _ITEMS, "places": ("place", wanted[1])}.get(wanted[0])
        if of_item is not None:
            found = max(found, self._most(self._put.get(name, ()), of_item))
        return found

    def _bound(self, one: Definition, wanted: _Wanted) -> int:
        """What a variable gets from one of its bindings."""
        if one.value is not None:
            return self._ask(one.value, wanted)
        if one.kind == "parameter":
            rest = self._passed_by_star(one.node) if wanted == _ITEMS else ()
            return max(self._most(self.passed(one.node), wanted), self._most(rest, _SELF))
        around = self._parents.get(one.node)
        place = None
        if isinstance(around, (ast.Tuple, ast.List)) and isinstance(one.node, ast.expr):
            place, around = around.elts.index(one.node), self._parents.get(around)
            if wanted != _SELF:
                return NO
        if isinstance(around, ast.Assign):
            return NO if place is None else self._ask(around.value, ("place", place))
        walked = getattr(around, "iter", None)
        if place is not None:
            return self._ask(walked, ("places", place))
        of_items = {"self": _ITEMS, "items": _INNER, "place": ("places", wanted[1])}
        return self._ask(walked, of_items[wanted[0]]) if wanted[0] in of_items else NO

    # -- the functions of the module ----------------------------------------------------

    def _results(self, function: ast.expr) -> Iterator[ast.expr]:
        """What the functions return or yield that an expression may be."""
        for one in self._functions(function):
            if isinstance(one, ast.Lambda):
                yield one.body
            else:
                yield from self._returned.get(one, ())

    def _functions(self, function: ast.expr) -> Iterator[ast.AST]:
        if isinstance(function, ast.Lambda):
            yield function
        elif isinstance(function, ast.Attribute):
            yield from self._methods.get(function.attr, ())
        elif isinstance(function, ast.Name):
            for one in self._scopes.resolve(function).definitions:
                if isinstance(one.node, ast.FunctionDef):
                    yield one.node
                elif isinstance(one.value, ast.Lambda):
                    yield one.value

    @cached_property
    def _returned(self) -> dict[ast.AST, list[ast.expr]]:
        """What each function returns or yields."""
        table: dict[ast.AST, list[ast.expr]] = {}
        for node in self._scopes.walk.of(ast.Return, ast.Yield):
            function = self._parents.function(node)
            if node.value is not None and function is not None:
                table.setdefault(function, []).append(node.value)
        return table

    @cached_property
    def _methods(self) -> dict[str, list[ast.AST]]:
        table: dict[str, list[ast.AST]] = {}
        for node in self._scopes.walk.of(ast.FunctionDef):
            if self._parents.method_class(node) is not None:
                table.setdefault(node.name, []).append(node)
        return table

    @cached_property
    def _put(self) -> dict[str, list[ast.expr]]:
        """What is put into containers of a name: by append, insert, add and by subscripts."""
        table: dict[str, list[ast.expr]] = {}
        for node in self._scopes.walk.of(ast.Call, ast.Assign, ast.AugAssign):
            match node:
                case ast.Call(
                    ast.Attribute(holder, "append" | "add" | "insert"), [*_, value]
                ) | ast.Assign([ast.Subscript(holder)], value):
                    table.setdefault(_name(holder), []).append(value)
                case ast.AugAssign(ast.Subscript(holder), operator, value):
                    calculated = ast.BinOp(value, operator, value)
                    table.setdefault(_name(holder), []).append(calculated)
        return table

    def passed(self, parameter: ast.AST) -> Iterator[ast.expr]:
        """What the calls in the module pass for a parameter, and its default."""
        function = self._parents.function(parameter)
        if not isinstance(function, FUNCTIONS) or not isinstance(parameter, ast.arg):
            return
        names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
        if parameter.arg not in names:
            return
        place = names.index(parameter.arg)
        default = place - len(names) + len(function.args.defaults)
        yield from function.args.defaults[default : default + 1] if default >= 0 else ()
        place -= self._parents.method_class(function) is not None
        for call in self._calls_of(function):
            yield from call.args[place : place + 1] if place >= 0 else ()
            yield from (one.value for one in call.keywords if one.arg == parameter.arg)

    def _passed_by_star(self, parameter: ast.AST) -> Iterator[ast.expr]:
        """What the calls pass for `*parameter`."""
        function = self._parents.function(parameter)
        if isinstance(function, FUNCTIONS) and function.args.vararg is parameter:
            place = len(function.args.posonlyargs) + len(function.args.args)
            place -= self._parents.method_class(function) is not None
            for call in self._calls_of(function):
                yield from call.args[place:]

    def _calls_of(self, function: ast.AST) -> list[ast.Call]:
        """The calls that may be of a function, by its name."""
        name = getattr(function, "name", None) or self._name_of_lambda(function)
        class_ = self._parents.method_class(function)
        if class_ is not None and name == "__init__":
            name = class_.name
        return self._calls.get(name, [])

    def _name_of_lambda(self, function: ast.AST) -> str:
        around = self._parents.get(function)
        return _name(around.targets[0]) if isinstance(around, ast.Assign) else ""

    @cached_property
    def _calls(self) -> dict[str, list[ast.Call]]:
        table: dict[str, list[ast.Call]] = {}
        for call in self._scopes.walk.of(ast.Call):
            table.setdefault(_name(call.func), []).append(call)
        return table


def _operated(found: int) -> int:
    """What comes of a float in arithmetic."""
    return CALCULATED if found else NO


def _name(node: ast.AST) -> str:
    """The name of a variable or an attribute, whatever it is one of."""
    return getattr(node, "id", "") or getattr(node, "attr", "")
