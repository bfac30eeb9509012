"""A Code Quality report of GitLab CI: https://docs.gitlab.com/ci/testing/code_quality/."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from migrator.report.findings import Finding, Kind

_SEVERITIES = {Kind.CHANGE: "minor", Kind.REVIEW: "major", Kind.ERROR: "blocker"}


def write(findings: Sequence[Finding], names: Mapping[str, str]) -> str:
    """See `migrator.report.formats`."""
    issues = [
        {
            "check_name": finding.code,
            "description": f"{finding.code} {finding.message}",
            "severity": _SEVERITIES[finding.kind],
            "fingerprint": finding.fingerprint,
            "location": {
                "path": finding.path,
                "positions": {
                    "begin": {"line": finding.position.line, "column": finding.position.column}
                },
            },
        }
        for finding in findings
    ]
    return json.dumps(issues, indent=2)
