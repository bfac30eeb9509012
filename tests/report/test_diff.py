"""The diff is the file's own bytes, and `patch` takes it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from migrator.report.diff import unified_diff
from migrator.results import FileResult


def result(before: bytes, after: bytes) -> FileResult:
    return FileResult(Path("x.py"), before, after)


def test_nothing_changed_is_no_diff():
    assert unified_diff(result(b"x\n", b"x\n")) == b""


def test_a_diff():
    assert unified_diff(result(b"a\nprint 1\n", b"a\nprint(1)\n")) == (
        b"--- x.py\n+++ x.py\n@@ -1,2 +1,2 @@\n a\n-print 1\n+print(1)\n"
    )


PAIRS = [
    (b"print 1\n", b"print(1)\n"),
    (b"a\r\nprint 1\r\nb\r\n", b"a\r\nprint(1)\r\nb\r\n"),
    (b"print 1", b"print(1)"),
    (b"print '\xe9'\n# \xff\n", b"print('\xe9')\n# \xff\n"),
    (b"a\n\x0cprint 1\n", b"a\n\x0cprint(1)\n"),
    (b"", b"import os\n"),
    (b"gone\n", b""),
]


@pytest.mark.skipif(not shutil.which("patch"), reason="no patch command here")
@pytest.mark.parametrize("before, after", PAIRS)
def test_patch_takes_it(tmp_path, before, after):
    (tmp_path / "x.py").write_bytes(before)
    subprocess.run(
        ["patch", "-p0", "--binary"],
        input=unified_diff(result(before, after)),
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    left = (tmp_path / "x.py").read_bytes() if (tmp_path / "x.py").exists() else b""
    assert left == after


@pytest.mark.parametrize("before, after", PAIRS)
def test_colours_add_nothing_but_escapes(before, after):
    plain = unified_diff(result(before, after))
    coloured = unified_diff(result(before, after), colour=True)
    assert re.sub(rb"\033\[\d+m", b"", coloured) == plain
    assert b"\033[32m+" in coloured or b"\033[31m-" in coloured
