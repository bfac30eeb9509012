"""From a program on disk to its two runs: what to run, with what, and by which Pythons."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from migrator.options import Options
from migrator.results import Dialect, FileResult
from migrator.verify import baselines
from migrator.verify.cases import Case
from migrator.verify.compare import Measure
from migrator.verify.controls import controlled
from migrator.verify.intent import MigrationError, before_and_after
from migrator.verify.interpreters import NO_PYTHON2, PROBE_SECONDS, Interpreter
from migrator.verify.packages import PackageError, package_folders
from migrator.verify.runs import Limits, Request, Run
from migrator.verify.trees import Tree, imported, tree_of


class CannotRun(Exception):
    """There is nothing to compare; the message says why and what to do."""


@dataclass(frozen=True)
class Target:
    """A program to verify, under the name `path`, and how it is called.

    `original` is its file where that is another than `path`. With `migrated` it is not
    migrated but compared with that file. `case` None is the recorded one, if any.
    """

    path: Path
    case: Case | None = None
    original: Path | None = None
    migrated: Path | None = None

    @property
    def name(self) -> str:
        """What tells it from other targets."""
        return f"{self.path} [{self.case.name}]" if self.case and self.case.name else str(self.path)


@dataclass(frozen=True)
class Settings:
    """What is the same for all targets: the Pythons, how to migrate, and how to run and compare.

    `requirements` are packages that originals need under Python 2, `baselines` the folder
    of records if they are not beside the programs, `controls` what the shims keep in step,
    and `spool` the folder of the session.
    """

    python2: Interpreter | None
    python3: Interpreter
    options: Options = field(default_factory=Options)
    limits: Limits = field(default_factory=Limits)
    measure: Measure = field(default_factory=Measure)
    requirements: tuple[str, ...] = ()
    baselines: Path | None = None
    controls: frozenset[str] = frozenset()
    spool: str = ""


@dataclass(frozen=True, eq=False)
class Program:
    """A program that is ready to be verified: how to run it as it was, and as it became.

    `recorded`, if not None, is what it did once, and stands for runs of `before`.
    `dialect` is what its file was taken for, None when that did not matter. `repairs` is
    what was put right before its first run, as a diff. `results` tell how it was migrated, by module.
    """

    target: Target
    before: Request
    after: Request
    python_before: Interpreter
    python_after: Interpreter
    measure: Measure = field(default_factory=Measure)
    recorded: tuple[Run, ...] | None = None
    dialect: Dialect | None = None
    exit_code: int | None = None
    repairs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    results: Mapping[str, FileResult] = field(default_factory=dict, repr=False)

    @property
    def path(self) -> Path:
        return self.target.path

    @property
    def compared(self) -> str:
        """What is compared with what, in words."""
        if self.measure.version == 3:
            after = "the port" if self.target.migrated else "after migration"
            return f"a Python 3 program, as it stands and {after}, on {self.python_after}"
        if self.recorded is not None:
            return f"recorded behaviour of {self.python_before}, and {self.python_after}"
        return f"{self.python_before} and {self.python_after}"


def prepare(target: Target, settings: Settings) -> Program:
    """Read and migrate a program for verifying; nothing is written. Raises CannotRun."""
    if target.original and not target.original.exists():
        missing = "is not in the revision of the originals: there is nothing to compare it with"
        raise CannotRun(f"{target.path} {missing}")
    try:
        tree = _read(target.original or target.path)
        by_hand = _read(target.migrated) if target.migrated else None
        options = replace(settings.options, target=settings.python3.version[:2])
        pair = before_and_after(tree, options, by_hand, settings.spool)
        file = baselines.place(
            target.path, target.case.name if target.case else "", settings.baselines
        )
        recalled = target.case is None or settings.python2 is None
        baseline = baselines.load(file) if recalled else None
        case = target.case or (baseline.case if baseline else Case())
        controls = settings.controls or (baseline.controls if baseline else frozenset())
        recorded: tuple[Run, ...] | None = None
        folders: tuple[str, ...] = ()
        version = 2
        dialect: Dialect | None = pair.dialect
        if by_hand and pair.dialect.version == "3" and _is_read(tree, settings.python2):
            dialect = None
        if dialect and dialect.version == "3":
            python_before, version = settings.python3, 3
        elif settings.python2:
            python_before = settings.python2
            modules = {name for text in pair.original.values() for name in imported(text)}
            folders = package_folders(modules, settings.requirements, python_before)
        elif baseline:
            recorded = baselines.fresh(baseline, file, tree, case, controls).runs
            python_before = baseline.python
        else:
            raise CannotRun(f"{NO_PYTHON2}\nNor is there recorded behaviour in {file}.")
    except OSError as error:
        raise CannotRun(f"{error.filename}: cannot be read: {error.strerror}") from error
    except (MigrationError, PackageError, baselines.BaselineError) as error:
        raise CannotRun(str(error)) from error
    before = Request(
        python_before.command,
        tree.main,
        pair.original,
        case.arguments,
        case.stdin,
        case.environment,
        (*tree.data, *case.files),
        pythonpath=folders,
        limits=settings.limits,
        spool=settings.spool,
    )
    after = replace(
        before,
        command=settings.python3.command,
        files=_under_the_same_name(pair.migrated, by_hand, tree),
        copied=(*(by_hand or tree).data, *case.files),
        pythonpath=(),
    )
    return Program(
        target,
        controlled(before, controls),
        controlled(after, controls),
        python_before,
        settings.python3,
        replace(settings.measure, version=version),
        recorded,
        dialect,
        case.exit_code,
        pair.repairs,
        pair.notes,
        pair.results,
    )


def _read(path: Path) -> Tree:
    if path.is_dir():
        raise CannotRun(f"{path} is a folder; a program was expected")
    return tree_of(path)


def _is_read(tree: Tree, python2: Interpreter | None) -> bool:
    """Whether Python 2 compiles a program: then that is what a port is a port of.

    What is in a text that both read, as the name of a module, may speak for Python 3.
    """
    if python2 is None:
        return False
    code = "import sys; compile(sys.stdin.read(), 'program', 'exec')"
    command = [*python2.command_here, "-c", code]
    done = subprocess.run(command, input=tree.source, capture_output=True, timeout=PROBE_SECONDS)
    return done.returncode == 0


def _under_the_same_name(
    modules: Mapping[str, bytes], by_hand: Tree | None, tree: Tree
) -> Mapping[str, bytes]:
    """The migrated texts; a main file that a person wrote goes by the name of the original's."""
    if by_hand is None:
        return modules
    return {tree.main if name == by_hand.main else name: text for name, text in modules.items()}
