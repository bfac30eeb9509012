"""Proof: the original runs under Python 2.7, the migrated under Python 3, and they are compared."""

from migrator.verify.compare import Verdict
from migrator.verify.interpreters import InterpreterError, find_python2, find_python3
from migrator.verify.runner import Outcome, verify_paths, verify_programs

__all__ = [
    "InterpreterError",
    "Outcome",
    "Verdict",
    "find_python2",
    "find_python3",
    "verify_paths",
    "verify_programs",
]
