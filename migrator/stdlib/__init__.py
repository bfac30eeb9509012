"""What the standard library of each Python holds: typed questions to generated data.

The data is made by `python -m migrator.stdlib.generate` from the interpreters themselves and
read when first asked for. Names are dotted, as a program would reach them:
`"Queue"`, `"urllib.urlencode"`, `"unittest.TestCase.assertEquals"`; built-in names stand under
`builtins` whatever the version (`"builtins.unicode"`, `"builtins.dict.has_key"`).

A version is `(major, minor)`. Known are 2.7 and 3.6 up to `LAST`; a later one is answered as
`LAST` is, and no difference is seen between 3.0 and 3.5 (what left in 3.x > 3.0 but before 3.6
counts as gone since 3.0).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

Version = tuple[int, int]
Spans = dict[str, str]  # see generate.py

PYTHON_2: Version = (2, 7)
# Of the package of tests, which is not walked: since when what programs use of it is there, or gone.
_TESTS_SINCE: dict[str, Version] = {
    f"test.support.{name}_helper": (3, 9) if name == "socket" else (3, 10)
    for name in ("import", "os", "socket", "threading", "warnings")
}
_TESTS_GONE: dict[str, Version] = {
    "test.pystone": (3, 7),
    "test.support.run_doctest": (3, 11),
    "test.support.run_unittest": (3, 11),
    "test.test_support": (3, 0),
    **{
        f"test.support.{name}": (3, 0)
        for name in ("TransientResource", "check_py3k_warnings", "fcmp", "have_unicode")
    },
}
_DATA = Path(__file__).parent / "data"


@cache
def _read(name: str) -> dict:
    return json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))


@cache
def versions() -> tuple[Version, ...]:
    """The versions that the data knows, oldest first; the last may be from the documents."""
    about = _read("about")
    return tuple(_version(text) for text in (*about["asked"], *about["documented"]))


def _version(text: str) -> Version:
    major, minor = text.split(".")
    return int(major), int(minor)


@cache
def _having(span: str) -> frozenset[Version]:
    """The known versions that a span text covers."""
    having: set[Version] = set()
    for run in span.split(","):
        first, dash, last = run.partition("-")
        low = _version(first)
        high = _version(last) if last else versions()[-1] if dash else low
        having.update(version for version in versions() if low <= version <= high)
    return frozenset(having)


def _covers(span: str, version: Version) -> bool:
    return min(version, versions()[-1]) in _having(span)


def _named(spans: Spans, wanted: Callable[[frozenset[Version]], bool]) -> frozenset[str]:
    """The names of those spans whose versions are wanted."""
    return frozenset(
        name for span, names in spans.items() if wanted(_having(span)) for name in names.split()
    )


def _of(spans: Spans, version: Version) -> frozenset[str]:
    version = min(version, versions()[-1])
    return _named(spans, lambda having: version in having)


def _only_2(spans: Spans) -> frozenset[str]:
    return _named(spans, lambda having: having == {PYTHON_2})


def _only_3(spans: Spans) -> frozenset[str]:
    return _named(spans, lambda having: PYTHON_2 not in having)


@cache
def modules(version: Version) -> frozenset[str]:
    """Names of the modules of `version` on any system, those in packages too (`xml.dom`)."""
    return _of(_read("modules"), version)


@cache
def builtins(version: Version) -> frozenset[str]:
    """The built-in names of `version` on any system."""
    return _of(_read("builtins"), version)


@cache
def builtins_only_2() -> frozenset[str]:
    """Built-in names of 2.7 that no Python 3 has: `unicode`, `xrange`, `cmp`, ..."""
    return _only_2(_read("builtins"))


@cache
def builtins_only_3() -> frozenset[str]:
    """Built-in names of some Python 3 that 2.7 lacks: `ascii`, `FileNotFoundError`, ..."""
    return _only_3(_read("builtins"))


@cache
def modules_only_2() -> frozenset[str]:
    """Modules of 2.7 that no Python 3 has: `Queue`, `urllib2`, `email.MIMEText`, ..."""
    return _only_2(_read("modules"))


@cache
def modules_only_3() -> frozenset[str]:
    """Modules of some Python 3 that 2.7 lacks: `asyncio`, `urllib.parse`, `queue`, ..."""
    return _only_3(_read("modules"))


def _is_other_test(name: str, version: Version) -> bool:
    """Whether `version` is one without a part of the package of tests, or has another of the name."""
    while name.startswith("test."):
        since, gone = _TESTS_SINCE.get(name, PYTHON_2), _TESTS_GONE.get(name)
        if version < since or (gone is not None and version >= gone):
            return True
        name = name.rpartition(".")[0]
    return False


def _is_name_of_tests(name: str) -> bool:
    """Whether it is a name in one of the modules that help tests, which hold no others."""
    owner, _, last = name.rpartition(".")
    is_helper = last.endswith("_helper") or last == "testresult"
    return owner == "test.test_support" or (
        owner.startswith("test.support") and not (owner == "test.support" and is_helper)
    )


def _is_module(name: str, version: Version) -> bool:
    if _is_name_of_tests(name) or _is_other_test(name, version):
        return False
    known = modules(version)
    if name in known:
        return True
    parents = (name[:index] for index, letter in enumerate(name) if letter == ".")
    return any(parent in _read("about")["unwalked"] and parent in known for parent in parents)


def is_stdlib_module_2(name: str) -> bool:
    """Whether 2.7 has the module `name`. What is in a package of tests is taken to be there."""
    return _is_module(name, PYTHON_2)


def is_stdlib_module_3(name: str, target: Version) -> bool:
    """Whether `target` has the module `name`. What is in a package of tests is taken to be there."""
    return _is_module(name, target)


@cache
def names(module: str, version: Version) -> frozenset[str] | None:
    """The public names of `module` in `version`.

    None where they are not known: there is no such module, it is for another system, it is
    private, or importing it does more than define names.
    """
    spans = _read("builtins") if module == "builtins" else _read("names").get(module, {})
    return _of(spans, version) or None


def names_2(module: str) -> frozenset[str] | None:
    """The public names of `module` in 2.7; None where they are not known (see `names`)."""
    return names(module, PYTHON_2)


def home_of(name: str) -> str | None:
    """Where a name is from that its module only imported in 2.7, and no longer has in each 3.

    `"inspect.imp"` is the module `"imp"`, `"pickle.StringIO"` is `"cStringIO.StringIO"`. None
    where that is not so, or not known.
    """
    module, _, last = name.rpartition(".")
    return _read("homes").get(module, {}).get(last)


@cache
def exists(name: str, version: Version) -> bool | None:
    """Whether `version` has the module, module's name or class member that `name` spells.

    None where the data cannot tell: the owner is there and the name is a private one, or none
    of the owner's names is known.
    """
    if _is_other_test(name, version):
        return False
    if "." not in name or is_stdlib_module_2(name) or name in modules_only_3():
        return _is_module(name, version)
    owner, _, last = name.rpartition(".")
    for span, members in _read("members").get(owner, {}).items():
        if last in members.split():
            return _covers(span, version)
    if owner == "builtins" or _is_module(owner, version):
        known = names(owner, version)
        if known is None or (last.startswith("_") and last not in known):
            return None
        return last in known
    has_owner = exists(owner, version)
    return None if has_owner else has_owner


def lacks(name: str, version: Version) -> bool:
    """Whether `version` is without a name that 2.7 has; of private ones none is taken to be left."""
    there = exists(name, version)
    return there is False or (there is None and name.rpartition(".")[2].startswith("_"))


def gone_since(name: str) -> Version | None:
    """The first version that lacks `name` after the last one that has it.

    None where it is not gone, or was never known. A class member of which nothing is said went
    with its class.
    """
    known = versions()
    told = {version: exists(name, version) for version in known}
    having = [version for version in known if told[version]]
    if not having and None in told.values():
        return gone_since(name.rpartition(".")[0])
    if not having or having[-1] == known[-1]:
        return None
    return (3, 0) if having[-1] == PYTHON_2 else known[known.index(having[-1]) + 1]
