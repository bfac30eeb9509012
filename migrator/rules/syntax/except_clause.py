"""SYN040: the name of a caught exception."""

from __future__ import annotations

import ast
from typing import Any

import libcst as cst

from migrator.facts.walk import FUNCTIONS, Comprehension
from migrator.python2 import tree
from migrator.python2.traversal import replace
from migrator.rules import Rule
from migrator.rules.syntax import building, places

_BINDING_BLOCKS = (ast.For, ast.With, ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)


class ExceptClause(Rule):
    """Name a caught exception with `as`.

    `except E, e:` becomes `except E as e:`. Python 2 can bind anything there: a tuple unpacks
    the exception's arguments, an attribute or item stores it. Python 3 takes a plain name, and
    deletes it at the end of the clause; where it is read later it is bound once more.

    Not seen: a name that is read through locals() or by another module.
    """

    code = "SYN040"
    name = "except-clause"
    words = frozenset({"except"})
    examples = (
        (
            "try:\n    int('x')\nexcept ValueError, error:\n    print 'no'\n",
            "try:\n    int('x')\nexcept ValueError as error:\n    print('no')\n",
        ),
        (
            "try:\n    raise IOError(2, 'gone')\nexcept IOError, (code, text):\n    print code, text\n",
            "try:\n    raise IOError(2, 'gone')\n"
            "except IOError as error:\n    code, text = error.args\n    print(code, text)\n",
        ),
        (
            "errors = {}\ntry:\n    int('x')\n"
            "except (ValueError, TypeError), errors['x']: pass\nprint len(errors)\n",
            "errors = {}\ntry:\n    int('x')\n"
            "except (ValueError, TypeError) as error: errors['x'] = error; pass\nprint(len(errors))\n",
        ),
        (
            "e = None\ntry:\n    int('x')\nexcept ValueError, e:\n    pass\nprint e is None\n",
            "e = None\ntry:\n    int('x')\n"
            "except ValueError as error:\n    e = error\n    pass\nprint(e is None)\n",
        ),
    )
    leave_alone = (
        "try:\n    int('x')\nexcept ValueError as error:\n    print('no')\n",
        "try:\n    int('x')\nexcept (ValueError, TypeError):\n    print('no')\n",
        "e = 1\nprint(e)\ntry:\n    int('x')\nexcept ValueError as e:\n    print('no')\n",
        "try:\n    int('x')\nexcept ValueError as e:\n    print('no')\n"
        "for e in [1, 2]:\n    print(e)\n",
    )

    def sites(self) -> list[int]:
        return [
            self.module.offsets.start(handler)
            for handler in self.module.facts.walk.of(ast.ExceptHandler)
            if isinstance(handler, tree.ExceptHandler) or self._is_read_later(handler)
        ]

    def leave_ExceptHandler(self, original_node: Any, updated_node: Any) -> Any:
        node = updated_node
        if isinstance(node, cst.ExceptHandler):
            if node.name is None or not self._is_read_later(
                places.handler(self.module, original_node)
            ):
                return node
            target = node.name.name
            return replace(
                node, name=replace(node.name, name=self._name()), body=self._bound(node, target)
            )
        is_name = isinstance(node.target, cst.Name)
        plain = is_name and not self._is_read_later(places.handler(self.module, original_node))
        return cst.ExceptHandler(
            body=node.body if plain else self._bound(node, node.target),
            type=node.type,
            name=cst.AsName(
                building.bare_of_parentheses(node.target) if plain else self._name(),
                building.SPACE,
                building.SPACE if node.separator == "," else node.whitespace_after_separator,
            ),
            leading_lines=node.leading_lines,
            whitespace_after_except=node.whitespace_after_except,
            whitespace_before_colon=node.whitespace_before_colon,
        )

    def _name(self) -> cst.Name:
        return cst.Name(places.fresh(self.module, "error", "exc"))

    def _bound(self, node: Any, target: Any) -> cst.BaseSuite:
        """The clause's body after a statement that binds the target as Python 2 did."""
        value: cst.BaseExpression = self._name()
        if isinstance(target, (cst.Tuple, cst.List)):
            value = cst.Attribute(value, cst.Name("args"))
            if isinstance(target, cst.Tuple) and target.elements:
                target = building.bare_of_parentheses(target)
        return building.first_in(node.body, cst.Assign([cst.AssignTarget(target)], value))

    def _is_read_later(self, handler: ast.ExceptHandler | None) -> bool:
        """Whether the name may be read when Python 3 has deleted it."""
        if handler is None or handler.name is None:
            return False
        scopes = self.module.facts.scopes
        scope = scopes.scope_of(handler)
        loads = scopes.loads(scopes.lookup(scope, handler.name))
        return any(not self._is_bound_around(load, handler.name) for load in loads)

    def _is_bound_around(self, load: ast.Name, name: str) -> bool:
        """Whether what a load reads was surely bound by a block or statement that it comes after."""
        parents = self.module.facts.parents
        child: ast.AST = load
        for parent in parents.ancestors(load):
            if isinstance(parent, ast.ExceptHandler) and parent.name == name:
                return True
            if isinstance(parent, _BINDING_BLOCKS) and name in _bound_by(parent):
                if not isinstance(parent, ast.For) or child in parent.body:
                    return True
            for block in (getattr(parent, "body", None), getattr(parent, "orelse", None)):
                if isinstance(block, list) and child in block:
                    before = block[: block.index(child)]
                    if _surely_binds(before, name):
                        return True
            if isinstance(parent, FUNCTIONS):
                return False
            child = parent
        return False


def _bound_by(block: ast.For | ast.With | Comprehension) -> set[str]:
    """The names that a loop, `with` or comprehension binds in its head."""
    if isinstance(block, ast.For):
        targets = [block.target]
    elif isinstance(block, ast.With):
        targets = [item.optional_vars for item in block.items if item.optional_vars]
    else:
        targets = [generator.target for generator in block.generators]
    return {
        node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)
    }


def _surely_binds(statements: list[ast.stmt], name: str) -> bool:
    """Whether a name is assigned by one of these, with no try statement after it."""
    for statement in reversed(statements):
        if isinstance(statement, ast.Assign):
            targets = (node for target in statement.targets for node in ast.walk(target))
            if any(isinstance(node, ast.Name) and node.id == name for node in targets):
                return True
        for node in ast.walk(statement):
            if isinstance(node, (ast.ExceptHandler, tree.ExceptHandler)) and node.name == name:
                return False
    return False
