"""SYN160: yield in a comprehension."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import libcst as cst

from migrator.facts.walk import COMPREHENSION_SCOPES, FUNCTIONS
from migrator.python2.traversal import replace
from migrator.rules import Rule
from migrator.rules.syntax import building, places


class Yields(Rule):
    """Write a list comprehension that yields as a loop.

    In Python 2 the function around it is then a generator; Python 3.8 and later refuse it. Only
    one that is the whole value of an assignment or return is rewritten. A generator expression
    that yields is reported: what it gave was hardly ever what was meant.
    """

    code = "SYN160"
    name = "yield-in-comprehension"
    words = frozenset({"yield"})
    examples = (
        (
            "def ask(n):\n    got = [(yield i) for i in range(n) if i]\n    print got\n"
            "print list(ask(3))\n",
            "def ask(n):\n    got = []\n    for i in range(n):\n        if i:\n"
            "            got.append((yield i))\n    print(got)\nprint(list(ask(3)))\n",
        ),
    )
    leave_alone = (
        "def ask(n):\n    got = [i for i in range(n)]\n    yield got\nprint(list(ask(3)))\n",
        "def ask(n):\n    return [lambda: (yield i) for i in range(n)]\nprint(len(ask(3)))\n",
    )

    def sites(self) -> Iterable[int]:
        found = self._comprehensions()
        return [self.module.offsets.start(node) for node in found]

    def _comprehensions(self) -> Iterator[ast.expr]:
        """The comprehensions in which, and not in a function within, a yield stands."""
        for node in self.module.facts.walk.of(ast.Yield, ast.YieldFrom):
            for parent in self.module.facts.parents.ancestors(node):
                if isinstance(parent, (*FUNCTIONS, ast.stmt)):
                    break
                if isinstance(parent, (ast.ListComp, *COMPREHENSION_SCOPES)):
                    yield parent
                    break

    def leave_GeneratorExp(
        self, original_node: cst.GeneratorExp, updated_node: cst.GeneratorExp
    ) -> cst.GeneratorExp:
        found = {self.module.offsets.start(node) for node in self._comprehensions()}
        statement = places.statement(self.module, original_node)
        if statement is not None and any(
            self.module.offsets.start(statement) <= place <= self.module.offsets.end(statement)
            for place in found
        ):
            message = "Python 3 has no yield in a generator expression: write a loop"
            self.module.report(self, original_node, message)
        return updated_node

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.FlattenSentinel:
        only = original_node.body[0]
        if len(original_node.body) != 1 or not isinstance(only, cst.Assign):
            return updated_node
        target = only.targets[0].target
        comprehension = self.module.at(only.value)
        if not isinstance(comprehension, ast.ListComp) or not isinstance(target, cst.Name):
            return updated_node
        if len(only.targets) != 1 or comprehension not in self._comprehensions():
            return updated_node
        new = updated_node.body[0].value  # type: ignore[union-attr]
        empty = replace(updated_node.body[0], value=cst.List([]))
        first = replace(updated_node, body=[empty])
        return cst.FlattenSentinel([first, as_loop(new, target.value)])


def as_loop(comprehension: cst.ListComp, name: str) -> cst.BaseCompoundStatement:
    """The loop that appends to the list `name` what a comprehension makes."""
    append = cst.Attribute(cst.Name(name), cst.Name("append"))
    call = building.call(append, [building.argument(comprehension.elt)])
    inner: cst.BaseStatement = cst.SimpleStatementLine([cst.Expr(call)])
    parts = [comprehension.for_in]
    while parts[-1].inner_for_in is not None:
        parts.append(parts[-1].inner_for_in)
    for part in reversed(parts):
        for condition in reversed(part.ifs):
            inner = cst.If(condition.test, cst.IndentedBlock([inner]))
        inner = cst.For(part.target, part.iter, cst.IndentedBlock([inner]))
    assert isinstance(inner, cst.BaseCompoundStatement)
    return inner
