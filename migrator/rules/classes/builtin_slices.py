"""CLS035: slices of what derives from list, tuple or str."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtin
from migrator.rules.classes import bodies
from migrator.rules.classes.slices import with_first

_METHODS = {
    "__getitem__": "__getslice__",
    "__setitem__": "__setslice__",
    "__delitem__": "__delslice__",
}
_BASES = {"list": "list", "tuple": "tuple", "str": "str", "unicode": "str"}
_REASON = "Python 2 cut slices by the method of the builtin, not by this one"


class BuiltinSlices(Rule):
    """A list with a __getitem__ of its own leaves slices to list, as it did.

    `x[i:j]` called `__getslice__` in Python 2, which `list`, `tuple` and `str` have, so a class that
    derives from one of them and has a `__getitem__` was asked for single items and for slices with
    a step only. Python 3 asks it for all slices. The method gets a first line that gives those
    to the builtin, and so do `__setitem__` and `__delitem__`. Not where it looks for slices itself.
    """

    code = "CLS035"
    name = "builtin-slices"
    words = frozenset(_METHODS)
    unit = "definition"
    examples = (
        (
            "class Row(list):\n    def __getitem__(self, i):\n        return 'item %d' % i\n\n\n"
            "print Row('abc')[1], Row('abc')[1:]\n",
            "class Row(list):\n    def __getitem__(self, i):\n"
            "        if isinstance(i, slice) and i.step is None:\n"
            "            return list.__getitem__(self, i)\n"
            "        return 'item %d' % i\n\n\nprint(Row('abc')[1], Row('abc')[1:])\n",
        ),
        (
            "class Row(list):\n    def __setitem__(self, i, value):\n"
            "        list.__setitem__(self, i, value * 2)\n\n\n"
            "row = Row([1, 2, 3])\nrow[0] = 5\nrow[1:] = [7]\nprint row\n",
            "class Row(list):\n    def __setitem__(self, i, value):\n"
            "        if isinstance(i, slice) and i.step is None:\n"
            "            return list.__setitem__(self, i, value)\n"
            "        list.__setitem__(self, i, value * 2)\n\n\n"
            "row = Row([1, 2, 3])\nrow[0] = 5\nrow[1:] = [7]\nprint(row)\n",
        ),
    )
    leave_alone = (
        "class Row(object):\n    def __getitem__(self, i):\n        return i\n\n\nprint(Row()[1])\n",
        "class Row(dict):\n    def __getitem__(self, i):\n        return i\n\n\nprint(Row()[1])\n",
        "class Row(list):\n    def __getitem__(self, i):\n        if isinstance(i, slice):\n"
        "            return 'slice'\n        return i\n\n\nprint(Row('abc')[::2], Row()[1])\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.of(ast.FunctionDef):
            if self._base(node):
                yield self.module.offset_of(node)

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        method = self.module.at(original_node)
        base = self._base(method)
        if not base:
            return updated_node
        name = original_node.name.value
        self.module.decide(self, original_node, base, Level.GUARDED, _REASON)
        names = [one.arg for one in method.args.args]
        index = names[1]
        owner = builtin(self.module, base, original_node)
        first = cst.parse_statement(
            f"if isinstance({index}, slice) and {index}.step is None:\n"
            f"    return {owner}.{name}({', '.join(names)})\n"
        )
        return updated_node.with_changes(body=with_first(updated_node.body, [first]))

    def _base(self, method: ast.AST | None) -> str:
        """The builtin whose slices a method for items would get; empty for any other function."""
        if not isinstance(method, ast.FunctionDef) or method.name not in _METHODS:
            return ""
        class_ = bodies.method_class(self.module, method)
        if class_ is None or self.module.dialect.version != "2":
            return ""
        types = self.module.facts.types
        wanted = 3 if method.name == "__setitem__" else 2
        if len(method.args.args) != wanted or types.defines(class_, _METHODS[method.name]):
            return ""
        if any(bodies.is_named(node, "slice") for node in bodies.own(method)):
            return ""
        found = types.builtin_bases(class_) & _BASES.keys()
        return _BASES[min(found)] if len(found) == 1 else ""
