"""SYN110: parentheses that Python 2 does without."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import libcst as cst

from migrator.python2 import nodes
from migrator.python2.lowering import BARE_GENERATOR, BARE_SOURCE
from migrator.python2.traversal import replace
from migrator.rules import Rule


class BareTuples(Rule):
    """Put the parentheses that Python 3 wants around a tuple, lambda or generator.

    Python 2 reads `[x for x in 1, 2]`, `[x for x in a if lambda: x]` and `f(x for x in a,)`
    without them.
    """

    code = "SYN110"
    name = "bare-tuples"
    words = frozenset({"for"})
    examples = (
        ("print [x for x in 1, 2]\n", "print([x for x in (1, 2)])\n"),
        ("print sum(x for x in [1],)\n", "print(sum((x for x in [1]),))\n"),
        ("print [x for x in 1, 2 if x]\n", "print([x for x in (1, 2) if x])\n"),
    )
    leave_alone = (
        "print([x for x in (1, 2)])\n",
        "for x in 1, 2:\n    print(x)\n",
        "print(sum(x for x in [1]))\n",
    )

    def sites(self) -> Iterable[int]:
        return self.module.syntax_sites(BARE_SOURCE, BARE_GENERATOR)

    def leave_Bare(self, original_node: nodes.Bare, updated_node: nodes.Bare) -> Any:
        node = updated_node
        left = cst.LeftParen(whitespace_after=node.whitespace_before)
        right = cst.RightParen(whitespace_before=node.whitespace_after)
        value = node.value
        return replace(
            value, lpar=[*node.lpar, left, *value.lpar], rpar=[*value.rpar, right, *node.rpar]
        )
