"""What is to become of a module's imports and of the uses of what they bind, as data."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace

from migrator.rules.imports.heirs import Heir
from migrator.rules.imports.ladders import Import
from migrator.stdlib.entries import Form
from migrator.stdlib.stand_ins import StandIn


@dataclass(frozen=True)
class Piece:
    """One thing imported: `import module as local`, or `from module import name as local`.

    With a `value` it is what takes the place of an import: `local = value`.
    """

    module: str
    name: str = ""
    local: str = ""
    value: str = ""


@dataclass(frozen=True)
class Use:
    """How a Name or chain of attributes is to be written: `text`, in the module `via` if any.

    The module `via` is one that must be imported for it.
    """

    heir: Heir
    text: str
    via: str = ""


@dataclass(frozen=True)
class Placeholder:
    """What `name` is bound to where its imports (as source) fail: something that fails when used.

    `gone` is the dotted name of the module, or module's name, that the target has lost; without
    imports there is nothing left to try. Where the name has a `value` today, it is bound to that.
    """

    name: str
    gone: str
    imports: tuple[str, ...] = ()
    value: Form | None = None


class Plan:
    """What is to be written.

    imports: by the carrier offset of an import's name (of a star import: of its module) the
    pieces that take its place, and the heir that they come from.
    uses: the names and attributes to be written otherwise.
    forms: the calls, names and attributes that have another shape today.
    stand_ins: the names, attributes and imports (alias nodes) of what gets a definition of its own.
    placeholders: what to define for the imports (alias nodes) of what has no heir.
    packages: for imports (alias nodes) that stay, the packages that provide what is gone.
    dropped: the imports (alias nodes) of what is gone and not used, with its name.
    gone: the names, attributes and imports (alias nodes) that have no heir.
    """

    def __init__(self) -> None:
        self.imports: dict[int, tuple[tuple[Piece, ...], Heir]] = {}
        self.uses: dict[ast.AST, Use] = {}
        self.forms: dict[ast.AST, Form] = {}
        self.stand_ins: dict[ast.AST, StandIn] = {}
        self.placeholders: dict[ast.AST, Placeholder] = {}
        self.packages: dict[ast.alias, str] = {}
        self.dropped: dict[ast.AST, str] = {}
        self.gone: dict[ast.AST, Heir] = {}


@dataclass(frozen=True)
class Alias:
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

    @property
    def is_whole(self) -> bool:
        """Whether the heir is that of all that is imported."""
        return self.heir.depth == self.full.count(".") + 1


@dataclass(frozen=True)
class Load:
    """A use of a local name: the Name, and the attributes taken of it, each with its node."""

    name: ast.Name
    attributes: tuple[ast.Attribute, ...]

    def dotted(self, bound: str) -> str:
        return ".".join((bound, *(node.attr for node in self.attributes)))

    def node(self, depth: int) -> ast.Name | ast.Attribute:
        """The node of the name with its first `depth` attributes."""
        return self.attributes[depth - 1] if depth > 0 else self.name


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


def piece_of(dotted: str, is_from: bool) -> Piece:
    module, _, name = dotted.rpartition(".")
    return Piece(module, name) if is_from and module else Piece(dotted)


def named(piece: Piece, local: str) -> Piece:
    """The piece bound to the name `local`."""
    own = piece.name or piece.module
    return piece if own == local else replace(piece, local=local)
