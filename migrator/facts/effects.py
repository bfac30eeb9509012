"""What running some code may change: the grounds on which a lazy value may stand for a list.

The answers lean to "it may". What is not counted: threads, and objects that reach the container
by a way that the code at hand does not show.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard

from migrator.facts.parents import Parents
from migrator.facts.scopes import Scopes
from migrator.facts.walk import CHILDREN, FUNCTIONS
from migrator.python2 import tree

PURE_FUNCTIONS = frozenset("""
    abs all any basestring bin bool bytearray bytes callable chr cmp complex dict divmod enumerate
    float format frozenset getattr hasattr hash hex id int isinstance issubclass len list long map
    max min oct ord pow range repr reversed round set slice sorted str sum tuple type unichr unicode
    xrange zip filter
    """.split())

# Methods of str, list, tuple, dict, set and match objects that change nothing.
PURE_METHODS = frozenset("""
    __contains__ __getitem__ __len__ capitalize center copy count decode difference encode end
    endswith expandtabs find format get group groupdict groups has_key index intersection isalnum
    isalpha isdigit isdisjoint islower isspace issubset issuperset istitle isupper items iteritems
    iterkeys itervalues join keys ljust lower lstrip match partition replace rfind rindex rjust
    rpartition rsplit rstrip search split splitlines start startswith strip swapcase title translate
    union upper values viewitems viewkeys viewvalues zfill
    """.split())

# Methods that change a list, set or dict, also when they are handed on uncalled.
MUTATORS = frozenset("""
    __delitem__ __setitem__ add append clear difference_update discard extend insert
    intersection_update pop popitem remove reverse setdefault sort symmetric_difference_update
    update
    """.split())
# Functions that migration adds for builtins of Python 2, and builtins that run anything.
_HARMLESS = ("cmp", "coerce", "round_half_away")
_RUNNERS = ("apply", "execfile")
_CALLERS = ("map", "filter", "reduce", "apply")

_PURE_MODULES = ("operator.", "os.path.", "string.", "math.", "itertools.", "re.", "copy.")
_NAMESPACES = ("globals", "locals", "vars")
_FRESH = ("dict", "list", "set", "frozenset", "tuple", "sorted")


# What gives an object that others have, too.
_REFERENCES = (ast.Name, ast.Attribute, ast.Subscript)
# What ends a loop.
_LEAVING = (ast.Break, ast.Return, ast.Raise)


class Effects:
    """Questions about the effects of code within one module."""

    def __init__(self, scopes: Scopes, parents: Parents) -> None:
        self._scopes = scopes
        self._parents = parents

    def calm(self, function: ast.expr, depth: int = 3) -> bool:
        """Whether calling `function` has no effect and keeps to its arguments.

        Its result may depend on variables and containers it mentions: see `sources`.
        """
        if isinstance(function, ast.Constant):
            return function.value is None
        if isinstance(function, ast.Lambda):
            return self._calm_code([function.body], depth)
        if isinstance(function, ast.Attribute):
            dotted = self._scopes.imported(function)
            if dotted is not None:
                return dotted.startswith(_PURE_MODULES)
            return function.attr in PURE_METHODS
        if not isinstance(function, ast.Name):
            return False
        if self._scopes.is_builtin(function):
            return function.id in PURE_FUNCTIONS
        dotted = self._scopes.imported(function)
        if dotted is not None:
            return dotted.startswith(_PURE_MODULES)
        definitions = self._scopes.resolve(function).definitions
        if len(definitions) != 1 or depth == 0:
            return False
        node = definitions[0].node
        return isinstance(node, ast.FunctionDef) and self._calm_code(node.body, depth - 1)

    def calm_code(self, code: Iterable[ast.AST]) -> bool:
        """Whether running `code` changes nothing but its function's own variables."""
        return self._calm_code(code, 3)

    def _calm_code(self, code: Iterable[ast.AST], depth: int) -> bool:
        for node in subtree(code):
            if isinstance(node, (ast.Attribute, ast.Subscript)):
                if not isinstance(node.ctx, ast.Load):
                    return False
            elif isinstance(node, ast.Call):
                if not self.calm(node.func, depth):
                    return False
            elif isinstance(node, _RESTLESS):
                return False
        return True

    def free_names(self, expression: ast.expr) -> set[str]:
        """The variables from outside of it that an expression, a lambda say, may load later."""
        nodes = list(subtree([expression]))
        return {
            node.id
            for node in nodes
            if isinstance(node, ast.Name)
            and not self._scopes.is_builtin(node)
            and not self._is_own(node, nodes)
        }

    def sources(self, expression: ast.expr) -> list[ast.expr]:
        """The containers on which the elements of a lazy `expression` depend.

        Names, chains of attributes, and receivers of methods, outermost only; names of functions
        being called, of modules, and of an inner lambda's parameters are none.
        """
        nodes = list(subtree([expression]))
        return [source for source in self._sources(expression) if not self._is_own(source, nodes)]

    def _is_own(self, node: ast.expr, nodes: Sequence[ast.AST]) -> bool:
        """Whether the variable at the root of `node` lives within `nodes`."""
        root = _root(node)
        scope = self._scopes.resolve(root).scope if root is not None else None
        return scope is not None and scope.node in nodes

    def _sources(self, expression: ast.expr) -> Iterator[ast.expr]:
        stack: list[ast.AST] = [expression]
        while stack:
            node = stack.pop()
            if isinstance(node, (ast.Name, ast.Attribute)):
                if not self._scopes.imports(node) and not self._scopes.is_builtin(node):
                    yield node
            elif not isinstance(node, ast.Call):
                stack.extend(children(node))
            elif not self._is_fresh(node):
                stack.extend(part for part in children(node) if part is not node.func)
                if isinstance(node.func, ast.Attribute):
                    stack.append(node.func.value)

    def may_change(
        self, region: Sequence[ast.AST], container: ast.expr, key: str | None = None
    ) -> bool:
        """Whether running `region` may change `container`.

        Storing under the subscript `key`, the name of the loop's variable, changes no size and is
        no change. What is followed by a statement that leaves the region comes too late.
        """
        if self._always_changes(container):
            return True
        if isinstance(container, (ast.Call, ast.Dict, ast.List)) and self._is_fresh(container):
            return False
        watched = _Watched(self, self._scopes, container, region, key)
        return any(
            watched.changed_by(node) and not self._leaves(node, region) for node in subtree(region)
        )

    def same(self, left: ast.expr, right: ast.expr) -> bool:
        """Whether two expressions name an object in the same way."""
        return _text(left) == _text(right)

    def rebinds(self, region: Sequence[ast.AST], names: set[str]) -> bool:
        """Whether `region` binds one of the variables `names` anew."""
        return any(
            isinstance(node, ast.Name) and node.id in names and not isinstance(node.ctx, ast.Load)
            for node in subtree(region)
        )

    def _always_changes(self, container: ast.expr) -> bool:
        """`sys.modules` grows with any import, a namespace with the loop's own variable."""
        if "sys.modules" in self._scopes.imports(container):
            return True
        if isinstance(container, ast.Call):
            return self._scopes.is_builtin(container.func) and container.func.id in _NAMESPACES
        return isinstance(container, ast.Attribute) and container.attr == "__dict__"

    def _is_fresh(self, container: ast.expr) -> bool:
        if not isinstance(container, ast.Call):
            return True
        return self._scopes.is_builtin(container.func) and container.func.id in _FRESH

    def _leaves(self, node: ast.AST, region: Sequence[ast.AST]) -> bool:
        """Whether a `break` or the like at the end of the statement's block ends the region."""
        statement = self._parents.statement(node)
        if statement is None:
            return False
        parent = self._parents.get(statement)
        for ancestor in self._parents.ancestors(statement):
            if isinstance(ancestor, (ast.Try, ast.While, *FUNCTIONS)):
                return False
            if isinstance(ancestor, ast.For):
                if ancestor.body is not region:
                    return False
                break
        else:
            return False
        blocks = (getattr(parent, field, []) for field in ("body", "orelse"))
        block = next((block for block in blocks if statement in block), None)
        return block is not None and isinstance(block[-1], _LEAVING)


