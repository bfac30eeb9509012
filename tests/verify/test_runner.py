"""Verifying: how many runs it takes, what stands in for Python 2, and what cannot be run."""

from __future__ import annotations

import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from migrator.__main__ import main
from migrator.options import Options
from migrator.verify import Outcome, Verdict, Wishes, verify_paths
from migrator.verify.interpreters import Interpreter
from migrator.verify.trial import CLOCK_RUNS, FIRST_RUNS
from tests.corpora import python2
from tests.verify.programs import all_verified, verified

POOL = """
    import os, time
    from concurrent.futures import ProcessPoolExecutor
    def work(n):
        time.sleep(0.01)
        print('item', n, 'by', os.getpid())
        return n * n
    if __name__ == '__main__':
        start = time.time()
        with ProcessPoolExecutor(2) as pool:
            jobs = [pool.submit(work, n) for n in range(6)]
            print('submitted')
        print('sum', sum(job.result() for job in jobs))
        print('took', time.time() - start)
"""


def test_concurrent_programs_are_equal_and_changed_ones_are_not() -> None:
    assert verified(POOL, POOL).verdict is Verdict.EQUAL_UP_TO_NOISE
    changes = [
        ("range(6)", "range(7)"),
        ("n * n", "n * 2"),
        ("'item', n,", "'item', 0,"),
        ("print('submitted')", "pass"),
        ("print('sum'", "print('total'"),
        ("'by', os.getpid()", "'by', n"),
        ("time.time() - start", "time.time()"),
    ]
    assert all(old in POOL for old, _ in changes)
    outcomes = all_verified(POOL, [POOL.replace(old, new) for old, new in changes])
    assert len(outcomes) == len(changes)
    for text, outcome in outcomes.items():
        assert outcome.verdict is Verdict.DIFFERENT, text


def test_steady_programs_run_no_more_often_than_needed() -> None:
    same = verified("print(1)", "print(1)")
    assert (same.verdict, same.runs) == (Verdict.EQUAL, (FIRST_RUNS, FIRST_RUNS))
    other = verified("print(1)", "print(2)")
    assert (other.verdict, other.runs) == (Verdict.DIFFERENT, (CLOCK_RUNS, CLOCK_RUNS))
    assert (other.left, other.right) == (("1",), ("2",))


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs signals that stop a process")
def test_rounded_times_are_told_from_results() -> None:
    """A rounded time is the same in all usual runs; only when slowed down it shows as one."""
    code = """
        import time
        start = time.time()
        for n in range(25): time.sleep({pause})
        print('took {unit}', int((time.time() - start) * 5))
        print('result', {result})
    """
    before = code.format(pause=0.01, result=7, unit="")
    slower = code.format(pause=0.02, result=7, unit="")
    wrong = code.format(pause=0.02, result=8, unit="")
    assert verified(before, slower).verdict is Verdict.EQUAL_UP_TO_NOISE
    assert verified(before, wrong).verdict is Verdict.DIFFERENT


def test_hash_order_is_seen_as_free() -> None:
    code = "for name in {'ann', 'bob', 'cleo', 'dan', 'eva'}: print(name)"
    assert verified(code, code).verdict is Verdict.EQUAL_UP_TO_ORDER
    assert verified(code, code.replace("{", "sorted({").replace("}", "})")).verdict.passes
    assert verified(code, code.replace("eva", "eve")).verdict is Verdict.DIFFERENT


@pytest.mark.skipif(sys.platform == "win32", reason="looks at permissions")
def test_what_may_be_done_with_a_file_counts() -> None:
    code = "import os\nopen('out', 'w').close()\nos.chmod('out', 0o{})\n"
    assert verified(code.format(750), code.format(750)).verdict is Verdict.EQUAL
    outcome = verified(code.format(750), code.format(640))
    assert outcome.verdict is Verdict.DIFFERENT
    assert (outcome.stream, outcome.left, outcome.right) == ("file out (mode)", ("750",), ("640",))


def test_only_one_side_ends() -> None:
    outcome = verified("print(1)", "while True: pass", seconds=3)
    assert outcome.verdict is Verdict.DIFFERENT
    assert "stopped: it did not end in time" in outcome.right


def test_the_original_does_not_end() -> None:
    outcome = verified("while True: pass", "print(1)", seconds=0.5)
    assert outcome.verdict is Verdict.COULD_NOT_RUN
    assert "it did not end in time (0.5 s)" in outcome.notes[0]


def verify(*paths: Path, **wishes: Any) -> dict[str, Outcome]:
    with ThreadPoolExecutor(4) as executor:
        outcomes = verify_paths(paths, Wishes(**wishes), executor=executor)
        return {outcome.path.name: outcome for outcome in outcomes}


