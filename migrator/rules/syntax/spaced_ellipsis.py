"""SYN130: an ellipsis with blanks in it."""

from __future__ import annotations

import libcst as cst

from migrator.python2 import nodes
from migrator.rules import Rule


class SpacedEllipsis(Rule):
    """Write `. . .` in a subscript as `...`.

    It is three tokens in Python 2 and one in Python 3.
    """

    code = "SYN130"
    name = "spaced-ellipsis"
    leaves = frozenset({"ellipsis"})
    examples = (
        (
            "class Grid:\n    def __getitem__(self, key):\n        return key\n"
            "print Grid()[. . .]\n",
            "class Grid:\n    def __getitem__(self, key):\n        return key\n"
            "print(Grid()[...])\n",
        ),
    )
    leave_alone = (
        "class Grid:\n    def __getitem__(self, key):\n        return key\n"
        "print(Grid()[...] is Ellipsis)\n",
    )

    def leave_SpacedEllipsis(
        self, original_node: nodes.SpacedEllipsis, updated_node: nodes.SpacedEllipsis
    ) -> cst.Ellipsis:
        return cst.Ellipsis(lpar=updated_node.lpar, rpar=updated_node.rpar)
