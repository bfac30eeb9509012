"""One module as a rule sees it: its text, its tree, what is known of it, and what to say.

A rule holds LibCST nodes of one unit; the facts are about the `ast` of the whole module.
Both speak of places by *anchor*: the offset in the carrier text of the word or operator
that a node is, so `Module.at` leads from the one to the other.
"""

from __future__ import annotations

import ast
import hashlib
import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import libcst as cst

from migrator.decisions import Answers
from migrator.dialect import only_modules
from migrator.facts import Facts
from migrator.facts.text import Conversion, Text, may_hold_bytes
from migrator.facts.text.questions import LiteralKind, tells_of_python3
from migrator.facts.text.siblings import Siblings
from migrator.imports import Helpers, Imports
from migrator.options import Options
from migrator.problems import NOT_REWRITTEN
from migrator.project import Project
from migrator.python2 import carriers, tree
from migrator.python2.errors import ReadError
from migrator.python2.lexer import STRING, Tokens
from migrator.python2.literals import string_prefix
from migrator.python2.lowered import Lowered
from migrator.python2.offsets import Offsets
from migrator.python2.source import SourceFile
from migrator.results import Change, Decision, Diagnostic, Dialect, Level, Position
from migrator.stdlib import moves
from migrator.suppressions import Suppressions

if TYPE_CHECKING:
    from migrator.rules import Rule

