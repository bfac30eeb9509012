"""Which expressions a variable, parameter, attribute or call gets its value from.

Each answer is complete, or it is None: then values may come from where this module does not tell.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property

from migrator.facts.effects import subtree
from migrator.facts.parents import Parents
from migrator.facts.scopes import Binding, Definition, Scopes
from migrator.facts.walk import FUNCTIONS, Scope

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# With these a program sets attributes whose names its text does not show.
_ATTRIBUTE_DOORS = ("setattr", "vars")
_DICT_DOORS = ("__dict__", "__setattr__", "__setstate__")

Place = tuple[int, int]


class Sources:
    """Answers about the values that flow within one module."""

    def __init__(self, scopes: Scopes, parents: Parents) -> None:
        self._scopes = scopes
        self._parents = parents
        self._returned: dict[ast.AST, list[ast.expr] | None] = {}

    def reaching(
        self, name: ast.Name, binding: Binding
    ) -> tuple[ast.AST | None, tuple[Definition, ...]]:
        """The bindings of a local variable whose value `name` may see.

        The first of the pair is the statement or loop that surely binds it before; without
        one, None, and all bindings.
        """
        definitions = binding.definitions
        scope = self._scopes.scope_of(name)
        if len(definitions) < 2 or scope is not binding.scope or scope.kind == "class":
            return None, definitions
        if any(self._scopes.scope_of(one.node) is not scope for one in definitions):
            return None, definitions
        source, loops = self._last_sure(name, definitions)
        if source is None:
            return None, definitions
        start, end = _start(source), _start(name)
        return source, tuple(
            one
            for one in definitions
            if start <= self._done(one.node) < end
            or any(self._parents.within(one.node, loop) for loop in loops)
        )

    def _last_sure(
        self, name: ast.Name, definitions: Iterable[Definition]
    ) -> tuple[ast.AST | None, list[ast.AST]]:
        """What surely binds a name last, and the loops around the name that do not hold that."""
        assigned = [found for one in definitions if (found := self._assignment(one.node))]
        loops: list[ast.AST] = []
        child: ast.AST = name
        for parent in self._parents.ancestors(name):
            if isinstance(parent, _COMPREHENSIONS) and any(
                _binds(one.target, name.id) for one in parent.generators
            ):
                break
            before = self._nearest(parent, child, assigned)
            if before is not None:
                return before, loops
            if isinstance(parent, ast.For) and child in parent.body:
                if _binds(parent.target, name.id):
                    return parent, loops
            if isinstance(parent, (*FUNCTIONS, ast.ClassDef)):
                break
            if isinstance(parent, _LOOPS):
                loops.append(parent)
            child = parent
        return None, loops

    def _assignment(self, node: ast.AST) -> ast.Assign | None:
        """The assignment of which a node is a target, or a part of one."""
        for parent in self._parents.ancestors(node):
            if isinstance(parent, ast.stmt):
                return parent if isinstance(parent, ast.Assign) and node in parent.targets else None
            node = parent
        return None

    def _nearest(
        self, parent: ast.AST, child: ast.AST, statements: Iterable[ast.stmt]
    ) -> ast.stmt | None:
        """The last of some statements that stands before `child` in its block."""
        inside = [one for one in statements if self._parents[one] is parent]
        for field in ("body", "orelse", "finalbody") if inside else ():
            block = getattr(parent, field, None)
            if isinstance(block, list) and child in block:
                before = block[: block.index(child)]
                return max((one for one in inside if one in before), key=before.index, default=None)
        return None

    def _done(self, node: ast.AST) -> Place:
        """Where a binding has happened."""
        statement = self._parents.statement(node)
        if isinstance(statement, (ast.Assign, ast.AugAssign)):
            return statement.end_lineno or 0, statement.end_col_offset or 0
        return _start(node)

    def arguments(self, parameter: ast.AST) -> list[ast.expr] | None:
        """All that is passed for a parameter of a function that only this module can call.

        That is one in a function, or one of the module whose name starts with an underscore.
        """
        function = self._parents.function(parameter)
        if not isinstance(function, ast.FunctionDef) or function.decorator_list:
            return None
        given = function.args
        names = [*given.posonlyargs, *given.args]
        scope = self._scopes.scope_of(function)
        if parameter not in names or not self._is_private(function, scope):
            return None
        binding = self._scopes.lookup(scope, function.name)
        if len(binding.definitions) != 1 or binding.uncertain or scope.dynamic:
            return None
        place = names.index(parameter)
        default = place - len(names) + len(given.defaults)
        otherwise = given.defaults[default] if default >= 0 else None
        found = [
            self._passed(load, parameter, place, otherwise) for load in self._scopes.loads(binding)
        ]
        complete = [one for one in found if one is not None]
        return complete if complete and len(complete) == len(found) else None

    def _is_private(self, function: ast.FunctionDef, scope: Scope) -> bool:
        if scope.kind == "function":
            return True
        is_hidden = function.name.startswith("_") and function.name not in self._scopes.exported
        return scope.kind == "module" and is_hidden

    def _passed(
        self, load: ast.Name, parameter: ast.AST, place: int, otherwise: ast.expr | None
    ) -> ast.expr | None:
        """What the call of a function at `load` passes; None where that cannot be seen."""
        call = self._parents[load]
        if not isinstance(call, ast.Call) or call.func is not load:
            return None
        if any(isinstance(one, ast.Starred) for one in call.args):
            return None
        if any(keyword.arg is None for keyword in call.keywords):
            return None
        if place < len(call.args):
            return call.args[place]
        name = getattr(parameter, "arg", None)
        return next((one.value for one in call.keywords if one.arg == name), otherwise)

    def returned(self, function: ast.AST) -> list[ast.expr] | None:
        """All that a function returns, if it always returns a value and is what its text says."""
        if function not in self._returned:
            self._returned[function] = self._find_returned(function)
        return self._returned[function]

    def _find_returned(self, function: ast.AST) -> list[ast.expr] | None:
        if not isinstance(function, ast.FunctionDef) or function.decorator_list:
            return None
        if not _ends(function.body):
            return None
        values: list[ast.expr] = []
        for node in _own_nodes(function.body):
            if isinstance(node, (ast.Yield, ast.YieldFrom)):
                return None
            if isinstance(node, ast.Return):
                if node.value is None:
                    return None
                values.append(node.value)
        return values or None

    def stored(self, name: str) -> list[Definition] | None:
        """All that is assigned to the private attribute `name` of any object or class.

        None for a public one: other modules may well set it.
        """
        if not name.startswith("_") or name.endswith("__") or self._has_doors:
            return None
        nodes = self._scopes.walk.attributes(name)
        stores = [node for node in nodes if not isinstance(node.ctx, ast.Load)]
        found = list(map(self._scopes.assignment, stores))
        for scope in self._scopes.walk.scopes:
            if scope.kind == "class" and name in scope.stores:
                found.extend(
                    one
                    for one in self._scopes.lookup(scope, name).definitions
                    if self._scopes.scope_of(one.node) is scope
                )
        return found or None

    @cached_property
    def _has_doors(self) -> bool:
        if any(
            name in scope.loads for scope in self._scopes.walk.scopes for name in _ATTRIBUTE_DOORS
        ):
            return True
        return any(
            isinstance(node, ast.Attribute) and node.attr in _DICT_DOORS
            for node in self._scopes.walk.parents
        )


def _start(node: ast.AST) -> Place:
    return node.lineno, node.col_offset  # type: ignore[attr-defined]


def _binds(target: ast.AST, name: str) -> bool:
    return any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
        for node in subtree([target])
    )


def _own_nodes(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """The nodes of a function's body, without those of the functions and classes in it."""
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            pending.extend(ast.iter_child_nodes(node))


def _ends(body: list[ast.stmt]) -> bool:
    """Whether the end of a block is never reached."""
    last = body[-1] if body else None
    if isinstance(last, ast.If):
        return _ends(last.body) and _ends(last.orelse)
    if isinstance(last, ast.Try):
        tried = _ends(last.orelse or last.body) and all(_ends(one.body) for one in last.handlers)
        return tried or _ends(last.finalbody)
    return isinstance(last, (ast.Return, ast.Raise))
