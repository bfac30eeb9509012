"""What must hold of each file that is migrated (section 5 of the design), as checks on bytes."""

from __future__ import annotations

import ast
import re
import warnings
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from migrator.api import fix_source
from migrator.faults import DEFECT
from migrator.options import Options
from migrator.python2.lexer import COMMENT, lex
from migrator.python2.lowering import lower
from migrator.python2.offsets import Offsets
from migrator.python2.parsing import parse
from migrator.python2.source import decode
from migrator.results import FileResult
from migrator.units import find_units

HERE = Path("program.py")


def fixed(data: bytes, path: Path = HERE, **options) -> FileResult:
    return fix_source(data, path=path, options=Options(**options))


def broken_promises(before: bytes, path: Path = HERE) -> list[str]:
    """What is wrong with the migration of a source that 2.7 compiles."""
    result = fixed(before, path)
    if result.error:
        return [f"{path}: {result.error.position}: {result.error.message}"]
    wrong = [str(one) for one in result.diagnostics if DEFECT in one.message]
    if not compiles(result.after):
        wrong.append("the result does not compile")
    if fixed(result.after, path).after != result.after:
        wrong.append("a second run changes the result")
    if result.changed and not result.changes:
        wrong.append("it changed and no change is told of")
    wrong += [f"the comment {comment!r} is lost" for comment in lost_comments(result)]
    wrong += [f"line {line} changed, and nobody said so" for line in silent_changes(result)]
    if fixed(before, path, gate=False).after != result.after:
        wrong.append("the gate changes the result")
    return [f"{path}: {what}" for what in wrong]


def compiles(data: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(data, "<result>", "exec", dont_inherit=True)
        except SyntaxError:
            return False
    return True


def _any_python(comment: str) -> str:
    """A comment as it is, but for the version that a first line names (SYN920)."""
    named = re.sub(r"\bpython[\d.]*", "python", comment)
    return re.sub(r"(?: -\S+)+$", "", named) if comment.startswith("#!") else comment


def lost_comments(result: FileResult) -> list[str]:
    before, after = (
        Counter(map(_any_python, comments(data))) for data in (result.before, result.after)
    )
    return sorted((before - after).elements())


def comments(data: bytes) -> list[str]:
    tokens = lex(decode(data).text)
    return [word for kind, word in zip(tokens.kinds, tokens.texts, strict=False) if kind == COMMENT]


def silent_changes(result: FileResult) -> list[int]:
    """The lines that changed in a top-level statement of which no change is told.

    A line counts with its newline, so bytes that change unseen are found too; but for that of the
    last line, which gets one where something is put after it. Blank lines do not count: they go
    with a statement that goes.
    """
    told = {change.position.line for change in result.changes}
    statements = [range(first, last) for first, last in statement_lines(result.before)]
    allowed = {line for lines in statements if told & set(lines) for line in lines} | told
    ended = (data.removesuffix(b"\n") + b"\n" for data in (result.before, result.after))
    before, after = (data.splitlines(keepends=True) for data in ended)
    silent = []
    for kind, start, end, _, _ in SequenceMatcher(None, before, after, False).get_opcodes():
        if kind in ("replace", "delete"):
            silent += [
                line
                for line in range(start + 1, end + 1)
                if line not in allowed and before[line - 1].strip()
            ]
    return silent


def statement_lines(data: bytes) -> list[tuple[int, int]]:
    """The first line of each top-level statement, and the line after it."""
    source = decode(data)
    lowered = lower(lex(source.text))
    try:
        module: ast.Module = parse(lowered, source, True)
    except Exception:  # tabs that Python 3 does not read: they change throughout the block
        return [(1, source.text.count("\n") + 2)]
    lines = []
    for unit in find_units(module, Offsets(lowered.text), None):
        places = (source.position(lowered.original_offset(at)) for at in (unit.start, unit.end - 1))
        first, last = (place.line for place in places)
        lines.append((first, last + 1))
    return lines
