"""The promises over real code, and what must hold of a whole run."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.api import fix_files
from migrator.results import Position
from tests import corpora
from tests.properties.promises import broken_promises, fixed

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


def changed(paths: list[Path]) -> list[str]:
    wrong = []
    for path in paths:
        result = fixed(path.read_bytes(), path)
        if result.changed or result.error:
            wrong.append(f"{path}: {result.dialect} {result.changes[:1]} {result.error}")
    return wrong


def test_every_promise_holds_in_the_library():
    """A thirtieth of the library by default."""
    files = corpora.sample(corpora.library2()[7:], 30)
    assert corpora.together(broken_promises_in, files) == []


def test_every_promise_holds_in_small_programs():
    assert corpora.together(broken_promises_in, corpora.programs2()) == []


def test_the_library_of_python_3_is_left_alone():
    """A twelfth of it by default."""
    assert corpora.together(changed, corpora.sample(corpora.library3(), 12)) == []


def test_this_project_is_left_alone():
    files = [*corpora.ROOT.glob("migrator/**/*.py"), *corpora.ROOT.glob("tests/**/*.py")]
    assert corpora.together(changed, sorted(files)) == []


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
