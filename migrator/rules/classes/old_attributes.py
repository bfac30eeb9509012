"""CLS100: what old-style classes let pass, and Python 3 acts upon."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.rules import Rule
from migrator.rules.classes import bodies
from migrator.rules.classes.coerced import is_served
from migrator.rules.classes.old_properties import is_served as is_bound_by
from migrator.rules.classes.old_properties import setters
from migrator.rules.comparison.hashes import is_old_style

_MESSAGES = {
    "__new__": "Python 2 never called the __new__ of an old-style class: Python 3 does",
    "__getattribute__": "Python 2 never called the __getattribute__ of an old-style class: Python 3"
    " does",
    "__slots__": "__slots__ did nothing in an old-style class: Python 3 allows no other attributes",
    "__getattr__": "len(), [], in, + and other operations on this object went through its"
    " __getattr__, as of an old-style class: Python 3 wants a special method for each that is used",
    "__coerce__": "Python 2 asked the __coerce__ of an old-style class before it added, compared and"
    " so on: Python 3 never does, convert the operand in the methods",
    "property": "assigning to a property of an old-style class did not call its setter: Python 3"
    " does",
}


class OldAttributes(Rule):
    """What had no effect in an old-style class, and has one in Python 3, is reported.

    Old-style classes have no `__new__`, `__getattribute__`, `__slots__` and setters of properties;
    and they find special methods like `__len__` through the `__getattr__` of the instance. Their
    operators ask `__coerce__` first (CLS150 sees to that where it can). All classes of Python 3 are new-style ones.
    """

    code = "CLS100"
    name = "old-style-attributes"
    words = frozenset(
        {"__new__", "__getattribute__", "__slots__", "__getattr__", "__coerce__", "property"}
    )
    unit = "definition"
    examples = (
        (
            "class Point:\n    __slots__ = ['x']\n\n\nprint Point.__name__\n",
            "class Point:\n    __slots__ = ['x']\n\n\nprint(Point.__name__)\n",
        ),
    )
    leave_alone = (
        "class Point(object):\n    __slots__ = ['x']\n\n\nprint(Point.__name__)\n",
        "class Point:\n    x = property(lambda self: 1)\n\n\nprint(Point().x)\n",
    )

    def sites(self) -> Iterator[int]:
        for scope in self.module.facts.walk.scopes:
            if isinstance(scope.node, ast.ClassDef) and any(self._found(scope.node)):
                yield self.module.offset_of(scope.node)

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        class_ = self.module.at(original_node)
        if isinstance(class_, ast.ClassDef):
            for name in self._found(class_):
                self.module.report(self, original_node, _MESSAGES[name])
        return updated_node

    def _found(self, class_: ast.ClassDef) -> Iterator[str]:
        """What of all that an old-style class has."""
        if self.module.dialect.version != "2" or not is_old_style(self.module, class_):
            return
        for name in ("__new__", "__getattribute__", "__slots__", "__coerce__"):
            if bodies.stores(self.module, class_, name):
                if name != "__coerce__" or not is_served(self.module, class_):
                    yield name
        getters = bodies.stores(self.module, class_, "__getattr__")
        if any(isinstance(one, ast.FunctionDef) and _delegates(one) for one in getters):
            yield "__getattr__"
        if not all(is_bound_by(self.module, one) for one in setters(self.module, class_)):
            yield "property"


def _delegates(method: ast.FunctionDef) -> bool:
    """Whether a `__getattr__` hands on special names too, by `getattr(something, name)`."""
    names = [one.arg for one in method.args.args]
    if len(names) != 2 or any(_refuses_special(node, names[1]) for node in method.body):
        return False
    return any(
        isinstance(node, ast.Return)
        and isinstance(node.value, ast.Call)
        and bodies.is_named(node.value.func, "getattr")
        and len(node.value.args) == 2
        and bodies.is_named(node.value.args[1], names[1])
        for node in method.body
    )


def _refuses_special(statement: ast.stmt, name: str) -> bool:
    """Whether a statement raises an error for all names with leading underscores.

    That is `if name.startswith("__"): raise ...`, maybe with an `or`, or an `endswith("__")`.
    """
    if not isinstance(statement, ast.If) or not isinstance(statement.body[-1], ast.Raise):
        return False
    tests = statement.test.values if isinstance(statement.test, ast.BoolOp) else [statement.test]
    asked = [ast.unparse(test) in _special(name) for test in tests]
    any_will_do = isinstance(statement.test, ast.BoolOp) and isinstance(statement.test.op, ast.Or)
    return any(asked) if any_will_do else all(asked)


def _special(name: str) -> set[str]:
    """The tests that hold for the names of all special methods."""
    methods = ("startswith", "endswith")
    return {f"{name}.{one}({line!r})" for one in methods for line in ("_", "__")}
