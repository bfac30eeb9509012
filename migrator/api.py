"""The tool for scripts, tests and other tools: what goes in and comes out is data.

Nothing here prints, and nothing is written except by `write`. A file that cannot be read,
or on which the tool itself fails, gives a result whose `error` says so; it never raises.
"""

from __future__ import annotations

import io
import os
import pickle
import tempfile
import tokenize
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice, zip_longest
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from migrator.garbage import no_collections
from migrator.options import Options
from migrator.problems import INTERNAL, UNREADABLE, UNWRITABLE
from migrator.project import Project, is_metadata
from migrator.results import Diagnostic, FileResult, Position
from migrator.writing import write_atomically

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from migrator.cache import Cache

PLEASE_REPORT = "the file is left as it was. This is a defect of migrator: please report it, with the file if you can"
# Below this a worker's start costs more than it saves.
FILES_FOR_A_WORKER = 8
# What a worker is given at a time: some 500 lines or one file.
BYTES_FOR_A_MESSAGE = 16_000
# Among how many of these the packages take turns: their results may have to wait.
BATCHES_BY_TURNS = 64
# For how many files what the cache knows is held, while the others are worked on.
FILES_KNOWN_AHEAD = 2_000
# How many portions an executor of somebody else's is given ahead.
IN_FLIGHT = 256

_TOP = Position(1, 1)


def fix_source(
    source: str | bytes,
    *,
    path: Path = Path("<string>"),
    options: Options | None = None,
    project: Project | None = None,
) -> FileResult:
    """Migrate a module given as text or bytes.

    `path` is the name that messages use; what lies in its folder tells whether an import
    is an implicit relative one. Text is encoded as its own coding line says. One that is called
    setup.cfg, pyproject.toml or tox.ini is taken for that.

    Raises UnicodeEncodeError for text that its coding line cannot hold.
    """
    data = source if isinstance(source, bytes) else source.encode(_declared_encoding(source))
    options = (options or Options()).for_file(path)
    if is_metadata(path):
        from migrator import metadata

        return metadata.migrate(data, path, options)
    engine = load_engine()
    try:
        return engine.migrate(data, path=path, options=options, project=project)
    except Exception as error:
        return internal_error(path, error, data)


def load_engine() -> ModuleType:
    """The engine with its rules: loaded when needed, as LibCST takes its time.

    What is loaded before workers are forked, they all have.
    """
    with no_collections():
        from migrator import engine
        from migrator.rules import all_rules

        all_rules()
    return engine


