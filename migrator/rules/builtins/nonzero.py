"""__nonzero__ is __bool__, and must give a bool."""

from __future__ import annotations

import ast
from typing import Any

import libcst as cst

from migrator.python2.traversal import replace
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared

_OLD, _NEW = "__nonzero__", "__bool__"
_BOOL_FUNCTIONS = frozenset("all any bool callable hasattr isinstance issubclass".split())
_BOOL_METHODS = frozenset("""
    endswith isalnum isalpha isdigit isdisjoint islower isspace issubset issuperset istitle
    isupper startswith
    """.split())


class Nonzero(Rule):
    """The method __nonzero__ becomes __bool__.

    2.7 takes an int for its answer, Python 3 a bool only: a result that need not be one is put
    in `bool(...)`. A class that has both methods is left alone.
    """

    code = "BLT160"
    name = "nonzero"
    words = frozenset({_OLD})
    examples = (
        (
            "class Basket(object):\n"
            "    items = ['egg']\n\n"
            "    def __nonzero__(self):\n"
            "        if self.items is None:\n"
            "            return 0\n"
            "        return len(self.items)\n\n\n"
            "print bool(Basket()), Basket().__nonzero__() == True\n",
            "class Basket(object):\n"
            "    items = ['egg']\n\n"
            "    def __bool__(self):\n"
            "        if self.items is None:\n"
            "            return False\n"
            "        return bool(len(self.items))\n\n\n"
            "print(bool(Basket()), Basket().__bool__() == True)\n",
        ),
        (
            "class Switch:\n"
            "    def is_on(self):\n"
            "        return 1\n\n"
            "    __nonzero__ = is_on\n\n\n"
            "print bool(Switch())\n",
            "class Switch:\n"
            "    def is_on(self):\n"
            "        return 1\n\n"
            "    __bool__ = lambda self, truth=is_on: bool(truth(self))\n\n\n"
            "print(bool(Switch()))\n",
        ),
        (
            "class Range(object):\n"
            "    def __nonzero__(self):\n"
            "        return self.low < self.high and not self.closed\n\n"
            "    low, high, closed = 1, 2, False\n\n\n"
            "print bool(Range())\n",
            "class Range(object):\n"
            "    def __bool__(self):\n"
            "        return self.low < self.high and not self.closed\n\n"
            "    low, high, closed = 1, 2, False\n\n\n"
            "print(bool(Range()))\n",
        ),
    )
    leave_alone = (
        "class Both(object):\n    def __bool__(self):\n        return False\n\n"
        "    __nonzero__ = __bool__\n\n\nprint(bool(Both()))\n",
        "class Both(object):\n    def __nonzero__(self):\n        return False\n\n"
        "    def __bool__(self):\n        return self.__nonzero__()\n\n\nprint(bool(Both()))\n",
        "class Both(object):\n    def __nonzero__(self):\n        return False\n\n\n"
        "Both.__bool__ = Both.__nonzero__\nprint(bool(Both()))\n",
        "names = ['__nonzero__']\nprint(names)\n",
    )

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        if original_node.name.value != _OLD or not self._concerns(self.module.at(original_node)):
            return updated_node
        return updated_node.with_changes(
            name=updated_node.name.with_changes(value=_NEW), body=_with_bools(updated_node.body)
        )

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> cst.Assign:
        """`__nonzero__ = __len__` in the body of a class."""
        target = original_node.targets[0].target
        if not isinstance(target, cst.Name) or len(original_node.targets) != 1:
            return updated_node
        name = self.module.at(target)
        if target.value != _OLD or name is None or not self._concerns(name):
            return updated_node
        renamed = updated_node.targets[0].with_changes(target=cst.Name(_NEW))
        return updated_node.with_changes(targets=[renamed], value=_method(updated_node.value))

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.Attribute:
        if original_node.attr.value != _OLD or self._has_both():
            return updated_node
        return updated_node.with_changes(attr=updated_node.attr.with_changes(value=_NEW))

    def _concerns(self, tree: ast.AST) -> bool:
        """Whether what is bound is the method of a class that has no other."""
        scope = self.module.facts.scopes.scope_of(tree)
        return (
            scope.kind == "class"
            and not self._has_both()
            and not is_spared(self.module, tree, "AttributeError")
        )

    def _has_both(self) -> bool:
        return _NEW in self.module.words


def _method(value: cst.BaseExpression) -> cst.BaseExpression:
    """A function that gives as a bool what the function `value` gives."""
    if isinstance(value, cst.Lambda):
        return value.with_changes(body=_as_bool(value.body))
    if isinstance(value, cst.Name) and value.value == _NEW:
        return value
    new = cst.ensure_type(
        cst.parse_expression("lambda self, truth=None: bool(truth(self))"), cst.Lambda
    )
    own, truth = new.params.params
    parameters = new.params.with_changes(params=[own, truth.with_changes(default=value)])
    return new.with_changes(params=parameters)


def _with_bools(node: cst.CSTNode) -> cst.CSTNode:
    """The body of a function whose `return` statements all give a bool."""
    if isinstance(node, (cst.FunctionDef, cst.ClassDef, cst.Lambda)):
        return node
    if isinstance(node, cst.Return):
        return node if node.value is None else node.with_changes(value=_as_bool(node.value))
    changes: dict[str, Any] = {}
    for field in ("body", "orelse", "finalbody", "handlers", "cases"):
        value = getattr(node, field, None)
        if isinstance(value, cst.CSTNode):
            changes[field] = _with_bools(value)
        elif isinstance(value, (list, tuple)):
            changes[field] = [_with_bools(item) for item in value]
    return replace(node, **changes) if changes else node


def _as_bool(value: cst.BaseExpression) -> cst.BaseExpression:
    if _is_bool(value):
        return value
    if isinstance(value, cst.Integer) and value.value in ("0", "1"):
        return cst.Name(str(value.value == "1"), value.lpar, value.rpar)
    return cst.Call(cst.Name("bool"), [cst.Arg(value)])


def _is_bool(value: cst.BaseExpression) -> bool:
    """Whether an expression gives True or False, as far as its form tells."""
    if isinstance(value, cst.Name):
        return value.value in ("True", "False")
    if isinstance(value, cst.Comparison):
        return True
    if isinstance(value, cst.UnaryOperation):
        return isinstance(value.operator, cst.Not)
    if isinstance(value, cst.BooleanOperation):
        return _is_bool(value.left) and _is_bool(value.right)
    if isinstance(value, cst.IfExp):
        return _is_bool(value.body) and _is_bool(value.orelse)
    if isinstance(value, cst.Call) and isinstance(value.func, cst.Name):
        return value.func.value in _BOOL_FUNCTIONS
    if isinstance(value, cst.Call) and isinstance(value.func, cst.Attribute):
        return value.func.attr.value in _BOOL_METHODS
    return False
