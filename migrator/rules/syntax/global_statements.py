"""SYN150: a global statement after the name's first use."""

from __future__ import annotations

import ast
from typing import Any

import libcst as cst

from migrator.facts.walk import Scope
from migrator.python2.traversal import replace
from migrator.rules import Rule
from migrator.rules.syntax import building, places


class GlobalStatements(Rule):
    """Put a global statement before the first use of its names.

    It holds for the whole function wherever it stands; Python 3 refuses it after a use. At
    the top of a module it says nothing.
    """

    code = "SYN150"
    name = "global-statements"
    words = frozenset({"global"})
    examples = (
        (
            "count = 0\ndef add():\n    count = 1\n    global count\nadd()\nprint count\n",
            "count = 0\ndef add():\n    global count\n    count = 1\nadd()\nprint(count)\n",
        ),
        (
            "count = 0\nglobal count\nprint count\n",
            "count = 0\nprint(count)\n",
        ),
    )
    leave_alone = (
        "count = 0\ndef add():\n    global count\n    count = 1\nadd()\nprint(count)\n",
        "def add():\n    if True:\n        global count\n        count = 1\nadd()\nprint(count)\n",
    )

    def leave_Global(self, original_node: cst.Global, updated_node: cst.Global) -> Any:
        statement = places.statement(self.module, original_node)
        assert isinstance(statement, ast.Global)
        scope = self.module.facts.scopes.scope_of(statement)
        late = _late(scope, statement)
        pairs = zip(original_node.names, updated_node.names, strict=True)
        kept = [new for old, new in pairs if old.name.value not in late]
        if len(kept) == len(updated_node.names):
            return updated_node
        if not kept:
            return cst.RemoveFromParent()
        kept[-1] = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        return replace(updated_node, names=kept)

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: Any) -> Any:
        return self._declared(original_node, updated_node)

    def leave_ClassDef(self, original_node: cst.ClassDef, updated_node: Any) -> Any:
        return self._declared(original_node, updated_node)

    def _declared(self, original: Any, updated: Any) -> Any:
        """A function or class that begins with the global statements that came late in it."""
        definition = self.module.at(original)
        if definition is None:
            return updated
        scope = self.module.facts.scopes.scope_of(definition.body[0])
        names = sorted(_late_names(scope))
        if not names:
            return updated
        spelled = (places.spelled(self.module, name) for name in names)
        items = [cst.NameItem(cst.Name(name), building.COMMA) for name in spelled]
        items[-1] = items[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        return replace(updated, body=building.first_in(updated.body, cst.Global(items)))


def _late_names(scope: Scope) -> set[str]:
    """The names of a scope that a global statement in it declares after their first use."""
    if not scope.globals:
        return set()
    found: set[str] = set()
    for node in _of_scope(scope.node):
        if isinstance(node, ast.Global):
            found |= _late(scope, node)
    return found


def _late(scope: Scope, statement: ast.Global) -> set[str]:
    """The names that one global statement declares too late."""
    place = (statement.lineno, statement.col_offset)
    used = {
        name
        for node in _of_scope(scope.node)
        if (node.lineno, node.col_offset) < place
        for name in _names(node)
    }
    return used & set(statement.names)


def _of_scope(definition: ast.AST) -> list[Any]:
    """The nodes with a place that run in the scope that a module, class or function opens."""
    found: list[Any] = []
    assert isinstance(definition, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
    todo: list[ast.AST] = list(definition.body)
    while todo:
        node = todo.pop()
        if hasattr(node, "lineno"):
            found.append(node)
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda)):
            todo.extend(getattr(node, "decorator_list", ()))
        else:
            todo.extend(ast.iter_child_nodes(node))
    return found


def _names(node: Any) -> list[str]:
    """The names that a node reads or binds by itself."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, ast.alias):
        return [node.asname or node.name.partition(".")[0]]
    return [node.name] if isinstance(node, ast.ExceptHandler) and node.name else []
