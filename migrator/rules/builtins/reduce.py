"""reduce moved to functools."""

from __future__ import annotations

import libcst as cst

from migrator.rules.builtins.names import BuiltinRule, means, named


class Reduce(BuiltinRule):
    """reduce is imported from functools.

    It is no builtin in Python 3; `functools.reduce` is the same function.
    """

    code = "BLT050"
    name = "reduce"
    words = frozenset({"reduce"})
    examples = (
        (
            "print reduce(lambda a, b: a + b, [1, 2, 3])\n",
            "from functools import reduce\n\nprint(reduce(lambda a, b: a + b, [1, 2, 3]))\n",
        ),
        (
            "import functools\n\nbiggest = functools.partial(reduce, max)\nprint biggest([1, 3, 2])\n",
            "import functools\nfrom functools import reduce\n\n"
            "biggest = functools.partial(reduce, max)\nprint(biggest([1, 3, 2]))\n",
        ),
    )
    leave_alone = (
        "from functools import reduce\n\nprint(reduce(max, [1, 3]))\n",
        "def reduce(values):\n    return values[0]\n\n\nprint(reduce([1, 2]))\n",
        "try:\n    reduce\nexcept NameError:\n    from functools import reduce\n\nprint(reduce(max, [1]))\n",
    )

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if not means(self.module, original_node, "reduce"):
            return updated_node
        new = self.module.imports.name("functools", "reduce", original_node)
        return updated_node if new == "reduce" else named(updated_node, new)
