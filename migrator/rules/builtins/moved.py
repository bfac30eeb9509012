"""Builtins that moved into modules."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.rules.builtins.default_encoding import reloads_sys
from migrator.rules.builtins.names import BuiltinRule, means, named, parent

_MODULES = {"intern": "sys", "reload": "importlib"}


class Moved(BuiltinRule):
    """intern becomes sys.intern, reload becomes importlib.reload.

    Both functions left the builtins for modules; the modules are imported where need be.
    """

    code = "BLT080"
    name = "moved-builtins"
    words = frozenset(_MODULES)
    examples = (
        (
            "print intern('word') is intern('word')\n",
            "import sys\n\nprint(sys.intern('word') is sys.intern('word'))\n",
        ),
        (
            "import json\n\nagain = map(reload, [json])\nprint reload(json) is again[0]\n",
            "import json\nimport importlib\n\n"
            "again = list(map(importlib.reload, [json]))\nprint(importlib.reload(json) is again[0])\n",
        ),
    )
    leave_alone = (
        "class Page(object):\n    def reload(self):\n        return 'again'\n\n\nprint(Page().reload())\n",
        "try:\n    from importlib import reload\nexcept ImportError:\n    from imp import reload\n\n"
        "import json\n\nprint(reload(json) is json)\n",
        "intern = {}.setdefault\nprint(intern('a', 1))\n",
    )

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if not means(self.module, original_node, *_MODULES):
            return updated_node
        around = parent(self.module, original_node)
        if isinstance(around, ast.Call) and reloads_sys(self.module, around):
            return updated_node  # to be removed
        name = original_node.value
        module = self.module.imports.module(_MODULES[name], original_node)
        return named(updated_node, f"{module}.{name}")
