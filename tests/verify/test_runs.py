"""A run: the same conditions each time, and nothing left of it afterwards."""

from __future__ import annotations

import os
import sys
import tempfile
import textwrap
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from migrator.verify.outputs import Spooled
from migrator.verify.processes import marked
from migrator.verify.runs import run
from tests.verify.programs import request

LINUX = sys.platform == "linux"


def test_all_that_a_program_gets_and_gives() -> None:
    code = """
        import sys
        print(sys.argv, sys.stdin.read())
        sys.stderr.write('trouble')
        sys.exit(3)
    """
    done = run(request(code, arguments=("-x", "a b"), stdin=b"words"))
    assert done.stdout == b"['program.py', '-x', 'a b'] words\n"
    assert done.stderr == b"trouble"
    assert done.exit_code == 3
    assert done.seconds > 0


def test_conditions_are_the_same_whatever_the_user_has_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = """
        import os, sys, time
        print(time.tzname, sys.stdout.encoding, os.getcwd() != os.environ['HOME'])
        print(hash('word'), os.listdir('.'), os.environ.get('PYTHONWARNINGS'))
        print(repr(chr(233)), chr(233))
    """
    plain = run(request(code))
    for name, value in {
        "TZ": "Asia/Tokyo",
        "LC_ALL": "POSIX",
        "LANG": "de_DE",
        "PYTHONHASHSEED": "77",
        "PYTHONWARNINGS": "error",
        "PYTHONIOENCODING": "latin-1",
    }.items():
        monkeypatch.setenv(name, value)
    assert run(request(code)) == plain
    assert b"['program.py'] None" in plain.stdout
    assert run(request(code, seed=5)).stdout != plain.stdout


def test_each_run_has_a_folder_of_its_own_that_is_gone_afterwards() -> None:
    code = """
        import os, tempfile
        print(os.path.exists('left.txt'), os.getcwd())
        open('left.txt', 'w').write('x')
        print(tempfile.gettempdir().startswith(os.path.dirname(os.getcwd())))
    """
    first, second = run(request(code)), run(request(code))
    for done in (first, second):
        there, folder, inside = done.stdout.decode().replace("\n", " ").split()
        assert (there, inside) == ("False", "True")
        assert not Path(folder).exists()
    assert first.stdout != second.stdout


def test_a_program_that_does_not_end_is_killed() -> None:
    done = run(request("print('on it', flush=True)\nwhile True: pass", seconds=0.5))
    assert (done.stdout, done.exit_code) == (b"on it\n", None)


def is_gone(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            if state == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not LINUX, reason="looks at processes in /proc")
@pytest.mark.parametrize("last", ["", "time.sleep(60)"], ids=["ends", "is killed"])
def test_children_go_with_their_program(last: str) -> None:
    code = """
        import subprocess, sys, time
        child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])
        print(child.pid, flush=True)
    """
    done = run(request(textwrap.dedent(code) + last, seconds=2))
    assert is_gone(int(done.stdout))


@pytest.mark.skipif(not LINUX, reason="needs process groups")
def test_a_child_that_left_the_group_holds_up_nobody() -> None:
    code = """
        import subprocess, sys
        code = 'import time; time.sleep(4)'
        subprocess.Popen([sys.executable, '-c', code], start_new_session=True)
        print('done')
    """
    done = run(request(code))
    assert done.stdout == b"done\n"
    assert done.seconds < 4


def test_lines_of_workers_come_whole_and_in_the_order_of_time() -> None:
    code = """
        import multiprocessing, time
        def work(n):
            for i in range(40):
                print('worker', n, 'line', i, 'x' * 50)
        if __name__ == '__main__':
            print('begin')
            workers = [multiprocessing.Process(target=work, args=(n,)) for n in range(3)]
            for worker in workers: worker.start()
            for worker in workers: worker.join()
            print('end')
    """
    lines = run(request(code)).stdout.decode().splitlines()
    assert (lines[0], lines[-1]) == ("begin", "end")
    wanted = [f"worker {n} line {i} {'x' * 50}" for n in range(3) for i in range(40)]
    assert sorted(lines[1:-1]) == sorted(wanted)


