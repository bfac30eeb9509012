"""How fast `migrator fix` is, beside 2to3, over the library of a Python 2.7.

    python -m tests.benchmarks.speed [--rounds 3] [--every 1]

Each round runs both tools, one after the other, in one process each, over fresh copies of the
same files; the ratio is that of the two times of one round. The times are the processor's, so
that what else runs on the machine counts little. 2to3 is the newest one here: an interpreter's
lib2to3 (up to Python 3.12), else the package fissix.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import corpora
from tests.benchmarks import library
from tests.benchmarks.library import copied

# Runs a command and says what it took: exit code, seconds of the processor, megabytes.
MEASURE = """\
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


@dataclass(frozen=True)
class Run:
    """One run of a tool: its exit code, seconds and peak memory in megabytes."""

    code: int
    seconds: float
    megabytes: int


def main() -> None:
    parser = library.parser("Measure migrator beside 2to3.")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with library.begun(options.every) as (files, scratch):
        compare(files, scratch, options.rounds)
        linearity(files, scratch)
        gate(files, scratch)


def compare(files: Sequence[Path], scratch: Path, rounds: int) -> None:
    """Print lines per second, the ratio round by round, and peak memory."""
    lines = count_lines(files)
    rival, command = two_to_three()
    print(f"{len(files)} files, {lines} lines; {rival}; {rounds} rounds")
    ratios = []
    for number in range(1, rounds + 1):
        theirs = measured([*command, str(copied(files, scratch / "tree"))])
        ours = measured([*MIGRATOR, str(copied(files, scratch / "tree"))])
        ratios.append(theirs.seconds / ours.seconds)
        print(
            f"round {number}: migrator {lines / ours.seconds:,.0f} lines/s, {ours.megabytes} MB,"
            f" exit {ours.code}; 2to3 {lines / theirs.seconds:,.0f} lines/s, {theirs.megabytes} MB;"
            f" ratio {ratios[-1]:.2f}"
        )
    print(f"median ratio {statistics.median(ratios):.2f}")


def linearity(files: Sequence[Path], scratch: Path) -> None:
    """Print what ten times the lines take, start-up aside: one file's text once and ten times."""
    text = max((path.read_bytes() for path in files if b"coding" not in path.read_bytes()[:200]),
               key=len)  # fmt: skip
    empty, once, tenfold = (scratch / f"{name}.py" for name in ("empty", "once", "tenfold"))
    seconds = []
    for path, data in ((empty, b""), (once, text), (tenfold, (text + b"\n") * 10)):
        path.write_bytes(data)
        seconds.append(measured([*MIGRATOR, str(path)]).seconds)
    start, one, ten = seconds
    print(
        f"one file of {text.count(10)} lines {one - start:.2f} s, ten times the lines"
        f" {ten - start:.2f} s: {(ten - start) / (one - start):.1f} times"
    )


def gate(files: Sequence[Path], scratch: Path) -> None:
    """Print the files that the gate changes."""
    on, off = scratch / "gate-on", scratch / "gate-off"
    measured([*MIGRATOR, str(copied(files, on))])
    measured([*MIGRATOR, "--no-gate", str(copied(files, off))])
    unequal = [
        path.relative_to(on)
        for path in sorted(on.rglob("*.py"))
        if path.read_bytes() != (off / path.relative_to(on)).read_bytes()
    ]
    print(f"without the gate {len(unequal)} files differ", *unequal[:10])


MIGRATOR = [sys.executable, "-m", "migrator", "fix", "--jobs", "1", "--quiet", "--no-cache"]


def two_to_three() -> tuple[str, list[str]]:
    """What 2to3 is here, and its command."""
    for version in ("3.12", "3.11", "3.10"):
        try:
            python = corpora.python3(version)
        except pytest.skip.Exception:
            continue
        if subprocess.run([python, "-W", "ignore", "-c", "import lib2to3"]).returncode == 0:
            return f"lib2to3 of {version}", [python, "-W", "ignore", "-m", "lib2to3", "-w", "-n"]
    if importlib.util.find_spec("fissix"):
        return "fissix", [sys.executable, "-m", "fissix", "-w", "-n"]
    sys.exit("speed: neither lib2to3 nor fissix is here to compare with")


def count_lines(files: Iterable[Path]) -> int:
    return sum(path.read_bytes().count(b"\n") for path in files)


def measured(command: Sequence[str]) -> Run:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *command],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(corpora.ROOT)},
        check=True,
    )
    code, seconds, megabytes = done.stdout.split()
    return Run(int(code), float(seconds), int(megabytes))


if __name__ == "__main__":
    main()
