"""The user's files: which ones, and what their modules are called."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.neighbours import Neighbours
from migrator.program import read_imports, read_interfaces, read_version

if TYPE_CHECKING:
    from migrator.facts.text.interface import Interface
    from migrator.ignoring import Excluded

SUFFIXES = (".py", ".pyw")
# Files that say what Python a project is for (migrator.metadata), and what they say of Python 2.
METADATA = frozenset(("setup.cfg", "tox.ini", "pyproject.toml"))
_OF_PYTHON_2 = re.compile(
    rb"""Python :: 2|2to3|\buniversal\b|\bpy\{?2\d?\b|[\s"'=>~^]2\.\d|<\s*3\b"""
)

# What tools and version control put into a tree; never the user's own code.
NOT_SOURCE = frozenset(
    """.direnv .eggs .git .hg .hypothesis .ipynb_checkpoints .mypy_cache .nox .pytest_cache .pytype
    .ruff_cache .svn .tox .venv CVS __pycache__ __pypackages__ node_modules site-packages""".split()
)
# Those of them that hold code which others wrote: it is said that they are left out.
_INSTALLED = frozenset(".eggs .nox .tox .venv __pypackages__ node_modules site-packages".split())
# The same, unless there are Python files right in it: tools put theirs deeper, into `build/lib`
# and `venv/lib`, and people do call folders of their own sources so.
NOT_SOURCE_UNLESS_FILES = frozenset("_build buck-out build dist env venv".split())

# What may hold Python, and is not looked at.
_OTHERS = {
    ".pyi": "a stub",
    ".ipynb": "a notebook",
    ".pyx": "Cython",
    ".pxd": "Cython",
    ".pxi": "Cython",
}
SHEBANG = re.compile(rb"#!.*\bpython[\d.]*w?\b")
# The file endings of modules 2.7 imports (`imp.get_suffixes`), and Cython's sources.
MODULE = re.compile(r"(\w+?)(?:\.py|\.pyw|\.pyx|(?:module)?(?:\.[\w-]+)?\.(?:so|pyd))")
REQUIRES = re.compile(
    r"""^[^#\n]*\b(?:requires-python|python_requires)\s*=\s*["']?([^"'\n]*)""", re.M
)
LOWEST = re.compile(r"(?:>=?|~=|===?|\^)\s*3\.(\d+)")


# How many files are decided together, and how much of it: some 100,000 lines.
_TOGETHER = 500
_BYTES_TOGETHER = 4_000_000
# Of how many packages or folders the neighbours are held.
_TREES_HELD = 4


@dataclass(frozen=True)
class Search:
    """How folders are searched for Python files.

    `leave_out` is the folder that results are written to; `excluded` knows patterns and ignore
    files. With `metadata`, files that say what Python a project is for are found as well, where they
    may speak of Python 2. `on_error` gets the error for each folder that cannot be listed, `on_skip`
    each file or folder that may hold Python and is left out, with the reason.
    """

    leave_out: Path | None = None
    excluded: Excluded | None = None
    metadata: bool = False
    on_error: Callable[[OSError], None] | None = None
    on_skip: Callable[[Path, str], None] | None = None

    def files(self, paths: Iterable[Path]) -> list[Path]:
        """The Python files that `paths` stand for, in order, each once.

        A path that is no folder is taken whatever it is, even when it does not exist: reading
        it tells what is wrong. A folder is searched without following links, so that nothing
        outside it is ever written; folders that hold no source are left out.
        """
        found: dict[str, Path] = {}
        for path in paths:
            for file in self._walk(path) if os.path.isdir(path) else (path,):
                found.setdefault(os.path.realpath(file), file)
        return list(found.values())

    def _walk(self, top: Path) -> Iterator[Path]:
        for folder, subfolders, files in os.walk(top, onerror=self.on_error):
            here = Path(folder)
            subfolders[:] = sorted(name for name in subfolders if self._enters(here / name))
            for name in sorted(files):
                file = here / name
                if not file.is_symlink() and file.is_file() and self._takes_file(file):
                    yield file

    def _enters(self, folder: Path) -> bool:
        reason = _no_source(folder)
        if reason is not None:
            if reason:
                self._skip(folder, reason)
            return False
        if self.leave_out is not None and folder.resolve() == self.leave_out.resolve():
            return False
        return self._is_not_excluded(folder, is_folder=True)

    def _takes_file(self, file: Path) -> bool:
        if self._is_wanted(file):
            return self._is_not_excluded(file, is_folder=False)
        if file.suffix in _OTHERS:
            self._skip(file, _OTHERS[file.suffix])
        return False

    def _is_wanted(self, file: Path) -> bool:
        return _is_python(file) or (self.metadata and is_metadata(file) and _is_of_2(file))

    def _is_not_excluded(self, path: Path, *, is_folder: bool) -> bool:
        reason = self.excluded.reason(path, is_folder=is_folder) if self.excluded else None
        if reason:
            self._skip(path, reason)
        return reason is None

    def _skip(self, path: Path, reason: str) -> None:
        if self.on_skip:
            self.on_skip(path, reason)


def discover(paths: Iterable[Path]) -> list[Path]:
    """The Python files that `paths` stand for, whatever ignore files say (see `Search.files`)."""
    return Search().files(paths)


def _no_source(folder: Path) -> str | None:
    """Why a folder holds none of the user's sources, "" where that goes without saying; else None."""
    if (folder / "pyvenv.cfg").exists():
        return "a virtual environment"
    if folder.name in NOT_SOURCE:
        return "installed packages" if folder.name in _INSTALLED else ""
    if folder.name in NOT_SOURCE_UNLESS_FILES and not _holds_modules(folder):
        return "a folder of what is built"
    return None


def _holds_modules(folder: Path) -> bool:
    return any(file.suffix in SUFFIXES for file in folder.glob("*.*"))


def is_metadata(file: Path) -> bool:
    """Whether a file is one that says what Python a project is for, and no Python itself."""
    return file.name in METADATA


def _is_of_2(file: Path) -> bool:
    try:
        return _OF_PYTHON_2.search(file.read_bytes()) is not None
    except OSError:
        return True  # migrating it tells what is wrong


def _is_python(file: Path) -> bool:
    if file.name.startswith("._"):  # what macOS keeps beside a file on other systems' disks
        return False
    if file.suffix in SUFFIXES:
        return True
    if "." in file.name:
        return False
    try:
        with file.open("rb") as stream:
            return SHEBANG.match(stream.read(128)) is not None
    except OSError:
        return False


_Seen = set[tuple[str, str]]


@dataclass
class _Found:
    """What was found out about the folders of a run, which a process holds for all its files.

    `programs` are the files that are decided together, by root and package, with what was looked
    at for them; `files` that of a module, by its name and the root of what imports it; `neighbours`
    those of a package or folder. What takes long to work out is put into the folder `shelf`, if
    there is one, for other processes.
    """

    run: bytes = field(default_factory=lambda: os.urandom(16))
    folders: dict[str, frozenset[str]] = field(default_factory=dict)
    programs: dict[tuple[str, str], tuple[tuple[str, ...], _Seen]] = field(default_factory=dict)
    files: dict[tuple[str, str], tuple[str | None, _Seen]] = field(default_factory=dict)
    neighbours: dict[tuple[str, bool], Neighbours] = field(default_factory=dict)
    shelf: str = ""


_latest = _Found()


@dataclass(frozen=True)
class Project:
    """Where the modules of the user's program are, as Python 2.7 finds them.

    Looks at folders once each, on disk and only when asked. An instance is plain data and
    can be sent to another process.
    """

    roots: tuple[str, ...] = ()
    _found: _Found = field(default_factory=_Found, compare=False, repr=False)
    # What was looked at: ("file", path), ("folder", path) for the names in it, ("tree", path).
    seen: set[tuple[str, str]] = field(default_factory=set, compare=False, repr=False)
    # What the modules tell about text and bytes, by the file that asks.
    _programs: dict[str, Mapping[str, Interface]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def recording(self) -> Project:
        """The same, with nothing seen yet."""
        return replace(self, seen=set(), _programs={})

    def near(self, files: Iterable[Path]) -> Project:
        """The same for some of its files, without what is known of folders far from them.

        So it is quickly sent elsewhere, however large the project is.
        """
        above = {str(folder) for file in files for folder in Path(os.path.abspath(file)).parents}
        folders = self._found.folders
        near = {folder: folders[folder] for folder in above & folders.keys()}
        return replace(self, _found=replace(_Found(self._found.run, near), shelf=self._found.shelf))

    def sharing(self, shelf: str) -> Project:
        """The same for processes that find in a folder what others of them have worked out."""
        return replace(self, _found=replace(self._found, shelf=shelf))

    def joined(self) -> Project:
        """The same with what this process has found out for other files of the run."""
        global _latest
        if _latest.run == self._found.run:
            _latest.folders.update(self._found.folders)
        else:
            _latest = self._found
        return replace(self, _found=_latest)

    @classmethod
    def of(cls, files: Iterable[Path]) -> Project:
        """The project that `files` make up; a root is a folder that holds a top-level module."""
        project = cls()
        folders = dict.fromkeys(_folder(file) for file in files if not is_metadata(file))
        roots = dict.fromkeys(project._root(folder) for folder in folders)
        return cls(tuple(roots), project._found)

    def module_name(self, path: Path) -> str:
        """The full name under which the file's module is imported: `package.module`.

        That of a package's `__init__.py` is the package's.
        """
        package = self.package(path)
        stem = path.name.partition(".")[0]
        if stem == "__init__" and package:
            return package
        return f"{package}.{stem}" if package else stem

    def package(self, path: Path) -> str:
        """The dotted name of the package that the file is in; empty for a top-level module.

        Implicit relative imports exist only inside a package (PEP 328).
        """
        folder = _folder(path)
        relative = os.path.relpath(folder, self._root(folder))
        return "" if relative == "." else relative.replace(os.sep, ".")

    def has_sibling(self, path: Path, name: str) -> bool:
        """Whether the module or package `name` (its first part) lies beside the file.

        Inside a package that is what `import name` finds first under Python 2.
        """
        return name.partition(".")[0] in self._modules(_folder(path))

    def may_hold(self, path: Path, name: str) -> bool:
        """Whether the sibling that a dotted name begins with, if more follows, is a package."""
        first, _, rest = name.partition(".")
        return not rest or bool(self._modules(os.path.join(_folder(path), first)))

    def is_project_module(self, name: str, path: Path | None = None) -> bool:
        """Whether `import name` (its first part) finds the project's own top-level module.

        With `path` the question is asked from that file, whose own root is the only one
        that is surely searched before the standard library.
        """
        roots = self.roots if path is None else (self._root(_folder(path)),)
        first = name.partition(".")[0]
        return any(first in self._modules(root) for root in roots)

    def file_of(self, name: str, path: Path) -> str | None:
        """The file of the program's module `name` (dotted, absolute) as `path` imports it."""
        own = self._root(_folder(path))
        known = self._found.files
        if (name, own) not in known:
            recording = self.recording()
            known[name, own] = recording._first_file(name.split("."), own), recording.seen
        file, seen = known[name, own]
        self.seen.update(seen)
        return file

    def _first_file(self, names: list[str], own: str) -> str | None:
        """The file of the module that is found first, from the root `own` or another."""
        roots = dict.fromkeys((own, *self.roots))
        return next(filter(None, (self._file(root, names) for root in roots)), None)

    def interface_of(self, file: str, path: Path) -> Interface | None:
        """What a module tells the one at `path` about text and bytes, None where that is nothing.

        It is that of the file as it is on disk, so nothing may be written before all files are
        worked on. Where `path` itself is asked for, it is what the rest of its program says of its
        names.
        """
        own = str(path.absolute())
        if own not in self._programs:
            files = self.program(path)
            self.seen.update(("file", one) for one in files)
            self._programs[own] = read_interfaces(files, self._found.shelf) if files else {}
        together = self._programs[own]
        if together or file == own:
            return together.get(file)
        self.seen.add(("file", file))
        return read_interfaces((file,)).get(file)

    def imports_of(self, file: str) -> Mapping[str, tuple[str, ...]]:
        """What the names of a module are imported from, as the file is on disk."""
        self.seen.add(("file", file))
        return read_imports(file)

    def program(self, path: Path) -> tuple[str, ...]:
        """The files that are decided together with the one at `path`, itself among them.

        All that can be imported from the roots; where that is too much, the package of the file;
        none where that is too much, too.
        """
        own = str(path.absolute())
        if not os.path.isfile(own):
            return ()
        root = self._root(_folder(path))
        package = self.package(path).partition(".")[0]
        for part in dict.fromkeys(("", package)):
            known = self._found.programs
            if (root, part) not in known:
                recording = self.recording()
                known[root, part] = recording._together(root, part), recording.seen
            files, seen = known[root, part]
            self.seen.update(seen)
            if own in files:
                return files if len(files) > 1 else ()
        return ()

    def _together(self, root: str, package: str) -> tuple[str, ...]:
        """The modules of a package, or all, none where that is too much to decide together."""
        # In one order for all files: what they have in common is worked out once.
        everything = chain.from_iterable(map(self._importable, sorted({root, *self.roots})))
        files = tuple(islice(self._below(root, package) if package else everything, _TOGETHER + 1))
        return files if len(files) <= _TOGETHER and _size(files) <= _BYTES_TOGETHER else ()

    def _importable(self, folder: str) -> Iterator[str]:
        """The files of all modules that can be imported from a folder."""
        for name in sorted(self._modules(folder) - {"__init__"}):
            yield from self._below(folder, name)

    def _below(self, folder: str, name: str) -> Iterator[str]:
        """The files of a module and of all that is in it."""
        file = self._file(folder, [name])
        if file is not None:
            yield file
            if os.path.basename(file) == "__init__.py":
                yield from self._importable(os.path.dirname(file))

    def neighbours(self, path: Path) -> Iterator[str]:
        """The other Python files of the package that a file is in, else of its folder."""
        here = str(path.absolute())
        return (file for file in self._neighbours(path).texts if file != here)

    def _neighbours(self, path: Path) -> Neighbours:
        here = path.absolute()
        package = self.package(path)
        folder = here.parents[package.count(".")] if package else here.parent
        self.seen.add(("tree", str(folder)))
        known, key = self._found.neighbours, (str(folder), bool(package))
        if key not in known:
            inner = folder.rglob("*") if package else folder.iterdir() if folder.is_dir() else ()
            if len(known) == _TREES_HELD:
                del known[next(iter(known))]
            files = (str(one) for one in sorted(inner) if one.suffix in SUFFIXES)
            known[key] = Neighbours(dict.fromkeys(files))
        return known[key]

    def has_neighbour(self, path: Path, words: Iterable[str]) -> bool:
        """Whether the text of a neighbour of a file has all these words."""
        here = str(path.absolute())
        return any(file != here for file in self._neighbours(path).find(tuple(words)))

    def imported_says(self, path: Path, name: str, words: Iterable[str]) -> bool:
        """Whether a file of the package of the program that `path` imports as `name` has the words."""
        file = self.file_of(name, path)
        return file is not None and bool(self._neighbours(Path(file)).find(tuple(words)))

    def is_migrated(self, path: Path) -> bool:
        """Whether no neighbour of a file is Python 2, and some say that they are Python 3."""
        found = False
        for file in self.neighbours(path):
            version = read_version(file)
            if version == "2":
                return False
            found = found or version == "3"
        return found

    def is_python2(self, path: Path) -> bool:
        """Whether some neighbour of a file is Python 2."""
        return any(read_version(file) == "2" for file in self.neighbours(path))

    def _file(self, folder: str, names: list[str]) -> str | None:
        """The file of the module that is found from a folder by its name's parts."""
        for name in names:
            if name not in self._modules(folder):
                return None
            folder = os.path.join(folder, name)
        for file in (os.path.join(folder, "__init__.py"), folder + ".py"):
            if os.path.isfile(file):
                return file
        return None

    def _root(self, folder: str) -> str:
        while "__init__" in self._modules(folder) and os.path.dirname(folder) != folder:
            folder = os.path.dirname(folder)
        return folder

    def _modules(self, folder: str) -> frozenset[str]:
        """The names importable from a folder, in their exact case whatever the file system."""
        self.seen.add(("folder", folder))
        known = self._found.folders.get(folder)
        if known is None:
            known = self._found.folders[folder] = frozenset(_importable(folder))
        return known


def _folder(path: Path) -> str:
    return os.path.dirname(os.path.abspath(path))


def _size(files: Iterable[str]) -> int:
    size = 0
    for file in files:
        with suppress(OSError):
            size += os.path.getsize(file)
    return size


def _importable(folder: str) -> Iterator[str]:
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        module = MODULE.fullmatch(name)
        if module:
            yield module[1]
        elif os.path.isfile(os.path.join(folder, name, "__init__.py")):
            yield name


def required_python(paths: Iterable[Path]) -> tuple[int, int] | None:
    """The lowest Python 3 that the tree of `paths` says it must run on, if it says so.

    Asks the nearest pyproject.toml, setup.cfg or setup.py at or above the paths. One that
    still names Python 2 (`>=2.7`) says nothing about which Python 3 is wanted.
    """
    top = common_folder(paths)
    for folder in (top, *top.parents):
        for name in ("pyproject.toml", "setup.cfg", "setup.py"):
            with suppress(OSError):
                said = REQUIRES.search((folder / name).read_text("utf-8", "replace"))
                lowest = LOWEST.search(said[1]) if said else None
                if lowest:
                    return 3, int(lowest[1])
        if (folder / ".git").exists() or (folder / "pyproject.toml").exists():
            break
    return None


def common_folder(paths: Iterable[Path]) -> Path:
    """The deepest folder that holds all of `paths`: a folder given alone is its own."""
    folders = [str(p.absolute() if p.is_dir() else p.absolute().parent) for p in paths]
    try:
        return Path(os.path.commonpath(folders or [os.getcwd()]))
    except ValueError:  # two drives
        return Path.cwd()
