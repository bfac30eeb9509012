"""Our reading of a source in the words that `canonical` has for 2.7's `ast`."""

from __future__ import annotations

import ast
import hashlib
import sys
from pathlib import Path

from migrator.python2 import literals, tree
from migrator.python2.indentation import untabify
from migrator.python2.lexer import COMMENT, NL, STRING, Tokens, lex
from migrator.python2.lowered import Lowered
from migrator.python2.lowering import lower
from migrator.python2.offsets import Offsets
from migrator.python2.parsing import parse
from migrator.python2.source import SourceFile, decode
from tests import corpora
from tests.python2.canonical import Canonical

TREE2 = Path(__file__).with_name("tree2.py")


class Ours(Canonical):
    """What differs by design, said in 2.7's way:

    - Num, Str and the names None, True and False are Constants; a literal that 2.7 reads as
      bytes is text in `ast`, so its value is asked of `literals`, by its tokens;
    - `-1` is an operation on 1, where 2.7 folds it;
    - a `with` has items, where 2.7 nests; `try` is one node, where 2.7 nests two;
    - `exec (a, b)` holds a tuple, which 2.7 takes apart;
    - slices are expressions, where 2.7 has Index, ExtSlice and Ellipsis;
    - arguments, keywords and bases have the nodes of Python 3;
    - a statement that starts with a string is on that string's first line, in 2.7 on its last;
    - a decorated function starts with its `def`, where 2.7 has the first decorator;
    - an integer does not tell whether it is a `long`.
    """

    def __init__(self, source: SourceFile, tokens: Tokens, lowered: Lowered) -> None:
        self.source = source
        self.tokens = tokens
        self.index = {start: number for number, start in enumerate(tokens.starts)}
        self.lowered = lowered
        self.offsets = Offsets(lowered.text)
        self.text_literals = "unicode_literals" in lowered.futures

    # -- statements -----------------------------------------------------------------

    def statement(self, node) -> None:
        kind = type(node)
        line = self.line(node)
        parts = {name: getattr(node, name) for name in node._fields}
        if kind in (ast.FunctionDef, ast.ClassDef):
            line = min([line, *map(self.line, node.decorator_list)])
            names = ("name", "args" if kind is ast.FunctionDef else "bases", "body")
            parts = {name: parts[name] for name in (*names, "decorator_list")}
        elif kind is ast.With:
            first, *others = node.items
            body = node.body
            if others:
                inner = ast.With(others, body)
                ast.copy_location(inner, others[0].context_expr)
                body = [inner]
            parts = {"context": first.context_expr, "vars": first.optional_vars, "body": body}
        elif kind is ast.Try:
            parts.pop("finalbody")
            if node.finalbody and node.handlers:
                inner = ast.Try(node.body, node.handlers, node.orelse, [])
                ast.copy_location(inner, node)
                parts = {"body": [inner], "finalbody": node.finalbody}
            elif node.finalbody:
                parts = {"body": node.body, "finalbody": node.finalbody}
            self.write(line, "TryFinally" if node.finalbody else "TryExcept", list(parts.items()))
            return
        elif kind is tree.Exec and isinstance(node.body, ast.Tuple) and node.globals is None:
            if len(node.body.elts) in (2, 3):
                parts = dict(zip(parts, [*node.body.elts, None], strict=False))
        elif kind is ast.Raise:
            parts = {"type": node.exc, "inst": None, "tback": None}
        elif kind is ast.ExceptHandler:
            name = node.name and ast.Name(node.name, ast.Store())
            parts = {"type": node.type, "name": name, "body": node.body}
        parts.pop("type_comment", None)
        self.write(line, kind.__name__, list(parts.items()))

    def line(self, node) -> int:
        """The line in the user's text. 2.7 counts a string's last line as its place."""
        original = self.lowered.original_offset(self.offsets.start(node))
        at = self.index.get(original)
        is_string = at is not None and self.tokens.kinds[at] == STRING
        lines = self.tokens.texts[at].count("\n") if is_string else 0
        return self.source.position(original).line + lines

    # -- literals -------------------------------------------------------------------

    def Constant(self, node) -> str:
        value = node.value
        if isinstance(value, (str, bytes)):
            return self.string(self.literal(node))
        if value is ...:
            return "Ellipsis()"
        if value is None or isinstance(value, bool):
            return f"Name({value},Load())"
        return self.number(value)

    def literal(self, node) -> str | bytes:
        """The value that the tokens of one or more literals side by side have in 2.7."""
        at = self.index[self.lowered.original_offset(self.offsets.start(node))]
        values = []
        for kind, word in zip(self.tokens.kinds[at:], self.tokens.texts[at:], strict=False):
            if kind == STRING:
                values.append(literals.evaluate(word, self.source.encoding, self.text_literals))
            elif kind not in (NL, COMMENT):
                break
        if any(isinstance(value, str) for value in values):
            return "".join(v if isinstance(v, str) else v.decode("ascii") for v in values)
        return b"".join(values)

    def UnaryOp(self, node) -> str:
        operand = node.operand
        if isinstance(node.op, ast.USub) and isinstance(operand, ast.Constant):
            between = self.lowered.text[self.offsets.start(node) : self.offsets.start(operand)]
            if type(operand.value) in (int, float, complex) and "(" not in between:
                value = operand.value
                return self.number(complex(0, -value.imag) if type(value) is complex else -value)
        return self.node("UnaryOp", node.op, operand)

    # -- expressions ----------------------------------------------------------------

    def arguments(self, node) -> str:
        args = [
            arg.target if isinstance(arg, tree.TupleParameter) else ast.Name(arg.arg, ast.Param())
            for arg in node.args
        ]
        for arg in args:
            if isinstance(arg, ast.Name):
                arg.ctx = ast.Param()
        vararg, kwarg = (arg and arg.arg for arg in (node.vararg, node.kwarg))
        return self.node("arguments", args, vararg, kwarg, node.defaults)

    def comprehension(self, node) -> str:
        return self.node("comprehension", node.target, node.iter, node.ifs)

    def alias(self, node) -> str:
        return self.node("alias", node.name, node.asname)

    def Call(self, node) -> str:
        starred = [arg.value for arg in node.args if isinstance(arg, ast.Starred)]
        args = [arg for arg in node.args if not isinstance(arg, ast.Starred)]
        doubled = [keyword.value for keyword in node.keywords if keyword.arg is None]
        keywords = [keyword for keyword in node.keywords if keyword.arg is not None]
        assert len(starred) < 2 and len(doubled) < 2
        more = *(starred or [None]), *(doubled or [None])
        return self.node("Call", node.func, args, keywords, *more)

    def Subscript(self, node) -> str:
        return f"Subscript({self.of(node.value)},{self.slice(node.slice)},{self.of(node.ctx)})"

    def slice(self, node) -> str:
        """What stands between the brackets of a subscript."""
        if isinstance(node, ast.Tuple) and any(map(self.is_slice, node.elts)):
            return f"ExtSlice([{','.join(map(self.slice, node.elts))}])"
        return self.of(node) if self.is_slice(node) else f"Index({self.of(node)})"

    @staticmethod
    def is_slice(node) -> bool:
        is_ellipsis = isinstance(node, ast.Constant) and node.value is ...
        return is_ellipsis or isinstance(node, ast.Slice)

    def Slice(self, node) -> str:
        step = node.step
        if isinstance(step, ast.Constant) and step.value is None:
            step = None
        return self.node("Slice", node.lower, node.upper, step)


