"""The examples in a docstring, and what Python 3 shows for them."""

from __future__ import annotations

import ast
import builtins
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

PROMPT, MORE = ">>> ", "... "
FLAG = "+IGNORE_EXCEPTION_DETAIL"
_FIRST = re.compile(r"([ \t]*)>>>(?: (.*)|)$")
_TRACEBACK = re.compile(r"Traceback \((?:most recent call last|innermost last)\):$")
_RAISED = re.compile(r"(\w+)(?::|$)")
_PRINTS = re.compile(r"(print|exec)\b|.*:\s*print\b|.*\n\s*print\b", re.DOTALL)
_OPEN_PRINT = re.compile(r"print\b[^\n#]*,\s*$")
OPEN_END = ", end='')"
_DIRECTIVE = re.compile(r"#\s*doctest:[^#\n]*$")
_SHOWN = re.compile(
    r"""
      (?<![\w'"]) [uU] (?P<text> '(?:[^'\\\n]|\\.)*' | "(?:[^"\\\n]|\\.)*")
    | (?P<string> '(?:[^'\\\n]|\\.)*' | "(?:[^"\\\n]|\\.)*")
    | (?<![\w.]) (?P<long> -?\d+) L \b
    | datetime\.timedelta\( (?P<delta> -?\d+ (?:,\ -?\d+){,2}) \)
    | < type \s '(?P<type> [\w.]+)' >
    | (?<![\w.]) (?P<set> (?:frozen)?set) \(\[ (?P<members> [^][]*) \]\)
    """,
    re.VERBOSE,
)
_ALONE = re.compile(r"^(\s*\w+(?:Error|Exception|Warning)\((?:'[^'\\]*'|\d+)),\)$")
# What literals of values are made of.
_VALUE_NODES = (
    *(ast.Expression, ast.Constant, ast.Dict, ast.Set, ast.List, ast.Tuple),
    *(ast.UnaryOp, ast.USub, ast.expr_context),
)
_TYPES = {"unicode": "str", "long": "int", "unichr": "chr", "file": "_io.TextIOWrapper"}


@dataclass
class Example:
    """One example: its code without prompts, and what it shows, as they stand in the text.

    `first` and `last` are the numbers of its first line and of the one after its last.
    """

    indent: str
    code: list[str]
    want: list[str]
    first: int
    last: int

    @property
    def text(self) -> str:
        return "\n".join(self.code)


def find(lines: list[str]) -> Iterator[Example]:
    """The examples in the lines of a docstring (https://docs.python.org/3/library/doctest.html)."""
    at = 0
    while at < len(lines):
        match = _FIRST.match(lines[at])
        at += 1
        if match is None:
            continue
        indent, first = match[1], at - 1
        code = [match[2] or ""]
        while at < len(lines) and re.match(rf"{indent}\.\.\.(?: |$)", lines[at]):
            code.append(lines[at][len(indent) + len(MORE) :])
            at += 1
        want = []
        while at < len(lines) and lines[at].strip() and not _FIRST.match(lines[at]):
            want.append(lines[at])
            at += 1
        yield Example(indent, code, want, first, at)


def is_python3(code: str) -> bool:
    """Whether the code of an example is Python 3, or nobody's (it may show a SyntaxError)."""
    try:
        _parsed(code)
    except SyntaxError:
        return not _PRINTS.match(code)
    return True


