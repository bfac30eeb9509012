"""What is decided as proven about divisions is what happens under a real Python 2.7."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from migrator.api import fix_file
from tests import corpora
from tests.benchmarks.divisions import judge, observed

# Modules of the library that divide, each with tests of its own.
MODULES = "bisect calendar colorsys difflib fractions heapq random statistics string_tests".split()

PROGRAM = """\
def test_all():
    for n in range(3):
        n / 2
        n * 2.0 / 4
        float(n) / 3
    share(7, 2)
    share(7.0, 2)


def share(a, b):
    return len('abc') / 2 * a / b
"""


def seen(files: list[Path]) -> dict[tuple[str, int], set[str]]:
    try:
        return observed(files, files[0].parent)
    except LookupError as error:
        pytest.skip(str(error))


def test_a_wrong_proof_is_found(tmp_path):
    file = tmp_path / "test_program.py"
    file.write_text(PROGRAM, encoding="utf-8")
    found = seen([file])
    result = fix_file(file)
    assert judge([result], found).checked == 3
    assert not judge([result], found).wrong
    other = {"floor": "true", "true": "floor"}
    lies = tuple(
        replace(one, alternative=other.get(one.alternative, "")) for one in result.decisions
    )
    assert len(judge([replace(result, decisions=lies)], found).wrong) == 3


def test_proofs_in_the_library():
    library = {file.name: file for file in corpora.library2()}
    tests = [library[name] for name in (f"test_{one}.py" for one in MODULES) if name in library]
    found = seen(tests)
    verdict = judge((fix_file(Path(file)) for file in sorted({file for file, _ in found})), found)
    assert verdict.checked > 5
    assert verdict.wrong == []
