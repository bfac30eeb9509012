"""What a module gets put in: imports and small helper functions, each once.

They go after the shebang, coding line, docstring, `__future__` imports and the imports that
the module starts with.
"""

from __future__ import annotations

import ast
import builtins
import re
from typing import TYPE_CHECKING

import libcst as cst

from migrator.python2.offsets import Offsets
from migrator.python2.source import Edit

if TYPE_CHECKING:
    from migrator.module import Module

PRINT_FUNCTION = "from __future__ import print_function"


class Imports:
    """The imports that rules ask for."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._wanted: dict[str, None] = {}
        self.pins: dict[str, None] = {}

    def module(self, dotted: str, place: cst.CSTNode, at_top: bool = False) -> str:
        """How to write a module at a place, as in "sys" or "os.path"; imported if need be.

        Where the name means something else there, the module gets one with an underscore. With
        `at_top` it is for what is put in beneath the imports that the module begins with.
        """
        head = dotted.partition(".")[0]
        taken = self._bound(head, place, at_top)
        if taken == dotted or (taken == head and head == dotted):
            return dotted
        if taken is not None and not (taken == head and "." in dotted):
            alias = "_" + dotted.replace(".", "_")
            if self._bound(alias, place) != dotted:
                self.add(f"import {dotted} as {alias}")
            return alias
        if "." not in dotted or dotted not in self._submodules():
            self.add(f"import {dotted}")
        return dotted

    def name(self, module: str, name: str, place: cst.CSTNode) -> str:
        """How to write `module.name` at a place, by `from module import name` if need be."""
        taken = self._bound(name, place)
        if taken == f"{module}.{name}":
            return name
        if taken is None:
            self.add(f"from {module} import {name}")
            return name
        alias = f"_{name}"
        if self._bound(alias, place) != f"{module}.{name}":
            self.add(f"from {module} import {name} as {alias}")
        return alias

    def add(self, statement: str) -> None:
        """Ask for an import statement as it is to be written."""
        if statement not in self._wanted:
            self._wanted[statement] = None
            self._module.additions += 1

    def pin_reading(self, statement: str) -> None:
        """Ask for an import that is needed where the result still reads as Python 2.

        Such as `from __future__ import print_function` for a call of print that a second
        run would take for the statement.
        """
        self.pins[statement] = None

    def _submodules(self) -> set[str]:
        """The dotted modules that the module imports at its top."""
        statements = (s for s in self._module.tree.body if isinstance(s, ast.Import))
        return {alias.name for statement in statements for alias in statement.names}

    def _bound(self, name: str, place: cst.CSTNode, at_top: bool = False) -> str | None:
        """What `name` means at a place: a dotted import, "" for anything else, None for nothing."""
        scopes = self._module.facts.scopes
        tree = self._module.at(place)
        scope = scopes.scope_of(tree) if tree is not None else scopes.module
        binding = scopes.lookup(scope, name)
        if binding.kind in ("builtin", "unknown"):
            return "" if self._comes_by_star(name) else None
        targets = {definition.target for definition in binding.definitions}
        only = targets.pop() if len(targets) == 1 else None
        if only is not None and self._is_late(binding.definitions[0].node, place, at_top):
            return None if binding.scope is scopes.module else ""
        return only or ""

    def _comes_by_star(self, name: str) -> bool:
        """Whether the module uses a name that only a star import can have brought."""
        scopes = self._module.facts.scopes
        return scopes.has_star_import and any(
            name in scope.loads and scopes.lookup(scope, name).kind == "unknown"
            for scope in scopes.walk.scopes
        )

    def _is_late(self, node: ast.AST, place: cst.CSTNode, at_top: bool) -> bool:
        """Whether an import is one of a branch or comes after a place, so that it may not have run."""
        parent = self._module.facts.walk.parents.get(node)
        statement = parent if isinstance(parent, (ast.Import, ast.ImportFrom)) else node
        start = self._module.offsets.start(statement)
        body = self._module.tree.body
        if at_top:
            return statement not in body[: header(body)]
        return statement not in body or start > self._module.anchor(place)

    def statements(self) -> list[str]:
        """What is to be added, in the order it was asked for, plain imports first."""
        return sorted(self._wanted, key=lambda text: text.startswith("from"))


class Helpers:
    """The helper functions that guarded forms call."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._wanted: dict[str, str] = {}

    def add(self, name: str, text: str, replacing: bool = False) -> str:
        """Put the definition `text` (whole lines) in the module; the name to call it by.

        A module that defines the same name at its top already is taken to have it; `replacing`
        says that what it has goes away. Where a function has a variable of the name, it gets an
        underscore.
        """
        scopes = self._module.facts.scopes
        if not replacing and scopes.lookup(scopes.module, name).kind == "unknown":
            if any(name in one.stores for one in scopes.walk.scopes if one.kind == "function"):
                text = re.sub(rf"\b{name}\b", f"_{name}", text)
                name = f"_{name}"
        kind = scopes.lookup(scopes.module, name).kind
        is_free = replacing or kind in ("builtin", "unknown")
        if is_free and name not in self._wanted:
            self._wanted[name] = self._with_builtins(text.strip("\n") + "\n")
            self._module.additions += 1
        return name

    def _with_builtins(self, text: str) -> str:
        """The definition `text`, with `builtins.list` where the module has a `list` of its own."""
        tree = ast.parse(text)
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
        rebound = self._module.facts.scopes.module.stores.keys() & vars(builtins).keys() - own
        offsets = Offsets(text)
        for start in sorted(
            (offsets.start(one) for one in names if one.id in rebound), reverse=True
        ):
            text = f"{text[:start]}builtins.{text[start:]}"
            self._module.imports.add("import builtins")
        return text

    def definitions(self) -> list[str]:
        return list(self._wanted.values())


