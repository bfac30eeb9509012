"""Packages that a program needs under Python 2.7 and its library does not have."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import platformdirs

from migrator.verify.interpreters import Interpreter

# Top-level module -> the package that brings it to 2.7.
BACKPORTS = {"concurrent": "futures"}

IMPORT = re.compile(rb"^[ \t]*(?:from|import)[ \t]+(\w+)", re.M)
PIP_SECONDS = 120


class PackageError(Exception):
    """A package could not be had; the message says what to do."""


def backport_folders(source: bytes, python2: Interpreter) -> tuple[str, ...]:
    """The folders that `source` needs on the path of `python2`.

    What is missing is fetched once, by the pip of the running Python, into the user's
    cache. Raises PackageError when it is neither there nor to be had.
    """
    imported = {name.decode("ascii", "replace") for name in IMPORT.findall(source)}
    needed = sorted(imported & BACKPORTS.keys())
    return tuple(
        str(fetched(BACKPORTS[module])) for module in needed if not _imports(python2, module)
    )


def cache_folder() -> Path:
    """Where fetched packages stay, one folder each; outside of every project."""
    return Path(platformdirs.user_cache_dir("migrator")) / "python2"


def fetched(package: str) -> Path:
    """The folder of the 2.7 version of `package`, fetched if it is not in the cache."""
    folder = cache_folder() / package
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        target = Path(temporary) / package
        _install(package, target)
        try:
            os.replace(target, folder)
        except OSError:
            if not folder.is_dir():
                raise
    return folder


def _install(package: str, target: Path) -> None:
    command = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary=:all:", "--python-version=2.7", "--no-compile"]
    python = next((p for p in (sys.executable, shutil.which("python3")) if p and _has_pip(p)), None)
    if python is None:
        raise PackageError(_advice(package, "there is no pip"))
    try:
        done = subprocess.run(
            [python, *command, "--target", str(target), package],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PIP_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise PackageError(_advice(package, f"no answer in {PIP_SECONDS} s")) from None
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["pip failed"]
        raise PackageError(_advice(package, said[-1]))


def _advice(package: str, reason: str) -> str:
    return (
        f"the package {package!r} for Python 2.7 could not be fetched ({reason}): run again "
        f"with a package index in reach, or unpack its 2.7 wheel into {cache_folder() / package}"
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
