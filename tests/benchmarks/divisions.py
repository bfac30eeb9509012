"""Whether divisions that are decided as proven are what really happens under Python 2.7.

    python -m tests.benchmarks.divisions [--path FOLDER_OF_DEPENDENCIES] FOLDER...

Each FOLDER is copied, and the tests in it are run by a real 2.7 under `-Qwarnall`, which tells of
each division of numbers what they are. What is decided as `//` must never divide a float, and what
stays `/` must never divide two integers. A line with several divisions says nothing of one of them,
unless all are decided alike.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from migrator.api import fix_file
from migrator.results import FileResult, Level
from migrator.verify.interpreters import find_python2

# Runs under 2.7: all that looks like a test in the files given, for so many seconds; prints the
# places of divisions as (file, line, "int" or another type).
RUNNER = r"""
import imp, inspect, json, os, signal, sys, unittest, warnings

real = os.fdopen(os.dup(1), "w")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
os.dup2(1, 2)
seen = set()

def show(message, category, filename, lineno, file=None, line=None):
    words = str(message).split()
    if words[0] == "classic":
        seen.add((os.path.abspath(filename), lineno, words[1]))

class Over(BaseException):
    pass

def stop(*args):
    raise Over

def attempt(call):
    try:
        call()
    except Over:
        raise
    except BaseException:
        pass

def run_class(kind):
    for name in dir(kind):
        if name.startswith("test"):
            one = kind()
            for part in ("setUp", name, "tearDown"):
                attempt(getattr(one, part, lambda: None))

def run(module):
    attempt(lambda: unittest.TextTestRunner(open(os.devnull, "w")).run(
        unittest.defaultTestLoader.loadTestsFromModule(module)))
    for name, value in sorted(vars(module).items()):
        if name.lower().startswith("test") and inspect.isfunction(value):
            attempt(value)
        elif name.startswith("Test") and inspect.isclass(value):
            if not issubclass(value, unittest.TestCase):
                attempt(lambda: run_class(value))

def load(path):
    folder, name = os.path.split(path)
    parts = [os.path.splitext(name)[0]]
    while os.path.exists(os.path.join(folder, "__init__.py")):
        folder, name = os.path.split(folder)
        parts.insert(0, name)
    sys.path[:0] = [folder]
    __import__(".".join(parts))
    return sys.modules[".".join(parts)]

warnings.showwarning = show
warnings.simplefilter("always")
signal.signal(signal.SIGALRM, stop)
signal.alarm(int(sys.argv[1]))
sys.path[:0] = sys.argv[2].split(os.pathsep)
try:
    for path in sys.argv[3:]:
        attempt(lambda: run(load(path)))
except Over:
    pass
signal.alarm(0)
json.dump(sorted(seen), real)
real.flush()
os._exit(0)
"""


@dataclass
class Verdict:
    """How many lines with proven divisions were run, and those where the proof was wrong."""

    checked: int = 0
    wrong: list[str] = field(default_factory=list)


def observed(
    tests: Sequence[Path], folder: Path, paths: Sequence[Path] = (), seconds: int = 120
) -> dict[tuple[str, int], set[str]]:
    """What was divided on each line, by file and line, when tests ran under 2.7 in a folder.

    Raises:
        LookupError: there is no Python 2.7.
    """
    python2 = find_python2()
    if python2 is None:
        raise LookupError("no Python 2.7 here")
    path = ":".join(map(str, paths))
    command = [*python2.command, "-B", "-Qwarnall", "-c", RUNNER, str(seconds), path]
    done = subprocess.run(
        [*command, *map(str, tests)],
        cwd=folder,  # where tests leave what they write
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=seconds + 60,
        check=False,
    )
    found: dict[tuple[str, int], set[str]] = {}
    for file, line, kind in json.loads(done.stdout or b"[]"):
        found.setdefault((file, line), set()).add(kind)
    return found


def judge(results: Iterable[FileResult], seen: Mapping[tuple[str, int], set[str]]) -> Verdict:
    """The proven divisions of files against what was seen."""
    verdict = Verdict()
    for result in results:
        lines: dict[int, set[str]] = {}
        for one in result.decisions:
            if one.kind == "DIV010":
                proven = one.alternative if one.level is Level.PROVEN else ""
                lines.setdefault(one.position.line, set()).add(proven)
        for line, chosen in lines.items():
            kinds = seen.get((str(result.path), line))
            if not kinds or len(chosen) > 1 or "" in chosen:
                continue
            verdict.checked += 1
            wrong = {"int", "long"} if chosen == {"true"} else {"float", "complex"}
            if kinds & wrong:
                divided = " and ".join(sorted(kinds))
                verdict.wrong.append(f"{result.path}:{line}: {chosen.pop()} of {divided}")
    return verdict


def check_folder(folder: Path, dependencies: Sequence[Path] = ()) -> Verdict:
    """The verdict on a package, from its own tests."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch).resolve() / folder.name
        shutil.copytree(folder, copy)
        tests = [file for file in sorted(copy.rglob("*.py")) if "test" in file.stem.lower()]
        roots = [copy, copy / "src", copy / "lib", *dependencies]
        seen = observed(tests, copy, roots)
        files = {file for file, _ in seen if file.startswith(str(copy))}
        return judge((fix_file(Path(file)) for file in sorted(files)), seen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--path", action="append", default=[], type=Path)
    args = parser.parse_args()
    for folder in args.folders:
        verdict = check_folder(folder, args.path)
        print(f"{folder.name:28}{verdict.checked:6} lines, {len(verdict.wrong)} wrong", flush=True)
        print(*verdict.wrong, sep="\n", end="\n" if verdict.wrong else "")


if __name__ == "__main__":
    main()
