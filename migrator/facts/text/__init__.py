"""Text and bytes: which of the two each native string of a module is to be in Python 3.

One question for the whole program. Every expression, variable, attribute, parameter, result and
element of a container is a cell (`cells`, `build`); what must agree is tied by edges (`nodes`,
`calls`, `methods`, `files`, `definitions`); the library fixes the colours at its borders
(`borders`); what is torn between both is cut where a conversion is cheapest (`solve`, `cut`).

First all modules of a program are one graph (`program`), of which each keeps what it has a name
for (`interface`). With that as a border (`siblings`) a module's own graph is decided once more when
the module is migrated; `Text` answers by expression.
"""

from __future__ import annotations

import ast
import re
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from migrator.facts import Facts
from migrator.facts.text import borders
from migrator.facts.text.build import NUMBERS, Builder
from migrator.facts.text.cells import BYTES, STRING, TEXT, Border, Cell, Edge
from migrator.facts.text.costs import NEVER
from migrator.facts.text.cut import Sides
from migrator.facts.text.files import DEFAULT_MODES, Opening
from migrator.facts.text.origins import Origins
from migrator.facts.text.questions import LiteralKind
from migrator.facts.text.siblings import Siblings
from migrator.facts.text.solve import NO_STRINGS, numeric, solve

_FAR = 400  # how many cells are looked at to find an encoding


@dataclass(frozen=True)
class Conversion:
    """`.decode(codec)` or `.encode(codec)`, by `method`, at an expression.

    `guarded`: the expression may give what is no string, or one that needs no conversion.
    `called`: the expression is a function, and what it gives is to be converted.
    """

    method: str
    codec: str
    guarded: bool = False
    called: bool = False


