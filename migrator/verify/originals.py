"""Where the original of a program comes from when it is not the file itself."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


class RevisionError(Exception):
    """An original could not be had from git; the message says why."""


def checked_out(path: Path, revision: str, folder: Path) -> Path:
    """Put the whole repository that `path` is in, as of `revision`, below `folder`.

    The user's own index and work tree are left alone. Gives where `path` is in it, which
    may not exist. Raises RevisionError.
    """
    here = path.resolve()
    start = here if here.is_dir() else here.parent
    top = Path(_git(start, None, "rev-parse", "--show-toplevel").strip())
    folder.mkdir(parents=True, exist_ok=True)
    index = str(folder.resolve()) + ".index"
    _git(top, index, "read-tree", f"{revision}^{{tree}}")
    _git(top, index, "checkout-index", "--all", f"--prefix={folder.resolve()}/")
    return folder / here.relative_to(top.resolve())


def _git(folder: Path, index: str | None, *arguments: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    if index:
        environment["GIT_INDEX_FILE"] = index
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            env=environment,
            capture_output=True,
            text=True,
            errors="surrogateescape",
        )
    except OSError as error:
        raise RevisionError(f"git cannot be run: {error.strerror}") from error
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["git failed"]
        raise RevisionError(f"git: {said[-1]}")
    return done.stdout