def insertion(module: Module) -> list[Edit]:
    """The edit of the user's text that puts in what was asked for."""
    imports = module.imports.statements()
    helpers = module.helpers.definitions()
    if not imports and not helpers:
        return []
    body = module.tree.body
    after = header(body)
    text = module.source.text
    lines = "".join(line + "\n" for line in imports)
    was_variable = False
    for helper in helpers:
        is_variable = not helper.startswith(("def ", "class ", "@"))
        lines += helper if was_variable and is_variable else "\n\n" + helper
        was_variable = is_variable
    if after == 0:
        offset = _code_start(module)
        lines += "\n\n" if helpers else "\n" if _separate(body) else ""
        return [(offset, offset, lines.lstrip("\n") if not imports else lines)]
    last = body[after - 1]
    number = last.end_lineno or last.lineno
    offset = module.lowered.original_offset(module.offsets.line(number + 1))
    if offset == len(text) and not text.endswith("\n"):
        lines = "\n" + lines
    elif isinstance(last, ast.Expr) and imports:  # a docstring
        lines = "\n" + lines
    if helpers and not text.startswith("\n\n\n", offset - 1):
        lines += "\n" if text.startswith("\n", offset) else "\n\n"
    return [(offset, offset, lines)]


def pin(module: Module) -> list[Edit]:
    """The edit that puts in the imports asked for by `Imports.pin_reading`."""
    if not module.imports.pins:
        return []
    body = module.tree.body
    place = 1 if body and _is_docstring(body[0]) else 0
    for index, statement in enumerate(body):
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            place = index + 1
    pins = sorted(module.imports.pins, key=lambda text: "__future__" not in text)
    lines = "".join(statement + "\n" for statement in pins)
    if not place:
        offset = _code_start(module)
    else:
        number = (body[place - 1].end_lineno or 1) + 1
        offset = module.lowered.original_offset(module.offsets.line(number))
    return [(offset, offset, lines)]


def header(body: list[ast.stmt]) -> int:
    """How many statements come before the place for imports."""
    count = place = 0
    for statement in body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            place = count + 1
        elif count == 0 and _is_docstring(statement):
            place = count + 1
        elif not isinstance(statement, ast.Try) and not _is_about_module(statement):
            break
        count += 1
    if place < len(body) and place and body[place].lineno == body[place - 1].end_lineno:
        return _line_break(body, place)
    return place


def _is_about_module(statement: ast.stmt) -> bool:
    """Whether this is as `__author__ = "..."`, which may stand before imports."""
    return (
        isinstance(statement, ast.Assign)
        and isinstance(statement.value, (ast.Constant, ast.List, ast.Tuple))
        and all(
            isinstance(target, ast.Name) and target.id.startswith("__") and target.id.endswith("__")
            for target in statement.targets
        )
    )


def _line_break(body: list[ast.stmt], place: int) -> int:
    """The end of the line on which several statements stand, or its start if it does more.

    `import a; import b` and `import a; a.b()` are such lines.
    """
    line = body[place].lineno
    first = next(at for at, statement in enumerate(body) if statement.end_lineno == line)
    last = max(at for at, statement in enumerate(body) if statement.lineno == line)
    own = body[first : last + 1]
    is_future = any(isinstance(s, ast.ImportFrom) and s.module == "__future__" for s in own)
    if is_future or all(isinstance(s, (ast.Import, ast.ImportFrom)) for s in own):
        return last + 1
    return first


def _is_docstring(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _separate(body: list[ast.stmt]) -> bool:
    return bool(body) and not isinstance(body[0], (ast.Import, ast.ImportFrom))


def _code_start(module: Module) -> int:
    """The start of the line of the first statement, of its decorators too."""
    body = module.tree.body
    if not body:
        return len(module.source.text)
    decorators = getattr(body[0], "decorator_list", [])
    number = min(node.lineno for node in [body[0], *decorators])
    return module.lowered.original_offset(module.offsets.line(number))
