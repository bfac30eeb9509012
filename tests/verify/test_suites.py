"""Test commands on both sides: each test is found, and told for what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.verify import CannotRun, Outcome, Verdict, Wishes, verify_tests
from migrator.verify.suites import (
    NEWLY_FAILING,
    NEWLY_PASSING,
    ONLY_MIGRATED,
    ONLY_ORIGINAL,
    OTHERWISE,
    SAME,
    UNSURE,
)
from tests.corpora import python2

MODULE = '''\
"""
>>> print double(2)
4
"""
def double(n): return n * 2
'''
TESTS = """\
import doctest, os, sys, unittest
import module
OLD = sys.version_info[0] == 2
class Tests(unittest.TestCase):
    def test_same(self): self.assertEquals(module.double(3), 6)
    def test_same_failure(self): self.fail('always')
    def test_worse(self): self.assertTrue(OLD)
    def test_better(self): self.assertFalse(OLD)
    def test_otherwise(self):
        if OLD: self.fail('old')
        raise KeyError('new')
    def test_sometimes(self): self.assertEqual(os.environ['PYTHONHASHSEED'], '0')
    if OLD:
        def test_only_here(self): pass
    else:
        def test_only_there(self): pass
def load_tests(loader, tests, pattern):
    tests.addTests(doctest.DocTestSuite(module))
    return tests
if __name__ == '__main__':
    print 'running'
    unittest.main()
"""
WANTED = {
    "test_same": SAME,
    "test_same_failure": SAME,
    "test_worse": NEWLY_FAILING,
    "test_better": NEWLY_PASSING,
    "test_otherwise": OTHERWISE,
    "test_sometimes": SAME,
    "test_only_here": ONLY_ORIGINAL,
    "test_only_there": ONLY_MIGRATED,
    "module": SAME,
    "doctest of module": SAME,
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "module.py").write_text(MODULE)
    (tmp_path / "test_module.py").write_text(TESTS)
    return tmp_path


def verified(package: Path, command: str, **wishes: object) -> dict[str, Outcome]:
    options = Wishes(python2=python2(), **wishes)  # type: ignore[arg-type]
    outcomes = verify_tests(package, command, options)
    return {outcome.case.rpartition(".")[2]: outcome for outcome in outcomes}


@pytest.mark.parametrize(
    "command",
    ["python -m unittest test_module", "python2.7 test_module.py -q", "python test_module.py"],
)
def test_unittest_and_doctest(package: Path, command: str) -> None:
    outcomes = verified(package, command)
    kinds = {name: outcome.notes[0] for name, outcome in outcomes.items()}
    # What holds for one hash seed only ends alike on both sides, and is not sure on either.
    assert kinds == {**WANTED, "test_sometimes": UNSURE}
    assert outcomes["test_otherwise"].left == ("failed: AssertionError: old",)
    assert outcomes["test_otherwise"].right == ("error: KeyError: 'new'",)
    assert outcomes["test_same_failure"].verdict is Verdict.EQUAL
    assert outcomes["test_same_failure"].runs == (2, 2)


def test_a_port_by_hand(package: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    port = tmp_path_factory.mktemp("port")
    (port / "module.py").write_text(MODULE.replace("print double(2)", "print(double(2))"))
    (port / "test_module.py").write_text(
        TESTS.replace("print 'running'", "pass").replace("(3), 6", "(3), 7")
    )
    outcomes = verified(package, "python test_module.py", against=port)
    assert outcomes["test_same"].notes[0] == NEWLY_FAILING


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        ("make test", "begins with one of python, pytest"),
        ("python nothing.py", "no test ran on Python 2.7"),
    ],
)
def test_what_cannot_be_run(package: Path, command: str, problem: str) -> None:
    with pytest.raises(CannotRun, match=problem):
        verified(package, command)
