"""A file is worked on again when something it hangs on has changed, and only then."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from migrator import api
from migrator import engine as original
from migrator.cache import Cache
from migrator.options import Options
from migrator.project import Project


@pytest.fixture
def worked_on(monkeypatch):
    """The names of the files that the engine was asked to migrate, in this process."""
    names: list[str] = []
    engine = original.migrate

    def migrate(data, *, path, options, project=None):
        names.append(path.name)
        return engine(data, path=path, options=options, project=project)

    monkeypatch.setattr("migrator.engine.migrate", migrate)
    return names


@pytest.fixture
def fix(tmp_path, worked_on):
    """Migrate the files of a tree in this process with a cache; gives what was worked on."""
    top = tmp_path / "tree"
    top.mkdir()

    def run(**options) -> list[str]:
        worked_on.clear()
        files = sorted(top.rglob("*.py"))
        asked = Options(**options)
        cache = Cache(tmp_path / "cache")
        found = [r for f in files for r in api.fix_files([f], options=asked, cache=cache)]
        done = list(worked_on)
        project = [Project.of([file]) for file in files]
        assert found == [
            api.fix_file(file, options=asked, project=one)
            for file, one in zip(files, project, strict=True)
        ]
        return done

    run.top = top
    return run


def write(file: Path, text: str) -> None:
    file.write_text(text)
    os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns + 1_000))


def test_a_second_run_works_on_nothing(fix):
    write(fix.top / "a.py", "print 1\n")
    write(fix.top / "b.py", "x = 1\n")
    assert fix() == ["a.py", "b.py"]
    assert fix() == []


def test_known_and_other_files_in_portions_keep_their_order(tmp_path, monkeypatch):
    monkeypatch.setattr(api, "FILES_KNOWN_AHEAD", 2)
    files = [tmp_path / f"{name}.py" for name in "abcde"]
    for file in files:
        write(file, f"print '{file.stem}'\n")
    list(api.fix_files([files[1], files[4]], cache=Cache(tmp_path / "cache")))
    asked: list[Path] = []
    get = Cache.get

    def noted(self, path, *rest):
        asked.append(path)
        return get(self, path, *rest)

    monkeypatch.setattr(Cache, "get", noted)
    results = list(api.fix_files(files, jobs=1, cache=Cache(tmp_path / "cache")))
    assert [result.path for result in results] == asked == files
    assert results == list(api.fix_files(files, jobs=1))


def test_a_changed_file_and_changed_options(fix):
    write(fix.top / "a.py", "print 1\n")
    write(fix.top / "b.py", "print 2\n")
    fix()
    write(fix.top / "a.py", "print 3\n")
    assert fix() == ["a.py"]
    assert fix(ignore=("SYN010",)) == ["a.py", "b.py"]
    assert fix() == []


def test_a_module_that_appears_beside_a_file(fix):
    write(fix.top / "__init__.py", "")
    write(fix.top / "a.py", "import Queue\nprint Queue\n")
    fix()
    write(fix.top / "Queue.py", "")
    assert "a.py" in fix()


def test_what_another_module_told(tmp_path):
    top = tmp_path / "tree"
    top.mkdir()
    write(top / "a.py", "import b\n")
    write(top / "b.py", "x = b'1'\n")
    cache, project = Cache(tmp_path / "cache"), Project.of([top / "a.py"]).recording()
    assert project.interface_of(str(top / "b.py"), top / "a.py") is not None
    result = api.fix_file(top / "a.py")
    cache.put(result, project.seen, Options(), project)
    key = (top / "a.py", result.before, Options(), project)
    assert Cache(tmp_path / "cache").get(*key) == result
    write(top / "b.py", "x = 22\n")
    assert Cache(tmp_path / "cache").get(*key) is None


@pytest.mark.parametrize("damage", [b"", b"\x80\x05garbage", b"cos\nsystem\n"])
def test_damaged_entries_cost_only_the_work(fix, tmp_path, damage):
    write(fix.top / "a.py", "print 1\n")
    fix()
    for entry in (tmp_path / "cache").rglob("*"):
        if entry.is_file():
            entry.write_bytes(damage)
    assert fix() == ["a.py"]
    assert fix() == []


def test_a_cache_that_cannot_be_written(fix, tmp_path):
    write(fix.top / "a.py", "print 1\n")
    (tmp_path / "cache").write_text("a file where a folder should be")
    assert fix() == ["a.py"]
    assert fix() == ["a.py"]


def test_that_a_file_is_no_python_is_kept(fix):
    write(fix.top / "a.py", "print (\n")
    assert fix() == ["a.py"]
    assert fix() == []


def test_what_broke_is_not_kept(fix, monkeypatch):
    def broken(*arguments, **options):
        raise RuntimeError

    write(fix.top / "a.py", "print 1\n")
    with monkeypatch.context() as patch:
        patch.setattr("migrator.engine.migrate", broken)
        fix()
    assert fix() == ["a.py"]


def test_known_and_unknown_files_come_in_order(tmp_path):
    files = [tmp_path / f"m{n:02}.py" for n in range(20)]
    for file in files:
        write(file, f"print {file.name!r}\n")
    cache = tmp_path / "cache"
    list(api.fix_files(files[::3], cache=Cache(cache), jobs=1))
    mixed = list(api.fix_files(files, cache=Cache(cache), jobs=2))
    assert mixed == list(api.fix_files(files, jobs=1))
