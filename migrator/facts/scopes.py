"""What a name means, as Python 2.7 decides it.

List comprehensions have no scope of their own, so their variables leak; generator expressions and
the other comprehensions have one; class scopes are not seen from the functions inside them; a
`global` also holds for the functions nested in the one that says it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeGuard

from migrator.facts.parents import Parents
from migrator.facts.walk import FUNCTIONS, Scope, Walk
from migrator.python2 import tree
from migrator.stdlib import names_2

# dir(__builtin__) of CPython 2.7.18, what its Windows build adds, and what every module has.
BUILTINS = frozenset("""
    ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning
    DeprecationWarning EOFError Ellipsis EnvironmentError Exception False FloatingPointError
    FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError
    KeyError KeyboardInterrupt LookupError MemoryError NameError None NotImplemented
    NotImplementedError OSError OverflowError PendingDeprecationWarning ReferenceError RuntimeError
    RuntimeWarning StandardError StopIteration SyntaxError SyntaxWarning SystemError SystemExit
    TabError True TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
    UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning WindowsError
    ZeroDivisionError __builtins__ __debug__ __doc__ __file__ __import__ __name__ __package__
    __path__ abs all any apply basestring bin bool buffer bytearray bytes callable chr classmethod
    cmp coerce compile complex copyright credits delattr dict dir divmod enumerate eval execfile
    exit file filter float format frozenset getattr globals hasattr hash help hex id input int
    intern isinstance issubclass iter len license list locals long map max memoryview min next
    object oct open ord pow print property quit range raw_input reduce reload repr reversed round
    set setattr slice sorted staticmethod str sum super tuple type unichr unicode vars xrange zip
    """.split())

# What Python 2.2 to 2.5 have added, and Python 3 has as well.
_ADDED = frozenset(
    "all any bool enumerate frozenset property reversed set sorted sum super".split()
)

# The builtins that `from module import *` replaces, and the modules of 2.7's standard library that
# do so: measured by comparing what each exports with `__builtin__`.
STAR_SHADOWS = {
    "Warning": "sqlite3",
    "abs": "operator",
    "cmp": "filecmp",
    "compile": "compiler py_compile re sre sre_compile",
    "copyright": "sys",
    "enumerate": "dummy_threading threading",
    "exit": "dummy_thread sys thread",
    "filter": "curses fnmatch future_builtins",
    "format": "locale",
    "help": "cProfile pdb profile pydoc",
    "hex": "future_builtins",
    "input": "fileinput",
    "map": "future_builtins",
    "oct": "future_builtins",
    "open": "codecs dumbdbm gzip io linuxaudiodev os ossaudiodev posix posixfile shelve sunau wave"
    " webbrowser",
    "pow": "math operator",
    "reload": "imp",
    "repr": "repr",
    "str": "locale",
    "zip": "future_builtins",
}

# A name loaded as one of these lets a program bind module names that no one can read off its text.
_NAMESPACE_DOORS = ("globals", "__builtin__", "__builtins__", "builtins")


@dataclass(frozen=True)
class Definition:
    """One place that binds a name.

    `kind`: assign, augment, for, comprehension, with, except, parameter, import, function, class,
    delete, match. `value` is the expression bound by a plain assignment, also through a display
    of the same shape (`a, b = 1, 2`), else None. `target` is the dotted name of an import, with
    leading dots where it is relative.
    """

    node: ast.AST
    kind: str
    value: ast.expr | None = None
    target: str | None = None


@dataclass(frozen=True)
class Binding:
    """What a name refers to from some place.

    `kind`: local, enclosing, global, builtin, or unknown (bound nowhere). `scope` owns the
    variable, None for the last two kinds. `uncertain` says that code which cannot be read
    (`import *`, a bare `exec`) may bind the name as well.
    """

    name: str
    kind: str
    scope: Scope | None
    definitions: tuple[Definition, ...]
    uncertain: bool = False

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """The dotted names that the name may stand for, as `Scopes.imports` has it."""
        targets: dict[str, None] = {}
        for definition in self.definitions:
            if definition.target is not None:
                targets[definition.target] = None
            elif definition.kind != "delete" and not _is_none(definition.value):
                return ()
        return tuple(targets)

    @property
    def node(self) -> ast.AST | None:
        """What binds the name, if it is one thing."""
        return self.definitions[0].node if len(self.definitions) == 1 else None

    @property
    def value(self) -> ast.expr | None:
        """What the name is bound to, if one assignment binds it."""
        return self.definitions[0].value if len(self.definitions) == 1 else None


class Scopes:
    """Answers about the names of one module; `walk` may be shared with other facts."""

    def __init__(self, module: ast.Module, walk: Walk | None = None) -> None:
        self.walk = walk or Walk(module)
        self.module = self.walk.module
        self._parents = Parents(self.walk)
        self._resolved: dict[ast.Name, Binding] = {}
        self._imported: dict[ast.AST, tuple[str, ...]] = {}
        self._assumed_imports: frozenset[str] = frozenset()

    def assume_imports(self, modules: Iterable[str]) -> None:
        """Take modules that nothing imports yet for imported."""
        self._assumed_imports = frozenset(modules)
        self._imported.clear()

    def scope_of(self, node: ast.AST) -> Scope:
        """The scope in which `node` is evaluated or bound."""
        return self.walk.scope_of(node)

    def resolve(self, name: ast.Name) -> Binding:
        """What a Name node, loading or storing, refers to."""
        found = self._resolved.get(name)
        if found is None:
            found = self._resolved[name] = self.lookup(self.walk.scope_of(name), name.id)
        return found

    def lookup(self, scope: Scope, name: str) -> Binding:
        """What `name` refers to when it is written in `scope`."""
        if name not in scope.bindings:
            scope.bindings[name] = self._lookup(scope, name)
        return scope.bindings[name]

    def is_builtin(self, name: ast.AST | None) -> TypeGuard[ast.Name]:
        """Whether an expression is a Name that means Python 2's builtin of that name.

        False as soon as the module binds the name anywhere visible from there, even in one
        branch (`try: unicode` / `except NameError: unicode = str`), unless only Pythons before 2.5
        lack that builtin: `except NameError: def reversed(...)` never runs. What a star import or
        `exec` may bind is not counted, but for the standard modules known to do so.
        """
        if not isinstance(name, ast.Name) or name.id not in BUILTINS:
            return False
        binding = self.resolve(name)
        return binding.kind == "builtin" or self._is_spare(binding)

    def _is_spare(self, binding: Binding) -> bool:
        """Whether a builtin that all have is bound only where it is found missing."""
        if not binding.definitions or binding.name not in _ADDED:
            return False
        return all(self._is_of_missing(one.node, binding.name) for one in binding.definitions)

    def _is_of_missing(self, node: ast.AST, name: str) -> bool:
        found = self._parents.shim(node, "NameError")
        asked = found.body[0] if found is not None and len(found.body) == 1 else None
        return isinstance(asked, ast.Expr) and getattr(asked.value, "id", None) == name

    def imports(self, node: ast.AST) -> tuple[str, ...]:
        """All dotted names that a Name or a chain of attributes may stand for through imports.

        More than one for the ladders of `try`/`except ImportError`; none where the name may be
        bound to anything but an import. A fallback to None is no other meaning: nothing can be
        done with it. A variable that is bound once, to a standard module of Python 2.7, stands for
        that, and a star import brings the names that such a module has.
        """
        found = self._imported.get(node)
        if found is None:
            found = self._imported[node] = self._imports(node)
        return found

    def may_be_imported(self, node: ast.AST) -> TypeGuard[ast.Name | ast.Attribute]:
        """Whether a node is a Name or a chain of attributes that may stand for what is imported."""
        root = root_name(node)
        return root is not None and self._may_be_import(root.id)

    def _may_be_import(self, name: str) -> bool:
        return (
            name in self._import_names
            or name in self._carriers
            or name in self._assumed_imports
            or self.has_star_import
        )

    def _imports(self, node: ast.AST) -> tuple[str, ...]:
        root = root_name(node)
        if root is None or not self._may_be_import(root.id):
            return ()
        is_assumed = root.id in self._assumed_imports
        is_imported = is_assumed or root.id in self._import_names
        tail = ""
        while isinstance(node, ast.Attribute):
            tail = f".{node.attr}{tail}"
            node = node.value
        binding = self.resolve(root)
        if root.id in self._carriers and (module := self.carried(binding)):
            return (module + tail,)
        if not is_imported:
            return tuple(home + tail for home in self._starred(root, tail))
        if is_assumed and binding.kind == "unknown":
            return (root.id + tail,)
        return tuple(target + tail for target in binding.targets)

    def carried(self, binding: Binding) -> str:
        """The standard module of 2.7 that a variable stands for, as it is bound once, to that."""
        if len(binding.definitions) != 1 or binding.uncertain:
            return ""
        (definition,) = binding.definitions
        if definition.kind != "assign" or definition.value is None:
            return ""
        return self.standard_module(definition.value)

    def standard_module(self, value: ast.AST) -> str:
        """The standard module of 2.7 that an import alone has bound an expression's name to."""
        root = root_name(value)
        if root is None or root.id not in self._import_names:
            return ""
        is_of_import = bool(self.resolve(root).targets)
        module = self.imported(value) if is_of_import else None
        return module if module and names_2(module) is not None else ""

    @cached_property
    def _carriers(self) -> frozenset[str]:
        """The names of variables that may be bound to what is imported."""
        return frozenset(
            name
            for scope in self.walk.scopes
            for name, nodes in scope.stores.items()
            if len(nodes) == 1
            and isinstance(nodes[0], ast.Name)
            and self._may_carry(self.assignment(nodes[0]).value)
        )

    def _may_carry(self, value: ast.expr | None) -> bool:
        root = root_name(value)
        return root is not None and root.id in self._import_names

    def _starred(self, name: ast.Name, tail: str) -> Iterator[str]:
        """What a name that nothing else binds stands for by star imports.

        It is what the only one of them has, or a module that one of them has imported: it is taken
        for the module of that name where the attribute is one that this has.
        """
        scope = self.scope_of(name)
        stars = [*self.module.stars, *(scope.stars if scope is not self.module else ())]
        if not stars or self.resolve(name).kind != "unknown":
            return
        module = "" if len(stars) > 1 or stars[0].level else stars[0].module or ""
        if name.id in (names_2(module) or ()):
            yield f"{module}.{name.id}"
        elif tail and tail.split(".")[1] in (names_2(name.id) or ()):
            yield name.id

    @cached_property
    def _import_names(self) -> frozenset[str]:
        """The names that an import binds anywhere: no other can stand for what is imported."""
        return frozenset(
            name
            for scope in self.walk.scopes
            for name, nodes in scope.stores.items()
            if any(isinstance(node, ast.alias) for node in nodes)
        )

    def imported(self, node: ast.AST) -> str | None:
        """The one dotted name that a Name or chain of attributes stands for, else None."""
        targets = self.imports(node)
        return targets[0] if len(targets) == 1 else None

    def loads(self, binding: Binding) -> list[ast.Name]:
        """All Name nodes, in any scope, that load the variable of `binding`."""
        return self._loads.get((binding.scope, binding.name), [])

    def loads_outside(self, name: ast.Name, region: ast.AST) -> list[ast.Name]:
        """The loads of the variable of `name` that do not lie within the node `region`.

        Tells whether a comprehension's leaked variable, or what an import binds, is used.
        """
        loads = self.loads(self.resolve(name))
        return [load for load in loads if not self._parents.within(load, region)]

    @cached_property
    def exported(self) -> frozenset[str]:
        """The strings in the module's `__all__`, as far as they are literals."""
        names: set[str] = set()
        for definition in self.lookup(self.module, "__all__").definitions:
            for node in ast.walk(definition.value) if definition.value else ():
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    names.add(node.value)
        return frozenset(names)

    @cached_property
    def has_star_import(self) -> bool:
        """Whether the module says `from ... import *` anywhere."""
        return any(scope.stars for scope in self.walk.scopes)

    @cached_property
    def open_namespace(self) -> bool:
        """Whether the module may get names that its text does not show being bound.

        By star imports, `exec` and `execfile`, `globals()`, module-level `vars()` or `locals()`,
        `sys.modules[__name__]` or the module of builtins.
        """
        module = self.module
        if module.dynamic or "vars" in module.loads or "locals" in module.loads:
            return True
        for scope in self.walk.scopes:
            if any(door in scope.loads for door in _NAMESPACE_DOORS):
                return True
            if any(self._names_own_module(load) for load in scope.loads.get("__name__", ())):
                return True
        return False

    def unbound_modules(self) -> dict[str, list[ast.Name]]:
        """Names used as `name.attribute` that nothing binds, with their uses in text order.

        Empty where the module's namespace is open. A name that a handler of NameError guards may
        be missing, and one in which something is looked for is no module: they are left out.
        """
        found: dict[str, list[ast.Name]] = {}
        other: set[str] = set()
        if self.open_namespace:
            return found
        for scope in self.walk.scopes:
            for name, loads in scope.loads.items():
                binding = self.lookup(scope, name)
                if binding.kind != "unknown" or binding.uncertain:
                    continue
                if any(map(self._is_no_module, loads)):
                    other.add(name)
                uses = [load for load in loads if self._is_module_use(load)]
                if uses:
                    found.setdefault(name, []).extend(uses)
        return {name: uses for name, uses in found.items() if name not in other}

    def _is_no_module(self, load: ast.Name) -> bool:
        parent = self.walk.parents[load]
        if isinstance(parent, ast.Compare) and isinstance(parent.ops[-1], (ast.In, ast.NotIn)):
            return parent.comparators[-1] is load
        return self._parents.guarded(load, "NameError")

    def _is_module_use(self, load: ast.Name) -> bool:
        return isinstance(self.walk.parents[load], ast.Attribute)

    def _names_own_module(self, load: ast.Name) -> bool:
        """Whether `__name__` is the index of `sys.modules[__name__]`, or an argument of __import__."""
        parent = self.walk.parents[load]
        if isinstance(parent, ast.Call):
            return isinstance(parent.func, ast.Name) and parent.func.id == "__import__"
        return isinstance(parent, ast.Subscript) and parent.slice is load

    def _lookup(self, scope: Scope, name: str) -> Binding:
        owner, uncertain = self._owner(scope, name)
        definitions = self._definitions(owner, name)
        if owner.kind == "class":  # a class body falls back to the module's name at run time
            definitions += self._definitions(self.module, name)
        if owner is not self.module:
            kind = "local" if owner is scope else "enclosing"
        elif definitions:
            kind = "global"
        elif name in BUILTINS and not self._star_shadows(name):
            return Binding(name, "builtin", None, (), uncertain)
        else:
            return Binding(name, "unknown", None, (), uncertain)
        return Binding(name, kind, owner, definitions, uncertain)

    def _owner(self, scope: Scope, name: str) -> tuple[Scope, bool]:
        """The scope whose variable `name` is, the module's if nobody's; and whether that is sure."""
        module = self.module
        uncertain = False
        current = scope
        while current.parent is not None:
            if current is scope or current.kind != "class":
                if name in current.globals:
                    break
                if name in current.stores and name not in current.nonlocals:
                    return current, uncertain
                uncertain |= current.dynamic
            current = current.parent
        return module, uncertain or module.dynamic

    def _star_shadows(self, name: str) -> bool:
        shadowing = STAR_SHADOWS.get(name, "").split()
        return any(star.module in shadowing for star in self.module.stars)

    def _definitions(self, scope: Scope, name: str) -> tuple[Definition, ...]:
        if name not in scope.stores:
            return ()
        if name not in scope.definitions:
            scope.definitions[name] = tuple(map(self._define, scope.stores[name]))
        return scope.definitions[name]

    def _define(self, node: ast.AST) -> Definition:
        if isinstance(node, ast.Name):
            return self.assignment(node)
        if isinstance(node, ast.alias):
            return Definition(node, "import", target=_target(node, self.walk.parents[node]))
        return Definition(node, _KINDS.get(type(node), "match"))

    def assignment(self, node: ast.Name | ast.Attribute) -> Definition:
        """What the statement or loop around a target binds it to."""
        path = []  # the indexes that unpacking takes, innermost first
        child: ast.expr = node
        parent = self.walk.parents[node]
        while isinstance(parent, (ast.Tuple, ast.List, ast.Starred)):
            path.append(-1 if isinstance(parent, ast.Starred) else parent.elts.index(child))
            child, parent = parent, self.walk.parents[parent]
        kind = _KINDS.get(type(parent), "assign")
        value = getattr(parent, "value", None) if kind in ("assign", "augment") else None
        return Definition(node, kind, _pick(value, path))

    @cached_property
    def _loads(self) -> dict[tuple[Scope | None, str], list[ast.Name]]:
        table: dict[tuple[Scope | None, str], list[ast.Name]] = {}
        for scope in self.walk.scopes:
            for name, loads in scope.loads.items():
                for owner in self._owners(scope, name):
                    table.setdefault((owner, name), []).extend(loads)
        return table

    def _owners(self, scope: Scope, name: str) -> Iterator[Scope | None]:
        binding = self.lookup(scope, name)
        yield binding.scope
        if binding.scope is not None and binding.scope.kind == "class":
            yield self.module


