"""Exceptions that are caught, and what they offer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import corpora

from .oracle import agree, fix, fixed

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


MERGED = """
import os, select, shutil, socket, subprocess, tempfile, urllib2

def kind(function, *args):
    try:
        return function(*args)
    except socket.error:
        return 'socket'
    except select.error:
        return 'select'
    except IOError, error:
        return 'io', error.errno
    except os.error, error:
        return 'os', error.errno
    except EnvironmentError:
        return 'other'

class Box(object):
    def __init__(self, path):
        self.path = path
    def load(self):
        return open(os.path.join(self.path, 'x')).read()

def text(wanted):
    if wanted == 'os':
        raise OSError(5, 'text')
    raise IOError('text')

closed = os.open(os.devnull, os.O_RDONLY)
os.close(closed)
lost = socket.socket()
lost.close()
print kind(open, '/no/such'), kind(os.listdir, '/no/such'), kind(os.makedirs, '/proc/no/such')
print kind(select.select, [closed], [], [], 0), kind(socket.socket().recv, 1), kind(lost.recv, 1)
print kind(Box('/no').load), kind(text, 'os'), kind(text, 'io')
print kind(lambda: os.remove('/no/such')), kind(lambda: [os.stat(p) for p in ['/no/such']])
print kind(subprocess.Popen, ['/no/such']), kind(shutil.copyfile, '/no/such', '/no/x'), kind(os.read, closed, 1)
print kind(tempfile.mkdtemp, '', '', '/no/such'), kind(urllib2.urlopen, 'file:///no/such') and 'url'
"""


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


@pytest.mark.parametrize(
    ("clauses", "lines"),
    [
        ("except IOError:\n    pass\nexcept OSError:\n    pass\n", [6]),
        ("except OSError:\n    pass\nexcept (KeyError, socket.error):\n    pass\n", [6]),
        ("except IOError:\n    pass\nexcept EnvironmentError:\n    pass\n", [6]),
        ("except EnvironmentError:\n    pass\nexcept IOError:\n    pass\n", []),
        ("except (IOError, OSError):\n    pass\nexcept OSError:\n    pass\n", []),
        ("except IOError:\n    pass\nexcept ValueError:\n    pass\n", []),
    ],
)
def test_merged_classes(clauses: str, lines: list[int]) -> None:
    result = fix("import socket\ntry:\n    a()\n" + clauses, select=("EXC040",))
    assert [(one.code, one.position.line) for one in result.diagnostics] == [
        ("EXC040", line) for line in lines
    ]


def test_merged_classes_are_told_apart(tmp_path: Path) -> None:
    """As files: what failed is read in the source."""
    python2 = corpora.interpreter2()
    outputs = []
    for command, text in ((python2.command, MERGED), ((sys.executable,), fixed(MERGED))):
        program = tmp_path / "program.py"
        program.write_text(text)
        outputs.append(subprocess.run([*command, program], capture_output=True, check=True).stdout)
    assert outputs[0] == outputs[1] != b""


STATES = [
    "try:\n    f()\nexcept A:\n    try:\n        g()\n    except B:\n        pass\n    raise\n",
    "import sys\ndef f():\n    try:\n        g()\n    except A:\n        pass\n    return sys.exc_info()\n",
    "from sys import exc_info\ndef f():\n    try:\n        g()\n    except A:\n        pass\n    return exc_info()[0]\n",
    "import sys\ntry:\n    f()\nexcept A:\n    try:\n        g()\n    except B:\n        pass\n"
    "    h(sys.exc_info())\n",
    "import traceback\ntry:\n    f()\nexcept A:\n    for x in y:\n        try:\n            g()\n"
    "        except B:\n            x = 1\n        h(traceback.format_exc())\n",
    "try:\n    f()\nexcept IOError as e:\n    g(type(e))\n",
    "try:\n    f()\nexcept OSError as e:\n    g(e.__class__.__name__)\n",
]
NO_STATES = [
    "try:\n    f()\nexcept A:\n    try:\n        g()\n    except B:\n        raise\n    raise C\n",
    "import sys\ndef f():\n    return sys.exc_info()\n",
    "import sys\ntry:\n    f()\nexcept A:\n    h(sys.exc_info())\n    try:\n        g()\n    except B:\n"
    "        pass\n",
    "import sys\ntry:\n    f()\nexcept A:\n    try:\n        g()\n    except B:\n        raise C\n"
    "    h(sys.exc_info())\n",
    "import traceback\ntry:\n    f()\nexcept A:\n    try:\n        g()\n    except B:\n"
    "        traceback.print_exc()\n",
    "try:\n    f()\nexcept ValueError as e:\n    g(type(e))\n",
    "try:\n    f()\nexcept A:\n    raise\n",
]


@pytest.mark.parametrize("program", STATES)
def test_what_is_forgotten_is_reported(program):
    assert [one.code for one in fix(program + "print 1\n").diagnostics] == ["EXC050"]


@pytest.mark.parametrize("program", NO_STATES)
def test_what_is_known_is_not_reported(program):
    assert not fix(program + "print 1\n").diagnostics


def test_a_parameter_that_is_only_given_caught_exceptions():
    agree(["""
            def code(e):
                return e[0]
            def first(e):
                return e[0]
            try:
                raise IOError(4, 'Interrupted')
            except IOError, e:
                print code(e), first([7])
            """])
