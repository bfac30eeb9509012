"""Workflow commands that GitHub Actions shows beside the lines of a pull request.

The escapes are those of `@actions/core`: https://github.com/actions/toolkit, command.ts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migrator.report.findings import Finding, Kind

_COMMANDS = {Kind.CHANGE: "warning", Kind.REVIEW: "notice", Kind.ERROR: "error"}


def write(findings: Sequence[Finding], names: Mapping[str, str]) -> str:
    """See `migrator.report.formats`."""
    return "\n".join(_command(finding, names) for finding in findings)


def _command(finding: Finding, names: Mapping[str, str]) -> str:
    title = " ".join(("migrator", finding.code, names.get(finding.code, ""))).rstrip()
    position = finding.position
    properties = {
        "title": title,
        "file": finding.path,
        "line": str(position.line),
        "col": str(position.column),
    }
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.kind]} {said}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
