"""BLT218: format specifications for what knows none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.python2 import literals
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.planner import is_at

_FIELD = re.compile(r"\{\{|\}\}|\{(\w*)(:[^{}]+)?\}|\{")
_PLAIN = ("list", "tuple", "dict", "set", "frozenset", "NoneType")
_REASON = "in Python 2 the text of the value was formatted"


class FormattedObjects(Rule):
    """'{0:10}'.format(None) becomes '{0!s:10}'.format(None).

    What has no `__format__` of its own - None, lists, tuples, dicts, sets, objects of a class of the
    module - was formatted as its text; today a width or an alignment for it is an error. Where the
    value is seen to be such, its text is asked for.
    """

    code = "BLT218"
    name = "formatted-objects"
    words = frozenset({"format"})
    examples = (
        (
            "class A(object):\n    def __str__(self):\n        return 'a'\n\n\n"
            "print '{0:5}|{1:>4}|{2:3d}|{name:<9}|'.format(None, A(), 7, name=[1, 2])\n",
            "class A(object):\n    def __str__(self):\n        return 'a'\n\n\n"
            "print('{0!s:5}|{1!s:>4}|{2:3d}|{name!s:<9}|'.format(None, A(), 7, name=[1, 2]))\n",
        ),
        (
            "print '{:6}{:>3}{{}}'.format((1, 2), 'b')\n",
            "print('{!s:6}{:>3}{{}}'.format((1, 2), 'b'))\n",
        ),
    )
    leave_alone = (
        "print('{0:5}|{1}|{2!r:>8}|'.format(1, None, []))\n",
        "class A(object):\n    def __format__(self, form):\n        return form\n\n\nprint('{0:5}'.format(A()))\n",
        "def f(x):\n    return '{0:5}'.format(x)\n\n\nprint(f(1))\n",
    )

    @cached_property
    def places(self) -> dict[int, frozenset[str]]:
        """The fields to be respelled, by name or number, by the carrier offsets of the literals."""
        if self.module.dialect.version != "2":
            return {}
        found = {}
        for call in self.module.facts.walk.of(ast.Call):
            function = call.func
            if not isinstance(function, ast.Attribute) or function.attr != "format":
                continue
            literal = function.value
            if not isinstance(literal, ast.Constant) or not isinstance(literal.value, str):
                continue
            if any(isinstance(one, ast.Starred) for one in call.args):
                continue
            values = {str(place): one for place, one in enumerate(call.args)}
            values.update({one.arg: one.value for one in call.keywords if one.arg})
            names = frozenset(name for name, value in values.items() if self._is_plain(value))
            if names and _respelled(literal.value, names) != literal.value:
                found[self.module.offsets.start(literal)] = names
        return found

    def _is_plain(self, node: ast.expr) -> bool:
        """Whether a value is seen to have no format of its own."""
        types = self.module.facts.types
        if isinstance(node, ast.Constant):
            return node.value is None
        class_ = types.class_of(node)
        if class_ is not None:
            return types.defines(class_, "__format__") is False
        return types.is_a(node, *_PLAIN)

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        if not is_at(self.module, original_node, self.places):
            return updated_node
        prefix, quote, body = literals.split(updated_node.value)
        new = _respelled(body, self.places[self.module.anchor(original_node)])
        if new == body:
            return updated_node
        self.module.decide(self, original_node, "!s", Level.GUARDED, _REASON)
        return updated_node.with_changes(value=prefix + quote + new + quote)


def _respelled(text: str, names: frozenset[str]) -> str:
    """A format that asks for the text of some of its fields."""
    parts, end, count = [], 0, 0
    for match in _FIELD.finditer(text):
        if match[0] in ("{{", "}}"):
            continue
        if match[0] == "{":  # a field of another kind: its number would count
            count += 1
            continue
        name = match[1] or str(count)
        count += not match[1]
        if match[2] and name in names:
            parts += [text[end : match.start(2)], "!s"]
            end = match.start(2)
    return "".join([*parts, text[end:]])
