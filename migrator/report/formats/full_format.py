"""Each finding with the line of source it speaks of, marked where it starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migrator.report.findings import Finding
from migrator.report.formats import concise_format


def write(findings: Sequence[Finding], names: Mapping[str, str], *, colour: bool = False) -> str:
    """See `migrator.report.formats`."""
    return "\n".join(_passage(finding, colour) for finding in findings)


def _passage(finding: Finding, colour: bool) -> str:
    number = str(finding.position.line)
    margin = " " * len(number)
    before = finding.line[: finding.position.column - 1]
    indent = "".join("\t" if character == "\t" else " " for character in before)
    return (
        f"{concise_format.line(finding, colour=colour)}\n{margin} |\n{number} | {finding.line}\n"
        f"{margin} | {indent}^\n"
    )
