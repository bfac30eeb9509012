"""What a program did under Python 2.7, recorded for a time when there is none.

A baseline is a JSON file beside the program, `NAME.baseline.json` (`NAME.CASE.baseline.json`
for a case with a name), or in a folder of baselines: output as lists of lines, and the
arguments, environment, standard input, files and controls that belong to it. `migrator record`
makes them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from migrator.verify.cases import Case
from migrator.verify.interpreters import Interpreter
from migrator.verify.outputs import Content, Spooled
from migrator.verify.runs import Run
from migrator.verify.trees import Tree
from migrator.writing import write_atomically

SUFFIX = ".baseline.json"


class BaselineError(Exception):
    """A baseline cannot be read, used or made; the message says why and what to do."""


@dataclass(frozen=True)
class Baseline:
    """A program's recorded behaviour: its `runs` by `python`, called as in `case`.

    `digest` tells which text of the program it was, `files` the same of each that was copied
    beside it, and `controls` what was kept in step.
    """

    digest: str
    python: Interpreter
    case: Case
    runs: tuple[Run, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    controls: frozenset[str] = frozenset()


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
        kind, _, version = data["python"].rpartition(" ")
        major, minor, micro = map(int, version.split("."))
        files = data.get("files", {})
        case = Case(
            tuple(data["arguments"]),
            _bytes(data["stdin"]),
            data.get("environment", {}),
            tuple((name, str(file.parent / known["from"])) for name, known in files.items()),
            data.get("case", ""),
        )
        return Baseline(
            data["sha256"],
            Interpreter((), (major, minor, micro), kind or "Python"),
            case,
            tuple(_run(record) for record in data["runs"] for _ in range(record["times"])),
            {name: known["sha256"] for name, known in files.items()},
            frozenset(data.get("controls", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BaselineError(f"{file} is no baseline ({error!r}); {_AGAIN}") from error


_AGAIN = "`migrator record` makes a new one where there is a Python 2.7"


def fresh(
    baseline: Baseline, file: Path, tree: Tree, case: Case, controls: frozenset[str]
) -> Baseline:
    """The baseline from `file`, if it is of this very program, called in this very way.

    Raises BaselineError otherwise.
    """
    known = baseline.case
    changed = ""
    if baseline.digest != digest(tree):
        changed = "from another text of the program"
    elif (known.arguments, known.stdin) != (case.arguments, case.stdin):
        changed = "with other arguments or input"
    elif dict(known.environment) != dict(case.environment):
        changed = "with another environment"
    elif baseline.files != digests(case):
        changed = "with other files beside it, or other content in them"
    elif baseline.controls != controls:
        changed = f"with --control {','.join(sorted(baseline.controls)) or 'nothing'}"
    if changed:
        raise BaselineError(f"{file} was recorded {changed}; {_AGAIN}")
    return baseline


def digests(case: Case) -> dict[str, str]:
    """What tells one content of each file or folder from another that is copied for a case.

    Raises OSError.
    """
    return {name: _digest(Path(source)) for name, source in case.files}


def _digest(path: Path) -> str:
    if not path.is_dir():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    files = sorted(one for one in path.rglob("*") if one.is_file() and one.suffix != ".pyc")
    content = (f"{one.relative_to(path).as_posix()} {_digest(one)}\n" for one in files)
    return hashlib.sha256("".join(content).encode("utf-8", "surrogateescape")).hexdigest()


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
    write_atomically(file, _json(program, baseline, file.parent).encode("utf-8"))


def _json(program: str, baseline: Baseline, folder: Path) -> str:
    case = baseline.case
    files = {
        name: {"from": os.path.relpath(source, folder), "sha256": baseline.files[name]}
        for name, source in case.files
    }
    data = {
        "program": program,
        **({"case": case.name} if case.name else {}),
        "sha256": baseline.digest,
        "python": str(baseline.python).removeprefix("Python "),
        "arguments": list(case.arguments),
        "environment": dict(case.environment),
        "stdin": _texts(case.stdin),
        **({"files": files} if files else {}),
        **({"controls": sorted(baseline.controls)} if baseline.controls else {}),
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
