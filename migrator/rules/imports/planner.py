"""Working out, for a whole module, what becomes of imports and of the uses of what they bind.

An import statement and the uses of its names must change together, and names must not get in
each other's way; so all is planned at once, and the rules then only write it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterable
from dataclasses import replace
from weakref import WeakKeyDictionary

import libcst as cst

from migrator.facts.walk import Scope
from migrator.module import Module
from migrator.rules.imports.heirs import (
    BARE_PACKAGE,
    Fate,
    Heir,
    heir_of,
    is_standard,
    split_modules,
)
from migrator.rules.imports.ladders import is_ready
from migrator.rules.imports.owned import Owned
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
from migrator.stdlib import exists, moves, names_2
from migrator.stdlib.packages import package_for
from migrator.stdlib.stand_ins import stand_in

_FROM = re.compile(r"from[\s\\]+")
_plans: WeakKeyDictionary[Module, Plan] = WeakKeyDictionary()


def plan_of(module: Module) -> Plan:
    """The plan for a module, worked out when it is first asked for."""
    plan = _plans.get(module)
    if plan is None:
        plan = _plans[module] = Planner(module).plan()
    return plan


def is_at(module: Module, node: cst.CSTNode, places: Container[int]) -> bool:
    """Whether a node of the tree as it was parsed stands at one of some carrier offsets.

    Quick, so that a rule asks for the facts about few nodes only.
    """
    return module.anchors.get(id(node), -1) in places


def star_offset(module: Module, statement: ast.ImportFrom) -> int:
    """Where the module that a star import names stands in the carrier text."""
    start = module.offsets.start(statement)
    match = _FROM.match(module.lowered.text, start)
    return match.end() if match else start


class Planner:
    """Makes the plan for one module."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.scopes = module.facts.scopes
        self.parents = module.facts.walk.parents
        self.target = module.options.target
        self.found = Plan()

    def plan(self) -> Plan:
        for scope in self.module.facts.walk.scopes:
            for name, stores in list(scope.stores.items()):
                aliases = [alias for node in stores if (alias := self.alias(node)) is not None]
                if aliases:
                    self.group(scope, name, aliases, len(aliases) < len(stores))
            for statement in scope.stars:
                self.star(statement)
        self.drop_repeated()
        return self.found

    def alias(self, node: ast.AST) -> Alias | None:
        """An import of the standard library that Python 3 will run, else None."""
        if not isinstance(node, ast.alias):
            return None
        statement = self.parents[node]
        assert isinstance(statement, (ast.Import, ast.ImportFrom))
        owner = statement.module if isinstance(statement, ast.ImportFrom) else node.name
        if not owner or not is_standard(self.module, statement, owner):
            return None
        full = f"{owner}.{node.name}" if isinstance(statement, ast.ImportFrom) else node.name
        heir = heir_of(full, self.target)
        if heir is None or is_ready(self.module, statement):
            return None
        if heir.fate is Fate.GONE and self.is_provided(node, heir.module):
            return None
        head = isinstance(statement, ast.Import) and not node.asname
        return Alias(node, statement, full, full.partition(".")[0] if head else full, heir)

    # -- a local name, all the imports that bind it, and all its uses --------------------

    def group(self, scope: Scope, name: str, aliases: list[Alias], shared: bool) -> None:
        """Plan for the local `name`; `shared` where something else binds it, too."""
        binding = self.scopes.lookup(scope, name)
        loads = [self.load(node) for node in self.scopes.loads(binding)]
        is_global = any(self.scopes.scope_of(alias.statement) is not scope for alias in aliases)
        if shared or is_global or not _agree(aliases):
            for alias in aliases:
                self.write(alias, self.kept(alias, name, loads))
                self.note_gone_import(alias)
            return
        owned = Owned(self, name, aliases, loads, binding)
        owned.decide_imports()
        owned.decide_uses()

    def load(self, name: ast.Name) -> Load:
        attributes: list[ast.Attribute] = []
        node: ast.AST = name
        while isinstance(above := self.parents[node], ast.Attribute):
            attributes.append(above)
            node = above
        return Load(name, tuple(attributes))

    def kept(self, alias: Alias, name: str, loads: list[Load]) -> tuple[Piece, ...] | None:
        """The pieces that bind `name` to what the import meant; None to leave it as it is."""
        heir = alias.heir
        if heir.fate is Fate.SPLIT and not alias.is_from:
            taken = [load.attributes[0].attr for load in loads if load.attributes]
            module = self.home_of(alias.full, taken)
            return (named(Piece(module), name),) if module else None
        if heir.fate is not Fate.MOVED or not alias.is_whole:
            return None
        return (named(piece_of(heir.new, alias.is_from), name),)

    def home_of(self, module: str, taken: list[str]) -> str:
        """The one heir of a module that split that has all these names; empty if none has."""
        heirs = {
            move.new.rpartition(".")[0]
            for move in moves.SYMBOL_MOVES.values()
            if move.old.rpartition(".")[0] == module and not move.new.startswith("builtins.")
        }
        for heir in sorted(heirs, key=lambda heir: heir != split_modules()[module]):
            if all(exists(f"{heir}.{name}", self.target) for name in taken):
                return heir
        return ""

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
        holder = Placeholder(name, aliases[0].bound, tuple(tries))
        for alias in aliases:
            self.found.placeholders[alias.node] = holder

    def is_free(self, name: str, places: Iterable[ast.AST]) -> bool:
        """Whether a new variable `name` is in nobody's way, and can be seen from all places."""
        head = name.partition(".")[0]
        for place in places:
            binding = self.scopes.lookup(self.scopes.scope_of(place), head)
            if binding.kind == "unknown":
                continue
            if binding.kind == "builtin" or not all(
                definition.target and definition.target.partition(".")[0] == head
                for definition in binding.definitions
            ):
                return False
        return True

    def sees_builtin(self, name: str, place: ast.AST) -> bool:
        return self.scopes.lookup(self.scopes.scope_of(place), name).kind == "builtin"

    # -- star imports ----------------------------------------------------------------------

    def star(self, statement: ast.ImportFrom) -> None:
        owner = statement.module or ""
        if not is_standard(self.module, statement, owner) or is_ready(self.module, statement):
            return
        heir = heir_of(owner, self.target)
        known = names_2(owner)
        if heir is None or known is None:
            return
        if heir.fate is Fate.GONE and self.is_provided(statement.names[0], owner):
            return
        used = [
            load
            for scope in self.module.facts.walk.scopes
            for name in known & scope.loads.keys()
            for load in scope.loads[name]
            if self.scopes.resolve(load).kind == "unknown"
        ]
        here = {}
        for load in used:
            one = heir_of(f"{owner}.{load.id}", self.target)
            assert one is not None
            here[load.id] = one
            self.star_use(load, one, heir)
        offset = star_offset(self.module, statement)
        if heir.fate is Fate.MOVED:
            self.found.imports[offset] = ((Piece(heir.new, "*"),), heir)
        elif heir.fate is Fate.SPLIT and (owner != BARE_PACKAGE or here):
            pieces = {piece_of(one.new, True) for one in here.values() if one.fate is Fate.MOVED}
            if pieces:
                listed = (piece for piece in pieces if piece.module != "builtins")
                self.found.imports[offset] = (tuple(sorted(listed, key=str)), heir)
            else:
                self.found.gone[statement.names[0]] = heir
        elif heir.fate is Fate.GONE:
            self.found.gone[statement.names[0]] = heir

    def star_use(self, load: ast.Name, one: Heir, star: Heir) -> None:
        if one.fate is Fate.MOVED:
            module, _, name = one.new.rpartition(".")
            if name == load.id and star.fate is not Fate.STAYS:
                return  # the star import, or what takes its place, brings it
            is_builtin = module == "builtins" and self.sees_builtin(name, load)
            self.found.uses[load] = Use(one, name, "" if is_builtin else module)
        elif one.fate is Fate.FORM:
            self.form(load, one)
        elif one.fate is Fate.GONE:
            self.found.gone[load] = one

    # -- other shapes ----------------------------------------------------------------------

    def form(self, node: ast.Name | ast.Attribute, heir: Heir) -> bool:
        """Plan for a name that has another shape today; whether it can be written."""
        helper = stand_in(heir.old, self.target)
        if helper is not None and isinstance(node.ctx, ast.Load):
            self.found.stand_ins[node] = helper
            return True
        call = self.parents[node]
        if isinstance(call, ast.Call) and call.func is node:
            form = moves.call_form(heir.old, self.target)
            if form is not None and bind(form, call) is not None:
                self.found.forms[call] = form
                return True
        else:
            form = moves.expression_form(heir.old, self.target) or moves.value_form(
                heir.old, self.target
            )
            if form is not None and isinstance(node.ctx, ast.Load):
                self.found.forms[node] = form
                return True
        self.found.gone[node] = heir
        return False

    # -- the statements of the module's top ------------------------------------------------

    def drop_repeated(self) -> None:
        """Import each thing once where statements follow one another."""
        seen: set[Piece] = set()
        for statement in self.module.tree.body:
            if not isinstance(statement, (ast.Import, ast.ImportFrom)):
                continue
            for node in statement.names:
                offset = self.module.offsets.start(node)
                planned = self.found.imports.get(offset)
                if planned is None:
                    if isinstance(statement, ast.Import):
                        seen.add(Piece(node.name, local=node.asname or ""))
                    continue
                pieces, heir = planned
                rest = tuple(dict.fromkeys(piece for piece in pieces if piece not in seen))
                self.found.imports[offset] = (rest, heir)
                seen.update(rest)


def _agree(aliases: list[Alias]) -> bool:
    """Whether several imports of one name come to the same."""
    return len({(alias.heir.new, alias.is_from, alias.heir.fate) for alias in aliases}) == 1 or (
        len({alias.bound for alias in aliases}) == 1
    )


def _source(alias: Alias) -> str:
    """The import of a name alone."""
    if isinstance(alias.statement, ast.ImportFrom):
        return ast.unparse(ast.ImportFrom(alias.statement.module, [alias.node], 0))
    return ast.unparse(ast.Import([alias.node]))


def _as_is(alias: Alias) -> Piece:
    piece = piece_of(alias.full, alias.is_from)
    return replace(piece, local=alias.node.asname or "")
