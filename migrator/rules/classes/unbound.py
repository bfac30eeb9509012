"""CLS080: what unbound methods refused."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.facts.walk import FUNCTIONS
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.syntax import building

_NAME = "instance_of"
_HELPER = '''
def instance_of(value, class_):
    """The value, which must be an instance, as Python 2 has it for unbound methods."""
    if not isinstance(value, class_):
        raise TypeError(f"must be called with {class_.__name__} instance as first argument")
    return value
'''
_CAUGHT = ("TypeError", "Exception", "StandardError")


class Unbound(Rule):
    """A method called through its class checks its first argument where the error is caught.

    `A.method` is a plain function in Python 3, which takes anything; Python 2 raises a TypeError
    for what is no instance of A. Only a program that catches it can tell: the check is put where
    the call stands in such a `try`, and the argument is not known to be an instance.
    """

    code = "CLS080"
    name = "unbound-methods"
    words = frozenset({"except"})
    examples = (
        (
            "class A(object):\n    def f(self):\n        return 'f'\n\n\ndef ask(x):\n    try:\n"
            "        return A.f(x)\n    except TypeError:\n        return 'refused'\n\n\n"
            "print ask(A()), ask(5)\n",
            _HELPER.lstrip("\n") + "\n\n"
            "class A(object):\n    def f(self):\n        return 'f'\n\n\ndef ask(x):\n    try:\n"
            "        return A.f(instance_of(x, A))\n    except TypeError:\n"
            "        return 'refused'\n\n\nprint(ask(A()), ask(5))\n",
        ),
    )
    leave_alone = (
        "class A(object):\n    def f(self):\n        return 'f'\n\n\nprint(A.f(A()))\n",
        "class A(object):\n    def f(self):\n        return 'f'\n\n\nclass B(A):\n    def f(self):\n"
        "        try:\n            return A.f(self)\n        except TypeError:\n"
        "            return 'no'\n\n\nprint(B().f())\n",
        "class A(object):\n    @staticmethod\n    def f(x):\n        return x\n\n\ntry:\n"
        "    print(A.f(5))\nexcept TypeError:\n    pass\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.of(ast.Call):
            if self._class_of(node) is not None:
                yield self.module.offset_of(node)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        call = self.module.at(original_node)
        class_ = self._class_of(call) if isinstance(call, ast.Call) else None
        if class_ is None:
            return updated_node
        first = updated_node.args[0]
        name = self.module.helpers.add(_NAME, _HELPER)
        self.module.decide(
            self, original_node, name, Level.GUARDED, "an unbound method takes instances only"
        )
        parts = [(building.bare_of_parentheses(first.value), None), (cst.Name(class_), None)]
        checked = cst.Call(cst.Name(name), building.arguments(parts))
        return updated_node.with_changes(
            args=[first.with_changes(value=checked), *updated_node.args[1:]]
        )

    def _class_of(self, call: ast.Call) -> str | None:
        """The class through which a method is called for what may be no instance of it."""
        function = call.func
        if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
            return None
        if not call.args or isinstance(call.args[0], ast.Starred):
            return None
        facts = self.module.facts
        class_ = facts.scopes.resolve(function.value).node
        if not isinstance(class_, ast.ClassDef) or not self._is_caught(call):
            return None
        homes = [one for one in facts.types.ancestry(class_) if isinstance(one, ast.ClassDef)]
        methods = (
            facts.scopes.scope_of(one.body[0]).stores.get(function.attr, [None])[-1]
            for one in homes
        )
        method = next((one for one in methods if one is not None), None)
        if not isinstance(method, ast.FunctionDef) or method.decorator_list:
            return None
        if method.name == "__new__" or is_spared(self.module, call, "TypeError"):
            return None
        given = call.args[0]
        is_checked = isinstance(given, ast.Call) and getattr(given.func, "id", "") == _NAME
        known = facts.types.class_of(given)
        if is_checked or (known is not None and class_ in facts.types.ancestry(known)):
            return None
        return function.value.id

    def _is_caught(self, call: ast.Call) -> bool:
        """Whether a call stands in a `try` of the same function that catches a TypeError."""
        parents = self.module.facts.parents
        child: ast.AST = call
        for around in parents.ancestors(call):
            if isinstance(around, FUNCTIONS):
                return False
            if isinstance(around, ast.Try) and child in around.body:
                if any(_catches(handler) for handler in around.handlers):
                    return True
            child = around
        return False


def _catches(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    named = ast.walk(handler.type)
    return any(isinstance(node, ast.Name) and node.id in _CAUGHT for node in named)
