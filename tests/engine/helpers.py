"""The engine with rules of the tests' own instead of the real ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import libcst as cst

from migrator import engine
from migrator.options import Options
from migrator.results import FileResult
from migrator.rules import Rule

CODE = "TST010"


def rule(code: str = CODE, words: Sequence[str] = (), **methods: Callable) -> type[Rule]:
    """A rule with these `leave_` methods; one that has a code from the start would be listed."""
    made = type("Probe", (Rule,), {"words": frozenset(words), **methods})
    made.code, made.name = code, "probe"
    return made


def renaming(old: str, new: str, code: str = CODE) -> type[Rule]:
    """A rule that gives a name another one."""

    def leave_Name(self: Rule, original_node: cst.Name, updated_node: cst.Name) -> Any:
        return updated_node.with_changes(value=new) if original_node.value == old else updated_node

    return rule(code, [old], leave_Name=leave_Name)


def run(before: str | bytes, *rules: type[Rule], **options: Any) -> FileResult:
    """What becomes of a source when only these rules are there."""
    data = before if isinstance(before, bytes) else before.encode()
    with mock.patch.object(engine, "all_rules", lambda: rules):
        return engine.migrate(data, path=Path("module.py"), options=Options(**options))


def rewritten(before: str, *rules: type[Rule], **options: Any) -> str:
    """The same as text; there must be no error."""
    result = run(before, *rules, **options)
    assert result.error is None, result.error
    return result.after.decode()
