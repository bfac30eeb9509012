"""What becomes of a module's imports of the standard library, and of each use of what they bind.

Worked out once for a whole module, since an import statement and the uses of its names must
change together; the rules then only write it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from migrator.facts.scopes import Binding
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
from migrator.rules.imports.ladders import Import, is_ready
from migrator.stdlib import exists, is_stdlib_module_3, moves, names_2
from migrator.stdlib.entries import Form

_FROM = re.compile(r"from[\s\\]+")


@dataclass(frozen=True)
class Piece:
    """One thing imported: `import module as local`, or `from module import name as local`."""

    module: str
    name: str = ""
    local: str = ""


@dataclass(frozen=True)
class Use:
    """How a Name or chain of attributes is to be written: `text`, in the module `via` if any.

    The module `via` is one that must be imported for it.
    """

    heir: Heir
    text: str
    via: str = ""


class Plan:
    """What is to be written.

    imports: by the carrier offset of an import's name (of a star import: of its module) the
    pieces that take its place, and the heir that they come from.
    uses: the names and attributes to be written otherwise.
    forms: the calls, names and attributes that have another shape today.
    gone: the names, attributes and imports (alias nodes) that have no heir.
    """

    def __init__(self) -> None:
        self.imports: dict[int, tuple[tuple[Piece, ...], Heir]] = {}
        self.uses: dict[ast.AST, Use] = {}
        self.forms: dict[ast.AST, Form] = {}
        self.gone: dict[ast.AST, Heir] = {}


_plans: WeakKeyDictionary[Module, Plan] = WeakKeyDictionary()


def plan_of(module: Module) -> Plan:
    plan = _plans.get(module)
    if plan is None:
        plan = _plans[module] = _Planner(module).plan()
    return plan


@dataclass(frozen=True)
class _Alias:
    """An import of the standard library that may have to change.

    `full` is the dotted name of what is imported, `bound` of what its local name means: `a` for
    `import a.b`.
    """

    node: ast.alias
    statement: Import
    full: str
    bound: str
    heir: Heir

    @property
    def is_from(self) -> bool:
        return isinstance(self.statement, ast.ImportFrom)


@dataclass(frozen=True)
class _Load:
    """A use of a local name: the Name, and the attributes taken of it, each with its node."""

    name: ast.Name
    attributes: tuple[ast.Attribute, ...]

    def dotted(self, bound: str) -> str:
        return ".".join((bound, *(node.attr for node in self.attributes)))

    def node(self, depth: int) -> ast.Name | ast.Attribute:
        """The node of the name with its first `depth` attributes."""
        return self.attributes[depth - 1] if depth > 0 else self.name


class _Planner:
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

    def alias(self, node: ast.AST) -> _Alias | None:
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
        head = isinstance(statement, ast.Import) and not node.asname
        return _Alias(node, statement, full, full.partition(".")[0] if head else full, heir)

    # -- a local name, all the imports that bind it, and all its uses --------------------

    def group(self, scope: Scope, name: str, aliases: list[_Alias], shared: bool) -> None:
        """Plan for the local `name`; `shared` where something else binds it, too."""
        binding = self.scopes.lookup(scope, name)
        loads = [self.load(node) for node in self.scopes.loads(binding)]
        is_global = any(self.scopes.scope_of(alias.statement) is not scope for alias in aliases)
        if shared or is_global or not _agree(aliases):
            for alias in aliases:
                self.write(alias, self.kept(alias, name, loads))
                self.note_gone_import(alias)
            return
        owned = _Owned(self, name, aliases, loads, binding)
        owned.decide_imports()
        owned.decide_uses()

    def load(self, name: ast.Name) -> _Load:
        attributes: list[ast.Attribute] = []
        node: ast.AST = name
        while isinstance(above := self.parents[node], ast.Attribute):
            attributes.append(above)
            node = above
        return _Load(name, tuple(attributes))

    def kept(self, alias: _Alias, name: str, loads: list[_Load]) -> tuple[Piece, ...] | None:
        """The pieces that bind `name` to what the import meant; None to leave it as it is."""
        heir = alias.heir
        if heir.fate is Fate.SPLIT and not alias.is_from:
            taken = [load.attributes[0].attr for load in loads if load.attributes]
            module = self.home_of(alias.full, taken)
            return (_named(Piece(module), name),) if module else None
        if heir.fate is not Fate.MOVED or heir.old != alias.full:
            return None
        return (_named(_piece(heir.new, alias.is_from), name),)

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

    def write(self, alias: _Alias, pieces: tuple[Piece, ...] | None) -> None:
        if pieces is not None and pieces != (_as_is(alias),):
            self.found.imports[self.module.offsets.start(alias.node)] = (pieces, alias.heir)

    def note_gone_import(self, alias: _Alias) -> None:
        if alias.heir.fate is Fate.GONE:
            self.found.gone[alias.node] = alias.heir

    def is_free(self, name: str, places: Iterable[ast.AST], ours: Binding | None = None) -> bool:
        """Whether a new variable `name` is in nobody's way, and can be seen from all places."""
        head = name.partition(".")[0]
        for place in places:
            binding = self.scopes.lookup(self.scopes.scope_of(place), head)
            if binding.kind == "unknown" or (ours is not None and binding == ours):
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
        offset = self.module_offset(statement)
        if heir.fate is Fate.MOVED:
            self.found.imports[offset] = ((Piece(heir.new, "*"),), heir)
        elif heir.fate is Fate.SPLIT and (owner != BARE_PACKAGE or here):
            pieces = {_piece(one.new, True) for one in here.values() if one.fate is Fate.MOVED}
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

    def module_offset(self, statement: ast.ImportFrom) -> int:
        start = self.module.offsets.start(statement)
        match = _FROM.match(self.module.lowered.text, start)
        return match.end() if match else start

    # -- other shapes ----------------------------------------------------------------------

    def form(self, node: ast.Name | ast.Attribute, heir: Heir) -> bool:
        """Plan for a name that has another shape today; whether it can be written."""
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


