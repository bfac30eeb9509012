"""Carrier text's LibCST tree to the tree of the Python 2 it stands for.

While it rewrites the carriers, `raise_tree` finds out where each word, literal and operator
stands: LibCST keeps no positions, and its own position provider takes longer than its parser.
"""

from __future__ import annotations

from operator import is_
from typing import Any

import libcst as cst

from migrator.python2 import carriers, corrections, nodes
from migrator.python2.lexer import NAME, NUMBER, OP, STRING, Tokens
from migrator.python2.lowered import Leaf
from migrator.python2.traversal import NO_NODES, child_fields, replace

corrections.apply()
_NOTHING = cst.SimpleWhitespace("")
_OPERATORS: dict[type, str] = {
    cst.Divide: "/",
    cst.DivideAssign: "/=",
    cst.FloorDivide: "//",
    cst.FloorDivideAssign: "//=",
    cst.Modulo: "%",
    cst.ModuloAssign: "%=",
    cst.Add: "+",
    cst.AddAssign: "+=",
    cst.Subtract: "-",
    cst.SubtractAssign: "-=",
    cst.Power: "**",
    cst.PowerAssign: "**=",
    cst.BitOr: "|",
    cst.BitOrAssign: "|=",
    cst.BitAnd: "&",
    cst.BitAndAssign: "&=",
    cst.BitXor: "^",
    cst.BitXorAssign: "^=",
    cst.LeftShift: "<<",
    cst.LeftShiftAssign: "<<=",
    cst.RightShift: ">>",
    cst.RightShiftAssign: ">>=",
    cst.Minus: "-",
    cst.Plus: "+",
    cst.BitInvert: "~",
    cst.Multiply: "*",
    cst.MultiplyAssign: "*=",
    cst.NotEqual: "!=",
    cst.Equal: "==",
    cst.LessThan: "<",
    cst.LessThanEqual: "<=",
    cst.GreaterThan: ">",
    cst.GreaterThanEqual: ">=",
}
# The part whose anchor is the whole's; other nodes have that of the first anchored part.
_ANCHORS: dict[type, str] = {
    cst.Attribute: "attr",
    cst.BinaryOperation: "operator",
    cst.AugAssign: "operator",
    cst.Comparison: "comparisons",
    cst.ComparisonTarget: "operator",
    cst.Call: "func",
    cst.FunctionDef: "name",
    cst.ClassDef: "name",
}
_WORDS = (cst.Name, cst.Integer, cst.SimpleString, cst.Float, cst.Imaginary)
_CARRIERS = frozenset((cst.Assign, cst.Tuple, cst.ExceptHandler, cst.Expr))
# Nodes that begin with a bracket; a subscript has its own after its value.
_BRACKETS: dict[type, str] = {
    cst.List: "[",
    cst.ListComp: "[",
    cst.Set: "{",
    cst.SetComp: "{",
    cst.Dict: "{",
    cst.DictComp: "{",
}


class Raised:
    """A LibCST tree with Python 2's own nodes.

    `anchors` maps `id(node)` to the carrier offset of the word, literal or operator that
    the node is; an attribute's, function's or class's is that of its name, an operation's
    that of its (first) operator, a call's that of its function, a display's that of its bracket, any
    other node's that of the first word in it. `nodes`
    keeps the nodes alive, so that ids stay theirs.
    """

    def __init__(self, tree: cst.Module, anchors: dict[int, int], kept: list[Any]) -> None:
        self.tree = tree
        self.anchors = anchors
        self.nodes = kept


def raise_tree(
    tree: cst.Module, tokens: Tokens, base: int, leaves: dict[int, Leaf], calls: set[int]
) -> Raised:
    """Replace carriers under `tree` by the nodes they stand for.

    `tokens` are those of the text that `tree` was parsed from and `base` the carrier offset
    of the first of them. `calls` are the carrier offsets of each `print (...)` and
    `exec (...)` that is to be read as a statement.
    """
    raiser = _Raiser(tokens, base, leaves, calls)
    return Raised(raiser.visit(tree), raiser.anchors, raiser.kept)


