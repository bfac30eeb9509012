"""Every sample does under Python 3 what it did under Python 2.7: live, and by its record."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from migrator.verify import Outcome, Wishes, verify_paths, verify_programs
from migrator.verify.baselines import load, place
from migrator.verify.interpreters import find_python3
from migrator.verify.prepare import Program, Settings, Target, prepare
from tests import corpora

FOLDER = corpora.ROOT / "samples"
SAMPLES = sorted(FOLDER.glob("*.py"))
# The only one that is meant to die of an exception.
CRASHES = {"old_errors.py"}

each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)


def by_path(outcomes: Iterable[Outcome]) -> dict[Path, Outcome]:
    return {outcome.path: outcome for outcome in outcomes}


@pytest.fixture(scope="module")
def live() -> dict[Path, Outcome]:
    corpora.python2()
    return by_path(verify_paths([FOLDER]))


@pytest.fixture(scope="module")
def recorded() -> dict[Path, Outcome]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("migrator.verify.runner.find_python2", lambda command: None)
        return by_path(verify_paths([FOLDER]))


def explained(outcome: Outcome) -> str:
    return "\n".join((outcome.verdict.value, *outcome.notes, *outcome.left, "--", *outcome.right))


@each_sample
def test_live(sample: Path, live: dict[Path, Outcome]) -> None:
    outcome = live[sample]
    assert outcome.verdict.passes, explained(outcome)
    assert not outcome.recorded
    assert any("both end with" in note for note in outcome.notes) == (sample.name in CRASHES)


@each_sample
def test_recorded(sample: Path, recorded: dict[Path, Outcome]) -> None:
    outcome = recorded[sample]
    assert outcome.verdict.passes, explained(outcome)
    assert outcome.recorded


@each_sample
def test_a_python2_program_of_some_length_that_prints(sample: Path) -> None:
    baseline = load(place(sample))
    assert baseline is not None
    assert str(baseline.python) == "Python 2.7.18"
    assert all(
        isinstance(run.stdout, bytes) and run.stdout.count(b"\n") >= 5 for run in baseline.runs
    )


def test_records_are_what_python2_does() -> None:
    """The records were made by a 2.7, and one of today does the same."""
    python2 = corpora.interpreter2()

    def twice(sample: Path) -> Program:
        now, then = (
            prepare(Target(sample), Settings(python, find_python3())) for python in (python2, None)
        )
        return replace(then, after=now.before, python_after=python2)

    outcomes = by_path(verify_programs([twice(sample) for sample in SAMPLES]))
    assert outcomes.keys() == set(SAMPLES)
    wrong = {path.name: explained(o) for path, o in outcomes.items() if not o.verdict.passes}
    assert wrong == {}


def test_no_record_without_its_program() -> None:
    assert sorted(FOLDER.glob("*.json")) == sorted(place(sample) for sample in SAMPLES)


def test_jython_as_python2() -> None:
    jython = shutil.which("jython")
    if jython is None:
        pytest.skip("no Jython here")
    (outcome,) = verify_paths([FOLDER / "matrix.py"], Wishes(python2=jython))
    assert outcome.verdict.passes, explained(outcome)
