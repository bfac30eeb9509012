"""Which files are taken, and what their modules are called."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from migrator.project import (
    Project,
    Search,
    common_folder,
    discover,
    required_python,
)


def tree(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def names(root: Path, found: list[Path]) -> list[str]:
    return [file.relative_to(root).as_posix() for file in found]


# Discovery


def test_a_folder_gives_its_python_files_in_order(tmp_path):
    tree(
        tmp_path,
        {
            "b.py": "",
            "a/z.py": "",
            "a/window.pyw": "",
            "a/tool": "#!/usr/bin/env python2.7\n",
            "a/wheel": "#! /opt/bin/python -u\n",
            "a/shell": "#!/bin/sh\nexec python x\n",
            "a/words": "python\n",
            "a/stub.pyi": "",
            "a/._z.py": "\0",
            "a/data.txt": "#!/usr/bin/python\n",
        },
    )
    assert names(tmp_path, discover([tmp_path])) == [
        "b.py",
        "a/tool",
        "a/wheel",
        "a/window.pyw",
        "a/z.py",
    ]


@pytest.mark.parametrize(
    "folder",
    [".git", ".hg", ".venv", "node_modules", "build/lib", "__pycache__", ".tox", "a/dist/tool-1.0"],
)
def test_what_tools_left_behind_is_no_source(tmp_path, folder):
    tree(tmp_path, {f"{folder}/x.py": "", "kept.py": ""})
    assert names(tmp_path, discover([tmp_path])) == ["kept.py"]


@pytest.mark.parametrize("folder", ["build", "doc/_build", "env"])
def test_a_folder_of_modules_is_source_whatever_it_is_called(tmp_path, folder):
    tree(tmp_path, {f"{folder}/lib/x.py": "", f"{folder}/y.py": ""})
    assert names(tmp_path, discover([tmp_path])) == [f"{folder}/y.py", f"{folder}/lib/x.py"]


def test_a_program_without_an_ending_makes_no_folder_of_results_source(tmp_path):
    tree(tmp_path, {"dist/tool": "#!/usr/bin/python\n", "kept.py": ""})
    assert names(tmp_path, discover([tmp_path])) == ["kept.py"]


def test_a_virtual_environment_of_any_name_is_left_out(tmp_path):
    tree(tmp_path, {"mine/pyvenv.cfg": "", "mine/lib/x.py": "", "kept.py": ""})
    assert names(tmp_path, discover([tmp_path])) == ["kept.py"]


def test_what_is_named_is_taken(tmp_path):
    tree(tmp_path, {".tox/x.py": "", "data.txt": ""})
    named = [tmp_path / "data.txt", tmp_path / ".tox" / "x.py", tmp_path / "absent.py"]
    assert discover(named) == named
    assert names(tmp_path, discover([tmp_path / ".tox"])) == [".tox/x.py"]


def test_a_file_named_twice_is_taken_once(tmp_path):
    tree(tmp_path, {"x.py": ""})
    (tmp_path / "link.py").symlink_to("x.py")
    assert names(tmp_path, discover([tmp_path / "x.py", tmp_path, tmp_path / "link.py"])) == [
        "x.py"
    ]


def test_links_are_not_followed_out_of_a_folder_nor_in_circles(tmp_path):
    tree(tmp_path, {"outside/y.py": "", "in/x.py": ""})
    (tmp_path / "in" / "circle").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "out").symlink_to(tmp_path / "outside")
    (tmp_path / "in" / "y.py").symlink_to(tmp_path / "outside" / "y.py")
    (tmp_path / "in" / "nowhere.py").symlink_to("absent")
    assert names(tmp_path, discover([tmp_path / "in"])) == ["in/x.py"]


def test_the_folder_to_leave_out(tmp_path):
    tree(tmp_path, {"x.py": "", "out/x.py": ""})
    found = Search(leave_out=tmp_path / "a" / ".." / "out").files([tmp_path])
    assert names(tmp_path, found) == ["x.py"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "pipe.py")
    assert discover([tmp_path]) == []


# The module map


@pytest.fixture
def package(tmp_path):
    return tree(
        tmp_path,
        {
            "run.py": "",
            "commands.py": "",
            "pkg/__init__.py": "",
            "pkg/queue.py": "",
            "pkg/Upper.py": "",
            "pkg/native.cpython-312-x86_64-linux-gnu.so": "",
            "pkg/oldmodule.so": "",
            "pkg/data/notes.txt": "",
            "pkg/sub/__init__.py": "",
            "pkg/sub/leaf.py": "",
            "scripts/shlex.py": "",
        },
    )


@pytest.mark.parametrize(
    "file, package_name, module_name",
    [
        ("run.py", "", "run"),
        ("pkg/__init__.py", "pkg", "pkg"),
        ("pkg/queue.py", "pkg", "pkg.queue"),
        ("pkg/sub/leaf.py", "pkg.sub", "pkg.sub.leaf"),
        ("pkg/data/notes.py", "", "notes"),
    ],
)
def test_module_names(package, file, package_name, module_name):
    project = Project.of(discover([package]))
    assert project.package(package / file) == package_name
    assert project.module_name(package / file) == module_name


@pytest.mark.parametrize(
    "file, name, expected",
    [
        ("pkg/__init__.py", "queue", True),
        ("pkg/queue.py", "sub", True),
        ("pkg/queue.py", "sub.leaf", True),
        ("pkg/queue.py", "native", True),
        ("pkg/queue.py", "old", True),
        ("pkg/queue.py", "Queue", False),
        ("pkg/queue.py", "upper", False),
        ("pkg/queue.py", "data", False),
        ("pkg/queue.py", "run", False),
        ("pkg/sub/leaf.py", "queue", False),
        ("pkg/absent.py", "queue", True),
        ("absent/x.py", "queue", False),
    ],
)
def test_siblings(package, file, name, expected):
    assert Project().has_sibling(package / file, name) is expected


def test_top_level_modules_of_the_project(package):
    project = Project.of(discover([package]))
    assert project.is_project_module("commands")
    assert project.is_project_module("pkg.queue")
    assert project.is_project_module("shlex")
    assert not project.is_project_module("queue")
    assert project.is_project_module("commands", package / "pkg" / "sub" / "leaf.py")
    assert not project.is_project_module("shlex", package / "pkg" / "queue.py")
    assert project.is_project_module("shlex", package / "scripts" / "other.py")


def test_relative_paths_and_standard_input_stand_in_the_current_folder(package, monkeypatch):
    monkeypatch.chdir(package / "pkg")
    project = Project.of([Path("-"), Path("queue.py")])
    assert project.package(Path("-")) == "pkg"
    assert project.has_sibling(Path("queue.py"), "Upper")
    assert project.is_project_module("commands")


def test_a_project_can_be_sent_to_a_worker(package):
    project = Project.of(discover([package]))
    assert pickle.loads(pickle.dumps(project)) == project


# The target


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("pyproject.toml", '[project]\nrequires-python = ">=3.8"\n', (3, 8)),
        ("pyproject.toml", "[project]\nrequires-python = '~=3.10'\n", (3, 10)),
        ("pyproject.toml", '[project]\nrequires-python = ">=3.9,<4"\n', (3, 9)),
        ("pyproject.toml", '[project]\nrequires-python = ">=2.7, !=3.0.*, <3.12"\n', None),
        ("pyproject.toml", '[project]\nrequires-python = ">=3"\n', None),
        ("pyproject.toml", '# requires-python = ">=3.8"\n', None),
        ("pyproject.toml", "not = [toml\n", None),
        ("setup.cfg", "[options]\npython_requires = >=3.7\n", (3, 7)),
        ("setup.py", "setup(name='x', python_requires='>=3.6', zip_safe=True)\n", (3, 6)),
        ("setup.py", "print 'no such line'\n", None),
    ],
)
def test_required_python(tmp_path, name, text, expected):
    tree(tmp_path, {name: text, "src/a.py": "", ".git/HEAD": ""})
    assert required_python([tmp_path / "src"]) == expected
    assert required_python([tmp_path / "src" / "a.py"]) == expected


def test_the_nearest_project_is_asked(tmp_path):
    tree(
        tmp_path,
        {
            "pyproject.toml": 'requires-python = ">=3.12"',
            "inner/pyproject.toml": 'requires-python = ">=3.9"',
            "silent/pyproject.toml": "",
        },
    )
    assert required_python([tmp_path / "inner"]) == (3, 9)
    assert required_python([tmp_path / "silent"]) is None


def test_common_folder(tmp_path):
    tree(tmp_path, {"a/x.py": "", "b/y.py": ""})
    assert common_folder([tmp_path / "a"]) == tmp_path / "a"
    assert common_folder([tmp_path / "a" / "x.py"]) == tmp_path / "a"
    assert common_folder([tmp_path / "a" / "x.py", tmp_path / "b"]) == tmp_path


# What is known of the program's other modules


def test_what_is_sent_of_a_project_does_not_grow_with_it(tmp_path):
    files = {f"pack{n}/{name}.py": "" for n in range(50) for name in ("__init__", "a", f"b{n}")}
    tree(tmp_path, files)
    project = Project.of(discover([tmp_path]))
    file = tmp_path / "pack7" / "a.py"
    near = project.near([file])
    assert len(pickle.dumps(near)) * 5 < len(pickle.dumps(project))
    assert near == project
    assert near.has_sibling(file, "b7") and not near.has_sibling(file, "b8")
    assert near.is_project_module("pack8") and near.module_name(file) == "pack7.a"
    assert near.file_of("pack8.b8", file) == str(tmp_path / "pack8" / "b8.py")


def test_what_one_file_of_a_run_has_found_out_serves_the_next(tmp_path, monkeypatch):
    tree(tmp_path, {"pack/__init__.py": "", "pack/a.py": "import b", "pack/b.py": "import a"})
    first, second = tmp_path / "pack" / "a.py", tmp_path / "pack" / "b.py"
    project = Project.of([first, second])

    def sent(file: Path) -> Project:
        return pickle.loads(pickle.dumps(project.near([file]))).joined()

    files = sent(first).program(first)
    assert len(files) == 3
    (tmp_path / "pack" / "c.py").touch()
    assert sent(second).program(second) == files
    assert len(Project.of([first]).joined().program(first)) == 4


def test_the_words_of_neighbours(tmp_path):
    tree(tmp_path, {"a.py": "x", "b.py": "import a\na.run()\n", "c.py": "a_run", "d/e.py": "a run"})
    project = Project.of([tmp_path / "a.py"])
    assert project.has_neighbour(tmp_path / "a.py", ("run", "a"))
    assert not project.has_neighbour(tmp_path / "b.py", ("run", "a"))
    assert not project.has_neighbour(tmp_path / "a.py", ("ru", "a"))


def test_the_file_of_a_module_that_another_imports(tmp_path):
    tree(
        tmp_path, {"pack/__init__.py": "", "pack/a.py": "x = 1", "pack/b.py": "print 1", "c.py": ""}
    )
    project = Project.of([tmp_path / "c.py"])
    assert project.file_of("pack.a", tmp_path / "c.py") == str(tmp_path / "pack" / "a.py")
    assert project.file_of("pack.b", tmp_path / "pack" / "a.py") == str(tmp_path / "pack" / "b.py")
    assert project.file_of("pack", tmp_path / "c.py") == str(tmp_path / "pack" / "__init__.py")
    assert project.file_of("os", tmp_path / "c.py") is None
    assert project.file_of("pack.missing", tmp_path / "c.py") is None


def test_what_a_module_tells_follows_the_file_on_disk_and_a_bad_file_tells_nothing(tmp_path):
    file = tree(tmp_path, {"a.py": "x = b'"}) / "a.py"
    project = Project.of([file])
    assert project.interface_of(str(file), tmp_path / "b.py") is None
    file.write_text("longer = b'1'")
    found = project.interface_of(str(file), tmp_path / "b.py")
    assert found is not None and "longer" in found.names


def test_what_can_be_imported_is_one_program(tmp_path):
    """Unless it is too much, or the file that asks is none of it."""
    top = tree(tmp_path, {"a.py": "", "pack/__init__.py": "", "pack/b.py": "", "other/c.py": ""})
    project = Project.of([top / "a.py"])
    names = [Path(file).relative_to(top).as_posix() for file in project.program(top / "a.py")]
    assert names == ["a.py", "pack/__init__.py", "pack/b.py"]
    assert project.program(top / "other" / "c.py") != project.program(top / "a.py")
    assert project.program(top / "missing.py") == ()


def test_a_module_that_nobody_shares_is_no_program(tmp_path):
    top = tree(tmp_path, {"a.py": ""})
    assert Project.of([top / "a.py"]).program(top / "a.py") == ()
