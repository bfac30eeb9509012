"""LIB049: the name of Linux in sys.platform."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property

import libcst as cst

from migrator.python2 import literals
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.planner import is_at

_OLD, _NEW = "linux2", "linux"
_REASON = "what sys.platform is compared with, or a key for it"
_METHODS = frozenset({"startswith", "endswith", "find", "count", "get"})


class PlatformNames(Rule):
    """sys.platform == 'linux2' becomes sys.platform == 'linux'.

    On Linux `sys.platform` was 'linux2', and is 'linux' since Python 3.3. The literal that it is
    compared with, looked for in, or used as a key with, is rewritten, also where a variable stands
    between; another 'linux2' in a module that asks for `sys.platform` is reported. A module that
    speaks of 'linux' as well knows both, and is left alone.
    """

    code = "LIB049"
    name = "platform-names"
    words = frozenset({"platform"})
    examples = (
        (
            "import sys\n\nprint sys.platform in ('linux2', 'darwin'), sys.platform == 'linux2'\n",
            "import sys\n\nprint(sys.platform in ('linux', 'darwin'), sys.platform == 'linux')\n",
        ),
        (
            "from sys import platform\n\nnames = {'linux2': 'tux', 'win32': 'dos'}\nhere = platform\n"
            "print names[here], names.get(platform), here != 'linux2'\n",
            "from sys import platform\n\nnames = {'linux': 'tux', 'win32': 'dos'}\nhere = platform\n"
            "print(names[here], names.get(platform), here != 'linux')\n",
        ),
    )
    leave_alone = (
        "import sys\n\nprint(sys.platform in ('linux', 'linux2'))\n",
        "import sys\n\nprint(sys.platform.startswith('linux'), 'linux2')\n",
        "def f(platform):\n    return platform == 'linux2'\n\n\nprint(f('linux'))\n",
    )

    @cached_property
    def _literals(self) -> list[ast.Constant]:
        """The literals of the module that name Linux as it was, unless it knows both names."""
        found = [node for node in self.module.facts.walk.of(ast.Constant) if node.value == _OLD]
        values = {node.value for node in self._asked()} if found else ()
        return [] if _NEW in values else found

    @cached_property
    def places(self) -> frozenset[int]:
        """The carrier offsets of the literals to rewrite."""
        asked = set(self._asked()) if self._literals else ()
        return frozenset(
            self.module.offsets.start(node) for node in self._literals if node in asked
        )

    def _asked(self) -> Iterator[ast.Constant]:
        """The literals that `sys.platform` meets."""
        for met in self._met():
            for value in self._values(met):
                parts: list[ast.expr | None] = [value]
                if isinstance(value, (ast.Tuple, ast.List, ast.Set)):
                    parts = [*value.elts]
                elif isinstance(value, ast.Dict):
                    parts = value.keys
                yield from (part for part in parts if isinstance(part, ast.Constant))

    def _met(self) -> Iterator[ast.expr]:
        """What `sys.platform` is compared with or used as a key for."""
        walk = self.module.facts.walk
        for node in walk.of(ast.Compare):
            sides = [node.left, *node.comparators]
            if any(map(self._is_platform, sides)):
                yield from sides
        for node in walk.of(ast.Subscript):
            if self._is_platform(node.slice):
                yield node.value
        for node in walk.of(ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS:
                given = [node.func.value, *node.args]
                if any(map(self._is_platform, given)):
                    yield from given

    def _is_platform(self, node: ast.expr) -> bool:
        imported = self.module.facts.scopes.imported
        if isinstance(node, ast.Name) and imported(node) is None:
            values = [*self._values(node)]
            return bool(values) and all(imported(value) == "sys.platform" for value in values)
        return imported(node) == "sys.platform"

    def _values(self, node: ast.expr) -> Iterator[ast.expr]:
        """An expression, or for a variable what it is bound to."""
        if not isinstance(node, ast.Name):
            yield node
            return
        for one in self.module.facts.scopes.resolve(node).definitions:
            if one.value is not None:
                yield one.value

    def sites(self) -> Iterable[int]:
        known = self.module.facts.scopes.imported
        walk = self.module.facts.walk
        if not self._literals or not any(
            known(node) == "sys.platform" for node in (*walk.of(ast.Attribute), *walk.of(ast.Name))
        ):
            return ()
        return map(self.module.offsets.start, self._literals)

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        prefix, quote, body = literals.split(updated_node.value)
        if body != _OLD or not is_at(self.module, original_node, frozenset(self.sites())):
            return updated_node
        if not is_at(self.module, original_node, self.places):
            self.module.report(
                self,
                original_node,
                "sys.platform is 'linux' in Python 3, where it was 'linux2'",
                Level.ASSUMED,
            )
            return updated_node
        self.module.decide(self, original_node, _NEW, Level.GUARDED, _REASON)
        return updated_node.with_changes(value=prefix + quote + _NEW + quote)
