"""LIB046: attributes that cannot be set any more, and need not be."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.facts.walk import FUNCTIONS
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_self

_NAME = "returns_unicode"
_REASON = "parsers of expat give text in Python 3, and refuse the attribute"


class DroppedAttributes(Rule):
    """parser.returns_unicode = True is removed.

    A parser of `xml.parsers.expat` told by this attribute whether it gives unicode or str; it gives
    text in Python 3, and lets nobody set what it does not know. An attribute of that name that
    the module's own classes have stays, and so does what a handler of AttributeError is ready for.
    """

    code = "LIB046"
    name = "dropped-attributes"
    words = frozenset({_NAME})
    unit = "definition"
    examples = (
        (
            "from xml.parsers import expat\n\nparser = expat.ParserCreate()\n"
            "parser.returns_unicode = True\nprint parser.Parse('<a/>', 1)\n",
            "from xml.parsers import expat\n\nparser = expat.ParserCreate()\n"
            "print(parser.Parse('<a/>', 1))\n",
        ),
        (
            "from xml.parsers import expat\n\n\ndef native(parser):\n    parser.returns_unicode = 0\n\n\n"
            "print native(expat.ParserCreate())\n",
            "from xml.parsers import expat\n\n\ndef native(parser):\n    pass\n\n\n"
            "print(native(expat.ParserCreate()))\n",
        ),
    )
    leave_alone = (
        "class Parser(object):\n    def __init__(self):\n        self.returns_unicode = True\n\n\n"
        "parser = Parser()\nparser.returns_unicode = False\nprint(parser.returns_unicode)\n",
        "from xml.parsers import expat\n\nparser = expat.ParserCreate()\ntry:\n"
        "    parser.returns_unicode = True\nexcept AttributeError:\n    pass\n",
        "class Parser(object):\n    returns_unicode = True\n\n\nprint(Parser.returns_unicode)\n",
    )

    @cached_property
    def settings(self) -> set[int]:
        """The carrier offsets of the attributes that are set to no effect."""
        walk = self.module.facts.walk
        found = walk.attributes(_NAME)
        is_own = any(is_self(self.module, node) for node in found) or any(
            _NAME in scope.stores for scope in walk.scopes if not isinstance(scope.node, FUNCTIONS)
        )
        return {self.module.offset_of(node) for node in found if not is_own and self._is_set(node)}

    def _is_set(self, node: ast.Attribute) -> bool:
        parents = self.module.facts.parents
        assign = parents[node]
        return (
            isinstance(assign, ast.Assign)
            and assign.targets == [node]
            and isinstance(assign.value, (ast.Constant, ast.Name))
            and not parents.guarded(node, "AttributeError")
        )

    def sites(self) -> Iterable[int]:
        return self.settings

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> Any:
        target = original_node.targets[0].target
        if self.module.anchors.get(id(target), -1) not in self.settings:
            return updated_node
        self.module.decide(self, target, "removed", Level.PROVEN, _REASON)
        return cst.RemoveFromParent()
