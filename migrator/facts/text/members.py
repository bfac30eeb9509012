"""What is taken from a value by a dot, and not called on the spot."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrator.facts.text import borders
from migrator.facts.text.cells import BYTES, Cell
from migrator.facts.text.later import Iterate, Stage, is_string

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder

_WRITERS = frozenset(("write",))
_READERS = frozenset(("read", "readline", "next"))
_ADDERS = frozenset(("add", "append", "appendleft"))


class Member:
    """`value.name` where the value may be an object of the library, a file or a list."""

    def __init__(self, value: Cell, node: ast.Attribute) -> None:
        self.value = value
        self.node = node
        self.name = node.attr

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph = builder.graph
        kind = graph.kind(self.value)
        if kind == "file":
            self._of_file(builder)
        elif kind == "list" and self.name in _ADDERS:
            member = self._method(builder)
            graph.tie(graph.child(member, "0"), graph.child(self.value, "element"))
        elif self.name == "join" and is_string(builder, self.value, stage):
            self._join(builder)
        elif kind is None or "." not in kind:
            return stage is Stage.LAST
        else:
            self._of_library(builder, kind)
        return True

    def _method(self, builder: Builder) -> Cell:
        member = builder.cell(self.node)
        builder.graph.set_kind(member, "function")
        return member

    def _of_file(self, builder: Builder) -> None:
        graph, member = builder.graph, self._method(builder)
        content = graph.child(self.value, "content")
        for names, place in (_WRITERS, "0"), (_READERS, "return"):
            if self.name in names:
                graph.match(graph.child(member, place), content)

    def _join(self, builder: Builder) -> None:
        """`join = ''.join`: what it takes is made of strings as that before the dot."""
        graph, member = builder.graph, self._method(builder)
        graph.match(graph.child(member, "return"), self.value)
        part = Cell()
        builder.later.append(Iterate(graph.child(member, "0"), part))
        graph.match(part, self.value)

    def _of_library(self, builder: Builder, kind: str) -> None:
        name = f"{kind}.{self.name}"
        border = borders.border(name)
        if border is None:
            return
        if border.is_value:
            builder.impose(border.gives, builder.cell(self.node), Cell())
        elif kind == "struct.Struct":
            self._of_struct(builder)
        elif not border.is_tying:
            builder.lend(border, builder.cell(self.node))

    def _of_struct(self, builder: Builder) -> None:
        """`pack = Struct(format).pack`: which values are packed the format tells."""
        graph, fields = builder.graph, builder.graph.child(self.value, "fields")
        if self.name == "pack":
            member = self._method(builder)
            graph.fix(graph.child(member, "return"), BYTES)
            builder.string(graph.child(member, "return"))
            for place, field in fields.shape.found().children.items():
                graph.match(graph.child(member, place), field)
        elif self.name == "unpack":
            member = self._method(builder)
            graph.fix(graph.child(member, "0"), BYTES)
            graph.tie(graph.child(member, "return"), fields)
