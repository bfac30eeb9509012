"""BLT220: __import__ of a module beside the one that asks."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule

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
    out and that no module beside it has is left alone.
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
    )
    leave_alone = (
        "print(__import__('os', globals()).name)\n",
        "name = 'os'\nprint(__import__(name).name)\n",
        "def __import__(name, scope):\n    return name\n\n\nprint(__import__('os', globals()))\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.parents:
            if isinstance(node, ast.Call) and self._is_near(node):
                yield self.module.offset_of(node)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        call = self.module.at(original_node)
        if not isinstance(call, ast.Call) or not self._is_near(call):
            return updated_node
        name = self.module.helpers.add(_NAME, _HELPER)
        reason = "Python 2 looks in the package first"
        self.module.decide(self, original_node, name, Level.GUARDED, reason)
        return updated_node.with_changes(func=cst.Name(name))

    def _is_near(self, call: ast.Call) -> bool:
        """Whether a call may import a module of its own package without its full name."""
        module = self.module
        scopes = module.facts.scopes
        if not scopes.is_builtin(call.func) or call.func.id != "__import__" or call.keywords:
            return False
        if not 2 <= len(call.args) <= 4 or "absolute_import" in module.lowered.futures:
            return False
        name, given = call.args[:2]
        is_own = isinstance(given, ast.Call) and getattr(given.func, "id", "") == "globals"
        if not is_own or not module.project.package(module.path):
            return False
        if any(isinstance(one, ast.Starred) for one in call.args):
            return False
        if isinstance(name, ast.Constant):
            if not module.project.has_sibling(module.path, str(name.value)):
                return False
        return module.facts.versions.only(call) is None
