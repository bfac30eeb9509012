"""CLS140: what object's __new__ and __init__ are given."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.classes import bodies
from migrator.rules.syntax import building

_REASON = "object took further arguments and ignored them in a class with an __init__ and a __new__"
_FURTHER = "; it is taken for the next class that has the method"
# Builtins whose __init__ is that of object.
_PLAIN = {"tuple", "frozenset", "str", "unicode", "int", "long", "float", "complex"}
_OTHER = {"__new__": "__init__", "__init__": "__new__"}


class CreationArguments(Rule):
    """object.__new__(cls, *args) becomes object.__new__(cls) where Python 2 ignored the arguments.

    In a class that has both a `__new__` and an `__init__`, the methods of these names that `object` has
    take any arguments in Python 2 and none in Python 3. That also holds where `super()` leads to
    `object`, and for the `__init__` of tuples, strings and numbers. That a class has the other of the
    two is assumed of `*args`, which heirs may be given. Not where a class of the module has further
    bases, to which `super()` may lead, nor where an argument is itself a call.
    """

    code = "CLS140"
    name = "creation-arguments"
    words = frozenset(_OTHER)
    examples = (
        (
            "class Pool(object):\n    only = None\n\n    def __new__(cls, *args, **options):\n"
            "        if cls.only is None:\n"
            "            cls.only = super(Pool, cls).__new__(cls, *args, **options)\n"
            "        return cls.only\n\n    def __init__(self, size):\n        self.size = size\n\n\n"
            "print Pool(3) is Pool(4), Pool(5).size\n",
            "class Pool(object):\n    only = None\n\n    def __new__(cls, *args, **options):\n"
            "        if cls.only is None:\n"
            "            cls.only = super(Pool, cls).__new__(cls)\n"
            "        return cls.only\n\n    def __init__(self, size):\n        self.size = size\n\n\n"
            "print(Pool(3) is Pool(4), Pool(5).size)\n",
        ),
        (
            "class Pair(tuple):\n    def __new__(cls, a, b):\n        return tuple.__new__(cls, (a, b))\n\n"
            "    def __init__(self, a, b):\n        super(Pair, self).__init__(a, b)\n\n\nprint Pair(1, 2)\n",
            "class Pair(tuple):\n    def __new__(cls, a, b):\n        return tuple.__new__(cls, (a, b))\n\n"
            "    def __init__(self, a, b):\n        super(Pair, self).__init__()\n\n\nprint(Pair(1, 2))\n",
        ),
        (
            "class Kept(object):\n    def __new__(cls, *args):\n        return object.__new__(cls, *args)\n\n\n"
            "class Name(Kept):\n    def __init__(self, name):\n        self.name = name\n\n\nprint Name('x').name\n",
            "class Kept(object):\n    def __new__(cls, *args):\n        return object.__new__(cls)\n\n\n"
            "class Name(Kept):\n    def __init__(self, name):\n        self.name = name\n\n\nprint(Name('x').name)\n",
        ),
    )
    leave_alone = (
        "class Fixed(object):\n    def __new__(cls, x):\n        return object.__new__(cls, x)\n\n\n"
        "try:\n    Fixed(1)\nexcept TypeError:\n    print('as it did')\n",
        "class Pair(tuple):\n    def __new__(cls, a, b):\n        return super(Pair, cls).__new__(cls, (a, b))\n\n"
        "    def __init__(self, a, b):\n        pass\n\n\nprint(Pair(1, 2))\n",
        "class Base(object):\n    def __new__(cls, x):\n        return object.__new__(cls)\n\n\n"
        "class Child(Base):\n    def __new__(cls, x):\n        return super(Child, cls).__new__(cls, x)\n\n"
        "    def __init__(self, x):\n        self.x = x\n\n\nprint(Child(1).x)\n",
        "class Mixin(object):\n    def __new__(cls, *args):\n        return super(Mixin, cls).__new__(cls, *args)\n\n"
        "    def __init__(self, *args):\n        pass\n\n\n"
        "class Number(Mixin, int):\n    pass\n\n\nprint(Number(7) + 1)\n",
        "class Fails(object):\n    def __init__(self, *args):\n        super(Fails, self).__init__(*args)\n\n\n"
        "try:\n    Fails(1)\nexcept TypeError:\n    print('as it did')\n",
        "class Rows(list):\n    def __new__(cls, *args):\n        return list.__new__(cls)\n\n"
        "    def __init__(self, *args):\n        super(Rows, self).__init__(*args)\n\n\nprint(Rows('ab'))\n",
    )

    def sites(self) -> Iterator[int]:
        for call in self.module.facts.walk.of(ast.Call):
            if self._level(call) is not None:
                yield self.module.offset_of(call)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        call = self.module.at(original_node)
        level = self._level(call)
        if level is None:
            return updated_node
        reason = _REASON if level is Level.PROVEN else _REASON + _FURTHER
        self.module.decide(self, original_node, "without them", level, reason)
        kept = call.func.attr == "__new__" or not _is_super(call.func.value)
        return updated_node.with_changes(
            args=[building.argument(one.value) for one in updated_node.args[:kept]]
        )

    def _level(self, call: ast.AST | None) -> Level | None:
        """How sure it is that a call hands object what it ignored; None where it does not."""
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            return None
        name = call.func.attr
        if name not in _OTHER:
            return None
        method = self.module.facts.parents.function(call)
        class_ = self.module.facts.parents.method_class(method) if method else None
        if class_ is None or getattr(method, "name", None) != name or not self._is_told(class_):
            return None
        receiver = call.func.value
        is_super = _is_super(receiver)
        given: list[ast.expr] = [*call.args, *(one.value for one in call.keywords)]
        further = given[name == "__new__" or not is_super :]
        if not further or not all(map(_is_free, further)):
            return None
        if not is_super:
            is_object = bodies.is_named(receiver, "object")
            is_object &= self.module.facts.scopes.is_builtin(receiver)
            if not is_object or self._has(class_, _OTHER[name]):
                return Level.PROVEN if is_object else None
        elif not self._leads_to_object(class_, name):
            return None
        elif self._is_plain(class_):
            return Level.ASSUMED
        is_open = name == "__new__" and _are_any_number(call)
        is_ignored = is_open or any(
            self._has(one, _OTHER[name]) for one in bodies.heirs(self.module, class_)
        )
        return Level.ASSUMED if is_ignored else None

    def _is_told(self, class_: ast.ClassDef) -> bool:
        """Whether all that a class derives from is known."""
        return None not in self.module.facts.types.ancestry(class_)

    def _has(self, class_: ast.ClassDef, name: str) -> bool:
        return self.module.facts.types.defines(class_, name) is True

    def _leads_to_object(self, class_: ast.ClassDef, name: str) -> bool:
        """Whether the method after that of a class is the one that object has."""
        types = self.module.facts.types
        bases = [one for one in types.ancestry(class_) if one is not class_]
        if any(isinstance(one, ast.ClassDef) and self._binds(one, name) for one in bases):
            return False
        builtin = {one for one in bases if isinstance(one, str)}
        known = {"object", *_PLAIN} if name == "__init__" else {"object"}
        is_alone = all(len(one.bases) == 1 for one in bodies.heirs(self.module, class_))
        return is_alone and bool(builtin) and builtin <= known

    def _is_plain(self, class_: ast.ClassDef) -> bool:
        """Whether a class derives from a builtin that has a __new__ and no __init__."""
        return not _PLAIN.isdisjoint(self.module.facts.types.builtin_bases(class_))

    def _binds(self, class_: ast.ClassDef, name: str) -> bool:
        return bool(bodies.stores(self.module, class_, name))


def _is_super(receiver: ast.expr) -> bool:
    return isinstance(receiver, ast.Call) and bodies.is_named(receiver.func, "super")


def _is_free(argument: ast.expr) -> bool:
    """Whether working out an argument does nothing else."""
    value = argument.value if isinstance(argument, ast.Starred) else argument
    return isinstance(value, (ast.Name, ast.Constant))


def _are_any_number(call: ast.Call) -> bool:
    """Whether what follows the class may be no arguments at all: `*args`, `**options`."""
    are_starred = all(isinstance(one, ast.Starred) for one in call.args[1:])
    return are_starred and all(one.arg is None for one in call.keywords)
