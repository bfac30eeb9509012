"""Asking real interpreters about their library."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from migrator.stdlib.generate import find_interpreter, numbers

ORACLE = Path(__file__).with_name("oracle.py")


@cache
def _found(version: str) -> str | None:
    return find_interpreter(version)


def interpreter(version: str) -> str:
    """The path of an interpreter of `version`; the calling test is skipped where there is none."""
    own = numbers(version) == sys.version_info[:2]
    path = sys.executable if own else _found(version)
    if path is None:
        pytest.skip(f"no Python {version} here to ask")
    return path


def ask(version: str, questions: list[tuple[str, str]]) -> list:
    """What the pairs (name, expression in which `_` has that name) come to; see `oracle.py`."""
    done = subprocess.run(
        [interpreter(version), "-E", "-W", "ignore", str(ORACLE)],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
