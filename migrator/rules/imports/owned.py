"""A local name that only imports of the standard library bind."""

from __future__ import annotations

import ast
from dataclasses import replace

from migrator.facts.scopes import Binding
from migrator.rules.imports.draft import Draft
from migrator.rules.imports.heirs import BARE_PACKAGE, LAZY, Fate, Heir, heir_of, stands_in
from migrator.rules.imports.plan import Alias, Load, Piece, Use, named, piece_of
from migrator.rules.imports.taken import is_named_elsewhere
from migrator.stdlib import is_stdlib_module_3
from migrator.stdlib.moved_distutils import INSTALLED
from migrator.stdlib.stand_ins import stand_in

# Modules that `hmac` took for the hash function in them.
_HASHES = {"md5": "md5.new", "sha": "sha.new"}
_TAKING_HASHES = frozenset({"hmac.new", "hmac.HMAC"})


def is_lost(alias: Alias) -> bool:
    """Whether an import is of what has no heir at all."""
    return alias.heir.fate is Fate.GONE


class Owned:
    """A local name that only imports of ours bind, so that its uses can be rewritten."""

    def __init__(
        self,
        draft: Draft,
        name: str,
        aliases: list[Alias],
        loads: list[Load],
        binding: Binding,
    ) -> None:
        self.draft = draft
        self.name = name
        self.aliases = aliases
        self.loads = loads
        self.binding = binding
        self.must_keep = (
            name in draft.scopes.exported
            or any(alias.node.asname for alias in aliases)
            or len(binding.definitions) > len(aliases)
            or (not loads and draft.is_exported(name))
            or is_named_elsewhere(draft.module, name)
        )
        self.provided: dict[str, str] = {}  # what is imported: how to write it
        self.heirs = {load: self.heir(load) for load in loads}

    def heir(self, load: Load) -> tuple[Heir, int] | None:
        """The heir of what is used and how many attributes it takes; None where that differs."""
        found: dict[tuple[str, Fate, int], Heir] = {}
        for bound in {alias.bound for alias in self.aliases}:
            heir = heir_of(load.dotted(bound), self.draft.target)
            if heir is None:
                return None
            depth = max(heir.depth - bound.count(".") - 1, 0)
            found.setdefault((heir.new, heir.fate, depth), heir)
        if len(found) != 1:
            return None
        (_, _, depth), heir = found.popitem()
        if heir.old in _HASHES and self.is_digestmod(load):
            return heir_of(_HASHES[heir.old], self.draft.target) or heir, 0
        return heir, depth

    def is_digestmod(self, load: Load) -> bool:
        """Whether a module is given to `hmac` for the hash function in it."""
        around = self.draft.parents[load.name]
        if isinstance(around, ast.keyword):
            around = self.draft.parents[around]
        return (
            isinstance(around, ast.Call)
            and self.draft.scopes.imported(around.func) in _TAKING_HASHES
        )

    def assume(self, note: str) -> None:
        """List what is written as assumed."""
        for load, found in self.heirs.items():
            if found is not None and found[0].same:
                self.heirs[load] = replace(found[0], same=False, note=note), found[1]

    # -- imports -----------------------------------------------------------------------------

    def decide_imports(self) -> None:
        for alias in self.aliases:
            self.draft.note_gone_import(alias)
        if all(is_lost(alias) for alias in self.aliases):
            if self.is_unused() or self.draft.at_top(self.aliases):
                self.drop_or_hold(self.is_unused())
                return
        for alias in self.aliases:
            pieces = self.from_pieces(alias) if alias.is_from else self.module_pieces(alias)
            self.draft.write(alias, pieces)

    def is_unused(self) -> bool:
        return not (self.loads or self.draft.is_exported(self.name))

    def drop_or_hold(self, is_unused: bool) -> None:
        """Do without imports of what is gone, by something that fails when it is used."""
        for alias in self.aliases:
            self.draft.write(alias, ())
            if is_unused:
                self.draft.found.gone.pop(alias.node, None)
                self.draft.found.dropped[alias.node] = alias.full
        if not is_unused:
            self.draft.hold(self.name, self.aliases)

    def module_pieces(self, alias: Alias) -> tuple[Piece, ...] | None:
        """What takes the place of `import a.b as c`; None where it stays."""
        heir = alias.heir
        if heir.fate is Fate.SPLIT:
            return self.split_pieces(alias)
        if heir.fate is not Fate.MOVED or not alias.is_whole:
            self.provided[alias.bound] = self.name
            return None
        head = heir.new.partition(".")[0]
        if not self.must_keep and (head == self.name or self.is_free(head, alias)):
            self.provided[heir.new] = heir.new
            return (Piece(heir.new),)
        self.provided[heir.new] = self.name
        return (named(Piece(heir.new), self.name),)

    def split_pieces(self, alias: Alias) -> tuple[Piece, ...] | None:
        """What takes the place of an import of a module whose names went to several."""
        stuck = [load for load, found in self.heirs.items() if not self.is_written(load, found)]
        modules = {
            found[0].new if found[0].fate is Fate.SPLIT else found[0].new.rpartition(".")[0]
            for found in self.heirs.values()
            if found and (found[0].fate is Fate.MOVED or self.is_stand_in(found[0]))
        } - {"", "builtins"}
        if alias.full == BARE_PACKAGE and not (modules and self.moves()):
            modules = set()
            stuck = self.loads
        elif not self.loads and alias.heir.new:
            modules = {alias.heir.new}
        can_hold = (
            stuck
            and not self.draft.is_provided(alias.node, alias.heir.module)
            and len(self.aliases) == 1
            and self.draft.at_top(self.aliases)
        )
        if not modules and (stuck or alias.full == BARE_PACKAGE):
            if can_hold and alias.full != BARE_PACKAGE:
                self.draft.found.gone[alias.node] = alias.heir
                self.draft.hold(self.name, self.aliases)
                return ()
            self.provided[alias.bound] = self.name
            return None
        if len(modules) == 1 and self.must_keep and not stuck:
            (module,) = modules
            self.provided[module] = self.name
            return (named(Piece(module), self.name),)
        kept = [self.provide(module, alias) for module in sorted(modules)]
        if stuck and alias.full != BARE_PACKAGE:
            self.draft.found.gone[alias.node] = alias.heir
            if can_hold:
                self.draft.hold(self.name, self.aliases)
            else:
                kept.append(named(piece_of(alias.full, alias.is_from), self.name))
        return tuple(kept)

    def is_written(self, load: Load, found: tuple[Heir, int] | None) -> bool:
        """Whether a use will be written otherwise."""
        if found is None:
            return False
        heir, depth = found
        if heir.fate is Fate.FORM:
            return self.draft.form(load.node(depth), heir)
        return heir.fate is Fate.MOVED or self.is_stand_in(heir)

    def is_stand_in(self, heir: Heir) -> bool:
        """Whether a module that was split is used as a whole, and an heir can stand in for it."""
        if heir.fate is not Fate.SPLIT or heir.old == BARE_PACKAGE:
            return False
        return stands_in(heir.old, self.draft.target)

    def moves(self) -> bool:
        return any(found and found[0].fate is Fate.MOVED for found in self.heirs.values())

    def provide(self, module: str, alias: Alias) -> Piece:
        """The import of one of the modules that a module was split into."""
        if module.partition(".")[0] == self.name or self.is_free(module, alias):
            self.provided[module] = module
            return Piece(module)
        local = module.replace(".", "_")
        self.provided[module] = local
        return named(Piece(module), local)

    def from_pieces(self, alias: Alias) -> tuple[Piece, ...] | None:
        """What takes the place of `from a import b as c`; None where it stays."""
        heir = alias.heir
        if heir.fate is Fate.SPLIT:
            return self.split_pieces(alias)
        if heir.fate is Fate.FORM:
            written = [self.draft.form(load.name, heir) for load in self.loads]
            helper = stand_in(heir.old, self.draft.target)
            if self.is_unused():
                self.draft.found.dropped[alias.node] = alias.full
                return ()
            if helper is not None and alias.is_whole and all(written):
                self.draft.found.stand_ins[alias.node] = helper
                return ()
            if written and all(written) and not self.must_keep:
                return ()
            if (pieces := self.draft.assigned(alias, self.name)) is not None:
                return pieces
            if len(self.aliases) == 1 and self.draft.at_top(self.aliases):
                self.draft.hold(self.name, self.aliases)
                return ()
            return None
        if heir.fate is Fate.GONE and heir.new:
            return (named(piece_of(heir.new, True), self.name),)
        if heir.fate is not Fate.MOVED or not alias.is_whole:
            self.provided[alias.full] = self.name
            return None
        if self.is_installed(alias):
            self.draft.hold_installed(self.name, alias)
            self.provided[heir.new] = self.name
            return ()
        piece = piece_of(heir.new, True)
        last = piece.name or piece.module
        is_used = bool(self.loads) and self.name not in self.draft.scopes.exported
        if piece.module == "builtins":
            if is_used and all(self.sees_builtin(last, load.name) for load in self.loads):
                self.provided[heir.new] = last
                return ()
        elif last != self.name and not self.must_keep and is_used:
            is_module = is_stdlib_module_3(heir.new, self.draft.target)
            is_near = not is_module or last == self.name.lower()
            if is_near and self.is_free(last, alias):
                self.provided[heir.new] = last
                return (piece,)
        self.provided[heir.new] = self.name
        return (named(piece, self.name),)

    def is_installed(self, alias: Alias) -> bool:
        """Whether the heir is of a package that may be missing where the module is used.

        What sets up a project has it.
        """
        return (
            alias.heir.new.partition(".")[0] in INSTALLED
            and len(self.aliases) == 1
            and self.draft.at_top(self.aliases)
            and "setup" not in self.draft.module.words
            and not self.draft.module.path.name.startswith("setup")
        )

    def is_free(self, name: str, alias: Alias) -> bool:
        places = [alias.statement, *(load.name for load in self.loads)]
        return self.draft.is_free(name, places)

    def sees_builtin(self, name: str, place: ast.AST) -> bool:
        return name == self.name or self.draft.sees_builtin(name, place)

    # -- uses --------------------------------------------------------------------------------

    def decide_uses(self) -> None:
        for load, found in self.heirs.items():
            if found is not None:
                heir, depth = found
                self.decide_use(load.node(depth), heir, depth > 0)

    def decide_use(self, node: ast.Name | ast.Attribute, heir: Heir, is_attribute: bool) -> None:
        if heir.fate is Fate.STAYS or (heir.fate is Fate.SPLIT and heir.old == BARE_PACKAGE):
            return
        if heir.fate is Fate.SPLIT and not self.is_stand_in(heir):
            self.draft.found.gone[node] = heir
            return
        if heir.fate is Fate.FORM and is_attribute:
            self.draft.form(node, heir)
        elif heir.fate is Fate.GONE and is_attribute:
            self.draft.found.gone[node] = heir
        if heir.new:
            self.use(node, heir)

    def use(self, node: ast.Name | ast.Attribute, heir: Heir) -> None:
        use = self.spelled(heir, node)
        is_same = use.text == ast.unparse(node) and not use.via and heir.new not in LAZY
        if not is_same and (isinstance(node.ctx, ast.Load) or "." in use.text):
            self.draft.found.uses[node] = use

    def spelled(self, heir: Heir, node: ast.AST) -> Use:
        """How an heir is written at a node, by what this name's imports become."""
        if heir.new in self.provided:
            return Use(heir, self.provided[heir.new])
        module, _, name = heir.new.rpartition(".")
        if is_stdlib_module_3(heir.new, self.draft.target):
            return Use(heir, "", heir.new)
        if module in self.provided:
            return Use(heir, f"{self.provided[module]}.{name}")
        if module == "builtins" and self.sees_builtin(name, node):
            return Use(heir, name)
        return Use(heir, name, module)