def _pick(value: ast.expr | None, path: list[int]) -> ast.expr | None:
    """The part of a tuple or list display that unpacking by `path` binds, if it can be seen."""
    for index in reversed(path):
        if not isinstance(value, (ast.Tuple, ast.List)) or not 0 <= index < len(value.elts):
            return None
        if any(isinstance(element, ast.Starred) for element in value.elts):
            return None
        value = value.elts[index]
    return value


def _target(alias: ast.alias, statement: ast.AST) -> str:
    if isinstance(statement, ast.ImportFrom):
        package = "." * statement.level + (statement.module or "")
        return f"{package}{alias.name}" if package.endswith(".") else f"{package}.{alias.name}"
    return alias.name if alias.asname else alias.name.partition(".")[0]


def root_name(node: ast.AST | None) -> ast.Name | None:
    """The Name that a chain of attributes starts with."""
    while node.__class__ is ast.Attribute:
        node = node.value
    return node if node.__class__ is ast.Name else None


def _is_none(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


_KINDS = {
    ast.AugAssign: "augment",
    ast.For: "for",
    ast.AsyncFor: "for",
    ast.comprehension: "comprehension",
    ast.withitem: "with",
    ast.Delete: "delete",
    ast.ExceptHandler: "except",
    tree.ExceptHandler: "except",
    tree.TupleParameter: "parameter",
    ast.arg: "parameter",
    ast.ClassDef: "class",
    **dict.fromkeys(FUNCTIONS, "function"),
}
