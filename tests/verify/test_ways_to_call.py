"""Whole calls of the command line: how programs are called, and where originals come from."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pytest

from migrator.__main__ import main
from tests.corpora import python2

TOOL = """\
import os, sys
import helper
print sys.argv[1:], sys.stdin.read(), open('data/x').read(), os.environ['WHO']
print >>sys.stderr, 'to whom it may concern'
open('out', 'w').write(helper.greeting(3))
sys.exit(3)
"""
HELPER = "def greeting(n):\n    return ' '.join(['hi'] * n) + str({}.has_key(1))\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tool.py").write_text(TOOL)
    (tmp_path / "helper.py").write_text(HELPER)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x").write_text("data")
    (tmp_path / "in").write_bytes(b"caf\xc3\xa9")
    return tmp_path


CALL = ["--stdin", "in", "--files", "data", "--env", "WHO=ann"]


def verify(*arguments: str) -> int:
    return main(["verify", "--python2", python2(), *arguments])


def test_arguments_input_files_and_environment(folder: Path) -> None:
    assert verify("tool.py", *CALL, "--", "-x", "a b") == 0
    assert sorted(path.name for path in folder.iterdir()) == ["data", "helper.py", "in", "tool.py"]


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("tool.py", "argv[1:]", "argv[2:]", "lines differ"),
        ("tool.py", "may concern", "concerns", "standard error: lines differ"),
        ("tool.py", "greeting(3)", "greeting(4)", "file out: lines differ"),
        ("tool.py", "'out'", "'other'", "names of files: lines differ"),
        ("tool.py", "exit(3)", "exit(4)", "they end differently"),
        ("helper.py", "'hi'", "'ho'", "file out: lines differ"),
    ],
)
def test_a_port_by_hand(
    folder: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, where: str
) -> None:
    assert main(["fix", "-q", "--output", "port", "tool.py", "helper.py"]) == 0
    assert verify("tool.py", "--against", "port/tool.py", *CALL, "--", "-x") == 0
    text = (folder / "port" / file).read_text()
    assert old in text
    (folder / "port" / file).write_text(text.replace(old, new))
    assert verify("tool.py", "--against", "port/tool.py", *CALL, "--", "-x") == 1
    assert where in capsys.readouterr().out


def test_the_original_of_a_port_is_run_by_python2_if_that_reads_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where a module's name alone would speak for Python 3."""
    text = "from concurrent.futures import ThreadPoolExecutor\nprint(7 / 2)\n"
    (folder / "either.py").write_text(text)
    assert verify("either.py") == 0
    assert "a Python 3 program, as it stands and after migration" in capsys.readouterr().out
    assert verify("either.py", "--against", "either.py") == 1
    assert "-3\n    +3.5\n" in capsys.readouterr().out
    (folder / "new.py").write_text("async def f(): pass\nprint(7 / 2)\n")
    assert verify("new.py", "--against", "new.py") == 0
    assert "a Python 3 program, as it stands and the port" in capsys.readouterr().out


def test_folders_with_originals_from_git(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git = ["git", "-c", "user.name=n", "-c", "user.email=e"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "old"]):
        subprocess.run([*git, *arguments], check=True)
    assert main(["fix", "-q", "."]) == 0
    status = subprocess.run(["git", "status", "--short"], capture_output=True).stdout
    assert verify(".", "--original-rev", "HEAD", *CALL) == 0
    tool = folder / "tool.py"
    tool.write_text(tool.read_text().replace("to whom", "whom"))
    assert verify(".", "--original-rev", "HEAD", *CALL) == 1
    assert subprocess.run(["git", "status", "--short"], capture_output=True).stdout == status
    (folder / "new.py").write_text("print(1)\n")
    assert verify("new.py", "--original-rev", "HEAD") == 2
    assert "new.py is not in the revision of the originals" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        verify(".", "--original-rev", "no-such")
    assert "no-such" in capsys.readouterr().err


CASES = """\
[[tool.migrator.verify.cases]]
program = "tool.py"
name = "usual"
args = ["-h"]
input = "words"
files = ["data"]
env = { WHO = "ann" }
exit = 3
[[tool.migrator.verify.cases]]
program = "tool.py"
exit = 0
"""


def test_configured_cases(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "pyproject.toml").write_text(CASES)
    assert verify("--json", "--junit", "junit.xml") == 2
    programs = json.loads(capsys.readouterr().out)["programs"]
    assert [(one["path"], one["case"], one["verdict"]) for one in programs] == [
        ("tool.py", "case 2", "could not run"),
        ("tool.py", "usual", "equal"),
    ]
    assert "not 0 as expected" in programs[0]["notes"][0]
    suite = ElementTree.parse(folder / "junit.xml").getroot()
    assert (suite.get("tests"), suite.get("errors"), suite.get("failures")) == ("2", "1", "0")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[tool.migrator.verify.cases]]\nname = 'x'", "'program' is missing"),
        ("[[tool.migrator.verify.cases]]\nprogram = 'x'\nargs = 'x'", "'args' must be a list"),
        ("[[tool.migrator.verify.cases]]\nprogram = 'x'\nwhat = 1", "'what' is none of"),
        ("[[tool.migrator.verify.cases]]\nprogram = 'x'\nfiles = ['gone']", "no such file"),
        ("[[", "cannot be read"),
    ],
)
def test_bad_cases(
    folder: Path, text: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "pyproject.toml").write_text(text)
    with pytest.raises(SystemExit):
        verify()
    assert problem in capsys.readouterr().err


