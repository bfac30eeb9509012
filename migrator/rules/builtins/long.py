"""int and long are one type."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.precedence import fit
from migrator.results import Level
from migrator.rules.builtins.long_tests import long_tests
from migrator.rules.builtins.names import Renaming, is_called, means, parent
from migrator.rules.syntax import building


class Long(Renaming):
    """long becomes int.

    Python 3 has one type of integers (PEP 237). A conversion `long(x)` means the same; a test for
    `long` and other types does not, since it is now true of small integers too: it is listed for
    review (for one of `long` alone see BLT032). Where `int` stands beside it, as in `isinstance(x, (int, long))`, nothing changes. `int()` does
    not ask a class for `__long__`: that becomes `__int__` where there is none, and `long(x)` is
    `x.__long__()` where the class of x has both.
    """

    code = "BLT030"
    name = "long"
    words = frozenset({"long", "__long__"})
    new_names = {"long": "int"}
    examples = (
        (
            "print int(long('42') + 1), isinstance(2 ** 70, (int, long))\n",
            "print(int(int('42') + 1), isinstance(2 ** 70, int))\n",
        ),
        (
            "total = sum(map(long, ['1', '2']))\nprint int(total)\n",
            "total = sum(map(int, ['1', '2']))\nprint(int(total))\n",
        ),
        (
            "class Money(object):\n    def __long__(self):\n        return 5\n\n\n"
            "print int(long(Money()))\n",
            "class Money(object):\n    def __int__(self):\n        return 5\n\n\n"
            "print(int(int(Money())))\n",
        ),
        (
            "class Money(object):\n    def __int__(self):\n        return 5\n\n"
            "    def __long__(self):\n        return 599L\n\n\nm = Money()\nprint int(m), int(long(m))\n",
            "class Money(object):\n    def __int__(self):\n        return 5\n\n"
            "    def __long__(self):\n        return 599\n\n\nm = Money()\n"
            "print(int(m), int(m.__long__()))\n",
        ),
    )
    leave_alone = (
        "def show(long=False):\n    return 'long' if long else 'short'\n\n\nprint(show(long=True))\n",
        "class Money(object):\n    def __int__(self):\n        return 5\n\n    def __long__(self):\n"
        "        return 599\n\n\nm = Money()\nprint(int(m), m.__long__())\n",
        "try:\n    long\nexcept NameError:\n    long = int\n\nprint(int(long(5)))\n",
        "class Money(object):\n    def __int__(self):\n        return 5\n\n    __long__ = __int__\n\n\n"
        "print(int(Money()))\n",
    )

    def sites(self) -> list[int]:
        methods = self.module.words.get("__long__", ())
        return [*super().sites(), *map(self.module.lowered.carrier_offset, methods)]

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        new = super().leave_Name(original_node, updated_node)
        if new is not updated_node and self._is_test(original_node):
            reason = "a test for long alone: in Python 3 it is true of every integer"
            self.module.decide(self, original_node, "int", Level.ASSUMED, reason)
            self.module.report(self, original_node, reason, Level.ASSUMED)
        return new

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        """`long(x)`, of a class that has an `__int__` of another kind."""
        call = self.module.at(original_node)
        if not means(self.module, original_node.func, "long") or len(call.args) != 1:
            return updated_node
        types = self.module.facts.types
        class_ = types.class_of(call.args[0])
        if class_ is None or not (
            types.defines(class_, "__long__") and types.defines(class_, "__int__")
        ):
            return updated_node
        method = cst.Attribute(cst.Name("_"), cst.Name("__long__"))
        owner = building.bare_of_parentheses(updated_node.args[0].value)
        method = method.with_changes(value=fit(method, "value", owner))
        return updated_node.with_changes(func=method, args=[])

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        """`__long__` is what `long()` asks a class for."""
        if original_node.name.value != "__long__":
            return updated_node
        scope = self.module.facts.scopes.scope_of(self.module.at(original_node))
        if scope.kind != "class":
            return updated_node
        if "__int__" in scope.stores:
            message = "long() asked for __long__, int() asks for __int__: see that they agree"
            self.module.report(self, original_node, message)
            return updated_node
        return updated_node.with_changes(name=updated_node.name.with_changes(value="__int__"))

    def _is_test(self, name: cst.Name) -> bool:
        """Whether the name is compared with a type, or what isinstance asks for, without int.

        Where it is alone there, the question is another rule's.
        """
        parents = self.module.facts.parents
        around = parent(self.module, name)
        if around in long_tests(self.module):
            return False
        if isinstance(around, (ast.Tuple, ast.List)):
            if any(isinstance(other, ast.Name) and other.id == "int" for other in around.elts):
                return False
            around = parents.get(around)
        if isinstance(around, ast.Compare):
            return True
        return (
            isinstance(around, ast.Call)
            and not is_called(self.module, name)
            and isinstance(around.func, ast.Name)
            and around.func.id in ("isinstance", "issubclass")
        )
