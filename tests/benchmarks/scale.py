"""How runs over large trees behave: two jobs, a second run, and memory over very many files.

    python -m tests.benchmarks.scale [--every 1] [--files 100000] [--statements 6] [--jobs 2]

The first two are measured over the library of a Python 2.7, of which every N-th file is taken, by
the clock: the machine should have nothing else to do. The many files are generated from that
library, each of some consecutive statements of one of its modules, a hundred to a package; what
the memory of the parent process is, is read off `/proc` while it runs.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests import corpora
from tests.benchmarks import library
from tests.benchmarks.library import copied

FIX = [sys.executable, "-m", "migrator", "fix", "--quiet"]
CHECK = [sys.executable, "-m", "migrator", "check", "--quiet"]
FILES_IN_A_PACKAGE = 100
_STATEMENT = re.compile(
    r"^(?=(?:def|class|import|from|if|for|print|try:|[A-Za-z_]\w* =))", re.MULTILINE
)
_MEMORY = re.compile(r"^Vm(RSS|HWM):\s+(\d+) kB", re.MULTILINE)


def main() -> None:
    parser = library.parser("Measure migrator over large trees.")
    parser.add_argument("--files", type=int, default=100_000, help="how many to generate")
    parser.add_argument("--statements", type=int, default=6, help="how many to a generated file")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    with library.begun(options.every) as (files, scratch):
        jobs(files, scratch)
        again(files, scratch)
        texts = generated(files, options.files, options.statements)
        memory(texts, scratch, options.jobs)


def jobs(files: Sequence[Path], scratch: Path) -> None:
    """Print how much faster two jobs are than one."""
    one, two = (
        clocked([*FIX, "--no-cache", "--jobs", count, str(copied(files, scratch / "jobs"))])
        for count in ("1", "2")
    )
    print(f"{len(files)} files: --jobs 1 {one:.1f} s, --jobs 2 {two:.1f} s: {one / two:.2f} times")


def again(files: Sequence[Path], scratch: Path) -> None:
    """Print how much faster a second run over an unchanged tree is than the first."""
    tree = copied(files, scratch / "again")
    cache = {"MIGRATOR_CACHE_DIR": str(scratch / "cache")}
    first, second = (clocked([*CHECK, "--jobs", "1", str(tree)], cache) for _ in range(2))
    print(f"first run {first:.1f} s, second {second:.2f} s: {first / second:.0f} times")


def memory(texts: Iterator[str], scratch: Path, jobs: int) -> None:
    """Print the memory of the parent process during a run over files with many texts."""
    tree = scratch / "many"
    count = lines = 0
    for number, text in enumerate(texts):
        count, lines = number + 1, lines + text.count("\n")
        package = tree / f"package{number // FILES_IN_A_PACKAGE}"
        if number % FILES_IN_A_PACKAGE == 0:
            package.mkdir(parents=True)
            (package / "__init__.py").touch()
        (package / f"module{number}.py").write_text(text, encoding="utf-8")
    process = started([*FIX, "--no-cache", "--jobs", str(jobs), str(tree)])
    start, seen, peak = time.monotonic(), [], 0
    while process.poll() is None:
        status = Path(f"/proc/{process.pid}/status")
        found = dict(_MEMORY.findall(status.read_text())) if status.exists() else {}
        if "HWM" in found:
            seen.append(int(found["RSS"]) // 1024)
            peak = int(found["HWM"]) // 1024
        time.sleep(0.2)
    seconds = time.monotonic() - start
    quarters = [seen[len(seen) * part // 4] for part in (1, 2, 3)] if seen else []
    print(
        f"{count} generated files, {lines} lines, {jobs} jobs: {seconds:.0f} s; the parent's memory"
        f" after each quarter {', '.join(map(str, quarters))} MB, peak {peak} MB"
    )


def generated(files: Sequence[Path], count: int, statements: int) -> Iterator[str]:
    """The texts of files, each of some consecutive statements of a module, the same each time."""
    chance = random.Random(2)
    pieces = [found for path in files if (found := _statements(path))]
    for _ in range(count):
        piece = chance.choice(pieces)
        first = chance.randrange(len(piece))
        yield "".join(piece[first : first + statements])


def _statements(path: Path) -> list[str]:
    """The lines of each top-level statement of a module, as far as its first column tells."""
    text = path.read_bytes().decode("utf-8", "replace")
    if not text.isascii():
        return []
    return _STATEMENT.split(text)


def started(command: Sequence[str], environment: dict[str, str] | None = None) -> subprocess.Popen:
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(corpora.ROOT), **(environment or {})},
    )


def clocked(command: Sequence[str], environment: dict[str, str] | None = None) -> float:
    """The seconds that a command takes."""
    start = time.monotonic()
    started(command, environment).wait()
    return time.monotonic() - start


if __name__ == "__main__":
    main()
