"""ITR305: list comprehensions in a class whose variables are used later."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.facts.effects import subtree
from migrator.facts.remembering import remembered
from migrator.module import Module
from migrator.python2.traversal import replace
from migrator.rules import Rule
from migrator.rules.syntax import loops


@remembered
def becomes_loop(module: Module, comprehension: ast.ListComp) -> bool:
    """Whether a comprehension makes an attribute of a class, and what it binds is used later."""
    parents = module.facts.parents
    match parents.get(comprehension):
        case ast.Assign(targets=[ast.Name(id=name)], value=value) as statement:
            is_whole = value is comprehension and isinstance(parents.get(statement), ast.ClassDef)
        case _:
            return False
    if (
        not is_whole
        or not module.options.selects(ClassLoops.code)
        or module.facts.versions.only(comprehension) == 3
    ):
        return False
    if any(
        isinstance(node, (ast.NamedExpr, ast.Yield)) or getattr(node, "id", None) == name
        for node in subtree([comprehension])
    ):
        return False
    uses = module.facts.flow.leaked_loads(comprehension)
    if any(isinstance(use.ctx, ast.Load) for use in uses):
        return True
    class_ = parents.get(statement)
    names = {
        node.id
        for generator in comprehension.generators
        for node in subtree([generator.target])
        if isinstance(node, ast.Name)
    }
    return any(
        module.facts.types.class_named(one.value) is class_ and isinstance(one.ctx, ast.Load)
        for one in module.facts.walk.attributes(*names)
    )


class ClassLoops(Rule):
    """A list comprehension in a class becomes a loop where its variable is used later.

    In Python 2 the variable is an attribute of the class afterwards, which other code may ask for. A comprehension of Python 3 has
    it for itself, and may not bind it by `:=` in a class. Rewritten where the list is all that is
    assigned; elsewhere the use is reported (ITR300).
    """

    code = "ITR305"
    name = "class-loops"
    words = frozenset({"class"})
    examples = (
        (
            "class Table(object):\n    size = 2\n    # all rows\n"
            "    rows = [row * size for row in range(3) if row]\n    last = row\n\n\n"
            "print Table.rows, Table.last, Table.row\n",
            "class Table(object):\n    size = 2\n    # all rows\n    rows = []\n"
            "    for row in range(3):\n        if row:\n            rows.append(row * size)\n"
            "    last = row\n\n\nprint(Table.rows, Table.last, Table.row)\n",
        ),
        (
            "class Table(object):\n    rows = [row for row in 'ab']\n\n\nprint Table.row\n",
            "class Table(object):\n    rows = []\n    for row in 'ab':\n        rows.append(row)\n\n\n"
            "print(Table.row)\n",
        ),
    )
    leave_alone = (
        "class Table(object):\n    rows = [row * 2 for row in range(3)]\n\n\nprint(Table.rows)\n",
        "class Table(object):\n    rows = [row for row in range(3)]\n    for row in rows:\n        last = row\n\n\n"
        "print(Table.last)\n",
        "rows = [each_row for each_row in range(3)]\n\n\nclass Table(object):\n    last = rows[-1]\n\n\n"
        "print(Table.last)\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.of(ast.ListComp):
            if becomes_loop(self.module, node):
                yield self.module.offset_of(node)

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.FlattenSentinel:
        for before, after in zip(original_node.body, updated_node.body, strict=False):
            if not isinstance(before, cst.Assign) or not isinstance(after, cst.Assign):
                continue
            comprehension = self.module.at(before.value)
            if not isinstance(comprehension, ast.ListComp) or len(original_node.body) > 1:
                continue
            if becomes_loop(self.module, comprehension) and isinstance(after.value, cst.ListComp):
                name = cst.ensure_type(after.targets[0].target, cst.Name)
                first, filled = loops.filling(name, after.value)
                first = replace(first, leading_lines=updated_node.leading_lines)
                return cst.FlattenSentinel([first, filled])
        return updated_node
