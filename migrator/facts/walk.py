"""The one eager walk over a module: who is whose parent, and which names each scope binds and loads.

Everything else in this package is worked out from these tables when it is asked for.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Collection
from functools import cached_property
from itertools import chain
from typing import TypeAlias

from migrator.python2 import tree

# Fields that hold no nodes, or only operators and contexts.
_LEAVES = frozenset(
    "ctx op ops id attr arg module level type_comment kind conversion is_async simple nl tag".split()
)
_CHILDLESS = (ast.Constant, ast.Name, ast.Global, ast.Nonlocal)

COMPREHENSION_SCOPES = (ast.GeneratorExp, ast.SetComp, ast.DictComp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension: TypeAlias = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class _Children(dict[type, tuple[str, ...]]):
    """For each node class the names of the fields that may hold nodes, last first."""

    def __missing__(self, kind: type) -> tuple[str, ...]:
        names = () if issubclass(kind, _CHILDLESS) else getattr(kind, "_fields", ())
        self[kind] = fields = tuple(name for name in reversed(names) if name not in _LEAVES)
        return fields


CHILDREN = _Children()


class Scope:
    """One namespace: a module, class, function, or a comprehension that has its own.

    `stores` and `loads` map a name to its nodes in the order of the text: Name nodes, and for
    `stores` also the nodes that bind without one (alias, arg, FunctionDef, ClassDef, ...).
    A name declared `global` is found in the stores of the module.
    """

    __slots__ = (
        "bindings",
        "definitions",
        "dynamic",
        "globals",
        "kind",
        "loads",
        "node",
        "nonlocals",
        "parent",
        "stars",
        "stores",
    )

    def __init__(self, node: ast.AST, parent: Scope | None, kind: str) -> None:
        self.node = node
        self.parent = parent
        self.kind = kind  # "module", "class", "function" or "comprehension"
        self.stores: dict[str, list[ast.AST]] = defaultdict(list)
        self.loads: dict[str, list[ast.Name]] = defaultdict(list)
        self.globals: set[str] = set()
        self.nonlocals: set[str] = set()
        self.dynamic = False  # code that we cannot read may bind names here
        self.stars: list[ast.ImportFrom] = []
        self.bindings: dict = {}  # the memory of Scopes.lookup
        self.definitions: dict = {}

    def __repr__(self) -> str:
        return f"<{self.kind} scope {getattr(self.node, 'name', '')!r}>"


class Walk:
    """The tables: `parents`, all `scopes` (outer ones first) and the `roots` of each.

    A root is a node whose parent lies in another scope or opens one: the statements of a
    function's body and its parameters, but not its defaults or decorators.
    """

    def __init__(self, module: ast.Module) -> None:
        self.parents: dict[ast.AST, ast.AST] = {}
        self.roots: dict[ast.AST, Scope] = {}
        self.module = Scope(module, None, "module")
        self.scopes: list[Scope] = []
        self._pending: list[tuple[Scope, list[ast.AST]]] = []
        self._stack: list[ast.AST] = []
        self._adopt(module.body, module)
        self._enter(self.module, module.body)
        while self._pending:
            scope, self._stack = self._pending.pop()
            self.scopes.append(scope)
            self._walk(scope)
        for scope in self.scopes:
            self._hand_over(scope)

    @cached_property
    def _kinds(self) -> dict[type, list]:
        kinds: dict[type, list] = defaultdict(list)
        for node in self.parents:
            kinds[node.__class__].append(node)
        return kinds

    def of(self, *kinds: type) -> list:
        """The nodes of some classes, and of those derived from them, class by class."""
        found = [self._kinds[one] for one in self._kinds if issubclass(one, kinds)]
        return found[0] if len(found) == 1 else [*chain.from_iterable(found)]

    def attributes(self, *names: str) -> list[ast.Attribute]:
        """The attributes of some names, of whatever objects, name by name."""
        return [*chain.from_iterable(self._attributes.get(name, ()) for name in names)]

    def stored(self, *names: str) -> list[ast.Attribute]:
        """Where attributes of some names are assigned to, of whatever objects."""
        return [node for node in self.attributes(*names) if isinstance(node.ctx, ast.Store)]

    @cached_property
    def _attributes(self) -> dict[str, list[ast.Attribute]]:
        table: dict[str, list[ast.Attribute]] = defaultdict(list)
        for node in self.of(ast.Attribute):
            table[node.attr].append(node)
        return table

    @cached_property
    def attribute_names(self) -> Collection[str]:
        """What is named after a dot anywhere."""
        return self._attributes.keys()

    @cached_property
    def members(self) -> frozenset[str]:
        """What is bound in the bodies of classes: methods, and names that are assigned to."""
        classes = (scope for scope in self.scopes if scope.kind == "class")
        return frozenset(chain.from_iterable(scope.stores for scope in classes))

    @cached_property
    def top_modules(self) -> frozenset[str]:
        """The first parts of the names of all modules that are imported anywhere."""
        names = [alias.name for node in self.of(ast.Import) for alias in node.names]
        names += [node.module for node in self.of(ast.ImportFrom) if node.module]
        return frozenset(name.partition(".")[0] for name in names)

    def scope_of(self, node: ast.AST) -> Scope:
        """The scope in which `node` is evaluated or bound."""
        roots, parents = self.roots, self.parents
        while node not in roots:
            if node not in parents:
                return self.module
            node = parents[node]
        return roots[node]

    def _walk(self, scope: Scope) -> None:
        stack, parents, loads, stores = self._stack, self.parents, scope.loads, scope.stores
        children, handlers = CHILDREN, _HANDLERS
        pop, push = stack.pop, stack.append
        while stack:
            node = pop()
            if node.__class__ is ast.Name:
                if node.ctx.__class__ is ast.Load:
                    loads[node.id].append(node)
                else:
                    stores[node.id].append(node)
                continue
            kind = node.__class__
            handler = handlers.get(kind)
            if handler is not None and handler(self, node, scope):
                continue
            for field in children[kind]:
                value = getattr(node, field, None)
                if value.__class__ is list:
                    for child in reversed(value):
                        if child is not None:
                            parents[child] = node
                            push(child)
                elif value is not None:
                    parents[value] = node
                    push(value)

    def _adopt(self, nodes: list, parent: ast.AST) -> None:
        for node in nodes:
            self.parents[node] = parent

    def _visit(self, nodes: list, parent: ast.AST) -> None:
        """Walk `nodes` next, in the current scope."""
        nodes = [node for node in nodes if node is not None]
        self._adopt(nodes, parent)
        self._stack.extend(reversed(nodes))

    def _enter(self, scope: Scope, roots: list) -> None:
        """Walk `roots` later, in `scope`."""
        for root in roots:
            self.roots[root] = scope
        self._pending.append((scope, roots[::-1]))

    def _function(self, node, scope: Scope) -> bool:
        """A function, method or lambda: only parameters and body are inside."""
        arguments = node.args
        is_lambda = isinstance(node, ast.Lambda)
        body = [node.body] if is_lambda else node.body
        if not is_lambda:
            scope.stores[node.name].append(node)
            self._visit([*node.decorator_list, node.returns], node)
        self.parents[arguments] = node
        self._adopt(body, node)
        parameters = [*arguments.posonlyargs, *arguments.args, arguments.vararg]
        parameters += [*arguments.kwonlyargs, arguments.kwarg]
        parameters = [parameter for parameter in parameters if parameter is not None]
        self._adopt(parameters, arguments)
        self._visit([*arguments.defaults, *arguments.kw_defaults], arguments)
        for parameter in parameters:
            annotation = getattr(parameter, "annotation", None)
            if annotation is not None:
                self._visit([annotation], parameter)
        self._enter(Scope(node, scope, "function"), [*parameters, *body])
        return True

    def _class(self, node: ast.ClassDef, scope: Scope) -> bool:
        scope.stores[node.name].append(node)
        self._visit([*node.decorator_list, *node.bases, *node.keywords], node)
        self._adopt(node.body, node)
        self._enter(Scope(node, scope, "class"), node.body)
        return True

    def _comprehension(self, node, scope: Scope) -> bool:
        """All but a list comprehension: only the first iterable is outside."""
        first = node.generators[0]
        self._adopt(node.generators, node)
        self._visit([first.iter], first)
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self._adopt(parts, node)
        self._adopt([first.target, *first.ifs], first)
        roots = [*parts, first.target, *first.ifs, *node.generators[1:]]
        self._enter(Scope(node, scope, "comprehension"), roots)
        return True

    def _parameter(self, node: ast.arg, scope: Scope) -> bool:
        scope.stores[node.arg].append(node)
        return True

    def _import(self, node: ast.Import | ast.ImportFrom, scope: Scope) -> bool:
        self._adopt(node.names, node)
        for alias in node.names:
            if alias.name == "*" and isinstance(node, ast.ImportFrom):
                scope.stars.append(node)
                scope.dynamic = True
            else:
                scope.stores[alias.asname or alias.name.partition(".")[0]].append(alias)
        return True

    def _global(self, node: ast.Global, scope: Scope) -> bool:
        scope.globals.update(node.names)
        return True

    def _nonlocal(self, node: ast.Nonlocal, scope: Scope) -> bool:
        scope.nonlocals.update(node.names)
        return True

    def _exec(self, node: tree.Exec, scope: Scope) -> bool:
        elsewhere = node.globals is not None or (
            isinstance(node.body, ast.Tuple) and len(node.body.elts) > 1
        )
        scope.dynamic |= not elsewhere
        return False

    def _call(self, node: ast.Call, scope: Scope) -> bool:
        """`execfile(path)` binds in its scope, except in a function, whose locals are fixed."""
        name = node.func
        if isinstance(name, ast.Name) and name.id == "execfile" and len(node.args) == 1:
            scope.dynamic |= scope.kind != "function"
        return False

    def _named(self, node, scope: Scope) -> bool:
        """A node that binds the plain string in its `name` (or `rest`)."""
        name = getattr(node, "name", None) or getattr(node, "rest", None)
        if isinstance(name, str):
            scope.stores[name].append(node)
        return False

    def _hand_over(self, scope: Scope) -> None:
        """Move what is bound under `global` or `nonlocal` to the scope that owns it."""
        for name in scope.globals | scope.nonlocals:
            if scope is not self.module and name in scope.stores:
                owner = self.module if name in scope.globals else _outer_owner(scope, name)
                owner.stores[name].extend(scope.stores.pop(name))


def _outer_owner(scope: Scope, name: str) -> Scope:
    while scope.parent is not None:
        scope = scope.parent
        if scope.kind != "class" and name in scope.stores:
            break
    return scope


_HANDLERS = {
    ast.FunctionDef: Walk._function,
    ast.AsyncFunctionDef: Walk._function,
    ast.Lambda: Walk._function,
    ast.ClassDef: Walk._class,
    ast.GeneratorExp: Walk._comprehension,
    ast.SetComp: Walk._comprehension,
    ast.DictComp: Walk._comprehension,
    ast.arg: Walk._parameter,
    ast.Import: Walk._import,
    ast.ImportFrom: Walk._import,
    ast.Global: Walk._global,
    ast.Nonlocal: Walk._nonlocal,
    ast.Call: Walk._call,
    tree.Exec: Walk._exec,
    ast.ExceptHandler: Walk._named,
    ast.MatchAs: Walk._named,
    ast.MatchStar: Walk._named,
    ast.MatchMapping: Walk._named,
}
