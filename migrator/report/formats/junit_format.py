"""JUnit XML: a test case for each file that has findings, with a failure for each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from xml.etree import ElementTree

from migrator.report.findings import Finding, Kind
from migrator.report.formats import concise_format
from migrator.report.xml import valid_xml


def write(findings: Sequence[Finding], names: Mapping[str, str]) -> str:
    """See `migrator.report.formats`."""
    files = [(path, list(found)) for path, found in groupby(findings, attrgetter("path"))]
    errors = sum(finding.kind is Kind.ERROR for finding in findings)
    suites = ElementTree.Element("testsuites", name="migrator")
    suite = ElementTree.SubElement(
        suites,
        "testsuite",
        name="migrator check",
        tests=str(len(files) or 1),
        failures=str(len(findings) - errors),
        errors=str(errors),
    )
    if not files:
        ElementTree.SubElement(suite, "testcase", name="no findings", classname="migrator")
    for path, found in files:
        case = ElementTree.SubElement(
            suite, "testcase", name=valid_xml(path), classname="migrator", file=valid_xml(path)
        )
        for finding in found:
            tag = "error" if finding.kind is Kind.ERROR else "failure"
            failure = ElementTree.SubElement(
                case, tag, type=finding.code, message=valid_xml(finding.message)
            )
            failure.text = valid_xml(f"{concise_format.line(finding)}\n{finding.line}")
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(suites, "unicode")
