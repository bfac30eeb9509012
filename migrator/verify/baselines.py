"""What a program did under Python 2.7, recorded for a time when there is none.

A baseline is a JSON file beside the program, `NAME.baseline.json` (`NAME.CASE.baseline.json`
for a case with a name), or in a folder of baselines: output as lists of lines, and the
arguments, environment and standard input that belong to it. `migrator record` makes them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from migrator.project import write_atomically
from migrator.verify.cases import Case
from migrator.verify.outputs import Content, Spooled
from migrator.verify.runs import Run
from migrator.verify.trees import Tree

SUFFIX = ".baseline.json"


class BaselineError(Exception):
    """A baseline cannot be read, used or made; the message says why and what to do."""


@dataclass(frozen=True)
class Baseline:
    """A program's recorded behaviour: its `runs` by Python `version`.

    `digest` tells which text of the program it was.
    """

    digest: str
    version: tuple[int, int, int]
    case: Case
    runs: tuple[Run, ...]


def place(program: Path, case: str = "", folder: Path | None = None) -> Path:
    """Where the baseline of a program's case is: beside it, or in the folder."""
    word = re.sub(r"[^\w-]+", "_", case)
    name = f"{program.stem}.{word}{SUFFIX}" if word else program.stem + SUFFIX
    return (folder or program.parent) / name


def load(file: Path) -> Baseline | None:
    """The baseline in a file; None if there is no such file. Raises BaselineError."""
    try:
        data = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BaselineError(f"{file} cannot be read: {error}; {_AGAIN}") from error
    try:
        major, minor, micro = map(int, data["python"].split("."))
        case = Case(tuple(data["arguments"]), _bytes(data["stdin"]), data.get("environment", {}))
        return Baseline(
            data["sha256"],
            (major, minor, micro),
            replace(case, name=data.get("case", "")),
            tuple(_run(record) for record in data["runs"] for _ in range(record["times"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BaselineError(f"{file} is no baseline ({error!r}); {_AGAIN}") from error


_AGAIN = "`migrator record` makes a new one where there is a Python 2.7"


def fresh(baseline: Baseline, file: Path, tree: Tree) -> Baseline:
    """The baseline from `file`, if it is of this very program. Raises BaselineError otherwise."""
    if baseline.digest != digest(tree):
        raise BaselineError(f"{file} was recorded from another text of the program; {_AGAIN}")
    return baseline


def digest(tree: Tree) -> str:
    """What tells one text of a program from another: its main file's, and its other modules'."""
    if len(tree.modules) == 1:
        return hashlib.sha256(tree.source).hexdigest()
    whole = hashlib.sha256()
    for name, text in sorted(tree.modules.items()):
        whole.update(f"{name} {hashlib.sha256(text).hexdigest()}\n".encode())
    return whole.hexdigest()


def save(file: Path, program: str, baseline: Baseline) -> None:
    """Write the baseline of `program` to a file. Raises OSError, and BaselineError for more output
    than a readable file holds.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, _json(program, baseline).encode("utf-8"))


def _json(program: str, baseline: Baseline) -> str:
    case = baseline.case
    data = {
        "program": program,
        **({"case": case.name} if case.name else {}),
        "sha256": baseline.digest,
        "python": ".".join(map(str, baseline.version)),
        "arguments": list(case.arguments),
        "environment": dict(case.environment),
        "stdin": _texts(case.stdin),
        "runs": [
            {"times": times, **dict(_record(run))} for run, times in Counter(baseline.runs).items()
        ],
    }
    return json.dumps(data, indent=1) + "\n"


def _record(run: Run) -> Iterator[tuple[str, Any]]:
    yield "exit_code", run.exit_code
    yield "stdout", _texts(run.stdout)
    yield "stderr", _texts(run.stderr)
    if run.files:
        yield "files", {name: _texts(content) for name, content in run.files}


def _run(record: dict[str, Any]) -> Run:
    files = tuple((name, _bytes(texts)) for name, texts in record.get("files", {}).items())
    return Run(_bytes(record["stdout"]), _bytes(record["stderr"]), record["exit_code"], files)


def _texts(content: Content) -> list[str]:
    if isinstance(content, Spooled):
        raise BaselineError(f"{content.size:,} bytes of output are too much for a baseline")
    lines = content.decode("utf-8", "surrogateescape").split("\n")
    return [line + "\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]


def _bytes(texts: list[str]) -> bytes:
    return "".join(texts).encode("utf-8", "surrogateescape")
