"""ITR145: methods of dictionaries as values."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.classes import bodies
from migrator.rules.iteration import forms
from migrator.rules.iteration.dict_lists import NAMES
from migrator.rules.iteration.receivers import is_spared
from migrator.rules.syntax import building

_NAME = "listing"
_HELPER = f'''
def {_NAME}(method):
    """A function that gives a list of what a method does."""
    return lambda *args: list(method(*args))
'''
_REASON = "what is done with its result cannot be seen"


class HandedMethods(Rule):
    """map(dict.keys, tables) becomes map(listing(dict.keys), tables), by a function that is added.

    A method `keys`, `values` or `items` of a dictionary that is not called on the spot, and one that
    `getattr` is asked for, gives a view in Python 3 wherever it is called in the end. Rewritten
    where the receiver is proven to be a dictionary, or is `dict`.
    """

    code = "ITR145"
    name = "handed-dict-methods"
    words = frozenset({*NAMES, "getattr"})
    examples = (
        (
            "print map(dict.keys, [{1: 2}])\n",
            f"{_HELPER.lstrip()}\n\nprint(list(map(listing(dict.keys), [{{1: 2}}])))\n",
        ),
        (
            "d = {1: 2}\nread = d.values\nprint [read(), getattr(d, 'items')()]\n",
            f"{_HELPER.lstrip()}\n\nd = {{1: 2}}\nread = listing(d.values)\n"
            "print([read(), listing(getattr(d, 'items'))()])\n",
        ),
    )
    leave_alone = (
        "d = {1: 2}\nprint(callable(d.keys), d.get(1), len(d.keys()))\n",
        "class Table(dict):\n    def keys(self):\n        return ['own']\n\n\nread = Table.keys\nprint(read(Table()))\n",
        "def read(table):\n    return table.values\n\n\nprint(read)\n",
        "d = {1: 2}\nprint(d.keys == d.keys, getattr(d, 'get')(1))\n",
    )

    def sites(self) -> Iterator[int]:
        attributes = self.module.facts.walk.attributes(*NAMES)
        for node in (*attributes, *forms.calls_of_builtin(self.module, "getattr")):
            if self._is_handed(node):
                yield self.module.offset_of(node)

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        return self._listing(original_node, updated_node)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        return self._listing(original_node, updated_node)

    def _listing(self, original: cst.BaseExpression, updated: cst.BaseExpression):
        """`listing(x.keys)` where a method of a dictionary is handed on."""
        if not self._is_handed(self.module.at(original)):
            return updated
        self.module.decide(self, original, "list", Level.GUARDED, _REASON)
        helper = self.module.helpers.add(_NAME, _HELPER)
        inner = building.argument(building.bare_of_parentheses(updated))
        return cst.Call(cst.Name(helper), [inner], lpar=updated.lpar, rpar=updated.rpar)

    def _is_handed(self, node: ast.AST | None) -> bool:
        """Whether it is a method of a dictionary that is not called on the spot."""
        if node is None or self.module.dialect.version != "2":
            return False
        parent = self.module.facts.parents.get(node)
        receiver = self._receiver(node, parent)
        if receiver is None or isinstance(parent, ast.Compare) or _is_harmless(parent):
            return False
        if self.module.facts.scopes.is_builtin(receiver):
            is_dict = bodies.is_named(receiver, "dict")
        else:
            found = self.module.facts.types.of(receiver)
            is_dict = found is not None and found.name == "dict"
        return is_dict and not is_spared(self.module, node)

    def _receiver(self, node: ast.AST, parent: ast.AST | None) -> ast.expr | None:
        """Whose method is taken and not called, by an attribute or by getattr and a literal."""
        is_builtin = self.module.facts.scopes.is_builtin
        match node:
            case ast.Attribute(value=owner, attr=name, ctx=ast.Load()) if name in NAMES:
                return owner if getattr(parent, "func", None) is not node else None
            case ast.Call(ast.Name("getattr") as function, [owner, ast.Constant(name)], []):
                return owner if name in NAMES and is_builtin(function) else None
        return None


def _is_harmless(parent: ast.AST | None) -> bool:
    """Whether a method is given to what does not call it, or calls it by itself already."""
    return isinstance(parent, ast.Call) and any(
        bodies.is_named(parent.func, name) for name in ("callable", "repr", "id", "type", _NAME)
    )
