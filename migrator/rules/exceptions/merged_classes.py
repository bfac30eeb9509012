"""EXC040: except clauses whose classes Python 3 made one."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.facts.remembering import remembered
from migrator.module import Module
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.syntax import places

MERGED = frozenset("""
    EnvironmentError IOError OSError WindowsError mmap.error os.error select.error socket.error
    """.split())
_MESSAGE = "never runs in Python 3, where {} is the same class as {}: join the clauses"


class MergedClasses(Rule):
    """Clauses for IOError and OSError beside each other are reported.

    Python 3 has one class for IOError, OSError, EnvironmentError, socket.error, select.error and
    others (PEP 3151), so that of two clauses that say different things of them the second never
    runs. Which of them was meant cannot be seen from the exception: a person must look.
    """

    code = "EXC040"
    name = "merged-classes"
    words = frozenset({"except"})
    examples = (
        (
            "try:\n    open('/no/such/file')\nexcept IOError, error:\n    print 'io'\n"
            "except OSError, error:\n    print 'os'\n",
            "try:\n    open('/no/such/file')\nexcept IOError as error:\n    print('io')\n"
            "except OSError as error:\n    print('os')\n",
        ),
    )
    leave_alone = (
        "try:\n    open('/no/such/file')\nexcept (IOError, OSError):\n    print('io')\n",
        "try:\n    open('/no/such/file')\nexcept IOError:\n    print('io')\n"
        "except EOFError:\n    print('eof')\n",
    )

    def sites(self) -> list[int]:
        return [self.module.offsets.start(handler) for handler in _shadowed(self.module)]

    def leave_ExceptHandler(
        self, original_node: cst.ExceptHandler, updated_node: cst.ExceptHandler
    ) -> cst.ExceptHandler:
        handler = places.handler(self.module, original_node)
        found = _shadowed(self.module).get(handler) if handler is not None else None
        if found is not None and original_node.type is not None:
            self.module.report(self, original_node.type, _MESSAGE.format(*found), Level.OPEN)
        return updated_node


@remembered
def _shadowed(module: Module) -> dict[ast.AST, tuple[str, str]]:
    """The clauses that do not run any more: the class that each names, and the earlier one."""
    found: dict[ast.AST, tuple[str, str]] = {}
    for node in module.facts.walk.of(ast.Try):
        if module.facts.versions.only(node) is not None:
            continue
        earlier: list[str] = []
        for handler in node.handlers:
            own = [name for name in caught_names(module, handler) if name in MERGED]
            if own and earlier and own[0] not in earlier:
                found[handler] = (own[0], earlier[0])
            earlier += own
    return found


def caught_names(module: Module, handler: ast.ExceptHandler) -> list[str]:
    """The classes that a clause names, builtins and imported ones, by their dotted names."""
    if handler.type is None:
        return []
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    scopes = module.facts.scopes
    names = [one.id if scopes.is_builtin(one) else scopes.imported(one) for one in caught]
    return [name for name in names if name is not None]
