"""coerce is gone."""

from __future__ import annotations

import libcst as cst

from migrator.results import Level
from migrator.rules.builtins.names import BuiltinRule, as_value, means

_ASKED = """    for one, other, order in ((x, y, 1), (y, x, -1)):
        pair = one.__coerce__(other) if hasattr(one, "__coerce__") else None
        if pair is not None and pair is not NotImplemented:
            return tuple(pair)[::order]
"""
_HELPER = '''
def coerce(x, y):
    """Give two numbers in the wider one of their types."""
    kinds = (int, float, complex)
    for place, kind in enumerate(kinds, 1):
        if isinstance(x, kinds[:place]) and isinstance(y, kinds[:place]):
            return tuple(n if isinstance(n, kind) else kind(n) for n in (x, y))
    raise TypeError("number coercion failed")
'''


class Coerce(BuiltinRule):
    """The module gets a function coerce that does for numbers what the builtin did.

    Python 3 has neither the builtin nor `__coerce__`: numbers of two types are handled by their
    operators. Objects are asked for their `__coerce__` where the module defines one.
    """

    code = "BLT090"
    name = "coerce"
    words = frozenset({"coerce"})
    examples = (
        (
            "print coerce(1, 2.5)\n",
            _HELPER.lstrip("\n") + "\n\nprint(coerce(1, 2.5))\n",
        ),
    )
    leave_alone = (
        "def coerce(value, kind):\n    return kind(value)\n\n\nprint(coerce('1', int))\n",
        "class Column(object):\n    coerce = int\n\n\nprint(Column().coerce('1'))\n",
    )

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if means(self.module, original_node, "coerce"):
            asked = _ASKED if "__coerce__" in self.module.words else ""
            self.module.helpers.add("coerce", _HELPER.replace("    kinds", f"{asked}    kinds"))
            reason = "the function added here does it for numbers and asks __coerce__ of the module"
            self.module.decide(self, original_node, "coerce", Level.GUARDED, reason)
            return as_value(self.module, original_node, updated_node)
        return updated_node