def _parsed(code: str, mode: str = "exec") -> Any:
    """What `ast` makes of code, which may have escapes that Python 3 warns of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(code, mode=mode)


def without_softspace(code: str) -> str:
    """A print statement without its last comma, which concerns what no example prints."""
    return code.rstrip().removesuffix(",") if _OPEN_PRINT.match(code) else code


def left_open(code: str) -> str:
    """A call of print that ends no line: doctest ends that of what an example prints."""
    return code[:-1] + OPEN_END if code.endswith(")") else code


def written(example: Example, code: str) -> list[str]:
    """The lines of an example's code with prompts, one for each statement.

    Raises:
        SyntaxError: it is no Python 3.
    """
    starts = {
        min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
        for node in _parsed(code).body
    }
    lines = [line for line in enumerate(code.split("\n"), 1) if line[1].strip() or len(starts) < 2]
    return [
        (example.indent + (PROMPT if number in starts or number == 1 else MORE) + line).rstrip()
        for number, line in lines
    ]


def raises_own(want: list[str]) -> bool:
    """Whether a traceback is wanted that ends in an exception which is no builtin.

    Python 3 shows the name of its module before it.
    """
    lines = [line.strip() for line in want]
    if not lines or not _TRACEBACK.match(lines[0]):
        return False
    margin = len(want[0]) - len(want[0].lstrip())
    for line in want[1:]:
        if len(line) - len(line.lstrip()) <= margin:
            match = _RAISED.match(line.strip())
            return match is not None and not hasattr(builtins, match[1])
    return False


def with_flag(code: str) -> str:
    """An example's code that does not ask for the exception's module, nor its message."""
    if FLAG in code:
        return code
    first, newline, rest = code.partition("\n")
    directive = _DIRECTIVE.search(first)
    joint = ", " if directive else "  # doctest: "
    return first.rstrip() + joint + FLAG + newline + rest


def shown(want: list[str]) -> list[str]:
    """What Python 3 shows for values: `u'a'` as `'a'`, `10L` as `10`, types as classes.

    A set is shown as it is written, a `timedelta` names its parts since 3.7, an exception lost a
    comma then.
    """
    return [_ALONE.sub(r"\1)", _SHOWN.sub(_today, line)) for line in want]


def unordered(want: list[str], makes_dict: Callable[[str], bool]) -> str:
    """The value that is shown, if it holds a dict or set of several items; else nothing.

    In which order these stand is another matter in Python 3. `makes_dict` tells of a name whether
    it is a class of dicts.
    """
    text = " ".join(line.strip() for line in want)
    try:
        nodes = list(ast.walk(_parsed(text, "eval")))
    except SyntaxError:
        return ""
    called = [name for node in nodes if (name := _called_with_dict(node)) is not None]
    made = {name for name in called if makes_dict(name.id)}
    if not all(
        isinstance(node, _VALUE_NODES) or _is_set(node) or getattr(node, "func", node) in made
        for node in nodes
    ):
        return ""
    counts = [
        len(node.keys if isinstance(node, ast.Dict) else node.elts)
        for node in nodes
        if isinstance(node, (ast.Dict, ast.Set))
    ]
    return text if max(counts, default=0) > 1 else ""


def compared(code: str, value: str) -> str:
    """An example that asks whether the value of an expression is the one that was shown."""
    tree = _parsed(code, "eval").body
    is_simple = isinstance(tree, (ast.Call, ast.Name, ast.Attribute, ast.Subscript))
    return f"{code} == {value}" if is_simple else f"({code}) == {value}"


def _called_with_dict(node: ast.AST) -> ast.Name | None:
    """The name that a node calls with a dict alone."""
    match node:
        case ast.Call(ast.Name() as name, [ast.Dict()], []):
            return name
    return None


def _is_set(node: ast.AST) -> bool:
    """Whether a node is the call that shows a frozen set or an empty one, or its name."""
    name = node.func if isinstance(node, ast.Call) else node
    return isinstance(name, ast.Name) and name.id in ("set", "frozenset")


def _today(match: re.Match[str]) -> str:
    if match["text"]:
        try:
            return repr(ast.literal_eval(_parsed(match["text"], "eval")))
        except (SyntaxError, ValueError):
            return match["text"]
    if match["long"]:
        return match["long"]
    if match["delta"]:
        return repr(timedelta(*map(int, match["delta"].split(","))))
    if match["type"]:
        name = match["type"].removeprefix("exceptions.")
        return f"<class '{_TYPES.get(name, name)}'>"
    if match["set"]:
        members = _SHOWN.sub(_today, match["members"])
        shown = f"{{{members}}}" if members else ""
        return shown if match["set"] == "set" and members else f"{match['set']}({shown})"
    return match[0]
