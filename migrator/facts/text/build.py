"""What a module's statements and expressions say about text and bytes, put into the graph."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

from migrator.facts import Facts
from migrator.facts.effects import subtree
from migrator.facts.text import borders, calls, definitions, files
from migrator.facts.text.cells import BYTES, HINT, NEVER, TEXT, Cell, Graph
from migrator.facts.text.formats import conversions
from migrator.facts.text.later import (
    Contains,
    Index,
    Iterate,
    Member,
    Printed,
    Question,
    Stage,
)
from migrator.facts.text.questions import LiteralKind, asked, is_call
from migrator.facts.text.shapes import Shape as Spec
from migrator.facts.text.siblings import Siblings
from migrator.facts.text.variables import Variables
from migrator.facts.walk import FUNCTIONS, Scope
from migrator.python2 import tree

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
_ONCE, _REPEATED = 2, 5
# How much a b'' counts: it says nothing in Python 2.
_SAID = 3
# What a difference costs that no conversion can mend, as in a printed list of byte strings.
DEEP = 40
_HIGH = frozenset(map(chr, range(0x80, 0x100)))

_PARTS = {"file": ["content"], "list": ["element"] * 9, "dict": ["key", "element"]}


class Builder:
    """Makes the cells of one module.

    `kind_of` tells of a string literal whether it is "native", "unicode" or "bytes", `siblings`
    what other modules of the program are known to give and take.
    """

    def __init__(self, facts: Facts, kind_of: LiteralKind, siblings: Siblings | None) -> None:
        self.facts = facts
        self.siblings = siblings
        self.graph = Graph()
        self.kind_of = kind_of
        self.variables = Variables(facts, self.graph, kind_of)
        self.cells: dict[ast.AST, Cell] = {}
        self.results: dict[ast.AST, Cell] = {}
        self.later: list[Question] = []
        self.literals: list[ast.Constant] = []
        self.strings: list[Cell] = []  # what surely holds strings
        self.deep: list[Cell] = []  # text, however deep
        self.formats: list[tuple[Cell, Cell]] = []  # arguments of %s, and what they end up in
        self.open: list[Cell] = []  # parameters that take either
        self.characters: list[ast.AST] = []  # chr, called or named
        self.copies: list[ast.Call] = []  # str of what holds bytes
        self.openings: list[files.Opening] = []
        self.known: set[Cell] = set()  # what holds strings, while questions are answered
        self.indexed: list[ast.Subscript] = []  # of strings, by one index
        self.walked: list[ast.expr] = []  # strings that are iterated
        self.reprs: list[ast.Call] = []
        self.items: list[tuple[ast.expr, ast.Constant]] = []  # `container[i] = 'x'`
        self.numbers: set[ast.expr] = set()  # `n` of `bytes([n])`
        self.on_disk: dict[str, Cell] = {}  # what files hold, by their names

    @cached_property
    def class_scopes(self) -> dict[ast.AST, Scope]:
        return {scope.node: scope for scope in self.facts.walk.scopes if scope.kind == "class"}

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

    def from_sibling(self, node: ast.AST) -> Cell | None:
        """The cell of what another module of the program is known to define."""
        if self.siblings is None or not isinstance(node, (ast.Name, ast.Attribute)):
            return None
        return self.siblings.cell(self, node) if isinstance(node.ctx, ast.Load) else None

    def _variable(self, node: ast.Name | ast.arg) -> Cell:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            kind = self.facts.scopes.resolve(node).kind
            if kind in ("builtin", "unknown"):
                return Cell()
        return self.variables.cell(node)

    def cost(self, site: ast.AST) -> int:
        """What a conversion costs: more in a loop."""
        for around in self.facts.parents.ancestors(site):
            if isinstance(around, _REPEATING):
                return _REPEATED
            if isinstance(around, _DEFINITIONS):
                break
        return _ONCE

    def send(self, node: ast.expr, target: Cell) -> None:
        """The value of an expression gets to a cell, converted if need be."""
        if isinstance(node, SITES):
            self.graph.flow(self.cell(node), target, node, self.cost(node))
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, (str, bytes)):
                if self.kind_of(node) == "unicode":
                    self.graph.flow(self.cell(node), target, node, _ONCE)
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

    def known_strings(self) -> set[Cell]:
        """The cells of which something says that they hold strings."""
        put_in = {(part.found(), whole.found()) for part, whole in self.formats}
        ends: dict[Cell, list[Cell]] = {}
        for edge in self.graph.edges:
            pair = edge.source.found(), edge.target.found()
            if pair not in put_in:
                ends.setdefault(pair[0], []).append(pair[1])
                ends.setdefault(pair[1], []).append(pair[0])
        known = {cell.found() for cell in self.strings}
        pending = list(known)
        while pending:
            for end in ends.get(pending.pop(), ()):
                if end not in known:
                    known.add(end)
                    pending.append(end)
        return known

    def want(self, node: ast.expr, colour: str) -> None:
        """An expression must be of a colour."""
        target = Cell()
        self.graph.fix(target, colour)
        self.send(node, target)

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
        if kind not in ("nothing", "string"):
            graph.set_kind(cell, kind)
        names = _PARTS.get(spec.kind) or map(str, range(len(spec.parts)))
        for name, part in zip(names, spec.parts, strict=False):
            inner = cost if spec.kind == "file" else DEEP
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

    # -- the walk -------------------------------------------------------------------------

    def build(self) -> None:
        elsewhere = self._of_one_version()
        for node in list(self.facts.walk.parents):
            handler = _HANDLERS.get(type(node))
            if handler is not None and node not in elsewhere:
                handler(self, node)
        self._settle()

    def _of_one_version(self) -> set[ast.AST]:
        """The code that runs under one version only: it is right as it is, or never runs."""
        return {
            node
            for test in self.facts.walk.of(ast.If)
            for block in (test.body, test.orelse)
            if block and self.facts.versions.only(block[0]) is not None
            for node in subtree(block)
        }

    def _settle(self) -> None:
        """Answer what had to wait: by what is known, by names that tell, then by what is left."""
        for stage in Stage:
            while self.later:
                asked, self.later = self.later, []
                if stage is Stage.STRINGS:
                    self.known = self.known_strings()
                left = [one for one in asked if not one.settle(self, stage)]
                is_done = len(left) == len(asked)
                self.later = left + self.later
                if is_done:
                    break
        for shape in {cell.shape.found() for cell in self.cells.values()}:
            element = shape.children.get("element")
            if element is not None:
                for name, part in list(shape.children.items()):
                    if name.isdigit() and shape.kind != "function":
                        self.graph.tie(element, part)

    def literal(self, node: ast.Constant) -> None:
        value = node.value
        if not isinstance(value, (str, bytes)) or self._is_docstring(node):
            return
        cell = self.cell(node)
        kind = self.kind_of(node)
        self.strings.append(cell)
        if kind == "unicode":
            self.graph.fix(cell, TEXT)
            return
        self.literals.append(node)
        if kind == "bytes":
            self.graph.fix(cell, BYTES, _SAID)
        elif isinstance(value, str) and not _HIGH.isdisjoint(value):
            self.graph.fix(cell, BYTES, HINT)

    def _is_docstring(self, node: ast.Constant) -> bool:
        return isinstance(self.facts.parents.get(node), ast.Expr)

    def assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self.bind(target, node.value)
            if isinstance(target, ast.Subscript) and isinstance(node.value, ast.Constant):
                if isinstance(node.value.value, str) and not isinstance(target.slice, ast.Slice):
                    self.items.append((target.value, node.value))

    def annotated(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.bind(node.target, node.value)

    def bind(self, target: ast.expr, value: ast.expr) -> None:
        """Assign an expression."""
        if isinstance(target, (ast.Tuple, ast.List)):
            if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
                for one, part in zip(target.elts, value.elts, strict=True):
                    self.bind(one, part)
            else:
                self.unpack(target, self.cell(value))
        else:
            self.send(value, self.cell(target))

    def unpack(self, target: ast.expr, value: Cell) -> None:
        """Bind the parts of a value that is not seen as a display."""
        if isinstance(target, (ast.Tuple, ast.List)):
            for index, one in enumerate(target.elts):
                part = Cell()
                self.later.append(Index(value, part, index, None))
                self.unpack(one, part)
        else:
            self.graph.tie(self.cell(target), value)

    def loop(self, node: ast.For | ast.comprehension) -> None:
        element = Cell()
        self.later.append(Iterate(self.cell(node.iter), element, node.iter))
        self.unpack(node.target, element)

    def with_item(self, node: ast.withitem) -> None:
        if node.optional_vars is not None:
            self.bind(node.optional_vars, node.context_expr)

    def augmented(self, node: ast.AugAssign) -> None:
        if isinstance(node.op, ast.Add):
            self.send(node.value, self.cell(node.target))
        elif isinstance(node.op, ast.Mod):
            self.format(node.target, node.value, self.cell(node.target))

    def binary(self, node: ast.BinOp) -> None:
        result = self.cell(node)
        if isinstance(node.op, ast.Add):
            for side in (node.left, node.right):
                self.send(side, result)
                if self._is_unicode(side):
                    self.graph.fix(result, TEXT)
        elif isinstance(node.op, ast.Mult):
            for side in (node.left, node.right):
                if not isinstance(side, ast.Constant) or isinstance(side.value, (str, bytes)):
                    self.send(side, result)
        elif isinstance(node.op, ast.Mod):
            self.format(node.left, node.right, result)
        elif isinstance(node.op, (ast.BitOr, ast.BitAnd, ast.Sub)):  # sets
            self.graph.share(self.cell(node.left), result)

    def _is_unicode(self, node: ast.expr) -> bool:
        """Whether an expression is a literal of unicode, which makes unicode of what it meets."""
        is_string = isinstance(node, ast.Constant) and isinstance(node.value, str)
        return is_string and self.kind_of(node) == "unicode"

    def format(self, pattern: ast.expr, given: ast.expr, result: Cell) -> None:
        """`pattern % given`: what is put in by %s is of the colour of the whole."""
        if not isinstance(pattern, ast.Constant):
            self.send(pattern, result)
            parts = given.elts if isinstance(given, ast.Tuple) else [given]
            for part in parts:
                self._put_in(part, result)
            return
        if not isinstance(pattern.value, (str, bytes)):
            return
        self.send(pattern, result)
        for kind, part in conversions(pattern.value, given):
            if kind == "r":
                self.shown(part, strict=True)
                self.graph.fix(result, TEXT, DEEP // 2)
            elif kind == "s" and isinstance(part, ast.Constant) and part.value is None:
                self.graph.fix(result, TEXT)
            elif kind == "s":
                self._put_in(part, result)
        if isinstance(given, ast.Dict) or "%(" in str(pattern.value):
            self.graph.fix(result, TEXT, DEEP // 2)

    def _put_in(self, part: ast.expr, result: Cell) -> None:
        self.send_copy(part, result)
        self.formats.append((self.cell(part), result))

    def choice(self, node: ast.IfExp | ast.BoolOp) -> None:
        parts = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            *empty, last = node.values  # nothing to convert: None, '' or the like
            for part in empty:
                self.graph.lean(self.cell(part), self.cell(node))
            parts = [last]
        for part in parts:
            self.send(part, self.cell(node))

    def compare(self, node: ast.Compare) -> None:
        left = node.left
        self.name_type(node)
        for operation, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(operation, (ast.In, ast.NotIn)):
                self.later.append(Contains(self.cell(right), left, right))
            elif not isinstance(operation, (ast.Is, ast.IsNot)):
                self.agree((left, right))
            left = right

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

    def agree(self, nodes: Iterable[ast.expr]) -> None:
        """Expressions that are compared."""
        meeting = Cell()
        for node in nodes:
            self.send(node, meeting)

    # -- displays ----------------------------------------------------------------------------

    def sequence(self, node: ast.List | ast.Set) -> None:
        if isinstance(node, ast.List) and not isinstance(node.ctx, ast.Load):
            return
        self.graph.set_kind(self.cell(node), "list")
        for one in node.elts:
            self.send(one, self.graph.child(self.cell(node), "element"))

    def tuple(self, node: ast.Tuple) -> None:
        if not isinstance(node.ctx, ast.Load):
            return
        self.graph.set_kind(self.cell(node), "list")
        for index, one in enumerate(node.elts):
            self.send(one, self.graph.child(self.cell(node), str(index)))

    def dictionary(self, node: ast.Dict) -> None:
        cell = self.cell(node)
        self.graph.set_kind(cell, "dict")
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None:
                self.send(key, self.graph.child(cell, "key"))
            self.send(value, self.graph.child(cell, "element"))

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> None:
        self.graph.set_kind(self.cell(node), "list")
        self.send(node.elt, self.graph.child(self.cell(node), "element"))

    def dict_comprehension(self, node: ast.DictComp) -> None:
        cell = self.cell(node)
        self.graph.set_kind(cell, "dict")
        self.send(node.key, self.graph.child(cell, "key"))
        self.send(node.value, self.graph.child(cell, "element"))

    # -- parts ---------------------------------------------------------------------------------

    def subscript(self, node: ast.Subscript) -> None:
        value, result = self.cell(node.value), self.cell(node)
        if isinstance(node.slice, ast.Slice):
            self.send(node.value, result)
            if isinstance(node.ctx, ast.Store):
                self.graph.tie(self.cell(node.value), result)
            return
        index = node.slice
        if isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.USub):
            index = index.operand
        if isinstance(index, ast.Constant) and isinstance(index.value, int):
            self.later.append(Index(value, result, index.value, node))
            return
        self.send(node.slice, self.graph.child(value, "key"))
        if isinstance(index, ast.Constant) and isinstance(index.value, (str, bytes)):
            self.graph.set_kind(value, "dict")
        self.later.append(Index(value, result, None, node))

    def attribute(self, node: ast.Attribute) -> None:
        spec = None
        if dotted := self.facts.scopes.imported(node):
            spec = borders.value(dotted)
        if spec is not None:
            self.impose(spec, self.cell(node), Cell())
            return
        around = self.facts.parents[node]
        if not (isinstance(around, ast.Call) and around.func is node):
            self.graph.tie(self.graph.child(self.cell(node.value), node.attr), self.cell(node))
            self.later.append(Member(self.cell(node.value), node))
            if dotted:
                self._pass_on(node, dotted)

    def name(self, node: ast.Name) -> None:
        """A name that was imported from a module of the library."""
        if isinstance(node.ctx, ast.Load) and (dotted := self.facts.scopes.imported(node)):
            if "." in dotted and (spec := borders.value(dotted)) is not None:
                self.impose(spec, self.cell(node), Cell())
            else:
                self._pass_on(node, dotted)

    def _pass_on(self, node: ast.Name | ast.Attribute, dotted: str) -> None:
        """A function of the library that is given away, as in `hashfunc=hashlib.sha1`."""
        around = self.facts.parents[node]
        if isinstance(around, (ast.Attribute, ast.Call)) and node not in getattr(
            around, "args", ()
        ):
            return
        border = borders.border(dotted)
        if border is not None and not border.is_tying:
            self.lend(border, self.cell(node))

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

    def return_(self, node: ast.Return) -> None:
        function = self.facts.parents.function(node)
        if node.value is not None and function is not None:
            self.send(node.value, self.result(function))

    def yield_(self, node: ast.Yield) -> None:
        function = self.facts.parents.function(node)
        if node.value is not None and function is not None:
            result = self.result(function)
            self.graph.set_kind(result, "list")
            self.send(node.value, self.graph.child(result, "element"))

    # -- what writes -------------------------------------------------------------------------------

    def print_(self, node: tree.Print) -> None:
        self.written(node.dest, node.values)

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
        is_literal = isinstance(getattr(value, "value", None), bytes)
        if strict and (is_literal or isinstance(value, SITES)):
            self.want(value, TEXT)
        self.deep.append(self.cell(value))

    def repr_(self, node: tree.Repr) -> None:
        self.graph.fix(self.cell(node), TEXT)
        self.shown(node.value, strict=True)

    def call(self, node: ast.Call) -> None:
        calls.call(self, node)


_HANDLERS = {
    ast.Constant: Builder.literal,
    ast.Assign: Builder.assign,
    ast.AnnAssign: Builder.annotated,
    ast.AugAssign: Builder.augmented,
    ast.For: Builder.loop,
    ast.AsyncFor: Builder.loop,
    ast.comprehension: Builder.loop,
    ast.withitem: Builder.with_item,
    ast.BinOp: Builder.binary,
    ast.IfExp: Builder.choice,
    ast.BoolOp: Builder.choice,
    ast.Compare: Builder.compare,
    ast.List: Builder.sequence,
    ast.Set: Builder.sequence,
    ast.Tuple: Builder.tuple,
    ast.Dict: Builder.dictionary,
    ast.ListComp: Builder.comprehension,
    ast.SetComp: Builder.comprehension,
    ast.GeneratorExp: Builder.comprehension,
    ast.DictComp: Builder.dict_comprehension,
    ast.Subscript: Builder.subscript,
    ast.Attribute: Builder.attribute,
    ast.Name: Builder.name,
    ast.FunctionDef: definitions.function,
    ast.AsyncFunctionDef: definitions.function,
    ast.Lambda: definitions.function,
    ast.ClassDef: definitions.class_,
    ast.Return: Builder.return_,
    ast.Yield: Builder.yield_,
    ast.Call: Builder.call,
    tree.Print: Builder.print_,
    tree.Repr: Builder.repr_,
}
