"""Where the tests find real Pythons and real code; what is not there is skipped, with the reason.

A run of the tests takes a sample of each large tree, always the same one; with the
environment variable MIGRATOR_FULL=1 it takes all of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

from migrator.stdlib.generate import find_interpreter
from migrator.verify.interpreters import Interpreter, find_python2

FULL = os.environ.get("MIGRATOR_FULL") == "1"
ROOT = Path(__file__).parents[1]
BATCH = 25

Item = TypeVar("Item")
Result = TypeVar("Result")


def python2() -> str:
    """The command of a Python 2.7."""
    return interpreter2().command[0]


def interpreter2() -> Interpreter:
    """A Python 2.7; the test that asks is skipped where there is none."""
    found = find_python2()
    if found is None:
        pytest.skip("no Python 2.7 here to ask")
    return found


def python3(version: str) -> str:
    """The command of a Python of `version`, as in "3.12"."""
    found = find_interpreter(version)
    if found is None:
        pytest.skip(f"no Python {version} here")
    return found


def shared(name: str) -> Path:
    """A file or folder of `shared`, the folder beside the project."""
    path = ROOT.parent / "shared" / name
    if not path.exists():
        pytest.skip(f"no ../shared/{name} here")
    return path


@cache
def _library_folder(python: str) -> Path:
    code = "import os; print(os.path.dirname(os.__file__))"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    return Path(done.stdout.strip())


def library2() -> list[Path]:
    """The modules of 2.7's library folder, its tests and installed packages too."""
    return _modules(_library_folder(python2()))


def library3() -> list[Path]:
    """The modules of the running Python's library folder, without installed packages."""
    folder = Path(sysconfig.get_path("stdlib"))
    return [path for path in _modules(folder) if "site-packages" not in path.parts]


def programs2() -> list[Path]:
    """Small Python 2 programs, one hazard each."""
    return _modules(shared("bench/semantics_public"))


def _modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def sample(items: Sequence[Item], share: int) -> Sequence[Item]:
    """Every `share`-th item, or all of them in a full run."""
    return items if FULL else items[::share]


def together(work: Callable[[list[Item]], list[Result]], items: Sequence[Item]) -> list[Result]:
    """What `work` gives for the items, a batch at a time, on all processors."""
    with ProcessPoolExecutor() as pool:
        batches = [list(items[at : at + BATCH]) for at in range(0, len(items), BATCH)]
        return [result for results in pool.map(work, batches) for result in results]


def ask2(script: Path, questions: Iterable[Any]) -> list[Any]:
    """What `script`, run by a 2.7, answers: a JSON line for each JSON line on its input.

    One process of each script lives as long as the one that asks.
    """
    process = _oracle(script, os.getpid())
    assert process.stdin is not None and process.stdout is not None
    answers = []
    for question in questions:
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        assert line, f"{script.name} ended"
        answers.append(json.loads(line))
    return answers


@cache
def _oracle(script: Path, asker: int) -> subprocess.Popen[str]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    command = [python2(), "-E", "-B", "-W", "ignore", str(script)]
    return subprocess.Popen(command, text=True, **pipes)


def compiles2(sources: Iterable[bytes]) -> list[str | None]:
    """For each source the reason why 2.7 does not compile it, or None."""
    return ask2(
        Path(__file__).with_name("compiles2.py"), [text.decode("latin-1") for text in sources]
    )
