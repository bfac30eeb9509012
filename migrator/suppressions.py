"""Comments that leave rules out of a line: read, put in, and found to be of no use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from migrator.options import Options
from migrator.python2.lexer import Tokens, lex
from migrator.python2.source import SourceFile
from migrator.remarks import logical_lines, remarks
from migrator.results import Diagnostic, Position

CODE = "E011"  # of what is said about suppressions


@dataclass(frozen=True)
class Suppression:
    """Leaves the rules whose code starts with `prefix` out of what stands between two offsets.

    `comment` is the offset of the comment that says so.
    """

    start: int
    end: int
    comment: int
    prefix: str


class Suppressions:
    """Those of a text: `# migrator: ignore[DIV010, TXT]`, or for all rules `# migrator: ignore`."""

    def __init__(self, tokens: Tokens) -> None:
        self.all = [
            Suppression(remark.start, remark.end, remark.comment, prefix)
            for remark in remarks(tokens, "ignore")
            for prefix in re.findall(r"\w+", remark.text) or [""]
        ]

    def __bool__(self) -> bool:
        return bool(self.all)

    def holds(self, code: str, offset: int) -> bool:
        """Whether a rule is left out at an offset."""
        return any(
            one.start <= offset <= one.end and code.startswith(one.prefix) for one in self.all
        )


def unused(
    source: SourceFile, found: Iterable[tuple[str, Position]], options: Options
) -> list[Diagnostic]:
    """A diagnostic for each suppression of a file that leaves nothing out.

    `found` holds the rules' codes and places, as they are when no comment is heeded. Of rules
    that `options` leave out nothing is said.
    """
    places = list(found)
    said = []
    for one in Suppressions(lex(source.text)).all:
        if not options.selects(one.prefix):
            continue
        first, last = source.position(one.start), source.position(one.end)
        if not any(code.startswith(one.prefix) and first <= at <= last for code, at in places):
            rules = one.prefix or "every rule"
            message = f"the comment leaves {rules} out, which has nothing to do here: remove it"
            said.append(Diagnostic(CODE, source.position(one.comment), message))
    return said


def suppress(source: SourceFile, wanted: Iterable[tuple[str, Position]]) -> SourceFile:
    """The file with comments that leave rules, given by their codes, out of the lines of places.

    Nothing is put in for a place that is on no logical line.
    """
    offsets = [(source.line_starts[at.line - 1] + at.column - 1, code) for code, at in wanted]
    edits = []
    for start, end, _ in logical_lines(lex(source.text)):
        codes = sorted({code for offset, code in offsets if start <= offset <= end})
        if codes:
            blanks = len(source.text[:end]) - len(source.text[:end].rstrip(" \t\f"))
            edits.append((end - blanks, end, f"  # migrator: ignore[{', '.join(codes)}]"))
    return source.splice(edits)
