"""What is worked out of a program, once for all processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator import api, program
from migrator.options import Options


def files_of(top: Path, *names: str) -> list[Path]:
    files = []
    for name in names:
        folder = top / name
        folder.mkdir()
        (folder / "__init__.py").write_bytes(b"")
        (folder / "first.py").write_bytes(b"def send(data):\n    return data.encode('hex')\n")
        (folder / "second.py").write_bytes(b"from first import send\nprint send('a'), %d / 2\n" % 7)
        files += sorted(folder.iterdir())
    return files


def test_what_is_on_the_shelf_is_not_worked_out_again(tmp_path, monkeypatch):
    files = [str(file) for file in files_of(tmp_path, "pack")]
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    found = program.read_interfaces(files, str(shelf))
    assert found and program.read_interfaces(files) == found
    program._interfaces.cache_clear()
    monkeypatch.setattr(program, "_worked_out", lambda marks: pytest.fail("worked out again"))
    assert program.read_interfaces(files, str(shelf)) == found


def test_a_file_that_changed_is_not_on_the_shelf(tmp_path):
    files = files_of(tmp_path, "pack")
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    names = [str(file) for file in files]
    before = program.read_interfaces(names, str(shelf))
    files[1].write_bytes(b"def send(data):\n    return data.encode('hex')\n\nother = u''\n")
    assert program.read_interfaces(names, str(shelf)) != before


def test_without_a_shelf_to_write_to_all_is_worked_out(tmp_path):
    names = [str(file) for file in files_of(tmp_path, "pack")]
    assert program.read_interfaces(names, str(tmp_path / "nowhere")) == program.read_interfaces(
        names
    )


def test_packages_that_take_turns_give_the_same_results_in_order(tmp_path):
    files = files_of(tmp_path, "one", "two", "three")
    options = Options(target=(3, 12))
    alone, together = (list(api.fix_files(files, options=options, jobs=jobs)) for jobs in (1, 2))
    assert [result.path for result in together] == files
    assert together == alone and any(result.changed for result in alone)


def test_a_metaclass_of_another_module_is_known_for_no_type(tmp_path):
    (tmp_path / "made.py").write_text(
        "class Made(object): pass\nclass Typed(type): pass\nclass Free(__import__('x').X): pass\n"
    )
    user = tmp_path / "user.py"
    names = ("Made", "Typed", "Free", "Lacking")
    user.write_text(
        "import made\nprint 1\n"
        + "".join(f"class {one}(object): __metaclass__ = made.{one}\n" for one in names)
    )
    (result,) = api.fix_files([user], options=Options(target=(3, 12)))
    lines = result.after.decode().splitlines()[2:]
    assert lines == ["class Made(object, metaclass=lambda *args: made.Made(*args)): pass"] + [
        f"class {one}(object, metaclass=made.{one}): pass" for one in names[1:]
    ]
