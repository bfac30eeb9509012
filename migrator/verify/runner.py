"""Verifying programs in a pool: which ones, and their outcomes as they come."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from migrator.api import load_engine
from migrator.options import Options
from migrator.pool import Pool
from migrator.project import discover
from migrator.verify.cases import Case, configured
from migrator.verify.compare import Measure, Verdict
from migrator.verify.controls import CONTROLS
from migrator.verify.interpreters import find_python2, find_python3
from migrator.verify.originals import checked_out
from migrator.verify.prepare import CannotRun, Program, Settings, Target, prepare
from migrator.verify.runs import Limits, session
from migrator.verify.trees import parts
from migrator.verify.trial import Outcome, Trial

# Runs mostly wait for children, which mostly sleep or start up.
JOBS_FOR_A_PROCESSOR = 3


@dataclass(frozen=True)
class Wishes:
    """How to verify, as a user says it.

    `python2` and `python3` are commands; each of several `python3` is tried. `case` is how
    to call the programs, None for how they were recorded or are configured. `against` is
    a file or folder with the migrated programs, where they were not to be migrated now;
    `revision` is the commit that holds the originals of what the paths hold. `options` say
    how to migrate; their target is the Python 3 that is used.
    """

    python2: str | None = None
    python3: Sequence[str] = ()
    case: Case | None = None
    against: Path | None = None
    revision: str = ""
    options: Options = field(default_factory=Options)
    limits: Limits = field(default_factory=Limits)
    requirements: tuple[str, ...] = ()
    baselines: Path | None = None
    controls: frozenset[str] = frozenset()
    normalisers_off: tuple[str, ...] = ()
    ignored_files: tuple[str, ...] = ()

    def settings(self, spool: str) -> list[Settings]:
        """The settings for each Python 3. Raises InterpreterError."""
        old = find_python2(self.python2)
        measure = Measure(2, self.normalisers_off, self.ignored_files)
        return [
            Settings(
                old,
                find_python3(command),
                self.options,
                self.limits,
                measure,
                self.requirements,
                self.baselines,
                self.controls & frozenset(CONTROLS),
                spool,
            )
            for command in self.python3 or (None,)
        ]


def verify_paths(
    paths: Iterable[Path],
    wishes: Wishes | None = None,
    *,
    jobs: int | None = None,
    executor: Executor | None = None,
) -> Iterator[Outcome]:
    """Verify each program that `paths` (files and folders) stand for, as they finish.

    The program runs as it was meant under Python 2.7, and migrated under Python 3. Where
    there is no 2.7, the behaviour that was recorded takes its place. Runs take place in
    `executor`, else in `jobs` processes.

    Raises InterpreterError when a command that was given does not run the right Python,
    CaseError and RevisionError when cases or originals are not to be had.
    """
    wishes = wishes or Wishes()
    with session() as spool:
        settings = wishes.settings(spool)
        found = list(targets(list(paths), wishes, Path(spool)))
        load_engine()
        with _pool(executor, jobs) as pool:
            for target in found:
                for each in settings:
                    pool.submit((target, each), prepare, target, each)
            yield from _outcomes(pool)


def verify_programs(
    programs: Iterable[Program], *, jobs: int | None = None, executor: Executor | None = None
) -> Iterator[Outcome]:
    """Verify programs that are prepared already, as they finish."""
    with session() as spool, _pool(executor, jobs) as pool:
        for program in programs:
            before, after = (replace(r, spool=spool) for r in (program.before, program.after))
            Trial(replace(program, before=before, after=after)).start(pool)
        yield from _outcomes(pool)


def targets(paths: list[Path], wishes: Wishes, spool: Path) -> Iterator[Target]:
    """The programs of `paths`, once for each of their cases.

    With no paths, all that the configuration of the folder names. In a folder, modules of
    packages and modules that other programs import are no programs of their own.
    """
    cases = {} if wishes.case else configured(Path(os.path.commonpath(_folders(paths))))
    tops = paths or [_from_here(path) for path in cases]
    for number, top in enumerate(tops):
        files = discover([top])
        modules = parts(files) if top.is_dir() else set()
        origin = (
            checked_out(top, wishes.revision, spool / f"origin{number}")
            if wishes.revision
            else None
        )
        for file in files:
            if file in modules and file.resolve() not in cases:
                continue
            inside = file.relative_to(top) if top.is_dir() else None
            original = origin / inside if origin and inside else origin
            migrated = file if origin else None
            if wishes.against:
                migrated = wishes.against / inside if inside else _counterpart(wishes.against, file)
            for case in cases.get(file.resolve(), [wishes.case]):
                yield Target(file, case, original, migrated)


def _from_here(path: Path) -> Path:
    """The path as a user in the current folder would write it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _folders(paths: list[Path]) -> list[str]:
    found = [path if path.is_dir() else path.parent for path in paths] or [Path()]
    return [str(path.resolve()) for path in found]


def _counterpart(against: Path, file: Path) -> Path:
    return against / file.name if against.is_dir() else against


def _pool(executor: Executor | None, jobs: int | None) -> Pool:
    return Pool(executor, jobs=jobs or JOBS_FOR_A_PROCESSOR * (os.cpu_count() or 1))


def _outcomes(pool: Pool) -> Iterator[Outcome]:
    """Take what comes out of the pool, ask for more where needed, and tell what is decided."""
    for tag, future in pool.completed():
        if isinstance(tag[0], Target):
            target, settings = tag
            error = future.exception()
            if error is None:
                Trial(future.result(), settings).start(pool)
            else:
                case = target.case.name if target.case else ""
                why = (_why_not_prepared(error),)
                yield Outcome(target.path, Verdict.COULD_NOT_RUN, notes=why, case=case)
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
