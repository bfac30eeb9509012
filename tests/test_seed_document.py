"""The document that the project began with: its listings migrate, run and verify.

The first two are Python 3 programs (the document's transcript shows `name safly0`, where
2.7 would print a tuple); the third is a Python 2 program, and broken: it never imports `os`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from migrator.api import fix_source
from migrator.results import FileResult
from migrator.stdlib.generate import find_interpreter
from migrator.verify import Outcome, verify_programs
from migrator.verify.interpreters import Interpreter, find_python3
from migrator.verify.prepare import Program, Settings, Target, prepare
from tests import corpora

LISTING = re.compile(r"^```python\n(.*?)^```", re.M | re.S)
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")


@pytest.fixture(scope="module")
def listings() -> list[bytes]:
    (document,) = corpora.shared("seed").glob("*.txt")
    return [code.encode() for code in LISTING.findall(document.read_text("utf-8"))]


@pytest.fixture(scope="module")
def migrated(listings: list[bytes]) -> list[FileResult]:
    return [fix_source(code, path=Path("listing.py")) for code in listings]


def test_all_listings_are_there(listings: list[bytes]) -> None:
    assert len(listings) == 3


def test_dialects_are_told_with_the_reason(migrated: list[FileResult]) -> None:
    assert [result.error for result in migrated] == [None] * 3
    assert [result.dialect.version for result in migrated] == ["3", "3", "2"]
    assert "concurrent" in migrated[0].dialect.reason
    assert "concurrent" in migrated[1].dialect.reason
    assert migrated[2].dialect.reason == "a print statement at line 31"


def test_python3_listings_are_left_alone(migrated: list[FileResult]) -> None:
    assert not migrated[0].changed
    assert not migrated[1].changed


def test_the_legacy_listing(listings: list[bytes], migrated: list[FileResult]) -> None:
    """What changes, line for line; tabs, blank lines and commented-out code stay as they are."""
    old, new = listings[2].splitlines(True), migrated[2].after.splitlines(True)
    added = [line for line in new if line == b"import os\n"]
    assert len(added) == 1
    new.remove(added[0])
    assert len(new) == len(old)
    changed = [(a.strip(), b.strip()) for a, b in zip(old, new, strict=True) if a != b]
    assert changed == [
        (b"for i in xrange(2):", b"for i in range(2):"),
        (
            b"futures = [executor.submit(sayhello, k, v) for k, v in seed.iteritems()]",
            b"futures = [executor.submit(sayhello, k, v) for k, v in seed.items()]",
        ),
        (b"print('i', i.done())", b"print(('i', i.done()))"),
        (b"print i.result()", b"print(i.result())"),
        (b"print 'end'", b"print('end')"),
    ]
    for a, b in zip(old, new, strict=True):
        assert a[: len(a) - len(a.lstrip())] == b[: len(b) - len(b.lstrip())]


@pytest.fixture(scope="module")
def outcomes(listings: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """All listings on all Pythons that are here, in one pool: they sleep for most of the time."""
    python2 = corpora.interpreter2()
    folder = tmp_path_factory.mktemp("seed")
    for number, code in enumerate(listings, 1):
        (folder / f"listing{number}.py").write_bytes(code)
    programs = list(_programs(folder, python2))
    return {str(out.path): out for out in verify_programs(programs, jobs=3 * len(programs))}


def _programs(folder: Path, python2: Interpreter) -> Iterator[Program]:
    for version in PYTHONS:
        python = _python3(version)
        if python is None:
            continue
        for file in sorted(folder.iterdir()):
            program = prepare(Target(file), Settings(python2, python))
            yield replace(program, target=Target(Path(f"{file.stem} on {version}")))


def _python3(version: str) -> Interpreter | None:
    command = find_interpreter(version)
    return find_python3(command) if command else None


@pytest.mark.parametrize("version", PYTHONS)
@pytest.mark.parametrize("listing", ["listing1", "listing2", "listing3"])
def test_slow_listings_verify(listing: str, version: str, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes.get(f"{listing} on {version}")
    if outcome is None:
        pytest.skip(f"no Python {version} here")
    assert outcome.verdict.passes, outcome
    assert outcome.runs >= (2, 2)
    python3_only = listing != "listing3"
    assert outcome.compared.startswith("a Python 3 program") == python3_only
    assert not any("both end with" in note for note in outcome.notes)
