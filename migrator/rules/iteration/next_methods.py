"""The next method of iterator classes."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import libcst as cst

from migrator.rules import Rule
from migrator.rules.iteration.protocol import RENAMED, Next, protocol


class NextMethods(Rule):
    """The next method of an iterator class is called __next__.

    Python 3 iterates by `__next__`. A class is an iterator's if it, one derived from it, or the
    class whose `__iter__` returns it, has `__iter__`; a `next` that needs arguments is not that
    method. The old name stays as another one for it where something may still use it: a base class
    that is not seen, `getattr(x, "next")`, or a method that takes more if it is given. A class that
    is no iterator gets `__next__` as another name: modules that do not see what `x` is write
    `next(x)` for `x.next()`.
    """

    code = "ITR210"
    name = "next-methods"
    words = frozenset({"next"})
    examples = (
        (
            "class Countdown:\n    def __init__(self, n):\n        self.n = n\n\n"
            "    def __iter__(self):\n        return self\n\n    def next(self):\n"
            "        if self.n <= 0:\n            raise StopIteration\n        self.n -= 1\n"
            "        return self.n\n\n\nprint list(Countdown(3)), Countdown(2).next()\n",
            "class Countdown:\n    def __init__(self, n):\n        self.n = n\n\n"
            "    def __iter__(self):\n        return self\n\n    def __next__(self):\n"
            "        if self.n <= 0:\n            raise StopIteration\n        self.n -= 1\n"
            "        return self.n\n\n\nprint(list(Countdown(3)), next(Countdown(2)))\n",
        ),
        (
            "class Bag(object):\n    def __iter__(self):\n        return Walk()\n\n\n"
            "class Walk(object):\n    def next(self):\n        raise StopIteration\n\n\n"
            "print list(Bag())\n",
            "class Bag(object):\n    def __iter__(self):\n        return Walk()\n\n\n"
            "class Walk(object):\n    def __next__(self):\n        raise StopIteration\n\n\n"
            "print(list(Bag()))\n",
        ),
        (
            "class Ticks(object):\n    def __iter__(self):\n        return self\n\n"
            "    def next(self, step=1):\n        return step\n\n\n"
            "ticks = Ticks()\nprint ticks.next(3), zip(ticks, 'ab')\n",
            "class Ticks(object):\n    def __iter__(self):\n        return self\n\n"
            "    def next(self, step=1):\n        return step\n\n    __next__ = next\n\n\n"
            "ticks = Ticks()\nprint(ticks.next(3), list(zip(ticks, 'ab')))\n",
        ),
        (
            "class Tokens(object):\n    def next(self):\n        return 'a'\n\n\n"
            "print Tokens().next()\n",
            "class Tokens(object):\n    def next(self):\n        return 'a'\n\n"
            "    __next__ = next\n\n\nprint(Tokens().next())\n",
        ),
    )
    leave_alone = (
        "class Both(object):\n    def __iter__(self):\n        return self\n\n"
        "    def __next__(self):\n        raise StopIteration\n\n    next = __next__\n\n\n"
        "print(list(Both()))\n",
        "class Node(object):\n    def next(self):\n        return 'own'\n\n\nprint(Node().next())\n",
        "class Pages(object):\n    def next(self):\n        return 2\n\n    __next__ = next\n\n\n"
        "print(Pages().next())\n",
        "def next(values):\n    return values[0]\n\n\nprint(next([1]))\n",
    )

    def sites(self) -> Iterator[int]:
        scopes = self.module.facts.scopes
        for class_, kind in protocol(self.module).classes.items():
            if kind in (Next.OPTIONAL, Next.OWN) or kind in RENAMED:
                scope = scopes.scope_of(class_.body[0])
                for node in (*scope.stores["next"], *scope.loads.get("next", ())):
                    yield self.module.offset_of(node)

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.FlattenSentinel:
        if original_node.name.value != "next":
            return updated_node
        function = self.module.at(original_node)
        if not isinstance(function, ast.FunctionDef):
            return updated_node
        kind = self._kind(self.module.facts.parents.method_class(function))
        if kind is Next.OPTIONAL or (kind is Next.OWN and self._may_be_taken(function)):
            return cst.FlattenSentinel([updated_node, alias("__next__", "next")])
        if kind not in RENAMED:
            return updated_node
        renamed = updated_node.with_changes(name=cst.Name("__next__"))
        if kind is Next.LIKELY or protocol(self.module).needs_alias:
            return cst.FlattenSentinel([renamed, alias("next", "__next__")])
        return renamed

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        """`next = method` in the body of a class, and its use there."""
        if original_node.value != "next":
            return updated_node
        name = self.module.at(original_node)
        if not isinstance(name, ast.Name):
            return updated_node
        scopes = self.module.facts.scopes
        scope = scopes.resolve(name).scope
        if scope is None or scope.kind != "class" or scopes.scope_of(name) is not scope:
            return updated_node
        if self._kind(scope.node) not in RENAMED or _is_guarded(scope.stores["next"]):
            return updated_node
        return updated_node.with_changes(value="__next__")

    def _may_be_taken(self, function: ast.FunctionDef) -> bool:
        """Whether other modules may call it as an iterator's: what they have is unknown there."""
        given = function.args
        takes_nothing = len(given.args) == 1 and not (given.vararg or given.kwarg)
        class_ = self.module.facts.parents.method_class(function)
        stores = self.module.facts.scopes.scope_of(function).stores
        return (
            self.module.dialect.version == "2"
            and takes_nothing
            and not function.decorator_list
            and class_ is not None
            and "__next__" not in stores
        )

    def _kind(self, class_: ast.AST | None) -> Next | None:
        classes = protocol(self.module).classes
        return classes.get(class_) if isinstance(class_, ast.ClassDef) else None


def _is_guarded(stores: Iterable[ast.AST]) -> bool:
    return any(not isinstance(node, (ast.Name, ast.FunctionDef)) for node in stores)


def alias(name: str, meaning: str) -> cst.SimpleStatementLine:
    """The line `name = meaning` in a class, after an empty one; `meaning` is a dotted name."""
    assign = cst.Assign([cst.AssignTarget(cst.Name(name))], cst.parse_expression(meaning))
    return cst.SimpleStatementLine([assign], leading_lines=[cst.EmptyLine(indent=False)])
