"""Packages that a program needs under Python 2.7 and its library does not have."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import platformdirs

from migrator.verify.interpreters import Interpreter

# Top-level module -> the package that brings it to 2.7.
BACKPORTS = {"concurrent": "futures"}

PIP_SECONDS = 120


class PackageError(Exception):
    """A package could not be had; the message says what to do."""


def package_folders(
    imported: Iterable[str], requirements: Sequence[str], python2: Interpreter
) -> tuple[str, ...]:
    """The folders that must be on the path of `python2` for a program.

    Those of `requirements` (as pip takes them: "six", "lxml==4.9"), and of the backports of
    what is `imported` and missing. What is missing is fetched once, by the pip of the
    running Python, into the user's cache. Raises PackageError when it is neither there nor
    to be had.
    """
    needed = sorted({name.partition(".")[0] for name in imported} & BACKPORTS.keys())
    folders = [fetched(requirement, with_its_own=True) for requirement in requirements]
    folders += [fetched(BACKPORTS[name]) for name in needed if not _imports(python2, name)]
    return tuple(map(str, folders))


def cache_folder() -> Path:
    """Where fetched packages stay, one folder each; outside of every project."""
    return Path(platformdirs.user_cache_dir("migrator")) / "python2"


def fetched(requirement: str, *, with_its_own: bool = False) -> Path:
    """The folder of the 2.7 version of a package, fetched if it is not in the cache.

    `with_its_own` is whether to fetch what that package requires as well.
    """
    folder = _folder(requirement)
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        target = Path(temporary) / "package"
        _install(requirement, target, with_its_own)
        try:
            os.replace(target, folder)
        except OSError:
            if not folder.is_dir():
                raise
    return folder


def _folder(requirement: str) -> Path:
    return cache_folder() / re.sub(r"[^\w.-]+", "_", requirement.strip())


def _install(requirement: str, target: Path, with_its_own: bool) -> None:
    command = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--only-binary=:all:", "--python-version=2.7", "--no-compile"]
    command += [] if with_its_own else ["--no-deps"]
    python = next((p for p in (sys.executable, shutil.which("python3")) if p and _has_pip(p)), None)
    if python is None:
        raise PackageError(_advice(requirement, "there is no pip"))
    try:
        done = subprocess.run(
            [python, *command, "--target", str(target), "--", requirement],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PIP_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise PackageError(_advice(requirement, f"no answer in {PIP_SECONDS} s")) from None
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["pip failed"]
        raise PackageError(_advice(requirement, said[-1]))


def _advice(requirement: str, reason: str) -> str:
    return (
        f"the package {requirement!r} for Python 2.7 could not be fetched ({reason}): run again "
        f"with a package index in reach, or unpack its 2.7 wheel into {_folder(requirement)}"
    )


def _has_pip(python: str) -> bool:
    return _succeeds((python, "-m", "pip", "--version"))


def _imports(python2: Interpreter, module: str) -> bool:
    return _succeeds((*python2.command, "-Es", "-c", f"import {module}"))


@cache
def _succeeds(command: tuple[str, ...]) -> bool:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
