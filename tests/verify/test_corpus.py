"""A folder of many programs in one call: each gets the answer that its plain output calls for.

What Python 2.7 printed is on record beside each, made by others; a migrated program that is
run once, without any of what `verify` knows, prints the same or it does not.
"""

from __future__ import annotations

import resource
import shutil
import sys
from pathlib import Path

import pytest

from migrator.verify import Case, Outcome, Wishes, find_python3, verify_paths
from migrator.verify.prepare import Settings, Target, prepare
from migrator.verify.runs import run
from tests.corpora import FULL, python2, sample, shared

# A sixth of the programs, or all of them: with two processors in half a minute and half again.
SHARE, CPU_SECONDS = 6, 90 if FULL else 45

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asks what processes took")


def cpu_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The programs, in a folder of their own; one may have a folder for itself."""
    folder = tmp_path_factory.mktemp("corpus")
    found = []
    for record in sample(sorted(shared("bench/semantics_public").glob("*.out")), SHARE):
        if record.with_suffix(".in").exists():
            continue
        shutil.copy(record, folder)
        if record.with_suffix(".py").exists():
            found.append(Path(shutil.copy(record.with_suffix(".py"), folder)))
        else:
            shutil.copytree(record.with_suffix(""), folder / record.stem)
            found.append(folder / record.stem / "main.py")
    return found


@pytest.fixture(scope="module")
def outcomes(programs: list[Path]) -> dict[Path, Outcome]:
    folder = next(path.parent for path in programs if path.name != "main.py")
    start = cpu_seconds()
    found = {one.path: one for one in verify_paths([folder], Wishes(python2=python2()))}
    assert cpu_seconds() - start < CPU_SECONDS
    return found


def prints_what_is_on_record(program: Path) -> bool:
    """Whether the migrated program prints and ends as 2.7 did."""
    record = (program.parent if program.name == "main.py" else program).with_suffix(".out")
    ending, _, stdout = record.read_bytes().partition(b"\n")
    prepared = prepare(Target(program, Case()), Settings(find_python3(), find_python3()))
    done = run(prepared.after)
    return (done.stdout, b"exit %d" % (done.exit_code or 0)) == (stdout, ending)


def test_every_program_gets_its_answer(programs: list[Path], outcomes: dict[Path, Outcome]) -> None:
    passes = {path: outcomes[path].verdict.passes for path in programs}
    assert passes == {path: prints_what_is_on_record(path) for path in programs}
    assert any(passes.values())
