"""Every public name of 2.7's library works as it is, is rewritten, or is reported: none is missing."""

from __future__ import annotations

from collections import Counter

import pytest

from migrator import stdlib
from migrator.api import fix_source
from migrator.options import Options
from migrator.results import Level
from migrator.rules.imports.heirs import Fate, heir_of
from migrator.stdlib.hints import hint_for

TARGETS = [(3, 10), (3, 12), (3, 13), (3, 14)]


def public_names() -> list[str]:
    """The modules of 2.7, and their public names as far as they are known."""
    modules = sorted(stdlib.modules(stdlib.PYTHON_2))
    return modules + [
        f"{module}.{name}" for module in modules for name in sorted(stdlib.names_2(module) or ())
    ]


def counts(target: stdlib.Version) -> Counter[str]:
    """How many of the names there are of each fate."""
    found: Counter[str] = Counter()
    for name in public_names():
        heir = heir_of(name, target)
        found["missing" if heir is None else heir.fate.value] += 1
    return found


@pytest.mark.parametrize("target", TARGETS)
def test_no_name_of_the_library_is_missing(target):
    found = counts(target)
    assert found["missing"] == 0
    assert set(found) <= {"missing", *(fate.value for fate in Fate)}
    assert sum(found.values()) == len(public_names()) > 12_000


@pytest.mark.parametrize("target", TARGETS)
def test_what_works_is_there_and_what_is_written_is_there(target):
    for name in public_names():
        heir = heir_of(name, target)
        if heir.fate in (Fate.STAYS, Fate.MOVED) and not heir.new.startswith("setuptools"):
            assert stdlib.exists(heir.new, target) is not False, name


@pytest.mark.parametrize(
    "name", [n for n in public_names() if heir_of(n, (3, 12)).fate is Fate.GONE and "." in n][::150]
)
def test_what_is_gone_is_reported(name):
    module, _, last = name.rpartition(".")
    text = f"import {module}\n\n\ndef f():\n    return {module}.{last}\n"
    result = fix_source(text, options=Options(target=(3, 12)))
    assert result.error is None
    said = [item for item in result.diagnostics if item.level is Level.OPEN]
    assert any(item.position.line == 5 or item.position.line == 1 for item in said), name
    assert all(hint_for(name) in item.message for item in said if name in item.message)
