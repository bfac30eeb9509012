"""Derive `data/*.json` from the interpreters at hand: `python -m migrator.stdlib.generate`.

Each interpreter is asked in its own process (`dump.py`); the answers are merged into *spans*:
a name with the versions that have it, grouped by span so that a span is written once.

    "2.7"         in 2.7, in no Python 3
    "2.7-"        in 2.7 and every version since
    "2.7-3.11"    until 3.11
    "2.7,3.10-"   in 2.7, away for a while, back in 3.10

Files written, each small enough to read in a few milliseconds:

    about.json     which interpreters were asked, which version is from the documents, and
                   the packages whose inside is not listed
    modules.json   {span: "module module ..."}
    builtins.json  {span: "name name ..."}
    names.json     {module: {span: "name name ..."}}
    members.json   {"module.Class": {span: "name name ..."}}, only the members of 2.7, or gone
                   since, that are not there as long as their class is
    homes.json     {module: {name: "home.name"}}, the names that a module of 2.7 only imported, and
                   that not every later one has
"""

from __future__ import annotations

import argparse
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from migrator.verify.interpreters import probe

VERSIONS = ("2.7", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13")
DATA = Path(__file__).parent / "data"
DUMP = Path(__file__).with_name("dump.py")

# Modules that only other systems, or builds with a library missing here, have.
# Source: the module indexes of the 2.7 and 3.x documentation
# (docs.python.org/2.7/py-modindex.html), and 3.x `sys.stdlib_module_names`.
OTHER_SYSTEMS = {
    "2.7": "_winreg bsddb185 dl gdbm imageop os2 timing"
    # classic macOS
    " aepack aetools aetypes applesingle autoGIL buildtools Carbon cfmfile ColorPicker EasyDialogs"
    " findertools FrameWork gensuitemodule ic icopen macerrors MacOS macostools macresource"
    " MiniAEFrame Nav PixMapWrapper videoreader W"
    # IRIX and SunOS
    " AL al cd DEVICE FL fl flp fm GL gl imgfile jpeg sgi SUNAUDIODEV sunaudiodev",
    "2.7-": "dbm msvcrt nt winsound",
    "2.7-3.12": "_msi msilib",
    "3.6-": "winreg _winapi _overlapped",
}
OTHER_SYSTEMS_BUILTINS = {"2.7-": "WindowsError"}

# Names that come and go while a program runs, or that `site` takes away.
# Source: docs.python.org/2.7/library/sys.html.
SOMETIMES_THERE = {
    "sys": {
        "2.7": "exc_traceback exc_type exc_value exitfunc setdefaultencoding",
        "2.7-": "last_traceback last_type last_value ps1 ps2 tracebacklimit",
    }
}

# Python 3.14 as documented, until one is asked: docs.python.org/3.14/whatsnew/3.14.html,
# "New modules" and "Removed".
DOCUMENTED = "3.14"
DOCUMENTED_NEW_MODULES = (
    "annotationlib compression compression.bz2 compression.gzip compression.lzma"
    " compression.zlib compression.zstd concurrent.interpreters string.templatelib"
)
DOCUMENTED_GONE = {
    "ast": "Bytes Ellipsis NameConstant Num Str",
    "asyncio": "AbstractChildWatcher FastChildWatcher MultiLoopChildWatcher PidfdChildWatcher"
    " SafeChildWatcher ThreadedChildWatcher get_child_watcher set_child_watcher",
    "importlib.abc": "ResourceReader Traversable TraversableResources",
    "pkgutil": "find_loader get_loader",
    "pty": "master_open slave_open",
    "sqlite3": "version version_info",
    "urllib.parse": "Quoter",
    "urllib.request": "FancyURLopener URLopener",
}

# Private modules that are documented, or heirs of public ones.
PRIVATE_WITH_NAMES = {"__builtin__", "__future__", "_dummy_thread", "_markupbase", "_thread"}


def find_interpreter(version: str) -> str | None:
    """The path of an interpreter of `version` ("3.12"): pyenv's newest, else one on PATH."""
    root = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    built = glob.glob(os.path.join(root, "versions", f"{version}.*", "bin", "python"))
    for path in (max(built, default=None), shutil.which(f"python{version}")):
        found = probe((path,)) if path else None
        if found and found.version[:2] == numbers(version):
            return found.command[0]
    return None


def dump(python: str, also: Mapping[str, list[str]] | None = None) -> dict:
    """What the standard library of the interpreter `python` holds (see `dump.py`).

    `also` holds names to ask for besides those that its modules show. Raises `RuntimeError`
    when the interpreter cannot be asked.
    """
    with tempfile.TemporaryDirectory() as folder:  # some modules leave files behind
        done = subprocess.run(
            [python, "-E", "-s", "-B", str(DUMP)],
            cwd=folder,
            input=json.dumps(also or {}),
            capture_output=True,
            text=True,
            timeout=300,
        )
    if done.returncode:
        raise RuntimeError(f"{python} could not list its library: {done.stderr.strip()[-500:]}")
    return json.loads(done.stdout)


def dump_all(pythons: Iterable[str]) -> list[dict]:
    """One dump a minor version, oldest first; of two of one version the later in `pythons`."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        first = list(pool.map(dump, pythons))
        also: dict[str, set[str]] = {}
        for each in first:
            for module, names in each["names"].items():
                also.setdefault(module, set()).update(names)
        wanted = {module: sorted(names) for module, names in also.items()}
        second = pool.map(lambda python: dump(python, wanted), pythons)
        by_version = {minor(each): each for each in second}
    return [by_version[version] for version in sorted(by_version, key=numbers)]


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def minor(dumped: Mapping) -> str:
    return dumped["version"].rpartition(".")[0]


def span(having: Iterable[str], versions: tuple[str, ...]) -> str:
    """The span text for the versions `having`, a part of `versions` (in order)."""
    having = set(having)
    runs: list[list[str]] = []
    for before, version in zip((None, *versions), versions, strict=False):
        if version in having:
            if before in having:
                runs[-1].append(version)
            else:
                runs.append([version])
    texts = []
    for run in runs:
        if run[-1] == versions[-1]:
            texts.append(f"{run[0]}-")
        else:
            texts.append(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}")
    return ",".join(texts)


def spans(by_version: Mapping[str, Iterable[str]], versions: tuple[str, ...]) -> dict[str, str]:
    """{span: "name name ..."} of the names that each version has."""
    having: dict[str, set[str]] = {}
    for version, names in by_version.items():
        for name in names:
            having.setdefault(name, set()).add(version)
    grouped: dict[str, list[str]] = {}
    for name in sorted(having):
        grouped.setdefault(span(having[name], versions), []).append(name)
    return {text: " ".join(names) for text, names in sorted(grouped.items())}


def with_others(found: dict[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """`found`, with what is said by hand in place of what was found."""
    told = set(" ".join(others.values()).split())
    merged = {text: set(names.split()) - told for text, names in found.items()}
    for text, names in others.items():
        merged.setdefault(text, set()).update(names.split())
    return {text: " ".join(sorted(names)) for text, names in sorted(merged.items()) if names}


def as_documented(last: Mapping) -> dict:
    """The dump of `DOCUMENTED`: the last version's, with what its What's New page says."""
    gone = {module: set(listed.split()) for module, listed in DOCUMENTED_GONE.items()}
    for module, leaving in gone.items():
        absent = leaving.difference(last["names"][module])
        if absent:
            raise RuntimeError(f"{module} had no {' '.join(sorted(absent))} before {DOCUMENTED}")
    names = {
        module: [name for name in names if name not in gone.get(module, ())]
        for module, names in last["names"].items()
    }
    members = {
        cls: names
        for cls, names in last["members"].items()
        if cls.rpartition(".")[2] not in gone.get(cls.rpartition(".")[0], ())
    }
    modules = sorted({*last["modules"], *DOCUMENTED_NEW_MODULES.split()})
    return {
        **last,
        "version": f"{DOCUMENTED}.0",
        "modules": modules,
        "names": names,
        "members": members,
    }


def has_listed_names(module: str) -> bool:
    """Whether a module's names are worth a line: not the private ones, not each codec."""
    if module == "builtins" or module.startswith(("encodings.", "lib2to3.")):
        return False
    private = any(part.startswith("_") for part in module.split("."))
    return not private or module in PRIVATE_WITH_NAMES


def homes(dumped: Mapping, names: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The homes of the names that modules of 2.7 imported, and did not always do since.

    `names` are those of all versions, by span.
    """
    found: dict[str, dict[str, str]] = {}
    for module, spans_of in names.items():
        lasting = set(spans_of.get("2.7-", "").split())
        gone = {
            name: home
            for name, home in sorted(dumped["homes"].get(module, {}).items())
            if name not in lasting and "._" not in f".{home}".replace(".__builtin__.", ".")
        }
        if gone:
            found[module] = gone
    return found


def derive(dumps: list[dict]) -> dict[str, dict]:
    """The content of each data file, by its name, from one dump a version, oldest first."""
    asked = {minor(each): each["version"] for each in dumps}
    if DOCUMENTED not in asked:
        dumps = [*dumps, as_documented(dumps[-1])]
    by_version = {minor(each): each for each in dumps}
    versions = tuple(by_version)

    def collect(part: str, key: str) -> dict[str, list[str]]:
        return {version: each[part].get(key, []) for version, each in by_version.items()}

    names: dict[str, dict[str, str]] = {}
    for module in sorted({module for each in dumps for module in each["names"]}):
        if has_listed_names(module):
            found = spans(collect("names", module), versions)
            names[module] = with_others(found, SOMETIMES_THERE.get(module, {}))
    members: dict[str, dict[str, str]] = {}
    for cls in sorted({cls for each in dumps for cls in each["members"]}):
        if not has_listed_names(cls.rpartition(".")[0]) and not cls.startswith("builtins."):
            continue
        lifetime = span((v for v, each in by_version.items() if cls in each["members"]), versions)
        changed = spans(collect("members", cls), versions)
        went = {
            text: names
            for text, names in changed.items()
            if text != lifetime and (text.startswith("2.7") or not text.endswith("-"))
        }
        if went:
            members[cls] = went
    modules = spans({version: each["modules"] for version, each in by_version.items()}, versions)
    builtins = spans(collect("names", "builtins"), versions)
    return {
        "about": {
            "asked": asked,
            "documented": [version for version in versions if version not in asked],
            "unwalked": sorted({name for each in dumps for name in each["unwalked"]}),
        },
        "modules": with_others(modules, OTHER_SYSTEMS),
        "builtins": with_others(builtins, OTHER_SYSTEMS_BUILTINS),
        "names": names,
        "members": members,
        "homes": homes(dumps[0], names),
    }


def as_text(content: Mapping) -> str:
    """JSON with one line an entry, so that a change to the data reads as one."""
    lines = (
        f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}"
        for key, value in content.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m migrator.stdlib.generate", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "--python",
        action="append",
        default=[],
        metavar="PATH",
        help="an interpreter to ask, in place of the one found for its version (repeatable)",
    )
    options = parser.parse_args(arguments)
    found = [path for path in map(find_interpreter, VERSIONS) if path]
    dumps = dump_all([*found, *options.python])
    missing = set(VERSIONS).difference(map(minor, dumps))
    if missing:
        print(
            f"no interpreter found for {', '.join(sorted(missing, key=numbers))}: install them"
            " (pyenv has them all) or name them with --python; data left as it was",
            file=sys.stderr,
        )
        return 2
    for name, content in derive(dumps).items():
        path = DATA / f"{name}.json"
        path.write_text(as_text(content), encoding="utf-8")
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
