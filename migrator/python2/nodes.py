"""Python 2's own syntax as LibCST nodes.

They are ordinary nodes: `Module.code_for_node` writes them as the Python 2 they stand for,
and a rule handles them with `leave_Print`, `leave_Exec` and so on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst
from libcst import MaybeSentinel
from libcst._nodes.internal import CodegenState, visit_optional, visit_required, visit_sequence

_SPACE = cst.SimpleWhitespace(" ")
_NOTHING = cst.SimpleWhitespace("")
Semicolon = cst.Semicolon | MaybeSentinel


def _end_statement(node: Any, state: CodegenState, default_semicolon: bool) -> None:
    if isinstance(node.semicolon, cst.Semicolon):
        node.semicolon._codegen(state)
    elif default_semicolon:
        state.add_token("; ")


@dataclass(frozen=True)
class Redirect(cst.CSTNode):
    """`>>dest,` of a print statement; `comma` is a MaybeSentinel when nothing follows."""

    dest: cst.BaseExpression
    whitespace_before: cst.BaseParenthesizableWhitespace = _SPACE
    whitespace_after: cst.BaseParenthesizableWhitespace = _NOTHING
    comma: cst.Comma | MaybeSentinel = MaybeSentinel.DEFAULT

    def _visit_and_replace_children(self, visitor: Any) -> Redirect:
        return Redirect(
            whitespace_before=visit_required(
                self, "whitespace_before", self.whitespace_before, visitor
            ),
            whitespace_after=visit_required(
                self, "whitespace_after", self.whitespace_after, visitor
            ),
            dest=visit_required(self, "dest", self.dest, visitor),
            comma=self.comma,
        )

    def _codegen_impl(self, state: CodegenState) -> None:
        self.whitespace_before._codegen(state)
        state.add_token(">>")
        self.whitespace_after._codegen(state)
        self.dest._codegen(state)
        if isinstance(self.comma, cst.Comma):
            self.comma._codegen(state)


@dataclass(frozen=True)
class Print(cst.BaseSmallStatement):
    """`print >>f, a, b,` : a comma on the last element keeps the line open."""

    values: Sequence[cst.Element] = ()
    redirect: Redirect | None = None
    whitespace_after_print: cst.BaseParenthesizableWhitespace = _NOTHING
    semicolon: Semicolon = MaybeSentinel.DEFAULT

    @property
    def keeps_line_open(self) -> bool:
        return bool(self.values) and isinstance(self.values[-1].comma, cst.Comma)

    def _visit_and_replace_children(self, visitor: Any) -> Print:
        return Print(
            redirect=visit_optional(self, "redirect", self.redirect, visitor),
            whitespace_after_print=visit_required(
                self, "whitespace_after_print", self.whitespace_after_print, visitor
            ),
            values=visit_sequence(self, "values", self.values, visitor),
            semicolon=self.semicolon,
        )

    def _codegen_impl(self, state: CodegenState, default_semicolon: bool = False) -> None:
        state.add_token("print")
        if self.redirect is not None:
            self.redirect._codegen(state)
        self.whitespace_after_print._codegen(state)
        last = len(self.values) - 1
        for index, element in enumerate(self.values):
            element._codegen(state, default_comma=index < last, default_comma_whitespace=True)
        _end_statement(self, state, default_semicolon)


@dataclass(frozen=True)
class Exec(cst.BaseSmallStatement):
    """`exec body in globals, locals`. The parts after `body` are None together or not at all."""

    body: cst.BaseExpression
    globals: cst.BaseExpression | None = None
    locals: cst.BaseExpression | None = None
    whitespace_after_exec: cst.BaseParenthesizableWhitespace = _SPACE
    whitespace_before_in: cst.BaseParenthesizableWhitespace = _SPACE
    whitespace_after_in: cst.BaseParenthesizableWhitespace = _SPACE
    comma: cst.Comma | MaybeSentinel = MaybeSentinel.DEFAULT
    semicolon: Semicolon = MaybeSentinel.DEFAULT

    def _visit_and_replace_children(self, visitor: Any) -> Exec:
        return self.with_changes(
            body=visit_required(self, "body", self.body, visitor),
            globals=visit_optional(self, "globals", self.globals, visitor),
            locals=visit_optional(self, "locals", self.locals, visitor),
        )

    def _codegen_impl(self, state: CodegenState, default_semicolon: bool = False) -> None:
        state.add_token("exec")
        self.whitespace_after_exec._codegen(state)
        self.body._codegen(state)
        if self.globals is not None:
            self.whitespace_before_in._codegen(state)
            state.add_token("in")
            self.whitespace_after_in._codegen(state)
            self.globals._codegen(state)
        if self.locals is not None:
            if isinstance(self.comma, cst.Comma):
                self.comma._codegen(state)
            else:
                state.add_token(", ")
            self.locals._codegen(state)
        _end_statement(self, state, default_semicolon)


@dataclass(frozen=True)
class Raise(cst.BaseSmallStatement):
    """`raise exc, inst, tback`. `elements` are these two or three, with their commas."""

    elements: Sequence[cst.Element]
    whitespace_after_raise: cst.BaseParenthesizableWhitespace = _SPACE
    semicolon: Semicolon = MaybeSentinel.DEFAULT

    @property
    def exc(self) -> cst.BaseExpression:
        return self.elements[0].value

    @property
    def inst(self) -> cst.BaseExpression:
        return self.elements[1].value

    @property
    def tback(self) -> cst.BaseExpression | None:
        return self.elements[2].value if len(self.elements) > 2 else None

    def _visit_and_replace_children(self, visitor: Any) -> Raise:
        return Raise(
            whitespace_after_raise=visit_required(
                self, "whitespace_after_raise", self.whitespace_after_raise, visitor
            ),
            elements=visit_sequence(self, "elements", self.elements, visitor),
            semicolon=self.semicolon,
        )

    def _codegen_impl(self, state: CodegenState, default_semicolon: bool = False) -> None:
        state.add_token("raise")
        self.whitespace_after_raise._codegen(state)
        last = len(self.elements) - 1
        for index, element in enumerate(self.elements):
            element._codegen(state, default_comma=index < last, default_comma_whitespace=True)
        _end_statement(self, state, default_semicolon)


@dataclass(frozen=True)
class ExceptHandler(cst.CSTNode):
    """`except type, target:` or, where `separator` is "as", `except type as target:`.

    A target that Python 3 takes as well (`as` and a plain name) is a `cst.ExceptHandler`.
    """

    body: cst.BaseSuite
    type: cst.BaseExpression
    target: cst.BaseExpression
    separator: str = ","
    whitespace_before_separator: cst.BaseParenthesizableWhitespace = _NOTHING
    whitespace_after_separator: cst.BaseParenthesizableWhitespace = _SPACE
    leading_lines: Sequence[cst.EmptyLine] = ()
    whitespace_after_except: cst.BaseParenthesizableWhitespace = _SPACE
    whitespace_before_colon: cst.BaseParenthesizableWhitespace = _NOTHING

    def _visit_and_replace_children(self, visitor: Any) -> ExceptHandler:
        return self.with_changes(
            leading_lines=visit_sequence(self, "leading_lines", self.leading_lines, visitor),
            type=visit_required(self, "type", self.type, visitor),
            target=visit_required(self, "target", self.target, visitor),
            body=visit_required(self, "body", self.body, visitor),
        )

    def _codegen_impl(self, state: CodegenState) -> None:
        for line in self.leading_lines:
            line._codegen(state)
        state.add_indent_tokens()
        state.add_token("except")
        self.whitespace_after_except._codegen(state)
        self.type._codegen(state)
        self.whitespace_before_separator._codegen(state)
        state.add_token(self.separator)
        self.whitespace_after_separator._codegen(state)
        self.target._codegen(state)
        self.whitespace_before_colon._codegen(state)
        state.add_token(":")
        self.body._codegen(state)


@dataclass(frozen=True)
class _Wrapped(cst.BaseExpression):
    """An expression between two pieces of whitespace and what the subclass writes around it."""

    value: cst.BaseExpression
    whitespace_before: cst.BaseParenthesizableWhitespace = _NOTHING
    whitespace_after: cst.BaseParenthesizableWhitespace = _NOTHING
    lpar: Sequence[cst.LeftParen] = ()
    rpar: Sequence[cst.RightParen] = ()

    around = ""

    def _visit_and_replace_children(self, visitor: Any) -> _Wrapped:
        return self.with_changes(value=visit_required(self, "value", self.value, visitor))

    def _codegen_impl(self, state: CodegenState) -> None:
        with self._parenthesize(state):
            state.add_token(self.around)
            self.whitespace_before._codegen(state)
            self.value._codegen(state)
            self.whitespace_after._codegen(state)
            state.add_token(self.around)


@dataclass(frozen=True)
class Backquote(_Wrapped):
    """`value` between backquotes: `repr(value)`."""

    around = "`"

    def _safe_to_use_with_word_operator(self, position: Any) -> bool:
        return True


@dataclass(frozen=True)
class Bare(_Wrapped):
    """What Python 3 wants in parentheses: the tuple in `[x for x in 1, 2]`."""


@dataclass(frozen=True)
class _Verbatim(cst.Name):
    """A word written as the user wrote it, whatever Python 3 thinks of it."""

    def _validate(self) -> None:
        pass

    def _visit_and_replace_children(self, visitor: Any) -> _Verbatim:
        return self


@dataclass(frozen=True)
class KeywordName(_Verbatim):
    """A name that Python 3 has as a keyword or constant, or a keyword in parentheses."""


@dataclass(frozen=True)
class TupleParameter(_Verbatim):
    """The name of a parameter that unpacks; `value` is `(a, (b, c))` as it was written."""


@dataclass(frozen=True)
class SpacedEllipsis(_Verbatim):
    """`. . .` in a subscript."""


@dataclass(frozen=True)
class LegacyNumber(cst.Integer):
    """`0755`, `10L`, `0xFFL`."""

    def _validate(self) -> None:
        pass

    def _visit_and_replace_children(self, visitor: Any) -> LegacyNumber:
        return self


@dataclass(frozen=True)
class LegacyString(cst.SimpleString):
    """A string literal that Python 3 refuses: `ur''`, a bad escape, bytes beside text."""

    def _validate(self) -> None:
        pass

    def _visit_and_replace_children(self, visitor: Any) -> LegacyString:
        return self


LEAVES: dict[str, type[cst.CSTNode]] = {
    "name": KeywordName,
    "parameter": TupleParameter,
    "ellipsis": SpacedEllipsis,
    "number": LegacyNumber,
    "string": LegacyString,
    "operator": cst.NotEqual,
}
