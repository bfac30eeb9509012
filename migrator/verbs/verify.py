"""`migrator verify` and `migrator record`"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migrator.report.style import wants_colour
from migrator.verbs.common import Exit, add_workers, executor_of, seconds, whole
from migrator.verbs.reading import Run, add_migrating

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from migrator.verify import Case, Outcome, Wishes


class ProgramParser(argparse.ArgumentParser):
    """A verb's parser that leaves what follows `--` to the program: `arguments`, None without."""

    takes_arguments = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        arguments = None
        if self.takes_arguments and args is not None and "--" in args:
            at = args.index("--")
            args, arguments = args[:at], tuple(args[at + 1 :])
        parsed, rest = super().parse_known_args(args, namespace)
        if self.takes_arguments:
            parsed.arguments = arguments
        return parsed, rest


def add_verify_options(verb: ProgramParser) -> None:
    """What `verify` can be told."""
    _add_running(verb)
    verb.add_argument(
        "--python3",
        action="append",
        default=[],
        metavar="CMD",
        help="the Python 3 (default: this one); given several times, each is tried",
    )
    verb.add_argument(
        "--against",
        type=Path,
        metavar="MIGRATED",
        help="compare with this file or folder instead of migrating now",
    )
    verb.add_argument(
        "--original-rev",
        default="",
        metavar="REV",
        help="the originals are those of this git revision; the files as they are were migrated",
    )
    verb.add_argument(
        "--tests", metavar="CMD", help="run this test command on both sides, and compare each test"
    )
    verb.add_argument(
        "--no-normalise",
        type=_words,
        action="extend",
        default=[],
        metavar="NAMES",
        help="known changes of representation that shall count as differences: long, unicode, types,"
        " sets, exceptions, exception-reprs, messages, tracebacks, warnings, or all",
    )
    verb.add_argument(
        "--ignore-files",
        action="append",
        default=[],
        metavar="PATTERN",
        help="files that programs write and that are not compared",
    )
    verb.add_argument("--interpreters", action="store_true", help="list the Pythons that are found")
    verb.add_argument("--json", action="store_true", help="print the outcomes as JSON")
    verb.add_argument("--junit", type=Path, metavar="FILE", help="write the outcomes as JUnit XML")


def add_record_options(verb: ProgramParser) -> None:
    """What `record` can be told."""
    _add_running(verb)


def _add_running(verb: ProgramParser) -> None:
    verb.takes_arguments = True
    verb.usage = f"{verb.prog} [OPTION...] [PATH...] [-- ARGUMENT...]"
    verb.epilog = (
        "What follows -- are the program's own arguments. Without PATH, what the cases of "
        "[tool.migrator.verify] in pyproject.toml name."
    )
    verb.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a program or a folder")
    verb.add_argument(
        "--python2",
        metavar="CMD",
        help="the Python 2.7 (default: MIGRATOR_PYTHON2, else what is found on PATH, under pyenv or"
        " conda, else what was recorded beside the program)",
    )
    verb.add_argument("--stdin", type=Path, metavar="FILE", help="what the program reads")
    verb.add_argument(
        "--env",
        type=_setting,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a variable of its environment",
    )
    verb.add_argument(
        "--files",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
        help="files and folders that lie beside it",
    )
    verb.add_argument(
        "--requirement2",
        action="append",
        default=[],
        metavar="REQ",
        help="a package that the original needs under Python 2.7, as pip names it",
    )
    verb.add_argument(
        "--baselines", type=Path, metavar="DIR", help="a folder for records, not beside programs"
    )
    verb.add_argument(
        "--control",
        type=_words,
        action="extend",
        default=[],
        metavar="NAMES",
        help="keep these in step on both sides: random,time,pid,sleep",
    )
    verb.add_argument(
        "--timeout",
        type=seconds,
        default=120.0,
        metavar="SECONDS",
        help="how long a run may last (default: %(default)g)",
    )
    verb.add_argument(
        "--max-output",
        type=lambda text: whole(text, "megabytes"),
        default=1024,
        metavar="MB",
        help="how much a run may write (default: %(default)s)",
    )
    verb.add_argument(
        "--max-processes",
        type=lambda text: whole(text, "processes"),
        default=64,
        metavar="N",
        help="how many processes a run may have at a time (default: %(default)s)",
    )
    add_migrating(verb)
    # What else a project's settings can say makes no difference here.
    verb.set_defaults(
        target=None, exclude=None, gitignore=None, format=None, gate=True, cache=False
    )
    add_workers(verb)


def _words(text: str) -> list[str]:
    return [word for word in text.replace(",", " ").split() if word]


