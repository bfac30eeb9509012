"""ITR140: methods of built-in types that are asked for by name."""

from __future__ import annotations

import ast
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.iteration.protocol import protocol
from migrator.rules.iteration.receivers import is_spared
from migrator.rules.syntax import building

_NEW = {
    "has_key": "keys",
    "iteritems": "items",
    "iterkeys": "keys",
    "itervalues": "values",
    "viewitems": "items",
    "viewkeys": "keys",
    "viewvalues": "values",
    "next": "__next__",
}
_ITER = "__iter__"
_STRINGS = frozenset("str unicode basestring StringTypes string_types".split())
_NOT_STRING = "not isinstance(_, (str, bytes))"


class AskedMethods(Rule):
    """hasattr(x, 'has_key') becomes hasattr(x, 'keys').

    A program asks that way whether it was given a dictionary or an iterator. `has_key` went away
    and has no heir with a name: what has it has `keys`. `iteritems` is `items`, `next` is
    `__next__`. So it is with `getattr`, which finds `__contains__` for `has_key`. Strings have an `__iter__` in Python 3 only, so where a string may be asked,
    `hasattr(x, '__iter__')` gets `and not isinstance(x, (str, bytes))`. A function of the program is
    given the new name where it decides whether the old one is called.

    Code that tests for both names is left alone, and so is a name that a class of the module gives
    to something of its own.
    """

    code = "ITR140"
    name = "asked-methods"
    words = frozenset({"hasattr", "getattr", *_NEW} - {"next"})
    examples = (
        (
            "def find(table, key):\n    if hasattr(table, 'has_key') and table.has_key(key):\n"
            "        return table[key]\n\n\nprint find({1: 2}, 1), find('ab', 1)\n",
            "def find(table, key):\n    if hasattr(table, 'keys') and key in table:\n"
            "        return table[key]\n\n\nprint(find({1: 2}, 1), find('ab', 1))\n",
        ),
        (
            "for x in 'ab', ['a'], iter('a'), {}:\n"
            "    print hasattr(x, '__iter__'), not hasattr(x, '__iter__'), hasattr(x, 'next')\n",
            "for x in 'ab', ['a'], iter('a'), {}:\n"
            "    print(hasattr(x, '__iter__') and not isinstance(x, (str, bytes)),"
            " not (hasattr(x, '__iter__') and not isinstance(x, (str, bytes))),"
            " hasattr(x, '__next__'))\n",
        ),
        (
            "print hasattr({}, 'viewkeys'), hasattr([], 'viewkeys')\n",
            "print(hasattr({}, 'keys'), hasattr([], 'keys'))\n",
        ),
        (
            "def show(x):\n    if hasattr(x, 'iteritems'):\n"
            "        for pair in x.iteritems():\n            print pair\n\n\nshow({1: 2})\nshow('a')\n",
            "def show(x):\n    if hasattr(x, 'items'):\n"
            "        for pair in x.items():\n            print(pair)\n\n\nshow({1: 2})\nshow('a')\n",
        ),
        (
            "d = {1: 2}\nprint getattr(d, 'has_key')(1), list(getattr(d, 'iteritems')())\n"
            "print getattr(iter('a'), 'next')(), getattr([], 'iterkeys', None)\n",
            "d = {1: 2}\nprint(getattr(d, '__contains__')(1), list(getattr(d, 'items')()))\n"
            "print(getattr(iter('a'), '__next__')(), getattr([], 'keys', None))\n",
        ),
        (
            "def has(x, name):\n    return callable(getattr(x, name, None))\n\n\n"
            "def names(x):\n    if has(x, 'iterkeys'):\n        return list(x.iterkeys())\n\n\n"
            "print names({1: 2}), names([])\n",
            "def has(x, name):\n    return callable(getattr(x, name, None))\n\n\n"
            "def names(x):\n    if has(x, 'keys'):\n        return list(x.keys())\n\n\n"
            "print(names({1: 2}), names([]))\n",
        ),
    )
    leave_alone = (
        "def has(x, name):\n    return name in dir(x)\n\n\n"
        "print(has({}, 'iterkeys'), len({}) if has({1: 2}, 'iteritems') else 0)\n",
        "def is_list(x):\n    return hasattr(x, '__iter__') and not isinstance(x, (str, dict))\n\n\n"
        "print(is_list([]))\n",
        "def is_list(x):\n    if isinstance(x, str) or not x:\n        return False\n"
        "    elif not isinstance(x, str) and hasattr(x, '__iter__'):\n        return True\n\n\n"
        "print(is_list([]))\n",
        "x = [1]\nprint(hasattr(x, '__iter__'))\n",
        "class Node(object):\n    def __init__(self, next):\n        self.next = next\n\n\n"
        "print(hasattr(Node(None), 'next'))\n",
        "class Bag(object):\n    def has_key(self, key):\n        return True\n\n\n"
        "print(hasattr(Bag(), 'has_key'))\n",
        "def pairs(x):\n    name = 'iteritems' if hasattr(x, 'iteritems') else 'items'\n"
        "    return list(getattr(x, name)())\n\n\nprint(pairs({1: 2}))\n",
        "def following(options):\n    return getattr(options, 'next', None)\n\n\nprint(following(1))\n",
        "class Bag(object):\n    def has_key(self, key):\n        return True\n\n\n"
        "print(getattr(Bag(), 'has_key')(1))\n",
        "names = 'iteritems' if hasattr(dict, 'iteritems') else 'items'\nprint(names)\n",
    )

    @cached_property
    def questions(self) -> dict[int, ast.Call]:
        """The calls to rewrite, by their carrier offsets."""
        module = self.module
        if module.dialect.version == "3":
            return {}
        builtin = {
            module.offset_of(load): call
            for scope in module.facts.walk.scopes
            for function in ("hasattr", "getattr")
            for load in scope.loads.get(function, ())
            if isinstance(call := module.facts.parents[load], ast.Call)
            and call.func is load
            and module.facts.scopes.is_builtin(load)
            and self._is_of_python_2(call)
        }
        own = {
            module.offset_of(guard): guard
            for attribute in module.facts.walk.attributes(*_NEW)
            if (guard := self._guard(attribute)) is not None
        }
        return builtin | own

    def _guard(self, attribute: ast.Attribute) -> ast.Call | None:
        """The call of a function of the program that asks for the method, which is called then."""
        parents = self.module.facts.parents
        asked = ast.dump(attribute.value)
        child: ast.AST = attribute
        for around in parents.ancestors(attribute):
            if isinstance(around, (ast.If, ast.IfExp)) and child is not around.test:
                test = around.test
                call = test.values[0] if isinstance(test, ast.BoolOp) else test
                if (
                    isinstance(call, ast.Call)
                    and not self.module.facts.scopes.is_builtin(call.func)
                    and len(call.args) == 2
                    and ast.dump(call.args[0]) == asked
                    and getattr(call.args[1], "value", None) == attribute.attr
                    and self._is_of_python_2(call)
                ):
                    return call
            child = around
        return None

    def sites(self) -> list[int]:
        return list(self.questions)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        call = self.module.at(original_node)
        if not isinstance(call, ast.Call):
            return updated_node
        if self.questions.get(self.module.offset_of(call)) is not call:
            return updated_node
        if not isinstance(updated_node, cst.Call) or len(updated_node.args) != len(call.args):
            return updated_node
        literal = call.args[1]
        assert isinstance(literal, ast.Constant) and isinstance(literal.value, str)
        asked = literal.value
        if asked == _ITER:
            return self._not_string(original_node, updated_node)
        is_got = asked == "has_key" and getattr(call.func, "id", "") == "getattr"
        new = "__contains__" if is_got else _NEW[asked]
        reason = f"what had {asked} has {new}"
        self.module.decide(self, original_node, new, Level.ASSUMED, reason)
        first, second, *rest = updated_node.args
        second = second.with_changes(value=building.string(new))
        return updated_node.with_changes(args=[first, second, *rest])

    def _not_string(self, original: cst.Call, updated: cst.Call) -> cst.BaseExpression:
        value = updated.args[0].value
        if not _is_stable(self.module.at(original).args[0]):
            message = "a string has an __iter__ in Python 3: test for strings as well"
            self.module.report(self, original, message)
            return updated
        reason = "strings have an __iter__ in Python 3"
        self.module.decide(self, original, "and not isinstance", Level.GUARDED, reason)
        test = cst.ensure_type(cst.parse_expression(_NOT_STRING), cst.UnaryOperation)
        isinstance_ = cst.ensure_type(test.expression, cst.Call)
        first, second = isinstance_.args
        asked = first.with_changes(value=building.bare_of_parentheses(value).deep_clone())
        test = test.with_changes(expression=isinstance_.with_changes(args=[asked, second]))
        bare = building.bare_of_parentheses(updated)
        return cst.BooleanOperation(bare, cst.And(), test, lpar=updated.lpar, rpar=updated.rpar)

    def _is_of_python_2(self, call: ast.Call) -> bool:
        """Whether the answer of a call of hasattr or getattr is another one in Python 3."""
        is_test = _is_test(call) or not self.module.facts.scopes.is_builtin(call.func)
        count = len(call.args)
        if (
            count not in ((2,) if is_test else (2, 3))
            or call.keywords
            or is_spared(self.module, call)
        ):
            return False
        asked, literal = call.args[:2]
        name = getattr(literal, "value", None)
        if name == _ITER:
            return is_test and self._may_be_string(call, asked)
        if name == "next" and not is_test and not self._is_called(call):
            return False
        if name not in _NEW or self.module.facts.scopes.is_builtin(asked):
            return False
        return not self._is_own(name) and not self._asks_both(call, name)

    def _is_called(self, node: ast.expr) -> bool:
        return getattr(self.module.facts.parents[node], "func", None) is node

    def _may_be_string(self, call: ast.Call, asked: ast.expr) -> bool:
        found = self.module.facts.types.of(asked)
        if found is not None and found.name not in _STRINGS:
            return False
        return not any(_tests_string(other, ast.dump(asked)) for other in self._tests_around(call))

    def _tests_around(self, call: ast.Call) -> list[ast.expr]:
        """What is asked beside a call, and before it in the same chain of `elif`."""
        tests: list[ast.expr] = []
        child: ast.AST = call
        for around in self.module.facts.parents.ancestors(call):
            if isinstance(around, ast.BoolOp):
                tests += [value for value in around.values if value is not child]
            elif isinstance(around, ast.If):
                if child in around.orelse:
                    tests.append(around.test)
            elif not isinstance(around, (ast.UnaryOp, ast.IfExp)):
                break
            child = around
        return tests

    def _is_own(self, name: str) -> bool:
        """Whether objects of the module have the name and are no dictionaries or iterators."""
        if name == "next":
            answers = protocol(self.module)
            return answers.has_own or answers.is_data
        types = self.module.facts.types
        return any(
            types.defines(node, name) is True and types.defines(node, _NEW[name]) is not True
            for node in self.module.facts.walk.of(ast.ClassDef)
        )

    def _asks_both(self, call: ast.Call, name: str) -> bool:
        """Whether the branches of the test use the old name here and the new one there."""
        around = next(
            (
                one
                for one in self.module.facts.parents.ancestors(call)
                if isinstance(one, (ast.If, ast.IfExp, ast.stmt))
            ),
            None,
        )
        if not isinstance(around, (ast.If, ast.IfExp)):
            return False
        words = {_word(node) for node in ast.walk(around)}
        return {name, _NEW[name]} <= words


def _is_test(call: ast.Call) -> bool:
    """Whether a call is one of hasattr, and none of getattr."""
    return getattr(call.func, "id", "") == "hasattr"


def _word(node: ast.AST) -> object:
    """What an attribute or a string literal says."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "value", None)


def _tests_string(test: ast.expr, asked: str) -> bool:
    """Whether a test contains `isinstance(x, str)`, for the x whose dump is `asked`."""
    return any(
        isinstance(node, ast.Call)
        and getattr(node.func, "id", None) == "isinstance"
        and len(node.args) == 2
        and ast.dump(node.args[0]) == asked
        and any(
            getattr(part, "id", getattr(part, "attr", None)) in _STRINGS
            for part in ast.walk(node.args[1])
        )
        for node in ast.walk(test)
    )


def _is_stable(node: ast.expr) -> bool:
    """Whether an expression can be written twice: names, attributes and items by constants."""
    if isinstance(node, ast.Attribute):
        return _is_stable(node.value)
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Constant) and _is_stable(node.value)
    return isinstance(node, ast.Name)
