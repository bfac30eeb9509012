"""`migrator verify`"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from migrator.report.style import wants_colour
from migrator.verbs.common import Exit, add_jobs, seconds


def add_options(verb: argparse.ArgumentParser) -> None:
    """What `verify` can be told."""
    verb.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a program or a folder")
    verb.add_argument(
        "--python2",
        metavar="CMD",
        help="the Python 2.7 (default: MIGRATOR_PYTHON2, else what is found on PATH or under pyenv,"
        " else what was recorded beside the program)",
    )
    verb.add_argument("--python3", metavar="CMD", help="the Python 3 (default: this one)")
    verb.add_argument(
        "--timeout",
        type=seconds,
        default=120.0,
        metavar="SECONDS",
        help="how long a run may last (default: %(default)g)",
    )
    add_jobs(verb)


def verify(args: argparse.Namespace) -> int:
    """Run the verb; the exit code is given back."""
    from migrator.report.outcomes import outcome_lines, summary
    from migrator.verify import InterpreterError, Verdict, verify_paths

    colour = wants_colour(sys.stdout)
    verdicts: Counter[Verdict] = Counter()
    outcomes = verify_paths(
        args.paths,
        python2=args.python2,
        python3=args.python3,
        jobs=args.jobs,
        timeout=args.timeout,
    )
    try:
        for outcome in outcomes:
            print(*outcome_lines(outcome, colour=colour), sep="\n", flush=True)
            verdicts[outcome.verdict] += 1
    except InterpreterError as error:
        args.usage_error(str(error))
    print(summary(verdicts), file=sys.stderr)
    if verdicts[Verdict.COULD_NOT_RUN]:
        return Exit.USAGE
    return Exit.CHANGES if verdicts[Verdict.DIFFERENT] else Exit.OK
