"""The modules that a program is made of: its file, and those of its own that it imports."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from migrator.project import discover
from migrator.python2.errors import ReadError
from migrator.python2.lexer import lex
from migrator.python2.lowering import lower
from migrator.python2.parsing import parse
from migrator.python2.source import decode

# Names by which a program finds modules that it does not name in an import statement.
DYNAMIC = frozenset(
    "__import__ import_module find_module load_source execfile iter_modules walk_packages".split()
)
# Statements at the top of a module that do nothing that is seen from outside.
QUIET = (
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.ClassDef,
    ast.Assign,
    ast.AugAssign,
    ast.Pass,
)


@dataclass(frozen=True)
class Tree:
    """A program on disk: below the folder `root`, the file `main` and the `modules` that it needs,
    itself among them (text by path from the root), and packages' `data` files.
    """

    root: Path
    main: str
    modules: Mapping[str, bytes]
    data: tuple[tuple[str, str], ...] = ()

    @property
    def source(self) -> bytes:
        return self.modules[self.main]


def tree_of(program: Path) -> Tree:
    """The tree of the program in a file. Raises OSError when that cannot be read.

    A package that is imported comes whole, and so does the whole folder of a program that
    imports by names put together at run time.
    """
    root = _root(program)
    modules = {program.resolve().relative_to(root).as_posix(): program.read_bytes()}
    main = next(iter(modules))
    packages: set[str] = set()
    waiting = [main]
    while waiting:
        name = waiting.pop()
        imports = imported(modules[name])
        new = {path for module in imports for path in _found(root, module, name)}
        if imports & DYNAMIC:
            new |= {path.resolve().relative_to(root).as_posix() for path in discover([root])}
        for path in sorted(new - modules.keys()):
            try:
                modules[path] = (root / path).read_bytes()
            except OSError:
                continue
            waiting.append(path)
            if "/" in path:
                packages.add(path.partition("/")[0])
    data = [item for package in sorted(packages) for item in _data(root, package, modules)]
    return Tree(root, main, modules, tuple(data))


def imported(source: bytes) -> set[str]:
    """The modules that a text names in its imports, and the means by which it finds others."""
    tree = _parsed(source)
    if tree is None:
        found = re.findall(rb"^[ \t]*(?:from|import)[ \t]+([\w.]+)", source, re.M)
        return {name.decode("ascii", "ignore") for name in found}
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots, module = "." * node.level, node.module or ""
            names.add(dots + module)
            separator = "." if module else ""
            names.update(f"{dots}{module}{separator}{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Name) and node.id in DYNAMIC:
            names.add(node.id)
        elif isinstance(node, ast.Attribute) and node.attr in DYNAMIC:
            names.add(node.attr)
    return names


def parts(programs: list[Path]) -> set[Path]:
    """Those of the files that are no programs: modules of a package, and modules that another
    of the files imports and that do nothing of their own accord when run.
    """
    found = {path for path in programs if (path.parent / "__init__.py").exists()}
    rest = [path for path in programs if path not in found]
    texts = {path: _read(path) for path in rest}
    by_place = {(path.parent.resolve(), path.stem): path for path in rest}
    for path, text in texts.items():
        for module in imported(text):
            other = by_place.get((path.parent.resolve(), module.partition(".")[0]))
            if other and other != path and _is_quiet(texts[other]):
                found.add(other)
    return found


def _is_quiet(source: bytes) -> bool:
    """Whether a module only defines things."""
    tree = _parsed(source)
    return tree is not None and all(
        isinstance(statement, QUIET)
        or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for statement in tree.body
    )


def _parsed(source: bytes) -> ast.Module | None:
    try:
        text = decode(source)
        return parse(lower(lex(text.text)), text, True)
    except (ReadError, RecursionError):
        return None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _root(program: Path) -> Path:
    folder = program.resolve().parent
    while (folder / "__init__.py").exists() and folder.parent != folder:
        folder = folder.parent
    return folder


def _found(root: Path, module: str, importer: str) -> Iterator[str]:
    """Where an imported module may be: beside the importer (as Python 2 looks first), or below
    the root; a package gives all its modules.
    """
    here = os.path.dirname(importer)
    dots = len(module) - len(module.lstrip("."))
    path = module.lstrip(".").replace(".", "/")
    for _ in range(dots - 1):
        here = os.path.dirname(here)
    for base in {here} if dots else {here, ""}:
        top = (path if dots else path.partition("/")[0]) or "."
        place = os.path.normpath(os.path.join(base, top)).replace(os.sep, "/")
        if (root / f"{place}.py").is_file():
            yield f"{place}.py"
        elif place != "." and (root / place / "__init__.py").is_file():
            for file in discover([root / place]):
                yield file.resolve().relative_to(root).as_posix()


def _data(root: Path, package: str, modules: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    for folder, folders, files in os.walk(root / package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for file in sorted(files):
            path = Path(folder, file)
            name = path.relative_to(root).as_posix()
            if name not in modules and path.suffix != ".pyc" and path.is_file():
                yield name, str(path)
