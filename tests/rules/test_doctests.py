"""The examples of docstrings, and what they are said to show."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.api import fix_files, fix_source
from migrator.options import Options
from migrator.results import Level

from .oracle import fix, fixed

EXAMPLES = [
    (">>> print x", ">>> print(x)"),
    (">>> print x,", ">>> print(x, end='')"),
    (">>> print f('a'), 2L,\n    a 2", ">>> print(f('a'), 2, end='')\n    a 2"),
    (">>> print (x, 1L)", ">>> print((x, 1))"),
    (">>> d.has_key(1)\n    True", ">>> 1 in d\n    True"),
    (">>> d.keys()\n    ['a']", ">>> list(d.keys())\n    ['a']"),
    (
        ">>> for x in xrange(3):\n    ...     print x",
        ">>> for x in range(3):\n    ...     print(x)",
    ),
    (">>> f()\n    u'caf\\xe9'", ">>> f()\n    'caf\xe9'"),
    (">>> f()\n    (10L, [u'a', 'b'])", ">>> f()\n    (10, ['a', 'b'])"),
    (">>> type(1)\n    <type 'int'>", ">>> type(1)\n    <class 'int'>"),
    (">>> f()\n    set([u'x'])", ">>> f()\n    {'x'}"),
    (">>> f()\n    (set([]), frozenset([1]))", ">>> f()\n    (set(), frozenset({1}))"),
    (">>> f()\n    ValueError('x',)", ">>> f()\n    ValueError('x')"),
    (
        ">>> f()\n    datetime.timedelta(1, 60)",
        ">>> f()\n    datetime.timedelta(days=1, seconds=60)",
    ),
    (
        ">>> f()\n    Traceback (most recent call last):\n      ...\n    Own: text",
        ">>> f()  # doctest: +IGNORE_EXCEPTION_DETAIL\n    Traceback (most recent call last):\n"
        "      ...\n    Own: text",
    ),
    (
        ">>> f() # doctest: +ELLIPSIS\n    Traceback (most recent call last):\n    Own: text",
        ">>> f() # doctest: +ELLIPSIS, +IGNORE_EXCEPTION_DETAIL\n"
        "    Traceback (most recent call last):\n    Own: text",
    ),
]
UNORDERED = [
    (">>> f()\n    {'b': 1, 'a': 2}", ">>> f() == {'b': 1, 'a': 2}\n    True"),
    (">>> f() or g()\n    set([3, 1])", ">>> (f() or g()) == {3, 1}\n    True"),
    (
        ">>> f(1,\n    ...   2)\n    [({'b': -1L,\n      'a': None}, 'x')]",
        ">>> f(1,\n    ...   2) == [({'b': -1, 'a': None}, 'x')]\n    True",
    ),
]
ORDERED = [
    ">>> f()\n    {'a': 1}",
    ">>> f()\n    {'a': <A object>, 'b': 1}",
    ">>> f()\n    OrderedDict([('b', 1), ('a', 2)])",
    ">>> print(d)\n    {'b': 1, 'a': 2}",
    ">>> f()  # doctest: +ELLIPSIS\n    {'b': 1, 'a': 2}",
]
KEPT = [
    ">>> f()\n    {'b': 1, 'a': 2}",
    ">>> f()\n    '10L u'",
    ">>> print(x)\n    10L",
    ">>> f()\n    Traceback (most recent call last):\n    KeyError: 'x'",
    ">>> 1 +\n    Traceback (most recent call last):\n    SyntaxError: invalid syntax",
    "print x, 10L",
    ">>>",
]


def docstring(text: str) -> str:
    return f'# coding: utf-8\ndef f():\n    r"""Text.\n\n    {text}\n\n    More.\n    """\n'


@pytest.mark.parametrize(("before", "after"), EXAMPLES)
def test_examples(before, after):
    assert fixed(docstring(before)) == docstring(after)


@pytest.mark.parametrize(("before", "after"), UNORDERED)
def test_what_has_another_order_is_compared(before, after):
    assert fixed(docstring(before) + "print 1\n") == docstring(after) + "print(1)\n"


@pytest.mark.parametrize("text", ORDERED)
def test_what_has_one_order_or_none_that_is_seen_is_left_alone(text):
    assert fixed(docstring(text) + "print 1\n") == docstring(text) + "print(1)\n"


@pytest.mark.parametrize("text", KEPT)
def test_kept(text):
    assert not fix(docstring(text)).changed


def test_the_examples_of_a_docstring_are_migrated_together():
    before = ">>> import urllib2\n    >>> urllib2.urlopen"
    after = ">>> import urllib.request\n    >>> urllib.request.urlopen"
    assert fixed(docstring(before)) == docstring(after)


def test_an_example_that_cannot_be_written_in_its_docstring_is_told():
    result = fix("def f():\n    '''\n    >>> for x in y: print x,\n    '''\n")
    assert not result.changed
    assert [one.level for one in result.diagnostics] == [Level.OPEN]


def test_escapes_of_a_docstring_that_is_not_raw():
    assert not fix("def f():\n    '''\n    >>> print '\\n'\n    '''\n").changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r">>> print f('\\n')", r">>> print(f('\\n'))"),
        (r">>> print 'a\Nb'", r">>> print('a\\\\Nb')"),
        (r">>> print f(u'\xa4', '\t'), 2L", r">>> print(f(u'\xa4', '\t'), 2)"),
        (">>> f('\\t')\n    u'a'", ">>> f('\\t')\n    'a'"),
        (">>> f(1)\n    u'\\xa4'", ">>> f(1)\n    u'\\xa4'"),
        (r">>> f('\d', 1L)", r">>> f('\\d', 1)"),
        (">>> f()\n    u'\\\\n'", ">>> f()\n    '\\\\n'"),
    ],
)
def test_backslashes_of_a_docstring_that_is_not_raw(before: str, after: str) -> None:
    text = "def f():\n    '''\n    {}\n    '''\n\nprint(1L)\n"
    assert fixed(text.format(before)) == text.format(after).replace("1L", "1")


def test_what_the_encoding_of_the_file_has_not_is_not_shown() -> None:
    text = (
        "# coding: latin-1\ndef f():\n    '''\n    >>> f()\n    {}\n    >>> f()\n    {}\n    '''\n"
    )
    before = text.format(r"u'\\u2026'", r"u'\\xe9'") + "\nprint 1\n"
    after = text.format(r"u'\\u2026'", "'\xe9'") + "\nprint(1)\n"
    assert fix_source(before.encode("latin-1")).after == after.encode("latin-1")


def test_what_no_example_holds_keeps_its_backslashes():
    text = "def f():\n    '''\n    \\d \\\\n\n    >>> {}\n    '''\n"
    assert fixed(text.format("print 1")) == text.format("print(1)")


def test_dicts_of_classes_are_compared(tmp_path: Path) -> None:
    (tmp_path / "near.py").write_text("class Base(dict):\n    pass\n")
    file = tmp_path / "user.py"
    text = (
        "from near import Base\n\nclass Own(Base):\n    '''\n    >>> f()\n"
        "    (Own({'b': 1, 'a': 2}), 'x')\n    >>> f()\n    Other({'b': 1, 'a': 2})\n    '''\n\n"
        "class Other(object):\n    pass\n"
    )
    file.write_text("print 1\n" + text)
    (result,) = fix_files([file], options=Options(target=(3, 12)))
    after = text.replace(
        ">>> f()\n    (Own({'b': 1, 'a': 2}), 'x')",
        ">>> f() == (Own({'b': 1, 'a': 2}), 'x')\n    True",
    )
    assert result.after.decode() == "print(1)\n" + after


def test_an_example_knows_what_its_module_calls_like_a_builtin():
    before = "def list():\n    '''\n    >>> x = {}.values()\n    '''\n"
    after = (
        "def list():\n    '''\n    >>> import builtins\n"
        "    >>> x = builtins.list({}.values())\n    '''\n"
    )
    assert fixed(before) == after


def test_what_is_given_to_a_property_stays_ascii():
    text = (
        "def f(p):\n    x = property(p, doc=r'''\n    >>> {}\n    >>> x\n    u'\\xe9'\n    ''')\n"
    )
    assert fixed(text.format("print 1L")) == text.format("print(1)")
