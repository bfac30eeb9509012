"""PKG030: what had setuptools run 2to3."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import libcst as cst

from migrator.packaging import OBSOLETE
from migrator.rules import Rule
from migrator.rules.packaging.listing import without

_TOLD = "setuptools refuses use_2to3 and its like since version 58: take it out"


class Use2to3(Rule):
    """use_2to3=True and its like go from what setup() is given.

    It had setuptools translate the package when it was installed under Python 3. Since version 58
    setuptools refuses it, and what is migrated needs it no more.
    """

    code = "PKG030"
    name = "use-2to3"
    words = OBSOLETE | {f"{quote}{word}{quote}" for word in OBSOLETE for quote in "'\""}
    examples = (
        (
            "from setuptools import setup\n\n"
            "setup(\n    name='tool',\n    use_2to3=True,\n    packages=['tool'],\n"
            "    convert_2to3_doctests=['README.rst'],\n)\n",
            "from setuptools import setup\n\n"
            "setup(\n    name='tool',\n    packages=['tool'],\n)\n",
        ),
        (
            "extra = {'zip_safe': False, 'use_2to3': True}\nsetup(name='tool', **extra)\n",
            "extra = {'zip_safe': False}\nsetup(name='tool', **extra)\n",
        ),
        (
            "extra = {}\nif sys.version_info[0] > 2:\n    extra['use_2to3'] = True\nsetup(**extra)\n",
            "import sys\n\nextra = {}\nif sys.version_info[0] > 2:\n    pass\nsetup(**extra)\n",
        ),
    )
    leave_alone = (
        "setup(name='use_2to3')\n",
        "use_2to3 = False\nprint('use_2to3')\n",
        "print(options['use_2to3'])\n",
    )

    def sites(self) -> Iterator[int]:
        for word in OBSOLETE:
            yield from map(self.module.lowered.carrier_offset, self.module.words.get(word, ()))
        for node in self.module.literals:
            if node.value in OBSOLETE:
                yield self.module.offset_of(node)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        gone = [
            argument.keyword is not None and argument.keyword.value in OBSOLETE
            for argument in original_node.args
        ]
        return self._without(original_node, updated_node, "args", gone)

    def leave_Dict(self, original_node: cst.Dict, updated_node: cst.Dict) -> cst.Dict:
        gone = [
            isinstance(element, cst.DictElement) and _names_one(element.key)
            for element in original_node.elements
        ]
        return self._without(original_node, updated_node, "elements", gone)

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> Any:
        targets = [target.target for target in original_node.targets]
        if len(targets) == 1 and isinstance(targets[0], cst.Subscript):
            index = targets[0].slice[0].slice
            if isinstance(index, cst.Index) and _names_one(index.value):
                return cst.RemoveFromParent()
        return updated_node

    def _without(self, original_node: Any, updated_node: Any, field: str, gone: list[bool]) -> Any:
        if not any(gone):
            return updated_node
        kept = without(getattr(updated_node, field), gone)
        if kept is None:
            self.module.report(self, original_node, _TOLD)
            return updated_node
        return updated_node.with_changes(**{field: kept})


def _names_one(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.SimpleString) and ast.literal_eval(node.value) in OBSOLETE
