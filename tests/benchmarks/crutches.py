"""What migration adds to code for lack of proof, per 1,000 lines: guards and lists.

    python -m tests.benchmarks.crutches FOLDER...

The lines of FOLDER are those of files that are taken for Python 2 or for valid as both. A guard is a
call of a function that keeps the meaning of `/`; a list is a `list(...)` that was put around
something lazy, of which none is needed where a list is proven not to be.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from migrator.api import fix_files
from migrator.options import Options
from migrator.project import discover
from migrator.results import FileResult, Level


def count(results: Iterable[FileResult]) -> tuple[int, Counter[str], Counter[Level]]:
    """The lines read, the crutches by kind, and the divisions by level."""
    lines = 0
    crutches: Counter[str] = Counter()
    divisions: Counter[Level] = Counter()
    for result in results:
        crutches["files with an error"] += result.error is not None
        if result.dialect.version == "3" or result.error:
            continue
        lines += result.before.count(b"\n")
        crutches["lists"] += max(0, result.after.count(b"list(") - result.before.count(b"list("))
        for decision in result.decisions:
            if decision.kind == "DIV010":
                divisions[decision.level] += 1
                crutches["guards"] += decision.alternative == "guard"
    return lines, crutches, divisions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    total, every = 0, Counter[str]()
    print(f"{'':28}{'lines':>8}{'guards':>8}{'lists':>8}   per 1,000 lines; divisions by level")
    for folder in args.folders:
        results = fix_files(discover([folder]), options=Options(), jobs=args.jobs)
        lines, crutches, divisions = count(results)
        total += lines
        every += crutches
        _print(folder.name, lines, crutches, divisions)
    _print("all", total, every, Counter())


def _print(name: str, lines: int, crutches: Counter[str], divisions: Counter[Level]) -> None:
    rates = [1000 * crutches[kind] / max(lines, 1) for kind in ("guards", "lists")]
    levels = ", ".join(f"{number} {level.value}" for level, number in sorted(divisions.items()))
    errors = crutches["files with an error"]
    failed = f"; {errors} files with an error" if errors else ""
    print(f"{name:28}{lines:8}{rates[0]:8.2f}{rates[1]:8.2f}   {levels}{failed}", flush=True)


if __name__ == "__main__":
    main()
