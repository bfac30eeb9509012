"""EXC010: exceptions used as the sequence of their arguments."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

import libcst as cst

from migrator.facts.effects import subtree
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared

_WALKING = ("all", "any", "enumerate", "filter", "iter", "list", "map", "sorted", "tuple", "zip")


class Arguments(Rule):
    """error[0] becomes error.args[0]; so do unpacking and looping over a caught exception.

    In Python 2 an exception can be indexed and sliced, and so be walked, as the tuple of its
    arguments. Only the name that an `except` clause binds is looked at, and a parameter to which
    the module gives nothing else; not where a class caught there has a `__getitem__` of its own.
    That the classes of other modules have none is assumed.
    """

    code = "EXC010"
    name = "exception-arguments"
    words = frozenset({"except"})
    examples = (
        (
            "try:\n    raise IOError(2, 'gone')\nexcept IOError, error:\n"
            "    print error[0], error[-1], error[:1]\n    code, text = error\n    print code, text\n",
            "try:\n    raise IOError(2, 'gone')\nexcept IOError as error:\n"
            "    print(error.args[0], error.args[-1], error.args[:1])\n"
            "    code, text = error.args\n    print(code, text)\n",
        ),
        (
            "try:\n    raise ValueError('a', 'b')\nexcept ValueError, error:\n"
            "    for one in error:\n        print one\n    print list(error), 'a' in error\n",
            "try:\n    raise ValueError('a', 'b')\nexcept ValueError as error:\n"
            "    for one in error.args:\n        print(one)\n"
            "    print(list(error.args), 'a' in error.args)\n",
        ),
    )
    leave_alone = (
        "def made(value):\n    return ValueError(*value) if isinstance(value, tuple) else value\n\n\n"
        "try:\n    int('x')\nexcept ValueError as error:\n    print(made(error) is error)\n",
        "class Table(Exception):\n    def __getitem__(self, key):\n        return 'own'\n\n\n"
        "try:\n    raise Table('a')\nexcept Table as error:\n    print(error[0])\n",
        "try:\n    raise ValueError('a')\nexcept ValueError as error:\n"
        "    error = ['b']\n    print(error[0])\n",
        "try:\n    raise ValueError('a')\nexcept ValueError as error:\n    print(error.args[0])\n",
    )

    @cached_property
    def _sequences(self) -> set[ast.Name]:
        """Where the name of a caught exception is used as a sequence."""
        return {
            load
            for scope in self.module.facts.walk.scopes
            for loads in scope.loads.values()
            for load in loads
            if self._is_sequence(load)
        }

    def sites(self) -> Iterator[int]:
        return map(self.module.offset_of, self._sequences)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if not self._sequences or self.module.at(original_node) not in self._sequences:
            return updated_node
        reason = "an exception is a sequence of its arguments in Python 2"
        self.module.decide(self, original_node, "args", Level.ASSUMED, reason)
        bare = updated_node.with_changes(lpar=[], rpar=[])
        args = cst.Attribute(bare, cst.Name("args"))
        return args.with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)

    def _is_sequence(self, load: ast.Name) -> bool:
        """Whether a name means a caught exception and is used as a sequence."""
        if not isinstance(load.ctx, ast.Load) or not self._is_walked(load):
            return False
        return self._is_caught(load) and not is_spared(self.module, load, "TypeError")

    def _is_walked(self, load: ast.Name) -> bool:
        parent = self.module.facts.parents.get(load)
        if isinstance(parent, ast.Subscript):
            return parent.value is load and isinstance(parent.ctx, ast.Load)
        if isinstance(parent, (ast.For, ast.comprehension)):
            return parent.iter is load
        if isinstance(parent, ast.Assign):
            return isinstance(parent.targets[0], (ast.Tuple, ast.List))
        if isinstance(parent, ast.Starred):
            return True
        if isinstance(parent, ast.Compare):
            return (
                isinstance(parent.ops[-1], (ast.In, ast.NotIn)) and parent.comparators[-1] is load
            )
        if isinstance(parent, ast.Call) and self.module.facts.scopes.is_builtin(parent.func):
            return load in parent.args and parent.func.id in _WALKING
        return False

    def _is_caught(self, load: ast.Name) -> bool:
        """Whether `load` is of a name that only `except` clauses bind, or its own clause last."""
        scopes, parents = self.module.facts.scopes, self.module.facts.parents
        binding = scopes.resolve(load)
        if [one.kind for one in binding.definitions] == ["parameter"]:
            return self._is_given_caught(binding.definitions[0].node)
        if not any(one.kind == "except" for one in binding.definitions):
            return False
        for around in parents.ancestors(load):
            if isinstance(around, ast.ExceptHandler) and around.name == load.id:
                rebound = any(
                    isinstance(node, ast.Name)
                    and node.id == load.id
                    and not isinstance(node.ctx, ast.Load)
                    for node in subtree(around.body)
                )
                return not rebound and self._is_plain(around)
        handlers = [
            one.node if isinstance(one.node, ast.ExceptHandler) else parents.get(one.node)
            for one in binding.definitions
        ]
        return all(isinstance(one, ast.ExceptHandler) and self._is_plain(one) for one in handlers)

    def _is_given_caught(self, parameter: ast.AST) -> bool:
        """Whether all calls of a function in the module give a parameter a caught exception."""
        scopes, parents = self.module.facts.scopes, self.module.facts.parents
        function = parents.function(parameter)
        if not isinstance(function, ast.FunctionDef) or parents.method_class(function):
            return False
        if parameter not in function.args.args or function.args.defaults:
            return False
        asked = scopes.loads(scopes.lookup(scopes.scope_of(function.body[0]), parameter.arg))
        if any(self._is_tested(load) for load in asked):
            return False
        at = function.args.args.index(parameter)
        loads = scopes.loads(scopes.lookup(scopes.scope_of(function), function.name))
        calls = [parents[load] for load in loads]
        return bool(calls) and all(
            isinstance(call, ast.Call)
            and at < len(call.args)
            and isinstance(given := call.args[at], ast.Name)
            and any(one.kind == "except" for one in scopes.resolve(given).definitions)
            and self._is_caught(given)
            for call in calls
        )

    def _is_tested(self, load: ast.Name) -> bool:
        """Whether a function asks of what type a value is, so that it takes others as well."""
        call = self.module.facts.parents[load]
        if not isinstance(call, ast.Call) or not self.module.facts.scopes.is_builtin(call.func):
            return False
        return call.func.id == "isinstance"

    def _is_plain(self, handler: ast.ExceptHandler) -> bool:
        """Whether no class that a clause catches is seen to have a `__getitem__`."""
        if handler.type is None:
            return True
        caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        scopes, types = self.module.facts.scopes, self.module.facts.types
        for kind in caught:
            definitions = scopes.resolve(kind).definitions if isinstance(kind, ast.Name) else ()
            for one in definitions:
                if isinstance(one.node, ast.ClassDef) and types.defines(one.node, "__getitem__"):
                    return False
        return True
