"""What calling something may do to the line that is being printed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import Enum
from functools import cached_property

from migrator.facts import Facts
from migrator.facts.effects import MUTATORS, PURE_FUNCTIONS, PURE_METHODS
from migrator.facts.walk import FUNCTIONS
from migrator.python2 import tree

# Builtins that are pure and yet fail on a value they do not like.
_FAILING = frozenset(
    ("int", "float", "long", "complex", "chr", "unichr", "ord", "pow", "reduce", "next")
)
_QUIET = frozenset(
    """append extend insert add discard update setdefault sort reverse clear flush sleep time random
    randint seed""".split()
)


class Effect(Enum):
    NONE = 0
    MAY_FAIL = 1  # raise, exit, or something in another module that cannot be seen
    READS = 2  # a line from standard input, after the prompt
    PRINTS = 3  # by a function of this module


class Calls:
    """Answers about the calls in one module."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[str, tuple[bool, bool]] = {}

    def effect(self, call: ast.Call | ast.Attribute) -> Effect:
        if isinstance(call, ast.Attribute):
            return Effect.PRINTS if self._is_printing_property(call) else Effect.NONE
        function = call.func
        scopes = self._facts.scopes
        if scopes.is_builtin(function):
            if self._goes_on(call):
                return Effect.PRINTS
            if function.id in ("raw_input", "input"):
                return Effect.READS
            pure = function.id in PURE_FUNCTIONS and function.id not in _FAILING
            return Effect.NONE if pure else Effect.MAY_FAIL
        name = _called_name(function)
        if name is None:
            return Effect.MAY_FAIL
        if self._goes_on(call):
            return Effect.PRINTS
        if name in self._functions and not scopes.imports(function):
            prints, fails = self._summary(name)
            if prints:
                return Effect.PRINTS
            return Effect.MAY_FAIL if fails else Effect.NONE
        if isinstance(function, ast.Attribute) and (name in PURE_METHODS or name in _QUIET):
            return Effect.NONE
        return Effect.MAY_FAIL

    def _is_printing_property(self, node: ast.Attribute) -> bool:
        """Whether reading an attribute runs a method of this module that prints."""
        around = self._facts.parents.get(node)
        if node.attr not in self._printing or getattr(around, "func", None) is node:
            return False
        return any(getattr(one, "decorator_list", ()) for one in self._functions[node.attr])

    def raises(self, call: ast.Call) -> bool:
        """Whether a call is of a function of this module in which, or below which, is a `raise`."""
        name = _called_name(call.func)
        return name is not None and name in self._raising

    def changed_by(self, call: ast.Call) -> str | None:
        """The object that a call of one of its methods changes, as text; None where none does."""
        method = call.func
        if not isinstance(method, ast.Attribute):
            return None
        own = self.definitions(call)
        changes = any(map(_changes_self, own)) if own else method.attr in MUTATORS
        return ast.unparse(method.value) if changes else None

    def given_by(self, value: ast.expr) -> ast.expr:
        """The object that a chain of methods which return their own gives, else the value itself."""
        while isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
            if not any(map(_returns_self, self.definitions(value))):
                break
            value = value.func.value
        return value

    def definitions(self, call: ast.Call | ast.Attribute) -> list[ast.FunctionDef]:
        """The functions of this module that a call, or a property, may run, going by the name."""
        name = call.attr if isinstance(call, ast.Attribute) else _called_name(call.func)
        generators = self._printing_generators if self._goes_on(call) else []
        return [*self._functions.get(name or "", []), *generators]

    def _goes_on(self, call: ast.Call | ast.Attribute) -> bool:
        """Whether a call may have a generator of this module go on that prints."""
        if not isinstance(call, ast.Call) or _called_name(call.func) not in ("next", "send"):
            return False
        return bool(self._printing_generators)

    @cached_property
    def _printing_generators(self) -> list[ast.FunctionDef]:
        return [
            one
            for definitions in self._functions.values()
            for one in definitions
            if {ast.Yield, tree.Print} <= set(map(type, own_nodes(one)))
        ]

    def changes_result(self, call: ast.Call) -> bool:
        """Whether a function of this module changes what it returns, maybe what it has returned.

        As one does that appends to a default argument, or to an attribute, and returns that.
        """
        return any(map(_changes_returned, self.definitions(call)))

    @cached_property
    def _functions(self) -> dict[str, list[ast.FunctionDef]]:
        """The module's functions, methods and classes (for their `__init__`) by name."""
        found: dict[str, list[ast.FunctionDef]] = {}
        for node in self._facts.walk.of(ast.FunctionDef, ast.ClassDef):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append(node)
            elif isinstance(node, ast.ClassDef):
                methods = [one for one in node.body if isinstance(one, ast.FunctionDef)]
                inits = [one for one in methods if one.name == "__init__"]
                found.setdefault(node.name, []).extend(inits)
        return found

    @cached_property
    def _raising(self) -> set[str]:
        return self._closure(lambda node: isinstance(node, ast.Raise))

    @cached_property
    def _printing(self) -> set[str]:
        return self._closure(self._prints)

    def _prints(self, node: ast.AST) -> bool:
        if isinstance(node, (tree.Print, ast.Yield)):
            return True
        if not isinstance(node, ast.Call):
            return False
        if self._facts.scopes.is_builtin(node.func):
            return node.func.id in ("raw_input", "input")
        return self._facts.scopes.imported(node.func) in (
            "sys.stdout.write",
            "sys.stdout.writelines",
        )

    def _closure(self, test) -> set[str]:
        """The names of the functions that do something themselves or by those they call."""
        calls: dict[str, set[str]] = {}
        found: set[str] = set()
        for name, definitions in self._functions.items():
            nodes = [node for one in definitions for node in own_nodes(one)]
            calls[name] = {
                called
                for node in nodes
                if isinstance(node, ast.Call) and (called := _called_name(node.func)) is not None
            }
            if any(map(test, nodes)):
                found.add(name)
        grown = True
        while grown:
            more = {name for name, called in calls.items() if called & found} - found
            grown = bool(more)
            found |= more
        return found

    def _summary(self, name: str) -> tuple[bool, bool]:
        """Whether a function of this module may print, and whether it may fail."""
        if name not in self._known:
            self._known[name] = (True, True) if name in self._printing else (False, True)
            if name not in self._printing:
                nodes = [node for one in self._functions[name] for node in own_nodes(one)]
                fails = any(
                    isinstance(node, (ast.Raise, ast.Assert, tree.Exec))
                    or (isinstance(node, ast.Call) and self.effect(node) is not Effect.NONE)
                    for node in nodes
                )
                self._known[name] = (False, fails)
        return self._known[name]


