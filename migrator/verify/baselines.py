"""What a program did under Python 2.7, recorded for a time when there is none.

A baseline is a JSON file beside the program, `NAME.baseline.json`: output as lists of
lines, and the arguments and standard input that belong to it. Record with

    python -m migrator.verify.baselines PROGRAM... [--stdin FILE] [-- ARGUMENT...]

Recording again keeps the arguments and the input unless new ones are given.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from migrator.pool import Pool
from migrator.project import write_atomically
from migrator.verify.intent import MigrationError, before_and_after
from migrator.verify.interpreters import (
    NO_PYTHON2,
    Interpreter,
    InterpreterError,
    find_python2,
)
from migrator.verify.packages import PackageError, backport_folders
from migrator.verify.runs import Request, Run, run

SUFFIX = ".baseline.json"
# As many runs as show the usual noise, each with a hash seed of its own.
RECORDED_RUNS = 6
TIMEOUT = 120.0


class BaselineError(Exception):
    """A baseline cannot be read, used or made; the message says why and what to do."""


@dataclass(frozen=True)
class Case:
    """How a program is called."""

    arguments: tuple[str, ...] = ()
    stdin: bytes = b""


@dataclass(frozen=True)
class Baseline:
    """A program's recorded behaviour: `runs` are by Python `version`, one a hash seed."""

    digest: str
    version: tuple[int, int, int]
    case: Case
    runs: tuple[Run, ...]


def beside(program: Path) -> Path:
    """Where the baseline of `program` is."""
    return program.with_suffix(SUFFIX)


def load(program: Path) -> Baseline | None:
    """The baseline of `program`; None if there is none. Raises BaselineError."""
    file = beside(program)
    try:
        data = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BaselineError(f"{file} cannot be read: {error}") from error
    try:
        major, minor, micro = map(int, data["python"].split("."))
        return Baseline(
            data["sha256"],
            (major, minor, micro),
            Case(tuple(data["arguments"]), _bytes(data["stdin"])),
            tuple(_run(record) for record in data["runs"] for _ in record["hash seeds"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BaselineError(f"{file} is no baseline ({error!r}): record it again") from error


def fresh(baseline: Baseline, program: Path, source: bytes) -> Baseline:
    """The baseline, if it is of this very source. Raises BaselineError otherwise."""
    if baseline.digest != digest(source):
        raise BaselineError(
            f"{beside(program)} was recorded from another text of the program: record it again"
        )
    return baseline


def digest(source: bytes) -> str:
    """What tells one text of a program from another."""
    return hashlib.sha256(source).hexdigest()


def record(program: Path, python2: Interpreter, case: Case) -> Baseline:
    """Run `program` under Python 2.7 and write what it did beside it.

    Raises BaselineError when it does not end in time, MigrationError and
    PackageError when it cannot be run at all.
    """
    source = program.read_bytes()
    pair = before_and_after(program, source, sys.version_info[:2])
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
    write_atomically(beside(program), _json(program, baseline).encode("utf-8"))
    return baseline


def _json(program: Path, baseline: Baseline) -> str:
    seeds: dict[Run, list[int]] = {}
    for seed, one in enumerate(baseline.runs):
        seeds.setdefault(one, []).append(seed)
    data = {
        "program": program.name,
        "sha256": baseline.digest,
        "python": ".".join(map(str, baseline.version)),
        "arguments": list(baseline.case.arguments),
        "stdin": _texts(baseline.case.stdin),
        "runs": [
            {
                "hash seeds": with_seeds,
                "exit_code": one.exit_code,
                "stdout": _texts(one.stdout),
                "stderr": _texts(one.stderr),
            }
            for one, with_seeds in seeds.items()
        ],
    }
    return json.dumps(data, indent=1) + "\n"


def _run(record: dict[str, Any]) -> Run:
    return Run(_bytes(record["stdout"]), _bytes(record["stderr"]), record["exit_code"])


def _texts(data: bytes) -> list[str]:
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    return [line + "\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]


def _bytes(texts: list[str]) -> bytes:
    return "".join(texts).encode("utf-8", "surrogateescape")


def main(arguments: Sequence[str]) -> int:
    """Record the programs named on the command line; 2 if one could not be."""
    parser = argparse.ArgumentParser(
        prog="python -m migrator.verify.baselines",
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
            known = load(program)
            case = known.case if known else Case()
            if separator:
                case = replace(case, arguments=tuple(after))
            if options.stdin:
                case = replace(case, stdin=options.stdin.read_bytes())
            baseline = record(program, python2, case)
            print(
                f"{beside(program)}: {len(set(baseline.runs))} of {len(baseline.runs)} runs differ"
            )
    except (OSError, BaselineError, InterpreterError, MigrationError, PackageError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _cut(words: Sequence[str], separator: str) -> tuple[list[str], bool, list[str]]:
    if separator not in words:
        return list(words), False, []
    at = list(words).index(separator)
    return list(words[:at]), True, list(words[at + 1 :])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
