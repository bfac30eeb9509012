"""What the rules for built-in names share."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from typing import ClassVar

import libcst as cst

from migrator.facts.effects import subtree
from migrator.facts.walk import FUNCTIONS
from migrator.module import Module
from migrator.rules import Rule


def means(module: Module, node: cst.CSTNode, *names: str) -> bool:
    """Whether a Name means the builtin of one of these names, in code that Python 3 runs."""
    return module.is_builtin(node, *names) and not is_spared(module, module.at(node), "NameError")


def is_spared(module: Module, node: ast.AST, error: str) -> bool:
    """Whether code is no concern of a migration: ready for Python 3 as it stands.

    It runs under Python 2 only, or in a `try` whose handler names `error` and whose body calls
    nothing that may raise that error for another reason.
    """
    return module.facts.versions.only(node) == 2 or _is_tried(module, node, error)


def _is_tried(module: Module, node: ast.AST, error: str) -> bool:
    child = node
    for around in module.facts.parents.ancestors(node):
        if isinstance(around, FUNCTIONS):
            return False
        if isinstance(around, ast.Try) and child in around.body:
            caught = {name for handler in around.handlers for name in _caught(handler)}
            return error in caught and not any(
                isinstance(part, ast.Call) and not module.facts.scopes.is_builtin(part.func)
                for part in subtree(around.body)
            )
        child = around
    return False


def _caught(handler: ast.ExceptHandler) -> Iterator[str]:
    for node in ast.walk(handler.type) if handler.type else ():
        if isinstance(node, ast.Name):
            yield node.id


def builtin(module: Module, name: str, place: cst.CSTNode) -> str:
    """How to write a builtin at a place: `builtins.name` where the name means something else."""
    scopes = module.facts.scopes
    kind = scopes.lookup(scopes.scope_of(module.at(place)), name).kind
    if kind in ("builtin", "unknown"):  # `ascii` was none in Python 2
        return name
    return f"{module.imports.module('builtins', place)}.{name}"


def builtins(module: Module, names: Collection[str], place: cst.CSTNode) -> str:
    """The expression for some builtins: one by itself, a tuple of more."""
    written = ", ".join(builtin(module, name, place) for name in names)
    return f"({written})" if len(names) > 1 else written


def named(node: cst.BaseExpression, dotted: str) -> cst.BaseExpression:
    """The name or attribute that `dotted` spells, in the parentheses of `node`."""
    return cst.parse_expression(dotted).with_changes(lpar=node.lpar, rpar=node.rpar)


def parent(module: Module, node: cst.CSTNode) -> ast.AST | None:
    """The `ast` parent of a node that has an `ast` node."""
    return module.facts.parents.get(module.at(node))


def is_called(module: Module, node: cst.CSTNode) -> bool:
    """Whether a Name or Attribute is the function of a call."""
    call = parent(module, node)
    return isinstance(call, ast.Call) and call.func is module.at(node)


def as_value(module: Module, node: cst.Name, new: cst.Name) -> cst.BaseExpression:
    """What stands for a builtin that is a function of Python code now, where it is not called.

    In the body of a class it would become a method, which builtins do not.
    """
    name = module.at(node)
    around = module.facts.parents.get(name)
    if not isinstance(around, ast.Assign) or around.value is not name:
        return new
    if module.facts.scopes.scope_of(around).kind != "class":
        return new
    return cst.Call(cst.Name("staticmethod"), [cst.Arg(new)])


def is_self(module: Module, attribute: ast.Attribute) -> bool:
    """Whether an attribute is one of the object that a method is called on."""
    name = attribute.value
    if not isinstance(name, ast.Name):
        return False
    definitions = module.facts.scopes.resolve(name).definitions
    if len(definitions) != 1 or not isinstance(definitions[0].node, ast.arg):
        return False
    function = module.facts.parents.function(definitions[0].node)
    if function is None or module.facts.parents.method_class(function) is None:
        return False
    parameters = [*function.args.posonlyargs, *function.args.args]
    return parameters[:1] == [definitions[0].node]


class BuiltinRule(Rule):
    """A rule about the builtins that its `words` name."""

    def loads(self) -> Iterator[ast.Name]:
        """Where a word means the builtin."""
        words = self.words.intersection(self.module.words)
        for scope in self.module.facts.walk.scopes:
            for word in words:
                for load in scope.loads.get(word, ()):
                    if self.module.facts.scopes.is_builtin(load):
                        yield load

    def sites(self) -> list[int]:
        return list(map(self.module.offset_of, self.loads()))


class Renaming(BuiltinRule):
    """A rule that gives builtins, called or not, their names in Python 3."""

    new_names: ClassVar[dict[str, str]]

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        new = self.new_names.get(original_node.value)
        if new is None or not means(self.module, original_node):
            return updated_node
        return named(updated_node, builtin(self.module, new, original_node))
