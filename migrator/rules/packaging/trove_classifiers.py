"""PKG010: the classifiers of a package."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.packaging import PYTHON_3, classifiers
from migrator.rules import Rule
from migrator.rules.packaging.listing import without

_HEAD = "Programming Language :: Python :: 2"


class TroveClassifiers(Rule):
    """'Programming Language :: Python :: 2.7' becomes 'Programming Language :: Python :: 3'.

    The classifiers of Python 2 tell who looks for packages, and some installers, that this is
    one for Python 2. They go, and that of Python 3 is put in where no other of Python 3 is listed.
    """

    code = "PKG010"
    name = "trove-classifiers"
    words = frozenset({"classifiers"})
    examples = (
        (
            "from setuptools import setup\n\nsetup(\n    name='tool',\n    classifiers=[\n"
            "        'Environment :: Console',\n"
            "        'Programming Language :: Python :: 2.6',\n"
            "        'Programming Language :: Python :: 2.7',\n    ],\n)\n",
            "from setuptools import setup\n\nsetup(\n    name='tool',\n    classifiers=[\n"
            "        'Environment :: Console',\n"
            "        'Programming Language :: Python :: 3',\n    ],\n)\n",
        ),
        (
            "KINDS = ['Programming Language :: Python :: 3.4', 'Programming Language :: Python :: 2']\n"
            "setup(classifiers=KINDS)\n",
            "KINDS = ['Programming Language :: Python :: 3.4']\nsetup(classifiers=KINDS)\n",
        ),
        (
            'setup(classifiers="""\\\nTopic :: Utilities\nProgramming Language :: Python :: 2.7\n'
            'Programming Language :: Python :: 2 :: Only\n""".splitlines())\n',
            'setup(classifiers="""\\\nTopic :: Utilities\nProgramming Language :: Python :: 3\n'
            '""".splitlines())\n',
        ),
    )
    leave_alone = (
        "setup(classifiers=['Programming Language :: Python', 'Programming Language :: Python :: 3'])\n",
        "setup(classifiers=[])\n",
        "print('Programming Language :: Python :: 2')\nclassifiers = None\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.literals:
            if _HEAD in str(node.value):
                yield self.module.offset_of(node)

    def leave_List(self, original_node: cst.List, updated_node: cst.List) -> cst.List:
        listed = [_text(element) for element in original_node.elements]
        made = classifiers(listed)
        if made is None:
            return updated_node
        elements = [
            element.with_changes(value=_renamed(element.value, new)) if new != old else element
            for element, old, new in zip(updated_node.elements, listed, made, strict=True)
        ]
        kept = without(elements, [new is None for new in made])
        if kept is None:
            self.module.report(
                self, original_node, "take the classifiers of Python 2 out of the list"
            )
            return updated_node
        return updated_node.with_changes(elements=kept)

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        lines = updated_node.value.split("\n")
        listed = [line.strip() for line in lines]
        made = classifiers(listed) if len(lines) > 2 else None
        if made is None:
            return updated_node
        kept = [
            line.replace(old, new)
            for line, old, new in zip(lines, listed, made, strict=True)
            if new is not None
        ]
        return updated_node.with_changes(value="\n".join(kept))


def _text(element: cst.BaseElement) -> str:
    """What a list's element says, empty where it is no plain string."""
    value = element.value
    if not isinstance(value, cst.SimpleString):
        return ""
    found = ast.literal_eval(value.value)
    return found if isinstance(found, str) else ""


def _renamed(literal: cst.BaseExpression, new: str | None) -> cst.BaseExpression:
    if new is None or not isinstance(literal, cst.SimpleString):
        return literal
    return literal.with_changes(value=f"{literal.prefix}{literal.quote}{PYTHON_3}{literal.quote}")
