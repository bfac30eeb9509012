"""A migration as git commits, one a rule, so that it can be reviewed step by step.

A step is the original migrated by the rules up to one of them, so each file of each commit is
what `migrator fix --select` would have made of it, and the last is the whole migration.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from textwrap import indent

from migrator import api
from migrator.options import Options
from migrator.pool import Pool
from migrator.project import Project
from migrator.results import FileResult
from migrator.rules import Rule
from migrator.writing import write_atomically


class GitError(Exception):
    """Git cannot do what is asked for; the message says why."""


@dataclass(frozen=True)
class Steps:
    """What becomes of one file: the whole result, and its bytes after each rule that changes it."""

    result: FileResult
    after: tuple[tuple[str, bytes], ...]


def steps(path: Path, options: Options, project: Project) -> Steps:
    """Migrate the file at `path` by one more rule at a time."""
    result = api.fix_file(path, options=options, project=project)
    codes = sorted({change.code for change in result.changes}) if result.changed else []
    after = []
    for number, code in enumerate(codes[:-1], 1):
        some = replace(options, select=tuple(codes[:number]))
        step = api.fix_source(result.before, path=path, options=some, project=project)
        if not step.error and step.changed:
            after.append((code, step.after))
    if codes:
        after.append((codes[-1], result.after))
    return Steps(result, tuple(after))


def all_steps(
    files: Sequence[Path], options: Options, *, jobs: int | None = None
) -> Iterator[Steps]:
    """The steps of files that make up one project, as they are worked out."""
    work = partial(steps, options=options, project=Project.of(files))
    with Pool(jobs=jobs) as pool:
        for file in files:
            pool.submit(file, work, file)
        for file, future in pool.completed():
            error = future.exception()
            yield Steps(api.internal_error(file, error), ()) if error else future.result()


class Repository:
    """The git repository that files are in."""

    def __init__(self, folder: Path) -> None:
        """Raises GitError where `folder` is in none, or there is no git."""
        self._folder = folder
        self.top = Path(self._git("rev-parse", "--show-toplevel").strip())

    def refuse_changes(self) -> None:
        """Raises GitError where something is not committed: it would go into the commits."""
        if self._git("status", "--porcelain", "--untracked-files=no").strip():
            raise GitError("there are changes that are not committed: commit or stash them first")

    def commit(self, files: Iterable[tuple[Path, bytes]], message: str) -> bool:
        """Write files and commit them; whether anything had changed."""
        names = []
        for file, data in files:
            write_atomically(file, data)
            names.append(str(file.absolute()))
        self._git("add", "--", *names)
        if not self._git("status", "--porcelain", "--untracked-files=no").strip():
            return False
        self._git("commit", "--quiet", "--message", message)
        return True

    def _git(self, *arguments: str) -> str:
        command = ["git", "-C", str(self._folder), *arguments]
        try:
            done = subprocess.run(command, capture_output=True, text=True, errors="replace")
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror}") from error
        if done.returncode:
            raise GitError(done.stderr.strip() or f"git {arguments[0]} failed")
        return done.stdout


def message(rule: type[Rule], files: int) -> str:
    """What the commit of a rule says, from the rule's own page."""
    summary, _, rest = (rule.__doc__ or "").strip().partition("\n")
    lines = "\n".join(line.removeprefix("    ") for line in rest.strip("\n").split("\n"))
    said = f"{rule.code} {rule.name}: {summary}\n\n{lines.strip()}\n\n"
    for example in rule.examples[:1]:
        before, after = (indent(text.rstrip("\n"), "    ") for text in example)
        said += f"For example\n\n{before}\n\nbecomes\n\n{after}\n\n"
    return f"{said}Files: {files}\n"
