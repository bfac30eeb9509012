"""`path:line:column: CODE message`, a line each, as editors read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migrator.report.findings import Finding, Kind
from migrator.report.style import paint
from migrator.results import Level


def write(findings: Sequence[Finding], names: Mapping[str, str], *, colour: bool = False) -> str:
    """See `migrator.report.formats`."""
    return "\n".join(line(finding, colour=colour) for finding in findings)


def line(finding: Finding, *, colour: bool = False) -> str:
    """One finding on one line."""
    path, code = finding.path, finding.code
    if colour:
        path = paint(path, "bold")
        code = paint(code, "cyan" if finding.kind is Kind.CHANGE else "red")
    level = finding.level or Level.OPEN
    said = "" if level is Level.OPEN else f" [{level.value}]"
    return f"{path}:{finding.position}: {code} {finding.message}{said}"
