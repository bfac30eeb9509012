"""How programs are called: cases, from the command line or from a project's configuration.

    [[tool.migrator.verify.cases]]
    program = "tool.py"
    name = "usage"              # tells it from other cases of the program
    args = ["-h"]
    stdin = "answers.txt"       # a file; `input` gives the text itself
    files = ["data"]            # copied beside the program
    env = { USER = "ann" }
    exit = 2                    # what the original must end with

Paths count from the folder of the pyproject.toml.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


class CaseError(Exception):
    """A case is not written as it should be; the message says where and what is expected."""


@dataclass(frozen=True)
class Case:
    """How a program is called, and what lies beside it.

    `files` are copied into the run's folder: from where they are, under the name that the
    program knows them by. `exit_code` is what the original must end with, if not None.
    """

    arguments: tuple[str, ...] = ()
    stdin: bytes = b""
    environment: Mapping[str, str] = field(default_factory=dict, hash=False)
    files: tuple[tuple[str, str], ...] = ()
    name: str = ""
    exit_code: int | None = None


def copied_files(paths: Iterable[Path], beside: Path) -> tuple[tuple[str, str], ...]:
    """Files and folders to copy, each under its path from the folder `beside`.

    One that does not lie below it goes by its own name. Raises CaseError when there is none.
    """
    found = []
    for path in paths:
        if not path.exists():
            raise CaseError(f"{path}: there is no such file to copy beside the program")
        real, base = path.resolve(), beside.resolve()
        name = real.relative_to(base).as_posix() if real.is_relative_to(base) else real.name
        found.append((name, str(real)))
    return tuple(found)


def configured(start: Path) -> dict[Path, list[Case]]:
    """The cases that the nearest pyproject.toml at or above `start` names, by program.

    Raises CaseError.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            try:
                data = tomllib.loads(file.read_text("utf-8"))
            except (OSError, ValueError) as error:
                raise CaseError(f"{file}: cannot be read: {error}") from error
            found: dict[Path, list[Case]] = {}
            for program, case in _cases(file, data):
                found.setdefault(program, []).append(case)
            return found
    return {}


_KINDS: dict[str, tuple[type, str]] = {
    "program": (str, "a path"),
    "name": (str, "text"),
    "args": (list, "a list of texts"),
    "stdin": (str, "a path"),
    "input": (str, "text"),
    "files": (list, "a list of paths"),
    "env": (dict, "a table of texts"),
    "exit": (int, "a number"),
}


def _cases(file: Path, data: Mapping[str, Any]) -> Iterator[tuple[Path, Case]]:
    table = data.get("tool", {}).get("migrator", {}).get("verify", {})
    for number, entry in enumerate(table.get("cases", ()), 1):
        where = f"{file}: case {number} of [tool.migrator.verify]"
        for key, value in entry.items():
            if key not in _KINDS:
                raise CaseError(f"{where}: {key!r} is none of {', '.join(_KINDS)}")
            kind, words = _KINDS[key]
            inner = value.values() if kind is dict else value if kind is list else ()
            if not isinstance(value, kind) or not all(isinstance(item, str) for item in inner):
                raise CaseError(f"{where}: {key!r} must be {words}")
        if "program" not in entry:
            raise CaseError(f"{where}: 'program' is missing")
        program = file.parent / entry["program"]
        yield (
            program.resolve(),
            Case(
                tuple(entry.get("args", ())),
                _stdin(entry, file.parent, where),
                entry.get("env", {}),
                copied_files(
                    (file.parent / name for name in entry.get("files", ())), program.parent
                ),
                entry.get("name") or f"case {number}",
                entry.get("exit"),
            ),
        )


def _stdin(entry: Mapping[str, Any], folder: Path, where: str) -> bytes:
    if "stdin" not in entry:
        return str(entry.get("input", "")).encode()
    try:
        return (folder / entry["stdin"]).read_bytes()
    except OSError as error:
        raise CaseError(f"{where}: {entry['stdin']}: {error.strerror}") from error
