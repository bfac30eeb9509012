"""Finding Pythons, with commands made up for the purpose."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from migrator.__main__ import main
from migrator.verify.interpreters import InterpreterError, find_python2, find_python3

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="makes shell scripts")


@pytest.fixture(autouse=True)
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("MIGRATOR_PYTHON2", raising=False)


def python(path: Path, version: str, kind: str = "Python") -> Path:
    """A command that says it is Python `version`; no version: one that fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    says = f"printf '%s' '{version} {kind} {path}'" if version else "echo no such >&2; exit 127"
    path.write_text(f"#!/bin/sh\n{says}\n")
    path.chmod(0o755)
    return path


def test_none() -> None:
    assert find_python2() is None


@pytest.mark.parametrize(
    ("on_path", "found"),
    [
        ({"python2.7": "2.7.18"}, "python2.7"),
        ({"python2": "2.7.5"}, "python2"),
        ({"python": "2.7.18"}, "python"),
        ({"pypy2": "2.7.18", "jython": "2.7.3"}, "pypy2"),
        ({"pypy": "2.7.13"}, "pypy"),
        ({"jython": "2.7.3", "python2": ""}, "jython"),
        ({"python2.7": "", "python2": "2.7.18"}, "python2"),
        ({"python2": "2.6.9"}, None),
        ({"python": "3.12.1"}, None),
    ],
)
def test_on_path(tmp_path: Path, on_path: dict[str, str], found: str | None) -> None:
    for name, version in on_path.items():
        python(tmp_path / "bin" / name, version)
    interpreter = find_python2()
    assert (interpreter and Path(interpreter.command[0]).name) == found


def test_under_pyenv_the_newest(tmp_path: Path) -> None:
    for version in ("2.7.9", "2.7.18", "3.12.1"):
        python(tmp_path / "pyenv" / "versions" / version / "bin" / "python", version)
    python(tmp_path / "bin" / "python2", "")
    interpreter = find_python2()
    assert interpreter and interpreter.version == (2, 7, 18)
    assert str(interpreter) == "Python 2.7.18"


def test_under_conda(tmp_path: Path) -> None:
    for name, version in (("new", "3.12.1"), ("old", "2.7.18")):
        python(tmp_path / name / "bin" / f"python{version[:3]}", version)
    (tmp_path / ".conda").mkdir()
    (tmp_path / ".conda" / "environments.txt").write_text(f"{tmp_path}/new\n{tmp_path}/old\n")
    python(tmp_path / "bin" / "jython", "2.7.3", "Jython")
    found = find_python2()
    assert found and found.command == (str(tmp_path / "old" / "bin" / "python2.7"),)


def test_each_is_listed_under_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, version, kind in (
        ("python2.7", "2.7.18", "Python"),
        ("pypy", "2.7.13", "PyPy"),
        ("jython", "2.7.3", "Jython"),
    ):
        python(tmp_path / "bin" / name, version, kind)
    assert main(["verify", "--interpreters"]) == 0
    names = [line[:16].strip() for line in capsys.readouterr().out.splitlines()]
    running = ".".join(map(str, sys.version_info[:3]))
    assert names == ["Python 2.7.18", "PyPy 2.7.13", "Jython 2.7.3", f"Python {running}"]


def test_none_is_listed_with_the_ways_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--interpreters"]) == 2
    assert "apt install jython" in capsys.readouterr().err


def test_the_command_and_the_environment_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python(tmp_path / "bin" / "python2.7", "2.7.18")
    monkeypatch.setenv("MIGRATOR_PYTHON2", str(python(tmp_path / "env", "2.7.3")))
    named = python(tmp_path / "named", "2.7.4")
    assert find_python2().version == (2, 7, 3)  # type: ignore[union-attr]
    assert find_python2(str(named)).version == (2, 7, 4)  # type: ignore[union-attr]


def test_a_command_of_several_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_python3(f"{sys.executable} -B").command == (sys.executable, "-B")
    monkeypatch.setenv("MIGRATOR_PYTHON2", f"{sys.executable} -B")
    with pytest.raises(
        InterpreterError, match=r"MIGRATOR_PYTHON2: .* -B' is Python 3\.\d+\.\d+, but Python 2\.7"
    ):
        find_python2()


def test_a_path_with_a_blank_in_it(tmp_path: Path) -> None:
    named = python(tmp_path / "Python 27" / "python", "2.7.18")
    assert find_python2(str(named)).command == (str(named),)  # type: ignore[union-attr]


def test_what_a_command_says_that_does_not_run(tmp_path: Path) -> None:
    with pytest.raises(
        InterpreterError, match=r"--python2: .* does not run as a Python \(no such\)"
    ):
        find_python2(f"{python(tmp_path / 'bin' / 'run', '')} -B")


@pytest.mark.parametrize("version", ["3.12.1", "2.6.9", ""])
def test_a_named_command_must_be_the_right_one(tmp_path: Path, version: str) -> None:
    command = str(python(tmp_path / "named", version))
    with pytest.raises(InterpreterError, match=r"Python 2\.7 is needed"):
        find_python2(command)


def test_python3_is_the_running_one() -> None:
    found = find_python3()
    assert found.command == (sys.executable,)
    assert found.version == sys.version_info[:3]
    with pytest.raises(InterpreterError, match="does not run"):
        find_python3("/no/such/python")
