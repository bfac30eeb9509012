"""The cells of one module, and how values, colours and functions get to them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from functools import cached_property

from migrator.facts import Facts
from migrator.facts.effects import subtree
from migrator.facts.text import borders, files
from migrator.facts.text.attributes import is_property
from migrator.facts.text.cells import BYTES, STRING, TEXT, Cell, Graph
from migrator.facts.text.costs import GIVEN, HINT, NEVER, ONCE, REPEATED, REPR, SAYS, UNDONE
from migrator.facts.text.handing import find_handing
from migrator.facts.text.later import Either, Index, Likened, Printed, Question
from migrator.facts.text.messages import is_said
from migrator.facts.text.named import given_by_name
from migrator.facts.text.questions import LiteralKind, asked, is_call
from migrator.facts.text.recodings import codec_of, recoding
from migrator.facts.text.shapes import Shape as Spec
from migrator.facts.text.siblings import Siblings
from migrator.facts.text.variables import Variables
from migrator.facts.walk import FUNCTIONS, Scope

NUMBERS = ("int", "float", "bool", "complex")
# Expressions at which a conversion can be put.
SITES = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.BinOp)
_REPEATING = (
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)
_DEFINITIONS = (*FUNCTIONS, ast.ClassDef)

_PARTS = {"file": ["content"], "list": ["element"] * 9, "dict": ["key", "element"]}


class Builder:
    """Makes the cells of one module, in a graph of its own or in that of a program.

    `kind_of` tells of a string literal whether it is "native", "unicode" or "bytes", `siblings`
    what other modules of the program are known to give and take.
    """

    def __init__(
        self,
        facts: Facts,
        kind_of: LiteralKind,
        siblings: Siblings | None = None,
        graph: Graph | None = None,
    ) -> None:
        self.facts = facts
        self.siblings = siblings
        self.graph = graph or Graph()
        self.kind_of = kind_of
        self.variables = Variables(facts, self.graph, kind_of)
        self.cells: dict[ast.AST, Cell] = {}
        self.results: dict[ast.AST, Cell] = {}
        self.later: list[Question] = [Either(*parts) for parts in self.variables.either]
        self.literals: list[ast.Constant] = []
        self.strings: list[Cell] = []  # what surely holds strings
        self.unicode: list[Cell] = []  # what was unicode in Python 2
        self.empty: list[Cell] = []  # what may be None
        self.deep: list[Cell] = []  # text, however deep
        self.formats: list[tuple[Cell, Cell]] = []  # arguments of %s, and what they end up in
        self.open: list[Cell] = []  # parameters and attributes that take either
        self.characters: list[ast.AST] = []  # chr, called or named
        self.copies: list[ast.Call] = []  # str of what holds bytes
        self.openings: list[files.Opening] = []
        self.known: set[Cell] = set()  # what holds strings, while questions are answered
        self.indexed: list[ast.Subscript] = []  # of strings, by one index
        self.walked: list[ast.expr] = []  # strings that are iterated
        self.reprs: list[ast.Call] = []
        self.readers: set[ast.expr] = set()  # functions whose results are wanted
        self.items: list[tuple[ast.expr, ast.Constant]] = []  # `container[i] = 'x'`
        self.numbers: set[ast.expr] = set()  # `n` of `bytes([n])`
        self.on_disk: dict[str, Cell] = {}  # what files hold, by their names

    @cached_property
    def class_scopes(self) -> dict[ast.AST, Scope]:
        return {scope.node: scope for scope in self.facts.walk.scopes if scope.kind == "class"}

    @cached_property
    def given_by_name(self) -> set[tuple[Scope | None, str]]:
        """The variables of dicts that some call is given as `**variable`."""
        return given_by_name(self)

    @cached_property
    def handing(self) -> dict[ast.AST, list[ast.Call]]:
        """The functions that take any number of things, and the calls to which they hand them on."""
        return find_handing(self)

    def definition(self, node: ast.expr) -> tuple[Builder, ast.AST] | None:
        """The class or function that a name stands for, with the module that defines it."""
        found = self.facts.types.defined(node)
        if found is not None:
            return self, found
        if self.siblings is None or not self.facts.scopes.may_be_imported(node):
            return None
        return self.siblings.definition(node)

    @cached_property
    def of_one_version(self) -> set[ast.AST]:
        """The code that runs under one version only: it is right as it is, or never runs."""
        walk = self.facts.walk
        branches = [block for one in walk.of(ast.If) for block in (one.body, one.orelse)]
        branches += [handler.body for handler in walk.of(ast.ExceptHandler)]
        return {
            node
            for block in branches
            if block and self.facts.versions.only(block[0]) is not None
            for node in subtree(block)
        }

    def place(self, node: ast.stmt) -> str:
        """Where a statement is, as the whole program has it."""
        return f"{self.siblings.path if self.siblings else ''}:{node.lineno}"

    def has_member(self, name: str) -> bool:
        """Whether a class of the module, or of one that it imports, has an attribute of that name."""
        others = self.siblings.members if self.siblings else ()
        return name in self.facts.walk.members or name in others

    def member(self, node: ast.AST, name: str) -> str:
        """The name under which an object keeps what the code at a node calls `name`.

        `__name` is of one class only, as Python has it.
        """
        if not name.startswith("__") or name.endswith("__"):
            return name
        class_ = self.facts.parents.class_(node)
        return f"_{class_.name.lstrip('_')}{name}" if class_ is not None else name

    # -- cells --------------------------------------------------------------------------

    def cell(self, node: ast.AST) -> Cell:
        """The cell of an expression."""
        found = self.cells.get(node)
        if found is None:
            if (imported := self.from_sibling(node)) is not None:
                found = imported
            elif isinstance(node, (ast.Name, ast.arg)):
                found = self._variable(node)
            elif isinstance(node, (ast.NamedExpr, ast.Starred, ast.Await)):
                found = self.cell(node.value)
            else:
                found = Cell()
            self.cells[node] = found
        return found

    def meanings(self, node: ast.AST) -> tuple[str, ...]:
        """All dotted names of the library that a name or attribute may stand for."""
        if not self.facts.scopes.may_be_imported(node):
            return ()
        if self.siblings is None:
            return self.facts.scopes.imports(node)
        return self.siblings.origins(node)

    def imported(self, node: ast.AST) -> str | None:
        """The one dotted name that a name or attribute stands for, else None."""
        meanings = self.meanings(node)
        return meanings[0] if len(meanings) == 1 else None

    def from_sibling(self, node: ast.AST) -> Cell | None:
        """The cell of what another module of the program is known to define."""
        if self.siblings is None or not self.facts.scopes.may_be_imported(node):
            return None
        return self.siblings.cell(self, node) if isinstance(node.ctx, ast.Load) else None

    def _variable(self, node: ast.Name | ast.arg) -> Cell:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            kind = self.facts.scopes.resolve(node).kind
            if kind in ("builtin", "unknown"):
                return Cell()
        return self.variables.cell(node)

    def cost(self, site: ast.AST) -> int:
        """What a conversion costs: more in a loop, and most where the code has just decoded.

        Next to nothing where only people see what is converted.
        """
        if isinstance(site, ast.Call) and getattr(site.func, "attr", "") == "decode":
            if recoding("decode", codec_of(site, self.constant)) is None:
                return UNDONE
        parents = self.facts.walk.parents
        inside, around = site, parents.get(site)
        while around is not None and not isinstance(around, _DEFINITIONS):
            if isinstance(around, _REPEATING):
                return REPEATED
            if isinstance(inside, ast.BinOp) and is_said(inside, around, parents):
                return REPR
            inside, around = around, parents.get(around)
        return ONCE

    def send(self, node: ast.expr, target: Cell) -> None:
        """The value of an expression gets to a cell, converted if need be."""
        if isinstance(node, SITES) and not is_property(self, node):
            if not self.facts.types.is_a(node, *NUMBERS):
                self.graph.flow(self.cell(node), target, node, self.cost(node))
        elif isinstance(node, ast.Constant):
            if node.value is None:
                self.empty.append(target)
            elif isinstance(node.value, (str, bytes)):
                if self.kind_of(node) == "unicode":
                    self.graph.flow(self.cell(node), target, node, ONCE)
                else:
                    self.graph.match(self.cell(node), target)
        else:
            self.graph.tie(self.cell(node), target)

    def send_copy(self, node: ast.expr, target: Cell) -> None:
        """The strings of a value are copied to a cell that is not the same object."""
        if isinstance(node, SITES):
            self.graph.edge(self.cell(node), target, node, self.cost(node))
        else:
            self.send(node, target)

    def string(self, cell: Cell) -> None:
        """A cell surely holds strings."""
        self.strings.append(cell)
        self.graph.set_kind(cell, STRING)

    def make_unicode(self, cell: Cell) -> None:
        """A cell holds what was unicode in Python 2."""
        self.graph.fix(cell, TEXT)
        self.unicode.append(cell)

    def want(self, node: ast.expr, colour: str, codec: str = "") -> None:
        """An expression must be of a colour; `codec` is that of the bytes, if it is told."""
        target = Cell()
        self.graph.fix(target, colour, codec=codec)
        self.send_copy(node, target)

    def impose(self, spec: Spec, cell: Cell, same: Cell, cost: int = NEVER) -> None:
        """Make a cell what a border says."""
        graph = self.graph
        if spec.colour in (BYTES, TEXT):
            graph.fix(cell, spec.colour, cost)
            self.strings.append(cell)
        elif spec.colour == "same":
            graph.match(cell, same)
            self.strings.append(cell)
        kind = {"object": spec.name, "tuple": "list"}.get(spec.kind, spec.kind)
        if kind != "nothing":
            graph.set_kind(cell, kind)
        names = _PARTS.get(spec.kind) or map(str, range(len(spec.parts)))
        for name, part in zip(names, spec.parts, strict=False):
            inner = cost if spec.kind == "file" else GIVEN
            self.impose(part, graph.child(cell, name), same, inner)

    def constant(self, node: ast.expr) -> object:
        """The value of a literal, or of a name or attribute that is bound to one literal only."""
        values = []
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            values = [one.value for one in self.facts.scopes.resolve(node).definitions]
        elif isinstance(node, ast.Attribute):
            for scope in self.class_scopes.values():
                if node.attr in scope.stores:
                    found = self.facts.scopes.lookup(scope, node.attr).definitions
                    values += [one.value for one in found]
        if len(values) == 1 and isinstance(values[0], ast.Constant):
            return values[0].value
        return None

    def unpack(self, target: ast.expr, value: Cell) -> None:
        """Bind the parts of a value that is not seen as a display."""
        if isinstance(target, (ast.Tuple, ast.List)):
            for index, one in enumerate(target.elts):
                part = Cell()
                self.later.append(Index(value, part, index, None))
                self.unpack(one, part)
        else:
            self.graph.tie(self.cell(target), value)

    def name_type(self, test: ast.Compare | ast.Call) -> None:
        """`type(x) == type('')`: the literal is what `x` is, or bytes where that may be either."""
        question = asked(test, self.kind_of)
        if question is None or not is_call(question.type, "type", 1) or question.kind == "unicode":
            return
        literal = question.type.args[0]
        if self.variables.is_mixed(question.value):
            self.graph.fix(self.cell(literal), BYTES)
        else:
            self.agree((question.value, literal))

    def agree(self, nodes: Sequence[ast.expr]) -> None:
        """Expressions that are compared."""
        meeting = Cell()
        for node in nodes:
            if isinstance(node, ast.Dict):  # objects of the program may be like one
                self.later.append(Likened(self.cell(node), meeting))
            else:
                self.send(node, meeting)
        if all(files.is_whole(self, node) for node in nodes):
            self.graph.fix(meeting, BYTES, HINT)

    def lend(self, border: borders.Border, function: Cell) -> None:
        """Make a cell a function of the library that is not called on the spot."""
        self.graph.set_kind(function, "function")
        same = Cell()
        self.impose(border.gives, self.graph.child(function, "return"), same)
        for place, spec in border.takes.items():
            self.impose(spec, self.graph.child(function, str(place)), same)

    def result(self, function: ast.AST) -> Cell:
        """What a function returns."""
        return self.results.setdefault(function, Cell())

    def written(self, stream: ast.expr | None, values: Iterable[ast.expr]) -> None:
        """What is printed, to a file if one is named."""
        if stream is not None:
            content = self.graph.child(self.cell(stream), "content")
            self.later.append(Printed(self.cell(stream)))
            for value in values:
                self.send(value, content)
        for value in values:
            self.shown(value, strict=stream is None)

    def shown(self, value: ast.expr, strict: bool) -> None:
        """A value that is written as `str` shows it."""
        is_literal = isinstance(value, ast.Constant) and isinstance(value.value, (str, bytes))
        if strict and (is_literal or isinstance(value, (*SITES, ast.BoolOp, ast.IfExp))):
            self.want(value, TEXT)
        self.deep.append(self.cell(value))

    def said(self, value: ast.AST) -> None:
        """What is there for people to read, if the code spells it."""
        if isinstance(value, (ast.BinOp, ast.Constant)):
            self.graph.fix(self.cell(value), TEXT, SAYS)

    def represented(self, value: ast.expr) -> None:
        """A value that is written as `repr` shows it."""
        if isinstance(value, SITES):
            target = Cell()
            self.graph.fix(target, TEXT)
            self.graph.edge(self.cell(value), target, value, REPR)
        else:
            self.shown(value, strict=True)
        self.deep.append(self.cell(value))
