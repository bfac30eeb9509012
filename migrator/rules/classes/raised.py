"""CLS040: classes that are raised and are no exceptions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtin, is_spared


class Raised(Rule):
    """A class without bases that is raised derives from Exception.

    Python 2 raises instances of any old-style class, Python 3 of those that derive from
    BaseException. In 2.7 `except Exception` did not catch them: that no such clause comes between
    is assumed. Only a class of the same module is seen.
    """

    code = "CLS040"
    name = "raised-classes"
    words = frozenset({"raise"})
    unit = "definition"
    examples = (
        (
            "class Stop:\n    def __init__(self, n):\n        self.n = n\n\n\n"
            "class Halt(Stop):\n    pass\n\n\n"
            "try:\n    raise Halt(3)\nexcept Stop, stop:\n    print stop.n\n",
            "class Stop(Exception):\n    def __init__(self, n):\n        self.n = n\n\n\n"
            "class Halt(Stop):\n    pass\n\n\n"
            "try:\n    raise Halt(3)\nexcept Stop as stop:\n    print(stop.n)\n",
        ),
    )
    leave_alone = (
        "class Stop(Exception):\n    pass\n\n\ntry:\n    raise Stop\nexcept Stop:\n    print('stop')\n",
        "class Stop:\n    pass\n\n\ndef stop(Stop):\n    raise Stop\n\n\n"
        "try:\n    stop(ValueError)\nexcept ValueError:\n    print(Stop.__name__)\n",
    )

    @cached_property
    def _raised(self) -> set[ast.ClassDef]:
        """The classes without bases of which an instance is raised."""
        facts = self.module.facts
        found: set[ast.ClassDef] = set()
        for node in facts.walk.of(ast.Raise):
            if node.exc is None:
                continue
            raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            definitions = (
                facts.scopes.resolve(raised).definitions if isinstance(raised, ast.Name) else ()
            )
            if len(definitions) != 1 or not isinstance(definitions[0].node, ast.ClassDef):
                continue
            ancestry = facts.types.ancestry(definitions[0].node)
            classes = [one for one in ancestry if isinstance(one, ast.ClassDef)]
            if len(classes) == len(ancestry):
                found |= {one for one in classes if not one.bases and not one.keywords}
        return {one for one in found if not is_spared(self.module, one, "TypeError")}

    def sites(self) -> Iterator[int]:
        yield from map(self.module.offset_of, self._raised)

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        if self.module.at(original_node) not in self._raised or updated_node.keywords:
            return updated_node
        reason = "Python 3 raises exceptions only"
        self.module.decide(self, original_node, "Exception", Level.ASSUMED, reason)
        base = cst.parse_expression(builtin(self.module, "Exception", original_node))
        return updated_node.with_changes(
            bases=[cst.Arg(base)], lpar=cst.LeftParen(), rpar=cst.RightParen()
        )
