"""BLT220: __import__ of a module beside the one that asks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.syntax import building

_NAME = "import_near"
_HELPER = '''
def import_near(name, *context):
    """Import as Python 2 does: the module beside the one that asks, else that of the full name."""
    context += (None, ())[len(context) - 1 :]
    try:
        return __import__(name, *context, 1)
    except ImportError:
        return __import__(name, *context)
'''


class NearImports(Rule):
    """__import__(name, globals()) finds modules beside its own, as in Python 2.

    Given the globals of a module in a package, the function looks in the package first, as `import
    name` does in Python 2; in Python 3 it does not, unless it is told so. A name that is written
    out and that no module beside it has is left alone, but for a level of -1, which asked for just
    that and is an error today.
    """

    code = "BLT220"
    name = "near-imports"
    words = frozenset({"__import__"})
    examples = (
        (
            "def get(name):\n    return __import__(name, globals())\n\n\nprint get.__name__\n",
            _HELPER.lstrip("\n") + "\n\n"
            "def get(name):\n    return import_near(name, globals())\n\n\nprint(get.__name__)\n",
        ),
        (
            "def get(name):\n    here = globals()\n    return __import__(name, here)\n\n\nprint get.__name__\n",
            _HELPER.lstrip("\n") + "\n\n"
            "def get(name):\n    here = globals()\n    return import_near(name, here)\n\n\nprint(get.__name__)\n",
        ),
        (
            "m = __import__('xml.dom', globals(), locals(), ['x'], -1)\nprint m.__name__\n",
            "m = __import__('xml.dom', globals(), locals(), ['x'])\nprint(m.__name__)\n",
        ),
    )
    leave_alone = (
        "print(__import__('os', globals()).name)\n",
        "print(__import__('os', globals(), {}, [], 0).name)\n",
        "name = 'os'\nprint(__import__(name).name)\n",
        "import sys\nhere = vars(sys)\nname = 'os'\nprint(__import__(name, here).name)\n",
        "def __import__(name, scope):\n    return name\n\n\nprint(__import__('os', globals()))\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.parents:
            if self._is_import(node) and (self._is_near(node) or _level(node) is not None):
                yield self.module.offset_of(node)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        call = self.module.at(original_node)
        if not self._is_import(call):
            return updated_node
        level = _level(call)
        if level is not None:
            args = [*updated_node.args[:level], *updated_node.args[level + 1 :]]
            updated_node = updated_node.with_changes(args=building.parted(args))
        if not self._is_near(call):
            return updated_node
        name = self.module.helpers.add(_NAME, _HELPER)
        reason = "Python 2 looks in the package first"
        self.module.decide(self, original_node, name, Level.GUARDED, reason)
        return updated_node.with_changes(func=cst.Name(name))

    def _is_import(self, node: ast.AST | None) -> TypeGuard[ast.Call]:
        """Whether a node calls the built-in `__import__`, for both Pythons, in plain sight."""
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "__import__":
            return False
        starred = any(isinstance(one, ast.Starred) for one in node.args)
        facts = self.module.facts
        return (
            not starred
            and all(keyword.arg for keyword in node.keywords)
            and facts.scopes.is_builtin(node.func)
            and facts.versions.only(node) is None
        )

    def _is_near(self, call: ast.Call) -> bool:
        """Whether a call may import a module of its own package without its full name."""
        module = self.module
        level = _level(call)
        given = [one for place, one in enumerate(_arguments(call)) if place != level]
        if not 2 <= len(given) <= 4 or len(given) > len(call.args):
            return False
        if "absolute_import" in module.lowered.futures and level is None:
            return False
        name, scope = given[:2]
        if not self._is_globals(scope) or not module.project.package(module.path):
            return False
        return not isinstance(name, ast.Constant) or module.project.has_sibling(
            module.path, str(name.value)
        )

    def _is_globals(self, scope: ast.expr) -> bool:
        """Whether an expression is `globals()`, or a variable that holds just that."""
        if isinstance(scope, ast.Name):
            value = self.module.facts.scopes.resolve(scope).value
            return isinstance(value, ast.Call) and self._is_globals(value)
        return isinstance(scope, ast.Call) and getattr(scope.func, "id", "") == "globals"


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _level(call: ast.Call) -> int | None:
    """At what place a call is given the level -1."""
    names = ["name", "globals", "locals", "fromlist", "level"][: len(call.args)]
    names += [keyword.arg or "" for keyword in call.keywords]
    if "level" not in names:
        return None
    place = names.index("level")
    return place if ast.unparse(_arguments(call)[place]) == "-1" else None
