"""What a result says: errors, dialects, and that nothing doubtful is handed on."""

from __future__ import annotations

import libcst as cst
import pytest

from migrator.results import Position
from tests.engine.helpers import renaming, rule, run

ERRORS = [
    (b"x = 1\nprint a b\n", 2, 9),
    (b"if a:\nb\n", 2, 1),
    (b"x = '''", 1, 5),
    (b"x = 1\0", 1, 6),
    (b"# coding: nothing\n", 1, 1),
    (b"# coding: ascii\nx = '\xe9'\n", 2, 6),
    (b"(" * 3000 + b")" * 3000, 1, 1),
    (b"x = " + b"-" * 100_000 + b"1\n", 1, 1),
]


@pytest.mark.parametrize(("data", "line", "column"), ERRORS)
def test_a_file_that_cannot_be_read(data, line, column):
    result = run(data)
    assert result.error is not None and result.error.code.startswith("E")
    assert result.error.position.line == line
    assert result.error.position.column == column or column == 1
    assert result.error.message
    assert result.after == result.before == data
    assert result.changes == ()


def euro(self, original_node, updated_node):
    return cst.SimpleString("'\u20ac'") if original_node.value == "old" else updated_node


def test_a_result_that_the_files_encoding_has_not_is_not_handed_on():
    before = b"# coding: latin-1\nold\n"
    result = run(before, rule(words=["old"], leave_Name=euro))
    assert result.error is not None and "make the file UTF-8" in result.error.message
    assert result.after == result.before == before
    assert result.changes == ()


DIALECTS = [
    ("", "both"),
    ("x = 1\n", "both"),
    ("print(x)\n", "both"),
    ("print('a', x)\n", "both"),
    ("print x\n", "2"),
    ("print\nprint >>x\n", "2"),
    ("exec 'x'\n", "2"),
    ("raise E, v\n", "2"),
    ("try: pass\nexcept E, e: pass\n", "2"),
    ("x = `x`\n", "2"),
    ("x = 0777\n", "2"),
    ("x = 10L\n", "2"),
    ("x = ur'a'\n", "2"),
    ("x <> y\n", "2"),
    ("def f((a, b)): pass\n", "2"),
    ("async = 1\n", "2"),
    ("import urllib2\n", "2"),
    ("import StringIO, os\n", "2"),
    ("for x in xrange(3): pass\n", "2"),
    ("x = unicode(y)\n", "2"),
    ("d.has_key(1)\n", "2"),
    ("d.iteritems()\n", "2"),
    ("def unicode(x): return x\nunicode(1)\n", "both"),
    ("try:\n    unicode\nexcept NameError:\n    unicode = str\n", "both"),
    (
        "try:\n    import urllib2\nexcept ImportError:\n    import urllib.request as urllib2\n",
        "both",
    ),
    ("import sys\nif sys.version_info[0] < 3:\n    x = xrange(3)\n", "both"),
    ("f'{x}'\n", "3"),
    ("print(x, end='')\n", "3"),
    ("from __future__ import print_function\nprint(x, end='')\n", "both"),
    ("def f(a, *, b): pass\n", "3"),
    ("def f(a: int) -> str: pass\n", "3"),
    ("x: int = 1\n", "3"),
    ("x: int | None = None\n", "3"),
    ("def f(x: int | None, y: bool | None = True): pass\n", "3"),
    ("async def f():\n    await x\n", "3"),
    ("def f():\n    nonlocal x\n    def g():\n        yield from x\n", None),
    ("def f():\n    yield from x\n", "3"),
    ("a, *b = c\n", "3"),
    ("raise E from e\n", "3"),
    ("class A(metaclass=B): pass\n", "3"),
    ("(x := 1)\n", "3"),
    ("a @ b\n", "3"),
    ("from __future__ import annotations\n", "3"),
    ("from __future__ import division\n", "both"),
    ("import asyncio\n", "3"),
    ("import urllib.request\n", "3"),
    ("f(*a, b)\nmatch = 1\n", None),
    ("try: pass\nexcept A, B: pass\nf'{x}'\n", "3"),
]


@pytest.mark.parametrize(("text", "version"), [row for row in DIALECTS if row[1]])
def test_which_python_a_file_is(text, version):
    result = run(text)
    assert result.error is None
    assert result.dialect.version == version
    if version != "both":
        assert result.dialect.evidence[0].version == version
        assert result.dialect.evidence[0].position > Position(0, 0)
        assert "line" in result.dialect.reason


def test_what_mixes_both_is_python_2():
    data = b"print f'{old}', old\n"
    result = run(data, renaming("old", "new"), ignore=("SYN",))
    assert result.dialect.version == "2"
    assert result.after.endswith(b"print f'{old}', new\n")


def test_a_file_of_python_3_is_left_alone_unless_it_is_said_to_be_2():
    data = b"import asyncio\nold\n"
    assert not run(data, renaming("old", "new")).changed
    assert run(data, renaming("old", "new"), dialect="2").after == b"import asyncio\nnew\n"
    assert not run(b"print old\n", renaming("old", "new"), dialect="3").changed
