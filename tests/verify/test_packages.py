"""Packages for Python 2.7: taken from the cache, fetched into it, or missed with advice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from migrator.verify import packages
from migrator.verify.interpreters import Interpreter
from migrator.verify.packages import PackageError, cache_folder, package_folders

POOL = {"os", "concurrent.futures"}
# Stands for a 2.7: it has no module that needs a backport.
PYTHON2 = Interpreter((sys.executable, "-S", "-c", "import sys; sys.exit(1)"), (2, 7, 18))


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages.platformdirs, "user_cache_dir", lambda name: str(tmp_path / name))


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The calls of pip; each makes the folder that it was told to."""
    calls = []

    def fake(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        info = Path(command[command.index("--target") + 1]) / f"p{len(calls)}.dist-info"
        info.mkdir(parents=True)
        needs = ["old; python_version < '3'", "new; python_version > '3'", "x; extra == 'x'"]
        said = [f"Requires-Dist: {one}\n" for one in needs]
        (info / "METADATA").write_text("".join(said))
        return subprocess.CompletedProcess(command, 0, "", "")

    real = packages._succeeds
    monkeypatch.setattr(packages, "_succeeds", lambda c: "pip" in c or real(c))
    monkeypatch.setattr(packages.subprocess, "run", _only_for_pip(fake))
    return calls


def _only_for_pip(fake):  # type: ignore[no-untyped-def]
    real = subprocess.run
    return lambda command, **options: (fake if "pip" in command else real)(command, **options)


def test_nothing_needed(pip: list[list[str]]) -> None:
    assert package_folders({"os", "sys", "concurrently"}, (), PYTHON2) == ()
    assert pip == []


def test_fetched_once_and_then_from_the_cache(pip: list[list[str]]) -> None:
    folder = str(cache_folder() / "futures")
    assert package_folders(POOL, (), PYTHON2) == (folder,)
    assert package_folders(POOL, (), PYTHON2) == (folder,)
    assert len(pip) == 1
    assert {"--python-version=2.7", "--no-deps", "futures"} <= set(pip[0])
    assert [path.name for path in cache_folder().iterdir()] == ["futures"]


def test_requirements_are_fetched_with_what_they_need(pip: list[list[str]]) -> None:
    (folder,) = package_folders(set(), ("six>=1.10",), PYTHON2)
    assert [call[-1] for call in pip] == ["six>=1.10", "old"]
    assert Path(folder).parent == cache_folder()
    assert package_folders(set(), ("six<1.10",), PYTHON2) != (folder,), "that is another one"


def test_not_fetched_for_a_python_that_has_it(pip: list[list[str]]) -> None:
    has_it = Interpreter((sys.executable,), (2, 7, 18))
    assert package_folders(POOL, (), has_it) == ()
    assert pip == []


def test_no_index_in_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, "", "ERROR: no matching distribution\n")

    monkeypatch.setattr(packages, "_has_pip", lambda python: True)
    monkeypatch.setattr(packages.subprocess, "run", _only_for_pip(offline))
    with pytest.raises(PackageError) as caught:
        package_folders(POOL, (), PYTHON2)
    message = str(caught.value)
    assert "'futures'" in message
    assert "no matching distribution" in message
    assert str(cache_folder() / "futures") in message


def test_no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_has_pip", lambda python: False)
    with pytest.raises(PackageError, match="there is no pip"):
        package_folders(POOL, (), PYTHON2)
