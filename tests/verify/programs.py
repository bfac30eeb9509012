"""Programs to verify that the tests make up on the spot, and how to verify one."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent
from typing import Any

from migrator.verify.compare import Measure
from migrator.verify.interpreters import find_python3
from migrator.verify.prepare import Program, Target
from migrator.verify.runner import verify_programs
from migrator.verify.runs import Limits, Request
from migrator.verify.trial import Outcome


def request(code: str, **options: Any) -> Request:
    """A request to run `code` by the running Python."""
    files = {"program.py": dedent(code).encode()}
    limits = {
        name: options.pop(name) for name in ("seconds", "output", "processes") if name in options
    }
    return Request((sys.executable,), "program.py", files, limits=Limits(**limits), **options)


def verified(before: str, after: str, **options: Any) -> Outcome:
    """The outcome of verifying two texts against each other, both run by the running Python."""
    (outcome,) = all_verified(before, [after], **options).values()
    return outcome


def all_verified(before: str, others: Iterable[str], **options: Any) -> dict[str, Outcome]:
    """The outcomes of verifying one text against each of others."""
    python = find_python3()
    first = request(before, **options)
    texts = {Path(f"{number}.py"): after for number, after in enumerate(others)}
    programs = [
        Program(
            Target(path),
            first,
            first.with_source(dedent(after).encode()),
            python,
            python,
            Measure(version=3),
        )
        for path, after in texts.items()
    ]
    with ThreadPoolExecutor(6) as executor:
        return {texts[out.path]: out for out in verify_programs(programs, executor=executor)}
