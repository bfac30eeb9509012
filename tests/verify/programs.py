"""Programs to verify that the tests make up on the spot, and how to verify one."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import Any

from migrator.verify.interpreters import find_python3
from migrator.verify.runner import Outcome, Program, verify_programs
from migrator.verify.runs import Request


def request(code: str, **options: Any) -> Request:
    """A request to run `code` by the running Python."""
    return Request((sys.executable,), "program.py", dedent(code).encode(), **options)


def verified(before: str, after: str, **options: Any) -> Outcome:
    """The outcome of verifying two texts against each other, both run by the running Python."""
    python = find_python3()
    first = request(before, **options)
    second = replace(first, source=dedent(after).encode())
    program = Program(Path("program.py"), first, second, python, python)
    with ThreadPoolExecutor(6) as executor:
        (outcome,) = verify_programs([program], executor=executor)
    return outcome
