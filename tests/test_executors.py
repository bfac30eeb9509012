"""Work that is done by somebody else's executor gives what one process gives."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from migrator import api
from migrator.__main__ import main
from migrator.executors import ExecutorError, executor
from migrator.project import Project
from migrator.results import FileResult


def two_threads() -> Executor:
    return ThreadPoolExecutor(2)


def no_executor() -> list[int]:
    return []


def in_this_process(files: list[Path]) -> list[FileResult]:
    """What is to be expected, without a fork beside the threads of executors."""
    return [api.fix_file(file, project=Project.of(files)) for file in files]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Some files, one of them bad, one large enough to be sent alone."""
    texts = {f"m{n}.py": f"print {n}, d.iteritems()\n" for n in range(12)}
    texts["bad.py"] = "print (\n"
    texts["large.py"] = "print 1\n" * 3_000
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    return sorted(tmp_path.iterdir())


def test_an_executor_by_its_name(files: list[Path]) -> None:
    with executor(f"{__name__}:two_threads") as made:
        found = list(api.fix_files(files, executor=made))
    assert found == in_this_process(files)


@pytest.mark.parametrize(
    "name, message",
    [
        ("threads", "is neither dask nor like package.module:factory"),
        ("no_such_module:make", "No module named 'no_such_module'"),
        (f"{__name__}:missing", "has no attribute 'missing'"),
        (f"{__name__}:no_executor", "which is no concurrent.futures.Executor"),
    ],
)
def test_a_name_that_means_none(name: str, message: str) -> None:
    with pytest.raises(ExecutorError, match=message), executor(name):
        pass


def test_a_wrong_executor_on_the_command_line(files, capsys) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["check", "--executor", "nothing", str(files[0].parent)])
    assert caught.value.code == 2 and "neither dask nor" in capsys.readouterr().err


def test_a_worker_of_theirs_that_dies_costs_nothing_else(files: list[Path], monkeypatch) -> None:
    with ProcessPoolExecutor(1) as theirs:
        theirs.submit(os.getpid).result()
        for worker in theirs._processes:
            os.kill(worker, signal.SIGKILL)
        found = list(api.fix_files(files, executor=theirs))
    assert found == in_this_process(files)


@pytest.fixture
def cluster():
    """A scheduler and two workers in processes of their own, on this machine."""
    distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as made:
        yield made


def test_a_dask_cluster(files: list[Path], cluster, capsys) -> None:
    folder = str(files[0].parent)
    said = []
    for name in (f"dask={cluster.scheduler_address}", f"{__name__}:two_threads"):
        assert main(["check", "--executor", name, folder]) == 2
        said.append(capsys.readouterr())
    assert said[0] == said[1] and "bad.py" in said[0].err


def test_a_dask_worker_that_is_lost(files: list[Path], cluster) -> None:
    with executor(f"dask={cluster.scheduler_address}") as made:
        theirs = [made.submit(os.getpid) for _ in range(4)]
        os.kill(theirs[0].result(), signal.SIGKILL)
        found = list(api.fix_files(files, executor=made))
    assert found == in_this_process(files)
