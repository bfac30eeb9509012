"""Which Python a file is written in, and how one can tell.

Syntax of one version decides; then names that only one version has, where no test for the
version and no handler of the error stands around them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migrator import stdlib
from migrator.facts import Facts
from migrator.python2.lowered import Lowered
from migrator.python2.parsing import is_call_only
from migrator.python2.source import SourceFile
from migrator.results import Dialect, Evidence

if TYPE_CHECKING:
    from migrator.project import Project

IsOwn = Callable[[str, str], bool]

_MODULE = re.compile("the module `(.+)`")
_METHODS_2 = frozenset(
    "has_key iteritems iterkeys itervalues viewitems viewkeys viewvalues".split()
)
_SYNTAX_3: dict[type, str] = {
    ast.JoinedStr: "an f-string",
    ast.NamedExpr: "an assignment expression",
    ast.AsyncFunctionDef: "an async function",
    ast.Await: "await",
    ast.AnnAssign: "a variable annotation",
    ast.Nonlocal: "nonlocal",
    ast.YieldFrom: "yield from",
    ast.Match: "a match statement",
}
_FUTURES_3 = frozenset(("annotations", "barry_as_FLUFL", "generator_stop"))


def find_dialect(
    source: SourceFile,
    lowered: Lowered,
    tree: ast.Module,
    facts: Facts,
    words: set[str],
    is_own: IsOwn,
) -> Dialect:
    """The dialect of a module; `words` are the texts of its tokens, `is_own` as `own_modules`."""
    found_2 = [
        Evidence("2", syntax.what, source.position(syntax.offset)) for syntax in lowered.syntax2
    ]
    offsets = lowered.offsets

    def in_order(version: str, found: Iterator[tuple[str, ast.AST]]) -> list[Evidence]:
        places = sorted(
            (lowered.original_offset(offsets.start(node)), what) for what, node in found
        )
        return [Evidence(version, what, source.position(place)) for place, what in places]

    found_3 = in_order("3", _syntax_3(facts, words))
    if is_surely_2(lowered) or (found_2 and not found_3):
        return Dialect("2", (*found_2, *found_3))
    if found_3:
        return Dialect("3", (*found_3, *found_2))
    names_2 = in_order("2", _names_2(facts, words, is_own))
    names_3 = in_order("3", _names_3(facts, words, is_own))
    if names_2:
        return Dialect("2", (*names_2, *names_3))
    if names_3:
        return Dialect("3", tuple(names_3))
    return Dialect("both")


def own_modules(project: Project, path: Path, lowered: Lowered, facts: Facts) -> IsOwn:
    """Tells of a module that only a version ("2", "3") has whether the file imports its own instead.

    Both Pythons look beside a script first, but in a package only Python 2 does (PEP 328). That this
    is meant is taken from another import of what lies there and is in no standard library.
    """

    @cache
    def is_read_as_2() -> bool:
        if "absolute_import" in lowered.futures:
            return False
        return any(
            project.has_sibling(path, name) and not _is_standard(name.partition(".")[0])
            for node in facts.walk.of(ast.Import, ast.ImportFrom)
            for name in _imported(node)
        )

    def is_own(name: str, version: str) -> bool:
        if not project.has_sibling(path, name):
            return False
        return not project.package(path) or (version == "3" and is_read_as_2())

    return is_own


def _is_standard(module: str) -> bool:
    return stdlib.is_stdlib_module_2(module) or module in stdlib.modules_only_3()


def only_modules(dialect: Dialect) -> list[str]:
    """The modules that are all that makes a file one of Python 2; none where more does."""
    found = [_MODULE.fullmatch(one.what) for one in dialect.evidence if one.version == "2"]
    return [match[1] for match in found if match] if all(found) else []


def is_surely_2(lowered: Lowered) -> bool:
    """Whether the module has syntax of Python 2 that no later Python took up (as PEP 758 did)."""
    return any(syntax.what != "except with a comma" for syntax in lowered.syntax2)


def _syntax_3(facts: Facts, words: set[str]) -> Iterator[tuple[str, ast.AST]]:
    for kind, what in _SYNTAX_3.items():
        for node in facts.walk.of(kind):
            yield what, node
    for kind, (word, parts) in _LOOKED_AT.items():
        if word in words:
            for node in facts.walk.of(kind):
                yield from parts(node, facts)


Found = Iterator[tuple[str, ast.AST]]


def _parameters(node: ast.FunctionDef | ast.Lambda, facts: Facts) -> Found:
    arguments = node.args
    if arguments.kwonlyargs:
        yield "a keyword-only parameter", arguments.kwonlyargs[0]
    if arguments.posonlyargs:
        yield "a positional-only parameter", arguments.posonlyargs[0]
    for argument in (*arguments.args, arguments.vararg, arguments.kwarg):
        if argument is not None and getattr(argument, "annotation", None):
            yield "an annotation", argument
    if isinstance(node, ast.FunctionDef) and node.returns:
        yield "an annotation", node.returns


def _raise(node: ast.Raise, facts: Facts) -> Found:
    if node.cause is not None:
        yield "raise from", node


def _starred(node: ast.Starred, facts: Facts) -> Found:
    if not isinstance(facts.walk.parents[node], ast.Call):
        yield "a starred expression", node


def _class(node: ast.ClassDef, facts: Facts) -> Found:
    if node.keywords:
        yield "a class keyword", node


def _import(node: ast.ImportFrom, facts: Facts) -> Found:
    if node.module == "__future__":
        for alias in node.names:
            if alias.name in _FUTURES_3:
                yield f"from __future__ import {alias.name}", node


def _operation(node: ast.BinOp, facts: Facts) -> Found:
    if isinstance(node.op, ast.MatMult):
        yield "the operator @", node


def _call(node: ast.Call, facts: Facts) -> Found:
    if isinstance(node.func, ast.Name) and node.func.id == "print":
        if is_call_only(node) and not _has_print_function(facts.module):
            yield "a call of print with keywords", node


# What may hold syntax of Python 3 only, where a file has this word, and what finds it there.
_LOOKED_AT: dict[type, tuple[str, Callable[[Any, Facts], Found]]] = {
    ast.FunctionDef: ("def", _parameters),
    ast.Lambda: ("lambda", _parameters),
    ast.Raise: ("raise", _raise),
    ast.Starred: ("*", _starred),
    ast.ClassDef: ("class", _class),
    ast.BinOp: ("@", _operation),
    ast.Call: ("print", _call),
    ast.ImportFrom: ("import", _import),
}


def _has_print_function(tree: ast.Module) -> bool:
    return any(
        isinstance(statement, ast.ImportFrom)
        and statement.module == "__future__"
        and any(alias.name == "print_function" for alias in statement.names)
        for statement in tree.body
    )


def _names_2(facts: Facts, words: set[str], is_own: IsOwn) -> Iterator[tuple[str, ast.AST]]:
    for name, node in _modules(facts, words, stdlib.modules_only_2()):
        if not is_own(name, "2"):
            yield _named(name), node
    for name in sorted(stdlib.builtins_only_2() & words):
        for scope in facts.walk.scopes:
            for load in scope.loads.get(name, ()):
                if facts.scopes.is_builtin(load) and not _bilingual(facts, load, "NameError"):
                    yield f"the builtin `{name}`", load
    methods = (_METHODS_2 & words) - _methods_of_classes(facts)
    for node in facts.walk.attributes(*methods):
        if not _bilingual(facts, node, "AttributeError"):
            yield f"the method `{node.attr}`", node


def _methods_of_classes(facts: Facts) -> set[str]:
    """What the classes of the module bind: names that say nothing about dictionaries here."""
    return {name for scope in facts.walk.scopes if scope.kind == "class" for name in scope.stores}


def _names_3(facts: Facts, words: set[str], is_own: IsOwn) -> Iterator[tuple[str, ast.AST]]:
    for name, node in _modules(facts, words, stdlib.modules_only_3()):
        if not is_own(name, "3"):
            yield _named(name), node


def _named(module: str) -> str:
    """The evidence of a module, as `_MODULE` reads it."""
    return f"the module `{module}`"


def _modules(facts: Facts, words: set[str], known: frozenset[str]) -> Iterator[tuple[str, ast.AST]]:
    if "import" not in words:
        return
    for node in facts.walk.of(ast.Import, ast.ImportFrom):
        for name in _imported(node):
            if name not in known or facts.parents.fallback(node, "NameError"):
                continue  # one for a builtin that an older Python 2 lacked
            if not _bilingual(facts, node, "ImportError"):
                yield name, node


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The dotted names of all that may be a module in an import that is not relative."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if node.level or not node.module:
        return []
    return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]


def _bilingual(facts: Facts, node: ast.AST, error: str) -> bool:
    """Whether a handler of the error or a test for the version stands around `node`."""
    parents = facts.parents
    return parents.shim(node, error) is not None or _tests_version(facts, node)


def _tests_version(facts: Facts, node: ast.AST) -> bool:
    for ancestor in facts.parents.ancestors(node):
        if isinstance(ancestor, (ast.If, ast.IfExp)):
            for part in ast.walk(ancestor.test):
                name = getattr(part, "attr", getattr(part, "id", ""))
                if name in ("version_info", "hexversion", "PY2", "PY3", "PYTHON3", "version"):
                    return True
    return False
