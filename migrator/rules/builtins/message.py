"""Exceptions have no message."""

from __future__ import annotations

import ast
import builtins

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_self, is_spared

_NAME = "message_of"
_HELPER = f'''
def {_NAME}(error):
    """The message that an exception has, else its only argument, else nothing."""
    default = error.args[0] if len(error.args) == 1 else ""
    return getattr(error, "message", default)
'''


class Message(Rule):
    """error.message becomes message_of(error), a small function that is added.

    In 2.7 `BaseException.message` is the only argument of the exception, or "" where it has none
    or several (PEP 352); the attribute is gone. Often `str(error)` is what is meant, but it is not
    the same for several arguments or one that is no string. An exception class that sets `message`
    itself is left alone, and so is anything not known to be an exception.
    """

    code = "BLT190"
    name = "exception-message"
    words = frozenset({"message"})
    examples = (
        (
            "try:\n    raise ValueError('bad')\nexcept ValueError, error:\n    print error.message\n",
            _HELPER.lstrip("\n") + "\n\n"
            "try:\n    raise ValueError('bad')\nexcept ValueError as error:\n"
            "    print(message_of(error))\n",
        ),
        (
            "class Problem(Exception):\n"
            "    def __str__(self):\n"
            "        return 'Problem: ' + self.message\n\n\n"
            "print Problem('bad')\n",
            _HELPER.lstrip("\n") + "\n\n"
            "class Problem(Exception):\n"
            "    def __str__(self):\n"
            "        return 'Problem: ' + message_of(self)\n\n\n"
            "print(Problem('bad'))\n",
        ),
    )
    leave_alone = (
        "class Problem(Exception):\n    def __init__(self, message):\n        self.message = message\n\n"
        "    def __str__(self):\n        return self.message\n\n\n"
        "try:\n    raise Problem('bad')\nexcept Problem as problem:\n    print(problem.message)\n",
        "class Mail(object):\n    message = 'hello'\n\n    def show(self):\n        return self.message\n\n\n"
        "print(Mail().show() + Mail().message)\n",
        "try:\n    raise ValueError('bad')\nexcept ValueError as error:\n"
        "    try:\n        text = error.message\n    except AttributeError:\n        text = str(error)\n"
        "    print(text)\n",
    )

    def sites(self) -> list[int]:
        """The attributes of what is known to be an exception."""
        return [
            self.module.offset_of(node)
            for node in self.module.facts.walk.attributes("message")
            if self._is_plain_exception(node)
        ]

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        if original_node.attr.value != "message":
            return updated_node
        tree = self.module.at(original_node)
        if not isinstance(tree, ast.Attribute) or not isinstance(tree.ctx, ast.Load):
            return updated_node
        if not self._is_plain_exception(tree) or is_spared(self.module, tree, "AttributeError"):
            return updated_node
        name = self.module.helpers.add(_NAME, _HELPER)
        reason = "the attribute is gone; the function added here gives what it held"
        self.module.decide(self, original_node, name, Level.GUARDED, reason)
        error = cst.Arg(updated_node.value)
        return cst.Call(cst.Name(name), [error], updated_node.lpar, updated_node.rpar)

    def _is_plain_exception(self, attribute: ast.Attribute) -> bool:
        """Whether an exception may have no attribute of that name but 2.7's own."""
        name = attribute.value
        if not isinstance(name, ast.Name):
            return False
        if is_self(self.module, attribute):
            owner = self.module.facts.parents.class_(name)
            return owner is not None and self._sets_message(owner) is False
        definitions = self.module.facts.scopes.resolve(name).definitions
        caught = [self._made(one.value) or self._caught(one.node) for one in definitions]
        if not caught or None in caught:
            return False
        return not all(
            self._sets_message(kind) is True for kinds in caught if kinds for kind in kinds
        )

    def _made(self, value: ast.expr | None) -> list[ast.expr] | None:
        """The class of exceptions that a value is made of; None for other values."""
        if isinstance(value, ast.Call) and self._sets_message(value.func) is False:
            return [value.func]
        return None

    def _caught(self, node: ast.AST | None) -> list[ast.expr] | None:
        """The classes that the handler binding a name catches; None for other bindings."""
        parents = self.module.facts.parents
        while node is not None and not isinstance(node, (ast.ExceptHandler, ast.stmt)):
            node = parents.get(node)
        if not isinstance(node, ast.ExceptHandler) or node.type is None:
            return None
        return list(node.type.elts) if isinstance(node.type, ast.Tuple) else [node.type]

    def _sets_message(self, kind: ast.AST, depth: int = 5) -> bool | None:
        """Whether objects of an exception class have a `message` of their own.

        None where that cannot be seen, or the class is not known to be one of exceptions.
        """
        scopes = self.module.facts.scopes
        if isinstance(kind, ast.Name) and scopes.is_builtin(kind):
            known = getattr(builtins, kind.id, None)
            is_exception = isinstance(known, type) and issubclass(known, BaseException)
            return False if is_exception or kind.id == "StandardError" else None
        if isinstance(kind, ast.Name):
            nodes = [found.node for found in scopes.resolve(kind).definitions]
            kind = nodes[0] if len(nodes) == 1 else kind
        if not isinstance(kind, ast.ClassDef) or not depth:
            return None
        if "message" in scopes.scope_of(kind.body[0]).stores or self._stores(kind):
            return True
        answers = [self._sets_message(base, depth - 1) for base in kind.bases]
        if True in answers:
            return True
        return None if None in answers or not answers else False

    def _stores(self, owner: ast.ClassDef) -> bool:
        """Whether a method of a class gives its object a `message`."""
        return any(
            isinstance(node, ast.Attribute)
            and node.attr == "message"
            and isinstance(node.ctx, ast.Store)
            and is_self(self.module, node)
            for node in ast.walk(owner)
        )
