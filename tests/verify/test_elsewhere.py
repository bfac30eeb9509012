"""A Python that runs elsewhere, as in a container: it starts in a folder of its own, with an
environment of its own, and ends only when it is asked to.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from migrator.verify.interpreters import find_python3
from migrator.verify.processes import HAS_PROC, MARK
from migrator.verify.runs import run
from tests.verify.programs import request

pytestmark = pytest.mark.skipif(not HAS_PROC, reason="looks at processes in /proc")

# Called like `docker run`: -w FOLDER --env-file FILE COMMAND...
CONTAINER = f"""\
import os, signal, subprocess, sys
folder, file, command = sys.argv[2], sys.argv[4], sys.argv[5:]
variables = dict(line.rstrip().split("=", 1) for line in open(file))
variables.pop({MARK!r}, None)
child = subprocess.Popen(command, cwd=folder, env=variables, start_new_session=True)
signal.signal(signal.SIGTERM, lambda *_: os.killpg(child.pid, signal.SIGKILL))
sys.exit(child.wait())
"""


@pytest.fixture
def command(tmp_path: Path) -> str:
    script = tmp_path / "container.py"
    script.write_text(CONTAINER)
    return f"{sys.executable} {script} -w $PWD --env-file $RUN_ENV {sys.executable}"


def test_it_is_told_where_and_with_what_a_program_runs(command: str) -> None:
    code = """
        import os, sys
        print(sys.stdin.read(), sys.argv[1:], hash('x'), os.environ['WHO'])
        open('out', 'w').write(os.path.basename(os.environ['HOME']))
    """
    asked = request(code, arguments=("-x",), stdin=b"in", environment={"WHO": "ann"}, seed=3)
    there = run(replace(asked, command=find_python3(command).command))
    assert (there.exit_code, there.stderr) == (0, b"")
    assert there == run(asked)


def test_it_ends_with_its_run(command: str, tmp_path: Path) -> None:
    code = f"import os, time\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\n"
    asked = replace(request(code + "time.sleep(60)", seconds=2), command=tuple(command.split()))
    assert run(asked).stopped == "time"
    there = Path("/proc") / (tmp_path / "pid").read_text()
    for _ in range(100):
        if not there.exists():
            return
        time.sleep(0.05)
    pytest.fail("it lives on")