_DEFINITION = re.compile(r"(?:async\s+)?(?:def|class)\s+")
_OPERATORS: dict[type, str] = {
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Pow: "**",
    ast.BitOr: "|",
    ast.BitAnd: "&",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.Mult: "*",
    ast.NotEq: "!=",
    ast.Eq: "==",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
# How each kind of LibCST node is called in `ast`; their anchors are the same.
_KINDS: dict[type, str] = {
    cst.Name: "Name",
    cst.Attribute: "Attribute",
    cst.Call: "Call",
    cst.Subscript: "Subscript",
    cst.BinaryOperation: "BinOp",
    cst.AugAssign: "AugAssign",
    cst.Comparison: "Compare",
    cst.SimpleString: "Constant",
    cst.Integer: "Constant",
    cst.Float: "Constant",
    cst.FunctionDef: "FunctionDef",
    cst.ClassDef: "ClassDef",
    cst.ListComp: "ListComp",
    cst.SetComp: "SetComp",
    cst.DictComp: "DictComp",
    cst.List: "List",
    cst.Set: "Set",
    cst.Dict: "Dict",
    cst.Param: "arg",
}
_INDEXED: dict[type, str] = {
    **{getattr(ast, kind): kind for kind in _KINDS.values()},
    ast.AsyncFunctionDef: "FunctionDef",
    tree.TupleParameter: "arg",
}
# What a call or subscript is applied to.
_APPLIED: dict[type, str] = {
    ast.Call: "func",
    ast.Subscript: "value",
    cst.Call: "func",
    cst.Subscript: "value",
}
_Key = tuple[str, int, int]


class Recent:
    """What an earlier pass changed: the text of its places before and after, and by which rules.

    With `is_all`, everything is to be looked at, whatever was changed.
    """

    def __init__(self, text: str, codes: set[str], is_all: bool = False) -> None:
        self.text = text
        self.codes = codes
        self.is_all = is_all
        self.words = frozenset(re.findall(r"\w+", text))

    def concerns(self, rule: type[Rule]) -> bool:
        """Whether a rule may find in it what it did not find before."""
        if (
            self.is_all
            or rule.code in self.codes
            or not rule.words
            or not rule.words.isdisjoint(self.words)
        ):
            return True
        return any(word in self.text for word in rule.words if not word.isidentifier())

    def concerns_text(self) -> bool:
        """Whether what is bytes may be another question than before."""
        is_changed = any(code.startswith("TXT") for code in self.codes)
        return self.is_all or is_changed or may_hold_bytes(self.words, self.text)


class Module:
    """A module that is being migrated.

    `before` is what an earlier pass changed, in one that sees whether anything is left to do.
    """

    def __init__(
        self,
        path: Path,
        source: SourceFile,
        tokens: Tokens,
        lowered: Lowered,
        tree: ast.Module,
        dialect: Dialect,
        facts: Facts,
        options: Options,
        project: Project,
        before: Recent | None = None,
    ) -> None:
        self.path = path
        self.source = source
        self.tokens = tokens
        self.lowered = lowered
        self.tree = tree
        self.dialect = dialect
        self.facts = facts
        self.options = options
        self.project = project
        self.before = before
        self.memory: dict[Any, Any] = {}  # see `facts.remembering`
        # `print (...)` is a statement in a file that is Python 2, else a call.
        self.statement_calls = lowered.print_calls if dialect.version == "2" else set()
        self.additions = 0  # how many imports and helpers were asked for
        self.imports = Imports(self)
        self.helpers = Helpers(self)
        self.enter_unit({})
        self.changes: list[Change] = []
        self.decisions: list[Decision] = []
        self.diagnostics: list[Diagnostic] = []
        self.left: list[ReadError] = []  # why units stay as they are that LibCST does not read
        self.answers = Answers(self)

    def forget(self) -> None:
        """Let go of everything, the facts too (see `Facts.forget`); nothing can be asked then."""
        self.facts.forget()
        self.__dict__.clear()

    # -- places ---------------------------------------------------------------------

    @property
    def offsets(self) -> Offsets:
        return self.lowered.offsets

    def anchor(self, node: cst.CSTNode) -> int:
        """The carrier offset of a node of the tree as it was parsed.

        Raises:
            KeyError: the node is not one of that tree.
        """
        return self.anchors[id(node)]

    def position(self, node: cst.CSTNode) -> Position:
        """Where a node of the tree as it was parsed stands in the user's file."""
        return self.position_at(self.anchor(node))

    def position_at(self, offset: int) -> Position:
        """The user's position of a carrier offset."""
        return self.source.position(self.lowered.original_offset(offset))

    def offset_of(self, node: ast.AST) -> int:
        """The anchor of an `ast` node: its name, operator or, for others, its first character."""
        if isinstance(node, ast.Attribute):
            end = self.offsets.end(node)
            if self.lowered.text.startswith(node.attr, end - len(node.attr)):
                return end - len(node.attr)
            return end - len(carriers.NAME.format(node.attr))
        if isinstance(node, (ast.Call, ast.Subscript)):
            return self.offset_of(node.func if isinstance(node, ast.Call) else node.value)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            start = self.offsets.start(node)
            match = _DEFINITION.match(self.lowered.text, start)
            return match.end() if match else start
        if isinstance(node, (ast.BinOp, ast.AugAssign)):
            left = node.left if isinstance(node, ast.BinOp) else node.target
            return self._operator(left, node.op)
        if isinstance(node, ast.Compare):
            return self._operator(node.left, node.ops[0])
        return self.offsets.start(node)

    def _operator(self, left: ast.AST, operator: ast.AST) -> int:
        """Where the operator after `left` stands."""
        text = self.lowered.text
        at = self.offsets.end(left)
        word = _OPERATORS.get(type(operator), "")
        while at < len(text):
            if text[at] == "#":
                at = text.index("\n", at)
            elif word and text.startswith(word, at):
                return at
            elif not word and text[at] not in " \t\f\\\n)":
                return at
            at += 1
        return self.offsets.end(left)

    # -- from LibCST to facts ---------------------------------------------------------

    def enter_unit(self, anchors: dict[int, int], start: int = 0, end: int = 0) -> None:
        """Turn to the nodes of a unit between two carrier offsets.

        `anchors` is that of its `Raised`.
        """
        self.anchors = anchors
        self._found: dict[int, Any] = {}
        self._unit_lines = (self.offsets.line_of(start), self.offsets.line_of(end) + 1)
        self._unit_index: dict[_Key, ast.AST] | None = None

    @cached_property
    def _lines(self) -> dict[int, list[ast.AST]]:
        """The nodes that a node of LibCST can stand for, by the line they start on."""
        lines: dict[int, list[ast.AST]] = {}
        for node in self.facts.walk.parents:
            if type(node) in _INDEXED:
                lines.setdefault(node.lineno, []).append(node)  # type: ignore[attr-defined]
        return lines

    @property
    def _index(self) -> dict[_Key, ast.AST]:
        """The nodes of the unit by what their twins in LibCST are known by."""
        if self._unit_index is None:
            index: dict[_Key, ast.AST] = {}
            for line in range(*self._unit_lines):
                for node in self._lines.get(line, ()):
                    kind = _INDEXED[type(node)]
                    index.setdefault((kind, self.offset_of(node), _depth(node)), node)
            self._unit_index = index
        return self._unit_index

    def at(self, node: cst.CSTNode) -> Any:
        """The `ast` node of a node of the tree as it was parsed, or None.

        There is one for names, attributes, calls, subscripts, binary, augmented and comparing
        operations, literals, displays, comprehensions, parameters, functions and classes.
        """
        kind = _kind(type(node))
        if kind is None:
            return None
        key = id(node)
        if key not in self._found:
            offset = self.anchors.get(key)
            at = None if offset is None else self._index.get((kind, offset, _depth(node)))
            self._found[key] = at
        return self._found[key]

    def is_builtin(self, node: cst.CSTNode, *names: str) -> bool:
        """Whether a Name means the builtin of one of these names (any, where none is given)."""
        if not isinstance(node, cst.Name) or (names and node.value not in names):
            return False
        return self.facts.scopes.is_builtin(self.at(node))

    def imported(self, node: cst.CSTNode) -> str | None:
        """The dotted name that a Name or Attribute means through imports, else None."""
        found = self.at(node)
        return None if found is None else self.facts.scopes.imported(found)

    # -- text and bytes -----------------------------------------------------------------

    @cached_property
    def text(self) -> Text | None:
        """Which strings are to be bytes; None in a file that has nothing to do with them.

        Nor is there anything to decide in a file that is no longer Python 2 and says `b''`.
        """
        text = self._text
        if text is None or not self.is_migrated:
            return text
        if text.literals or text.modes or (text.conversions and self._siblings.are_any()):
            return text
        return None

    @cached_property
    def program_has_bytes(self) -> bool:
        """Whether anything in the module or in the rest of its program is to be bytes."""
        return (self.text is not None and self.text.has_bytes) or self._siblings.program_has_bytes()

    @property
    def encodings(self) -> Mapping[ast.expr, Conversion]:
        """What must be encoded under any Python 3 in a file that has nothing of Python 2."""
        text = self._text if self.text is None and self.dialect.version == "both" else None
        return text.encodings if text else {}

    @cached_property
    def _siblings(self) -> Siblings:
        return Siblings(self.facts, self.project, self.path)

    @cached_property
    def _text(self) -> Text | None:
        if self.before is not None and not self.before.concerns_text():
            return None
        siblings = self._siblings
        if not self._may_hold_bytes and not siblings.have_bytes():
            return None
        if self._is_settled or (self.is_migrated and self._is_decided_with(siblings)):
            return None
        return Text(self.facts, self.literal_kind, siblings)

    @property
    def kind_for_others(self) -> LiteralKind | None:
        """`literal_kind` as the rest of the program is to see it, None if nothing is to be seen."""
        if self.dialect.version == "3":
            return None
        return self._said if self._is_settled else self.literal_kind

    def _said(self, node: ast.Constant) -> str:
        """What kind a literal is in a file in which nothing is left to decide."""
        return "bytes" if self.literal_kind(node) == "bytes" else "unicode"

    @cached_property
    def _may_hold_bytes(self) -> bool:
        return may_hold_bytes(self.words, self.tokens.text)

    @cached_property
    def _is_settled(self) -> bool:
        """Whether the file says itself what is text and what is bytes.

        Where others of the program are Python 2 it was made ready in parts, and says it of those
        alone; but not in a pass over what has just been decided.
        """
        kinds = (self.literal_kind(node) for node in self.literals)
        return (
            self.is_migrated
            and ("bytes" in kinds or tells_of_python3(self.facts, self.literal_kind))
            and (self.before is not None or not self.project.is_python2(self.path))
        )

    def _is_decided_with(self, siblings: Siblings) -> bool:
        """Whether the module is one of a program that says itself what is text and what is bytes."""
        return siblings.are_any() and self.project.is_migrated(self.path)

    @cached_property
    def is_migrated(self) -> bool:
        """Whether a file has nothing of Python 2 but imports of modules that nothing replaces."""
        left = only_modules(self.dialect)
        return self.dialect.version != "2" or (left != [] and not any(map(self._is_replaced, left)))

    def _is_replaced(self, module: str) -> bool:
        is_own = self.project.is_project_module(module, self.path)
        return moves.is_replaced(module) and not is_own

    @cached_property
    def literals(self) -> list[ast.Constant]:
        """The string literals."""
        constants = self.facts.walk.of(ast.Constant)
        return [node for node in constants if isinstance(node.value, (str, bytes))]

    def literal_kind(self, node: ast.Constant) -> str:
        """Whether a string literal is "native", "unicode" or "bytes", by all its prefixes."""
        starts, prefixes = self._prefixes
        if starts:
            first = self.lowered.original_offset(self.offsets.start(node))
            last = self.lowered.original_offset(self.offsets.end(node))
            found = prefixes[bisect_left(starts, first) : bisect_left(starts, last)]
            if "u" in found:
                return "unicode"
            if "b" in found:
                return "bytes"
        return "unicode" if "unicode_literals" in self.lowered.futures else "native"

    @cached_property
    def _prefixes(self) -> tuple[list[int], list[str]]:
        """The user's offsets of the strings with a u or b before them, and which it is."""
        tokens = self.tokens
        found = [
            (start, prefix[0])
            for kind, start, word in zip(tokens.kinds, tokens.starts, tokens.texts, strict=True)
            if kind == STRING and (prefix := string_prefix(word).strip("rft"))
        ]
        return [start for start, _ in found], [prefix for _, prefix in found]

    # -- words ------------------------------------------------------------------------

    @property
    def words(self) -> dict[str, list[int]]:
        """The user's offsets of each name and operator."""
        return self.tokens.words

    def syntax_sites(self, *what: str) -> list[int]:
        """The carrier offsets of Python-2-only syntax of these kinds (`Syntax2.what`)."""
        lowered = self.lowered
        return [
            lowered.carrier_offset(syntax.offset)
            for syntax in lowered.syntax2
            if syntax.what in what
        ]

    # -- what is said -------------------------------------------------------------------

    @cached_property
    def suppressions(self) -> Suppressions | None:
        """The comments that leave rules out, where there are any and they are to be heeded."""
        return Suppressions(self.tokens) or None if self.options.suppressions else None

    def is_ignored(self, code: str, offset: int) -> bool:
        """Whether a comment on the logical line at a carrier offset says to leave a rule out."""
        found = self.suppressions
        return found is not None and found.holds(code, self.lowered.original_offset(offset))

    def answer(self, rule: Rule, node: cst.CSTNode) -> str | None:
        """Which of a rule's alternatives a person has chosen for the site at `node`, if any."""
        return self.answers.find(rule, self.lowered.original_offset(self.anchor(node)))

    def decide(
        self, rule: Rule, node: cst.CSTNode, alternative: str, level: Level, reason: str
    ) -> None:
        """Put a decision on record: how the ambiguous site at `node` was read, and why."""
        self._decide(rule.code, self.anchor(node), alternative, level, reason)

    def _decide(self, code: str, offset: int, alternative: str, level: Level, reason: str) -> None:
        original = self.lowered.original_offset(offset)
        key = (self.digest, original)
        position = self.source.position(original)
        self.decisions.append(Decision(code, position, alternative, level, reason, key))

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.source.encode()).hexdigest()

    def report(
        self, rule: Rule, node: cst.CSTNode, message: str, level: Level = Level.OPEN
    ) -> None:
        """Tell the user something about `node`: what is wrong, and what to do."""
        offset = self.anchor(node)
        if not self.is_ignored(rule.code, offset):
            place = self.position_at(offset)
            self.diagnostics.append(Diagnostic(rule.code, place, message, level))

    def leave(self, offset: int, reason: str) -> None:
        """Put on record that the unit at a carrier offset stays as it is, as it cannot be read."""
        place = self.position_at(offset)
        self.left.append(ReadError(reason, place))
        self.diagnostics.append(Diagnostic(NOT_REWRITTEN, place, f"left as it is: {reason}"))

    def changed(self, rule: Rule, offset: int, message: str = "") -> None:
        """Put on record that `rule` rewrote what stands at a carrier offset."""
        self.changes.append(Change(rule.code, self.position_at(offset), message or rule.summary))


@cache
def _kind(node_type: type) -> str | None:
    return next((_KINDS[base] for base in node_type.__mro__ if base in _KINDS), None)


def _depth(node: Any) -> int:
    """How many calls and subscripts are applied one to another: 2 in `a(b)[c](d)`."""
    depth = 0
    while (part := _APPLIED.get(type(node))) is not None:
        node = getattr(node, part)
        depth += 1
    return max(depth - 1, 0)
