"""What a program did under Python 2.7, recorded for a time when there is none.

A baseline is a JSON file beside the program, `NAME.baseline.json`: output as lists of
lines, and the arguments and standard input that belong to it. `record` makes them.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrator.project import write_atomically
from migrator.verify.runs import Run

SUFFIX = ".baseline.json"


class BaselineError(Exception):
    """A baseline cannot be read, used or made; the message says why and what to do."""


@dataclass(frozen=True)
class Case:
    """How a program is called."""

    arguments: tuple[str, ...] = ()
    stdin: bytes = b""


@dataclass(frozen=True)
class Baseline:
    """A program's recorded behaviour: its `runs` by Python `version`.

    `digest` tells which text of the program it was.
    """

    digest: str
    version: tuple[int, int, int]
    case: Case
    runs: tuple[Run, ...]


def beside(program: Path) -> Path:
    """Where the baseline of `program` is."""
    return program.with_suffix(SUFFIX)


def load(program: Path) -> Baseline | None:
    """The baseline of `program`; None if there is none. Raises BaselineError."""
    file = beside(program)
    try:
        data = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BaselineError(f"{file} cannot be read: {error}") from error
    try:
        major, minor, micro = map(int, data["python"].split("."))
        return Baseline(
            data["sha256"],
            (major, minor, micro),
            Case(tuple(data["arguments"]), _bytes(data["stdin"])),
            tuple(_run(record) for record in data["runs"] for _ in range(record["times"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BaselineError(f"{file} is no baseline ({error!r}): record it again") from error


def fresh(baseline: Baseline, program: Path, source: bytes) -> Baseline:
    """The baseline, if it is of this very source. Raises BaselineError otherwise."""
    if baseline.digest != digest(source):
        raise BaselineError(
            f"{beside(program)} was recorded from another text of the program: record it again"
        )
    return baseline


def digest(source: bytes) -> str:
    """What tells one text of a program from another."""
    return hashlib.sha256(source).hexdigest()


def save(program: Path, baseline: Baseline) -> None:
    """Write the baseline beside `program`. Raises OSError."""
    write_atomically(beside(program), _json(program, baseline).encode("utf-8"))


def _json(program: Path, baseline: Baseline) -> str:
    data = {
        "program": program.name,
        "sha256": baseline.digest,
        "python": ".".join(map(str, baseline.version)),
        "arguments": list(baseline.case.arguments),
        "stdin": _texts(baseline.case.stdin),
        "runs": [
            {
                "times": times,
                "exit_code": run.exit_code,
                "stdout": _texts(run.stdout),
                "stderr": _texts(run.stderr),
            }
            for run, times in Counter(baseline.runs).items()
        ],
    }
    return json.dumps(data, indent=1) + "\n"


def _run(record: dict[str, Any]) -> Run:
    return Run(_bytes(record["stdout"]), _bytes(record["stderr"]), record["exit_code"])


def _texts(data: bytes) -> list[str]:
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    return [line + "\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]


def _bytes(texts: list[str]) -> bytes:
    return "".join(texts).encode("utf-8", "surrogateescape")
