"""Our scopes and those of the real Python 2.7, by its own `symtable`, name by name."""

from __future__ import annotations

import ast
import json
import subprocess
import warnings
from collections import Counter
from pathlib import Path
from textwrap import dedent

from migrator.facts import Facts
from migrator.facts.walk import Scope
from tests import corpora

# Prints for each file the (scope, name, kind) of all names that its text mentions.
ASK = dedent("""
    import json, symtable, sys

    def names(table):
        for symbol in table.get_symbols():
            mentioned = symbol._Symbol__flags & (1 | 2 | 4 | 8 | 64)
            if mentioned:
                yield table.get_name(), symbol.get_name(), symbol._Symbol__scope
        for child in table.get_children():
            for found in names(child):
                yield found

    for path in json.load(sys.stdin):
        with open(path) as file:
            print(json.dumps(list(names(symtable.symtable(file.read(), path, "exec")))))
    """)
KINDS = {1: "local", 2: "global", 3: "global", 4: "free", 5: "local"}
COMPREHENSIONS = {ast.GeneratorExp: "genexpr", ast.SetComp: "setcomp", ast.DictComp: "dictcomp"}


def readable(path: Path) -> ast.Module | None:
    """The tree of a file that is valid in both Pythons, without names that mean less in one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return None
    names = {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}
    return None if names & {"print", "exec"} else module


def ours(facts: Facts) -> Counter:
    found: Counter = Counter()
    for scope in facts.walk.scopes:
        for name in {*scope.loads, *scope.stores, *scope.globals}:
            kind = facts.scopes.lookup(scope, name).kind
            kind = {"local": "local", "enclosing": "free"}.get(kind, "global")
            if scope.kind != "module" and comparable(name):
                found[scope_name(scope), name, kind] += 1
    return found


def theirs(names: list) -> Counter:
    return Counter(
        (scope, name, KINDS[kind])
        for scope, name, kind in names
        if scope != "top" and comparable(name)
    )


def comparable(name: str) -> bool:
    """Not a name of the compiler's own, one mangled in classes, or a constant of Python 3."""
    return "__" not in name and name[0] not in "._" and name not in ("None", "True", "False")


def scope_name(scope: Scope) -> str:
    if isinstance(scope.node, ast.Lambda):
        return "lambda"
    return COMPREHENSIONS.get(type(scope.node)) or scope.node.name


def test_the_standard_library():
    old = corpora.python2()
    ask = "import os; print(os.path.dirname(os.__file__))"
    library = subprocess.run([old, "-c", ask], capture_output=True, text=True, check=True).stdout
    modules = {str(path): readable(path) for path in sorted(Path(library.strip()).glob("*.py"))}
    modules = {path: module for path, module in modules.items() if module is not None}
    asked = subprocess.run(
        [old, "-c", ASK],
        input=json.dumps(list(modules)),
        capture_output=True,
        text=True,
        check=True,
    )
    for (path, module), answer in zip(modules.items(), asked.stdout.splitlines(), strict=True):
        assert ours(Facts(module)) == theirs(json.loads(answer)), path
    assert len(modules) > 50