class Text:
    """What a module's strings are to be."""

    def __init__(
        self, facts: Facts, kind_of: LiteralKind, siblings: Siblings | None = None
    ) -> None:
        self._builder = Builder(facts, kind_of, siblings)

    @cached_property
    def _sides(self) -> Sides:
        return solve([self._builder])

    @property
    def _bytes(self) -> set[Cell]:
        return self._sides.bytes

    # -- answers ----------------------------------------------------------------------------

    @property
    def has_bytes(self) -> bool:
        """Whether anything in the module is to be bytes."""
        return bool(self._bytes)

    def is_bytes(self, node: ast.AST) -> bool:
        """Whether the strings that an expression gives are to be bytes."""
        found = self._bytes
        return self._builder.cell(node).found() in found

    def holds_bytes(self, node: ast.AST) -> bool:
        """Whether bytes are in the list or dict that an expression gives, or further in."""
        found = self._bytes
        seen = set()
        pending = [self._builder.cell(node)]
        while pending:
            shape = pending.pop().shape.found()
            if shape not in seen and shape.kind in ("list", "dict"):
                seen.add(shape)
                pending += shape.children.values()
                if any(part.found() in found for part in shape.children.values()):
                    return True
        return False

    def lists_bytes(self, node: ast.AST) -> bool:
        """Whether an expression gives a list of bytes, as far as its items are alike."""
        found = self._bytes
        shape = self._builder.cell(node).shape.found()
        item = shape.children.get("element") if shape.kind == "list" else None
        if item is None or item.shape.found().kind == "bytearray":
            return False
        return item.found() in found

    def takes_bytes(self, node: ast.AST) -> bool:
        """Whether an expression gives a file in which are bytes."""
        found = self._bytes
        shape = self._builder.cell(node).shape.found()
        content = shape.children.get("content") if shape.kind == "file" else None
        return content is not None and content.found() in found

    def kind(self, node: ast.AST) -> str | None:
        """What an expression gives, as `cells.Shape.kind` has it."""
        assert self._bytes is not None
        cell = self._builder.cells.get(node)
        return None if cell is None else cell.shape.found().kind

    def is_unicode(self, node: ast.AST) -> bool:
        """Whether an expression surely gives what was unicode in Python 2."""
        return not self.is_bytes(node) and self._builder.cell(node).found() in self._unicode

    @cached_property
    def _unicode(self) -> set[Cell]:
        assert self._bytes is not None
        return {cell.found() for cell in self._builder.unicode}

    def is_surely_text(self, node: ast.AST) -> bool:
        """Whether the library or a literal says of an expression that it gives text."""
        return not self.is_bytes(node) and self._builder.cell(node).found() in self._surely_text

    @cached_property
    def _surely_text(self) -> set[Cell]:
        assert self._bytes is not None
        return {
            cell.found()
            for cell, border in self._builder.graph.borders
            if border.cost >= NEVER and border.colour == TEXT
        }

    def is_unknown(self, node: ast.AST) -> bool:
        """Whether nothing tells what the strings are that an expression gives, nor what else it is."""
        return self._bytes is not None and self._origins.is_unknown(self._builder.cell(node))

    def is_unsure(self, node: ast.AST) -> bool:
        """Whether something may be what an expression gives of which nothing tells that it fits."""
        return self._bytes is not None and self._builder.cell(node).found() in self._unsure

    def is_mixed(self, node: ast.AST) -> bool:
        """Whether a variable may hold text as well as bytes: the code asks which."""
        return self._builder.variables.is_mixed(node)

    def is_either(self, node: ast.AST) -> bool:
        """Whether a variable is taken for text and tied to bytes, and the code asks what it is."""
        is_parted = self._builder.cell(node).found() in self._sides.parted
        return is_parted and self._builder.variables.is_asked(node)

    @cached_property
    def literals(self) -> list[ast.Constant]:
        """The literals that are to be another kind: native ones bytes, those with a b text."""
        found, builder = self._bytes, self._builder
        return [
            node
            for node in builder.literals
            if (builder.cell(node).found() in found) == isinstance(node.value, str)
        ]

    @cached_property
    def characters(self) -> set[ast.AST]:
        """The calls and names of `chr` that make bytes."""
        found = self._bytes
        return {n for n in self._builder.characters if self._builder.cell(n).found() in found}

    @cached_property
    def indexes(self) -> set[ast.AST]:
        """Subscripts that give one byte of a byte string."""
        found = self._bytes
        return {
            n
            for n in self._builder.indexed
            if n not in self._builder.numbers
            and (self._builder.cell(n.value).found() in found or self.kind(n.value) == "buffer")
        }

    @cached_property
    def walks(self) -> set[ast.expr]:
        """Byte strings that are iterated."""
        found = self._bytes
        return {
            n
            for n in self._builder.walked
            if self._builder.cell(n).found() in found and not self._gives_numbers(n)
        }

    def _gives_numbers(self, walked: ast.expr) -> bool:
        """Whether the items of what is iterated serve as numbers: `bytes([n]) for n in data`."""
        facts = self._builder.facts
        target = getattr(facts.parents.get(walked), "target", None)
        if not isinstance(target, ast.Name):
            return False
        loads = facts.scopes.loads(facts.scopes.resolve(target))
        return bool(loads) and self._builder.numbers.issuperset(loads)

    @cached_property
    def copies(self) -> set[ast.AST]:
        """Calls of str that give the bytes of a bytearray or buffer."""
        assert self._bytes is not None
        return set(self._builder.copies)

    @cached_property
    def reprs(self) -> set[ast.AST]:
        """Calls of repr on what was bytes, or may have characters beyond ASCII."""
        made = (node for node in self._builder.characters if isinstance(node, ast.Call))
        high = {self._builder.cell(node).found() for node in made} | {
            self._builder.cell(node).found()
            for node in self._builder.literals
            if isinstance(node.value, str) and not node.value.isascii()
        }
        return {
            call
            for call in self._builder.reprs
            if call.args[0] in self.conversions
            or self._meets(self._builder.cell(call.args[0]), high)
        }

    def _meets(self, start: Cell, wanted: set[Cell]) -> bool:
        """Whether the strings of some cells may get to a cell, by a few assignments."""
        found = near = {start.found()}
        for _ in range(_NEAR):
            near = {edge.source.found() for cell in near for edge in self._ends.get(cell, ())}
            near -= found
            found = found | near
        return not wanted.isdisjoint(found)

    @cached_property
    def items(self) -> set[ast.AST]:
        """Literals that are put into a bytearray as one item."""
        assert self._bytes is not None
        return {value for place, value in self._builder.items if self.kind(place) == "bytearray"}

    @cached_property
    def openings(self) -> list[tuple[Opening, str]]:
        """The calls that make files, with the colour of what they hold."""
        found = self._bytes
        return [
            (one, BYTES if one.content.found() in found else TEXT) for one in self._builder.openings
        ]

    @cached_property
    def modes(self) -> list[tuple[Opening, str]]:
        """The calls that open files in a mode which is another in Python 3, with that mode."""
        found = []
        for opening, colour in self.openings:
            given = opening.mode
            old = given if given is not None else DEFAULT_MODES.get(opening.kind)
            if old is not None and ("b" in old) != (colour == BYTES):
                plain = old.replace("b", "").replace("U", "") or "r"
                found.append((opening, plain[0] + "b" + plain[1:] if colour == BYTES else plain))
        return found

    @cached_property
    def conversions(self) -> dict[ast.expr, Conversion]:
        """What is converted, and how."""
        found = self._bytes
        plan: dict[ast.expr, Conversion] = {}
        others = self._others
        readers = self._builder.readers
        escaped = {call.args[0] for call in self._builder.reprs}
        bytewise = escaped | readers  # each byte by itself
        shown_alike = {node for node in escaped if self.kind(node) == "bytearray"}
        for edge in self._builder.graph.edges:
            source, target = edge.source.found(), edge.target.found()
            if edge.site is None or (source in found) == (target in found):
                continue
            if edge.site in self._kept_as_is:
                continue
            if edge.site in shown_alike or self._builder.facts.types.is_a(edge.site, *NUMBERS):
                continue
            method = "decode" if source in found else "encode"
            codec = "latin-1" if edge.site in bytewise else self._codec(source, target)
            kind = self._builder.graph.kind(source)
            guarded = kind in NO_STRINGS or source in others or self.is_either(edge.site)
            guarded = guarded or (kind in (None, STRING) and source in self._unsure)
            plan[edge.site] = Conversion(method, codec, guarded, edge.site in readers)
        return plan

    @cached_property
    def _kept_as_is(self) -> set[ast.expr]:
        """The values of `a = b = value` of which one variable takes what it is."""
        found, parents = self._bytes, self._builder.facts.parents
        return {
            edge.site
            for edge in self._builder.graph.edges
            if edge.site is not None
            and isinstance(holder := parents.get(edge.site), ast.Assign)
            and len(holder.targets) > 1
            and (edge.source.found() in found) == (edge.target.found() in found)
        }

    @cached_property
    def unknown(self) -> set[ast.expr]:
        """What is given to something that takes bytes, and nothing tells what it is."""
        found, builder, origins = self._bytes, self._builder, self._origins
        return {
            edge.site
            for edge in builder.graph.edges
            if edge.site is not None
            and edge.source.found() in found
            and origins.takes_bytes(edge.target)
            and origins.is_unknown(edge.source)
            and not self._may_fill_dict(edge.site)
            and builder.facts.types.of(edge.site) is None
        }

    @cached_property
    def _origins(self) -> Origins:
        return Origins(self._builder.graph, [self._builder])

    def _may_fill_dict(self, node: ast.expr) -> bool:
        """Whether an expression is what `update` is given, which dicts have as well as hashes."""
        call = self._builder.facts.parents.get(node)
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            return False
        owner = self._builder.cell(call.func.value)
        return call.func.attr == "update" and self._builder.graph.kind(owner) is None

    @cached_property
    def encodings(self) -> dict[ast.expr, Conversion]:
        """The conversions of arguments that `str` and `repr` make: text, whatever of."""
        facts = self._builder.facts
        return {
            site: conversion
            for site, conversion in self.conversions.items()
            if conversion.method == "encode"
            and isinstance(site, ast.Call)
            and isinstance(call := facts.parents.get(site), ast.Call)
            and site in call.args
            and facts.scopes.is_builtin(site.func)
            and site.func.id in ("str", "repr")
        }

    @cached_property
    def _unsure(self) -> set[Cell]:
        """The cells that something may get to of which nothing tells that it has their colour."""
        found, builder = self._bytes, self._builder
        told = {
            cell.found()
            for cell, border in builder.graph.borders
            if border.cost == NEVER and (border.colour == BYTES) == (cell.found() in found)
        }
        told |= {builder.cell(node).found() for node in builder.literals}
        edges = [edge for edge in builder.graph.edges if edge.site is not None]
        reached = {edge.target.found() for edge in edges}
        unsure = {edge.source.found() for edge in edges} - told - reached
        unsure |= {builder.cell(one).found() for one in builder.facts.walk.of(ast.arg)}
        unsure |= {cell.found() for cell in builder.open}
        pending = list(unsure)
        while pending:
            start = pending.pop()
            for edge in self._ends.get(start, ()):
                end = edge.target.found()
                if edge.source.found() is start and end not in unsure and end not in told:
                    if (start in found) == (end in found):
                        unsure.add(end)
                        pending.append(end)
        return unsure

    @property
    def _others(self) -> set[Cell]:
        """The cells that may hold something that is no string: None or a number."""
        found = numeric([self._builder]) | {cell.found() for cell in self._builder.empty}
        pending = list(found)
        while pending:
            start = pending.pop()
            for edge in self._ends.get(start, ()):
                end = edge.target.found()
                if edge.source.found() is start and end not in found:
                    found.add(end)
                    pending.append(end)
        return found

    def _codec(self, source: Cell, target: Cell) -> str:
        """The encoding of the bytes at a conversion.

        Latin-1 where nothing tells: it keeps each byte as one character and never fails.
        """
        found = self._bytes
        codecs = self._codecs(source if source in found else target)
        codecs.discard("ascii") if len(codecs) > 1 else None
        return codecs.pop() if len(codecs) == 1 else "latin-1"

    def _codecs(self, start: Cell) -> set[str]:
        found = self._bytes
        codecs: set[str] = set()
        seen = {start}
        queue = deque([start])
        while queue and len(seen) < _FAR:
            cell = queue.popleft()
            for border in self._borders.get(cell, ()):
                if border.colour == BYTES and border.codec:
                    codecs.add(border.codec)
            for edge in self._ends.get(cell, ()):
                if _is_field(edge.site):
                    continue
                for end in (edge.source.found(), edge.target.found()):
                    if end in found and end not in seen:
                        seen.add(end)
                        queue.append(end)
        return codecs

    @cached_property
    def _borders(self) -> dict[Cell, list[Border]]:
        table: dict[Cell, list[Border]] = {}
        for cell, border in self._builder.graph.borders:
            table.setdefault(cell.found(), []).append(border)
        return table

    @cached_property
    def _ends(self) -> dict[Cell, list[Edge]]:
        table: dict[Cell, list[Edge]] = {}
        for edge in self._builder.graph.edges:
            for end in (edge.source.found(), edge.target.found()):
                table.setdefault(end, []).append(edge)
        return table


