"""SYN030: raise with two or three parts."""

from __future__ import annotations

import ast
from typing import Any

import libcst as cst

from migrator.precedence import fit
from migrator.python2 import nodes, tree
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.syntax import building, places

_EXCEPTION = '''
def as_exception(kind, value):
    """The exception that Python 2 makes of `raise kind, value`."""
    if isinstance(kind, BaseException) or isinstance(value, kind):
        return kind if value is None else value
    if value is None:
        return kind()
    return kind(*value) if isinstance(value, tuple) else kind(value)
'''
_NO_CLASS = "Python 2 and 3 raise TypeError for a string: raise an exception class instead"


class RaiseStatement(Rule):
    """Turn `raise E, V, T` into `raise E(V).with_traceback(T)`.

    In Python 2 the value V may be an argument of the class E, a tuple of its arguments, None, or
    the exception itself; Python 3 raises one expression. Where the text does not tell what V is,
    it is taken for an argument of a known class; where E is no known class either, a helper
    function decides as Python 2 did.

    The exception of `raise t, v, tb` is v where the three come from sys.exc_info().
    """

    code = "SYN030"
    name = "raise-statement"
    words = frozenset({"raise"})
    examples = (
        (
            "try:\n    raise ValueError, 'no'\nexcept ValueError, e:\n    print e\n",
            "try:\n    raise ValueError('no')\nexcept ValueError as e:\n    print(e)\n",
        ),
        (
            "try:\n    raise IOError, (2, 'gone')\nexcept IOError, e:\n    print e.errno\n",
            "try:\n    raise IOError(2, 'gone')\nexcept IOError as e:\n    print(e.errno)\n",
        ),
        (
            "import sys\ntry:\n    try:\n        int('x')\n    except ValueError:\n"
            "        kind, value, trace = sys.exc_info()\n        raise kind, value, trace\n"
            "except ValueError:\n    print 'again'\n",
            "import sys\ntry:\n    try:\n        int('x')\n    except ValueError:\n"
            "        kind, value, trace = sys.exc_info()\n        raise value.with_traceback(trace)\n"
            "except ValueError:\n    print('again')\n",
        ),
        (
            "def fail(kind, value):\n    raise kind, value\n"
            "try:\n    fail(KeyError, None)\nexcept KeyError, e:\n    print e.args\n",
            "def as_exception(kind, value):\n"
            '    """The exception that Python 2 makes of `raise kind, value`."""\n'
            "    if isinstance(kind, BaseException) or isinstance(value, kind):\n"
            "        return kind if value is None else value\n"
            "    if value is None:\n        return kind()\n"
            "    return kind(*value) if isinstance(value, tuple) else kind(value)\n\n\n"
            "def fail(kind, value):\n    raise as_exception(kind, value)\n"
            "try:\n    fail(KeyError, None)\nexcept KeyError as e:\n    print(e.args)\n",
        ),
        (
            "try:\n    raise (KeyError, ValueError), 'key'\nexcept KeyError, e:\n    print e\n",
            "try:\n    raise (KeyError, ValueError)[0]('key')\nexcept KeyError as e:\n    print(e)\n",
        ),
    )
    leave_alone = (
        "try:\n    raise ValueError('no')\nexcept ValueError as e:\n    print(e)\n",
        "try:\n    raise ValueError\nexcept ValueError:\n    print('caught')\n",
        "def again():\n    try:\n        int('x')\n    except ValueError:\n        raise\n",
        "error = KeyError('k')\ntry:\n    raise error\nexcept KeyError as e:\n    print(e)\n",
        "def send(generator):\n    generator.throw(ValueError('no'))\n",
    )

    def sites(self) -> list[int]:
        return [
            self.module.offsets.start(node)
            for node in self.module.facts.walk.of(ast.Raise)
            if isinstance(node, tree.Raise)
            or isinstance(node.exc, ast.Tuple)
            or _is_string(node.exc)
        ]

    def leave_Raise(self, original_node: Any, updated_node: Any) -> Any:
        if isinstance(updated_node, cst.Raise):
            return self._one_part(original_node, updated_node)
        node = updated_node
        statement = places.statement(self.module, original_node)
        assert isinstance(statement, tree.Raise) and statement.exc is not None
        kind = _first_of_tuple(node.exc, statement.exc)
        exception = self._exception(original_node, kind, node, statement)
        if statement.tback is not None and not _is_none(statement.tback):
            function = cst.Attribute(
                fit(cst.Attribute(cst.Name("_"), cst.Name("_")), "value", exception),
                cst.Name("with_traceback"),
            )
            exception = building.call(function, [building.argument(node.tback)])
        blank = node.whitespace_after_raise
        return cst.Raise(
            exception,
            whitespace_after_raise=building.SPACE if blank.empty else blank,
            semicolon=node.semicolon,
        )

    def _one_part(self, original: cst.Raise, updated: cst.Raise) -> cst.Raise:
        statement = places.statement(self.module, original)
        if not isinstance(statement, ast.Raise) or statement.exc is None or updated.cause:
            return updated
        if _is_string(statement.exc):
            self.module.report(self, original, _NO_CLASS)
        if isinstance(statement.exc, ast.Tuple) and statement.exc.elts:
            return updated.with_changes(exc=_first_of_tuple(updated.exc, statement.exc))
        return updated

    def _exception(
        self, original: nodes.Raise, kind: Any, node: nodes.Raise, statement: tree.Raise
    ) -> Any:
        value = statement.inst
        if _is_string(statement.exc):
            self.module.report(self, original, _NO_CLASS)
            return building.call(
                cst.Name("TypeError"), building.arguments([(kind, None), (node.inst, None)])
            )
        is_class = self._is_class(statement.exc)
        if _is_none(value):
            if isinstance(statement.exc, ast.Call):
                return kind
            if is_class:
                return _call(kind, []) if statement.tback is not None else kind
        elif isinstance(value, ast.Tuple):
            elements = cst.ensure_type(node.inst, cst.Tuple).elements
            items = building.arguments((item.value, item.comma) for item in elements)
            return _call(kind, items)
        elif self._is_plain(value):
            return _call(kind, [building.argument(node.inst)])
        elif self._is_caught(value, statement) or _makes(value, statement.exc):
            return node.inst
        elif is_class:
            self.module.decide(
                self,
                original,
                "argument",
                Level.ASSUMED,
                "the value is taken for the argument of the class; Python 2 also takes None, a"
                " tuple of arguments or the exception itself",
            )
            return _call(kind, [building.argument(node.inst)])
        self.module.decide(
            self,
            original,
            "guard",
            Level.GUARDED,
            "nothing tells what is raised: a helper decides as Python 2 did",
        )
        helper = self.module.helpers.add("as_exception", _EXCEPTION)
        parts = building.arguments([(kind, None), (node.inst, None)])
        return building.call(cst.Name(helper), parts)

    def _is_class(self, node: ast.expr | None) -> bool:
        """Whether what is raised is a class by its definition, import or spelling."""
        if isinstance(node, ast.Attribute):
            return node.attr[:1].isupper()
        if not isinstance(node, ast.Name):
            return isinstance(node, ast.Tuple)
        binding = self.module.facts.scopes.resolve(node)
        if binding.kind in ("builtin", "unknown"):
            return True
        return all(
            one.kind in ("import", "class") or (one.kind == "assign" and node.id[:1].isupper())
            for one in binding.definitions
        )

    def _is_plain(self, node: ast.expr) -> bool:
        """Whether a value is proven to be neither None, a tuple nor an exception."""
        if isinstance(node, (ast.Constant, ast.Dict, ast.List, tree.Repr, ast.ListComp)):
            return True
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mod, ast.Add)):
            return self._is_text(node.left) or (
                isinstance(node.op, ast.Add) and self._is_text(node.right)
            )
        found = self.module.facts.types.of(node)
        return found is not None and found.node is None and found.name not in ("None", "tuple")

    def _is_text(self, node: ast.expr) -> bool:
        if _is_string(node):
            return True
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
            return self._is_text(node.left)
        return self.module.facts.types.is_a(node, "str", "unicode", "string")

    def _is_caught(self, value: ast.expr, statement: tree.Raise) -> bool:
        """Whether the class and the value raised are those of one caught exception."""
        exc = statement.exc
        if isinstance(value, ast.Subscript) and isinstance(exc, ast.Subscript):
            same = ast.dump(value.value) == ast.dump(exc.value)
            return same and self._is_exc_info(value.value) and _index(value) == 1
        if not isinstance(value, ast.Name) or not isinstance(exc, ast.Name):
            return False
        definitions = self.module.facts.scopes.resolve(value).definitions
        parents = self.module.facts.parents
        return bool(definitions) and all(
            isinstance(parent := parents.get(one.node), ast.Tuple)
            and isinstance(assign := parents.get(parent), ast.Assign)
            and self._is_exc_info(assign.value)
            and len(parent.elts) == 3
            and parent.elts[1] is one.node
            for one in definitions
        )

    def _is_exc_info(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Name):
            definitions = self.module.facts.scopes.resolve(node).definitions
            return bool(definitions) and all(
                one.value is not None and self._is_exc_info(one.value) for one in definitions
            )
        if not isinstance(node, ast.Call):
            return False
        return self.module.facts.scopes.imported(node.func) == "sys.exc_info"


def _call(function: Any, arguments: list[cst.Arg]) -> cst.Call:
    return building.call(fit(cst.Call(cst.Name("_")), "func", function), arguments)


def _first_of_tuple(node: Any, tree_node: ast.expr | None) -> Any:
    """Of a tuple, Python 2 raises the first item, or the first of that one."""
    while isinstance(tree_node, ast.Tuple) and tree_node.elts:
        index = cst.SubscriptElement(cst.Index(cst.Integer("0")))
        node, tree_node = cst.Subscript(node, [index]), tree_node.elts[0]
    return node


def _index(node: ast.Subscript) -> object:
    return node.slice.value if isinstance(node.slice, ast.Constant) else None


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_string(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))


def _makes(value: ast.expr, exc: ast.expr | None) -> bool:
    """Whether the value is made by calling the very class that is raised."""
    return exc is not None and isinstance(value, ast.Call) and ast.dump(value.func) == ast.dump(exc)
