"""Watches unittest and doctest, however they are started."""

# mypy: ignore-errors
import doctest
import sys
import unittest

from migrator_outcomes import note, reason


def _watch(method, how, has_error):
    original = getattr(unittest.TestResult, method, None)
    if original is None:
        return

    def watched(self, test, *rest):
        note(test.id(), how, reason(rest[0]) if has_error else "")
        return original(self, test, *rest)

    setattr(unittest.TestResult, method, watched)


_watch("addSuccess", "passed", False)
_watch("addFailure", "failed", True)
_watch("addError", "error", True)
_watch("addSkip", "skipped", False)
_watch("addExpectedFailure", "failed as expected", False)
_watch("addUnexpectedSuccess", "passed unexpectedly", False)

_add_subtest = getattr(unittest.TestResult, "addSubTest", None)
_run_doctest = doctest.DocTestRunner.run


def _watched_subtest(self, test, subtest, error):
    if error is not None:
        note(test.id(), "failed", reason(error))
    return _add_subtest(self, test, subtest, error)


def _watched_doctest(self, test, *rest, **options):
    name = "doctest of " + test.name
    try:
        result = _run_doctest(self, test, *rest, **options)
    except Exception:
        note(name, "failed", reason(sys.exc_info()))
        raise
    if test.examples:
        failures = "%d of %d examples" % tuple(result)[:2]
        note(name, "failed" if result[0] else "passed", failures if result[0] else "")
    return result


if _add_subtest:
    unittest.TestResult.addSubTest = _watched_subtest
doctest.DocTestRunner.run = _watched_doctest