def our_tree(data: bytes) -> list[str]:
    """The lines of a source that 2.7 compiles.

    Raises:
        ReadError: we do not read it.
    """
    source = decode(data)
    source = source.splice(untabify(lex(source.text)))
    tokens = lex(source.text)
    lowered = lower(tokens)
    module = parse(lowered, source, True)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20000)
    try:
        return Ours(source, tokens, lowered).module(module)
    finally:
        sys.setrecursionlimit(limit)


def disagreements(sources: dict[str, bytes]) -> list[str]:
    """Where our reading of sources is not that of 2.7; those that it refuses are passed over."""
    wrong = []
    questions = [(data.decode("latin-1"), False) for data in sources.values()]
    for (name, data), digest in zip(sources.items(), corpora.ask2(TREE2, questions), strict=False):
        if digest is None:
            continue
        try:
            ours = our_tree(data)
        except Exception as error:
            wrong.append(f"{name}: {type(error).__name__}: {error}")
            continue
        if hashlib.md5("\n".join(ours).encode("ascii")).hexdigest() != digest:
            [theirs] = corpora.ask2(TREE2, [(data.decode("latin-1"), True)])
            pairs = zip([*ours, "END"], [*theirs, "END"], strict=False)
            got, expected = next(pair for pair in pairs if pair[0] != pair[1])
            wrong.append(f"{name}:\n  we read {got[:300]}\n  2.7 reads {expected[:300]}")
    return wrong
