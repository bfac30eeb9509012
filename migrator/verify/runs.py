"""Running one program once, under conditions that are the same for every Python."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from migrator.verify.terminal import output_to

# What differs from machine to machine, and must not differ between two runs.
CONTROLS = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "COLUMNS": "80",
    "LINES": "24",
    "TERM": "dumb",
    "NO_COLOR": "1",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONDONTWRITEBYTECODE": "1",
}

# A stretched run is stopped and continued in turn: so many times over its usual length,
# and so much longer stopped than running.
PAUSES = 24
PAUSE_RATIO = 3


@dataclass(frozen=True)
class Request:
    """A program to run: `source` under the file name `name`, by `command`.

    `seed` is the hash seed: what depends on the order of hashed things varies with it.
    `pythonpath` holds folders with packages. `stretch`, if not 0, is the usual length of
    the run in seconds: it is then slowed down by pauses, which shows what depends on the
    clock. After `timeout` seconds the program is killed, with all its children.
    """

    command: tuple[str, ...]
    name: str
    source: bytes
    arguments: tuple[str, ...] = ()
    stdin: bytes = b""
    seed: int = 0
    pythonpath: tuple[str, ...] = ()
    stretch: float = 0.0
    timeout: float = 60.0


@dataclass(frozen=True)
class Run:
    """What a program did. `exit_code` is None when it had to be killed for its time."""

    stdout: bytes
    stderr: bytes
    exit_code: int | None
    seconds: float = field(default=0.0, compare=False)


def run(request: Request) -> Run:
    """Run the program in a folder of its own, which is gone afterwards.

    The program leads a process group; what is left of the group at the end is killed, so
    that a child that outlives the program holds up nobody.
    Raises OSError when the interpreter cannot be started.
    """
    with tempfile.TemporaryDirectory(prefix="migrator-", ignore_cleanup_errors=True) as folder:
        top = Path(folder)
        for name in ("work", "home", "tmp"):
            (top / name).mkdir()
        (top / "work" / request.name).write_bytes(request.source)
        (top / "stdin").write_bytes(request.stdin)
        with (
            open(top / "stdin", "rb") as stdin,
            open(top / "stderr", "wb") as stderr,
            output_to(top / "stdout") as stdout,
        ):
            start = time.monotonic()
            process = subprocess.Popen(
                [*request.command, request.name, *request.arguments],
                cwd=top / "work",
                env=_environment(request, top),
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
            )
            try:
                exit_code = _wait(process, request)
            finally:
                _kill_group(process)
            seconds = time.monotonic() - start
        return Run((top / "stdout").read_bytes(), (top / "stderr").read_bytes(), exit_code, seconds)


def _environment(request: Request, top: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "LC_", "LANG"))}
    return {
        **kept,
        **CONTROLS,
        "HOME": str(top / "home"),
        "TMPDIR": str(top / "tmp"),
        "PYTHONHASHSEED": str(request.seed),
        "PYTHONPATH": os.pathsep.join(request.pythonpath),
    }


def _wait(process: subprocess.Popen[bytes], request: Request) -> int | None:
    ended = threading.Event()
    stretcher = threading.Thread(target=_stretch, args=(process, request, ended))
    if request.stretch and hasattr(signal, "SIGSTOP"):
        stretcher.start()
    try:
        return process.wait(request.timeout)
    except subprocess.TimeoutExpired:
        return None
    finally:
        ended.set()
        if stretcher.ident:
            stretcher.join()


def _stretch(process: subprocess.Popen[bytes], request: Request, ended: threading.Event) -> None:
    slice_ = request.stretch / PAUSES
    while not ended.wait(slice_):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGSTOP)
            ended.wait(slice_ * PAUSE_RATIO)
            os.killpg(process.pid, signal.SIGCONT)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