class _Watched:
    """One container, and all the ways by which a node may change it."""

    def __init__(
        self,
        effects: Effects,
        scopes: Scopes,
        container: ast.expr,
        region: Sequence[ast.AST],
        key: str | None,
    ) -> None:
        self._effects = effects
        self._scopes = scopes
        self._key = key
        binding = scopes.resolve(container) if isinstance(container, ast.Name) else None
        self._global = binding is not None and binding.kind == "global"
        definitions = binding.definitions if binding else ()
        self._shared = (
            binding is None
            or binding.kind != "local"
            or any(definition.kind != "assign" for definition in definitions)
            or any(isinstance(one.value, _REFERENCES) for one in definitions)
        )
        same = [container, *(one.value for one in definitions if _is_path(one.value))]
        self._names = {_text(one) for one in same}
        self._owners = {_text(owner) for one in same for owner in _prefixes(one)}
        self._elements = {name.id for name in _loop_names(scopes, region)}
        self._captured = binding is not None and any(
            scopes.scope_of(load) is not binding.scope
            and scopes.scope_of(load).kind != "comprehension"
            for load in scopes.loads(binding)
        )

    def changed_by(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Call):
            return self._changed_by_call(node)
        if isinstance(node, ast.Subscript):
            return self._is_it(node.value) and not self._harmless(node)
        if isinstance(node, ast.Attribute):
            return node.attr in MUTATORS and self._is_it(node.value)
        if isinstance(node, ast.AugAssign):
            return self._is_it(node.target)
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return self._shared
        return isinstance(node, tree.Exec)

    def _harmless(self, node: ast.Subscript) -> bool:
        if isinstance(node.ctx, ast.Store):
            return isinstance(node.slice, ast.Name) and node.slice.id == self._key
        return isinstance(node.ctx, ast.Load)

    def _changed_by_call(self, call: ast.Call) -> bool:
        function = call.func
        if self._scopes.is_builtin(function):
            if function.id in _CALLERS and call.args and self._changed_by_calling(call.args[0]):
                return True
            if function.id in PURE_FUNCTIONS:
                return False
        arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
        passed = [one.value if isinstance(one, ast.Starred) else one for one in arguments]
        if any(self._is_it(one) or _text(one) in self._owners for one in passed):
            return True
        return self._changed_by_calling(function)

    def _changed_by_calling(self, function: ast.expr) -> bool:
        if isinstance(function, ast.Attribute):
            return self._changed_by_method(function)
        if not isinstance(function, ast.Name) or function.id in _HARMLESS:
            return False
        if self._scopes.is_builtin(function) and function.id not in _RUNNERS:
            return False
        if self._scopes.imports(function) or self._is_from_star(function):
            return False  # a function of another module, which does not know the container
        return (self._global or self._captured) and not self._effects.calm(function)

    def _is_from_star(self, function: ast.Name) -> bool:
        is_unknown = self._scopes.resolve(function).kind == "unknown"
        return is_unknown and self._scopes.has_star_import

    def _changed_by_method(self, method: ast.Attribute) -> bool:
        receiver = method.value
        if method.attr in PURE_METHODS:
            return False
        if self._is_it(receiver) or _text(receiver) in self._owners:
            return True
        root = _root(receiver)
        if root is None or not self._shared:
            return False
        return root.id in self._elements or (self._global and root.id in ("self", "cls"))

    def _is_it(self, node: ast.expr) -> bool:
        return _text(node) in self._names


