"""EXC070: exceptions that do not hand their arguments on."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.classes import bodies

_MESSAGE = (
    "this calls no __init__ of its base: args and str() of the exception were empty in Python 2, and"
    " are what it is made with in Python 3"
)


class UnsetArguments(Rule):
    """An exception whose __init__ does not call its base's is reported: it has another text.

    Python 2 took what `__init__` of `Exception` is given for the arguments, Python 3 what the class
    is called with. So `str(error)`, `error.args` and `repr(error)` were empty and are no longer.
    Nothing is changed. Not where the class, or one that it derives from, has a `__str__`.
    """

    code = "EXC070"
    name = "unset-arguments"
    words = frozenset({"__init__"})
    examples = (  # only reported
        (
            "class Problem(Exception):\n    def __init__(self, line):\n        self.line = line\n\n\n"
            "print Problem(3).line\n",
            "class Problem(Exception):\n    def __init__(self, line):\n        self.line = line\n\n\n"
            "print(Problem(3).line)\n",
        ),
    )
    leave_alone = (
        "class Problem(Exception):\n    def __init__(self, line):\n"
        "        Exception.__init__(self, line)\n        self.line = line\n\n\nprint(Problem(3))\n",
        "class Problem(Exception):\n    def __init__(self, line):\n        self.line = line\n\n"
        "    def __str__(self):\n        return 'line %d' % self.line\n\n\nprint(Problem(3))\n",
        "class Line(object):\n    def __init__(self, number):\n        self.number = number\n\n\n"
        "print(Line(3).number)\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.of(ast.FunctionDef):
            if self._leaves_out(node):
                yield self.module.offset_of(node)

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        if self._leaves_out(self.module.at(original_node)):
            self.module.report(self, original_node, _MESSAGE, Level.ASSUMED)
        return updated_node

    def _leaves_out(self, method: ast.AST | None) -> bool:
        """Whether this is the `__init__` of an exception, with arguments that it keeps for itself."""
        if not isinstance(method, ast.FunctionDef) or method.name != "__init__":
            return False
        class_ = bodies.method_class(self.module, method)
        if class_ is None or self.module.dialect.version != "2":
            return False
        bases = self.module.facts.types.ancestry(class_)
        is_exception = any(isinstance(one, str) and _is_exception(one) for one in bases)
        if not is_exception or self.module.facts.types.defines(class_, "__str__") is True:
            return False
        names = {getattr(node, "attr", None) for node in bodies.own(method)}
        takes_some = len(method.args.args) > 1 or method.args.vararg is not None
        return takes_some and not names & {"__init__", "args"}


def _is_exception(name: str) -> bool:
    class_ = getattr(builtins, name, Exception if name == "StandardError" else None)
    return isinstance(class_, type) and issubclass(class_, Exception)
