"""EXC050: what Python 2 still knew of an exception that was dealt with."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.facts.walk import FUNCTIONS
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.exceptions.merged_classes import MERGED, caught_names

_ASKED = frozenset(
    {
        "sys.exc_info",
        "sys.exc_type",
        "sys.exc_value",
        "sys.exc_traceback",
        "traceback.format_exc",
        "traceback.print_exc",
    }
)
_AGAIN = (
    "Python 3 raises again what this clause caught, Python 2 what a clause before this line caught"
    " last: name that exception and raise it"
)
_FORGOTTEN = (
    "Python 3 has forgotten the exception here, after its except clause: keep what is needed of it"
    " in the clause"
)
_OUTER = (
    "Python 3 gives what this clause caught, Python 2 what a clause before this line caught last:"
    " keep what is needed of it in that clause"
)
_SUBCLASS = (
    "Python 3 raises subclasses of OSError (FileNotFoundError, ...): this class, and its name, are"
    " others than in Python 2"
)


class States(Rule):
    """Code that asks for an exception which Python 3 has forgotten is reported.

    In Python 2 the last exception caught stays the current one until its function returns: a
    `raise` alone raises it again, `sys.exc_info()` and `traceback.format_exc()` give it. In Python
    3 that is so within its clause only; after a clause in another, what the outer one caught is
    current again. And what `type(error)` gives for an OSError is a class that 2.7 did not have.
    """

    code = "EXC050"
    name = "exception-states"
    words = frozenset({"except"})
    examples = (
        (
            "import sys\n\n\ndef last():\n    try:\n        int('x')\n    except ValueError:\n"
            "        pass\n    return sys.exc_info()[0]\n\n\nlast()\nprint 'done'\n",
            "import sys\n\n\ndef last():\n    try:\n        int('x')\n    except ValueError:\n"
            "        pass\n    return sys.exc_info()[0]\n\n\nlast()\nprint('done')\n",
        ),
    )
    leave_alone = (
        "import sys\n\n\ndef last():\n    try:\n        int('x')\n    except ValueError:\n"
        "        return sys.exc_info()[0]\n\n\nprint(last().__name__)\n",
        "import sys\n\ntry:\n    int('x')\nexcept ValueError:\n    kind = sys.exc_info()[0]\n"
        "    try:\n        {}['x']\n    except KeyError:\n        pass\n    print(kind.__name__)\n",
        "try:\n    try:\n        int('x')\n    except ValueError:\n        raise\n"
        "except ValueError as error:\n    print(type(error).__name__)\n",
    )

    def sites(self) -> Iterator[int]:
        walk = self.module.facts.walk
        for node in walk.of(ast.Raise):
            if self._is_other(node):
                yield self.module.offsets.start(node)
        for node in walk.of(ast.Attribute, ast.Call):
            if self._said(node):
                yield self.module.offset_of(node)

    def leave_Raise(self, original_node: cst.Raise, updated_node: cst.Raise) -> cst.Raise:
        if original_node.exc is None:
            statement = self._raised_again(original_node)
            if self._is_other(statement):
                start = self.module.offsets.start(statement)
                self.module.anchors[id(original_node)] = start
                self.module.report(self, original_node, _AGAIN)
        return updated_node

    def _raised_again(self, node: cst.Raise) -> ast.Raise:
        """The `ast` node of a `raise` alone.

        It has no word of its own, so its anchor is that of a word or sign somewhere before it; the
        nodes between two words are left in the order of the text.
        """
        anchor = self.module.anchor(node)
        at = bisect_left(self._lone_raises, anchor, key=self.module.offsets.start)
        self._left[anchor] += 1
        return self._lone_raises[at + self._left[anchor] - 1]

    @cached_property
    def _left(self) -> Counter[int]:
        return Counter()

    @cached_property
    def _lone_raises(self) -> list[ast.Raise]:
        found = [one for one in self.module.facts.walk.of(ast.Raise) if one.exc is None]
        return sorted(found, key=self.module.offsets.start)

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.Attribute:
        return self._tell(original_node, updated_node)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        return self._tell(original_node, updated_node)

    def _tell(self, original: cst.CSTNode, updated: Any) -> Any:
        node = self.module.at(original)
        said = self._said(node) if node is not None else None
        if said is not None:
            self.module.report(self, original, said)
        return updated

    def _said(self, node: ast.AST) -> str | None:
        if isinstance(node, ast.Attribute):
            if node.attr == "__class__" and self._is_merged(node.value):
                return _SUBCLASS
            scopes = self.module.facts.scopes
            is_asked = "exc" in node.attr and scopes.imported(node) in _ASKED
            return self._state_asked(node) if is_asked else None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if self.module.facts.scopes.imported(node.func) in _ASKED:
                return self._state_asked(node)
        if not isinstance(node, ast.Call) or not self.module.facts.scopes.is_builtin(node.func):
            return None
        is_type = node.func.id == "type" and len(node.args) == 1
        return _SUBCLASS if is_type and self._is_merged(node.args[0]) else None

    def _is_merged(self, name: ast.expr) -> bool:
        """Whether a name is that of an exception caught as one of those that are OSError now."""
        if not isinstance(name, ast.Name):
            return False
        for around in self.module.facts.parents.ancestors(name):
            if isinstance(around, ast.ExceptHandler) and around.name == name.id:
                return bool(set(caught_names(self.module, around)) & MERGED)
            if isinstance(around, FUNCTIONS):
                return False
        return False

    def _is_other(self, statement: ast.Raise) -> bool:
        """Whether a `raise` alone comes, in its clause, after a clause that caught another."""
        if statement.exc is not None:
            return False
        child: ast.AST = statement
        for around in self.module.facts.parents.ancestors(statement):
            if isinstance(around, FUNCTIONS):
                return False
            for field in ("body", "orelse", "finalbody"):
                block = getattr(around, field, None)
                if isinstance(block, list) and child in block:
                    before = block[: block.index(child)]
                    if any(isinstance(one, ast.Try) and _goes_on(one) for one in before):
                        return self._is_in_clause(around)
            if isinstance(around, ast.ExceptHandler):
                return False
            child = around
        return False

    def _is_in_clause(self, node: ast.AST) -> bool:
        around = (node, *self.module.facts.parents.ancestors(node))
        return any(isinstance(one, ast.ExceptHandler) for one in around)

    def _state_asked(self, node: ast.AST) -> str | None:
        """What differs where the current exception is asked for after a `try` of its function.

        It is forgotten where no clause is around; a clause around has the one that it caught.
        """
        if is_spared(self.module, node, "AttributeError"):
            return None
        child: ast.AST = node
        found = False
        for around in self.module.facts.parents.ancestors(node):
            for field in ("body", "orelse", "finalbody"):
                block = getattr(around, field, None)
                if isinstance(block, list) and child in block:
                    before = block[: block.index(child)]
                    found |= any(isinstance(one, ast.Try) and _goes_on(one) for one in before)
            if isinstance(around, ast.ExceptHandler):
                return _OUTER if found else None
            if isinstance(around, FUNCTIONS):
                break
            child = around
        return _FORGOTTEN if found else None


def _goes_on(statement: ast.Try) -> bool:
    """Whether what follows a `try` runs after one of its clauses has."""
    return any(
        not isinstance(handler.body[-1], (ast.Return, ast.Raise, ast.Continue, ast.Break))
        for handler in statement.handlers
    )
