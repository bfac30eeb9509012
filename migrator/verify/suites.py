"""The tests of a package: the same command on both sides, compared test by test."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from migrator.api import fix_files
from migrator.options import Options
from migrator.pool import Pool
from migrator.project import discover
from migrator.verify.cases import Case
from migrator.verify.compare import STOPPED, Verdict
from migrator.verify.controls import controlled
from migrator.verify.intent import REPAIRS
from migrator.verify.interpreters import NO_PYTHON2, Interpreter
from migrator.verify.originals import checked_out
from migrator.verify.outputs import lines, tail
from migrator.verify.packages import PackageError, package_folders
from migrator.verify.prepare import CannotRun, Settings
from migrator.verify.runner import Wishes
from migrator.verify.runs import Request, Run, run, session
from migrator.verify.trees import imported
from migrator.verify.trial import Outcome

# A test that ends otherwise in the second run is not sure.
RUNS = 2
RESULTS = "~/.migrator-outcomes"
RUNNERS = {"pytest": "pytest", "py.test": "pytest", "nosetests": "nose", "trial": "twisted.trial"}

SAME = "same"
NEWLY_FAILING = "newly failing"
NEWLY_PASSING = "newly passing"
OTHERWISE = "ends otherwise"
ONLY_ORIGINAL = "only in the original"
ONLY_MIGRATED = "only in the migrated"
UNSURE = "not the same in each run"


@dataclass(frozen=True)
class _Ending:
    """How a test ended, in its first run and in all of them."""

    how: str
    why: str
    all_ways: frozenset[str]


def verify_tests(
    path: Path,
    command: str,
    wishes: Wishes | None = None,
    *,
    jobs: int | None = None,
    executor: Executor | None = None,
) -> Iterator[Outcome]:
    """Run the tests of the package in the folder `path` by `command`, on both sides.

    The command begins with `python`, `pytest` or the like, which stands for each side's own
    Python. There is an outcome for each test: its name is the `case`, and the first note
    says what it is: the same, newly failing and so on.

    Raises CannotRun when there is nothing to compare, InterpreterError and RevisionError.
    """
    wishes = wishes or Wishes()
    with session() as spool, Pool(executor, jobs=jobs) as pool:
        for settings in wishes.settings(spool):
            before, after, notes = _requests(path, command, wishes, settings)
            for side, request in (("before", before), ("after", after)):
                for seed in range(RUNS):
                    pool.submit((side, seed), run, replace(request, seed=seed))
            results = {tag: future.result() for tag, future in pool.completed()}
            sides = [[results[side, n] for n in range(RUNS)] for side in ("before", "after")]
            ours, theirs = (_endings(runs) for runs in sides)
            compared = f"{settings.python2} and {settings.python3}"
            if not ours:
                raise CannotRun(f"no test ran on {settings.python2}: {_last_words(sides[0][0])}")
            if not theirs:
                notes = (*notes, f"no test ran on {settings.python3}: {_last_words(sides[1][0])}")
            for name in dict.fromkeys((*ours, *theirs)):
                yield _outcome(path, name, ours.get(name), theirs.get(name), compared, notes)
                notes = ()  # told once is enough


def _requests(
    path: Path, command: str, wishes: Wishes, settings: Settings
) -> tuple[Request, Request, tuple[str, ...]]:
    """The commands for both sides, and what could not be migrated."""
    if settings.python2 is None:
        raise CannotRun(NO_PYTHON2)
    if not path.is_dir():
        raise CannotRun(f"{path} is no folder: --tests wants the one that the tests run in")
    origin = path
    if wishes.revision:
        origin = checked_out(path, wishes.revision, Path(settings.spool) / "origin")
    migrated_by_hand = path if wishes.revision else wishes.against
    options = replace(settings.options, target=settings.python3.version[:2])
    files = discover([origin])
    repaired, _ = _texts(origin, files, replace(options, select=(REPAIRS,)))
    migrated, notes = ({}, ()) if migrated_by_hand else _texts(origin, files, options)
    case = wishes.case or Case()
    modules = {name for file in files for name in imported(file.read_bytes())}
    try:
        folders = package_folders(modules, settings.requirements, settings.python2)
    except PackageError as error:
        raise CannotRun(str(error)) from error

    def request(python: Interpreter, folder: Path, texts: dict[str, bytes]) -> Request:
        words = _words(command)
        plain = Request(
            python.command,
            words[0],
            texts,
            (*words[1:], *case.arguments),
            case.stdin,
            case.environment,
            ((".", str(folder.resolve())), *case.files),
            pythonpath=folders if python is settings.python2 else (),
            limits=settings.limits,
            spool=settings.spool,
        )
        names = {*settings.controls, "tests"}
        return controlled(plain, names, PYTEST_PLUGINS="migrator_pytest")

    return (
        request(settings.python2, origin, repaired),
        request(settings.python3, migrated_by_hand or origin, migrated),
        notes,
    )


def _texts(
    folder: Path, files: Sequence[Path], options: Options
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    texts: dict[str, bytes] = {}
    notes = []
    for result in fix_files(files, options=options):
        if result.error:
            error = result.error
            notes.append(f"used as it is: {result.path}:{error.position}: {error.message}")
        elif result.changed:
            texts[result.path.relative_to(folder).as_posix()] = result.after
    return texts, tuple(notes)


def _words(command: str) -> list[str]:
    """The command without its Python."""
    words = shlex.split(command)
    if words and words[0] in RUNNERS:
        return ["-m", RUNNERS[words[0]], *words[1:]]
    if len(words) > 1 and words[0].rstrip("0123456789.") == "python":
        return words[1:]
    known = ", ".join(("python", *RUNNERS))
    raise CannotRun(f"--tests: a command that begins with one of {known} is expected: {command!r}")


def _endings(runs: Sequence[Run]) -> dict[str, _Ending]:
    """How the tests ended, by name. One that reports more than once has all of it."""
    found: list[dict[str, list[tuple[str, str]]]] = []
    for one in runs:
        reported: dict[str, list[tuple[str, str]]] = {}
        content = dict(one.files).get(RESULTS, b"")
        for line in filter(None, lines(content)):
            name, how, why = json.loads(line)
            reported.setdefault(name, []).append((how, why))
        found.append(reported)
    endings = {}
    for name in dict.fromkeys(name for reported in found for name in reported):
        ways = [
            ", ".join(sorted({how for how, _ in reported.get(name, [("not run", "")])}))
            for reported in found
        ]
        first = next(reported[name] for reported in found if name in reported)
        why = next((why for _, why in first if why), "")
        endings[name] = _Ending(ways[0], why, frozenset(ways))
    return endings


def _outcome(
    path: Path,
    name: str,
    ours: _Ending | None,
    theirs: _Ending | None,
    compared: str,
    notes: tuple[str, ...],
) -> Outcome:
    kind = _kind(ours, theirs)
    verdict = {SAME: Verdict.EQUAL, UNSURE: Verdict.EQUAL_UP_TO_NOISE}.get(kind, Verdict.DIFFERENT)
    left, right = ((), ()) if kind == SAME else (_told(ours), _told(theirs))
    said = (kind, *notes)
    runs = (RUNS, RUNS)
    return Outcome(path, verdict, compared, said, left, right, runs=runs, case=name, stream="test")


def _told(ending: _Ending | None) -> tuple[str, ...]:
    if ending is None:
        return ()
    return (f"{ending.how}: {ending.why}" if ending.why else ending.how,)


def _kind(ours: _Ending | None, theirs: _Ending | None) -> str:
    if theirs is None:
        return ONLY_ORIGINAL
    if ours is None:
        return ONLY_MIGRATED
    if ours.all_ways == theirs.all_ways and len(ours.all_ways) == 1:
        return SAME
    if ours.all_ways & theirs.all_ways:
        return UNSURE
    if theirs.how == "passed":
        return NEWLY_PASSING
    return NEWLY_FAILING if ours.how == "passed" else OTHERWISE


def _last_words(one: Run) -> str:
    if one.stopped:
        return STOPPED[one.stopped]
    said = (tail(one.stderr).strip() or tail(one.stdout).strip()).split("\n")
    return said[-1]
