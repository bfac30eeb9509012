"""Recording what programs do under Python 2.7:

    python -m migrator.verify.record PROGRAM... [--stdin FILE] [-- ARGUMENT...]

Recording again keeps the arguments and the input unless new ones are given.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from migrator.options import Options
from migrator.pool import Pool
from migrator.verify.baselines import Baseline, BaselineError, Case, beside, digest, load, save
from migrator.verify.intent import MigrationError, before_and_after
from migrator.verify.interpreters import NO_PYTHON2, Interpreter, InterpreterError, find_python2
from migrator.verify.packages import PackageError, backport_folders
from migrator.verify.runs import Request, run

# As many runs as show the usual noise, each with a hash seed of its own.
RECORDED_RUNS = 6
TIMEOUT = 120.0


def record(program: Path, python2: Interpreter, case: Case) -> Baseline:
    """Run `program` under Python 2.7 and write what it did beside it.

    Raises BaselineError when it does not end in time, MigrationError and
    PackageError when it cannot be run at all.
    """
    source = program.read_bytes()
    pair = before_and_after(program, source, Options())
    if pair.dialect.version == "3":
        raise BaselineError(f"{program} is a Python 3 program: {pair.dialect.reason}")
    request = Request(
        python2.command,
        program.name,
        pair.original,
        case.arguments,
        case.stdin,
        pythonpath=backport_folders(source, python2),
        timeout=TIMEOUT,
    )
    with Pool() as pool:
        for seed in range(RECORDED_RUNS):
            pool.submit(seed, run, replace(request, seed=seed))
        done = {seed: future.result() for seed, future in pool.completed()}
    runs = tuple(done[seed] for seed in sorted(done))
    if any(one.exit_code is None for one in runs):
        raise BaselineError(f"{program} did not end within {TIMEOUT:g} s")
    baseline = Baseline(digest(source), python2.version, case, runs)
    save(program, baseline)
    return baseline


def main(arguments: Sequence[str]) -> int:
    """Record the programs named on the command line; 2 if one could not be."""
    parser = argparse.ArgumentParser(
        prog="python -m migrator.verify.record",
        description="Record what programs do under Python 2.7, beside them.",
    )
    parser.add_argument("programs", nargs="+", type=Path, metavar="PROGRAM")
    parser.add_argument("--python2", metavar="CMD", help="the Python 2.7 to use")
    parser.add_argument("--stdin", type=Path, metavar="FILE", help="what the program reads")
    before, separator, after = _cut(arguments, "--")
    options = parser.parse_args(before)
    try:
        python2 = find_python2(options.python2)
        if python2 is None:
            raise InterpreterError(NO_PYTHON2)
        for program in options.programs:
            case = _known_case(program)
            if separator:
                case = replace(case, arguments=tuple(after))
            if options.stdin:
                case = replace(case, stdin=options.stdin.read_bytes())
            baseline = record(program, python2, case)
            count, distinct = len(baseline.runs), len(set(baseline.runs))
            print(f"{beside(program)}: {count} runs, {distinct} distinct")
    except (OSError, BaselineError, InterpreterError, MigrationError, PackageError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _known_case(program: Path) -> Case:
    try:
        known = load(program)
    except BaselineError as error:
        print(f"its arguments and input are lost: {error}", file=sys.stderr)
        return Case()
    return known.case if known else Case()


def _cut(words: Sequence[str], separator: str) -> tuple[list[str], bool, list[str]]:
    if separator not in words:
        return list(words), False, []
    at = list(words).index(separator)
    return list(words[:at]), True, list(words[at + 1 :])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
