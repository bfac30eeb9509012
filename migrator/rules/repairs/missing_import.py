"""Modules that are used and never imported."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator import stdlib
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtin, named
from migrator.rules.imports.heirs import LAZY, Fate, Heir, heir_of
from migrator.rules.imports.planner import is_at

# Modules that their owner has without an import of their own.
_ATTRIBUTES = {"os.path": "os"}


class MissingImport(Rule):
    """A standard module that is used and never imported gets its import.

    `os.getpid()` in a module that binds `os` nowhere is a NameError as soon as it runs, under
    both Pythons. It is repaired where no doubt is left: the name is a standard module's, all that
    is taken of it is there, and nothing (a star import, `exec`, `globals()`) may bind it unseen.
    The repair is listed, since the program now does more than it did.
    """

    code = "FIX010"
    name = "missing-import"
    examples = (
        (
            "def name():\n    return os.path.basename('a/b')\n\n\nprint name()\n",
            "import os\n\ndef name():\n    return os.path.basename('a/b')\n\n\nprint(name())\n",
        ),
        (
            "import sys\n\nprint sys.argv[1:], Queue.Queue().empty()\n",
            "import sys\nimport queue\n\nprint(sys.argv[1:], queue.Queue().empty())\n",
        ),
        (
            "print urllib2.quote.__name__, math.sqrt(4) > 1\n",
            "import urllib.parse\nimport math\n\nprint(urllib.parse.quote.__name__, math.sqrt(4) > 1)\n",
        ),
    )
    leave_alone = (
        "import os\n\nprint(os.getpid() > 0)\n",
        "def f(os):\n    return os.getpid()\n\n\nprint(f)\n",
        "from helpers import *\n\nprint(os.getpid())\n",
        "print(os.no_such_name)\n",
        "try:\n    print(os.sep)\nexcept NameError:\n    print('none')\n",
        "print(calendar)\n",
        "globals()['os'] = None\nprint(os.sep)\n",
    )

    @cached_property
    def _uses(self) -> dict[ast.AST, tuple[str, Heir]]:
        """The Name, or the attribute of a moved name, to be written: by its module's old name."""
        module = self.module
        found: dict[ast.AST, tuple[str, Heir]] = {}
        for name, loads in module.facts.scopes.unbound_modules().items():
            known = stdlib.names_2(name)
            if known is None or module.project.is_project_module(name, module.path):
                continue
            heirs = [(load, self._heir(load)) for load in loads]
            plain = [(load, heir) for load, heir in heirs if heir and _is_plain(heir)]
            if len(plain) == len(heirs):
                for load, heir in plain:
                    node = load if heir.fate is Fate.STAYS else self._node(load, heir)
                    found[node] = (name, heir)
        return found

    def _heir(self, load: ast.Name) -> Heir | None:
        """What became of the attribute that is taken, where 2.7 had it."""
        names = [load.id]
        node: ast.AST = load
        while isinstance(node := self.module.facts.walk.parents[node], ast.Attribute):
            names.append(node.attr)
        heir = heir_of(".".join(names), self.module.options.target)
        return heir if heir and stdlib.exists(heir.old, stdlib.PYTHON_2) else None

    def _node(self, load: ast.Name, heir: Heir) -> ast.AST:
        node: ast.AST = load
        for _ in range(heir.depth - 1):
            node = self.module.facts.walk.parents[node]
        return node

    @cached_property
    def places(self) -> frozenset[int]:
        return frozenset(self.module.offset_of(node) for node in self._uses)

    def assumed_imports(self) -> Iterable[str]:
        return {name for name, heir in self._uses.values() if heir.fate is Fate.STAYS}

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> Any:
        return self._written(original_node, updated_node)

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> Any:
        return self._written(original_node, updated_node)

    def _written(self, original: Any, updated: Any) -> Any:
        if not is_at(self.module, original, self.places):
            return updated
        node = self.module.at(original)
        if node not in self._uses:
            return updated
        name, heir = self._uses[node]
        new = self._new(original, updated, heir)
        if node is next(first for first, (used, _) in self._uses.items() if used == name):
            message = f"`{name}` is used and never imported: its import is put in"
            self.module.decide(self, original, "import", Level.ASSUMED, message)
            if new is updated:
                self.module.changed(self, self.module.anchor(original), message)
        return new

    def _new(self, original: Any, updated: Any, heir: Heir) -> Any:
        module = self.module
        home, dot, last = heir.new.rpartition(".")
        if heir.fate is Fate.STAYS:
            home = _ATTRIBUTES.get(heir.module, heir.module)
            local = module.imports.module(home, original).partition(".")[0]
            return updated if local == updated.value else cst.Name(local)
        if home == "builtins":
            return named(updated, builtin(module, last, original))
        written = module.imports.module(home or last, original)
        return named(updated, f"{written}.{last}" if dot else written)


def _is_plain(heir: Heir) -> bool:
    """Whether a name is there, or has an heir that is written as it was."""
    return heir.fate is Fate.STAYS or (heir.fate is Fate.MOVED and heir.new not in LAZY)
