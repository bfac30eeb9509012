"""Recorded behaviour: written, read again, and refused where it does not fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migrator.verify import record
from migrator.verify.baselines import (
    Baseline,
    BaselineError,
    Case,
    beside,
    digest,
    fresh,
    load,
)
from migrator.verify.record import main
from migrator.verify.runs import Run
from tests.corpora import python2

SOURCE = b"import os, sys\nprint sys.stdin.read(), sys.argv[1:], os.getpid()\nsys.exit(3)\n"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "old.py"
    path.write_bytes(SOURCE)
    return path


def test_recording(program: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "input").write_bytes(b"caf\xc3\xa9\n\xff")
    options = ["--python2", python2(), "--stdin", str(tmp_path / "input")]
    assert main([str(program), *options, "--", "-x", "a b"]) == 0
    assert str(beside(program)) in capsys.readouterr().out
    recorded = load(program)
    assert recorded is not None
    assert recorded.version[:2] == (2, 7)
    assert recorded.case == Case(("-x", "a b"), b"caf\xc3\xa9\n\xff")
    assert len(recorded.runs) == len(set(recorded.runs)) == record.RECORDED_RUNS
    for run in recorded.runs:
        assert run.stdout.startswith(b"caf\xc3\xa9\n\xff ['-x', 'a b'] ")
        assert (run.stderr, run.exit_code) == (b"", 3)
    assert fresh(recorded, program, SOURCE) is recorded


def test_recording_again_keeps_how_the_program_is_called(program: Path) -> None:
    options = ["--python2", python2()]
    assert main([str(program), *options, "--", "one"]) == 0
    assert main([str(program), *options]) == 0
    recorded = load(program)
    assert recorded is not None and recorded.case.arguments == ("one",)
    assert main([str(program), *options, "--"]) == 0
    recorded = load(program)
    assert recorded is not None and recorded.case.arguments == ()


def test_equal_runs_are_written_once(program: Path) -> None:
    program.write_bytes(b"print 'same'\n")
    assert main([str(program), "--python2", python2()]) == 0
    data = json.loads(beside(program).read_text())
    assert [run["stdout"] for run in data["runs"]] == [["same\n"]]
    recorded = load(program)
    assert recorded is not None
    assert recorded.runs == (Run(b"same\n", b"", 0),) * record.RECORDED_RUNS


REFUSED = [
    (b"while True: pass\n", "did not end within"),
    (b"def f(:\n", "old.py:1:6: "),
    (b"async def f(): pass\n", "is a Python 3 program"),
]


@pytest.mark.parametrize(("source", "message"), REFUSED)
def test_what_cannot_be_recorded(
    source: bytes,
    message: str,
    program: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(record, "TIMEOUT", 0.5)
    program.write_bytes(source)
    assert main([str(program), "--python2", python2()]) == 2
    assert message in capsys.readouterr().err
    assert not beside(program).exists()


def test_none_there(program: Path) -> None:
    assert load(program) is None


@pytest.mark.parametrize("text", ["", "[1]", "{}", '{"python": "2", "sha256": ""}', "\udc80"])
def test_a_damaged_baseline(program: Path, text: str) -> None:
    beside(program).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(BaselineError, match=r"old\.baseline\.json"):
        load(program)
    assert main([str(program), "--python2", python2()]) == 0
    assert load(program) is not None


def test_a_baseline_of_another_text_is_refused(program: Path) -> None:
    baseline = Baseline(digest(SOURCE), (2, 7, 18), Case(), ())
    with pytest.raises(BaselineError, match="record it again"):
        fresh(baseline, program, SOURCE + b"\n")
