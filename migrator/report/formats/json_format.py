"""A JSON array with an object for each finding."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from migrator.report.findings import Finding


def write(findings: Sequence[Finding], names: Mapping[str, str]) -> str:
    """See `migrator.report.formats`."""
    return json.dumps([_record(finding, names) for finding in findings], indent=2)


def _record(finding: Finding, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "path": finding.path,
        "line": finding.position.line,
        "column": finding.position.column,
        "code": finding.code,
        "name": names.get(finding.code),
        "message": finding.message,
        "kind": finding.kind.value,
        "level": finding.level.value if finding.level else None,
        "source": finding.line,
        "fingerprint": finding.fingerprint,
    }
