"""CLS030: __getslice__, __setslice__ and __delslice__."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.classes import bodies
from migrator.rules.iteration.protocol import protocol
from migrator.rules.syntax import building, places

_ITEMS = {
    "__getslice__": "__getitem__",
    "__setslice__": "__setitem__",
    "__delslice__": "__delitem__",
}
_SLICES = {new: old for old, new in _ITEMS.items()}
_BUILTIN = ("list", "tuple", "str", "unicode", "bytearray")
_BOUNDS = "slice_bounds"
_HELPER = f'''
def {_BOUNDS}(sequence, index):
    """What Python 2 gives __getslice__ for sequence[i:j]; None for any other index."""
    from sys import maxsize

    if not isinstance(index, slice) or index.step is not None:
        return None
    bounds = []
    for bound, default in ((index.start, 0), (index.stop, maxsize)):
        if bound is None:
            bound = default
        elif not hasattr(bound, "__index__"):
            return None
        bound = bound.__index__()
        if bound < 0 and hasattr(sequence, "__len__"):
            bound += len(sequence)
        bounds.append(bound)
    return bounds
'''


class Slices(Rule):
    """__getitem__ hands simple slices to __getslice__, as Python 2 does; so do the other two.

    `x[i:j]` calls `__getslice__(i, j)` in Python 2, with 0 and `sys.maxint` for what is missing
    and the length added to what is negative; Python 3 calls `__getitem__(slice(i, j))`. The method
    for items that the class has gets a first line that looks for such slices; a class without one
    gets one.
    """

    code = "CLS030"
    name = "slice-methods"
    words = frozenset(_ITEMS)
    unit = "definition"
    examples = (
        (
            "class Row(object):\n    def __len__(self):\n        return 9\n\n"
            "    def __getitem__(self, i):\n        return i\n\n"
            "    def __getslice__(self, i, j):\n        return 'from %d to %d' % (i, j)\n\n\n"
            "print Row()[3], Row()[2:-1], Row()[:4], Row()[1:7:2]\n",
            _HELPER.lstrip("\n") + "\n\n"
            "class Row(object):\n    def __len__(self):\n        return 9\n\n"
            "    def __getitem__(self, i):\n"
            "        bounds = slice_bounds(self, i)\n"
            "        if bounds is not None:\n            return self.__getslice__(*bounds)\n"
            "        return i\n\n"
            "    def __getslice__(self, i, j):\n        return 'from %d to %d' % (i, j)\n\n\n"
            "print(Row()[3], Row()[2:-1], Row()[:4], Row()[1:7:2])\n",
        ),
        (
            "class Log(object):\n    def __setslice__(self, i, j, values):\n        print i, values\n\n\n"
            "Log()[2:] = 'ab'\n",
            _HELPER.lstrip("\n") + "\n\n"
            "class Log(object):\n    def __setslice__(self, i, j, values):\n"
            "        print(i, values)\n\n"
            "    def __setitem__(self, index, value):\n"
            "        bounds = slice_bounds(self, index)\n        if bounds is not None:\n"
            "            return self.__setslice__(*bounds, value)\n"
            "        return super().__setitem__(index, value)\n\n\nLog()[2:] = 'ab'\n",
        ),
        (
            "class Row(list):\n    def __getslice__(self, i, j):\n"
            "        return Row(list.__getslice__(self, i, j))\n\n\n"
            "print type(Row('abc')[1:]).__name__, Row('abc')[0], Row('abc')[:-1]\n",
            _HELPER.lstrip("\n") + "\n\n"
            "class Row(list):\n    def __getslice__(self, i, j):\n"
            "        return Row(list.__getitem__(self, slice(i, j)))\n\n"
            "    def __getitem__(self, index):\n"
            "        bounds = slice_bounds(self, index)\n        if bounds is not None:\n"
            "            return self.__getslice__(*bounds)\n"
            "        return super().__getitem__(index)\n\n\n"
            "print(type(Row('abc')[1:]).__name__, Row('abc')[0], Row('abc')[:-1])\n",
        ),
    )
    leave_alone = (
        "class Row(object):\n    def __getitem__(self, i):\n        if isinstance(i, slice):\n"
        "            return self.__getslice__(i.start, i.stop)\n        return i\n\n"
        "    def __getslice__(self, i, j):\n        return j\n\n\nprint(Row()[1])\n",
        "class Row(list):\n    def __getitem__(self, i):\n        return i\n\n\nprint(Row()[1])\n",
        "class IRow(object):\n    def __getslice__(i, j):\n        'What x[i:j] gives.'\n\n\nprint(IRow.__name__)\n",
    )

    def sites(self) -> Iterator[int]:
        for name in (*_ITEMS, *_SLICES):
            yield from map(self.module.lowered.carrier_offset, self.module.words.get(name, ()))

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.FlattenSentinel:
        name = original_node.name.value
        if name not in _ITEMS and name not in _SLICES:
            return updated_node
        method = self.module.at(original_node)
        class_ = bodies.method_class(self.module, method)
        if class_ is None or not self._needs(class_, _SLICES.get(name, name)):
            return updated_node
        if name in _SLICES:
            names = [one.arg for one in method.args.args]
            if len(names) < 2:
                return updated_node
            self._say(original_node)
            return updated_node.with_changes(
                body=with_first(updated_node.body, self._dispatch(name, names))
            )
        if bodies.stores(self.module, class_, _ITEMS[name]):
            return updated_node
        self._say(original_node)
        return cst.FlattenSentinel([updated_node, self._items_method(_ITEMS[name])])

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        """`list.__getslice__(self, i, j)` and `super(A, self).__getslice__(i, j)`."""
        function = original_node.func
        if not isinstance(function, cst.Attribute) or function.attr.value not in _ITEMS:
            return updated_node
        base = function.value
        own = 1 if self.module.is_builtin(base, *_BUILTIN) else 0
        if not own:
            called = self.module.at(base) if isinstance(base, cst.Call) else None
            if called is None or not protocol(self.module).is_super(called):
                return updated_node
        arguments = updated_node.args
        if len(arguments) < own + 2 or any(one.star or one.keyword for one in arguments):
            return updated_node
        bounds = building.parted(arguments[own : own + 2])
        index = building.argument(cst.Call(cst.Name("slice"), bounds))
        parts = building.parted([*arguments[:own], index, *arguments[own + 2 :]])
        name = cst.Name(_ITEMS[function.attr.value])
        new = updated_node.func.with_changes(attr=name)
        return updated_node.with_changes(func=new, args=parts)

    def _needs(self, class_: ast.ClassDef, name: str) -> bool:
        """Whether a class has a method for simple slices that its method for items ignores."""
        for one in self.module.facts.types.ancestry(class_):
            if not isinstance(one, ast.ClassDef):
                continue
            found = bodies.stores(self.module, one, name)
            if not found:
                continue
            method = found[-1]
            if bodies.method_class(self.module, method) is None:
                return False
            assert isinstance(method, ast.FunctionDef)
            wanted = 4 if name == "__setslice__" else 3
            items = bodies.stores(self.module, class_, _ITEMS[name])
            return (
                len(method.args.args) == wanted
                and not is_spared(self.module, method, "AttributeError")
                and not any(map(_is_no_function, items))
                and not any(
                    isinstance(one, ast.FunctionDef) and _share(method, one) for one in items
                )
            )
        return False

    def _dispatch(self, name: str, names: list[str]) -> list[cst.BaseStatement]:
        """What comes first in a method for items whose parameters have these names."""
        own, index, *value = names
        bounds = places.fresh(self.module, "bounds")
        helper = self.module.helpers.add(_BOUNDS, _HELPER)
        arguments = ", ".join([f"*{bounds}", *value])
        return [
            cst.parse_statement(f"{bounds} = {helper}({own}, {index})\n"),
            cst.parse_statement(
                f"if {bounds} is not None:\n    return {own}.{_SLICES[name]}({arguments})\n"
            ),
        ]

    def _items_method(self, name: str) -> cst.FunctionDef:
        names = ["self", "index", *(["value"] if name == "__setitem__" else [])]
        rest = ", ".join(names[1:])
        method = cst.parse_statement(
            f"def {name}(self, {rest}):\n    return super().{name}({rest})\n"
        )
        assert isinstance(method, cst.FunctionDef)
        return method.with_changes(
            body=with_first(method.body, self._dispatch(name, names)),
            leading_lines=[cst.EmptyLine(indent=False)],
        )

    def _say(self, node: cst.CSTNode) -> None:
        reason = "simple slices go where Python 2 sent them"
        self.module.decide(self, node, _BOUNDS, Level.GUARDED, reason)


def _is_no_function(method: ast.AST) -> bool:
    """Whether a method for items is not a plain function, or has been seen to already."""
    return not isinstance(method, ast.FunctionDef) or any(
        bodies.is_named(node, _BOUNDS) for node in bodies.own(method)
    )


def _share(method: ast.FunctionDef, items: ast.FunctionDef) -> bool:
    """Whether a method for items looks for slices, and one of the two calls the other."""
    if not any(bodies.is_named(node, "slice") for node in bodies.own(items)):
        return False
    handed_on = any(getattr(node, "attr", "") == method.name for node in bodies.own(items))
    return handed_on or any(
        bodies.is_named(node, "slice") or getattr(node, "attr", "") == items.name
        for node in bodies.own(method)
    )


def with_first(body: Any, statements: list[cst.BaseStatement]) -> cst.IndentedBlock:
    """A method's suite with some statements put first, after its docstring."""
    lines = list(body.body)
    if isinstance(body, cst.SimpleStatementSuite):
        return cst.IndentedBlock([*statements, cst.SimpleStatementLine(lines)])
    first = lines[0]
    at = int(
        isinstance(first, cst.SimpleStatementLine)
        and isinstance(first.body[0], cst.Expr)
        and isinstance(first.body[0].value, (cst.SimpleString, cst.ConcatenatedString))
    )
    return body.with_changes(body=[*lines[:at], *statements, *lines[at:]])
