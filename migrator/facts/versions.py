"""On which Pythons a piece of code runs, by the tests of the version around it.

A test is evaluated for Python 2.7 and for a range of Python 3, so that any spelling that uses
`sys.version_info`, `sys.version`, `sys.hexversion` or the flags of compatibility modules will do.
"""

from __future__ import annotations

import ast
import builtins
import operator
import re
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from migrator.facts.effects import subtree
from migrator.facts.parents import Parents
from migrator.facts.scopes import Scopes
from migrator.facts.walk import FUNCTIONS

# A flag of six, of a project's own `compat` module, or the like: PY3, IS_PY2, python3, PY2K.
_FLAG = re.compile(r"_?(?:is_?|in_?)?py(?:thon)?_?([23])k?_?", re.IGNORECASE)

_COMPARISONS: dict[type, Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.eq,
    ast.IsNot: operator.ne,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
_VERSIONS = {2: [(2, 7, 18)], 3: [(3, 0, 0), (3, 3, 7), (3, 8, 20), (3, 14, 0), (3, 99, 0)]}
# Which type a name means: `bytes is str` tells the version.
_STRINGS = {2: {"str": "bytes", "bytes": "bytes"}, 3: {"str": "str", "bytes": "bytes"}}


class Versions:
    """Answers about the tests of the version in one module."""

    def __init__(self, scopes: Scopes, parents: Parents) -> None:
        self._scopes = scopes
        self._parents = parents
        self._known_exits: dict[ast.AST, list[ast.If]] = {}
        self._known_majors: dict[tuple[ast.expr, bool], set[int]] = {}

    def runs_on(self, node: ast.AST) -> set[int]:
        """The major versions, of 2 and 3, under which `node` may run; both where nothing tells.

        Looks at `if`, conditional expressions, `and`/`or`, and at an `if` that ends its block's
        run (`if PY3: return ...`) above `node`, up to the module, and at handlers of a NameError
        that is raised under one version only.
        """
        possible = {2, 3}
        child = node
        for parent in self._parents.ancestors(node):
            for test, branch in self._tests(parent, child):
                possible &= self.where(test, branch)
            if isinstance(parent, ast.Try) and self._is_provoked_by_2(parent, child):
                possible &= {2}
            child = parent
        return possible

    def only(self, node: ast.AST) -> int | None:
        """2 or 3 if `node` runs under that version only, else None."""
        if not self._may_tell:
            return None
        possible = self.runs_on(node)
        return possible.pop() if len(possible) == 1 else None

    @cached_property
    def _may_tell(self) -> bool:
        """Whether the module names anything that tells the version."""
        scopes, walk = self._scopes, self._scopes.walk
        names = set(walk.attribute_names)
        names.update(alias.name.rpartition(".")[2] for alias in walk.of(ast.alias))
        if any("bytes" in scope.loads for scope in walk.scopes):
            return True
        if scopes.has_star_import:
            names.update(name for scope in walk.scopes for name in scope.loads)
        known = {dotted.rpartition(".")[2] for dotted in _said((3, 0, 0))}
        return any(name in known or _FLAG.fullmatch(name) for name in names)

    def _tests(self, parent: ast.AST, child: ast.AST) -> list[tuple[ast.expr, bool]]:
        """What is known to be true or false in `parent` where `child` runs."""
        found: list[tuple[ast.expr, bool]] = []
        if isinstance(parent, ast.If) and child is not parent.test:
            found.append((parent.test, child in parent.body))
        elif isinstance(parent, ast.IfExp) and child is not parent.test:
            found.append((parent.test, child is parent.body))
        elif isinstance(parent, ast.BoolOp) and isinstance(child, ast.expr):
            before = parent.values[: parent.values.index(child)]
            found += [(value, isinstance(parent.op, ast.And)) for value in before]
        is_tried = isinstance(parent, ast.Try) and child in parent.body
        is_below = is_tried or isinstance(parent, (*FUNCTIONS, ast.Module))
        if isinstance(child, ast.stmt) and is_below:
            for statement in self._exits(parent):
                if statement.lineno >= child.lineno:
                    break
                found.append((statement.test, False))
        return found

    def _is_provoked_by_2(self, around: ast.Try, handler: ast.AST) -> bool:
        """Whether a handler catches NameError, which the `try` raises itself, and under 2 only."""
        caught = handler.type if isinstance(handler, ast.ExceptHandler) else None
        if not isinstance(caught, ast.Name) or caught.id != "NameError":
            return False
        is_provoked = False
        for node in subtree(around.body):
            if isinstance(node, ast.Raise):
                is_provoked = True
                if self.runs_on(node) != {2}:
                    return False
            elif isinstance(node, ast.Name) and self._scopes.is_builtin(node):
                if not hasattr(builtins, node.id):
                    return False
            elif isinstance(node, ast.Call) and not self._scopes.is_builtin(node.func):
                return False
        return is_provoked

    def _exits(self, block: Any) -> list[ast.If]:
        """The `if` statements of the body of a function, module or `try` that end its run."""
        if block not in self._known_exits:
            body = () if isinstance(block, ast.Lambda) else block.body
            self._known_exits[block] = [
                statement
                for statement in body
                if isinstance(statement, ast.If)
                and not statement.orelse
                and isinstance(statement.body[-1], (ast.Return, ast.Raise))
            ]
        return self._known_exits[block]

    def where(self, test: ast.expr, truth: bool) -> set[int]:
        """The major versions, of 2 and 3, under which a test may come out as `truth`."""
        known = self._known_majors
        if (test, truth) not in known:
            known[test, truth] = {
                major
                for major, versions in _VERSIONS.items()
                if any(self._truth(test, version) in (truth, None) for version in versions)
            }
        return known[test, truth]

    def _truth(self, test: ast.expr, version: tuple[int, ...]) -> bool | None:
        """What a test says under a version; None if it does not depend on that alone."""
        try:
            return bool(self._evaluate(test, version))
        except (_UnknownError, TypeError, ValueError, LookupError):
            return None

    def _evaluate(self, node: ast.expr, version: tuple[int, ...]) -> Any:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Tuple):
            return tuple(self._evaluate(element, version) for element in node.elts)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return not self._evaluate(node.operand, version)
        if isinstance(node, ast.BoolOp):
            return self._evaluate_logic(node, version)
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            left = self._evaluate(node.left, version)
            right = self._evaluate(node.comparators[0], version)
            return _COMPARISONS[type(node.ops[0])](left, right)
        if isinstance(node, ast.Subscript):
            return self._evaluate(node.value, version)[self._index(node.slice, version)]
        if isinstance(node, ast.Call):
            return self._evaluate_call(node, version)
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self._evaluate_name(node, version)
        raise _UnknownError

    def _evaluate_logic(self, node: ast.BoolOp, version: tuple[int, ...]) -> bool:
        """`and` and `or`: one part that is known may decide."""
        decisive = isinstance(node.op, ast.Or)
        truths = [self._truth(value, version) for value in node.values]
        if decisive in truths:
            return decisive
        if None in truths:
            raise _UnknownError
        return not decisive

    def _index(self, index: ast.expr, version: tuple[int, ...]) -> Any:
        if not isinstance(index, ast.Slice):
            return self._evaluate(index, version)
        bounds = (index.lower, index.upper, index.step)
        return slice(*(bound and self._evaluate(bound, version) for bound in bounds))

    def _evaluate_call(self, call: ast.Call, version: tuple[int, ...]) -> Any:
        """`sys.version.startswith("3")` and `int(sys.version[0])`."""
        given = [self._evaluate(argument, version) for argument in call.args]
        if isinstance(call.func, ast.Attribute) and call.func.attr == "startswith":
            return self._evaluate(call.func.value, version).startswith(*given)
        if self._scopes.is_builtin(call.func) and call.func.id in ("int", "bool", "float"):
            return {"int": int, "bool": bool, "float": float}[call.func.id](*given)
        raise _UnknownError

    def _evaluate_name(self, node: ast.Name | ast.Attribute, version: tuple[int, ...]) -> Any:
        if self._scopes.is_builtin(node) and node.id in _STRINGS[version[0]]:
            return _STRINGS[version[0]][node.id]
        dotted = self._scopes.imported(node)
        if dotted is not None:
            known = _said(version)
            if dotted in known:
                return known[dotted]
            flag = _FLAG.fullmatch(dotted.rpartition(".")[2])
            if flag:
                return version[0] == int(flag[1])
        elif isinstance(node, ast.Name):
            value = self._scopes.resolve(node).value
            if value is not None and not self._parents.within(node, value):
                return self._evaluate(value, version)
        raise _UnknownError


@cache
def _said(version: tuple[int, ...]) -> dict[str, Any]:
    """What the library says of the version it is of."""
    text = ".".join(map(str, version))
    return {
        "sys.version_info": (*version, "final", 0),
        "sys.version_info.major": version[0],
        "sys.version_info.minor": version[1],
        "sys.version": text,
        "platform.python_version": text,
        "sys.hexversion": version[0] << 24 | version[1] << 16 | version[2] << 8 | 0xF0,
    }


class _UnknownError(Exception):
    """The value does not follow from the version."""