class _Owned:
    """A local name that only imports of ours bind, so that its uses can be rewritten."""

    def __init__(
        self,
        planner: _Planner,
        name: str,
        aliases: list[_Alias],
        loads: list[_Load],
        binding: Binding,
    ) -> None:
        self.planner = planner
        self.name = name
        self.aliases = aliases
        self.loads = loads
        self.binding = binding
        self.must_keep = name in planner.scopes.exported or any(a.node.asname for a in aliases)
        self.provided: dict[str, str] = {}  # what is imported: how to write it
        self.heirs = {load: self.heir(load) for load in loads}

    def heir(self, load: _Load) -> tuple[Heir, int] | None:
        """The heir of what is used and how many attributes it takes; None where that differs."""
        found: dict[tuple[str, Fate, int], Heir] = {}
        for bound in {alias.bound for alias in self.aliases}:
            heir = heir_of(load.dotted(bound), self.planner.target)
            if heir is None:
                return None
            depth = max(heir.depth - bound.count(".") - 1, 0)
            found.setdefault((heir.new, heir.fate, depth), heir)
        if len(found) != 1:
            return None
        (_, _, depth), heir = found.popitem()
        return heir, depth

    # -- imports -----------------------------------------------------------------------------

    def decide_imports(self) -> None:
        for alias in self.aliases:
            self.planner.note_gone_import(alias)
            pieces = self.from_pieces(alias) if alias.is_from else self.module_pieces(alias)
            self.planner.write(alias, pieces)

    def module_pieces(self, alias: _Alias) -> tuple[Piece, ...] | None:
        """What takes the place of `import a.b as c`; None where it stays."""
        heir = alias.heir
        if heir.fate is Fate.SPLIT:
            return self.split_pieces(alias)
        if heir.fate is not Fate.MOVED or heir.old != alias.full:
            self.provided[alias.bound] = self.name
            return None
        head = heir.new.partition(".")[0]
        if not self.must_keep and (head == self.name or self.is_free(head, alias)):
            self.provided[heir.new] = heir.new
            return (Piece(heir.new),)
        self.provided[heir.new] = self.name
        return (_named(Piece(heir.new), self.name),)

    def split_pieces(self, alias: _Alias) -> tuple[Piece, ...] | None:
        """What takes the place of an import of a module whose names went to several."""
        stuck = [load for load, found in self.heirs.items() if not self.is_written(load, found)]
        modules = {
            found[0].new if found[0].fate is Fate.SPLIT else found[0].new.rpartition(".")[0]
            for found in self.heirs.values()
            if found and found[0].fate in (Fate.MOVED, Fate.SPLIT)
        } - {"", "builtins"}
        if alias.full == BARE_PACKAGE and not (modules and self.moves()):
            modules = set()
            stuck = self.loads
        elif not self.loads and alias.heir.new:
            modules = {alias.heir.new}
        if not modules and (stuck or alias.full == BARE_PACKAGE):
            self.provided[alias.bound] = self.name
            return None
        if len(modules) == 1 and self.must_keep:
            (module,) = modules
            self.provided[module] = self.name
            return (_named(Piece(module), self.name),)
        return tuple(self.provide(module, alias) for module in sorted(modules))

    def is_written(self, load: _Load, found: tuple[Heir, int] | None) -> bool:
        """Whether a use will be written otherwise."""
        if found is None:
            return False
        heir, depth = found
        if heir.fate is Fate.FORM:
            return self.planner.form(load.node(depth), heir)
        return heir.fate is Fate.MOVED or (heir.fate is Fate.SPLIT and bool(heir.new))

    def moves(self) -> bool:
        return any(found and found[0].fate is Fate.MOVED for found in self.heirs.values())

    def provide(self, module: str, alias: _Alias) -> Piece:
        """The import of one of the modules that a module was split into."""
        if module.partition(".")[0] == self.name or self.is_free(module, alias):
            self.provided[module] = module
            return Piece(module)
        local = module.replace(".", "_")
        self.provided[module] = local
        return _named(Piece(module), local)

    def from_pieces(self, alias: _Alias) -> tuple[Piece, ...] | None:
        """What takes the place of `from a import b as c`; None where it stays."""
        heir = alias.heir
        if heir.fate is Fate.FORM:
            written = [self.planner.form(load.name, heir) for load in self.loads]
            return () if written and all(written) and not self.must_keep else None
        if heir.fate is Fate.GONE and heir.new:
            return (_named(_piece(heir.new, True), self.name),)
        if heir.fate is not Fate.MOVED or heir.old != alias.full:
            self.provided[alias.full] = self.name
            return None
        piece = _piece(heir.new, True)
        last = piece.name or piece.module
        is_used = bool(self.loads) and self.name not in self.planner.scopes.exported
        if piece.module == "builtins":
            if is_used and all(self.sees_builtin(last, load.name) for load in self.loads):
                self.provided[heir.new] = last
                return ()
        elif last != self.name and not self.must_keep and is_used:
            is_module = is_stdlib_module_3(heir.new, self.planner.target)
            is_near = not is_module or last == self.name.lower()
            if is_near and self.is_free(last, alias):
                self.provided[heir.new] = last
                return (piece,)
        self.provided[heir.new] = self.name
        return (_named(piece, self.name),)

    def is_free(self, name: str, alias: _Alias) -> bool:
        places = [alias.statement, *(load.name for load in self.loads)]
        return self.planner.is_free(name, places)

    def sees_builtin(self, name: str, place: ast.AST) -> bool:
        return name == self.name or self.planner.sees_builtin(name, place)

    # -- uses --------------------------------------------------------------------------------

    def decide_uses(self) -> None:
        for load, found in self.heirs.items():
            if found is None:
                continue
            heir, depth = found
            node = load.node(depth)
            if heir.fate is Fate.FORM and depth:
                self.planner.form(node, heir)
            elif heir.fate is Fate.GONE and depth:
                self.planner.found.gone[node] = heir
            is_bare = heir.fate is Fate.SPLIT and heir.old == BARE_PACKAGE
            if heir.new and heir.fate is not Fate.STAYS and not is_bare:
                self.use(node, heir)

    def use(self, node: ast.Name | ast.Attribute, heir: Heir) -> None:
        use = self.spelled(heir, node)
        is_same = use.text == ast.unparse(node) and not use.via
        if not is_same and (isinstance(node.ctx, ast.Load) or "." in use.text):
            self.planner.found.uses[node] = use

    def spelled(self, heir: Heir, node: ast.AST) -> Use:
        """How an heir is written at a node, by what this name's imports become."""
        if heir.new in self.provided:
            return Use(heir, self.provided[heir.new])
        module, _, name = heir.new.rpartition(".")
        if is_stdlib_module_3(heir.new, self.planner.target):
            return Use(heir, "", heir.new)
        if module in self.provided:
            return Use(heir, f"{self.provided[module]}.{name}")
        if module == "builtins" and self.sees_builtin(name, node):
            return Use(heir, name)
        return Use(heir, name, module)


