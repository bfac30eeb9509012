"""The patterns and templates that a module gives to `re`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from migrator.module import Module

# The functions of `re` that take a pattern, with the place of their flags.
FLAGS_AT = {
    "re.compile": 1,
    "re.findall": 2,
    "re.finditer": 2,
    "re.match": 2,
    "re.search": 2,
    "re.split": 3,
    "re.sub": 4,
    "re.subn": 4,
}
_REPLACING = ("sub", "subn")
_VERBOSE = ("re.X", "re.VERBOSE")


@dataclass(frozen=True)
class Argument:
    """A pattern or template: its parts in their order, None for what is not known.

    `verbose` says whether the pattern is given re.VERBOSE; None: that cannot be seen.
    """

    parts: tuple[ast.Constant | None, ...]
    is_template: bool = False
    verbose: bool | None = False


class Arguments:
    """Finds the arguments in one module."""

    def __init__(self, module: Module) -> None:
        self._facts = module.facts
        self._scopes = module.facts.scopes
        calls = self._facts.walk.of(ast.Call)
        self._patterns = {
            call: given
            for call in calls
            if (given := self._argument(call, self._function(call), 0, "pattern"))
        }
        self._templates = {
            call: given for call in calls if (given := self._template(call)) is not None
        }

    def found(self) -> Iterator[tuple[ast.Call, Argument]]:
        """The arguments, and the calls that are given them."""
        patterns, templates = _alike(self._patterns), _alike(self._templates)
        for call, given in self._patterns.items():
            yield call, Argument(self._parts(given, patterns), False, self._verbose(call))
        for call, given in self._templates.items():
            yield call, Argument(self._parts(given, templates), True)

    def pattern_of(self, call: ast.Call) -> Argument | None:
        """The pattern that a call of `re`, or of a compiled pattern's method, works with."""
        if call not in self._patterns:
            method = call.func
            if not isinstance(method, ast.Attribute) or not self._is_compiled(method.value):
                return None
            made = self._made(method.value)
            if len(made) != 1 or not isinstance(made[0], ast.Call):
                return None
            call = made[0]
            if call not in self._patterns:
                return None
        parts = self._parts(self._patterns[call], _alike(self._patterns))
        return Argument(parts, False, self._verbose(call))

    def _function(self, call: ast.Call) -> str:
        """The function of `re` that is called; empty for another."""
        dotted = self._scopes.imported(call.func) or ""
        return dotted if dotted in FLAGS_AT else ""

    def _argument(self, call: ast.Call, function: str, place: int, keyword: str) -> ast.expr | None:
        if not function or any(isinstance(one, ast.Starred) for one in call.args[: place + 1]):
            return None
        if place < len(call.args):
            return call.args[place]
        return next((one.value for one in call.keywords if one.arg == keyword), None)

    def _template(self, call: ast.Call) -> ast.expr | None:
        function = self._function(call)
        if function.rpartition(".")[2] in _REPLACING:
            return self._argument(call, function, 1, "repl")
        method = call.func
        if not isinstance(method, ast.Attribute) or method.attr not in _REPLACING:
            return None
        return self._argument(call, "sub", 0, "repl") if self._is_compiled(method.value) else None

    def _is_compiled(self, node: ast.expr) -> bool:
        """Whether an expression is a compiled pattern: a call of re.compile, or bound to such."""
        values = self._made(node)
        return bool(values) and all(
            isinstance(value, ast.Call) and self._function(value) == "re.compile"
            for value in values
        )

    def _made(self, node: ast.expr) -> list[ast.expr | None]:
        """What an expression stands for: itself, or for a variable what is bound to it."""
        if not isinstance(node, ast.Name):
            return [node]
        return [one.value for one in self._scopes.resolve(node).definitions]

    def flags(self, call: ast.Call) -> ast.expr | None:
        """The flags that a call of a function of `re` is given."""
        function = self._function(call)
        return self._argument(call, function, FLAGS_AT[function], "flags")

    def _verbose(self, call: ast.Call) -> bool | None:
        flags = self.flags(call)
        if flags is None:
            return False
        names = [node for node in ast.walk(flags) if isinstance(node, (ast.Name, ast.Attribute))]
        dotted = [name for node in names if (name := self._scopes.imported(node))]
        if any(name in _VERBOSE for name in dotted):
            return True
        is_plain = all(name == "re" or name.startswith("re.") for name in dotted)
        return False if is_plain and len(dotted) == len(names) else None

    def _parts(
        self, node: ast.expr | None, alike: set[ast.expr]
    ) -> tuple[ast.Constant | None, ...]:
        """The parts of an argument; a variable's where it only serves arguments that are `alike`."""
        if isinstance(node, (ast.Name, ast.Attribute)):
            value = self._only_value(node, alike)
            if isinstance(value, (ast.Name, ast.Attribute)) or value is None:
                return (None,)
            return self._parts(value, alike)
        if isinstance(node, ast.Constant):
            return (node,) if isinstance(node.value, (str, bytes)) else (None,)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return tuple(self._sum(node))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            left = self._parts(node.left, alike)
            return left if None not in left else (None,)
        return (None,)

    def _only_value(self, node: ast.Name | ast.Attribute, alike: set[ast.expr]) -> ast.expr | None:
        """What a variable, or a class's attribute, is once assigned, if it only serves `alike`."""
        if isinstance(node, ast.Name):
            binding = self._scopes.resolve(node)
            uses: list[ast.Attribute] = []
        else:
            name, walk = node.attr, self._facts.walk
            owners = [one for one in walk.scopes if one.kind == "class" and name in one.stores]
            if len(owners) != 1:
                return None
            binding = self._scopes.lookup(owners[0], name)
            uses = walk.attributes(name)
        only = binding.definitions[0] if len(binding.definitions) == 1 else None
        if only is None or only.kind != "assign" or binding.uncertain:
            return None
        return only.value if alike.issuperset([*self._scopes.loads(binding), *uses]) else None

    def _sum(self, node: ast.expr) -> Iterator[ast.Constant | None]:
        terms = []
        while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            terms.append(node.right)
            node = node.left
        for term in (node, *reversed(terms)):
            if isinstance(term, ast.Constant) and isinstance(term.value, (str, bytes)):
                yield term
            else:
                yield None


def _alike(arguments: dict[ast.Call, ast.expr]) -> set[ast.expr]:
    """The expressions that are given, and the formats that they are made of."""
    found = set(arguments.values())
    for given in arguments.values():
        while isinstance(given, ast.BinOp) and isinstance(given.op, ast.Mod):
            given = given.left
            found.add(given)
    return found
