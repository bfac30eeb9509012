"""What LibCST has wrong about its own nodes, put right on import.

LibCST checks of each node that a keyword and the expression beside it do not run together. Two
classes answer that question wrongly, so valid code cannot be parsed: `if(lambda: 0):` (a `super()`
that names the class as it was before LibCST gave it slots) and `(a if b else c)in d` (parentheses
are not asked for).
"""

from __future__ import annotations

import libcst as cst
from libcst._nodes.expression import ExpressionPosition

_ANSWER = "_safe_to_use_with_word_operator"


def _lambda_may_touch_keyword(node: cst.Lambda, position: ExpressionPosition) -> bool:
    if node.lpar or position is ExpressionPosition.RIGHT:
        return bool(node.lpar)
    return node.body._safe_to_use_with_word_operator(position)


def _choice_may_touch_keyword(node: cst.IfExp, position: ExpressionPosition) -> bool:
    part = node.body if position is ExpressionPosition.RIGHT else node.orelse
    return bool(node.lpar) or part._safe_to_use_with_word_operator(position)


def apply() -> None:
    """Put the corrected answers in the place of LibCST's."""
    setattr(cst.Lambda, _ANSWER, _lambda_may_touch_keyword)
    setattr(cst.IfExp, _ANSWER, _choice_may_touch_keyword)
