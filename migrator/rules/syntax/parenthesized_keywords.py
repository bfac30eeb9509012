"""SYN120: keyword arguments in parentheses."""

from __future__ import annotations

import libcst as cst

from migrator.python2 import nodes
from migrator.rules import Rule


class ParenthesizedKeywords(Rule):
    """Take the parentheses off the name of a keyword argument.

    Python 2 reads `f((a)=1)` as `f(a=1)`; Python 3 refuses it.
    """

    code = "SYN120"
    name = "parenthesized-keywords"
    leaves = frozenset({"name"})
    examples = (("print dict((a)=1, ((b))=2)['b']\n", "print(dict(a=1, b=2)['b'])\n"),)
    leave_alone = ("print(dict(a=(1))['a'])\n",)

    def leave_KeywordName(
        self, original_node: nodes.KeywordName, updated_node: nodes.KeywordName
    ) -> cst.Name:
        if not updated_node.value.startswith("("):
            return updated_node
        return cst.Name(updated_node.value.strip("() \t\f\\\n"))
