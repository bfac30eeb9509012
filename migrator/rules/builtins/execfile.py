"""execfile(path) is exec of what the file compiles to."""

from __future__ import annotations

import libcst as cst

from migrator.precedence import fit
from migrator.results import Level
from migrator.rules.builtins.names import BuiltinRule, is_called, means, named

_NAME = "compile_file"
_HELPER = f'''
def {_NAME}(path):
    """The code of a file of Python source."""
    with open(path, "rb") as source:
        return compile(source.read(), path, "exec")
'''


class Execfile(BuiltinRule):
    """execfile(path, globals, locals) becomes exec(compile_file(path), globals, locals).

    The builtin is gone. `exec` runs the code in the same namespaces; the small function that is
    added reads the file as bytes, so that its coding line counts, and closes it. The file that is
    run must be Python 3 as well. Handed on as a value, `execfile` can no longer use the namespace
    of whoever calls it.
    """

    code = "BLT100"
    name = "execfile"
    words = frozenset({"execfile"})
    examples = (
        (
            "def load(path):\n"
            "    settings = {}\n"
            "    execfile(path, settings)\n"
            "    return settings\n\n\n"
            "print callable(load)\n",
            _HELPER.lstrip("\n") + "\n\n"
            "def load(path):\n"
            "    settings = {}\n"
            "    exec(compile_file(path), settings)\n"
            "    return settings\n\n\n"
            "print(callable(load))\n",
        ),
        (
            "run = execfile\nprint callable(run)\n",
            _HELPER.lstrip("\n") + "\n\n"
            "run = lambda path, *names: exec(compile_file(path), *names)\nprint(callable(run))\n",
        ),
    )
    leave_alone = (
        "def execfile(path):\n    return path\n\n\nprint(execfile('a'))\n",
        "class Runner(object):\n    def execfile(self, path):\n        return path\n\n\n"
        "print(Runner().execfile('a'))\n",
    )

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if not means(self.module, original_node, "execfile"):
            return updated_node
        if is_called(self.module, original_node):
            return updated_node
        return self._function(original_node, updated_node)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        name = original_node.func
        if not isinstance(name, cst.Name) or not means(self.module, name, "execfile"):
            return updated_node
        given = updated_node.args
        if not given or any(argument.star for argument in given):
            function = self._function(name, updated_node.func)
            return updated_node.with_changes(func=fit(updated_node, "func", function))
        self.module.helpers.add(_NAME, _HELPER)
        reason = "the file that is run must be Python 3 as well"
        self.module.decide(self, name, "exec", Level.ASSUMED, reason)
        path = given[0].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        code = cst.Call(cst.Name(_NAME), [path])
        return updated_node.with_changes(
            func=named(updated_node.func, "exec"),
            args=[given[0].with_changes(value=code), *given[1:]],
        )

    def _function(self, name: cst.Name, updated: cst.BaseExpression) -> cst.BaseExpression:
        """A function to stand for the builtin itself."""
        self.module.helpers.add(_NAME, _HELPER)
        reason = "it runs a file in the namespaces it is given, no longer in its caller's"
        self.module.decide(self, name, "lambda", Level.ASSUMED, reason)
        self.module.report(self, name, reason, Level.ASSUMED)
        new = cst.parse_expression(f"lambda path, *names: exec({_NAME}(path), *names)")
        return new.with_changes(lpar=updated.lpar, rpar=updated.rpar)
