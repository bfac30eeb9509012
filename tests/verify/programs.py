"""Programs to verify that the tests make up on the spot, and how to verify one."""

from __future__ import annotations

import sys
from collections.abc import Iterable
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
    (outcome,) = all_verified(before, [after], **options).values()
    return outcome


def all_verified(before: str, others: Iterable[str], **options: Any) -> dict[str, Outcome]:
    """The outcomes of verifying one text against each of others."""
    python = find_python3()
    first = request(before, **options)
    programs = {
        Program(Path(f"{number}.py"), first, _with_text(first, after), python, python): after
        for number, after in enumerate(others)
    }
    texts = {program.path: after for program, after in programs.items()}
    with ThreadPoolExecutor(6) as executor:
        return {texts[out.path]: out for out in verify_programs(programs, executor=executor)}


def _with_text(first: Request, code: str) -> Request:
    return replace(first, source=dedent(code).encode())
