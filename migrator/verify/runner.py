"""Running programs before and after migration, in a pool, until their verdict is sure."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from migrator.options import Options
from migrator.pool import Pool
from migrator.project import discover
from migrator.results import Dialect
from migrator.verify import baselines
from migrator.verify.compare import Comparison, Doubt, Verdict, compare
from migrator.verify.intent import MigrationError, before_and_after
from migrator.verify.interpreters import NO_PYTHON2, Interpreter, find_python2, find_python3
from migrator.verify.packages import PackageError, backport_folders
from migrator.verify.runs import Request, Run, run

TIMEOUT = 120.0
# Runs mostly wait for children, which mostly sleep or start up.
JOBS_FOR_A_PROCESSOR = 3

# Each side runs so often at first.
FIRST_RUNS = 3
# Whether the clock is behind a difference takes two more runs, one of them slowed down.
CLOCK_RUNS = 5
STRETCH_PATIENCE = 6
# Whether chance is takes rounds of twice as many runs, up to what a run's seconds allow;
# the last round is for orders that seem free, which needs the most evidence.
LONG = 5.0
CHANCE_RUNS = ((1.0, 24), (LONG, 12), (float("inf"), 6))
DIFFERENT_RUNS = 12

MISSING_MODULE = re.compile(r"^ImportError: No module named (\S+)$", re.M)


@dataclass(frozen=True)
class Program:
    """A program to verify: how to run it as it was, and as it became.

    `recorded`, if not None, is what it did once, and stands for runs of `before`.
    `dialect` is what its file was taken for, None when that did not matter.
    """

    path: Path
    before: Request
    after: Request
    python_before: Interpreter
    python_after: Interpreter
    recorded: tuple[Run, ...] | None = None
    dialect: Dialect | None = None

    @property
    def compared(self) -> str:
        """What is compared with what, in words."""
        if self.dialect and self.dialect.version == "3":
            return f"a Python 3 program, as it stands and after migration, on {self.python_after}"
        if self.recorded is not None:
            return f"recorded behaviour of {self.python_before}, and {self.python_after}"
        return f"{self.python_before} and {self.python_after}"


@dataclass(frozen=True)
class Outcome:
    """What verifying a program gave.

    `compared` says what was compared, `notes` why the verdict is what it is; `left` (the
    original) and `right` (the migrated program) are the lines in which they differ.
    `recorded` tells that a record stood for Python 2; `runs` how often each side ran.
    """

    path: Path
    verdict: Verdict
    compared: str = ""
    notes: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    recorded: bool = False
    runs: tuple[int, int] = (0, 0)
    dialect: Dialect | None = None


class CannotRun(Exception):
    """There is nothing to compare; the message says why and what to do."""


def verify_paths(
    paths: Iterable[Path],
    *,
    python2: str | None = None,
    python3: str | None = None,
    jobs: int | None = None,
    timeout: float = TIMEOUT,
    options: Options | None = None,
    executor: Executor | None = None,
) -> Iterator[Outcome]:
    """Verify each program that `paths` (files and folders) stand for, as they finish.

    The program runs as it was meant under Python 2.7, and migrated under Python 3;
    `python2` and `python3` are commands. Where there is no 2.7, the behaviour that was
    recorded beside the program takes its place. `options` say how to migrate; their target
    is the Python 3 that is used. Runs take place in `executor`, else in `jobs` processes;
    each may last `timeout` seconds.

    Raises InterpreterError when a command that was given does not run the right Python.
    """
    old, new = find_python2(python2), find_python3(python3)
    with _pool(executor, jobs) as pool:
        for path in discover(paths):
            pool.submit(path, prepare, path, old, new, timeout, options)
        yield from _outcomes(pool)


def verify_programs(
    programs: Iterable[Program], *, jobs: int | None = None, executor: Executor | None = None
) -> Iterator[Outcome]:
    """Verify programs that are prepared already, as they finish."""
    with _pool(executor, jobs) as pool:
        for program in programs:
            _Trial(program).start(pool)
        yield from _outcomes(pool)


def prepare(
    path: Path,
    python2: Interpreter | None,
    python3: Interpreter,
    timeout: float = TIMEOUT,
    options: Options | None = None,
) -> Program:
    """Read and migrate the file at `path` for verifying; nothing is written.

    Raises CannotRun.
    """
    try:
        source = path.read_bytes()
    except OSError as error:
        raise CannotRun(f"cannot be read: {error.strerror}") from error
    try:
        options = replace(options or Options(), target=python3.version[:2])
        pair = before_and_after(path, source, options)
        baseline = baselines.load(path)
        case = baseline.case if baseline else baselines.Case()
        recorded: tuple[Run, ...] | None = None
        folders: tuple[str, ...] = ()
        if pair.dialect.version == "3":
            python_before = python3
        elif python2:
            python_before, folders = python2, backport_folders(source, python2)
        elif baseline:
            recorded = baselines.fresh(baseline, path, source).runs
            python_before = Interpreter((), baseline.version)
        else:
            raise CannotRun(
                f"{NO_PYTHON2}; nor is there recorded behaviour in {baselines.beside(path)}"
            )
    except (MigrationError, PackageError, baselines.BaselineError) as error:
        raise CannotRun(str(error)) from error
    before = Request(
        python_before.command,
        path.name,
        pair.original,
        case.arguments,
        case.stdin,
        pythonpath=folders,
        timeout=timeout,
    )
    after = replace(before, command=python3.command, source=pair.migrated, pythonpath=())
    return Program(path, before, after, python_before, python3, recorded, pair.dialect)


def _pool(executor: Executor | None, jobs: int | None) -> Pool:
    return Pool(executor, jobs=jobs or JOBS_FOR_A_PROCESSOR * (os.cpu_count() or 1))


def _outcomes(pool: Pool) -> Iterator[Outcome]:
    """Take what comes out of the pool, ask for more where needed, and tell what is decided."""
    for tag, future in pool.completed():
        if isinstance(tag, Path):
            error = future.exception()
            if error is None:
                _Trial(future.result()).start(pool)
            else:
                yield Outcome(tag, Verdict.COULD_NOT_RUN, notes=(_why_not_prepared(error),))
        else:
            trial, side, number = tag
            outcome = trial.take(side, number, future, pool)
            if outcome:
                yield outcome


def _why_not_prepared(error: BaseException) -> str:
    if isinstance(error, CannotRun):
        return str(error)
    if isinstance(error, BrokenExecutor):
        return "the worker that migrated it died"
    return f"internal error: {type(error).__name__}: {error}"


@dataclass(eq=False)
class _Trial:
    """A program whose runs are under way: their results by side ("before", "after") and number."""

    program: Program
    results: dict[str, dict[int, Run]] = field(default_factory=lambda: {"before": {}, "after": {}})
    asked: int = 0
    waiting: int = 0
    failure: str = ""

    def start(self, pool: Pool) -> None:
        recorded = self.program.recorded
        if recorded is not None:
            self.results["before"] = dict(enumerate(recorded))
        self._ask(pool, FIRST_RUNS)

    def take(self, side: str, number: int, future: Future[Any], pool: Pool) -> Outcome | None:
        """Note a run's result; the outcome, when that was what it hung on."""
        self.waiting -= 1
        try:
            self.results[side][number] = future.result()
        except (OSError, BrokenExecutor) as error:
            self.failure = f"a run failed: {error or type(error).__name__}"
        if self.waiting:
            return None
        self.failure = self.failure or self._not_run()
        if self.failure:
            return self._outcome(Comparison(Verdict.COULD_NOT_RUN, (self.failure,)))
        comparison = compare(self._runs("before"), self._runs("after"))
        total = self._worth(comparison)
        if total > self.asked:
            self._ask(pool, total, stretched=comparison.doubt is Doubt.CLOCK)
            return None
        return self._outcome(comparison)

    def _ask(self, pool: Pool, total: int, stretched: bool = False) -> None:
        """Have each side run until there are `total` runs of it, the last of them slowed down.

        Each has a hash seed of its own, the same on both sides.
        """
        sides = {"after": self.program.after}
        if self.program.recorded is None:
            sides["before"] = self.program.before
        for number in range(self.asked, total):
            for side, request in sides.items():
                request = replace(request, seed=number)
                if stretched and number == total - 1:
                    usual = self.results[side][0].seconds
                    patience = request.timeout * STRETCH_PATIENCE
                    request = replace(request, stretch=usual, timeout=patience)
                self.waiting += 1
                pool.submit((self, side, number), run, request)
        self.asked = total

    def _worth(self, comparison: Comparison) -> int:
        """How many runs of each side it takes to be sure, as far as that is worth the time."""
        if comparison.doubt is Doubt.NONE:
            return 0
        if comparison.doubt is Doubt.CLOCK:
            return CLOCK_RUNS
        longest = max(one.seconds for side in self.results.values() for one in side.values())
        most = next(most for seconds, most in CHANCE_RUNS if longest <= seconds)
        if not comparison.verdict.passes:
            most = min(most, DIFFERENT_RUNS)
        elif longest > LONG:
            return 0
        return min(2 * self.asked, most)

    def _runs(self, side: str) -> Sequence[Run]:
        return [one for _, one in sorted(self.results[side].items())]

    def _not_run(self) -> str:
        """Why the original's runs are no measure for the migrated program; "" if they are."""
        for one in self._runs("before"):
            if one.exit_code is None:
                return (
                    f"the original did not end within {self.program.before.timeout:g} s "
                    f"on {self.program.python_before}"
                )
            stderr = one.stderr.decode("utf-8", "replace")
            missing = MISSING_MODULE.findall(stderr[stderr.rfind("Traceback") :])
            if one.exit_code == 1 and missing:
                return self._missing(missing[-1])
        return ""

    def _missing(self, module: str) -> str:
        program = self.program
        top = module.partition(".")[0]
        if any((program.path.parent / name).exists() for name in (top, f"{top}.py")):
            return f"it needs {module!r} beside it; only programs of one file can be verified"
        return f"the original needs {module!r}, which {program.python_before} does not find"

    def _outcome(self, comparison: Comparison) -> Outcome:
        program = self.program
        return Outcome(
            program.path,
            comparison.verdict,
            program.compared,
            comparison.notes,
            comparison.left,
            comparison.right,
            program.recorded is not None,
            (len(self.results["before"]), len(self.results["after"])),
            program.dialect,
        )
