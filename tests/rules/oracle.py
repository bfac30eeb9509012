"""Programs must print under Python 3, migrated, what they print under a real Python 2.7."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

from migrator.api import fix_source
from migrator.options import Options
from migrator.results import FileResult
from tests import corpora

# Runs under both: programs as JSON on standard input, what each printed as JSON on standard output.
_RUNNER = r"""
import json, sys
try:
    from cStringIO import StringIO
except ImportError:
    from io import StringIO

results, out = [], sys.stdout
for program in json.load(sys.stdin):
    sys.stdout = caught = StringIO()
    try:
        exec(compile(program, "<program>", "exec", 0, 1), {"__name__": "__main__"})
        results.append(caught.getvalue())
    except Exception:
        results.append(caught.getvalue() + "raised " + sys.exc_info()[0].__name__)
sys.stdout = out
print(json.dumps(results))
"""


def programs(file: str) -> dict[str, str]:
    """The programs in a file beside this one, each below a line `### its name`."""
    text = (Path(__file__).parent / file).read_text("utf-8")
    return dict(part.split("\n", 1) for part in text.split("### ")[1:])


def fix(before: str, **options: object) -> FileResult:
    """What becomes of a program, which must not fail."""
    result = fix_source(dedent(before), options=Options(**options))
    assert result.error is None, f"{result.error} in\n{before[:400]}"
    return result


def fixed(before: str, **options: object) -> str:
    return fix(before, **options).after.decode()


def printed(command: Sequence[str], programs: Sequence[str]) -> list[str]:
    """What each program prints under an interpreter."""
    given = json.dumps(list(programs))
    done = subprocess.run(
        [*command, "-c", _RUNNER], input=given, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def agree(programs: Sequence[str]) -> None:
    """Assert that migration changes nothing of what programs print; skip without a Python 2.7."""
    python2 = corpora.interpreter2()
    before = [dedent(program) for program in programs]
    after = [fixed(program) for program in before]
    old, new = printed(python2.command, before), printed([sys.executable], after)
    for source, result, want, got in zip(before, after, old, new, strict=True):
        assert got == want, f"{source}\n--- became\n{result}"
        assert want, source
