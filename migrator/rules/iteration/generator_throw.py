"""throw of generators with a class and a value."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.rules import Rule
from migrator.rules.syntax import building


class GeneratorThrow(Rule):
    """g.throw(Error, value) becomes g.throw(Error(value)).

    The form with two or three arguments is deprecated since Python 3.12, and the only one is an
    instance. It is changed where the class is a builtin exception and the value a text, so that
    the two mean the same; other calls go on working for now.
    """

    code = "ITR220"
    name = "generator-throw"
    words = frozenset({"throw"})
    examples = (
        (
            "def worker():\n    try:\n        yield 1\n    except ValueError, e:\n"
            "        yield str(e)\n\n\ng = worker()\nprint g.next(), g.throw(ValueError, 'boom')\n",
            "def worker():\n    try:\n        yield 1\n    except ValueError as e:\n"
            "        yield str(e)\n\n\ng = worker()\nprint(next(g), g.throw(ValueError('boom')))\n",
        ),
    )
    leave_alone = (
        "def fail(g):\n    g.throw(ValueError('boom'))\n\n\nprint(fail.__name__)\n",
        "def fail(ball, ValueError):\n    ball.throw(ValueError, 'far')\n\n\nprint(fail.__name__)\n",
    )

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        function = original_node.func
        if not isinstance(function, cst.Attribute) or function.attr.value != "throw":
            return updated_node
        call = self.module.at(original_node)
        if not isinstance(call, ast.Call) or call.keywords or not 2 <= len(call.args) <= 3:
            return updated_node
        class_, value, *traceback = call.args
        if not self._is_exception(class_) or not self._is_text(value):
            return updated_node
        error, text, *rest = updated_node.args
        new: cst.BaseExpression = cst.Call(error.value, building.parted([text]))
        if traceback:
            method = cst.Attribute(new, cst.Name("with_traceback"))
            new = cst.Call(method, building.parted(rest))
        return updated_node.with_changes(args=[building.argument(new)])

    def _is_exception(self, node: ast.expr) -> bool:
        if not isinstance(node, ast.Name) or not self.module.facts.scopes.is_builtin(node):
            return False
        return node.id.endswith(("Error", "Exception", "Exit", "Interrupt", "Iteration"))

    def _is_text(self, node: ast.expr) -> bool:
        return self.module.facts.types.is_a(node, "str", "unicode", "string")
