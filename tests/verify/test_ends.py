"""Verifying as a process of its own: nothing that a program does, and no way to end it, leaves
anything behind.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import migrator
from migrator.verify.processes import HAS_PROC, MARK, marked
from tests.corpora import FULL, python2

pytestmark = pytest.mark.skipif(not HAS_PROC, reason="looks at processes in /proc")

HOME = Path(migrator.__file__).parent.parent
MEGABYTES = 300 if FULL else 40


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder for programs, with one beside it that all temporary files go to."""
    (tmp_path / "tmp").mkdir()
    (tmp_path / "programs").mkdir()
    yield tmp_path / "programs"
    assert _left_over(tmp_path / "tmp") == []


def _left_over(temporary: Path) -> list[str]:
    names = [path.name for path in temporary.iterdir() if path.name.startswith("migrator-")]
    return names + [str(pid) for pid in marked("migrator-") if str(temporary) in _home(pid)]


def _home(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def start(place: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(HOME), "TMPDIR": str(place.parent / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def verify(place: Path, *arguments: str) -> tuple[int, str, str]:
    process = start(place, "-m", "migrator", "verify", "--python2", python2(), *arguments)
    out, err = process.communicate()
    return process.returncode, out, err


def test_a_worker_that_is_killed_costs_its_own_run_only(place: Path) -> None:
    (place / "good.py").write_text("print 'good'\n")
    (place / "bad.py").write_text("import os\nos.kill(os.getppid(), 9)\nprint 'bad'\n")
    code, out, err = verify(place, ".")
    verdicts = {
        line.partition("  ")[2].split()[0]: line for line in out.split("\n") if ".py" in line
    }
    assert verdicts["good.py"].startswith("equal ")
    assert verdicts["bad.py"].startswith("could not run")
    assert "the worker that made it died" in out
    assert code == 2 and "Traceback" not in err


@pytest.mark.parametrize("to_all", [True, False], ids=["Ctrl-C", "kill"])
def test_interrupting_leaves_nothing_behind(place: Path, to_all: bool) -> None:
    (place / "endless.py").write_text(
        "import os, time\n" "if not os.fork():\n" "    os.setsid()\n" "while True: time.sleep(1)\n"
    )
    process = start(place, "-m", "migrator", "verify", "--python2", python2(), "endless.py")
    temporary = place.parent / "tmp"
    until = time.monotonic() + 60
    while not any(
        f"{MARK}=" in text for text in map(_home, marked("migrator-")) if str(temporary) in text
    ):
        assert time.monotonic() < until and process.poll() is None
        time.sleep(0.05)
    if to_all:
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.terminate()
    _, err = process.communicate()
    assert process.returncode == 130, err
    assert "interrupted" in err and "Traceback" not in err


def test_memory_does_not_grow_with_output(place: Path) -> None:
    (place / "much.py").write_text(
        f"import sys\nfor n in range({MEGABYTES * 16}): sys.stdout.write('%s\\n' % n * 8192)\n"
        "print 'end'\n".replace("'%s\\n' % n * 8192", "('%07d' % n + '\\n') * 8192")
    )
    code = (
        "import resource, sys; from migrator.__main__ import main\n"
        "def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "before = peak()  # a process starts with that of the one that started it\n"
        "print(int(main(sys.argv[1:])), peak() - before)"
    )
    process = start(place, "-c", code, "verify", "--python2", python2(), "much.py")
    out, err = process.communicate()
    verdict, numbers, *_ = out.split("\n")
    code_and_megabytes = [int(number) for number in numbers.split()]
    assert verdict.startswith("equal "), out + err
    assert code_and_megabytes[0] == 0
    assert code_and_megabytes[1] < 100


def test_programs_without_end(place: Path) -> None:
    (place / "loop.py").write_text("while True: pass\n")
    (place / "writes.py").write_text("while True: print 'x' * 1000\n")
    (place / "forks.py").write_text(
        "import os, time\n"
        "for n in range(100):\n"
        "    if not os.fork(): break\n"
        "time.sleep(60)\n"
    )
    (place / "daemon.py").write_text(
        "import os, sys, time\n"
        "if not os.fork():\n"
        "    os.setsid()\n"
        "    time.sleep(60)\n"
        "print 'done'\n"
    )
    limits = ["--timeout", "5", "--max-output", "1", "--max-processes", "30"]
    code, out, _ = verify(place, ".", *limits)
    said = {}
    for line in out.split("\n"):
        if ".py (" in line:
            name = line.partition(".py (")[0].split()[-1]
            said[name] = line
        elif line.startswith("    "):
            said[name] += line
    assert code == 2
    assert "it did not end in time (5 s)" in said["loop"]
    assert "it wrote too much (1,048,576 bytes)" in said["writes"]
    assert "it started too many processes (30 at a time)" in said["forks"]
    assert said["daemon"].startswith("equal ")
    assert "processes that it left behind were ended" in said["daemon"]


def test_output_that_is_no_text(place: Path) -> None:
    (place / "bytes.py").write_text(
        "import os\nos.write(1, ''.join(map(chr, range(256))).encode('latin-1'))\n"
    )
    (place / "same.py").write_text(
        "import os, struct\nos.write(1, struct.pack('>I', 4294967040))\n"
    )
    _, out, _ = verify(place, "same.py")
    assert out.startswith("equal ")
    (place / "other.py").write_text(
        "import os, struct\nos.write(1, struct.pack('>I', 4294967041))\n"
    )
    assert verify(place, "same.py", "--against", "other.py")[0] == 1