def test_a_folder_of_programs(tmp_path: Path) -> None:
    (tmp_path / "right.py").write_text("print 'a', 1\n")
    (tmp_path / "three.py").write_text("async def f(): pass\nprint('a', 1)\n")
    (tmp_path / "broken.py").write_text("def f(:\n")
    (tmp_path / "needs.py").write_text("import no_such_thing.part\nprint 1\n")
    (tmp_path / "parts.py").write_text("import helper, right\nprint helper.half(7)\n")
    (tmp_path / "helper.py").write_text("def half(n):\n    return int(n) // 2\n")
    (tmp_path / "notes.txt").write_text("no program")
    outcomes = verify(tmp_path, tmp_path / "gone.py", python2=python2())
    assert {name: outcome.verdict for name, outcome in outcomes.items()} == {
        "right.py": Verdict.EQUAL,
        "three.py": Verdict.EQUAL,
        "broken.py": Verdict.COULD_NOT_RUN,
        "needs.py": Verdict.COULD_NOT_RUN,
        "parts.py": Verdict.EQUAL,
        "gone.py": Verdict.COULD_NOT_RUN,
    }
    assert outcomes["right.py"].compared.startswith("Python 2.7.")
    assert outcomes["three.py"].compared.startswith("a Python 3 program, as it stands and after")
    assert "broken.py:1:6: " in outcomes["broken.py"].notes[0]
    assert "needs 'no_such_thing.part', which Python 2.7." in outcomes["needs.py"].notes[0]
    assert "No such file" in outcomes["gone.py"].notes[0]


def test_what_stands_in_for_python2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("kept.py", "changed.py", "never.py"):
        (tmp_path / name).write_text("import sys\nprint sys.argv[1:], sys.stdin.read()\n")
    (tmp_path / "input").write_text("words")
    for name in ("kept.py", "changed.py"):
        options = ["--python2", python2(), "--stdin", str(tmp_path / "input"), "--", "-x"]
        assert main(["record", str(tmp_path / name), *options]) == 0
    hidden: Interpreter | None = None
    monkeypatch.setattr("migrator.verify.runner.find_python2", lambda command=None: hidden)
    with (tmp_path / "changed.py").open("a") as file:
        file.write("print 'more'\n")
    outcomes = verify(tmp_path)
    kept = outcomes["kept.py"]
    assert (kept.verdict, kept.recorded) == (Verdict.EQUAL, True)
    assert kept.compared.startswith("recorded behaviour of Python 2.7.")
    changed, never = outcomes["changed.py"], outcomes["never.py"]
    assert changed.verdict is never.verdict is Verdict.COULD_NOT_RUN
    assert "another text of the program" in changed.notes[0]
    assert "no Python 2.7 was found" in never.notes[0]
    assert "never.baseline.json" in never.notes[0]


def test_recorded_arguments_and_input_are_used_with_a_live_python2(tmp_path: Path) -> None:
    program = tmp_path / "old.py"
    program.write_text("import sys\nprint sys.argv[1:]\nsys.exit(len(sys.argv))\n")
    assert main(["record", str(program), "--python2", python2(), "--", "-x"]) == 0
    outcome = verify(program, python2=python2())["old.py"]
    assert (outcome.verdict, outcome.recorded) == (Verdict.EQUAL, False)


def test_options_say_how_to_migrate(tmp_path: Path) -> None:
    program = tmp_path / "either.py"
    program.write_text("print(1)\n")
    options = Options(dialect="3")
    with ThreadPoolExecutor(2) as executor:
        (outcome,) = verify_paths([program], Wishes(options=options), executor=executor)
    assert outcome.compared.startswith("a Python 3 program")


def test_repairs_count_as_what_was_meant(tmp_path: Path) -> None:
    program = tmp_path / "old.py"
    program.write_text("print os.path.join('a', 'b')\n")
    assert verify(program, python2=python2())["old.py"].verdict is Verdict.EQUAL
    assert program.read_text() == "print os.path.join('a', 'b')\n", "nothing is written"


def test_the_backport_is_there_for_a_pool_under_python2(tmp_path: Path) -> None:
    program = tmp_path / "old.py"
    program.write_text(
        "from concurrent.futures import ThreadPoolExecutor\n"
        "print list(ThreadPoolExecutor(2).map(str, [1, 2]))\n"
    )
    assert verify(program, python2=python2())["old.py"].verdict is Verdict.EQUAL


def test_a_package_that_only_the_original_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That the Python 3 at hand does not have it says nothing about the migration."""
    monkeypatch.setattr("migrator.verify.packages.cache_folder", lambda: tmp_path / "cache")
    (tmp_path / "cache" / "wanted").mkdir(parents=True)
    (tmp_path / "cache" / "wanted" / "wanted.py").write_text("answer = 42\n")
    (tmp_path / "old.py").write_text("import wanted\nprint wanted.answer\n")
    options = {"python2": python2(), "requirements": ("wanted",)}
    outcome = verify(tmp_path / "old.py", **options)["old.py"]
    assert outcome.verdict is Verdict.COULD_NOT_RUN
    assert "the migrated program needs the package 'wanted' too" in outcome.notes[0]
    (tmp_path / "old.py").write_text("__import__('Que' + 'ue')\nprint 42\n")
    assert verify(tmp_path / "old.py", **options)["old.py"].verdict is Verdict.DIFFERENT


def test_processes_do_the_work_by_default(tmp_path: Path) -> None:
    program = tmp_path / "old.py"
    program.write_text("print 1\n")
    (outcome,) = verify_paths([program], Wishes(python2=python2()), jobs=2)
    assert outcome.verdict is Verdict.EQUAL


def test_the_running_python_is_the_right_side(tmp_path: Path) -> None:
    program = tmp_path / "new.py"
    program.write_text("async def f(): pass\nprint(1)\n")
    version = ".".join(map(str, sys.version_info[:3]))
    assert verify(program)["new.py"].compared.endswith(f"on Python {version}")
