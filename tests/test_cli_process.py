"""The command as a process of its own, with the real engine behind it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import migrator

HOME = Path(migrator.__file__).parent.parent


def start(*arguments: str, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env=dict(os.environ, PYTHONPATH=str(HOME), PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def run(*arguments: str, folder: Path) -> tuple[int, str, str]:
    process = start(*arguments, folder=folder)
    out, err = process.communicate()
    return process.returncode, out.decode(), err.decode()


def test_version_help_and_usage_need_no_libcst(tmp_path):
    code = (
        "import sys; from migrator.__main__ import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "assert 'libcst' not in sys.modules and 'black' not in sys.modules"
    )
    for arguments in (["--version"], ["--help"], ["fix"], ["fix", "a.py", "--target", "x"]):
        status, _, said = run("-c", code, *arguments, folder=tmp_path)
        assert status == 0, said


def test_version(tmp_path):
    expected = (0, f"migrator {migrator.__version__}\n", "")
    assert run("-m", "migrator", "--version", folder=tmp_path) == expected


def test_workers_give_what_one_process_gives(tmp_path):
    for number in range(12):
        (tmp_path / f"m{number}.py").write_text(f"print {number}, xrange({number})\n")
    (tmp_path / "m5.py").write_text("print 'a' 1\n")
    one = run("-m", "migrator", "fix", "--diff", "--jobs", "1", ".", folder=tmp_path)
    two = run("-m", "migrator", "fix", "--diff", "--jobs", "2", ".", folder=tmp_path)
    assert one == two
    assert one[0] == 2
    assert one[1].count("+print(") == 11
    assert "m5.py:1:11: " in one[2]


def test_a_long_diff_goes_through_a_pipe_whole(tmp_path):
    (tmp_path / "a.py").write_text(f"print '{'x' * 1000}'\n" * 300)
    _, out, _ = run("-m", "migrator", "fix", "--diff", "-q", "a.py", folder=tmp_path)
    assert out.count("\n") == 603


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    (tmp_path / "a.py").write_text(f"print '{'x' * 1000}'\n" * 300)
    process = start("-m", "migrator", "fix", "--diff", "-q", "a.py", folder=tmp_path)
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_interrupting_is_quiet_and_ends_the_workers(tmp_path):
    (tmp_path / "a.py").write_text("print 1\n")
    os.mkfifo(tmp_path / "endless.py")
    process = start("-m", "migrator", "check", "a.py", "endless.py", folder=tmp_path)
    assert process.stdout.readline().startswith(b"a.py:1:1: ")
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate()
    assert said == b"migrator: interrupted; every file is either as it was or done\n"
    assert process.returncode == 130
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
