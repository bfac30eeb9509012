"""Packages that a program needs under Python 2.7 and its library does not have."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import quote

import platformdirs
from packaging.markers import UndefinedComparison
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from migrator.verify.interpreters import Interpreter

# Top-level module -> the package that brings it to 2.7.
BACKPORTS = {"concurrent": "futures"}

PIP_SECONDS = 120
ENVIRONMENT = {
    "python_version": "2.7",
    "python_full_version": "2.7.18",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "extra": "",
}


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
    return cache_folder() / quote(requirement.strip(), safe="")


def _install(requirement: str, target: Path, with_its_own: bool) -> None:
    """Fetch a package into a folder, and round by round what those that are there require.

    Pip itself would ask the conditions of requirements of the Python that runs it.
    """
    wanted, known = {requirement}, {_name(requirement)}
    while wanted:
        for one in sorted(wanted):
            _fetch(requirement, one, target)
        required = _required(target) if with_its_own else set()
        wanted = {one for one in required if _name(one) not in known}
        known |= {_name(one) for one in wanted}


def _required(target: Path) -> set[str]:
    """What the packages in a folder require under Python 2.7."""
    found = set()
    for file in target.glob("*.dist-info/METADATA"):
        for line in file.read_text("utf-8", "replace").splitlines():
            if line.startswith("Requires-Dist:"):
                with suppress(InvalidRequirement, UndefinedComparison):
                    one = Requirement(line.partition(":")[2].strip())
                    if one.marker is None or one.marker.evaluate(ENVIRONMENT):
                        found.add(f"{one.name}{one.specifier}")
    return found


def _name(requirement: str) -> str:
    return canonicalize_name(re.split(r"[^\w.-]", requirement.strip(), maxsplit=1)[0])


def _fetch(requirement: str, wanted: str, target: Path) -> None:
    """Fetch one package: its wheel for 2.7, else the modules out of its source."""
    with tempfile.TemporaryDirectory() as folder:
        # Each by itself: two that share a package (`backports`) do not make room for each other.
        alone = Path(folder) / "package"
        wheel = ["install", "--only-binary=:all:", "--python-version=2.7", "--no-compile"]
        failed = _pip(requirement, *wheel, "--target", str(alone), "--", wanted)
        if failed:
            alone.mkdir(exist_ok=True)
            archives = Path(folder) / "source"
            source = ["download", "--no-binary=:all:", "--dest", str(archives), "--", wanted]
            if _pip(requirement, *source) or not _unpacked(archives, alone):
                raise PackageError(_advice(requirement, failed))
        shutil.copytree(alone, target, dirs_exist_ok=True)


def _unpacked(folder: Path, target: Path) -> bool:
    """Copy the modules and packages of the source archive in a folder; whether there were any.

    What a package would have compiled is not there: most do without.
    """
    for archive in list(folder.iterdir()):
        shutil.unpack_archive(archive, folder)
    found = False
    for setup in folder.glob("*/setup.py"):
        for top in (setup.parent, setup.parent / "src", setup.parent / "lib"):
            for path in top.glob("*.py"):
                if path != setup:
                    found = True
                    shutil.copy2(path, target / path.name)
            for init in top.glob("*/__init__.py"):
                if init.parent.name not in ("test", "tests"):
                    found = True
                    shutil.copytree(init.parent, target / init.parent.name, dirs_exist_ok=True)
    return found


def _pip(requirement: str, verb: str, *arguments: str) -> str:
    """Call pip; why it failed, "" if it did not. Raises PackageError where there is no pip."""
    python = next((p for p in (sys.executable, shutil.which("python3")) if p and _has_pip(p)), None)
    if python is None:
        raise PackageError(_advice(requirement, "there is no pip"))
    options = ["--quiet", "--disable-pip-version-check", "--no-deps"]
    try:
        done = subprocess.run(
            [python, "-m", "pip", verb, *options, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PIP_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return f"no answer in {PIP_SECONDS} s"
    said = done.stderr.strip().splitlines() or ["pip failed"]
    return said[-1] if done.returncode else ""


def _advice(requirement: str, reason: str) -> str:
    return (
        f"the package {requirement!r} for Python 2.7 could not be fetched ({reason}): run again "
        f"with a package index in reach, or unpack it and what it requires into {_folder(requirement)}"
    )


def _has_pip(python: str) -> bool:
    return _succeeds((python, "-m", "pip", "--version"))


def _imports(python2: Interpreter, module: str) -> bool:
    return _succeeds((*python2.command_here, "-Es", "-c", f"import {module}"))


@cache
def _succeeds(command: tuple[str, ...]) -> bool:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
