"""A tree in words that are the same for 2.7's `ast` and for ours. Runs on 2.7 too.

The words are 2.7's. One line a statement: its line number, its depth and its own parts.
"""

import ast

BLOCKS = ("body", "orelse", "finalbody", "handlers")


class Canonical:
    """Writes a tree; a subclass has a method for each class of nodes to be written otherwise."""

    def module(self, node):
        """The lines of a module."""
        self.lines = []
        self.depth = 0
        self.block(node.body)
        return self.lines

    def block(self, statements):
        self.depth += 1
        for statement in statements:
            self.statement(statement)
        self.depth -= 1

    def statement(self, node):
        parts = [(name, getattr(node, name)) for name in node._fields]
        self.write(node.lineno, type(node).__name__, parts)

    def write(self, line, name, parts):
        """The line of a statement or clause, and the lines of the blocks in it."""
        blocks = [part for part in parts if part[0] in BLOCKS and isinstance(part[1], list)]
        own = [self.of(part[1]) for part in parts if part not in blocks]
        self.lines.append(" ".join([str(line), str(self.depth), name, ",".join(own)]))
        for field, value in blocks:
            self.lines.append(str(self.depth) + " " + field)
            self.block(value)

    def of(self, value):
        """A part of a statement in words."""
        if isinstance(value, ast.AST):
            special = getattr(self, type(value).__name__, None)
            if special is not None:
                return special(value)
            return self.node(type(value).__name__, *[getattr(value, f) for f in value._fields])
        if isinstance(value, list):
            return "[{}]".format(",".join([self.of(item) for item in value]))
        return str(value)

    def node(self, name, *parts):
        return "{}({})".format(name, ",".join([self.of(part) for part in parts]))

    def number(self, value):
        return "Num({})".format(repr(value).rstrip("L"))

    def string(self, value):
        is_text = not isinstance(value, bytes)
        text = value if is_text else value.decode("latin-1")
        return "Str({}'{}')".format("bu"[is_text], text.encode("unicode-escape").decode("ascii"))
