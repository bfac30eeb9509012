"""A plugin for pytest."""

# mypy: ignore-errors
from migrator_outcomes import note


def pytest_runtest_logreport(report):
    if report.when == "call" or not report.passed:
        how = "error" if report.failed and report.when != "call" else report.outcome
        if hasattr(report, "wasxfail"):
            how = "failed as expected" if report.skipped else "passed unexpectedly"
        note(report.nodeid, how, _reason(report) if report.failed else "")


def pytest_collectreport(report):
    if report.failed:
        note(report.nodeid or "(collection)", "not collected", _reason(report))


def _reason(report):
    crash = getattr(report.longrepr, "reprcrash", None)
    said = crash.message if crash else str(report.longrepr)
    lines = [line.strip("E ") for line in said.strip().split("\n")]
    return lines[0] if crash else lines[-1]