def test_much_output_comes_through_unchanged_on_disk(tmp_path: Path) -> None:
    code = "import sys; sys.stdout.buffer.write(bytes(range(256)) * 20_000)"
    stdout = run(request(code, spool=str(tmp_path))).stdout
    assert isinstance(stdout, Spooled)
    assert Path(stdout.path).read_bytes() == bytes(range(256)) * 20_000
    assert [path.name for path in tmp_path.iterdir()] == [Path(stdout.path).name]


@pytest.mark.parametrize(
    ("code", "limits", "stopped"),
    [
        ("while True: print('x' * 1000)", {"output": 1 << 20}, "output"),
        ("import sys\nwhile True: sys.stderr.write('x' * 1000)", {"output": 1 << 20}, "output"),
        ("f = open('f', 'w')\nwhile True: f.write('x' * 1000)", {"output": 1 << 20}, "output"),
        (
            "import os, time\nfor _ in range(40):\n    if not os.fork(): time.sleep(60)\ntime.sleep(60)",
            {"processes": 20},
            "processes",
        ),
        ("import time; time.sleep(60)", {"seconds": 0.5}, "time"),
    ],
)
@pytest.mark.skipif(not LINUX, reason="looks at processes in /proc")
def test_limits(code: str, limits: dict[str, Any], stopped: str, tmp_path: Path) -> None:
    spool = tempfile.mkdtemp(dir=tmp_path)  # a name that no test beside this one has
    done = run(request(code, spool=spool, **limits))
    assert (done.stopped, done.exit_code) == (stopped, None)
    assert done.seconds < 10
    assert marked(Path(spool).name) == []


@pytest.mark.skipif(not LINUX, reason="looks at processes in /proc")
def test_a_daemon_ends_with_its_program(tmp_path: Path) -> None:
    spool = tempfile.mkdtemp(dir=tmp_path)
    code = """
        import os, sys, time
        if os.fork():
            sys.exit(3)
        os.setsid()
        if os.fork():
            os._exit(0)
        while True:
            time.sleep(1)
    """
    done = run(request(code, spool=spool))
    assert (done.exit_code, done.left_processes) == (3, True)
    assert marked(Path(spool).name) == []


def test_files_that_a_program_writes(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for name in ("kept", "changed", "removed"):
        (tmp_path / "data" / name).write_text(name)
    code = """
        import os, tempfile
        os.makedirs('new/empty')
        open('new/out.txt', 'wb').write(b'\\xff')
        open('data/changed', 'a').write('!')
        os.remove('data/removed')
        open(os.path.expanduser('~/settings'), 'w').write('s')
        open(os.path.join(tempfile.gettempdir(), 'scratch'), 'w').write('t')
        os.symlink('out.txt', 'new/link')
    """
    done = run(request(code, copied=(("data", str(tmp_path / "data")),)))
    assert dict(done.files) == {
        "new/empty": b"(folder)",
        "new/out.txt": b"\xff",
        "new/link": b"(link to out.txt)",
        "data/changed": b"changed!",
        "data/removed": b"(removed)",
        "~/settings": b"s",
        "$TMPDIR/scratch": b"t",
    }
    assert (tmp_path / "data" / "removed").exists(), "only copies are touched"


@pytest.mark.skipif(not LINUX, reason="needs signals that stop a process")
def test_a_stretched_run_takes_longer_and_ends_the_same() -> None:
    code = """
        import time
        start = time.time()
        for n in range(20): time.sleep(0.01)
        print(time.time() - start)
    """
    usual = run(request(code))
    stretched = run(request(code, stretch=usual.seconds))
    assert float(stretched.stdout) > float(usual.stdout)
    assert stretched.exit_code == 0


def test_an_interpreter_that_is_not_there() -> None:
    with pytest.raises(OSError):
        run(replace(request("pass"), command=("/no/such/python",)))
