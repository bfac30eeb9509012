"""LIB069: questions whether something is a method."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.classes import bodies
from migrator.rules.imports.planner import is_at
from migrator.rules.syntax import building

_CLASS_PARAMETERS = frozenset({"cls", "klass", "class_", "kls", "testCaseClass"})
_OF_BOUND = frozenset({"im_self", "im_func", "__self__", "__func__"})
_NAME = "is_method"
_HELPER = '''
def is_method(value):
    """Whether it is a method, also a function as the class gives it, as Python 2 had it."""
    if not inspect.isfunction(value):
        return inspect.ismethod(value)
    *path, name = value.__qualname__.split(".")
    owner = sys.modules.get(value.__module__)
    for part in path:
        owner = getattr(owner, part, None)
    return inspect.isclass(owner) and vars(owner).get(name) is value
'''
_REASON = "what a class gives of its methods is a function today; so is a static method"


class _Question(NamedTuple):
    """`owner` is the object that gives what may be a method, if seen; `member` that, if named."""

    owner: ast.expr | None
    is_class: bool
    member: ast.expr | None


class MethodTests(Rule):
    """inspect.ismethod(getattr(cls, name)) becomes isinstance(getattr(cls, name), (MethodType, FunctionType)).

    What a class gives of its methods was an unbound method, which `inspect.ismethod` and
    `types.MethodType` took for a method, and is a plain function today. Where the object that is
    asked is a class, functions are methods as well; where it may be one or an instance, that is
    found out. A static method of a class, which was none, is taken for one. Where it is not seen
    what gave a function, it is one if the class that it names has it.
    """

    code = "LIB069"
    name = "method-tests"
    words = frozenset({"ismethod", "MethodType"})
    examples = (
        (
            "import inspect\n\n\nclass C(object):\n    a = 1\n\n    def m(self):\n        pass\n\n\n"
            "print [name for name, _ in inspect.getmembers(C, inspect.ismethod)]\n",
            "import inspect\nimport types\n\n\nclass C(object):\n    a = 1\n\n    def m(self):\n        pass\n\n\n"
            "print([name for name, _ in inspect.getmembers(C, lambda member: "
            "isinstance(member, (types.MethodType, types.FunctionType)))])\n",
        ),
        (
            "import types\n\n\nclass C(object):\n    a = 1\n\n    def m(self):\n        pass\n\n\n"
            "def methods(cls):\n    return [n for n in dir(cls) if isinstance(getattr(cls, n), types.MethodType)]\n\n\n"
            "print methods(C)\n",
            "import types\n\n\nclass C(object):\n    a = 1\n\n    def m(self):\n        pass\n\n\n"
            "def methods(cls):\n    return [n for n in dir(cls) if "
            "isinstance(getattr(cls, n), (types.MethodType, types.FunctionType))]\n\n\n"
            "print(methods(C))\n",
        ),
        (
            "import inspect\n\n\nclass C(object):\n    def m(self):\n        pass\n\n\ndef has(thing):\n"
            "    return inspect.ismethod(getattr(thing, 'm', None))\n\n\nprint has(C), has(C()), has(1)\n",
            "import inspect\nimport types\n\n\nclass C(object):\n    def m(self):\n        pass\n\n\ndef has(thing):\n"
            "    return isinstance(getattr(thing, 'm', None), (types.MethodType, types.FunctionType) "
            "if isinstance(thing, type) else types.MethodType)\n\n\nprint(has(C), has(C()), has(1))\n",
        ),
        (
            "import inspect\n\n\nclass C(object):\n    def m(self):\n        pass\n\n    @staticmethod\n    def s():\n        pass\n\n\n"
            "def ask(f):\n    return inspect.ismethod(f)\n\n\n"
            "print ask(C.m), ask(C().m), ask(C.s), ask(ask), ask(len)\n",
            "import inspect\nimport sys\n\n" + _HELPER + "\n\n"
            "class C(object):\n    def m(self):\n        pass\n\n    @staticmethod\n    def s():\n        pass\n\n\n"
            "def ask(f):\n    return is_method(f)\n\n\n"
            "print(ask(C.m), ask(C().m), ask(C.s), ask(ask), ask(len))\n",
        ),
    )
    leave_alone = (
        "import inspect\n\n\ndef ask(f):\n    return f.__self__ if inspect.ismethod(f) else None\n\n\nprint(ask(len))\n",
        "import inspect\n\n\nclass C(object):\n    def m(self):\n        return inspect.ismethod(self.m)\n\n\nprint(C().m())\n",
        "import inspect\n\nf = len\nprint(inspect.ismethod(f))\n",
        "import types\n\n\nclass C(object):\n    def m(self):\n        pass\n\n\n"
        "print(isinstance(C.m, (types.MethodType, types.FunctionType)))\n",
        "class inspect(object):\n    ismethod = bool\n\n\nprint(inspect.ismethod(getattr(inspect, 'x', 0)))\n",
    )

    @cached_property
    def places(self) -> dict[int, tuple[ast.Call, _Question]]:
        """The calls that ask about what a class may have given."""
        if self.module.dialect.version != "2":
            return {}
        found = {}
        for call in self.module.facts.walk.of(ast.Call):
            question = self._question(call)
            if question is not None:
                found[self.module.offset_of(call)] = (call, question)
        return found

    def _question(self, call: ast.Call) -> _Question | None:
        imported, scopes = self.module.facts.scopes.imported, self.module.facts.scopes
        if call.keywords or any(isinstance(one, ast.Starred) for one in call.args):
            return None
        given = [imported(one) for one in call.args]
        if imported(call.func) == "inspect.getmembers" and given[1:] == ["inspect.ismethod"]:
            return self._of(call.args[0], None)
        is_asked = imported(call.func) == "inspect.ismethod" and len(given) == 1
        if scopes.is_builtin(call.func) and call.func.id == "isinstance":
            is_asked = given[1:] == ["types.MethodType"]
        if not is_asked:
            return None
        owner = self._owner(call.args[0])
        if owner is not None:
            return self._of(owner, call.args[0])
        return _Question(None, False, call.args[0]) if self._may_be_any(call.args[0]) else None

    def _may_be_any(self, node: ast.expr) -> bool:
        """Whether it is a parameter, or an attribute that holds a value, and not taken for bound."""
        if isinstance(node, ast.Name):
            definitions = self.module.facts.scopes.resolve(node).definitions
            if not definitions or not all(isinstance(one.node, ast.arg) for one in definitions):
                return False
        elif not self._holds_value(node):
            return False
        text = ast.dump(node)
        return not any(
            ast.dump(one.value) == text for one in self.module.facts.walk.attributes(*_OF_BOUND)
        )

    def _holds_value(self, node: ast.expr) -> bool:
        """Whether it is an attribute that the module assigns to."""
        walk = self.module.facts.walk
        return isinstance(node, ast.Attribute) and bool(walk.stored(node.attr))

    def _of(self, owner: ast.expr, member: ast.expr | None) -> _Question | None:
        """The question about an owner, if that may be a class."""
        if self._is_class(owner):
            return _Question(owner, True, member)
        function = self.module.facts.parents.function(owner)
        while function is not None:
            if bodies.method_class(self.module, function) is not None and bodies.is_named(
                owner, bodies.receiver(function)
            ):
                return None
            function = self.module.facts.parents.function(function)
        is_known = self.module.facts.types.of(owner) is not None
        return (
            None if is_known or not isinstance(owner, ast.Name) else _Question(owner, False, member)
        )

    def _is_class(self, node: ast.expr) -> bool:
        facts = self.module.facts
        if isinstance(node, ast.Call):
            is_type = facts.scopes.is_builtin(node.func) and node.func.id == "type"
            return is_type and len(node.args) == 1
        if isinstance(node, ast.Attribute):
            return node.attr == "__class__"
        if facts.types.class_named(node) is not None:
            return True
        return isinstance(node, ast.Name) and node.id in _CLASS_PARAMETERS

    def _owner(self, node: ast.expr) -> ast.expr | None:
        """What is asked for an attribute, in an expression or where a variable is bound."""
        scopes = self.module.facts.scopes
        if isinstance(node, ast.Attribute):
            is_given = scopes.imported(node) is None and not self._holds_value(node)
            return node.value if is_given else None
        if isinstance(node, ast.Call):
            is_asked = scopes.is_builtin(node.func) and node.func.id == "getattr"
            return node.args[0] if is_asked and len(node.args) > 1 else None
        if not isinstance(node, ast.Name):
            return None
        definitions = scopes.resolve(node).definitions
        if len(definitions) != 1:
            return None
        if definitions[0].value is not None:
            value = definitions[0].value
            return None if isinstance(value, ast.Name) else self._owner(value)
        pair = self.module.facts.parents.get(definitions[0].node)
        loop = self.module.facts.parents.get(pair) if isinstance(pair, ast.Tuple) else None
        walked = getattr(loop, "iter", None)
        if not isinstance(walked, ast.Call) or len(walked.args) != 1:
            return None
        return walked.args[0] if scopes.imported(walked.func) == "inspect.getmembers" else None

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not is_at(self.module, original_node, self.places):
            return updated_node
        call, question = self.places[self.module.anchor(original_node)]
        if self.module.at(original_node) is not call:
            return updated_node
        self.module.decide(self, original_node, "functions, too", Level.ASSUMED, _REASON)
        if question.owner is None:
            text = _HELPER
            for needed in ("inspect", "sys"):
                written = self.module.imports.module(needed, original_node, at_top=True)
                text = text.replace(f"{needed}.", f"{written}.")
            function = cst.Name(self.module.helpers.add(_NAME, text))
            return updated_node.with_changes(
                func=function, args=building.parted(updated_node.args[:1])
            )
        types = self.module.imports.module("types", original_node)
        kinds = f"({types}.MethodType, {types}.FunctionType)"
        if not question.is_class:
            kinds += f" if isinstance({ast.unparse(question.owner)}, type) else {types}.MethodType"
        first = updated_node.args[0]
        if question.member is None:
            test = cst.parse_expression(f"lambda member: isinstance(member, {kinds})")
            args = [first, building.argument(test)]
            return updated_node.with_changes(args=building.parted(args))
        args = [first, building.argument(cst.parse_expression(kinds))]
        return building.call(cst.Name("isinstance"), building.parted(args)).with_changes(
            lpar=updated_node.lpar, rpar=updated_node.rpar
        )
