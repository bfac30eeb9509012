"""What the verbs share that read Python 2: their options, and the run over the files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.options import Options
from migrator.project import Search
from migrator.report.progress import Progress
from migrator.rules import rule_names
from migrator.verbs.common import Exit, add_workers, executor_of

if TYPE_CHECKING:
    from migrator.cache import Cache
    from migrator.decisions import Answer
    from migrator.report.console import Console
    from migrator.results import FileResult
    from migrator.settings import Settings

STDIN = Path("-")
# What both the command line and a project's settings can say.
_SETTINGS = ("target", "select", "ignore", "exclude", "gitignore", "dialect", "format", "jobs")


def add_options(verb: argparse.ArgumentParser) -> None:
    """What can be told to a verb that reads Python 2. What may be set elsewhere has no default."""
    verb.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file, a folder, or - for stdin"
    )
    verb.add_argument(
        "--target",
        type=_target,
        metavar="3.x",
        help="the Python to run on (default: what the project requires, else this Python)",
    )
    add_migrating(verb)
    verb.add_argument(
        "--exclude",
        action="append",
        metavar="PATTERN",
        help="files and folders to leave out, as in .gitignore",
    )
    verb.add_argument(
        "--no-gitignore",
        dest="gitignore",
        action="store_false",
        default=None,
        help="take what git ignores as well",
    )
    verb.add_argument(
        "--stdin-filename",
        type=Path,
        default=Path("<stdin>"),
        metavar="PATH",
        help="the name of what standard input holds",
    )
    add_workers(verb)
    verb.add_argument(
        "--no-cache",
        dest="cache",
        action="store_false",
        help="work on every file, whatever earlier runs have found",
    )
    volume = verb.add_mutually_exclusive_group()
    volume.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    volume.add_argument("-v", "--verbose", action="store_true", help="say more on each file")
    verb.add_argument("--no-gate", dest="gate", action="store_false", help=argparse.SUPPRESS)


def add_migrating(verb: argparse.ArgumentParser) -> None:
    """What can be told about how to migrate."""
    for option, help in (("--select", "only these rules: SYN,BLT010"), ("--ignore", "not these")):
        verb.add_argument(option, type=_codes, action="extend", metavar="CODES", help=help)
    verb.add_argument(
        "--unproven",
        choices=("guard", "assume", "leave"),
        default="guard",
        help="what becomes of a place whose meaning nothing proves: a small form that keeps it"
        " whatever the values are (guard, the default), the likely reading, or nothing",
    )
    verb.add_argument(
        "--decisions",
        type=_decisions,
        default=(),
        metavar="FILE",
        help="answers about ambiguous places, in lines as `check --sites` prints them",
    )
    verb.add_argument("--dialect", choices=("2", "3", "auto"), help="what the files are")
    verb.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="where the settings are (default: the nearest migrator.toml or pyproject.toml)",
    )


def _target(text: str) -> tuple[int, int]:
    from migrator.settings import target

    try:
        return target(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _codes(text: str) -> tuple[str, ...]:
    from migrator.settings import codes

    return codes(text)


def _decisions(text: str) -> tuple[Answer, ...]:
    from migrator.decisions import read_answers

    try:
        return read_answers(Path(text))
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(str(error)) from None


class Run:
    """One run over files: what was asked for, what becomes of the files, and how it ends.

    `writes_nothing` says that results do not go to standard output.
    """

    def __init__(self, args: argparse.Namespace, *, writes_nothing: bool = False) -> None:
        self.args = args
        self.writes_nothing = writes_nothing
        self.settings = settings_of(args)
        self.options = self._options()
        self.left_out = 0  # files and folders

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The rules' names by code."""
        return self._cache.names() if self._cache else rule_names()

    def _options(self) -> Options:
        settings = self.settings
        chosen = {
            "select": settings.select,
            "ignore": settings.ignore,
            "per-file-ignores": [
                code for codes in settings.per_file_ignores.values() for code in codes
            ],
        }
        for setting, codes in chosen.items():
            for code in codes:
                if not any(known.startswith(code) for known in self.names):
                    origin = settings.origins.get(setting.replace("-", "_"), "")
                    where = f"{origin}: {setting}: " if origin.endswith(".toml") else ""
                    wrong = f"no rule has the code {code!r}; `migrator rules` lists them"
                    self.args.usage_error(where + wrong)
        return Options(
            target=settings.target,
            select=tuple(settings.select),
            ignore=tuple(settings.ignore),
            dialect=settings.dialect,
            gate=self.args.gate,
            unproven=self.args.unproven,
            answers=self.args.decisions,
            per_file_ignores=tuple(settings.per_file_ignores.items()),
            folder=settings.folder.absolute(),
        )

    def results(self) -> Iterator[FileResult]:
        """What becomes of each file that the paths stand for."""
        from migrator import api

        args = self.args
        if args.paths == [STDIN]:
            data = sys.stdin.buffer.read()
            yield api.fix_source(data, path=args.stdin_filename, options=self.options)
            return
        files, unreadable = self.files()
        yield from unreadable
        with executor_of(args) as executor:
            results = api.fix_files(
                files,
                options=self.options,
                jobs=self.settings.jobs,
                executor=executor,
                cache=self._cache,
            )
            yield from self.progress.over(results, len(files))

    @cached_property
    def progress(self) -> Progress:
        """The line that tells how far the run is; not where results go to the same terminal."""
        apart = self.writes_nothing or not sys.stdout.isatty()
        return Progress(sys.stderr, wanted=apart and not self.args.quiet)

    @cached_property
    def _cache(self) -> Cache | None:
        if not self.args.cache:
            return None
        from migrator.cache import Cache

        return Cache()

    def files(self) -> tuple[list[Path], list[FileResult]]:
        """The files that the paths stand for, and a result for each folder that hides some."""
        from migrator import api
        from migrator.ignoring import Excluded

        args, settings = self.args, self.settings
        if STDIN in args.paths:
            args.usage_error("- (standard input) stands alone, without other paths and options")
        errors: list[OSError] = []
        search = Search(
            leave_out=getattr(args, "output", None),
            excluded=Excluded(settings.exclude, settings.folder, gitignore=settings.gitignore),
            metadata=True,
            on_error=errors.append,
            on_skip=self._skipped,
        )
        files = search.files(args.paths)
        return files, [api.unreadable(Path(error.filename), error) for error in errors]

    def _skipped(self, path: Path, reason: str) -> None:
        self.left_out += 1
        if self.args.verbose:
            print(f"left out {path} ({reason})", file=sys.stderr)

    def console(self, done: str, *, listed: bool = False) -> Console:
        """What tells a person how the files fare; see Console."""
        from migrator.report.console import Console

        args = self.args
        alone = len(args.paths) == 1 and not args.paths[0].is_dir()
        verbose = args.verbose or alone
        return Console(
            done,
            self.names,
            quiet=args.quiet,
            verbose=verbose,
            listed=listed,
            progress=self.progress,
        )

    def end(self, console: Console, *, asked: bool) -> Exit:
        """Print the summary and give the exit code; `asked` is whether work left is a failure."""
        tally = console.tally
        tally.left_out = self.left_out
        console.end()
        if tally.internal:
            return Exit.INTERNAL
        if tally.failed:
            return Exit.USAGE
        return Exit.CHANGES if asked and (tally.changed or tally.reviews) else Exit.OK


def settings_of(args: argparse.Namespace) -> Settings:
    """What holds for a run, from the command line and the project's settings."""
    from migrator.settings import SettingsError, settings

    given = {name: getattr(args, name, None) for name in _SETTINGS}
    try:
        return settings(args.paths, given, args.config)
    except SettingsError as error:
        args.usage_error(str(error))
        raise AssertionError from None  # it does not come back
