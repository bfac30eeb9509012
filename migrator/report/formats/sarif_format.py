"""SARIF 2.1.0, as code scanning services read it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from migrator import __version__
from migrator.report.findings import Finding, Kind
from migrator.rules import all_rules

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Kind.CHANGE: "warning", Kind.REVIEW: "note", Kind.ERROR: "error"}


def write(findings: Sequence[Finding], names: Mapping[str, str]) -> str:
    """See `migrator.report.formats`."""
    codes = sorted({finding.code for finding in findings})
    summaries = {rule.code: (rule.__doc__ or "").strip() for rule in all_rules()}
    rules = [_rule(code, names.get(code), summaries.get(code, "")) for code in codes]
    driver = {"name": "migrator", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(code: str, name: str | None, text: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code}
    if name:
        rule["name"] = "".join(part.capitalize() for part in name.split("-"))
    if text:
        rule["shortDescription"] = {"text": text.partition("\n")[0]}
        rule["fullDescription"] = {"text": text}
    return rule


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    position = finding.position
    region: dict[str, Any] = {"startLine": position.line, "startColumn": position.column}
    if finding.line:
        region["snippet"] = {"text": finding.line}
    place = {"artifactLocation": {"uri": quote(finding.path)}, "region": region}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.kind],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"migrator/v1": finding.fingerprint},
    }
