"""Under which Pythons code runs."""

from __future__ import annotations

import pytest

from .helpers import facts_of, find

TESTS = [
    ("sys.version_info[0] == 2", 2),
    ("sys.version_info[0] < 3", 2),
    ("sys.version_info < (3,)", 2),
    ("sys.version_info < (3, 0)", 2),
    ("sys.version_info >= (3,)", 3),
    ("sys.version_info[:2] >= (3, 3)", 3),
    ("sys.version_info.major == 3", 3),
    ("sys.version_info.major is 2", 2),
    ("sys.version > '3'", 3),
    ("sys.version[0] == '2'", 2),
    ("sys.version.startswith('3')", 3),
    ("int(sys.version[0]) < 3", 2),
    ("sys.hexversion >= 0x03000000", 3),
    ("not sys.version_info >= (3,)", 2),
    ("sys.version_info < (3,) and a", 2),
    ("a and sys.version_info[0] == 3", 3),
    ("six.PY2", 2),
    ("six.PY3", 3),
    ("compat.is_py3", 3),
    ("mine", 3),
    ("not mine", 2),
    ("bytes is str", 2),
    ("str is not bytes", 3),
    ("bytes != str", 3),
    # nothing follows
    ("a", None),
    ("sys.version_info >= (2, 6)", None),
    ("sys.version_info < (3,) or a", None),
    ("sys.version_info >= (3, 9) or a", None),
    ("sys.platform == 'win32'", None),
    ("unknown.version_info[0] == 2", None),
    ("loop", None),
    ("own is str", None),
    ("type(a) is bytes", None),
    ("isinstance(a, bytes)", None),
]


@pytest.mark.parametrize(("test", "version"), TESTS)
def test_only(test, version):
    facts = facts_of(f"""
        import sys, six, compat
        mine = sys.version_info[0] >= 3
        loop = loop
        def f():
            if {test}:
                x
        """)
    assert facts.versions.only(find(facts, "x")) == version


PLACES = [
    ("if six.PY2: y\nelse: x", 3),
    ("if six.PY2: y\nelif a: x", 3),
    ("x if six.PY2 else y", 2),
    ("six.PY3 and x", 3),
    ("six.PY3 or x", 2),
    ("def f():\n    if six.PY3:\n        return 1\n    x", 2),
    ("def f():\n    if six.PY3:\n        return 1\n    else: y\n    x", None),
    ("if six.PY3:\n    def f(): x", 3),
    ("if six.PY3: y\nx", None),
    ("if six.PY2 and x: y", 2),
    ("try:\n    if six.PY3:\n        raise E\n    x\nfinally: y", 2),
    ("try:\n    if six.PY3:\n        raise E\nfinally: x", None),
    ("try:\n    if six.PY2:\n        raise NameError\nexcept NameError: x", 2),
    (
        "try:\n    if six.PY3:\n        y\n    if a:\n        raise NameError\nexcept NameError: x",
        None,
    ),
    ("try:\n    unicode\n    if six.PY2:\n        raise NameError\nexcept NameError: x", None),
    ("try:\n    f()\n    if six.PY2:\n        raise NameError\nexcept NameError: x", None),
    ("try:\n    if six.PY2:\n        raise NameError\nexcept Exception: x", None),
]


@pytest.mark.parametrize(("program", "version"), PLACES)
def test_places(program, version):
    facts = facts_of("import six\n" + program)
    assert facts.versions.only(find(facts, "x")) == version


def test_a_branch_that_runs_under_neither():
    facts = facts_of("import sys\nif sys.version_info < (2, 5): x")
    assert facts.versions.runs_on(find(facts, "x")) == set()
