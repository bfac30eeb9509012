"""What a module takes from other modules of its program, as cells of its own graph."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from migrator.facts import Facts
from migrator.facts.text import borders
from migrator.facts.text.cells import Cell, Shape
from migrator.facts.text.costs import SOLVED, SUPPOSED
from migrator.facts.text.interface import Interface, Value

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder
    from migrator.project import Project

# Through how many modules a name is followed that each takes from the next.
_HOPS = 4


class Modules(Protocol):
    """The modules of a program, by their files, and the cells of their names."""

    def interface_of(self, file: str) -> Interface | None: ...

    def cell(self, builder: Builder, file: str, name: str) -> Cell | None: ...

    def definition(self, file: str, name: str) -> tuple[Builder, ast.AST] | None: ...


class Decided:
    """The modules of a program of which all is decided: cells are made of what they tell."""

    def __init__(self, project: Project, path: Path) -> None:
        self.interface_of = partial(project.interface_of, path=path)
        self._shapes: dict[tuple[int, int], Shape] = {}

    def definition(self, file: str, name: str) -> None:
        """Nothing: only what modules tell is known of them."""

    def cell(self, builder: Builder, file: str, name: str) -> Cell | None:
        interface = self.interface_of(file)
        value = interface.names.get(name) if interface else None
        if interface is None or value is None:
            return None
        pending: list[tuple[int, Shape]] = []

        def cell_of(value: Value) -> Cell:
            cell = Cell()
            if value.form is not None:
                key = id(interface.forms), value.form
                if key not in self._shapes:
                    form = interface.forms[value.form]
                    self._shapes[key] = Shape(form.kind, form.names)
                    pending.append((value.form, self._shapes[key]))
                cell.shape = self._shapes[key]
            if value.colour:
                cost = SOLVED if value.is_sure else SUPPOSED
                builder.graph.fix(cell, value.colour, cost)
                builder.strings.append(cell)
            return cell

        made = cell_of(value)
        while pending:
            number, shape = pending.pop()
            for part, inner in interface.forms[number].parts.items():
                shape.children[part] = cell_of(inner)
        return made


class Siblings:
    """The modules of the program that a module imports.

    `modules` are those of the program where not all is decided yet.
    """

    def __init__(
        self, facts: Facts, project: Project, path: Path, modules: Modules | None = None
    ) -> None:
        self.facts = facts
        self.project = project
        self.path = str(path.absolute())
        self.modules = modules or Decided(project, path)
        self._cells: dict[str, Cell | None] = {}
        self._files: dict[tuple[str, str], str | None] = {}
        self._packages: dict[str, str] = {}
        self._known_origins: dict[str, tuple[str, ...]] = {}

    def are_any(self) -> bool:
        """Whether anything that is imported comes from a module that tells something."""
        names = (dotted.removesuffix(".*") for dotted in self._imports())
        return any(self._find(name, self.path, _HOPS) is not None for name in names)

    @cached_property
    def members(self) -> frozenset[str]:
        """What classes of the modules have that anything is imported from."""
        names = (dotted.removesuffix(".*") for dotted in self._imports())
        found = (self._find(name, self.path, _HOPS) for name in names)
        return frozenset().union(*(one[1].members for one in found if one is not None))

    def have_bytes(self) -> bool:
        """Whether the module has to do with bytes by what others give it, or it takes of others."""
        defined = self.facts.walk.of(ast.FunctionDef, ast.Lambda, ast.ClassDef)
        own = self.modules.interface_of(self.path) if defined else None
        if own is not None and own.has_bytes:
            return True
        return any(self._is_of_bytes(dotted) for dotted in self._imports())

    def program_has_bytes(self) -> bool:
        """Whether any module of the program has bytes."""
        files = self.project.program(Path(self.path))
        found = map(self.modules.interface_of, files)
        return any(one is not None and one.has_bytes for one in found)

    def _imports(self) -> Iterator[str]:
        for node in self.facts.walk.of(ast.Import, ast.ImportFrom):
            for alias in node.names:
                yield (
                    f"{_prefix(node)}{alias.name}"
                    if isinstance(node, ast.ImportFrom)
                    else alias.name
                )

    def _is_of_bytes(self, dotted: str) -> bool:
        if any(map(borders.border, self._passed_on(dotted))):
            return True
        found = self._find(dotted.removesuffix(".*"), self.path, _HOPS)
        if found is None:
            return False
        _, interface, name = found
        return interface.has_bytes and (not name or name in interface.names)

    def cell(self, builder: Builder, node: ast.Name | ast.Attribute) -> Cell | None:
        """The cell of an imported value; None where its module tells nothing about it."""
        for dotted in self._names(node):
            if dotted not in self._cells:
                self._cells[dotted] = self._cell(builder, dotted)
            if (cell := self._cells[dotted]) is not None:
                return cell
        return None

    def definition(self, node: ast.Name | ast.Attribute) -> tuple[Builder, ast.AST] | None:
        """The class or function that an imported name stands for, where its module is seen."""
        for dotted in self._names(node):
            found = self._find(dotted, self.path, _HOPS)
            known = self.modules.definition(found[0], found[2]) if found is not None else None
            if known is not None:
                return known
        return None

    def _passed_on(self, dotted: str) -> tuple[str, ...]:
        """What the library calls a function that a module of the program has imported from it."""
        if dotted not in self._known_origins:
            self._known_origins[dotted] = tuple(self._origins(dotted, self.path, _HOPS))
        return self._known_origins[dotted]

    def _origins(self, dotted: str, path: str, hops: int) -> Iterator[str]:
        package = self._package(path)
        for full in self._candidates(dotted, path):
            parts = full.split(".")
            for count in range(len(parts) - 1, 0, -1):
                module = ".".join(parts[:count])
                file = self._file(module, path)
                if file is not None:
                    yield from self._imported(file, parts[count:], hops)
                    if module != package:  # it is around the file, whatever it holds
                        return
                    break
        if path != self.path:
            yield dotted

    def _imported(self, file: str, parts: list[str], hops: int) -> Iterator[str]:
        interface = self.modules.interface_of(file) if hops and file != self.path else None
        for target in interface.imports.get(parts[0], ()) if interface else ():
            yield from self._origins(".".join([target, *parts[1:]]), file, hops - 1)

    def _names(self, node: ast.AST) -> tuple[str, ...]:
        scopes = self.facts.scopes
        names = scopes.imports(node)
        stars = scopes.module.stars
        if stars and isinstance(node, ast.Name) and scopes.resolve(node).kind == "unknown":
            return (*names, *(f"{_prefix(star)}{node.id}" for star in stars))
        return names

    def _cell(self, builder: Builder, dotted: str) -> Cell | None:
        found = self._find(dotted, self.path, _HOPS)
        return None if found is None else self.modules.cell(builder, found[0], found[2])

    def own(self, builder: Builder) -> Iterator[tuple[str, Cell]]:
        """What the program as a whole says of the names that the module itself defines."""
        interface = self.modules.interface_of(self.path)
        for name in interface.names if interface else ():
            cell = self.modules.cell(builder, self.path, name)
            if cell is not None:
                yield name, cell

    def origins(self, node: ast.AST) -> tuple[str, ...]:
        """All that a name or attribute may stand for, as `Scopes.imports` has it.

        What a module of the program has from the library itself, as one does that finds out which
        of two there is, is what it has.
        """
        names = self._names(node)
        if not names:
            return ()
        passed_on = dict.fromkeys(chain.from_iterable(map(self._passed_on, names)))
        return tuple(passed_on) or self.facts.scopes.imports(node)

    def _find(self, dotted: str, path: str, hops: int) -> tuple[str, Interface, str] | None:
        """The file and the interface of a dotted name's module, and the name in it."""
        place = self._locate(dotted, path)
        return None if place is None else self._follow(*place, hops)

    def _locate(self, dotted: str, path: str) -> tuple[str, str] | None:
        """The file of a dotted name's module, as it is imported in a file, and the name in it."""
        for full in self._candidates(dotted, path):
            parts = full.split(".")
            for count in range(len(parts), max(len(parts) - 2, 0), -1):
                file = self._file(".".join(parts[:count]), path)
                if file is not None:
                    return file, ".".join(parts[count:])
        return None

    def _file(self, module: str, path: str) -> str | None:
        if (module, path) not in self._files:
            self._files[module, path] = self.project.file_of(module, Path(path))
        return self._files[module, path]

    def _package(self, path: str) -> str:
        if path not in self._packages:
            self._packages[path] = self.project.package(Path(path))
        return self._packages[path]

    def _candidates(self, dotted: str, path: str) -> Iterator[str]:
        """The absolute names that a name written in a file may stand for, first come first."""
        package = self._package(path)
        name = dotted.lstrip(".")
        level = len(dotted) - len(name)
        if level:
            parts = package.split(".") if package else []
            yield ".".join([*parts[: len(parts) - level + 1], name]).strip(".")
            return
        if package:  # an implicit relative import
            yield f"{package}.{name}"
        yield name

    def _follow(self, file: str, name: str, hops: int) -> tuple[str, Interface, str] | None:
        if file == self.path:
            return None
        interface = self.modules.interface_of(file)
        if interface is None:
            return None
        if name and name not in interface.names and hops:
            for target in interface.imports.get(name, ()):
                if (found := self._find(target, file, hops - 1)) is not None:
                    return found
            for star in interface.stars:
                found = self._find(f"{star}{name}", file, hops - 1)
                if found is not None and found[2] in found[1].names:
                    return found
        return file, interface, name


def _prefix(node: ast.ImportFrom) -> str:
    """What stands before a name that is imported from a module, as a prefix."""
    return "." * node.level + (f"{node.module}." if node.module else "")


def taken(facts: Facts) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The names that a module imports, and the prefixes of those it imports with a star."""
    scopes = facts.scopes
    found = {name: scopes.lookup(scopes.module, name).targets for name in scopes.module.stores}
    names = {name: targets for name, targets in found.items() if targets}
    return names, tuple(map(_prefix, scopes.module.stars))
