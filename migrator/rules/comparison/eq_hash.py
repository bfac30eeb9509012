"""Classes that define __eq__ and no __hash__."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.comparison.hashes import kept_hash
from migrator.rules.iteration.next_methods import alias


class EqHash(Rule):
    """A class with __eq__ keeps the __hash__ that it inherits.

    Python 3 makes instances of a class that defines `__eq__` and no `__hash__` unhashable, so that
    they can be no keys of a dict and no elements of a set. In 2.7 they were hashed as the base
    says, most often by identity. The inherited method is named in the class; old-style classes
    were unhashable in 2.7 as well.
    """

    code = "CMP030"
    name = "eq-hash"
    words = frozenset({"__eq__"})
    examples = (
        (
            "class Item(object):\n    def __init__(self, n):\n        self.n = n\n\n"
            "    def __eq__(self, other):\n        return self.n == other.n\n\n\n"
            "print Item(1) == Item(1), len(set([Item(1), Item(1)]))\n",
            "class Item(object):\n    def __init__(self, n):\n        self.n = n\n\n"
            "    def __eq__(self, other):\n        return self.n == other.n\n\n"
            "    __hash__ = object.__hash__\n\n\n"
            "print(Item(1) == Item(1), len(set([Item(1), Item(1)])))\n",
        ),
        (
            "import Queue\n\n\nclass Line(Queue.Queue):\n    def __eq__(self, other):\n        return True\n\n\n"
            "print len(set([Line(), Line()]))\n",
            "import queue\n\n\nclass Line(queue.Queue):\n    def __eq__(self, other):\n        return True\n\n"
            "    __hash__ = object.__hash__\n\n\nprint(len(set([Line(), Line()])))\n",
        ),
    )
    leave_alone = (
        "class Item:\n    def __eq__(self, other):\n        return True\n\n\nprint(Item() == Item())\n",
        "class Item(object):\n    def __eq__(self, other):\n        return True\n\n"
        "    def __hash__(self):\n        return 1\n\n\nprint(hash(Item()))\n",
        "class Described(object):\n    def __eq__(other):\n        pass\n\n\nprint(Described.__eq__)\n",
        "class Table(dict):\n    def __eq__(self, other):\n        return True\n\n\nprint(Table() == 1)\n",
        "class Item(object):\n    def __eq__(self, other):\n        return True\n\n"
        "    __hash__ = None\n\n\nprint(Item() == Item())\n",
    )

    def sites(self) -> list[int]:
        functions = self.module.facts.walk.of(ast.FunctionDef)
        return [self.module.offset_of(one) for one in functions if self._kept(one) is not None]

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.FlattenSentinel:
        kept = self._kept(self.module.at(original_node))
        if kept is None:
            return updated_node
        reason = "2.7 did not take it away from a class with __eq__"
        self.module.decide(self, original_node, kept, Level.GUARDED, reason)
        return cst.FlattenSentinel([updated_node, alias("__hash__", kept)])

    def _kept(self, function: ast.AST | None) -> str | None:
        """The `__hash__` that the class of an `__eq__` inherits and would lose."""
        if not isinstance(function, ast.FunctionDef) or function.name != "__eq__":
            return None
        class_ = self.module.facts.parents.method_class(function)
        if class_ is None or is_spared(self.module, function, "TypeError"):
            return None
        if len(function.args.args) == 1 and not function.args.vararg:
            return None  # a class that only describes others, whose methods have no self
        return kept_hash(self.module, class_)
