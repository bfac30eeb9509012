"""LIB070: names of modules in strings."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property

import libcst as cst

from migrator.python2 import literals
from migrator.rules import Rule
from migrator.rules.imports.heirs import Fate, finds_sibling, heir_of
from migrator.rules.imports.planner import is_at
from migrator.stdlib import is_stdlib_module_2

_PATCHES = frozenset(
    f"{module}.{name}" for module in ("mock", "unittest.mock") for name in ("patch", "patch.dict")
)


class NamesInStrings(Rule):
    """__import__('Queue') becomes __import__('queue'), patch('__builtin__.open') patch('builtins.open').

    The names of modules that moved, in the literals given to `__import__`,
    `importlib.import_module`, `mock.patch` and as keys of `sys.modules`, also by a loop over them. A module whose names went
    to several others is only named where the string says which of them is meant; `__import__` of
    what is in a package today is left alone, as it would return the package. `lib.Queue.Queue` is
    what it is in the library, where the project's `lib` imports that.
    """

    code = "LIB070"
    name = "names-in-strings"
    words = frozenset({"__import__", "import_module", "patch", "modules"})
    examples = (
        (
            "print __import__('Queue').Queue().empty()\n",
            "print(__import__('queue').Queue().empty())\n",
        ),
        (
            "for name in ('Queue', 'os'):\n    print __import__(name) is not None\n",
            "for name in ('queue', 'os'):\n    print(__import__(name) is not None)\n",
        ),
        (
            "import importlib, sys\nq = importlib.import_module('HTMLParser')\nprint sys.modules['HTMLParser'] is q\n",
            "import importlib, sys\nq = importlib.import_module('html.parser')\nprint(sys.modules['html.parser'] is q)\n",
        ),
        (
            "from mock import patch\n\n\n@patch('__builtin__.raw_input')\ndef test(f):\n    print f\n",
            "from mock import patch\n\n\n@patch('builtins.input')\ndef test(f):\n    print(f)\n",
        ),
    )
    leave_alone = (
        "for name in ('Queue', 'os'):\n    print(name, __import__(name))\n",
        "import sys\n\nfor name in ('Queue', 'os'):\n    print(name in sys.modules and sys.modules[name])\n",
        "print(__import__('HTMLParser'), 'Queue')\n",
        "def __import__(name):\n    return name\n\n\nprint(__import__('Queue'))\n",
        "modules = {'Queue': 1}\nprint(modules['Queue'])\n",
        "try:\n    q = __import__('Queue')\nexcept ImportError:\n    q = __import__('queue')\nprint(q.Queue)\n",
    )

    @cached_property
    def places(self) -> dict[int, tuple[str, str]]:
        """The old and new names in literals, by carrier offsets."""
        found = {}
        for node, old, is_top in self._names():
            new = self._heir(old, is_top)
            if new and not self.module.facts.parents.guarded(node, "ImportError"):
                found[self.module.offsets.start(node)] = (old, new)
        return found

    def _names(self) -> Iterator[tuple[ast.Constant, str, bool]]:
        """The literals that name modules, what they say, and whether only a package's top is had."""
        scopes = self.module.facts.scopes
        for node in self.module.facts.walk.of(ast.Subscript, ast.Call):
            if isinstance(node, ast.Subscript):
                name, is_top = node.slice, False
                if scopes.imported(node.value) != "sys.modules":
                    continue
            elif isinstance(node, ast.Call) and node.args:
                name, is_top = node.args[0], len(node.args) < 4 and not node.keywords
                is_import = scopes.is_builtin(node.func) and node.func.id == "__import__"
                dotted = scopes.imported(node.func)
                if not is_import:
                    is_top = False
                    if dotted != "importlib.import_module" and dotted not in _PATCHES:
                        continue
            else:
                continue
            for literal in self._literals(name):
                if isinstance(literal, ast.Constant) and isinstance(literal.value, str):
                    yield literal, literal.value, is_top

    def _literals(self, name: ast.expr) -> list[ast.expr]:
        """What names a module: for the variable of a loop all that the loop walks over.

        Not where the variable, or the list, is of use for something else.
        """
        if not isinstance(name, ast.Name):
            return [name]
        parents, scopes = self.module.facts.parents, self.module.facts.scopes
        given = parents.get(name)
        if not isinstance(given, ast.Call):
            return []
        function = ast.dump(given.func)
        for load in scopes.loads(scopes.resolve(name)):
            call = parents.get(load)
            if not isinstance(call, ast.Call) or ast.dump(call.func) != function:
                return []
        walked = self._bound_to(name, "iter")
        if isinstance(walked, ast.Name):
            is_once = len(scopes.loads(scopes.resolve(walked))) == 1
            walked = self._bound_to(walked, "value") if is_once else None
        return walked.elts if isinstance(walked, (ast.Tuple, ast.List)) else []

    def _bound_to(self, name: ast.Name, field: str) -> ast.expr | None:
        """What the one loop walks over, or the one assignment takes, that binds a variable."""
        target = self.module.facts.scopes.resolve(name).node
        return getattr(self.module.facts.parents.get(target), field, None)

    def _heir(self, name: str, is_top: bool) -> str:
        """What to call the module, or the name in it, today; empty to leave it."""
        module = self.module
        if finds_sibling(module, name) or module.project.is_project_module(name, module.path):
            name = self._through_project(name)
        heir = heir_of(name, module.options.target)
        if heir is None or heir.fate is not Fate.MOVED or (is_top and "." in heir.new):
            return ""
        return heir.new + name[len(heir.old) :]

    def _through_project(self, name: str) -> str:
        """What a name is in the library where it leads through an import of the project's module."""
        project, path = self.module.project, self.module.path
        parts = name.split(".")
        for size in range(len(parts) - 2, 0, -1):
            file = project.file_of(".".join(parts[:size]), path)
            bound = project.imports_of(file).get(parts[size], ()) if file else ()
            if len(bound) == 1 and is_stdlib_module_2(bound[0]):
                is_own = project.is_project_module(bound[0], path)
                return "" if is_own else ".".join([bound[0], *parts[size + 1 :]])
        return ""

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        if not is_at(self.module, original_node, self.places):
            return updated_node
        old, new = self.places[self.module.anchor(original_node)]
        prefix, quote, body = literals.split(updated_node.value)
        if body != old:
            return updated_node
        return updated_node.with_changes(value=prefix + quote + new + quote)
