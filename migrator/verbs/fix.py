"""`migrator fix`"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from migrator.project import common_folder
from migrator.report.style import wants_colour
from migrator.verbs import reading, reviewing
from migrator.verbs.reading import STDIN


def add_options(verb: argparse.ArgumentParser) -> None:
    """What `fix` can be told."""
    verb.add_argument("--diff", action="store_true", help="show the changes, write nothing")
    verb.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if there is work left"
    )
    verb.add_argument(
        "--output", type=Path, metavar="DIR", help="write the whole migrated tree below DIR"
    )
    verb.add_argument(
        "--format",
        action=argparse.BooleanOptionalAction,
        help="let black format the lines that change",
    )
    verb.add_argument(
        "--allow-dependency",
        action="store_true",
        help="take modules that are gone from packages, and list these in requirements-py3.txt",
    )
    verb.add_argument(
        "--interactive", action="store_true", help="ask about each change, as `git add --patch`"
    )
    verb.add_argument(
        "--commit-per-rule", action="store_true", help="make a git commit for each rule's changes"
    )
    reading.add_options(verb)


def fix(args: argparse.Namespace) -> int:
    """`migrator fix`: rewrite files in place."""
    from migrator import api, requirements
    from migrator.report.diff import unified_diff

    run = reading.Run(args, writes_nothing=not (args.diff or args.interactive))
    run.options = replace(run.options, allow_dependency=args.allow_dependency)
    target = _output_of(args)
    previewed = args.diff or args.check
    if args.commit_per_rule:
        if previewed or args.output or args.interactive:
            args.usage_error(
                "--commit-per-rule cannot be combined with --diff, --check, --output or --interactive"
            )
        return reviewing.commit_per_rule(run)
    review = reviewing.Review() if args.interactive else None
    if review and STDIN in args.paths:
        args.usage_error("--interactive reads answers from standard input, where the source is")
    console = run.console("would change" if previewed else "fixed")
    results = run.results()
    if not (previewed or args.output or STDIN in args.paths):
        results = api.all_worked_out(results)
    needed: set[str] = set()
    for result in results:
        needed |= requirements.packages(result)
        if run.settings.format:
            from migrator.formatting import format_changes

            result = format_changes(result)
        if review:
            result = review.of(result)
        if args.diff:
            _write_out(unified_diff(result, colour=wants_colour(sys.stdout)))
        elif STDIN in args.paths:
            _write_out(b"" if args.check or result.error else result.after)
        elif not previewed:
            result = api.write(result, target(result.path))
        console.add(result)
    if needed and not previewed and STDIN not in args.paths:
        requirements.write(args.output or common_folder(args.paths), needed)
    return run.end(console, asked=args.check)


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
