"""Running one program once, under conditions that are the same for every Python."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from migrator.project import NOT_SOURCE
from migrator.verify import processes
from migrator.verify.interpreters import command_line
from migrator.verify.outputs import Content, take
from migrator.verify.terminal import output_to
from migrator.verify.written import size, stamps, written

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
class Limits:
    """How long a run may last, how many bytes it may write, and how many processes it may have."""

    seconds: float = 120.0
    output: int = 1 << 30
    processes: int = 64


@dataclass(frozen=True)
class Request:
    """A program to run: the file `name` among `files` (text by relative path), by `command`.

    `copied` are more files and folders, by relative path, that are copied from where they
    are. `environment` goes on top of what is the same for all. `seed` is the hash seed:
    what depends on the order of hashed things varies with it. `pythonpath` holds folders
    with packages. `stretch`, if not 0, is the usual length of the run in seconds: it is then
    slowed down by pauses, which shows what depends on the clock. A program that exceeds the
    `limits` is killed, with all its children. The run takes place in the folder `spool`, and
    its long outputs stay there; processes carry a mark that begins with its name.
    """

    command: tuple[str, ...]
    name: str
    files: Mapping[str, bytes] = field(default_factory=dict, hash=False)
    arguments: tuple[str, ...] = ()
    stdin: bytes = b""
    environment: Mapping[str, str] = field(default_factory=dict, hash=False)
    copied: tuple[tuple[str, str], ...] = ()
    seed: int = 0
    pythonpath: tuple[str, ...] = ()
    stretch: float = 0.0
    limits: Limits = field(default_factory=Limits)
    spool: str = ""

    @property
    def source(self) -> bytes:
        """The text of the program's main file."""
        return self.files[self.name]

    def with_source(self, source: bytes) -> Request:
        """The same with another text of the main file."""
        return replace(self, files={**self.files, self.name: source})


@dataclass(frozen=True)
class Run:
    """What a program did.

    `files` are those that it left behind, by name. `stopped` tells why it had to be killed
    ("time", "output" or "processes"); the `exit_code` is then None. `left_processes` is
    whether children outlived it.
    """

    stdout: Content
    stderr: Content
    exit_code: int | None
    files: tuple[tuple[str, Content], ...] = ()
    stopped: str = ""
    left_processes: bool = field(default=False, compare=False)
    seconds: float = field(default=0.0, compare=False)


@contextmanager
def session() -> Iterator[str]:
    """A folder for the runs of one verification; at the end it and their processes are gone.

    That holds for runs whose worker was killed, too.
    """
    folder = tempfile.mkdtemp(prefix="migrator-")
    try:
        yield folder
    finally:
        processes.sweep(os.path.basename(folder))
        shutil.rmtree(folder, ignore_errors=True)


def run(request: Request) -> Run:
    """Run the program in a folder of its own, which is gone afterwards.

    What is left of its processes at the end is killed, so that a child that outlives the
    program holds up nobody. Raises OSError when the interpreter cannot be started.
    """
    spool = Path(request.spool or tempfile.gettempdir())
    mark = f"{spool.name}.{uuid.uuid4().hex}"
    limits = request.limits
    with tempfile.TemporaryDirectory(dir=spool, ignore_cleanup_errors=True) as folder:
        top = Path(folder)
        _place(request, top)
        environment = {**_environment(request, top), processes.MARK: mark}
        environment_file = _written_down(environment, top / "environment")
        command = command_line(request.command, str(top / "work"), environment_file, environment)
        before = stamps(top)

        others = processes.living()

        def too_much() -> str:
            streams = sum((top / name).stat().st_size for name in ("stdout", "stderr"))
            return "output" if streams + size(top) > limits.output else ""

        def exceeded() -> str:
            too_many = len(processes.marked(mark, others)) > limits.processes
            return "processes" if too_many else too_much()

        with (
            open(top / "stdin", "rb") as stdin,
            open(top / "stderr", "wb") as stderr,
            output_to(top / "stdout", limits.output) as stdout,
        ):
            start = time.monotonic()
            process = subprocess.Popen(
                [*command, request.name, *request.arguments],
                cwd=top / "work",
                env={**_kept(), **environment},
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                start_new_session=True,
            )
            left_processes = False
            try:
                with _stretched(process, request.stretch):
                    stopped = processes.await_end(process, limits.seconds, exceeded)
            finally:
                exit_code = process.poll()
                left_processes = processes.end_all(process, mark, others)
            seconds = time.monotonic() - start
        stopped = stopped or too_much()
        return Run(
            take(top / "stdout", spool),
            take(top / "stderr", spool),
            None if stopped else exit_code,
            written(top, before, spool),
            stopped,
            left_processes and not stopped,
            seconds,
        )


def _place(request: Request, top: Path) -> None:
    for name in ("work", "home", "tmp"):
        (top / name).mkdir()
    for name, source in request.copied:
        target = top / "work" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if os.path.isdir(source):
            left_out = shutil.ignore_patterns(*NOT_SOURCE, "*.pyc")
            shutil.copytree(source, target, symlinks=True, ignore=left_out, dirs_exist_ok=True)
        else:
            shutil.copy2(source, target)
    for name, data in request.files.items():
        target = top / "work" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (top / "stdin").write_bytes(request.stdin)


def _kept() -> dict[str, str]:
    """What a run gets of the environment of the one that asks for it."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "LC_", "LANG"))}


def _environment(request: Request, top: Path) -> dict[str, str]:
    path = (*request.pythonpath, *filter(None, [request.environment.get("PYTHONPATH")]))
    return {
        **CONTROLS,
        "HOME": str(top / "home"),
        "TMPDIR": str(top / "tmp"),
        "PYTHONHASHSEED": str(request.seed),
        **request.environment,
        **dict.fromkeys(("PYTHONPATH", "JYTHONPATH"), os.pathsep.join(path)),
    }


def _written_down(environment: Mapping[str, str], file: Path) -> str:
    """The path of the file, with lines NAME=VALUE for those that fit in a line."""
    lines = [f"{name}={value}\n" for name, value in environment.items() if "\n" not in value]
    file.write_text("".join(lines), "utf-8", "surrogateescape")
    return str(file)


@contextmanager
def _stretched(process: subprocess.Popen[bytes], usual: float) -> Iterator[None]:
    """Stop and continue the program in turn for as long as this lasts."""
    if not usual or not hasattr(signal, "SIGSTOP"):
        yield
        return
    ended = threading.Event()
    stretcher = threading.Thread(target=_stretch, args=(process.pid, usual / PAUSES, ended))
    stretcher.start()
    try:
        yield
    finally:
        ended.set()
        stretcher.join()


def _stretch(group: int, slice_: float, ended: threading.Event) -> None:
    while not ended.wait(slice_):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGSTOP)
            ended.wait(slice_ * PAUSE_RATIO)
            os.killpg(group, signal.SIGCONT)
