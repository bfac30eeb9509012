"""ITR310: list comprehensions in the body of a class."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.facts.effects import subtree
from migrator.rules import Rule
from migrator.rules.iteration.class_loops import becomes_loop
from migrator.rules.syntax import building, places


class ClassComprehensions(Rule):
    """A list comprehension in a class gets the names of the class handed in.

    In Python 3 it is a function of its own, which does not see what the class's body binds, except
    in what its first `for` loops over. The names that it reads are arguments of a lambda that is
    called at once. A generator expression did not see them in Python 2 either. Where `:=` or a
    yield is in it, it is left alone.
    """

    code = "ITR310"
    name = "class-comprehensions"
    words = frozenset({"class"})
    examples = (
        (
            "class Table(object):\n    size = 3\n    rows = [[0] * size for row in range(2)]\n\n\n"
            "print Table.rows\n",
            "class Table(object):\n    size = 3\n"
            "    rows = (lambda size: [[0] * size for row in range(2)])(size)\n\n\n"
            "print(Table.rows)\n",
        ),
    )
    leave_alone = (
        "class Table(object):\n    size = 3\n    rows = [row for row in range(size)]\n\n\n"
        "print(Table.rows)\n",
        "size = 3\n\n\nclass Table(object):\n    rows = [size for row in range(2)]\n\n\n"
        "print(Table.rows)\n",
        "class Table(object):\n    size = 3\n    rows = (lambda size: [size for _ in 'ab'])(size)\n\n\n"
        "print(Table.rows)\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.of(ast.ListComp):
            if self._class_names(node):
                yield self.module.offset_of(node)

    def leave_ListComp(
        self, original_node: cst.ListComp, updated_node: cst.ListComp
    ) -> cst.BaseExpression:
        comprehension = self.module.at(original_node)
        if not isinstance(comprehension, ast.ListComp):
            return updated_node
        names = [places.spelled(self.module, name) for name in self._class_names(comprehension)]
        if not names:
            return updated_node
        parameters = cst.Parameters([cst.Param(cst.Name(name)) for name in names])
        function = cst.Lambda(
            parameters,
            updated_node,
            whitespace_after_lambda=building.SPACE,
            lpar=[cst.LeftParen()],
            rpar=[cst.RightParen()],
        )
        return building.call(
            function, building.parted([building.argument(cst.Name(name)) for name in names])
        )

    def _class_names(self, comprehension: ast.ListComp) -> list[str]:
        """The names of the class that a comprehension reads where Python 3 does not see them."""
        scopes, parents = self.module.facts.scopes, self.module.facts.parents
        scope = scopes.scope_of(comprehension)
        if scope.kind != "class" or self.module.facts.versions.only(comprehension) == 3:
            return []
        if any(isinstance(one, ast.ListComp) for one in self._around(comprehension)):
            return []
        if becomes_loop(self.module, comprehension):
            return []
        own = {
            node.id
            for one in subtree([comprehension])
            if isinstance(one, ast.comprehension)
            for node in subtree([one.target])
            if isinstance(node, ast.Name)
        }
        first = comprehension.generators[0].iter
        found: dict[str, None] = {}
        for node in subtree([comprehension]):
            if isinstance(node, (ast.NamedExpr, ast.Yield)):
                return []
            if not isinstance(node, ast.Name) or node.id in own or parents.within(node, first):
                continue
            if scopes.scope_of(node) is scope and node.id in scope.stores:
                found[node.id] = None
        return list(found)

    def _around(self, comprehension: ast.ListComp) -> Iterator[ast.AST]:
        for parent in self.module.facts.parents.ancestors(comprehension):
            if isinstance(parent, ast.stmt):
                return
            yield parent
