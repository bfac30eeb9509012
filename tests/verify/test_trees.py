"""What a program is made of, and which files are programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.verify.trees import parts, tree_of


@pytest.fixture
def place(tmp_path: Path) -> Path:
    files = {
        "main.py": "import helper, os, json\nfrom package import part\nprint 1\n",
        "helper.py": "import deeper\n",
        "deeper.py": "try:\n    x = 1\nexcept E, e: pass\n",
        "unused.py": "y = 1\n",
        "package/__init__.py": "",
        "package/part.py": "import near\n",
        "package/near.py": "",
        "package/sub/__init__.py": "from .. import near\n",
        "package/table.txt": "data",
        "package/part.pyc": "compiled",
        "dynamic.py": "for name in ['helper']: __import__(name)\n",
        "broken.py": "import helper\ndef f(:\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


PACKAGE = {f"package/{name}.py" for name in ("__init__", "part", "near", "sub/__init__")}


def test_what_is_imported_comes_along(place: Path) -> None:
    tree = tree_of(place / "main.py")
    assert (tree.root, tree.main) == (place.resolve(), "main.py")
    assert set(tree.modules) == {"main.py", "helper.py", "deeper.py"} | PACKAGE
    assert tree.data == (("package/table.txt", str(place.resolve() / "package" / "table.txt")),)


def test_a_module_of_a_package_runs_from_above_it(place: Path) -> None:
    tree = tree_of(place / "package" / "part.py")
    assert (tree.root, tree.main) == (place.resolve(), "package/part.py")
    assert "package/near.py" in tree.modules


def test_names_put_together_at_run_time_take_the_whole_folder(place: Path) -> None:
    assert {"helper.py", "unused.py", "main.py"} < set(tree_of(place / "dynamic.py").modules)


def test_a_file_that_cannot_be_parsed(place: Path) -> None:
    assert set(tree_of(place / "broken.py").modules) == {"broken.py", "helper.py", "deeper.py"}


def test_programs_and_their_parts(place: Path) -> None:
    found = parts(sorted(place.rglob("*.py")))
    assert {path.relative_to(place).as_posix() for path in found} == PACKAGE | {"helper.py"}
    # `deeper` has a statement of its own that may do something; it is run as well.
