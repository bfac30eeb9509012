"""Which files are left out: by .gitignore files and by the project's own patterns."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


def matches(pattern: str, folder: Path, path: Path) -> bool:
    """Whether a file is one that a pattern means, which counts from `folder`."""
    return Excluded([pattern], folder, gitignore=False).reason(path, is_folder=False) is not None


class Excluded:
    """Whether a file or folder is left out, as git decides it (gitignore(5)).

    `patterns` count from `folder`. With `gitignore`, the .gitignore files are asked from the root
    of the repository down to the file's own folder, and .git/info/exclude before them; the
    nearest that speaks of the file decides. They say nothing outside a repository: what is in
    an unpacked release is there on purpose.
    """

    def __init__(self, patterns: Iterable[str], folder: Path, *, gitignore: bool) -> None:
        self._patterns = _spec(patterns)
        self._folder = folder.absolute()
        self._gitignore = gitignore

    def reason(self, path: Path, *, is_folder: bool) -> str | None:
        """What leaves `path` out ("exclude", a .gitignore file), or None."""
        path = path.absolute()
        if self._answer(self._patterns, self._folder, path, is_folder):
            return "exclude"
        if self._gitignore:
            for file, spec in reversed(_ignore_files(str(path.parent))):
                folder = file.parents[2] if file.name == "exclude" else file.parent
                answer = self._answer(spec, folder, path, is_folder)
                if answer is not None:
                    return str(file) if answer else None
        return None

    @staticmethod
    def _answer(
        spec: GitIgnoreSpec | None, folder: Path, path: Path, is_folder: bool
    ) -> bool | None:
        if spec is None or not path.is_relative_to(folder) or path == folder:
            return None
        name = path.relative_to(folder).as_posix() + "/" * is_folder
        return spec.check_file(name).include


def _spec(patterns: Iterable[str]) -> GitIgnoreSpec | None:
    """What patterns say; None where there are none, which spares the import."""
    lines = list(patterns)
    if not lines:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


@lru_cache(maxsize=4096)
def _ignore_files(folder: str) -> tuple[tuple[Path, GitIgnoreSpec], ...]:
    """The ignore files that hold in a folder, the repository's root first."""
    here = Path(folder)
    own: tuple[tuple[Path, GitIgnoreSpec], ...] = ()
    names: tuple[str, ...] = (".gitignore",)
    is_root = (here / ".git").exists()
    if is_root:
        names = (".git/info/exclude", ".gitignore")
    for name in names:
        try:
            lines = (here / name).read_text("utf-8", "surrogateescape").splitlines()
        except OSError:
            continue
        if spec := _spec(lines):
            own += ((here / name, spec),)
    if is_root:
        return own
    above = _ignore_files(str(here.parent)) if here.parent != here else ()
    return above + own if above or _in_repository(here) else ()


def _in_repository(folder: Path) -> bool:
    return any((above / ".git").exists() for above in folder.parents)