class _Raiser:
    def __init__(self, tokens: Tokens, base: int, leaves: dict[int, Leaf], calls: set[int]) -> None:
        self.words: list[str] = []
        self.offsets: list[int] = []
        self.blanks: list[str] = []  # between a token and the one before it
        end = 0
        for kind, start, word in zip(tokens.kinds, tokens.starts, tokens.texts, strict=False):
            if kind in (NAME, NUMBER, STRING, OP):
                self.words.append(word)
                self.offsets.append(start + base)
                self.blanks.append(tokens.text[end:start])
                end = start + len(word)
        self.next = 0
        self.leaves = leaves
        self.calls = calls
        self.anchors: dict[int, int] = {}
        self.kept: list[Any] = []

    def take(self, word: str) -> int:
        """The offset of the next token that reads `word`."""
        index = self.words.index(word, self.next)
        self.next = index + 1
        return self.offsets[index]

    def visit(self, node: Any) -> Any:
        kind = type(node)
        first = self.next
        if kind in _WORDS:
            return self.leaf(node, node.value)
        offset: int | None
        if kind is cst.Ellipsis:
            self.take(".")
            self.take(".")
            offset = self.take(".") - 2
            return self.anchored(self.restored(node, offset), offset)
        if kind is cst.FormattedString or kind is cst.TemplatedString:
            start = node.start
            while not self.words[self.next].startswith(start):
                self.next += 1
            return self.anchored(node, self.take(self.words[self.next]))
        operator = _OPERATORS.get(kind)
        if operator is not None:
            offset = self.take(operator)
            return self.anchored(self.restored(node, offset), offset)
        word = "raise" if kind is cst.Raise and node.exc is None else _BRACKETS.get(kind)
        offset = self.take(word) if word is not None else None
        changes = None
        if kind is cst.Lambda and self.is_blank_added(self.words.index("lambda", self.next)):
            changes = {"whitespace_after_lambda": _NOTHING}
        for name in child_fields(kind):
            value = getattr(node, name)
            if kind is cst.Subscript and name == "slice":
                self.take("[")
            if name == "body" and kind is cst.ExceptHandler and node.type and not node.name:
                # LibCST 1.9 drops the blanks before this colon.
                blanks = self.blanks[self.words.index(":", self.next)]
                if blanks:
                    changes = changes or {}
                    changes["whitespace_before_colon"] = cst.SimpleWhitespace(blanks)
            value_kind = type(value)
            if value_kind is list or value_kind is tuple:
                new: Any = [self.visit(item) for item in value]
                if all(map(is_, new, value)):
                    continue
            elif value_kind in NO_NODES:
                continue
            else:
                new = self.visit(value)
            if new is not value:
                changes = changes or {}
                changes[name] = new
        if changes is not None:
            node = replace(node, **changes)
        if offset is None:
            offset = self.anchor_of(node, first)
        if kind in _CARRIERS:
            node = self.carried(node)
        return self.anchored(node, offset)

    def is_blank_added(self, index: int) -> bool:
        """Whether the user has no blank after a word that needs one in carrier text."""
        return self.offsets[index] + len(self.words[index]) in self.leaves

    def anchored(self, node: Any, offset: int | None) -> Any:
        if offset is not None:
            self.anchors[id(node)] = offset
            self.kept.append(node)
        return node

    def anchor_of(self, node: Any, first: int) -> int | None:
        name = _ANCHORS.get(type(node))
        if name is not None:
            part = getattr(node, name)
            offset = self.anchors.get(id(part[0] if isinstance(part, (tuple, list)) else part))
            if offset is not None:
                return offset
        for name in child_fields(type(node)):
            value = getattr(node, name)
            for child in value if isinstance(value, (tuple, list)) else (value,):
                if id(child) in self.anchors:
                    return self.anchors[id(child)]
        return self.offsets[first] if first < len(self.offsets) else None

    def leaf(self, node: Any, word: str) -> Any:
        offset = self.take(word)
        return self.anchored(self.restored(node, offset), offset)

    def restored(self, node: Any, offset: int) -> Any:
        leaf = self.leaves.get(offset)
        if leaf is None:
            return node
        kind = nodes.LEAVES[leaf.kind]
        if kind is cst.NotEqual:
            return replace(node, value=leaf.text)
        return kind(value=leaf.text, lpar=node.lpar, rpar=node.rpar)  # type: ignore[call-arg]

    # -- carriers -------------------------------------------------------------------

    def carried(self, node: Any) -> Any:
        """The node of Python 2 that `node` stands for, else `node`."""
        if isinstance(node, cst.Assign):
            target = node.targets[0].target
            if isinstance(target, cst.Name) and target.value.startswith(carriers.PREFIX):
                return self.statement(node, target.value)
        elif isinstance(node, cst.Tuple):
            if node.lpar and node.elements and _is_name(node.elements[0].value, carriers.PREFIX):
                return self.expression(node)
        elif isinstance(node, cst.ExceptHandler):
            return _except_handler(node)
        elif isinstance(node, cst.Expr):
            if _is_name(node.value, carriers.PRINT):
                return nodes.Print(semicolon=node.semicolon)
            if isinstance(node.value, cst.Call) and self.anchors.get(id(node.value)) in self.calls:
                return self.called_statement(node)
        return node

    def statement(self, node: cst.Assign, name: str) -> Any:
        target, value = node.targets[0], node.value
        after = target.whitespace_after_equal
        elements = _elements(value)
        if name == carriers.PRINT:
            return nodes.Print(elements, None, after, node.semicolon)
        if name == carriers.PRINT_TO:
            redirect = nodes.Redirect(
                elements[0].value, target.whitespace_before_equal, after, elements[0].comma
            )
            return nodes.Print(elements[1:], redirect, semicolon=node.semicolon)
        if name == carriers.RAISE:
            return nodes.Raise(elements, after, node.semicolon)
        if name == carriers.EXEC:
            return nodes.Exec(value, whitespace_after_exec=after, semicolon=node.semicolon)
        if name == carriers.EXEC_IN:
            word = elements[0].comma
            return nodes.Exec(
                elements[0].value,
                elements[1].value,
                elements[2].value if len(elements) > 2 else None,
                after,
                word.whitespace_before,
                word.whitespace_after,
                elements[1].comma,
                node.semicolon,
            )
        return node

    def expression(self, node: cst.Tuple) -> Any:
        name = node.elements[0].value
        assert isinstance(name, cst.Name)
        kind = {carriers.REPR: nodes.Backquote, carriers.BARE: nodes.Bare}.get(name.value)
        if kind is None:
            return node  # the tuple of an except clause
        inner = node.elements[1].value
        value = replace(inner, lpar=inner.lpar[1:], rpar=inner.rpar[:-1])
        if id(inner) in self.anchors:
            self.anchored(value, self.anchors[id(inner)])
        return kind(
            value,
            inner.lpar[0].whitespace_after,
            inner.rpar[-1].whitespace_before,
            node.lpar[:-1],
            node.rpar[1:],
        )

    def called_statement(self, node: cst.Expr) -> Any:
        """`print (a, b)` or `exec (a, b)` as a statement over what the parentheses hold."""
        call = node.value
        assert isinstance(call, cst.Call) and isinstance(call.func, cst.Name)
        if any(argument.keyword or argument.star for argument in call.args):
            return node
        left = cst.LeftParen(call.whitespace_before_args)
        value: cst.BaseExpression
        only = call.args[0] if len(call.args) == 1 else None
        if only is not None and not isinstance(only.comma, cst.Comma):
            right = cst.RightParen(only.whitespace_after_arg)
            inner = only.value
            if isinstance(inner, cst.GeneratorExp) and not inner.lpar:
                value = replace(inner, lpar=[left], rpar=[right])
            else:
                value = replace(inner, lpar=[left, *inner.lpar], rpar=[*inner.rpar, right])
        else:
            elements = [cst.Element(argument.value, argument.comma) for argument in call.args]
            after = call.args[-1].whitespace_after_arg if call.args else _NOTHING
            value = cst.Tuple(elements, [left], [cst.RightParen(after)])
        self.anchored(value, self.anchors.get(id(only.value if only else call)))
        if call.func.value == "exec":
            return nodes.Exec(
                value, whitespace_after_exec=call.whitespace_after_func, semicolon=node.semicolon
            )
        return nodes.Print(
            [cst.Element(value)], None, call.whitespace_after_func, semicolon=node.semicolon
        )


def _is_name(node: Any, prefix: str) -> bool:
    return isinstance(node, cst.Name) and node.value.startswith(prefix)


def _elements(value: cst.BaseExpression) -> list[Any]:
    if isinstance(value, cst.Tuple) and not value.lpar:
        return list(value.elements)
    return [cst.Element(value)]


def _except_handler(node: cst.ExceptHandler) -> Any:
    caught = node.type
    if not isinstance(caught, cst.Tuple) or not _is_name(
        caught.elements[0].value if caught.elements else None, carriers.PREFIX + "except"
    ):
        return node
    name, kind, target = caught.elements
    assert isinstance(name.value, cst.Name) and isinstance(kind.comma, cst.Comma)
    return nodes.ExceptHandler(
        body=node.body,
        type=kind.value,
        target=target.value,
        separator="as" if name.value.value == carriers.EXCEPT_AS else ",",
        whitespace_before_separator=kind.comma.whitespace_before,
        whitespace_after_separator=kind.comma.whitespace_after,
        leading_lines=node.leading_lines,
        whitespace_after_except=node.whitespace_after_except,
        whitespace_before_colon=node.whitespace_before_colon,
    )
