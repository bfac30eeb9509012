"""The verbs and their options."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from migrator import __version__
from migrator.options import Options
from migrator.project import common_folder, discover, required_python
from migrator.report.style import wants_colour
from migrator.verbs.common import Exit, add_jobs
from migrator.verbs.verify import (
    ProgramParser,
    add_record_options,
    add_verify_options,
    record,
    verify,
)

if TYPE_CHECKING:
    from migrator.report.console import Console
    from migrator.results import FileResult
    from migrator.rules import Rule

Verb = Callable[[argparse.Namespace], int]

STDIN = Path("-")

EPILOG = """\
exit codes:
  0    nothing to do, or all is done
  1    `check` and `fix --check`: there is something to change, or to look at;
       `verify`: results differ
  2    a wrong option, or a file that could not be read, written or run
  123  a defect of migrator itself; the file it names is left as it was
"""


def parser() -> argparse.ArgumentParser:
    """The command line as it is documented by `--help`."""
    top = argparse.ArgumentParser(
        prog="migrator",
        description="Migrate Python 2 programs to Python 3 with the same results.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"migrator {__version__}")
    verbs = top.add_subparsers(metavar="VERB", required=True, parser_class=ProgramParser)

    fix_ = _verb(verbs, fix, "rewrite files in place")
    fix_.add_argument("--diff", action="store_true", help="show the changes, write nothing")
    fix_.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if there is work left"
    )
    fix_.add_argument(
        "--output", type=Path, metavar="DIR", help="write the whole migrated tree below DIR"
    )
    fix_.add_argument(
        "--format", action="store_true", help="let black format the lines that change"
    )
    _add_reading(fix_)

    _add_reading(_verb(verbs, check, "tell what is Python 2, and what needs a person"))
    add_verify_options(_verb(verbs, verify, "run the original and its migration, and compare"))
    add_record_options(_verb(verbs, record, "write down what programs do under Python 2.7"))
    _verb(verbs, rules, "list the rules")
    explain_ = _verb(verbs, explain, "tell what a rule does, why, and when it is not safe")
    explain_.add_argument("codes", nargs="+", metavar="CODE", help="a code, name or family: SYN")
    return top


def _verb(verbs: argparse._SubParsersAction, run: Verb, help: str) -> ProgramParser:
    name = run.__name__
    verb = verbs.add_parser(name, help=help, description=f"{help[0].upper()}{help[1:]}.")
    verb.set_defaults(run=run, usage_error=verb.error)
    return verb


def _add_reading(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file, a folder, or - for stdin"
    )
    verb.add_argument(
        "--target",
        type=_target,
        metavar="3.x",
        help="the Python to run on (default: what the project requires, else this Python)",
    )
    for option, help in (("--select", "only these rules: SYN,BLT010"), ("--ignore", "not these")):
        verb.add_argument(
            option, type=_codes, action="extend", default=[], metavar="CODES", help=help
        )
    verb.add_argument(
        "--dialect", choices=("2", "3", "auto"), default="auto", help="what the files are"
    )
    verb.add_argument(
        "--stdin-filename",
        type=Path,
        default=Path("<stdin>"),
        metavar="PATH",
        help="the name of what standard input holds",
    )
    add_jobs(verb)
    volume = verb.add_mutually_exclusive_group()
    volume.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    volume.add_argument("-v", "--verbose", action="store_true", help="say more on each file")
    verb.add_argument("--no-gate", dest="gate", action="store_false", help=argparse.SUPPRESS)


def _target(text: str) -> tuple[int, int]:
    if not re.fullmatch(r"3\.\d{1,2}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no Python 3; write it like 3.12")
    return 3, int(text[2:])


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.upper() for code in re.split(r"[,\s]+", text.strip()) if code)


def fix(args: argparse.Namespace) -> int:
    """`migrator fix`"""
    from migrator import api
    from migrator.report.diff import unified_diff

    options, names = _options(args)
    target = _output_of(args)
    previewed = args.diff or args.check
    console = _console(args, "would change" if previewed else "fixed", names)
    results = _results(args, options)
    if not (previewed or args.output or STDIN in args.paths):
        results = api.all_worked_out(results)
    for result in results:
        if args.format:
            from migrator.formatting import format_changes

            result = format_changes(result)
        if args.diff:
            _write_out(unified_diff(result, colour=wants_colour(sys.stdout)))
        elif STDIN in args.paths:
            _write_out(b"" if args.check or result.error else result.after)
        elif not previewed:
            result = api.write(result, target(result.path))
        console.add(result)
    return _end(console, asked=args.check)


def check(args: argparse.Namespace) -> int:
    """`migrator check`"""
    from migrator.report.text import findings

    options, names = _options(args)
    console = _console(args, "to change", names, listed=True)
    colour = wants_colour(sys.stdout)
    for result in _results(args, options):
        for line in findings(result, colour=colour):
            print(line)
        console.add(result)
    return _end(console, asked=True)


def rules(args: argparse.Namespace) -> int:
    """`migrator rules`"""
    from migrator.report.rules import table
    from migrator.rules import all_rules

    print(table(all_rules()))
    return Exit.OK


def explain(args: argparse.Namespace) -> int:
    """`migrator explain`"""
    from migrator.report.rules import page
    from migrator.rules import all_rules

    pages = []
    for wanted in args.codes:
        found = [rule for rule in all_rules() if _is_meant(rule, wanted)]
        if not found:
            args.usage_error(f"no rule is called {wanted!r}; `migrator rules` lists them")
        pages += [page(rule, colour=wants_colour(sys.stdout)) for rule in found]
    print("\n\n\n".join(pages))
    return Exit.OK


def _is_meant(rule: type[Rule], wanted: str) -> bool:
    return rule.name == wanted.lower() or rule.code.startswith(wanted.upper())


def _options(args: argparse.Namespace) -> tuple[Options, dict[str, str]]:
    """What was asked for, and the names of the rules."""
    from migrator.rules import all_rules

    names = {rule.code: rule.name for rule in all_rules()}
    for code in (*args.select, *args.ignore):
        if not any(known.startswith(code) for known in names):
            args.usage_error(f"no rule has the code {code!r}; `migrator rules` lists them")
    target = args.target or required_python(args.paths) or sys.version_info[:2]
    return Options(target, tuple(args.select), tuple(args.ignore), args.dialect, args.gate), names


def _results(args: argparse.Namespace, options: Options) -> Iterator[FileResult]:
    """What becomes of each file that the paths stand for."""
    from migrator import api

    if args.paths == [STDIN]:
        data = sys.stdin.buffer.read()
        yield api.fix_source(data, path=args.stdin_filename, options=options)
        return
    if STDIN in args.paths:
        args.usage_error("- (standard input) stands alone, without other paths")
    unreadable: list[OSError] = []
    files = discover(
        args.paths, leave_out=getattr(args, "output", None), on_error=unreadable.append
    )
    for error in unreadable:
        yield api.unreadable(Path(error.filename), error)
    yield from api.fix_files(files, options=options, jobs=args.jobs)


def _output_of(args: argparse.Namespace) -> Callable[[Path], Path | None]:
    """Where a file is written: None is its own place."""
    if args.output is None:
        return lambda path: None
    if STDIN in args.paths:
        args.usage_error("--output is for files; standard input goes to standard output")
    base = common_folder(args.paths)
    if args.output.resolve() == base.resolve():
        args.usage_error("--output is the folder of the files; without it they change in place")
    return lambda path: args.output / path.absolute().relative_to(base)


def _write_out(data: bytes) -> None:
    sys.stdout.flush()
    left = memoryview(data)
    while left:  # under PYTHONUNBUFFERED a write to a pipe takes what fits
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


def _console(
    args: argparse.Namespace, done: str, names: Mapping[str, str], *, listed: bool = False
) -> Console:
    from migrator.report.console import Console

    alone = len(args.paths) == 1 and not args.paths[0].is_dir()
    return Console(done, names, quiet=args.quiet, verbose=args.verbose or alone, listed=listed)


def _end(console: Console, *, asked: bool) -> Exit:
    """Print the summary and give the exit code; `asked` is whether work left is a failure."""
    console.end()
    tally = console.tally
    if tally.internal:
        return Exit.INTERNAL
    if tally.failed:
        return Exit.USAGE
    return Exit.CHANGES if asked and (tally.changed or tally.reviews) else Exit.OK
