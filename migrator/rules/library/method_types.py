"""LIB065: methods that are made by hand."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.rules import Rule
from migrator.rules.imports.planner import is_at

_MAKERS = frozenset({"new.instancemethod", "types.MethodType", "types.UnboundMethodType"})


class MethodTypes(Rule):
    """types.MethodType(f, obj, cls) becomes types.MethodType(f, obj); without an obj it is f.

    A method of Python 2 knew the class that it is of; Python 3 takes no such argument, and has no
    unbound methods: `types.MethodType(f, None, cls)` is the function itself.
    """

    code = "LIB065"
    name = "method-types"
    words = frozenset({"MethodType", "UnboundMethodType", "instancemethod"})
    examples = (
        (
            "import types\n\n\nclass C(object):\n    pass\n\n\ndef f(self, x):\n    return x\n\n\n"
            "c = C()\nc.f = types.MethodType(f, c, C)\nC.g = types.MethodType(f, None, C)\nprint c.f(1), c.g(2)\n",
            "import types\n\n\nclass C(object):\n    pass\n\n\ndef f(self, x):\n    return x\n\n\n"
            "c = C()\nc.f = types.MethodType(f, c)\nC.g = f\nprint(c.f(1), c.g(2))\n",
        ),
        (
            "import new\n\n\nclass C(object):\n    pass\n\n\nC.h = new.instancemethod(lambda self: 7, None, C)\nprint C().h()\n",
            "import types\n\n\nclass C(object):\n    pass\n\n\nC.h = lambda self: 7\nprint(C().h())\n",
        ),
    )
    leave_alone = (
        "import types\n\nprint(types.MethodType(len, 'abc')())\n",
        "class types(object):\n    MethodType = max\n\n\nprint(types.MethodType(1, 2, 3))\n",
        "import types\n\nprint(isinstance(len, types.MethodType))\n",
    )

    @cached_property
    def places(self) -> frozenset[int]:
        facts = self.module.facts
        return frozenset(
            self.module.offset_of(node)
            for node in facts.walk.parents
            if isinstance(node, ast.Call)
            and (len(node.args) == 3 or (len(node.args) == 2 and _is_none(node.args[1])))
            and not node.keywords
            and not any(isinstance(argument, ast.Starred) for argument in node.args)
            and facts.scopes.imported(node.func) in _MAKERS
        )

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if not is_at(self.module, original_node, self.places) or len(updated_node.args) < 2:
            return updated_node
        function, instance, *_ = updated_node.args
        if isinstance(instance.value, cst.Name) and instance.value.value == "None":
            return function.value
        last = instance.with_changes(comma=cst.MaybeSentinel.DEFAULT)
        return updated_node.with_changes(args=[function, last])


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
