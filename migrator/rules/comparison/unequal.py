"""CMP060: != of a class that only says when its instances are equal."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.comparison.hashes import own_names

_METHOD = """
def __ne__(self, other):
    return self is not other
"""


class Unequal(Rule):
    """A class with __eq__ and no __ne__ compares by identity for != where that is seen.

    Python 3 answers `!=` by the opposite of `__eq__`. Python 2 does not: without `__ne__` two
    objects are unequal if they are not the same one, so that they may be equal and unequal at a
    time. Where the module compares instances of such a class by `!=` it gets the method that says
    so; elsewhere what Python 3 does is taken for what was meant.
    """

    code = "CMP060"
    name = "unequal"
    words = frozenset({"__eq__"})
    unit = "definition"
    examples = (
        (
            "class Item:\n    def __init__(self, n):\n        self.n = n\n\n"
            "    def __eq__(self, other):\n        return self.n == other.n\n\n\n"
            "print Item(1) == Item(1), Item(1) != Item(1)\n",
            "class Item:\n    def __init__(self, n):\n        self.n = n\n\n"
            "    def __eq__(self, other):\n        return self.n == other.n\n\n"
            "    def __ne__(self, other):\n        return self is not other\n\n\n"
            "print(Item(1) == Item(1), Item(1) != Item(1))\n",
        ),
    )
    leave_alone = (
        "class Item:\n    def __eq__(self, other):\n        return True\n\n\nprint(Item() == Item())\n",
        "class Item:\n    def __eq__(self, other):\n        return True\n\n"
        "    def __ne__(self, other):\n        return False\n\n\nprint(Item() != Item())\n",
        "class Item:\n    pass\n\n\nprint(Item() != Item())\n",
    )

    @cached_property
    def _unequal(self) -> set[ast.ClassDef]:
        """The classes that need the method: the first ones, of those compared, with `__eq__`."""
        types = self.module.facts.types
        found: set[ast.ClassDef] = set()
        if self.module.dialect.version != "2":
            return found  # what runs on both compares as Python 3 does, if at all
        for node in self.module.facts.walk.of(ast.Compare):
            for at, operator in enumerate(node.ops):
                if not isinstance(operator, ast.NotEq):
                    continue
                left = node.left if at == 0 else node.comparators[at - 1]
                for side in (left, node.comparators[at]):
                    class_ = types.class_of(side)
                    if class_ is not None:
                        found |= set(self._homes(class_))
        return found

    def _homes(self, class_: ast.ClassDef) -> Iterator[ast.ClassDef]:
        types = self.module.facts.types
        if any(types.defines(class_, name) is not False for name in ("__ne__", "__cmp__")):
            return
        for one in types.ancestry(class_):
            if isinstance(one, ast.ClassDef) and "__eq__" in own_names(self.module, one):
                yield one
                return

    def sites(self) -> Iterator[int]:
        yield from map(self.module.offset_of, self._unequal)

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        body = updated_node.body
        if self.module.at(original_node) not in self._unequal:
            return updated_node
        if not isinstance(body, cst.IndentedBlock):
            return updated_node
        reason = "Python 2 compares identities where a class has no __ne__"
        self.module.decide(self, original_node, "__ne__", Level.GUARDED, reason)
        method = cst.ensure_type(cst.parse_statement(_METHOD.lstrip("\n")), cst.FunctionDef)
        method = method.with_changes(leading_lines=[cst.EmptyLine(indent=False)])
        return updated_node.with_changes(body=body.with_changes(body=[*body.body, method]))
