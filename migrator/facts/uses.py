"""How the value of an expression is used: whether a lazy one serves as well as Python 2's list.

Three kinds of values took the place of lists: an *iterator* (map, filter, zip) can be walked once,
a *view* (keys, values, items) again and again, a *range* can also be indexed. Each is as good as
the list where it is walked at once, or walked while nothing changes what it draws from.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from migrator.facts.effects import Effects, children
from migrator.facts.parents import Parents
from migrator.facts.scopes import Scopes
from migrator.facts.types import Types
from migrator.facts.walk import FUNCTIONS


class Kind(str, Enum):
    ITERATOR = "iterator"
    VIEW = "view"
    RANGE = "range"


# Builtins and library functions that walk the whole argument at once: {name: its positions}.
_WALKS_ALL = {
    "list": (0,),
    "tuple": (0,),
    "set": (0,),
    "frozenset": (0,),
    "dict": (0,),
    "sorted": (0,),
    "sum": (0,),
    "bytearray": (0,),
    "reduce": (1,),
    "functools.reduce": (1,),
    "collections.deque": (0,),
    "collections.Counter": (0,),
    "collections.OrderedDict": (0,),
    "collections.defaultdict": (1,),
    "heapq.nlargest": (1,),
    "heapq.nsmallest": (1,),
    "array.array": (1,),
    "string.join": (0,),
    "string.joinfields": (0,),
}
_STOPS_EARLY = ("any", "all")
_LIST_IN_TWO = ("map", "filter", "zip")
_LAZY_IN_BOTH = ("enumerate", "iter")
_LAZY_ITERTOOLS = frozenset("""
    chain izip imap ifilter ifilterfalse islice takewhile dropwhile groupby starmap izip_longest
    zip_longest
    """.split())
_WITHOUT_FUNCTION = frozenset("zip izip izip_longest zip_longest chain islice".split())
_METHODS_WALKING_ALL = frozenset("""
    join extend update writelines union intersection difference symmetric_difference issubset
    issuperset difference_update intersection_update symmetric_difference_update fromkeys
    """.split())


@dataclass(frozen=True)
class _Value:
    """A lazy value: its kind, what it draws from, and whether making an element has no effect."""

    kind: Kind
    sources: tuple[ast.expr, ...] = ()
    calm: bool = True
    calls: bool = False  # whether making an element calls a function
    names: frozenset[str] = frozenset()  # variables that this function reads
    elements: str = ""  # "keys" or "items" of the source, if they are that


class Uses:
    """Answers about the uses of values in one module."""

    def __init__(self, scopes: Scopes, parents: Parents, types: Types) -> None:
        self._scopes = scopes
        self._parents = parents
        self._types = types
        self._effects = Effects(scopes, parents)

    def discarded(self, node: ast.expr) -> bool:
        """Whether the value is thrown away, so that only the effects of computing it count."""
        return isinstance(self._parents.get(node), ast.Expr)

    def any_iterable_ok(self, node: ast.expr, kind: Kind | str) -> bool:
        """Whether it is proven that a lazy value of `kind` serves as well as a list at `node`.

        `node` is the call that made a list in Python 2: `map(f, a)`, `d.keys()`, `range(9)`.
        """
        return self._serves(node, self._value(node, Kind(kind)))

    def _value(self, node: ast.expr, kind: Kind) -> _Value:
        if kind is Kind.RANGE:
            return _Value(kind)
        if kind is Kind.VIEW:
            function = node.func if isinstance(node, ast.Call) else None
            if not isinstance(function, ast.Attribute):
                return _Value(kind, (node,))
            return _Value(kind, (function.value,), elements=function.attr.removeprefix("iter"))
        if not isinstance(node, ast.Call):
            return _Value(kind, (node,), calm=False)
        called = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        functions = [] if called in _WITHOUT_FUNCTION else node.args[:1]
        calls = any(not isinstance(one, ast.Constant) for one in functions)
        sources = [source for part in node.args for source in self._effects.sources(part)]
        names = {name for one in functions for name in self._effects.free_names(one)}
        calm = all(self._effects.calm(one) for one in functions)
        return _Value(kind, tuple(sources), calm, calls, frozenset(names))

    def _serves(self, node: ast.expr, value: _Value) -> bool:
        parent = self._parents.get(node)
        handler = _CONTEXTS.get(type(parent))
        return handler is not None and handler(self, parent, node, value)

    def _still(
        self, value: _Value, region: Sequence[ast.AST], target: ast.AST | None = None
    ) -> bool:
        """Whether nothing that `value` draws from changes while `region` runs."""
        key = _key(target, value.elements)
        if key is not None and self._effects.rebinds(region, {key}):
            key = None
        bound = [*region, target] if target is not None else region
        return not self._effects.rebinds(bound, set(value.names)) and not any(
            self._effects.may_change(region, source, key) for source in value.sources
        )

    def _draws_from(self, value: _Value, container: ast.expr) -> bool:
        return any(self._effects.same(source, container) for source in value.sources)

    def _for(self, loop: ast.For, node: ast.expr, value: _Value) -> bool:
        if node is not loop.iter:
            return False
        if not value.calm or (value.calls and self._parents.tried(loop)):
            return False  # what the function does or raises would come between the loop's turns
        return self._still(value, loop.body, loop.target)

    def _comprehension(self, part: ast.comprehension, node: ast.expr, value: _Value) -> bool:
        if node is not part.iter:
            return value.kind is not Kind.ITERATOR
        whole = self._parents[part]
        rest = [child for child in children(whole) if child is not part] + part.ifs
        if not value.calm and not self._effects.calm_code(rest):
            return False
        if not self._still(value, rest, part.target):
            return False
        if isinstance(whole, ast.GeneratorExp) and part is whole.generators[0]:
            return self._serves(whole, replace(value, kind=Kind.ITERATOR))
        return True

    def _call(self, call: ast.Call, node: ast.expr, value: _Value) -> bool:
        if node not in call.args:
            return False
        position = call.args.index(node)
        if isinstance(call.func, ast.Name) and self._scopes.is_builtin(call.func):
            return self._builtin(call, call.func.id, position, value)
        dotted = self._scopes.imported(call.func)
        if dotted is not None:
            return self._library(call, dotted, position, value)
        if not isinstance(call.func, ast.Attribute):
            return False
        return self._method(call, call.func, value)

    def _method(self, call: ast.Call, method: ast.Attribute, value: _Value) -> bool:
        """A method that all lists, sets, dicts, strings or files have; not a class's own."""
        if method.attr not in _METHODS_WALKING_ALL:
            return False
        if isinstance(method.value, ast.Name) and method.value.id in ("self", "cls"):
            return False
        return len(call.args) == 1 and not self._draws_from(value, method.value)

    def _builtin(self, call: ast.Call, name: str, position: int, value: _Value) -> bool:
        if name in _WALKS_ALL:
            return position in _WALKS_ALL[name]
        if name in ("min", "max"):
            return len(call.args) == 1
        if name in _STOPS_EARLY:
            return value.calm
        if name in ("len", "bool"):
            return value.kind is not Kind.ITERATOR
        if name == "reversed":
            return value.kind is Kind.RANGE
        if name in _LIST_IN_TWO:  # a list is made of the outer call if need be
            if value.calm or (name != "zip" and position == 0):
                return value.calm and (name == "zip" or position > 0)
            outer = self._value(call, Kind.ITERATOR)
            is_listed = not self._serves(call, outer)
            return outer.calm and (is_listed or self._serves(call, _as_iterator(value)))
        if name in _LAZY_IN_BOTH:
            return position == 0 and self._serves(call, _as_iterator(value))
        return False

    def _library(self, call: ast.Call, dotted: str, position: int, value: _Value) -> bool:
        module, _, name = dotted.rpartition(".")
        if dotted in _WALKS_ALL:
            return position in _WALKS_ALL[dotted]
        if module == "itertools" and name in _LAZY_ITERTOOLS:
            is_calm = value.calm or self._value(call, Kind.ITERATOR).calm
            return is_calm and self._serves(call, _as_iterator(value))
        return module == "random" and name in ("choice", "sample") and value.kind is Kind.RANGE

    def _starred(self, star: ast.Starred, node: ast.expr, value: _Value) -> bool:
        return isinstance(self._parents[star], ast.Call)

    def _compare(self, compare: ast.Compare, node: ast.expr, value: _Value) -> bool:
        is_membership = isinstance(compare.ops[0], (ast.In, ast.NotIn))
        return is_membership and compare.comparators == [node] and value.calm

    def _subscript(self, subscript: ast.Subscript, node: ast.expr, value: _Value) -> bool:
        if value.kind is not Kind.RANGE or node is not subscript.value:
            return False
        if not isinstance(subscript.ctx, ast.Load):
            return False
        return not isinstance(subscript.slice, ast.Slice) or self._serves(subscript, value)

    def _attribute(self, attribute: ast.Attribute, node: ast.expr, value: _Value) -> bool:
        is_called = isinstance(self._parents[attribute], ast.Call)
        return value.kind is Kind.RANGE and is_called and attribute.attr in ("index", "count")

    def _branch(self, choice: ast.IfExp, node: ast.expr, value: _Value) -> bool:
        if node is choice.test:
            return value.kind is not Kind.ITERATOR
        return self._serves(choice, replace(value, elements=""))

    def _operand(self, operation: ast.BoolOp, node: ast.expr, value: _Value) -> bool:
        """`d.keys() or other`: the truth of a view is that of the list."""
        is_last = node is operation.values[-1]
        if value.kind is Kind.ITERATOR and not is_last:
            return False
        return self._serves(operation, replace(value, elements=""))

    def _test(self, parent: ast.AST, node: ast.expr, value: _Value) -> bool:
        return value.kind is not Kind.ITERATOR and node is getattr(parent, "test", node)

    def _not(self, operation: ast.UnaryOp, node: ast.expr, value: _Value) -> bool:
        return isinstance(operation.op, ast.Not) and value.kind is not Kind.ITERATOR

    def _statement(self, statement: ast.Expr, node: ast.expr, value: _Value) -> bool:
        return value.calm

    def _assign(self, assign: ast.Assign, node: ast.expr, value: _Value) -> bool:
        if len(assign.targets) != 1:
            return False
        (target,) = assign.targets
        if isinstance(target, (ast.Tuple, ast.List)):
            return not any(isinstance(element, ast.Starred) for element in target.elts)
        if isinstance(target, ast.Subscript):
            return isinstance(target.slice, ast.Slice)
        return isinstance(target, ast.Name) and self._variable(assign, target, value)

    def _augment(self, statement: ast.AugAssign, node: ast.expr, value: _Value) -> bool:
        """`+=` takes any iterable where the left side is proven to be a list."""
        is_list = isinstance(statement.target, ast.Name) and self._types.is_a(
            statement.target, "list"
        )
        is_adding = isinstance(statement.op, ast.Add)
        return is_list and is_adding and not self._draws_from(value, statement.target)

    def _variable(self, assign: ast.Assign, target: ast.Name, value: _Value) -> bool:
        """A local variable bound here only, and read only further down in the same block."""
        binding = self._scopes.resolve(target)
        scope = binding.scope
        if scope is None or binding.kind != "local" or scope.kind != "function":
            return False
        if len(binding.definitions) != 1 or scope.dynamic:
            return False
        loads = self._scopes.loads(binding)
        if value.kind is Kind.ITERATOR and len(loads) > 1:
            return False
        block = self._block(assign)
        after = block[block.index(assign) + 1 :]
        holders = [holder for load in loads if (holder := self._holder(load, after)) is not None]
        if len(holders) < len(loads):
            return False
        region = after[: max(map(after.index, holders), default=-1) + 1]
        if value.kind is not Kind.RANGE and not self._still(replace(value, elements=""), region):
            return False
        if value.kind is Kind.ITERATOR and not value.calm:
            return False
        return all(
            self._once(load, holder, value) and self._serves(load, value)
            for load, holder in zip(loads, holders, strict=True)
        )

    def _once(self, load: ast.Name, holder: ast.stmt, value: _Value) -> bool:
        """Whether an iterator is not walked again by a loop or a function within `holder`."""
        for ancestor in self._parents.ancestors(load):
            if isinstance(ancestor, FUNCTIONS):
                return False
            if value.kind is Kind.ITERATOR and not self._evaluates_once(ancestor, load):
                return False
            if ancestor is holder:
                return True
        return True

    def _evaluates_once(self, ancestor: ast.AST, load: ast.Name) -> bool:
        if isinstance(ancestor, ast.For):
            return self._parents.within(load, ancestor.iter)
        if isinstance(ancestor, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            return self._parents.within(load, ancestor.generators[0].iter)
        return not isinstance(ancestor, ast.While)

    def _block(self, statement: ast.stmt) -> list[ast.stmt]:
        parent = self._parents[statement]
        for field in ("body", "orelse", "finalbody"):
            block = getattr(parent, field, None)
            if isinstance(block, list) and statement in block:
                return block
        raise AssertionError("a statement stands in a block")

    def _holder(self, load: ast.Name, block: list[ast.stmt]) -> ast.stmt | None:
        return next((one for one in self._parents.ancestors(load) if one in block), None)


def _key(target: ast.AST | None, elements: str) -> str | None:
    """The loop variable that holds the key, if it is a plain name."""
    if elements == "items" and isinstance(target, ast.Tuple):
        target = target.elts[0]
    elif elements != "keys":
        return None
    return target.id if isinstance(target, ast.Name) else None


def _as_iterator(value: _Value) -> _Value:
    return replace(value, kind=Kind.ITERATOR, elements="")


_CONTEXTS: dict[type, Callable[[Uses, Any, ast.expr, _Value], bool]] = {
    ast.For: Uses._for,
    ast.comprehension: Uses._comprehension,
    ast.Call: Uses._call,
    ast.Starred: Uses._starred,
    ast.Compare: Uses._compare,
    ast.Subscript: Uses._subscript,
    ast.Attribute: Uses._attribute,
    ast.IfExp: Uses._branch,
    ast.BoolOp: Uses._operand,
    ast.If: Uses._test,
    ast.While: Uses._test,
    ast.Assert: Uses._test,
    ast.UnaryOp: Uses._not,
    ast.Expr: Uses._statement,
    ast.Assign: Uses._assign,
    ast.AugAssign: Uses._augment,
}
