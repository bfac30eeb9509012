"""The promises over real code, and what must hold of a whole run."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.api import fix_files
from migrator.results import Position
from tests import corpora
from tests.properties.promises import broken_promises, compiles, fixed

BROKEN = {
    "syntax.py": b"x = 1\nprint a b\n",
    "string.py": b"x = '''\n",
    "nul.py": b"x = 1\0\n",
    "encoding.py": b"# coding: utf-9\n",
    "brackets.py": b"print (a,\n",
    "deep.py": b"x = " + b"(" * 5000 + b")" * 5000 + b"\n",
    "indented.py": b"if a:\n    b\n  c\n",
}
GOOD = b"print 'good', 1\n"


def broken_promises_in(paths: list[Path]) -> list[str]:
    sources = {path: path.read_bytes() for path in paths}
    refused = corpora.compiles2(sources.values())
    return [
        what
        for (path, data), reason in zip(sources.items(), refused, strict=False)
        if reason is None
        for what in broken_promises(data, path)
    ]


def taken_for_python_2(paths: list[Path]) -> list[str]:
    """The files of Python 3 that fail, or are changed for another reason than that they may be 2.

    A file of which nothing tells its version may change where 2.7 and 3 would differ: `keys()`.
    """
    wrong = []
    for path in paths:
        if not compiles(path.read_bytes()):
            continue  # the library's tests have some that are wrong on purpose
        result = fixed(path.read_bytes(), path)
        version = result.dialect.version
        if result.error or version == "2" or (version == "3" and result.changed):
            wrong.append(f"{path}: {result.dialect.reason}; {result.error}")
    return wrong


def test_every_promise_holds_in_the_library():
    """A thirtieth of the library by default."""
    files = corpora.sample(corpora.library2()[7:], 30)
    assert corpora.together(broken_promises_in, files) == []


def test_every_promise_holds_in_small_programs():
    assert corpora.together(broken_promises_in, corpora.programs2()) == []


def test_the_library_of_python_3_is_left_alone():
    """A twelfth of it by default. 2to3's own tests hold Python 2 on purpose."""
    files = [path for path in corpora.library3() if "lib2to3" not in str(path)]
    assert corpora.together(taken_for_python_2, corpora.sample(files, 12)) == []


def test_this_project_is_left_alone():
    # The shim is for both versions, and its folder lies on the path: it is no package then.
    files = sorted(set(corpora.ROOT.glob("migrator/**/*.py")) - set(corpora.ROOT.glob("**/shim/*")))
    assert corpora.together(taken_for_python_2, files) == []
    assert not any(fixed(path.read_bytes(), path).changed for path in files)


@pytest.fixture
def tree(tmp_path: Path) -> list[Path]:
    """A folder of programs, some of them broken."""
    sources = dict(BROKEN)
    for number, path in enumerate(corpora.sample(corpora.library2(), 90)[:12]):
        sources[f"module_{number}.py"] = path.read_bytes()
    for name in list(BROKEN):
        sources[f"good_{name}"] = GOOD
    for name, data in sources.items():
        (tmp_path / name).write_bytes(data)
    return [tmp_path / name for name in sorted(sources)]


def test_a_bad_file_does_not_stop_the_others(tree):
    results = {result.path.name: result for result in fix_files(tree, jobs=2)}
    assert list(results) == [path.name for path in tree]
    for name, data in BROKEN.items():
        result = results[name]
        assert result.error is not None
        assert result.error.position > Position(0, 0) and result.error.message
        assert result.after == result.before == data == (tree[0].parent / name).read_bytes()
        assert results[f"good_{name}"].after == b"print('good', 1)\n"


def test_the_number_of_workers_does_not_matter(tree):
    assert list(fix_files(tree, jobs=1)) == list(fix_files(tree, jobs=3))
