"""CLS070: what makes classes of namespaces finds more in them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.facts.effects import subtree
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.classes import bodies
from migrator.rules.syntax import places

_NEW_NAMES = ("__qualname__", "__static_attributes__", "__firstlineno__")
_VIEWS = frozenset("items keys values iteritems iterkeys itervalues viewitems viewkeys".split())


class Namespaces(Rule):
    """What walks the namespace of a new class does not get what only Python 3 puts there.

    The body of a class leaves `__module__` in its namespace, and in Python 3 `__qualname__` as
    well (PEP 3155; 3.13 adds two more). A metaclass that knows `__module__` by name and takes all
    else for what the class defines finds these too: they are taken out first.
    """

    code = "CLS070"
    name = "class-namespaces"
    words = frozenset({"bases"})
    unit = "definition"
    examples = (
        (
            "class Names(type):\n    def __new__(mcs, name, bases, attrs):\n"
            "        print sorted(one for one in attrs if one != '__module__')\n"
            "        return type.__new__(mcs, name, bases, attrs)\n\n\n"
            "Names('Point', (object,), {'x': 1, '__module__': 'm'})\n",
            "class Names(type):\n    def __new__(mcs, name, bases, attrs):\n"
            "        for new_name in ('__qualname__', '__static_attributes__', "
            "'__firstlineno__'):\n            attrs.pop(new_name, None)\n"
            "        print(sorted(one for one in attrs if one != '__module__'))\n"
            "        return type.__new__(mcs, name, bases, attrs)\n\n\n"
            "Names('Point', (object,), {'x': 1, '__module__': 'm'})\n",
        ),
    )
    leave_alone = (
        "class Names(type):\n    def __new__(mcs, name, bases, attrs):\n"
        "        print(attrs['__module__'])\n"
        "        return type.__new__(mcs, name, bases, attrs)\n\n\n"
        "Names('Point', (object,), {'__module__': 'm'})\n",
        "class Names(type):\n    def __new__(mcs, name, bases, attrs):\n"
        "        print(sorted(one for one in attrs if not one.startswith('__')))\n"
        "        return type.__new__(mcs, name, bases, attrs)\n\n\nNames('Point', (object,), {'x': 1})\n",
        "def show(bases, attrs):\n    print(sorted(attrs), '__module__' in attrs)\n\n\nshow((), {})\n",
    )

    def sites(self) -> Iterator[int]:
        for scope in self.module.facts.walk.scopes:
            if isinstance(scope.node, ast.FunctionDef) and self._walked(scope.node) is not None:
                yield self.module.offset_of(scope.node)

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        function = self.module.at(original_node)
        if not isinstance(function, ast.FunctionDef):
            return updated_node
        walked = self._walked(function)
        body = updated_node.body
        if walked is None or not isinstance(body, cst.IndentedBlock):
            return updated_node
        reason = "the namespace of a class holds names that it did not in Python 2"
        self.module.decide(self, original_node, "removed", Level.GUARDED, reason)
        name = places.fresh(self.module, "new_name")
        text = f"for {name} in {_NEW_NAMES!r}:\n    {walked.arg}.pop({name}, None)\n"
        if _has_default(function.args, walked):
            text = f"if {walked.arg}:\n    " + text.replace("\n    ", "\n        ")
        lines = list(body.body)
        at = 1 if ast.get_docstring(function, clean=False) is not None else 0
        return updated_node.with_changes(
            body=body.with_changes(body=[*lines[:at], cst.parse_statement(text), *lines[at:]])
        )

    def _walked(self, function: ast.FunctionDef) -> ast.arg | None:
        """The parameter that is the namespace of a class, in a function that walks it."""
        arguments = [*function.args.posonlyargs, *function.args.args]
        names = [one.arg for one in arguments]
        at = names.index("bases") if "bases" in names else -1
        if at < 1 or at + 1 >= len(names) or is_spared(self.module, function, "AttributeError"):
            return None
        attrs = arguments[at + 1]
        nodes = list(bodies.own(function))
        constants = {one.value for one in nodes if isinstance(one, ast.Constant)}
        if "__module__" not in constants or constants & set(_NEW_NAMES):
            return None
        walks = (one.iter for one in nodes if isinstance(one, (ast.For, ast.comprehension)))
        return attrs if any(_is_all_of(one, attrs.arg) for one in walks) else None


def _is_all_of(walked: ast.expr, name: str) -> bool:
    """Whether an expression gives all the names of a dict: `d`, `d.items()`, `list(d.items())`."""
    return any(bodies.is_named(node, name) for node in subtree([walked])) and not any(
        isinstance(node, ast.Attribute) and node.attr not in _VIEWS for node in subtree([walked])
    )


def _has_default(arguments: ast.arguments, parameter: ast.arg) -> bool:
    own = [*arguments.posonlyargs, *arguments.args]
    return own.index(parameter) >= len(own) - len(arguments.defaults)
