"""Recording what programs do under Python 2.7.

Recording again calls the program as before unless it is told otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from migrator.pool import Pool
from migrator.verify.baselines import Baseline, BaselineError, digest, digests, load, place, save
from migrator.verify.cases import Case
from migrator.verify.compare import STOPPED, ending
from migrator.verify.interpreters import NO_PYTHON2, InterpreterError
from migrator.verify.prepare import CannotRun, Settings, Target, prepare
from migrator.verify.runner import Wishes, targets
from migrator.verify.runs import Request, Run, run, session
from migrator.verify.trees import tree_of

# As many runs as show the usual noise, each with a hash seed of its own.
RECORDED_RUNS = 6


@dataclass(frozen=True)
class Recording:
    """What became of recording a program: the `file` that was written, the number of `runs`
    and of `distinct` ones, or the `problem` that kept it from being written.
    """

    target: Target
    file: Path
    runs: int = 0
    distinct: int = 0
    problem: str = ""


def record_paths(
    paths: Iterable[Path],
    wishes: Wishes | None = None,
    *,
    jobs: int | None = None,
    executor: Executor | None = None,
) -> Iterator[Recording]:
    """Record each program that `paths` stand for.

    Raises InterpreterError where there is no Python 2.7, CaseError for a bad configuration.
    """
    wishes = wishes or Wishes()
    with session() as spool, Pool(executor, jobs=jobs) as pool:
        settings = wishes.settings(spool)[0]
        if settings.python2 is None:
            raise InterpreterError(NO_PYTHON2)
        done: dict[Target, dict[int, Run]] = {}
        called: dict[Target, Settings] = {}
        for found in targets(list(paths), wishes, Path(spool)):
            target, each = _as_before(found, settings)
            try:
                request = _request(target, each)
            except (CannotRun, BaselineError) as error:
                yield Recording(target, _file(target, each), problem=str(error))
                continue
            called[target] = each
            for seed in range(RECORDED_RUNS):
                pool.submit((target, seed), run, replace(request, seed=seed))
        for (target, seed), future in pool.completed():
            done.setdefault(target, {})[seed] = future.result()
            if len(done[target]) == RECORDED_RUNS:
                runs = [one for _, one in sorted(done[target].items())]
                yield _saved(target, runs, called[target])


def _saved(target: Target, runs: list[Run], settings: Settings) -> Recording:
    file = _file(target, settings)
    stopped = next((one.stopped for one in runs if one.stopped), "")
    if stopped:
        return Recording(target, file, problem=f"it was stopped: {STOPPED[stopped]}")
    expected = target.case.exit_code if target.case else None
    if expected is not None and any(one.exit_code != expected for one in runs):
        return Recording(target, file, problem=f"it ended with {ending(runs[0])}, not {expected}")
    assert settings.python2 is not None
    case = target.case or Case()
    try:
        baseline = Baseline(
            digest(tree_of(target.path)),
            settings.python2,
            case,
            tuple(runs),
            digests(case),
            settings.controls,
        )
        save(file, target.path.name, baseline)
    except (BaselineError, OSError) as error:
        return Recording(target, file, problem=str(error))
    return Recording(target, file, len(runs), len(set(runs)))


def _as_before(target: Target, settings: Settings) -> tuple[Target, Settings]:
    """The target with the case, and the controls, that it was recorded with before, where none
    are given now.
    """
    if target.case is not None:
        return target, settings
    try:
        known = load(_file(target, settings))
    except BaselineError:
        known = None
    if known is None:
        return replace(target, case=Case()), settings
    controls = settings.controls or known.controls
    return replace(target, case=known.case), replace(settings, controls=controls)


def _request(target: Target, settings: Settings) -> Request:
    program = prepare(target, settings)
    if program.dialect and program.dialect.version == "3":
        raise BaselineError(f"{target.path} is a Python 3 program: {program.dialect.reason}")
    return program.before


def _file(target: Target, settings: Settings) -> Path:
    return place(target.path, target.case.name if target.case else "", settings.baselines)
