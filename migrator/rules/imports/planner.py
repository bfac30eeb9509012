"""Working out, for a whole module, what becomes of imports and of the uses of what they bind.

An import statement and the uses of its names must change together, and names must not get in
each other's way; so all is planned at once, and the rules then only write it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Container, Mapping
from dataclasses import replace

import libcst as cst

from migrator.facts.remembering import remembered
from migrator.facts.scopes import Binding
from migrator.facts.walk import Scope
from migrator.module import Module
from migrator.rules.imports.asked import is_answered
from migrator.rules.imports.carried import Carried, attributes_of, carried_modules
from migrator.rules.imports.draft import Draft
from migrator.rules.imports.heirs import (
    BARE_PACKAGE,
    Fate,
    Heir,
    heir_of,
    is_standard,
    stands_in,
)
from migrator.rules.imports.ladders import is_ready
from migrator.rules.imports.owned import Owned
from migrator.rules.imports.plan import (
    Alias,
    Load,
    Piece,
    Plan,
    Use,
    piece_of,
)
from migrator.stdlib import exists, is_stdlib_module_2, is_stdlib_module_3, names_2

_FROM = re.compile(r"from[\s\\]+")


@remembered
def plan_of(module: Module) -> Plan:
    """The plan for a module, worked out when it is first asked for."""
    return Planner(module).plan()


def is_at(module: Module, node: cst.CSTNode, places: Container[int]) -> bool:
    """Whether a node of the tree as it was parsed stands at one of some carrier offsets.

    Quick, so that a rule asks for the facts about few nodes only.
    """
    return module.anchors.get(id(node), -1) in places


def is_planned(module: Module, node: cst.CSTNode, places: Mapping[int, ast.AST]) -> bool:
    """Whether a node of the tree as it was parsed is the one that `places` has at its offset.

    Calls of calls, and what is taken of them, begin at one offset.
    """
    return is_at(module, node, places) and module.at(node) is places[module.anchor(node)]


def star_offset(module: Module, statement: ast.ImportFrom) -> int:
    """Where the module that a star import names stands in the carrier text."""
    start = module.offsets.start(statement)
    match = _FROM.match(module.lowered.text, start)
    return match.end() if match else start


class Planner(Draft):
    """Makes the plan for one module."""

    def plan(self) -> Plan:
        for scope in self.module.facts.walk.scopes:
            for name, stores in list(scope.stores.items()):
                if not any(isinstance(node, ast.alias) for node in stores):
                    continue
                aliases = [alias for node in stores if (alias := self.alias(node)) is not None]
                if aliases:
                    self.group(scope, name, aliases, len(aliases) < len(stores))
                if len(aliases) < len(stores):
                    self.ladder(scope, name, stores)
            for statement in scope.stars:
                self.star(statement, scope)
        if self.scopes.has_star_import:
            self.brought()
        for carried in carried_modules(self.module):
            if all(map(self.alias, carried.aliases)):
                self.carried(carried)
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
        shared = shared and not _is_else_none(binding, aliases)
        nodes = self.scopes.loads(binding)
        loads = [self.load(node) for node in nodes if not is_answered(self.module, node)]
        is_global = any(self.scopes.scope_of(alias.statement) is not scope for alias in aliases)
        if shared or is_global or not _agree(aliases):
            for alias in aliases:
                pieces = self.kept(alias, name, loads)
                self.write(alias, pieces)
                self.note_gone_import(alias)
                if pieces is None and alias.heir.fate in (Fate.FORM, Fate.SPLIT):
                    self.found.gone[alias.node] = alias.heir
                elif len(binding.targets) == 1 and self.is_module_still(alias):
                    self.carried(Carried(alias.bound, (), attributes_of(self.module, *nodes)))
            return
        owned = Owned(self, name, aliases, loads, binding)
        owned.decide_imports()
        owned.decide_uses()

    def is_module_still(self, alias: Alias) -> bool:
        """Whether an import brings a module of 2.7, under whatever name, that there is today."""
        return is_stdlib_module_2(alias.bound) and alias.heir.fate in (Fate.MOVED, Fate.STAYS)

    def ladder(self, scope: Scope, name: str, stores: list[ast.AST]) -> None:
        """Plan for the attributes of a module whose first import works, so that no other runs."""
        aliases = [node for node in stores if isinstance(node, ast.alias)]
        runs_on = self.module.facts.versions.runs_on
        if len(aliases) < len(stores) or any(
            runs_on(self.parents[one]) != {2, 3} for one in aliases
        ):
            return
        module = self.standard_module(aliases[0])
        for load in map(self.load, self.scopes.loads(self.scopes.lookup(scope, name))):
            if not module or not load.attributes:
                continue
            attribute = load.attributes[0]
            heir = heir_of(f"{module}.{attribute.attr}", self.target)
            if heir is None or heir.fate is not Fate.MOVED:
                continue
            home, _, last = heir.new.rpartition(".")
            is_tried = self.module.facts.parents.guarded(load.name, "AttributeError")
            if home == module and not is_tried:
                self.found.uses[attribute] = Use(heir, f"{name}.{last}")

    def standard_module(self, node: ast.alias) -> str:
        """The module that an alias imports, if it is one of the standard library of both."""
        statement = self.parents[node]
        owner = statement.module if isinstance(statement, ast.ImportFrom) else ""
        full = f"{owner}.{node.name}" if owner else node.name
        is_known = is_standard(self.module, statement, full) and is_stdlib_module_2(full)
        return full if is_known and is_stdlib_module_3(full, self.target) else ""

    def load(self, name: ast.Name) -> Load:
        attributes: list[ast.Attribute] = []
        node: ast.AST = name
        while isinstance(above := self.parents[node], ast.Attribute):
            attributes.append(above)
            node = above
        return Load(name, tuple(attributes))

    # -- variables and attributes of classes that stand for a module ------------------------

    def carried(self, carried: Carried) -> None:
        """Plan for the attributes of a module that is reached by what it was assigned to."""
        whole = heir_of(carried.module, self.target)
        for node in carried.uses:
            heir = heir_of(f"{carried.module}.{node.attr}", self.target)
            if whole is None or heir is None or heir.fate is Fate.STAYS:
                continue
            if self.module.facts.parents.guarded(node, "AttributeError"):
                continue
            if heir.fate is Fate.FORM and not carried.note:
                self.form(node, heir)
            elif heir.fate in (Fate.GONE, Fate.FORM):
                self.found.gone[node] = heir
            elif isinstance(node.ctx, ast.Load):
                self.carried_use(node, heir, whole, carried)

    def carried_use(self, node: ast.Attribute, heir: Heir, whole: Heir, carried: Carried) -> None:
        """Plan for an attribute of a module that has another name or place today."""
        home, _, last = heir.new.rpartition(".")
        heir = replace(heir, same=False, note=carried.note) if carried.note else heir
        there = whole.new if self.can_carry(whole) else ""
        if home == there:
            if last != node.attr:
                self.found.uses[node] = Use(heir, f"{ast.unparse(node.value)}.{last}")
        elif home == "builtins" and self.sees_builtin(last, node):
            self.found.uses[node] = Use(heir, last)
        elif not (there and exists(f"{there}.{node.attr}", self.target)):
            self.found.uses[node] = Use(heir, last, home)

    def can_carry(self, whole: Heir) -> bool:
        """Whether what a module is assigned to stands for the heir of the module today."""
        if whole.fate is Fate.SPLIT:
            return whole.old != BARE_PACKAGE and stands_in(whole.old, self.target)
        return whole.fate is not Fate.GONE

    # -- star imports ----------------------------------------------------------------------

    def star(self, statement: ast.ImportFrom, home: Scope) -> None:
        """Plan for a star import that stands in the scope `home`, whose names are seen there."""
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
            if scope is home or self.module.facts.parents.within(scope.node, home.node)
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

    def brought(self) -> None:
        """Plan for the modules that star imports bring, as those who are imported have them."""
        found: dict[str, list[Load]] = {}
        for scope in self.module.facts.walk.scopes:
            for name in filter(names_2, scope.loads):
                brought = filter(self.is_brought, map(self.load, scope.loads[name]))
                found.setdefault(name, []).extend(brought)
        for name, loads in found.items():
            heir = heir_of(name, self.target)
            if loads and heir is not None:
                node = ast.alias(name)
                alias = Alias(node, ast.Import([node]), name, name, heir)
                owned = Owned(self, name, [alias], loads, self.scopes.resolve(loads[0].name))
                owned.provided[name] = name
                owned.assume(f"{name} is taken for the module of that name, from a star import")
                owned.decide_uses()

    def is_brought(self, load: Load) -> bool:
        """Whether a use is of a module's attribute, and only a star import can bring the module."""
        if not load.attributes or self.scopes.resolve(load.name).kind != "unknown":
            return False
        meaning = self.scopes.imports(load.attributes[0])
        return meaning == (f"{load.name.id}.{load.attributes[0].attr}",)

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


def _is_else_none(binding: Binding, aliases: list[Alias]) -> bool:
    """Whether a name is that of a module that stays, or None where its import fails."""
    stays = all(alias.heir.fate is Fate.STAYS for alias in aliases)
    return stays and set(binding.targets) == {alias.bound for alias in aliases}


def _agree(aliases: list[Alias]) -> bool:
    """Whether several imports of one name come to the same."""
    return len({(alias.heir.new, alias.is_from, alias.heir.fate) for alias in aliases}) == 1 or (
        len({alias.bound for alias in aliases}) == 1
    )