def _setting(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise argparse.ArgumentTypeError(f"{text!r} is not like NAME=VALUE")
    return name, value


def verify(args: argparse.Namespace) -> int:
    """`migrator verify`: run the original and its migration, and compare."""
    from migrator.report.outcomes import as_json, as_junit, outcome_lines, summary, summary_of_tests
    from migrator.verify import Verdict

    if args.interpreters:
        return _interpreters()
    wishes = _wishes(args)
    colour = wants_colour(sys.stdout)
    outcomes: list[Outcome] = []
    with _stops_cleanly(args), executor_of(args) as executor:
        for outcome in _outcomes(args, wishes, executor):
            outcomes.append(outcome)
            if not args.json and not (args.tests and outcome.verdict is Verdict.EQUAL):
                print(*outcome_lines(outcome, colour=colour), sep="\n", flush=True)
    if args.json:
        print(as_json(outcomes))
    if args.junit:
        args.junit.write_text(as_junit(outcomes), "utf-8")
    verdicts = Counter(outcome.verdict for outcome in outcomes)
    said = summary_of_tests(outcomes) if args.tests else summary(verdicts)
    print(said, file=sys.stderr)
    if verdicts[Verdict.COULD_NOT_RUN] or not outcomes:
        return Exit.USAGE
    return Exit.CHANGES if verdicts[Verdict.DIFFERENT] else Exit.OK


def _outcomes(
    args: argparse.Namespace, wishes: Wishes, executor: Executor | None
) -> Iterator[Outcome]:
    from migrator.verify import verify_paths, verify_tests

    if not args.tests:
        return verify_paths(args.paths, wishes, jobs=args.jobs, executor=executor)
    if len(args.paths) > 1:
        args.usage_error("--tests runs in one folder")
    folder = args.paths[0] if args.paths else Path()
    return verify_tests(folder, args.tests, wishes, jobs=args.jobs, executor=executor)


def record(args: argparse.Namespace) -> int:
    """`migrator record`: write down what programs do under Python 2.7."""
    from migrator.verify.record import record_paths

    failed = False
    with _stops_cleanly(args), executor_of(args) as executor:
        for done in record_paths(args.paths, _wishes(args), jobs=args.jobs, executor=executor):
            if done.problem:
                failed = True
                print(f"{done.target.name}: {done.problem}", file=sys.stderr)
            else:
                print(f"{done.file}: {done.runs} runs, {done.distinct} distinct", flush=True)
    return Exit.USAGE if failed else Exit.OK


class _stops_cleanly:
    """Errors in what was asked for end with a message; a request to end, as Ctrl-C does."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.usage_error = args.usage_error

    def __enter__(self) -> None:
        self.process = os.getpid()
        self.before = signal.signal(signal.SIGTERM, self._interrupt)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from migrator.verify import CannotRun, CaseError, InterpreterError, RevisionError

        signal.signal(signal.SIGTERM, self.before)
        if isinstance(error, (CannotRun, CaseError, InterpreterError, RevisionError)):
            self.usage_error(str(error))

    def _interrupt(self, *_: object) -> None:
        if os.getpid() == self.process:
            raise KeyboardInterrupt
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a worker that inherited this
        os.kill(os.getpid(), signal.SIGTERM)


def _wishes(args: argparse.Namespace) -> Wishes:
    from migrator.verify import Limits, Wishes
    from migrator.verify.controls import CONTROLS
    from migrator.verify.normalisers import NAMES

    given = vars(args)
    for option, known in (("control", CONTROLS), ("no_normalise", (*NAMES, "all"))):
        for name in given.get(option, ()):
            if name not in known:
                wrong = f"--{option.replace('_', '-')}: {name!r} is none of {', '.join(known)}"
                args.usage_error(wrong)
    if given.get("against") and given["original_rev"]:
        args.usage_error("--against and --original-rev both say where one of the sides is")
    return Wishes(
        args.python2,
        tuple(given.get("python3", ())),
        _case(args),
        given.get("against"),
        given.get("original_rev", ""),
        options=Run(args).options,
        limits=Limits(args.timeout, args.max_output << 20, args.max_processes),
        requirements=tuple(args.requirement2),
        baselines=args.baselines,
        controls=frozenset(args.control),
        normalisers_off=tuple(given.get("no_normalise", ())),
        ignored_files=tuple(given.get("ignore_files", ())),
    )


def _case(args: argparse.Namespace) -> Case | None:
    """How the command line says to call the program; None when it says nothing."""
    from migrator.verify.cases import Case, CaseError, copied_files

    if args.arguments is None and not (args.stdin or args.env or args.files):
        return None
    try:
        stdin = args.stdin.read_bytes() if args.stdin else b""
        first = args.paths[0] if args.paths else Path()
        files = copied_files(args.files, first if first.is_dir() else first.parent)
    except OSError as error:
        args.usage_error(f"{args.stdin}: {error.strerror}")
    except CaseError as error:
        args.usage_error(str(error))
    return Case(args.arguments or (), stdin, dict(args.env), files)


def _interpreters() -> int:
    from migrator.verify.interpreters import NO_PYTHON2, all_found

    found = all_found()
    for one in found:
        print(f"{one!s:16} {' '.join(one.command)}")
    if not any(one.version[0] == 2 for one in found):
        print(NO_PYTHON2, file=sys.stderr)
        return Exit.USAGE
    return Exit.OK