def _agree(aliases: list[_Alias]) -> bool:
    """Whether several imports of one name come to the same."""
    return len({(alias.heir.new, alias.is_from, alias.heir.fate) for alias in aliases}) == 1 or (
        len({alias.bound for alias in aliases}) == 1
    )


def bind(form: Form, call: ast.Call) -> dict[str, ast.expr] | None:
    """The arguments of a call by the parameters of its form; None where they do not fit.

    Those that `{*}` stands for are not among them.
    """
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return None
    parameters = [part.strip() for part in form.parameters.split(",") if part.strip()]
    takes_rest = any(part.startswith("*") for part in parameters)
    names = [part.partition("=")[0] for part in parameters if not part.startswith("*")]
    optional = {part.partition("=")[0] for part in parameters if "=" in part}
    found = dict(zip(names, call.args, strict=False))
    if len(call.args) > len(names) and not takes_rest:
        return None
    for keyword in call.keywords:
        if keyword.arg not in names or keyword.arg in found:
            return None
        found[keyword.arg] = keyword.value
    return found if set(names) - optional <= set(found) else None


def _piece(dotted: str, is_from: bool) -> Piece:
    module, _, name = dotted.rpartition(".")
    return Piece(module, name) if is_from and module else Piece(dotted)


def _named(piece: Piece, local: str) -> Piece:
    """The piece bound to the name `local`."""
    own = piece.name or piece.module
    return piece if own == local else replace(piece, local=local)


def _as_is(alias: _Alias) -> Piece:
    piece = _piece(alias.full, alias.is_from)
    return replace(piece, local=alias.node.asname or "")


def offsets_of(module: Module, nodes: Iterable[ast.AST]) -> Iterator[int]:
    return map(module.offset_of, nodes)