def _is_field(site: ast.expr | None) -> bool:
    """Whether an expression cuts something out of a record: its encoding is not that of the rest."""
    cut = getattr(site, "slice", None)
    bounds = (cut.lower, cut.upper) if isinstance(cut, ast.Slice) else (None,)
    return None not in bounds and not all(isinstance(one, ast.Constant) for one in bounds)


def may_hold_bytes(words: Collection[str], text: str) -> bool:
    """Whether a file with these words and this text may have anything to do with bytes."""
    if not _TELLING.isdisjoint(words) or _LITERAL.search(text):
        return True
    return any(owner in words and name in words for owner, name in borders.byte_names())


_NEAR = 4  # over how many assignments characters are followed
_TELLING = frozenset(
    "encode decode unicode bytearray buffer memoryview codecs StringIO cStringIO SEEK_CUR SEEK_END"
    " start_response co_code co_lnotab".split()
)
# A mode with a "b" in it, a literal of bytes, or one with characters that are no ASCII, a number
# that is cut to a byte, a seek() that starts from where the file is or ends, two files compared.
_LITERAL = re.compile(
    r"""['"][rwaU]\+?b\+?['"]|\\x[89a-fA-F]|\\[23][0-7][0-7]|(?<!['"])\b[bB][rR]?['"]"""
    r"""|\bchr\(.*(?:& ?0x[fF]{2}|& ?255|>> ?(?:8|16|24)\b|\| ?0x[8cCeEfF]0)"""
    r"""|['"]wsgi\.input['"]|\bseek\((?!0,).*, *[12]\)"""
    r"""|\.read\(\).*\.read\(\)"""
)
