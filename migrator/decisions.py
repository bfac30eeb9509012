"""What a person has answered about ambiguous places: in comments, and in a file of decisions.

A comment answers for the logical line it stands on: `# migrator: decide[DIV=floor]`. A file of
decisions has a line for each place, as `migrator check --sites` prints it:

    src/stats.py:6:27 DIV010=floor 1a2b3c4d  # what follows is a comment

The last word before the comment is the start of the SHA-256 of the file that was looked at. It may
be left out; where it is there and the file has changed, the answer is stale and is not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.python2.lexer import Tokens
from migrator.remarks import remarks
from migrator.results import Decision, Diagnostic, Position

if TYPE_CHECKING:
    from migrator.module import Module
    from migrator.rules import Rule

_ENTRY = re.compile(
    r"(?P<path>.+):(?P<line>\d+):(?P<column>\d+)\s+(?P<what>\w+=[\w-]+)(\s+(?P<hash>\w+))?"
)
_HASH_LENGTH = 12

CODE = "E010"  # of what is said about answers


@dataclass(frozen=True)
class Answer:
    """A person's answer: `alternative` for the rules whose code starts with `kind`.

    It holds at a position of the file `path`, if that file's hash starts with `digest`.
    """

    path: str
    position: Position
    kind: str
    alternative: str
    digest: str = ""


def read_answers(file: Path) -> tuple[Answer, ...]:
    """The answers in a file of decisions; the paths in it are relative to its folder.

    Raises:
        ValueError: a line is no decision; the message names the file and the line.
        OSError, UnicodeDecodeError: it cannot be read.
    """
    answers = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        text = line.partition("#")[0].strip()
        if not text:
            continue
        match = _ENTRY.fullmatch(text)
        if match is None:
            raise ValueError(
                f"{file}:{number}: not a decision; write it like `a.py:6:27 DIV010=floor`"
            )
        path = (file.absolute().parent / match["path"]).resolve()
        position = Position(int(match["line"]), int(match["column"]))
        kind, _, alternative = match["what"].partition("=")
        answers.append(Answer(str(path), position, kind, alternative, match["hash"] or ""))
    return tuple(answers)


def written(path: Path, decision: Decision) -> str:
    """A decision as a line of a file of decisions."""
    digest = decision.key[0][:_HASH_LENGTH]
    what = f"{decision.kind}={decision.alternative}"
    return (
        f"{path}:{decision.position} {what} {digest}  # {decision.level.value}: {decision.reason}"
    )


@dataclass
class _Line:
    """An answer in a comment, for what stands between two of the user's offsets."""

    start: int
    end: int
    comment: int
    kind: str
    alternative: str


class Answers:
    """The answers for one module, and which of them met a question."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._lines = list(_lines(module.tokens))
        path = str(module.path.resolve()) if module.options.answers else ""
        self._entries = [one for one in module.options.answers if one.path == path]
        self._met: set[int] = set()
        self._problems: list[Diagnostic] = []

    def find(self, rule: Rule, offset: int) -> str | None:
        """The alternative that a person chose for a rule's place at a user's offset."""
        if not self._lines and not self._entries:
            return None
        position = self._module.source.position(offset)
        for line in self._lines:
            if line.start <= offset <= line.end and rule.code.startswith(line.kind):
                self._met.add(id(line))
                return self._checked(rule, line.alternative, position)
        for entry in self._entries:
            if entry.position == position and rule.code.startswith(entry.kind):
                self._met.add(id(entry))
                if not self._module.digest.startswith(entry.digest):
                    message = "the decision for this place is of another version of the file"
                    self._tell(position, message)
                    return None
                return self._checked(rule, entry.alternative, position)
        return None

    def _checked(self, rule: Rule, alternative: str, position: Position) -> str | None:
        if alternative in rule.alternatives:
            return alternative
        known = ", ".join(rule.alternatives) or "nothing"
        self._tell(position, f"{rule.code} cannot be {alternative!r}; it can be {known}")
        return None

    def _tell(self, position: Position, message: str) -> None:
        self._problems.append(Diagnostic(CODE, position, message))

    def problems(self) -> list[Diagnostic]:
        """What is wrong with the answers, once all questions were asked.

        A file that is no more surely Python 2 has been migrated: that its comments have
        nothing left to answer is no news.
        """
        found = list(dict.fromkeys(self._problems))
        if self._module.dialect.version != "2":
            return found
        message = "there is nothing to decide here; remove the answer"
        for line in self._lines:
            if id(line) not in self._met and self._module.options.selects(line.kind):
                found.append(Diagnostic(CODE, self._module.source.position(line.comment), message))
        for entry in self._entries:
            if id(entry) not in self._met and self._module.options.selects(entry.kind):
                found.append(Diagnostic(CODE, entry.position, message))
        return found


def _lines(tokens: Tokens) -> Iterator[_Line]:
    """The answers in the comments of each logical line."""
    for remark in remarks(tokens, "decide"):
        for kind, alternative in _pairs(remark.text):
            yield _Line(remark.start, remark.end, remark.comment, kind, alternative)


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    """`DIV=floor, ITR=list`"""
    for pair in text.split(","):
        kind, _, alternative = map(str.strip, pair.partition("="))
        if kind:
            yield kind.upper(), alternative.lower()
