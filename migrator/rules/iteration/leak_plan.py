"""How list comprehensions that leak their variables are to be written."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from migrator.facts.effects import children, subtree
from migrator.facts.walk import FUNCTIONS, Comprehension
from migrator.module import Module
from migrator.rules.iteration.class_loops import becomes_loop
from migrator.rules.syntax import places

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Plan:
    """How the leaking comprehensions of a module are written, by `ast` nodes of names.

    loops: the variables of the loops, and their new names.
    first_uses: the loads that become `(name := new)`, and the new names.
    tested: the variables of loops that a condition binds.
    deletions: the names in `del` statements that have nothing left to delete.
    reported: the variables that leak where `:=` cannot stand.
    """

    def __init__(self, module: Module) -> None:
        self._module = module
        self.loops: dict[ast.Name, str] = {}
        self.first_uses: dict[ast.Name, str] = {}
        self.tested: set[ast.Name] = set()
        self.deletions: set[ast.Name] = set()
        self.reported: set[ast.Name] = set()
        for node in module.facts.walk.of(ast.ListComp):
            if module.facts.versions.only(node) != 3 and not becomes_loop(module, node):
                self._add(node)

    def _add(self, comprehension: ast.ListComp) -> None:
        uses = self._module.facts.flow.leaked_loads(comprehension)
        dropped = {use for use in uses if self._is_only_deleted(use)}
        self.deletions |= dropped
        leaking = {use.id for use in uses if use not in dropped}
        scope_of = self._module.facts.scopes.scope_of
        far = {use.id for use in uses if scope_of(use) is not scope_of(comprehension)}
        for index, generator in enumerate(comprehension.generators):
            for name in subtree([generator.target]):
                if not isinstance(name, ast.Name) or name.id not in leaking:
                    continue
                if not isinstance(name.ctx, ast.Store):
                    continue
                if not self._may_bind(comprehension, name.id):
                    self.reported.add(name)
                    continue
                new = places.fresh(self._module, f"each_{name.id}")
                self.loops[name] = new
                use = None if name.id in far else _first_use(comprehension, index, name.id)
                if use is None:
                    self.tested.add(name)
                else:
                    self.first_uses[use] = new

    def _is_only_deleted(self, use: ast.Name) -> bool:
        """Whether a name is bound by list comprehensions alone, used in them, and then deleted."""
        scopes = self._module.facts.scopes
        binding = scopes.resolve(use)
        kinds = {one.kind for one in binding.definitions}
        return (
            isinstance(use.ctx, ast.Del)
            and kinds == {"comprehension", "delete"}
            and all(map(self._is_loops_own, scopes.loads(binding)))
        )

    def _is_loops_own(self, load: ast.Name) -> bool:
        return any(
            isinstance(node, ast.ListComp)
            and any(getattr(part, "id", None) == load.id for part in _targets(node))
            for node in self._module.facts.parents.ancestors(load)
        )

    def _may_bind(self, comprehension: ast.ListComp, name: str) -> bool:
        """Whether `name := ...` may stand in a comprehension, and binds what it bound in 2.7."""
        if self._module.facts.scopes.scope_of(comprehension).kind in ("class", "comprehension"):
            return False
        child: ast.AST = comprehension
        for parent in self._module.facts.parents.ancestors(comprehension):
            if isinstance(parent, FUNCTIONS):
                break
            if isinstance(parent, ast.comprehension) and child is parent.iter:
                return False
            if isinstance(parent, _COMPREHENSIONS):
                targets = [one.target for one in parent.generators]
                if any(getattr(node, "id", None) == name for node in subtree(targets)):
                    return False
            child = parent
        return not any(
            isinstance(node, _COMPREHENSIONS)
            and any(getattr(part, "id", None) == name for part in _targets(node))
            for node in subtree(children(comprehension))
        )


def _targets(comprehension: Comprehension) -> Iterator[ast.AST]:
    return subtree([one.target for one in comprehension.generators])


def _first_use(comprehension: ast.ListComp, index: int, name: str) -> ast.Name | None:
    """The load that is evaluated first, each time that generator `index` has bound `name`.

    None where there is no such one, or `:=` cannot stand there.
    """
    generators = comprehension.generators
    if generators[index].ifs:
        first = generators[index].ifs[0]
    elif index == len(generators) - 1:
        first = comprehension.elt
    else:
        return None
    use = next((node for node in _in_order(first) if getattr(node, "id", None) == name), None)
    return use if isinstance(use, ast.Name) and use in set(_always(first)) else None


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)


def _always(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of an expression that are evaluated whenever it is."""
    yield node
    if isinstance(node, (*_COMPREHENSIONS, *FUNCTIONS, ast.Dict)):
        return
    parts: Sequence[ast.AST] = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.BoolOp):
        parts = node.values[:1]
    elif isinstance(node, ast.IfExp):
        parts = [node.test]
    elif isinstance(node, ast.Compare):
        parts = [node.left, node.comparators[0]]
    for part in parts:
        yield from _always(part)
