"""raw_input and input."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.results import Level
from migrator.rules.builtins.names import Renaming, builtin, is_called, means, named, parent


class Input(Renaming):
    """raw_input becomes input; what was input becomes eval(input()).

    2.7's `input` evaluates what is typed, where it is called; `eval(input())` does the same. That
    runs whatever somebody types: `int(input())` or `ast.literal_eval` may be what you want. In a
    file that could be of either version, `input` is left as it is and reported.
    """

    code = "BLT040"
    name = "input"
    words = frozenset({"raw_input", "input"})
    new_names = {"raw_input": "input"}
    examples = (
        (
            "import sys\nsys.stdin = iter([])\n"
            "def ask(question, read=raw_input):\n    return read(question)\n\nprint ask('?', len)\n",
            "import sys\nsys.stdin = iter([])\n"
            "def ask(question, read=input):\n    return read(question)\n\nprint(ask('?', len))\n",
        ),
        (
            "def ask():\n    name = raw_input('Name: ')\n    return name, input('Age: ')\n\n\nprint callable(ask)\n",
            "def ask():\n    name = input('Name: ')\n    return name, eval(input('Age: '))\n\n\n"
            "print(callable(ask))\n",
        ),
        (
            "read = {'value': input}\nprint sorted(read)\n",
            "read = {'value': lambda *prompt: eval(input(*prompt))}\nprint(sorted(read))\n",
        ),
    )
    leave_alone = (
        "def double(input):\n    return input * 2\n\n\nprint(double(4))\n",
        "try:\n    input = raw_input\nexcept NameError:\n    pass\n\nprint(callable(input))\n",
        "class Form(object):\n    def input(self, name):\n        return name\n\n\nprint(Form().input('a'))\n",
        "def ask():\n    return input('Name: ')\n\n\nprint(callable(ask))\n",
    )

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        module = self.module
        if not means(module, original_node, "input"):
            new = super().leave_Name(original_node, updated_node)
            if new is not updated_node:
                module.imports.pin_reading("from builtins import input")
            return new
        if is_called(module, original_node) or not self._is_python_2(original_node):
            return updated_node
        reason = "in Python 2 it evaluates what is typed; here not in the place of the call"
        module.decide(self, original_node, "eval", Level.ASSUMED, reason)
        new = cst.parse_expression("lambda *prompt: eval(input(*prompt))")
        return new.with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        module = self.module
        name = original_node.func
        if not isinstance(name, cst.Name) or not means(module, name, "input"):
            return updated_node
        if self._is_evaluated(original_node) or not self._is_python_2(name):
            return updated_node
        evaluate = named(cst.Name("eval"), builtin(module, "eval", name))
        inner = updated_node.with_changes(lpar=[], rpar=[])
        return cst.Call(evaluate, [cst.Arg(inner)], updated_node.lpar, updated_node.rpar)

    def _is_evaluated(self, call: cst.Call) -> bool:
        around = parent(self.module, call)
        if not isinstance(around, ast.Call) or not isinstance(around.func, ast.Name):
            return False
        return around.func.id == "eval" and self.module.facts.scopes.is_builtin(around.func)

    def _is_python_2(self, name: cst.Name) -> bool:
        if self.module.dialect.version == "2":
            return True
        self.module.report(
            self, name, "if this is Python 2, input() evaluates what is typed: write eval(input())"
        )
        return False