def own_nodes(root: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function's body, without those of the functions in it."""
    todo = list(ast.iter_child_nodes(root))
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, FUNCTIONS):
            todo.extend(ast.iter_child_nodes(node))


def _changes_self(function: ast.AST) -> bool:
    """Whether a method assigns to attributes of its object, or changes what they hold."""
    assert isinstance(function, ast.FunctionDef)
    first = function.args.args[0].arg if function.args.args else None
    for node in own_nodes(function):
        if not isinstance(node, (ast.Attribute, ast.Subscript)):
            continue
        is_stored = not isinstance(node.ctx, ast.Load)
        if is_stored or getattr(node, "attr", None) in MUTATORS:
            owner: ast.expr = node
            while isinstance(owner, (ast.Attribute, ast.Subscript)):
                owner = owner.value
            if isinstance(owner, ast.Name) and owner.id == first:
                return True
    return False


def _returns_self(function: ast.AST) -> bool:
    assert isinstance(function, ast.FunctionDef)
    first = function.args.args[0].arg if function.args.args else None
    return any(
        isinstance(node, ast.Return) and isinstance(node.value, ast.Name) and node.value.id == first
        for node in own_nodes(function)
    )


def _changes_returned(function: ast.AST) -> bool:
    """Whether a function returns a variable or attribute whose value it changes in place."""
    nodes = list(own_nodes(function))
    returned = {
        ast.unparse(node.value)
        for node in nodes
        if isinstance(node, ast.Return) and isinstance(node.value, (ast.Name, ast.Attribute))
    }
    made = {
        ast.unparse(target)
        for node in nodes
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    changed = set()
    for node in nodes:
        match node:
            case ast.Call(ast.Attribute(owner, method)) if method in MUTATORS:
                changed.add(ast.unparse(owner))
            case ast.Subscript(owner, ctx=ast.Store() | ast.Del()):
                changed.add(ast.unparse(owner))
    return bool((returned & changed) - made)


def _called_name(function: ast.expr) -> str | None:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None
