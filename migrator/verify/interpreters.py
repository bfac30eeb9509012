"""Finding the Pythons that programs are run with."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

NO_PYTHON2 = """\
no Python 2.7 was found (looked at --python2, MIGRATOR_PYTHON2, python2.7, python2, python, pypy2,
pypy and jython on PATH, pyenv's versions and conda's environments). Ways to get one:
  any system      pyenv install 2.7.18; conda create -n py27 python=2.7; PyPy 2.7 from pypy.org
  Debian, Ubuntu  apt install python2 where there still is one, else apt install jython
  macOS           brew install pyenv && pyenv install 2.7.18
  Windows         the installer of 2.7.18 from python.org, then --python2 C:\\Python27\\python.exe
  a container     --python2 'docker run --rm -i --init -v /tmp:/tmp -w $PWD --env-file $RUN_ENV python:2.7 python'
In a command of several words, $PWD is the folder of a run and $RUN_ENV a file with its environment.\
"""

PROBE = """\
import sys
kind = "PyPy" if "PyPy" in sys.version else "Jython" if sys.platform[:4] == "java" else "Python"
sys.stdout.write("%d.%d.%d %s " % (tuple(sys.version_info[:3]) + (kind,)) + str(sys.executable))
"""
PROBE_SECONDS = 30


class InterpreterError(Exception):
    """A command that was named is not the Python it should be; the message tells all."""


@dataclass(frozen=True)
class Interpreter:
    """A Python that can be run: its command line, its version as three numbers, and its name."""

    command: tuple[str, ...]
    version: tuple[int, int, int]
    kind: str = "Python"

    @property
    def command_here(self) -> list[str]:
        """The words that run it in the current folder."""
        return command_line(self.command, os.getcwd(), os.devnull, os.environ)

    def __str__(self) -> str:
        return f"{self.kind} " + ".".join(map(str, self.version))


def find_python2(command: str | None = None) -> Interpreter | None:
    """The Python 2.7 to use, or None where there is none.

    `command` (it may have several words), then the environment's MIGRATOR_PYTHON2, must be
    a 2.7 if given; else the first that is one counts: python2.7, python2, python and PyPy on
    PATH, then those that pyenv and conda have, newest first, then Jython.

    Raises InterpreterError when the one that was named cannot be used.
    """
    by_environment = os.environ.get("MIGRATOR_PYTHON2")
    if command:
        return _named("--python2", command, (2, 7))
    if by_environment:
        return _named("MIGRATOR_PYTHON2", by_environment, (2, 7))
    for candidate in _python2_candidates():
        found = probe((candidate,))
        if found and found.version[:2] == (2, 7):
            return found
    return None


def find_python3(command: str | None = None) -> Interpreter:
    """The Python 3 to use: `command`, else the one that is running.

    Raises InterpreterError when `command` cannot be used.
    """
    if command:
        return _named("--python3", command, (3,))
    return Interpreter((sys.executable,), sys.version_info[:3])


def command_line(
    words: tuple[str, ...], folder: str, environment_file: str, environment: Mapping[str, str]
) -> list[str]:
    """The words of a command for a run in `folder`.

    Of several words, each may hold variables: a container or another machine starts in a
    folder of its own and with an environment of its own, and has to be told of the run's.
    """
    if len(words) == 1:
        return list(words)
    values = {**environment, "PWD": folder, "RUN_ENV": environment_file}
    return [Template(word).safe_substitute(values) for word in words]


def probe(command: tuple[str, ...]) -> Interpreter | None:
    """What `command` is, asked of itself; None when it does not run or is no Python.

    A single word becomes the path of the real executable, so that a shim that depends on
    the surroundings is asked only once.
    """
    found = _asked(command)
    return found if isinstance(found, Interpreter) else None


@cache
def _asked(command: tuple[str, ...]) -> Interpreter | str:
    """What `command` is, or in words what became of asking it."""
    try:
        done = subprocess.run(
            [*command_line(command, os.getcwd(), os.devnull, os.environ), "-c", PROBE],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PROBE_SECONDS,
        )
    except OSError as error:
        return str(error.strerror)
    except subprocess.TimeoutExpired:
        return f"no answer in {PROBE_SECONDS} s"
    found = re.fullmatch(r"(\d+)\.(\d+)\.(\d+) (\w+) (.*)", done.stdout, re.S)
    if done.returncode or not found:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        return said[-1] if said else f"exit code {done.returncode}, and not a word"
    executable = found[5]
    if len(command) == 1 and os.path.isabs(executable):  # Jython does not always know
        command = (executable,)
    return Interpreter(command, (int(found[1]), int(found[2]), int(found[3])), found[4])


def _named(origin: str, command: str, version: tuple[int, ...]) -> Interpreter:
    wanted = "Python " + ".".join(map(str, version))
    is_path = shutil.which(command) is not None
    found = _asked((command,) if is_path else tuple(shlex.split(command)))
    if isinstance(found, str):
        raise InterpreterError(
            f"{origin}: {command!r} does not run as a Python ({found}); {wanted} is needed"
        )
    if found.version[: len(version)] != version:
        raise InterpreterError(f"{origin}: {command!r} is {found}, but {wanted} is needed")
    return found


def all_found() -> list[Interpreter]:
    """All Pythons that the tool finds by itself: those for the original, then this one and others."""
    twos = [probe((candidate,)) for candidate in _python2_candidates()]
    named = [f"python3.{minor}" for minor in range(20, 9, -1)]
    others = [probe((path,)) for path in (shutil.which(name) for name in named) if path]
    others += [probe((str(path),)) for path in _pyenv("3.*")]
    found = [one for one in twos if one and one.version[:2] == (2, 7)]
    found += [find_python3(), *(one for one in others if one and one.version >= (3, 10))]
    return list(dict.fromkeys(found))


def _python2_candidates() -> Iterator[str]:
    for name in ("python2.7", "python2", "python", "pypy2", "pypy"):
        path = shutil.which(name)
        if path:
            yield path
    yield from map(str, _pyenv("2.7*"))
    yield from map(str, _conda())
    path = shutil.which("jython")
    if path:
        yield path


def _pyenv(versions: str) -> list[Path]:
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return sorted(root.glob(f"versions/{versions}/bin/python"), key=_by_number, reverse=True)


def _conda() -> list[Path]:
    """The Pythons of conda's environments, as it lists them for a user."""
    try:
        listed = (Path.home() / ".conda" / "environments.txt").read_text().split("\n")
    except (OSError, UnicodeDecodeError):
        return []
    pythons = [Path(line) / "bin" / "python2.7" for line in listed if line]
    pythons += [Path(line) / "python.exe" for line in listed if line and os.name == "nt"]
    return [path for path in pythons if path.exists()]


def _by_number(executable: Path) -> list[int]:
    return [int(part) for part in executable.parts[-3].split(".") if part.isdecimal()]
