"""A program that is different must never pass: seeded mutants of every sample are caught.

Whether a mutant is different is asked of a plain run, without any of what `verify` knows:
for a program whose output is always the same, the outputs are compared as they are; for
the others what each of them says of processes and times is struck out by hand here, and
the order of lines is not looked at.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from migrator.verify import Verdict, verify_programs
from migrator.verify.compare import ending
from migrator.verify.interpreters import find_python3
from migrator.verify.prepare import Program, Settings, Target, prepare
from migrator.verify.runs import Limits, Request, Run, run
from tests.corpora import FULL, ROOT
from tests.verify.mutants import mutants

SAMPLES = sorted((ROOT / "samples").glob("*.py"))
# Of so many mutants of a sample that are tried, so many that do something else are verified.
TRIED, MUTANTS, LEAST = (60, 24, 20) if FULL else (7, 4, 2)

# What varies in the output of samples that are not the same in each run.
VARIES = {
    "line_server": r"port \d+",
    "pool_legacy": r"process:\d+|'finished', \w+",
    "pool_nowait": r"in [\d.e-]+$",
    "pool_results": r"process \d+|main \d+|^[\d.e-]+$",
    "pool_wait": r"worker \d+|took [\d.e-]+",
    "thread_queue": r"(?!)",
}

# A mutant may go on for ever, or ask for all the memory there is.
LIMITED = ("/bin/sh", "-c", 'ulimit -v 2000000; exec "$0" "$@"')
TIMEOUT = 5.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits the mutants with a shell")


def plain(name: str, done: Run) -> object:
    """What a run did, as far as it is the same each time."""
    assert isinstance(done.stdout, bytes) and isinstance(done.stderr, bytes)
    text = done.stdout.decode("utf-8", "surrogateescape")
    if name in VARIES:
        text = "\n".join(sorted(re.sub(VARIES[name], "", text, flags=re.M).split("\n")))
        return text, ending(done)
    stderr = b"" if b"Traceback" in done.stderr else done.stderr
    return text, ending(done), stderr, done.files


def prepared(path: Path) -> Program:
    program = prepare(Target(path), Settings(None, find_python3(), limits=Limits(TIMEOUT)))
    return replace(program, after=replace(program.after, command=LIMITED + program.after.command))


def requests(program: Program, seed: int) -> Iterator[Request]:
    for source in islice(mutants(program.after.source.decode(), seed), TRIED):
        yield program.after.with_source(source.encode())


@pytest.fixture(scope="module")
def found() -> dict[str, list[Program]]:
    """For each sample, mutants that do something else; each has a path that tells which."""
    different: dict[str, list[Program]] = {}
    with ThreadPoolExecutor(4) as executor:
        for seed, path in enumerate(SAMPLES):
            program = prepared(path)
            right, *done = executor.map(run, [program.after, *requests(program, seed)])
            wrong = [
                replace(
                    program, after=request, target=Target(Path(f"{path.stem}, mutant {number}"))
                )
                for number, request in enumerate(requests(program, seed))
                if not done[number].stopped  # on a busy machine it is perhaps just slow
                and plain(path.stem, done[number]) != plain(path.stem, right)
            ]
            different[path.stem] = wrong[:MUTANTS]
    return different


def test_there_are_mutants_of_every_sample(found: dict[str, list[Program]]) -> None:
    assert {name for name, programs in found.items() if len(programs) < LEAST} == set()


def test_every_mutant_is_caught(found: dict[str, list[Program]]) -> None:
    programs = [program for several in found.values() for program in several]
    with ThreadPoolExecutor(6) as executor:
        outcomes = list(verify_programs(programs, executor=executor))
    assert {outcome.path for outcome in outcomes} == {program.path for program in programs}
    passed = [outcome for outcome in outcomes if outcome.verdict is not Verdict.DIFFERENT]
    assert passed == []