def test_recorded_and_then_without_python2(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "pyproject.toml").write_text(CASES)
    assert main(["record", "--python2", python2()]) == 2
    assert "usual" in capsys.readouterr().out
    monkeypatch.setattr("migrator.verify.runner.find_python2", lambda command: None)
    assert main(["verify"]) == 2
    out = capsys.readouterr().out
    assert "equal " in out and "recorded behaviour of Python 2.7" in out
    (folder / "helper.py").write_text(HELPER + "\n")
    main(["verify"])
    assert "another text of the program" in capsys.readouterr().out


def test_controlled_chance_and_clocks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "dice.py").write_text(
        "import datetime, os, random, time\n"
        "random.seed(7)\n"
        "print random.randint(1, 6), random.choice('abc'), random.sample(range(50), 30)\n"
        "cards = range(52)\n"
        "random.shuffle(cards)\n"
        "print cards, random.randrange(10 ** 20), random.Random('x').randint(1, 10 ** 9)\n"
        "print map(repr, [random.gammavariate(1, 2), random.betavariate(1, 2)])\n"
        "print map(repr, [random.triangular(0, 10, 3), random.triangular(1, 7)])\n"
        "time.sleep(100)\n"
        "print time.time() > 0, time.ctime(), datetime.datetime.now().date(), os.getpid()\n"
    )
    controls = ["--control", "random,time", "--control", "pid,sleep"]
    # That rule writes the ways of 2.7 into the program; here the shim must do without.
    assert verify("dice.py", *controls, "--ignore", "LIB068") == 0
    assert capsys.readouterr().out.startswith("equal  ")


def test_several_python3(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "one.py").write_text("print 1\n")
    assert verify("one.py", "--python3", sys.executable, "--python3", f"{sys.executable} -B") == 0
    assert capsys.readouterr().out.count("equal ") == 2


def test_the_decision_that_a_difference_hangs_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "parts.py").write_text("def part(n, d):\n    return n / d\n")
    (folder / "half.py").write_text("import parts\nprint parts.part(7, len(['a', 'b']))\n")
    assert verify("half.py") == 0
    assert verify("half.py", "--unproven", "assume") == 1
    out = capsys.readouterr().out
    wanted = "DIV010 at parts.py:2:14 is decided `true` (assumed): with `floor` the results agree"
    assert f"cause? {wanted}" in out
    monkeypatch.setattr("migrator.verify.trial.SEEK_SECONDS", 0)
    assert verify("half.py", "--unproven", "assume") == 1
    assert "results agree" not in capsys.readouterr().out, "that would take too long"


def test_several_decisions_that_a_difference_hangs_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first makes it end too early to see the second, and the third does no harm."""
    (folder / "three.py").write_text(
        "import sys\n"
        "def half(n):\n    return n / 2\n"
        "print 'begin'\n"
        "print 'abcd'[half(len(sys.argv) + 1)]\n"
        "print half(7)\n"
        "n = input()\nprint n / 3\n"
        "m = input()\nprint m / 3\n"
    )
    (folder / "in").write_text("10\n9.0\n")
    answers = ["three.py:3:14", "three.py:8:9", "three.py:10:9"]
    (folder / "decisions").write_text("".join(f"{at} DIV010=true\n" for at in answers))
    assert verify("three.py", "--stdin", "in", "--decisions", "decisions") == 1
    causes = [line for line in capsys.readouterr().out.splitlines() if "results agree" in line]
    assert causes == [
        "    cause? DIV010 at three.py:3:14 is decided `true` (proven): with `floor`, "
        "and DIV010 at three.py:8:9 is decided `true` (proven): with `floor` the results agree"
    ]


def test_the_place_where_the_migrated_program_fails(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "fails.py").write_text(
        "import sys\ndef f():\n    if sys.version_info[0] > 2: raise KeyError('new')\nprint f()\n"
    )
    assert verify("fails.py") == 1
    out = capsys.readouterr().out
    assert "fails.py:3: the migrated program fails here: if sys.version_info" in out


def test_interpreters(capsys: pytest.CaptureFixture[str]) -> None:
    python2()
    assert main(["verify", "--interpreters"]) == 0
    assert "Python 2.7." in capsys.readouterr().out


def two_threads() -> Executor:
    return ThreadPoolExecutor(2)


def test_an_executor_of_ones_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "one.py").write_text("print 1\n")
    executor = ["--executor", f"{__name__}:two_threads"]
    assert main(["record", "--python2", python2(), "one.py", *executor]) == 0
    assert verify("one.py", *executor) == 0
    with pytest.raises(SystemExit):
        verify("one.py", "--executor", "nothing")
    assert "--executor 'nothing' is neither dask nor" in capsys.readouterr().err
