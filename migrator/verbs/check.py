"""`migrator check`"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.report.formats import FORMATS, STREAMED
from migrator.report.style import wants_colour
from migrator.verbs import reading
from migrator.verbs.common import Exit

if TYPE_CHECKING:
    from migrator.report.findings import Finding


def add_options(verb: argparse.ArgumentParser) -> None:
    """What `check` can be told."""
    verb.add_argument(
        "--output-format",
        choices=FORMATS,
        default="concise",
        help="how findings are written (default: %(default)s)",
    )
    verb.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="findings that are known already do not count; a FILE that does not exist is written",
    )
    verb.add_argument(
        "--update-baseline", action="store_true", help="write what is found now to the baseline"
    )
    verb.add_argument(
        "--statistics", action="store_true", help="how often each rule, instead of the findings"
    )
    verb.add_argument(
        "--sites",
        action="store_true",
        help="list the ambiguous places instead, and how each is read: a file for --decisions",
    )
    reading.add_options(verb)


def check(args: argparse.Namespace) -> int:
    """`migrator check`: tell what is Python 2, and what needs a person."""
    from migrator.report.baseline import Baseline, BaselineError
    from migrator.report.findings import findings, in_order
    from migrator.report.formats import write
    from migrator.report.text import sites, statistics

    if args.update_baseline and args.baseline is None:
        args.usage_error("--update-baseline needs --baseline FILE")
    run = reading.Run(args)
    console = run.console("to change", listed=True)
    colour = wants_colour(sys.stdout)
    streamed = args.output_format in STREAMED and not args.statistics
    try:
        known = Baseline.read(args.baseline) if args.baseline else Baseline()
    except BaselineError as error:
        args.usage_error(str(error))
    every: list[Finding] = []
    fresh: list[Finding] = []
    for result in run.results():
        found = findings(result)
        every += found
        new = [finding for finding in found if finding not in known]
        fresh += new
        if args.sites:
            for line in sites(result):
                print(line)
        elif streamed and new:
            print(write(args.output_format, new, run.names, colour=colour))
        console.add(result)
    if args.statistics:
        print(*statistics(fresh, run.names), console.tally.files_left(), sep="\n")
    elif not streamed and not args.sites:
        print(write(args.output_format, list(in_order(fresh)), run.names))
    code = run.end(console, asked=True)
    if args.baseline is None or code not in (Exit.OK, Exit.CHANGES):
        return code
    if args.update_baseline or not args.baseline.exists():
        Baseline.of(every).write(args.baseline)
        print(f"{args.baseline}: {len(every)} findings written", file=sys.stderr)
        return Exit.OK
    gone = known.gone(every)
    print(
        f"{len(fresh)} new, {len(every) - len(fresh)} known, {gone} of the known gone"
        + (" (--update-baseline takes them out)." if gone else "."),
        file=sys.stderr,
    )
    return Exit.CHANGES if fresh else Exit.OK
