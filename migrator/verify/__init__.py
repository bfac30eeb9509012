"""Proof: the original runs under Python 2.7, the migrated under Python 3, and they are compared."""

from migrator.verify.cases import Case, CaseError
from migrator.verify.compare import Verdict
from migrator.verify.interpreters import InterpreterError, find_python2, find_python3
from migrator.verify.originals import RevisionError
from migrator.verify.prepare import CannotRun
from migrator.verify.runner import Wishes, verify_paths, verify_programs
from migrator.verify.runs import Limits
from migrator.verify.suites import verify_tests
from migrator.verify.trial import Outcome

__all__ = [
    "CannotRun",
    "Case",
    "CaseError",
    "InterpreterError",
    "Limits",
    "Outcome",
    "RevisionError",
    "Verdict",
    "Wishes",
    "find_python2",
    "find_python3",
    "verify_paths",
    "verify_programs",
    "verify_tests",
]
