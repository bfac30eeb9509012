"""Exceptions that are caught, and what they offer."""

from __future__ import annotations

import pytest

from .oracle import agree, fixed

CAUGHT = "try:\n    a()\nexcept B as e:\n    {}\n"
CHANGED = [
    ("e[0]", "e.args[0]"),
    ("c(e[0][1])", "c(e.args[0][1])"),
    ("c, d = e", "c, d = e.args"),
    ("c([d for d in e])", "c([d for d in e.args])"),
    ("c(*e)", "c(*e.args)"),
    ("c(lambda: e[1:])", "c(lambda: e.args[1:])"),
    ("c('%s %s' % tuple(e))", "c('%s %s' % tuple(e.args))"),
]
KEPT = ["c(e)", "c = e", "c(e.args[0])", "c[e]", "e = c(e)\n    e[0]", "e[0] = 1", "c('%s' % e)"]

PROGRAMS = [
    "def f(x):\n    try:\n        raise x\n    except (IOError, ValueError), e:\n        pass\n"
    "    return e[0]\nprint f(IOError(2, 'a')), f(ValueError('b'))\n",
    "try:\n    open('/no/such/file')\nexcept EnvironmentError, e:\n    print e[0], e[1], len(e[:])\n",
    "NET = (IOError, OSError)\ndef f(x):\n    try:\n        raise x\n"
    "    except (NET, TypeError):\n        return 1\n    except ((ValueError,), (KeyError, (IndexError,))):\n"
    "        return 2\nprint [f(x) for x in (OSError(), TypeError(), ValueError(), IndexError())]\n",
]


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_changed(before: str, after: str) -> None:
    assert fixed(CAUGHT.format(before), select=("EXC010",)) == CAUGHT.format(after)


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert fixed(CAUGHT.format(text), select=("EXC010",)) == CAUGHT.format(text)


def test_they_do_what_they_did() -> None:
    agree(PROGRAMS)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("except ((B, C),):", "except (B, C):"),
        ("except (\n    B,  # why\n    (C, D),\n):", "except (\n    B,  # why\n    C, D,\n):"),
        ("except ((B,),):", "except (B,):"),
        ("except (B, C.D):", "except (B, C.D):"),
    ],
)
def test_nested_classes(before: str, after: str) -> None:
    text = "try:\n    a()\n{}\n    pass\n"
    assert fixed(text.format(before), select=("EXC020",)) == text.format(after)