def fix_file(
    path: Path, *, options: Options | None = None, project: Project | None = None
) -> FileResult:
    """Migrate the file at `path`; the result is returned and nothing is written."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return unreadable(path, error)
    return fix_source(data, path=path, options=options, project=project)


def unreadable(path: Path, error: OSError) -> FileResult:
    """The result for a file or folder that the system does not let us read."""
    return _failed(path, UNREADABLE, f"cannot be read: {error.strerror}")


def fix_files(
    paths: Iterable[Path],
    *,
    options: Options | None = None,
    jobs: int | None = None,
    executor: Executor | None = None,
    cache: Cache | None = None,
) -> Iterator[FileResult]:
    """Migrate files that make up one project, in `jobs` processes (None: what pays off).

    With `executor` the work is done there; with `cache` only that which it does not know.
    Results come in the order of `paths`, each as soon as it and those before it are there. More
    than one file is never worked on in this process: a crash then loses one result.
    """
    files = list(paths)
    options = options or Options()
    project = Project.of(files)
    if cache is None:
        for result, _ in _work(files, options, project, jobs, executor):
            yield result
        return
    for start in range(0, len(files), FILES_KNOWN_AHEAD):
        some = files[start : start + FILES_KNOWN_AHEAD]
        known = [_known(file, options, project, cache) for file in some]
        left = [file for file, result in zip(some, known, strict=True) if result is None]
        fresh = _work(left, options, project, jobs, executor)
        for found in known:
            if found is not None:
                yield found
                continue
            result, seen = next(fresh)
            if _holds(result):
                cache.put(result, seen, options, project)
            yield result


def _holds(result: FileResult) -> bool:
    """Whether a result follows from what is in the file: its content was read, and nothing broke."""
    return not result.error or (result.error.code == UNREADABLE and bool(result.before))


def _known(file: Path, options: Options, project: Project, cache: Cache) -> FileResult | None:
    if not file.is_file():  # a named pipe would be waited for
        return None
    try:
        return cache.get(file, file.read_bytes(), options, project)
    except OSError:
        return None


_Seen = tuple[FileResult, frozenset[tuple[str, str]]]


def _work(
    files: Sequence[Path],
    options: Options,
    project: Project,
    jobs: int | None,
    executor: Executor | None,
) -> Iterator[_Seen]:
    """The result for each file, in order, and what was looked at for it."""
    if len(files) <= 1 and executor is None:
        yield from _fix_batch(files, options, project)
        return
    if not files:
        return
    from concurrent.futures import BrokenExecutor

    from migrator.pool import Pool  # a single file is not made to wait for multiprocessing

    load_engine()
    jobs = jobs or min(os.cpu_count() or 1, 1 + len(files) // FILES_FOR_A_WORKER)
    waiting = iter(_by_turns(files, project, jobs))
    ready: dict[Path, _Seen] = {}
    turn = 0
    with (
        tempfile.TemporaryDirectory(prefix="migrator-") as shelf,
        Pool(executor, jobs=jobs) as pool,
    ):
        if jobs > 1 or executor is not None:
            project = project.sharing(shelf)

        def send(batch: tuple[Path, ...]) -> None:
            pool.submit(batch, _fix_batch, batch, options, project.near(batch))

        for batch in islice(waiting, 2 * jobs if executor is None else IN_FLIGHT):
            send(batch)
        for batch, future in pool.completed():
            if len(batch) > 1 and isinstance(future.exception(), BrokenExecutor):
                for file in batch:
                    send((file,))
                continue
            ready.update(_results(batch, future))
            while turn < len(files) and files[turn] in ready:
                yield ready.pop(files[turn])
                turn += 1
            for more in islice(waiting, 1):
                send(more)


def _by_turns(files: Iterable[Path], project: Project, count: int) -> Iterator[tuple[Path, ...]]:
    """The portions of the files, those of `count` packages by turns.

    So each worker begins with a package of its own, and finds what another has worked out of one.
    """
    portions = (
        (name, batch)
        for name, some in groupby(files, lambda file: project.package(file).partition(".")[0])
        for batch in _batches(some)
    )
    while window := list(islice(portions, BATCHES_BY_TURNS)):
        packages: dict[str, list[tuple[Path, ...]]] = {}
        for name, batch in window:
            packages.setdefault(name, []).append(batch)
        waiting = iter(packages.values())
        while some := list(islice(waiting, count)):
            for turn in zip_longest(*some):
                yield from filter(None, turn)


def _batches(files: Iterable[Path]) -> Iterator[tuple[Path, ...]]:
    """The files in portions that are worth a message to a worker."""
    batch: list[Path] = []
    size = 0
    for file in files:
        bytes_ = _size(file)
        if batch and size + bytes_ > BYTES_FOR_A_MESSAGE:
            yield tuple(batch)
            batch, size = [], 0
        batch.append(file)
        size += bytes_
    if batch:
        yield tuple(batch)


def _size(file: Path) -> int:
    """The bytes in a file; what is none, as a named pipe, counts as large: it may take long."""
    try:
        return file.stat().st_size if file.is_file() else BYTES_FOR_A_MESSAGE + 1
    except OSError:
        return 0


def _fix_recorded(path: Path, options: Options, project: Project) -> _Seen:
    recording = project.recording()
    result = fix_file(path, options=options, project=recording)
    return result, frozenset(recording.seen)


def _fix_batch(batch: Iterable[Path], options: Options, project: Project) -> list[_Seen]:
    project = project.joined()
    return [_fix_recorded(file, options, project) for file in batch]


def all_worked_out(results: Iterable[FileResult]) -> Iterator[FileResult]:
    """The same results, the first of them only when the last is there.

    A file is migrated with an eye on those it imports as they are on disk, so none of a
    program's files may be written before all are worked on. They wait on disk.
    """
    with tempfile.TemporaryFile() as waiting:
        count = 0
        for result in results:
            pickle.dump(result, waiting)
            count += 1
        waiting.seek(0)
        for _ in range(count):
            yield pickle.load(waiting)


def write(result: FileResult, target: Path | None = None) -> FileResult:
    """Write what became of a file in its place, or to `target`; give the result back.

    In place, only a changed file is written, and only if the file on disk still is the
    one that was read. When writing fails the result that is returned says so.
    """
    if result.error or not (result.changed or target):
        return result
    try:
        if target:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, result.after, like=result.path)
        else:
            write_atomically(result.path, result.after, expected=result.before)
    except OSError as error:
        where = f" to {target}" if target else ""
        message = f"cannot be written{where}: {error.strerror}"
        failure = Diagnostic(UNWRITABLE, _TOP, message)
        return replace(result, after=result.before, changes=(), error=failure)
    return result


def _results(batch: Iterable[Path], future: Future[list[_Seen]]) -> Iterable[tuple[Path, _Seen]]:
    error = future.exception()
    if error is None:
        return zip(batch, future.result(), strict=True)
    return [(file, (internal_error(file, error), frozenset())) for file in batch]


def internal_error(path: Path, error: BaseException, data: bytes = b"") -> FileResult:
    """The result for a file on which the tool itself failed."""
    from concurrent.futures import BrokenExecutor  # not needed before something fails

    died = isinstance(error, BrokenExecutor)
    what = "the process that worked on it died" if died else _what_happened(error)
    return _failed(path, INTERNAL, f"internal error: {what}; {PLEASE_REPORT}", data)


def _failed(path: Path, code: str, message: str, data: bytes = b"") -> FileResult:
    return FileResult(path, data, data, error=Diagnostic(code, _TOP, message))


def _what_happened(error: BaseException) -> str:
    what = f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)
    return (
        f"{what} ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else what
    )


def _declared_encoding(source: str) -> str:
    try:
        head = io.BytesIO(source.encode("utf-8", "replace"))
        return tokenize.detect_encoding(head.readline)[0].replace("utf-8-sig", "utf-8")
    except SyntaxError:
        return "utf-8"
