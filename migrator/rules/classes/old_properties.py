"""CLS160: properties of old-style classes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.module import Module
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import named
from migrator.rules.classes import bodies
from migrator.rules.comparison.hashes import is_old_style

_NAME = "old_property"
_HELPER = f'''
class {_NAME}:
    """A property as old-style classes had it: what is assigned to it goes to the instance."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.__doc__ = doc

    def __get__(self, instance, owner=None):
        return self if instance is None else self.fget(instance)
'''
_REASON = "an old-style class did not call the setter of a property"


def setters(module: Module, class_: ast.ClassDef) -> Iterator[ast.Call]:
    """The properties with a setter in the body of an old-style class."""
    if module.dialect.version != "2" or not is_old_style(module, class_):
        return
    for statement in class_.body:
        value = getattr(statement, "value", None)
        if isinstance(value, ast.Call) and module.facts.scopes.is_builtin(value.func):
            has_setter = len(value.args) > 1 or any(one.arg == "fset" for one in value.keywords)
            if getattr(value.func, "id", "") == "property" and has_setter:
                yield value


def is_served(module: Module, property_: ast.Call) -> bool:
    """Whether a property is written so that what is assigned to it goes to the instance.

    So it is where the module assigns to it, and has no new-style class that derives from its own.
    """
    statement = module.facts.parents.get(property_)
    if not isinstance(statement, ast.Assign):
        return False
    class_ = module.facts.parents.get(statement)
    names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
    return bool(module.facts.walk.stored(*names)) and all(
        is_old_style(module, one) for one in bodies.heirs(module, class_)
    )


class OldProperties(Rule):
    """x = property(get, set) in an old-style class leaves what is assigned to x with the instance.

    Old-style classes ask a property for its value and never call its setter: an assignment binds an
    attribute of the instance, which hides the property from then on. A small class that is added
    does the same. Written where the module assigns to an attribute of that name; what other modules
    may assign is reported (CLS100).
    """

    code = "CLS160"
    name = "old-style-properties"
    words = frozenset({"property"})
    examples = (
        (
            "class Account:\n    total = 5\n\n    def get(self):\n        return self.total\n\n"
            "    def put(self, value):\n        self.total = value\n\n"
            "    balance = property(get, put)\n\n\n"
            "a = Account()\na.balance = 9\nprint a.balance, a.total, Account().balance\n",
            f"{_HELPER.lstrip()}\n\n"
            "class Account:\n    total = 5\n\n    def get(self):\n        return self.total\n\n"
            "    def put(self, value):\n        self.total = value\n\n"
            f"    balance = {_NAME}(get, put)\n\n\n"
            "a = Account()\na.balance = 9\nprint(a.balance, a.total, Account().balance)\n",
        ),
    )
    leave_alone = (
        "class Account(object):\n    total = 5\n\n    def put(self, value):\n        self.total = value\n\n"
        "    balance = property(None, put)\n\n\na = Account()\na.balance = 9\nprint(a.total)\n",
        "class Account:\n    balance = property(lambda self: 5)\n\n\nprint(Account().balance)\n",
    )

    def sites(self) -> Iterator[int]:
        for class_ in self.module.facts.walk.of(ast.ClassDef):
            for one in setters(self.module, class_):
                if is_served(self.module, one):
                    yield self.module.offset_of(one)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        call = self.module.at(original_node)
        statement = self.module.facts.parents.get(call) if call is not None else None
        class_ = self.module.facts.parents.get(statement) if statement is not None else None
        if not isinstance(class_, ast.ClassDef) or call not in setters(self.module, class_):
            return updated_node
        if not is_served(self.module, call):
            return updated_node
        self.module.decide(self, original_node, _NAME, Level.GUARDED, _REASON)
        made = self.module.helpers.add(_NAME, _HELPER)
        return updated_node.with_changes(func=named(updated_node.func, made))
