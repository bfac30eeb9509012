"""TXT036: modes of files with a U that are not given to open() right away."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.python2 import literals
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.text.open_arguments import without_universal

_MODES = frozenset("rU Ur rUb rbU Urb rU+ r+U".split())
_REASON = "taken for the mode of a file"
# What hands a value on, to a parameter, a variable or a call.
_ON_THE_WAY = (ast.IfExp, ast.BoolOp, ast.Tuple, ast.List, ast.keyword)
_HOLDERS = (ast.arguments, ast.Call, ast.Assign, ast.Return)


class KeptModes(Rule):
    """def read(path, mode='rU') becomes def read(path, mode='r').

    A mode that is the default of a parameter, is kept in a variable or handed to a function of the
    program comes to `open` in the end, which refuses "U" from Python 3.11 on and reads text with
    universal newlines anyway. What else would be called 'rU' is hard to tell; a file that compares
    something with it is left alone.
    """

    code = "TXT036"
    name = "kept-modes"
    words = frozenset(quote + mode + quote for mode in _MODES for quote in "'\"")
    examples = (
        (
            "def read(path, mode='rU'):\n    return open(path, mode).read()\n\n\n"
            "print read(__file__, mode='rU')[:3]\n",
            "def read(path, mode='r'):\n    return open(path, mode).read()\n\n\n"
            "print(read(__file__, mode='r')[:3])\n",
        ),
        (
            "MODES = ('rU', 'w')\n\n\ndef read(path, raw=False):\n"
            "    mode = raw and 'rb' or 'Ur'\n    return open(path, mode).read()\n\n\n"
            "print len(MODES), read(__file__)[:3]\n",
            "MODES = ('r', 'w')\n\n\ndef read(path, raw=False):\n"
            "    mode = raw and 'rb' or 'r'\n    return open(path, mode).read()\n\n\n"
            "print(len(MODES), read(__file__)[:3])\n",
        ),
    )
    leave_alone = (
        "def is_universal(mode='rU'):\n    return mode == 'rU'\n\n\nprint(is_universal())\n",
        "def read(path, mode='rb'):\n    return open(path, mode)\n\n\nprint(read.__name__)\n",
        "print('the rU of a mode', {'rU': 1}['rU'])\n",
        "def open(path, mode):\n    return mode\n\n\nprint(open('a', 'rU'))\n",
    )

    @cached_property
    def modes(self) -> list[ast.Constant]:
        module = self.module
        if module.dialect.version == "3":
            return []
        found = [node for node in module.facts.walk.of(ast.Constant) if node.value in _MODES]
        parents = module.facts.parents
        if any(isinstance(parents.get(node), ast.Compare) for node in found):
            return []
        return [node for node in found if self._is_handed_on(node)]

    def _is_handed_on(self, node: ast.Constant) -> bool:
        module = self.module
        around = module.facts.parents.get(node)
        while isinstance(around, _ON_THE_WAY):
            around = module.facts.parents.get(around)
        if isinstance(around, ast.Call) and getattr(around.func, "id", None) == "open":
            return False
        return isinstance(around, _HOLDERS)

    def sites(self) -> Iterable[int]:
        return map(self.module.offset_of, self.modes)

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        if self.module.at(original_node) not in self.modes:
            return updated_node
        prefix, quote, mode = literals.split(updated_node.value)
        new = without_universal(mode)
        self.module.decide(self, original_node, new, Level.ASSUMED, _REASON)
        return updated_node.with_changes(value=prefix + quote + new + quote)
