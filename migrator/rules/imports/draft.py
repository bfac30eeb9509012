"""The plan of a module while it is made: what is known, and what can be put down."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace

from migrator.module import Module
from migrator.rules.imports.heirs import Fate, Heir, finds_sibling, heir_of, split_modules
from migrator.rules.imports.plan import (
    Alias,
    Load,
    Piece,
    Placeholder,
    Plan,
    Use,
    bind,
    named,
    piece_of,
)
from migrator.rules.imports.taken import is_taken_elsewhere
from migrator.stdlib import exists, moves
from migrator.stdlib.entries import StandIn
from migrator.stdlib.packages import package_for
from migrator.stdlib.stand_ins import stand_in


class Draft:
    """The plan that is being made for one module."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.scopes = module.facts.scopes
        self.parents = module.facts.walk.parents
        self.target = module.options.target
        self.found = Plan()

    def kept(self, alias: Alias, name: str, loads: list[Load]) -> tuple[Piece, ...] | None:
        """The pieces that bind `name` to what the import meant; None to leave it as it is."""
        heir = alias.heir
        if heir.fate is Fate.SPLIT and not alias.is_from:
            taken = [load.attributes[0] for load in loads if load.attributes]
            module = self.home_of(alias.full, [node.attr for node in taken])
            for node in taken if module else ():
                last = self._name_in(module, alias.full, node.attr)
                found = heir_of(f"{alias.full}.{node.attr}", self.target)
                if found is not None and last != node.attr:
                    self.found.uses[node] = Use(found, f"{name}.{last}")
            return (named(Piece(module), name),) if module else None
        if heir.fate is Fate.FORM:
            return self.assigned(alias, name)
        if heir.fate is not Fate.MOVED or not alias.is_whole:
            return None
        return (named(piece_of(heir.new, alias.is_from), name),)

    def assigned(self, alias: Alias, name: str) -> tuple[Piece, ...] | None:
        """The piece that binds `name` to what serves as the function now; None if nothing does."""
        form = moves.value_form(alias.heir.old, self.target)
        if form is None or form.modules or not alias.is_whole:
            return None
        return (Piece("", local=name, value=form.new),)

    def home_of(self, module: str, taken: list[str]) -> str:
        """The one heir of a module that split that has all these names; empty if none has."""
        heirs = {
            move.new.rpartition(".")[0]
            for move in moves.SYMBOL_MOVES.values()
            if move.old.rpartition(".")[0] == module and not move.new.startswith("builtins.")
        }
        for heir in sorted(heirs, key=lambda heir: heir != split_modules()[module]):
            if all(self._name_in(heir, module, name) for name in taken):
                return heir
        return ""

    def _name_in(self, heir: str, module: str, name: str) -> str:
        """What a name of a module that split is called in an heir of it; empty if it is not there."""
        move = moves.symbol_move(f"{module}.{name}", self.target)
        home, _, last = move.new.rpartition(".") if move else ("", "", name)
        is_there = home == heir or (last == name and exists(f"{heir}.{name}", self.target))
        return last if is_there else ""

    def write(self, alias: Alias, pieces: tuple[Piece, ...] | None) -> None:
        if pieces is not None and pieces != (_as_is(alias),):
            self.found.imports[self.module.offsets.start(alias.node)] = (pieces, alias.heir)

    def note_gone_import(self, alias: Alias) -> None:
        if alias.heir.fate is Fate.GONE:
            self.found.gone[alias.node] = alias.heir

    def is_exported(self, name: str) -> bool:
        """Whether others may take a name from this module: `__all__` says so, or they do."""
        return name in self.scopes.exported or is_taken_elsewhere(self.module, name)

    def is_provided(self, node: ast.alias, module: str) -> bool:
        """Whether a module that is gone is taken from a package, which is then noted."""
        package = package_for(module, self.target) if self.module.options.allow_dependency else None
        if package is not None:
            self.found.packages[node] = package
        return package is not None

    def at_top(self, aliases: Iterable[Alias]) -> bool:
        """Whether imports are statements of the module's top, so that it fails as a whole."""
        return all(self.parents[alias.statement] is self.module.tree for alias in aliases)

    def hold(self, name: str, aliases: list[Alias]) -> None:
        """Bind `name` to something that fails when it is used, where its imports fail."""
        tries = dict.fromkeys(
            _source(alias) for alias in aliases if not exists(alias.heir.module, self.target)
        )
        old = aliases[0].bound
        value = moves.expression_form(old, self.target) or moves.value_form(old, self.target)
        holder = Placeholder(name, old, tuple(tries), value)
        for alias in aliases:
            self.found.placeholders[alias.node] = holder

    def hold_installed(self, name: str, alias: Alias) -> None:
        """Bind `name` to its heir in a package, or where that is missing to what fails when used."""
        module, _, last = alias.heir.new.rpartition(".")
        source = f"from {module} import {last}" + (f" as {name}" if name != last else "")
        self.found.placeholders[alias.node] = Placeholder(name, alias.heir.old, (source,))

    def is_free(self, name: str, places: Iterable[ast.AST]) -> bool:
        """Whether a new variable `name` is in nobody's way, and can be seen from all places."""
        head = name.partition(".")[0]
        is_own = finds_sibling(self.module, head)
        for place in places:
            binding = self.scopes.lookup(self.scopes.scope_of(place), head)
            if binding.kind == "unknown":
                continue
            if (
                is_own
                or binding.kind == "builtin"
                or not all(
                    definition.target and definition.target.partition(".")[0] == head
                    for definition in binding.definitions
                )
            ):
                return False
        return True

    def sees_builtin(self, name: str, place: ast.AST) -> bool:
        return self.scopes.lookup(self.scopes.scope_of(place), name).kind == "builtin"

    def form(self, node: ast.Name | ast.Attribute, heir: Heir) -> bool:
        """Plan for a name that has another shape today; whether it can be written."""
        call = self.parents[node]
        is_called = isinstance(call, ast.Call) and call.func is node
        if isinstance(call, ast.Call) and is_called:
            form = moves.call_form(heir.old, self.target)
            if form is not None and bind(form, call) is not None:
                self.found.forms[call] = form
                return True
        helper = stand_in(heir.old, self.target)
        if helper is not None and (
            isinstance(node.ctx, ast.Load) or self._is_rebound(node, helper)
        ):
            self.found.stand_ins[node] = helper
            return True
        if not is_called:
            form = moves.expression_form(heir.old, self.target) or moves.value_form(
                heir.old, self.target
            )
            if form is not None and isinstance(node.ctx, ast.Load):
                self.found.forms[node] = form
                return True
        self.found.gone[node] = heir
        return False

    def _is_rebound(self, node: ast.Name | ast.Attribute, helper: StandIn) -> bool:
        """Whether the module puts another value in the place of a variable of the library."""
        is_global = self.scopes.scope_of(node).kind == "module"
        return helper.is_variable and isinstance(node.ctx, ast.Store) and is_global


def _source(alias: Alias) -> str:
    """The import of a name alone."""
    if isinstance(alias.statement, ast.ImportFrom):
        return ast.unparse(ast.ImportFrom(alias.statement.module, [alias.node], 0))
    return ast.unparse(ast.Import([alias.node]))


def _as_is(alias: Alias) -> Piece:
    piece = piece_of(alias.full, alias.is_from)
    return replace(piece, local=alias.node.asname or "")
