"""The examples of every rule are what it does, and mean in Python 3 what they meant in Python 2."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from migrator.api import fix_source
from migrator.rules import Rule, all_rules
from migrator.verify.interpreters import Interpreter
from tests import corpora

SECONDS = 60


def _name(rule: type[Rule], number: int) -> str:
    return f"{rule.code}-{number}"


EXAMPLES = [
    pytest.param(before, after, id=_name(rule, number))
    for rule in all_rules()
    for number, (before, after) in enumerate(rule.examples)
]
LEAVE_ALONE = [
    pytest.param(text, id=_name(rule, number))
    for rule in all_rules()
    for number, text in enumerate(rule.leave_alone)
]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the examples are: in a package, beside a module called `sibling`."""
    package = tmp_path_factory.mktemp("examples") / "package"
    package.mkdir()
    for name in ("__init__", "sibling"):
        (package / f"{name}.py").touch()
    return package / "example.py"


def fixed(before: str, place: Path) -> str:
    result = fix_source(before, path=place)
    assert result.error is None, result.error
    after = result.after.decode(result.encoding)
    assert result.changed == (after != before)
    return after


def compiles(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(text, "<after>", "exec", dont_inherit=True)


def run(command: tuple[str, ...], text: str, folder: Path) -> tuple[int, bytes]:
    program = folder / "program.py"
    program.write_text(text, "utf-8")
    done = subprocess.run(
        [*command, str(program)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=SECONDS,
    )
    return done.returncode, done.stdout


@pytest.fixture(scope="session")
def python2() -> Interpreter:
    return corpora.interpreter2()


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_is_documented(rule: type[Rule]) -> None:
    summary, blank, *details = (rule.__doc__ or "").splitlines()
    assert summary and not blank.strip() and details
    assert rule.examples or all(
        name == "leave_alone" for name in dir(rule) if name.startswith("leave_")
    )
    assert len(rule.leave_alone) >= len(rule.examples)
    assert rule.code[:3].isalpha() and rule.code[3:].isdigit()


def test_codes_and_names_are_given_once() -> None:
    for attribute in ("code", "name"):
        given = [getattr(rule, attribute) for rule in all_rules()]
        assert len(given) == len(set(given))


@pytest.mark.parametrize(("before", "after"), EXAMPLES)
def test_example(before: str, after: str, place: Path) -> None:
    assert fixed(before, place) == after
    compiles(after)
    assert fixed(after, place) == after


@pytest.mark.parametrize("text", LEAVE_ALONE)
def test_leave_alone(text: str, place: Path) -> None:
    assert fixed(text, place) == text


@pytest.mark.parametrize(("before", "after"), EXAMPLES)
def test_example_does_the_same(
    before: str, after: str, python2: Interpreter, tmp_path: Path
) -> None:
    status, printed = run((*python2.command, "-S"), before, tmp_path)
    if status:
        pytest.skip("the example does not run on its own")
    assert run((sys.executable, "-S"), after, tmp_path) == (0, printed)
