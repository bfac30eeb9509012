"""What a person reads: a line for each place, and a summary at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migrator.decisions import written
from migrator.problems import INTERNAL
from migrator.report.style import count, paint
from migrator.results import Change, Diagnostic, Dialect, FileResult, Level

if TYPE_CHECKING:
    from migrator.report.findings import Finding

_VERSIONS = {"2": "Python 2", "3": "Python 3", "both": "valid as both"}


def reviews(result: FileResult) -> list[Diagnostic]:
    """The places a person should look at, in the order of the file.

    These are the diagnostics, and the decisions that are only likely, or were not taken,
    where no diagnostic speaks of the same place.
    """
    said = {(diagnostic.code, diagnostic.position) for diagnostic in result.diagnostics}
    unsure = [
        Diagnostic(
            site.kind, site.position, f"read as {site.alternative}: {site.reason}", site.level
        )
        for site in result.decisions
        if site.level in (Level.ASSUMED, Level.OPEN) and (site.kind, site.position) not in said
    ]
    return sorted((*result.diagnostics, *unsure), key=lambda item: (item.position, item.code))


def place(result: FileResult, item: Change | Diagnostic, *, colour: bool = False) -> str:
    """`path:line:column: CODE message`, as editors and CI logs expect it."""
    level = ""
    if isinstance(item, Diagnostic) and item.level is not Level.OPEN:
        level = f" [{item.level.value}]"
    if not colour:
        return f"{result.path}:{item.position}: {item.code} {item.message}{level}"
    code = paint(item.code, "red" if isinstance(item, Diagnostic) else "cyan")
    return f"{paint(str(result.path), 'bold')}:{item.position}: {code} {item.message}{level}"


def sites(result: FileResult) -> Iterator[str]:
    """The ambiguous places of a file and how each was read, as lines of a file of decisions."""
    for decision in result.decisions:
        yield written(result.path, decision)


def taken_for(dialect: Dialect) -> str:
    """What kind of Python a file was taken for, and why: `Python 2: exec at line 3`."""
    return f"{_VERSIONS[dialect.version]}: {dialect.reason}"


def became(result: FileResult, done: str) -> str:
    """One line on a file: what was done, and for what kind of Python it was taken."""
    if not result.changed:
        return f"unchanged {result.path} ({taken_for(result.dialect)})"
    changes = count(len(result.changes), "change")
    return f"{done} {result.path}: {changes} ({taken_for(result.dialect)})"


@dataclass
class Tally:
    """What a run came to, without holding on to the files."""

    files: int = 0
    changed: int = 0
    failed: int = 0
    internal: int = 0
    reviews: int = 0
    left: int = 0  # files with anything to change or to look at, or with an error
    left_out: int = 0  # files and folders that were not looked at
    codes: Counter[str] = field(default_factory=Counter)
    levels: Counter[Level] = field(default_factory=Counter)
    versions: Counter[str] = field(default_factory=Counter)

    def add(self, result: FileResult) -> None:
        self.files += 1
        told = reviews(result)
        self.left += bool(result.error or result.changed or told)
        if result.error:
            self.failed += 1
            self.internal += result.error.code == INTERNAL
            return
        self.changed += result.changed
        self.reviews += len(told)
        self.codes.update(change.code for change in result.changes)
        self.levels.update(decision.level for decision in result.decisions)
        self.versions[result.dialect.version] += 1

    def files_left(self) -> str:
        """How many files the migration still has before it."""
        return f"Files left: {self.left} of {self.files}."

    def summary(self, done: str, names: Mapping[str, str]) -> str:
        """Files, changes by rule, sites by level, and what is left for a person.

        `done` says what became of the changed files; `names` gives the rules' names.
        """
        if not self.files:
            return "No Python files found."
        kinds = [
            f"{self.versions[version]} {said}"
            for version, said in _VERSIONS.items()
            if self.versions[version]
        ]
        if self.failed:
            kinds.append(f"{self.failed} with an error")
        lines = [f"{count(self.files, 'file')} ({', '.join(kinds)}), {self.changed} {done}."]
        for code, number in sorted(self.codes.items()):
            lines.append(f"  {number:6}  {code}  {names.get(code, '')}".rstrip())
        levels = [f"{self.levels[level]} {level.value}" for level in Level if self.levels[level]]
        if levels:
            lines.append(f"Ambiguous places: {', '.join(levels)}.")
        if self.reviews:
            verb = "needs" if self.reviews == 1 else "need"
            lines.append(f"{count(self.reviews, 'place')} {verb} a person.")
        if self.left_out:
            lines.append(f"Not looked at: {self.left_out} (-v tells what).")
        return "\n".join(lines)


def statistics(findings: Iterable[Finding], names: Mapping[str, str]) -> list[str]:
    """A line for each rule that found something, and how often, the most frequent first."""
    counts = Counter(finding.code for finding in findings)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [f"{number:6}  {code}  {names.get(code, '')}".rstrip() for code, number in ordered]
