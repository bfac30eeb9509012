"""LIB080: calls that do something else in a detail."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.planner import is_planned
from migrator.stdlib.meanings import FUNCTIONS, HASH, METHODS, TELL


class ChangedMeanings(Rule):
    """A call of what does something else in a detail today is listed.

    `ElementTree.tostring` and `toxml` write attributes in the order in which they were set, where
    Python 2 sorted them; `marshal.loads`, `shelve.open` and `mimetypes.guess_extension` differ in
    what they read or know, `hash` in its number, but in a `__hash__`, where it does not matter, and
    `tell` fails in a loop over the file. The calls stay as they are: no form of them does what was
    done.
    """

    code = "LIB080"
    name = "changed-meanings"
    words = frozenset({"hash", "tell", *METHODS, *(name.rpartition(".")[2] for name in FUNCTIONS)})
    examples = (  # only listed
        (
            "import marshal\n\nprint marshal.loads(marshal.dumps(1))\n",
            "import marshal\n\nprint(marshal.loads(marshal.dumps(1)))\n",
        ),
    )
    leave_alone = (
        "def loads(text):\n    return text\n\n\nprint(loads('a'))\n",
        "class A(object):\n    def __hash__(self):\n        return hash('a')\n\n\nprint(hash(A()) == hash('a'))\n",
        "class Node(object):\n    def toxml(self):\n        return '<a/>'\n\n\nprint(Node().toxml())\n",
    )

    @cached_property
    def places(self) -> dict[int, ast.Call]:
        return {self.module.offset_of(call): call for call in self._notes}

    @cached_property
    def _notes(self) -> dict[ast.Call, str]:
        """What is to be said of calls."""
        facts = self.module.facts
        if self.module.dialect.version != "2":
            return {}
        found = {}
        for call in facts.walk.of(ast.Call):
            names = facts.scopes.imports(call.func)
            note = next((FUNCTIONS[name] for name in names if name in FUNCTIONS), None)
            if note is None and not names and isinstance(call.func, ast.Attribute):
                package, note = METHODS.get(call.func.attr, ("", None))
                note = note if package and self._imports(package) else None
            note = note or self._of_builtin(call)
            if note is not None:
                found[call] = note
        return found

    def _of_builtin(self, call: ast.Call) -> str | None:
        """What is to be said of a call of `hash`, or of a file's `tell`."""
        parents = self.module.facts.parents
        if self.module.facts.scopes.is_builtin(call.func) and call.func.id == "hash":
            is_own = getattr(parents.function(call), "name", "") == "__hash__"
            return None if is_own or isinstance(parents[call], ast.Compare) else HASH
        if not isinstance(call.func, ast.Attribute) or call.func.attr != "tell":
            return None
        file = ast.dump(call.func.value)
        loops = (one for one in parents.ancestors(call) if isinstance(one, ast.For))
        return TELL if any(ast.dump(loop.iter) == file for loop in loops) else None

    def _imports(self, package: str) -> bool:
        walk = self.module.facts.walk
        names = [alias.name for alias in walk.of(ast.alias)]
        names += [node.module or "" for node in walk.of(ast.ImportFrom)]
        return any(f"{name}.".startswith(f"{package}.") for name in names)

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if is_planned(self.module, original_node, self.places):
            note = self._notes[self.module.at(original_node)]
            self.module.decide(self, original_node, "as it is", Level.ASSUMED, note)
        return updated_node
