"""Recorded behaviour: written, read again, and refused where it does not fit."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from migrator.__main__ import main
from migrator.verify import record
from migrator.verify.baselines import (
    Baseline,
    BaselineError,
    digest,
    digests,
    fresh,
    load,
    place,
    save,
)
from migrator.verify.cases import Case
from migrator.verify.interpreters import Interpreter
from migrator.verify.runs import Run
from migrator.verify.trees import tree_of
from tests.corpora import python2

PYTHON = Interpreter((), (2, 7, 3), "Jython")
SOURCE = b"import os, sys\nprint sys.stdin.read(), sys.argv[1:], os.getpid()\nsys.exit(3)\n"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "old.py"
    path.write_bytes(SOURCE)
    return path


def test_recording(program: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "input").write_bytes(b"caf\xc3\xa9\n\xff")
    options = ["--python2", python2(), "--stdin", str(tmp_path / "input")]
    assert main(["record", str(program), *options, "--", "-x", "a b"]) == 0
    assert str(place(program)) in capsys.readouterr().out
    recorded = load(place(program))
    assert recorded is not None
    assert recorded.python.version[:2] == (2, 7)
    assert recorded.case == Case(("-x", "a b"), b"caf\xc3\xa9\n\xff")
    assert len(recorded.runs) == len(set(recorded.runs)) == record.RECORDED_RUNS
    for run in recorded.runs:
        assert run.stdout.startswith(b"caf\xc3\xa9\n\xff ['-x', 'a b'] ")
        assert (run.stderr, run.exit_code) == (b"", 3)
    assert fits(recorded, program) is recorded


def fits(baseline: Baseline, program: Path) -> Baseline:
    return fresh(baseline, place(program), tree_of(program), baseline.case, baseline.controls)


def test_recording_again_keeps_how_the_program_is_called(program: Path) -> None:
    options = ["--python2", python2()]
    assert main(["record", str(program), *options, "--", "one"]) == 0
    assert main(["record", str(program), *options]) == 0
    recorded = load(place(program))
    assert recorded is not None and recorded.case.arguments == ("one",)
    assert main(["record", str(program), *options, "--"]) == 0
    recorded = load(place(program))
    assert recorded is not None and recorded.case.arguments == ()


def test_equal_runs_are_written_once(program: Path) -> None:
    program.write_bytes(b"print 'same'\n")
    assert main(["record", str(program), "--python2", python2()]) == 0
    data = json.loads(place(program).read_text())
    assert [run["stdout"] for run in data["runs"]] == [["same\n"]]
    recorded = load(place(program))
    assert recorded is not None
    assert recorded.runs == (Run(b"same\n", b"", 0),) * record.RECORDED_RUNS


REFUSED = [
    (b"while True: pass\n", "it did not end in time"),
    (b"def f(:\n", "old.py:1:6: "),
    (b"async def f(): pass\n", "is a Python 3 program"),
]


@pytest.mark.parametrize(("source", "message"), REFUSED)
def test_what_cannot_be_recorded(
    source: bytes,
    message: str,
    program: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    program.write_bytes(source)
    assert main(["record", str(program), "--python2", python2(), "--timeout", "0.5"]) == 2
    assert message in capsys.readouterr().err
    assert not place(program).exists()


def test_none_there(program: Path) -> None:
    assert load(place(program)) is None


@pytest.mark.parametrize("text", ["", "[1]", "{}", '{"python": "2", "sha256": ""}', "\udc80"])
def test_a_damaged_baseline(program: Path, text: str) -> None:
    place(program).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(BaselineError, match=r"old\.baseline\.json"):
        load(place(program))
    assert main(["record", str(program), "--python2", python2()]) == 0
    assert load(place(program)) is not None


def test_a_baseline_of_another_text_is_refused(program: Path) -> None:
    baseline = Baseline(digest(tree_of(program)), PYTHON, Case(), ())
    program.write_bytes(SOURCE + b"\n")
    with pytest.raises(BaselineError, match=r"another text of the program.*migrator record"):
        fits(baseline, program)


def test_a_baseline_of_another_call_is_refused(program: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x").write_text("one")
    case = Case(("-x",), b"in", {"WHO": "ann"}, (("data", str(tmp_path / "data")),))
    random = frozenset(["random"])
    tree = tree_of(program)
    known = Baseline(digest(tree), PYTHON, case, (), digests(case), random)
    save(place(program), program.name, known)
    assert load(place(program)) == known
    for other, controls, words in (
        (replace(case, arguments=()), random, "other arguments or input"),
        (replace(case, stdin=b""), random, "other arguments or input"),
        (replace(case, environment={}), random, "another environment"),
        (replace(case, files=()), random, "other files beside it"),
        (case, frozenset(), "--control random"),
    ):
        with pytest.raises(BaselineError, match=words):
            fresh(known, place(program), tree, other, controls)
    (tmp_path / "data" / "x").write_text("two")
    with pytest.raises(BaselineError, match="other content in them"):
        fresh(known, place(program), tree, case, random)


def test_files_and_controls_are_as_they_were_recorded(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.write_bytes(b"import random\nprint random.randint(1, 999999), open('data/x').read()\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x").write_text("one")
    old = ["--python2", python2()]
    call = ["--files", str(tmp_path / "data"), "--control", "random"]
    assert main(["record", str(program), *old, *call]) == 0
    assert main(["record", str(program), *old]) == 0
    assert main(["verify", str(program), *old]) == 0
    monkeypatch.setattr("migrator.verify.runner.find_python2", lambda command: None)
    assert main(["verify", str(program)]) == 0
    assert main(["verify", str(program), *call]) == 0
    assert main(["verify", str(program), "--control", "time"]) == 2
    (tmp_path / "data" / "x").write_text("two")
    assert main(["verify", str(program)]) == 2


def test_a_change_in_an_imported_module_is_a_change(program: Path) -> None:
    program.write_bytes(b"import part\nprint part.x\n")
    part = program.with_name("part.py")
    part.write_bytes(b"x = 1\n")
    before = digest(tree_of(program))
    part.write_bytes(b"x = 2\n")
    assert digest(tree_of(program)) != before


def test_files_and_environment_are_recorded(program: Path) -> None:
    program.write_bytes(b"import os\nopen('out', 'w').write(os.environ['WHO'])\n")
    options = ["--python2", python2(), "--env", "WHO=ann"]
    assert main(["record", str(program), *options]) == 0
    recorded = load(place(program))
    assert recorded is not None and recorded.case.environment == {"WHO": "ann"}
    assert recorded.runs[0].files == (("out", b"ann"),)


def test_a_folder_for_baselines(program: Path, tmp_path: Path) -> None:
    folder = tmp_path / "records"
    options = ["--python2", python2(), "--baselines", str(folder)]
    assert main(["record", str(tmp_path), *options]) == 0
    assert [path.name for path in folder.iterdir()] == ["old.baseline.json"]