def children(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes right below `node`, in the order of the text."""
    for field in reversed(CHILDREN[node.__class__]):
        value = getattr(node, field, None)
        if isinstance(value, list):
            yield from (child for child in value if child is not None)
        elif value is not None:
            yield value


def subtree(roots: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes of some trees, in no set order."""
    stack = list(roots)
    while stack:
        node = stack.pop()
        yield node
        stack.extend(children(node))


def _text(node: ast.AST, depth: int = 0) -> str:
    """The same for the same way to an object (`a.b[0].c()`), another for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Constant):
        return repr(node.value)
    if depth < 20:
        if isinstance(node, ast.Attribute):
            return f"{_text(node.value, depth + 1)}.{node.attr}"
        if isinstance(node, ast.Subscript):
            return f"{_text(node.value, depth + 1)}[{_text(node.slice, depth + 1)}]"
        if isinstance(node, ast.Call) and not node.keywords:
            arguments = (_text(argument, depth + 1) for argument in node.args)
            return f"{_text(node.func, depth + 1)}({', '.join(arguments)})"
    return f"<{id(node)}>"


def _is_path(node: ast.AST | None) -> TypeGuard[ast.Name | ast.Attribute]:
    return isinstance(node, (ast.Name, ast.Attribute)) and _root(node) is not None


def _root(node: ast.AST) -> ast.Name | None:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node if isinstance(node, ast.Name) else None


def _prefixes(node: ast.AST) -> Iterator[ast.expr]:
    """The objects that own a container: of `a.b.c` they are `a.b` and `a`."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
        if not isinstance(node, ast.Call):
            yield node


def _loop_names(scopes: Scopes, region: Sequence[ast.AST]) -> Iterator[ast.Name]:
    """The variables of the loop or comprehension that runs `region`, and of those in it."""
    loops: list[ast.AST | None] = list(subtree(region))
    if region:
        around = scopes.walk.parents.get(region[0])
        loops += [around, *getattr(around, "generators", ())]
    targets = [
        loop.target
        for loop in loops
        if isinstance(loop, (ast.For, ast.AsyncFor, ast.comprehension))
    ]
    return (node for node in subtree(targets) if isinstance(node, ast.Name))


_RESTLESS = (
    ast.Global,
    ast.Nonlocal,
    ast.Yield,
    ast.YieldFrom,
    ast.Await,
    ast.Import,
    ast.ImportFrom,
    ast.ClassDef,
    ast.With,
    ast.Raise,
    ast.FunctionDef,
    tree.Print,
    tree.Exec,
)
