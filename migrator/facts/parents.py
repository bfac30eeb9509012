"""Where a node stands: what is around it, and what catches the errors it may raise."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from migrator.facts.walk import FUNCTIONS, Function, Walk

# What a handler of each class catches, of those that a compatibility shim provokes.
_CAUGHT_BY = {
    "NameError": {"NameError"},
    "ImportError": {"ImportError"},
    "AttributeError": {"AttributeError"},
    "TypeError": {"TypeError"},
    "SyntaxError": {"SyntaxError"},
    "KeyError": {"KeyError", "LookupError"},
}
_NAMESPACES = (*FUNCTIONS, ast.ClassDef)
_CATCH_ALL = {"StandardError", "Exception", "BaseException"}


class Parents:
    """Ascending questions about the nodes of one walked module."""

    def __init__(self, walk: Walk) -> None:
        self._parents = walk.parents

    def __getitem__(self, node: ast.AST) -> ast.AST:
        """The parent of `node`; KeyError for the module, which has none."""
        return self._parents[node]

    def get(self, node: ast.AST | None) -> ast.AST | None:
        return self._parents.get(node) if node is not None else None

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around `node`, from its parent to the module."""
        parent = self._parents.get(node)
        while parent is not None:
            yield parent
            parent = self._parents.get(parent)

    def within(self, node: ast.AST, region: ast.AST) -> bool:
        """Whether `node` is `region` or lies in it."""
        return node is region or any(ancestor is region for ancestor in self.ancestors(node))

    def statement(self, node: ast.AST) -> ast.stmt | None:
        """The innermost statement that `node` is or belongs to."""
        if isinstance(node, ast.stmt):
            return node
        return self._nearest(node, ast.stmt)

    def function(self, node: ast.AST) -> Function | None:
        """The innermost function or lambda around `node`."""
        return self._nearest(node, FUNCTIONS)

    def class_(self, node: ast.AST) -> ast.ClassDef | None:
        """The class whose body, or whose method, directly holds `node`."""
        return self._nearest(node, ast.ClassDef)

    def method_class(self, function: ast.AST | None) -> ast.ClassDef | None:
        """The class of which `function` is a method, also below an `if` or `try` of its body."""
        around = self._nearest(function, _NAMESPACES)
        return around if isinstance(around, ast.ClassDef) else None

    def guarded(self, node: ast.AST, error: str) -> bool:
        """Whether `node` runs in a `try` body of its function that catches `error`.

        `error` is one of NameError, ImportError, AttributeError, TypeError, SyntaxError, KeyError.
        """
        return self._try(node, error, in_body=True) is not None

    def fallback(self, node: ast.AST, error: str) -> bool:
        """Whether `node` runs only in a handler that catches `error`, or something wider."""
        return self._try(node, error, in_body=False) is not None

    def shim(self, node: ast.AST, error: str) -> ast.Try | None:
        """The innermost `try` whose body or handlers hold `node` and that catches `error`."""
        return self._try(node, error, in_body=True) or self._try(node, error, in_body=False)

    def tried(self, node: ast.AST) -> bool:
        """Whether `node` runs in a `try` body of its function that has any handler."""
        child = node
        for parent in self.ancestors(node):
            if isinstance(parent, ast.Try) and parent.handlers and child in parent.body:
                return True
            if isinstance(parent, FUNCTIONS):
                return False
            child = parent
        return False

    def _try(self, node: ast.AST, error: str, in_body: bool) -> ast.Try | None:
        child = node
        for parent in self.ancestors(node):
            if isinstance(parent, ast.Try):
                if in_body and child in parent.body:
                    if any(catches(handler, error) for handler in parent.handlers):
                        return parent
                elif not in_body and child in parent.handlers and catches(child, error):
                    return parent
            if isinstance(parent, FUNCTIONS):
                return None
            child = parent
        return None

    def _nearest(self, node: ast.AST | None, kinds: type | tuple[type, ...]) -> Any:
        found = self.get(node)
        while found is not None and not isinstance(found, kinds):
            found = self._parents.get(found)
        return found


def catches(handler: ast.ExceptHandler, error: str) -> bool:
    """Whether an `except` clause catches `error`, by the names it lists."""
    if handler.type is None:
        return True
    listed = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {getattr(one, "id", None) or getattr(one, "attr", None) for one in listed}
    return bool(names & (_CAUGHT_BY[error] | _CATCH_ALL))
