"""Carrier text to the `ast` of the Python 2 it stands for."""

from __future__ import annotations

import ast
import warnings
from typing import Any

from migrator.python2 import carriers, literals, tree
from migrator.python2.errors import ReadError
from migrator.python2.lexer import lex
from migrator.python2.lowered import Lowered
from migrator.python2.lowering import lower
from migrator.python2.source import SourceFile
from migrator.results import Position

_NAME_HEAD, _NAME_TAIL = carriers.NAME.split("{}")
_BLOCKS = ("body", "orelse", "finalbody", "handlers")
_TUPLE_HEAD = carriers.TUPLE_PARAMETER.split("{}")[0]


def parse(lowered: Lowered, source: SourceFile, statements: bool) -> ast.Module:
    """The tree of a module, with the nodes of `tree` for what only Python 2 has.

    With `statements`, each `print (...)` and `exec (...)` is read as the statement that it
    is in 2.7, else as a call.

    Raises:
        ReadError: no version of Python reads the file so.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = ast.parse(lowered.text)
    except SyntaxError as error:
        raise _read_error(error, lowered, source) from None
    except UnicodeEncodeError as error:
        place = source.position(lowered.original_offset(error.start))
        raise ReadError("a byte that is not utf-8: write it as an escape", place) from None
    except (RecursionError, MemoryError):
        raise ReadError(
            "nested too deeply to be read: break the deepest expression into parts", Position(1, 1)
        ) from None
    if lowered.text is not lowered.source or (statements and lowered.print_calls):
        _Raiser(lowered, source, statements).visit(module)
    return module


def _read_error(error: SyntaxError, lowered: Lowered, source: SourceFile) -> ReadError:
    line, column = error.lineno or 1, error.offset or 1
    starts = lowered.offsets.starts
    offset = min(starts[min(line, len(starts)) - 1] + max(column - 1, 0), len(lowered.text))
    reason = f"{error.msg}: Python does not read this, correct it first"
    return ReadError(reason, source.position(lowered.original_offset(offset)))


class _Raiser:
    def __init__(self, lowered: Lowered, source: SourceFile, statements: bool) -> None:
        self.lowered = lowered
        self.source = source
        self.calls = lowered.print_calls if statements else set()
        self.offsets = lowered.offsets
        kinds = {leaf.kind for leaf in lowered.leaves.values()}
        self.has_names = "name" in kinds
        self.has_expressions = bool(kinds - {"number", "operator", "ellipsis"}) or any(
            name in lowered.text for name in (carriers.REPR, carriers.BARE)
        )

    def visit(self, root: ast.AST) -> None:
        todo: list[ast.AST] = [root]
        while todo:
            node = todo.pop()
            if self.has_names:
                self.rename(node)
            for name in node._fields if self.has_expressions else _BLOCKS:
                value = getattr(node, name, None)
                if isinstance(value, ast.AST):
                    new = self.raised(value)
                    if new is not value:
                        setattr(node, name, new)
                    todo.append(new)
                elif type(value) is list:
                    for index, item in enumerate(value):
                        if isinstance(item, ast.AST):
                            new = self.raised(item)
                            if new is not item:
                                value[index] = new
                            todo.append(new)
                        elif isinstance(item, str):  # the names of a `global`
                            value[index] = _plain(item)

    def rename(self, node: Any) -> None:
        for name in ("id", "attr", "arg", "name", "asname", "module"):
            value = getattr(node, name, None)
            if isinstance(value, str) and carriers.PREFIX in value:
                setattr(node, name, ".".join(map(_plain, value.split("."))))

    def raised(self, node: Any) -> Any:
        """The node of Python 2 that `node` stands for, else `node`."""
        kind = type(node)
        if kind is ast.Assign:
            target = node.targets[0]
            if isinstance(target, ast.Name) and target.id.startswith(carriers.PREFIX):
                return self.statement(node, target.id)
        elif kind is ast.Expr:
            return self.expression_statement(node)
        elif kind is ast.Tuple:
            if node.elts and _is_carrier(node.elts[0], carriers.REPR):
                return ast.copy_location(tree.Repr(node.elts[1]), node)
            if node.elts and _is_carrier(node.elts[0], carriers.BARE):
                return node.elts[1]
        elif kind is ast.ExceptHandler:
            return self.except_handler(node)
        elif kind is ast.arg:
            if node.arg.startswith(_TUPLE_HEAD):
                return self.tuple_parameter(node)
        elif kind is ast.Constant and isinstance(node.value, str):
            self.string(node)
        return node

    def statement(self, node: ast.Assign, name: str) -> ast.stmt:
        if len(node.targets) > 1:
            raise self.error(node.targets[1], "an assignment within a statement")
        commas = self.lowered.statements.get(self.offsets.start(node))
        has_commas = commas is not None and commas.any
        value = node.value
        parts = value.elts if has_commas and isinstance(value, ast.Tuple) else [value]
        trailing = commas is not None and commas.trailing
        new: ast.stmt
        if name == carriers.PRINT:
            new = tree.Print(None, parts, not trailing)
        elif name == carriers.PRINT_TO:
            if trailing and len(parts) == 1:
                raise self.error(node, "nothing to print after the comma")
            new = tree.Print(parts[0], parts[1:], not trailing)
        elif name == carriers.EXEC:
            new = tree.Exec(value, None, None)
        elif name == carriers.EXEC_IN:
            new = tree.Exec(*self.two_or_three(node, value))
        elif name == carriers.RAISE:
            new = tree.Raise(*self.two_or_three(node, value))
        else:
            return node
        return ast.copy_location(new, node)

    def two_or_three(self, node: ast.stmt, value: ast.expr) -> list[Any]:
        """The parts of an `exec ... in` or `raise`; the third may be None."""
        parts = value.elts if isinstance(value, ast.Tuple) else []
        if len(parts) not in (2, 3):
            raise self.error(node, "not two or three parts between commas")
        return [*parts, None][:3]

    def error(self, node: ast.AST, reason: str) -> ReadError:
        place = self.lowered.original_offset(self.offsets.start(node))
        return ReadError(reason, self.source.position(place))

    def expression_statement(self, node: ast.Expr) -> ast.stmt:
        value = node.value
        if _is_carrier(value, carriers.PRINT):
            return ast.copy_location(tree.Print(None, [], True), node)
        if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and self.calls):
            return node
        if self.offsets.start(value.func) not in self.calls or is_call_only(value):
            return node
        only = self.only_argument(value)
        if value.func.id == "exec":
            new: ast.stmt = tree.Exec(only, None, None)
        else:
            new = tree.Print(None, [only], True)
        return ast.copy_location(new, node)

    def only_argument(self, call: ast.Call) -> ast.expr:
        """What the parentheses hold, read as an expression of its own."""
        inside = self.lowered.text[self.offsets.end(call.func) : self.offsets.end(call)]
        if len(call.args) == 1 and not inside.rstrip(") \t\n").endswith(","):
            return call.args[0]
        return ast.copy_location(ast.Tuple(call.args, ast.Load()), call)

    def except_handler(self, node: ast.ExceptHandler) -> ast.ExceptHandler:
        caught = node.type
        if not isinstance(caught, ast.Tuple) or not caught.elts:
            return node
        word = caught.elts[0]
        if not any(_is_carrier(word, name) for name in (carriers.EXCEPT, carriers.EXCEPT_AS)):
            return node
        if len(caught.elts) != 3:
            raise self.error(node, "not two parts in an except clause")
        kind, target = caught.elts[1:]
        _store(target)
        new = tree.ExceptHandler(kind, target, node.body)
        new.name = _plain(target.id) if isinstance(target, ast.Name) else None
        return ast.copy_location(new, node)

    def tuple_parameter(self, node: ast.arg) -> ast.arg:
        leaf = self.lowered.leaves[self.offsets.start(node)]
        lowered = lower(lex(leaf.text + " = 0"))
        try:
            statement = parse(lowered, self.source, False).body[0]
        except ReadError:
            raise self.error(node, "not the names of parameters") from None
        assert isinstance(statement, ast.Assign)
        [target] = statement.targets
        for part in ast.walk(target):
            if not isinstance(part, (ast.Tuple, ast.Name, ast.Store)) or _is_empty(part):
                raise self.error(node, "not the names of parameters")
            if isinstance(part, ast.expr):
                ast.copy_location(part, node)
        return ast.copy_location(tree.TupleParameter(node.arg, target), node)

    def string(self, node: ast.Constant) -> None:
        leaf = self.lowered.leaves.get(self.offsets.start(node))
        if leaf is not None and leaf.kind == "string":
            text = "unicode_literals" in self.lowered.futures
            value = literals.evaluate(leaf.text, self.source.encoding, text)
            node.value = value if isinstance(value, str) else value.decode("latin-1")


def is_call_only(call: ast.Call) -> bool:
    """Whether a call of `print` has what no print statement has: `*`, `**` or keywords."""
    return bool(call.keywords) or any(isinstance(arg, ast.Starred) for arg in call.args)


def _plain(name: str) -> str:
    if name.startswith(_NAME_HEAD) and name.endswith(_NAME_TAIL):
        return name[len(_NAME_HEAD) : -len(_NAME_TAIL)]
    return name


def _is_carrier(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_empty(node: ast.AST) -> bool:
    return isinstance(node, ast.Tuple) and not node.elts


def _store(target: ast.expr) -> None:
    """Read an expression as what is assigned to."""
    target.ctx = ast.Store()  # type: ignore[attr-defined]
    for element in getattr(target, "elts", ()):
        _store(element)
