"""Names that the standard library's modules and classes have lost."""

from __future__ import annotations

import pytest

from migrator.results import Level

from .test_imports import after, run

NAMES = [
    (
        "import itertools as it\nfor a, b in it.izip([1], [2]): pass\n",
        "import itertools as it\nfor a, b in zip([1], [2]): pass\n",
    ),
    (
        "from itertools import izip as zip\nfor a in zip([], []): pass\n",
        "for a in zip([], []): pass\n",
    ),
    (
        "from itertools import izip, chain\nx = list(izip(chain([]), []))\n",
        "from itertools import chain\nx = list(zip(chain([]), []))\n",
    ),
    (
        "from itertools import izip\n\ndef f(a):\n    return izip(a, a)\n",
        "\ndef f(a):\n    return iter(zip(a, a))\n",
    ),
    (
        "from itertools import imap\n\ndef f(a, b):\n    return imap(max, a, b)\n",
        "from builtins import map\n\ndef f(a, b):\n    return map(max, a, b)\n",
    ),
    (
        "from itertools import imap\n\ndef f(a, b):\n    return list(imap(None, a, b))\n",
        "\ndef f(a, b):\n    return list(zip(a, b))\n",
    ),
    (
        "from itertools import izip\n\ndef f(zip):\n    return list(izip(zip, zip))\n",
        "from builtins import zip as izip\n\ndef f(zip):\n    return list(izip(zip, zip))\n",
    ),
    (
        "from types import ListType, FunctionType\nx = type([]) is ListType\n",
        "from types import FunctionType\nx = type([]) is list\n",
    ),
    (
        "from types import *\nx = StringType, FunctionType\n",
        "from types import *\nx = str, FunctionType\n",
    ),
    ("import os\nx = os.getcwdu()\n", "import os\nx = os.getcwd()\n"),
    ("import os\nx = os.errno.ENOENT\n", "import os\nimport errno\nx = errno.ENOENT\n"),
    ("import os\nx = os.tmpfile()\n", "import os\nimport tempfile\nx = tempfile.TemporaryFile()\n"),
    (
        "import collections\nx = collections.Mapping\n",
        "import collections\nimport collections.abc\nx = collections.abc.Mapping\n",
    ),
    (
        "from collections import Mapping, deque\nx = Mapping, deque\n",
        "from collections.abc import Mapping\nfrom collections import deque\nx = Mapping, deque\n",
    ),
    (
        "from exceptions import ValueError, StandardError\nx = StandardError, ValueError\n",
        "x = Exception, ValueError\n",
    ),
    ("import base64\nx = base64.encodestring(y)\n", "import base64\nx = base64.encodebytes(y)\n"),
]

FORMS = [
    ("import string\nx = string.join(a)\n", "import string\nx = ' '.join(a)\n"),
    ("import string\nx = string.join(a, sep=',')\n", "import string\nx = ','.join(a)\n"),
    (
        "import string\nx = string.join(c for c in a)\n",
        "import string\nx = ' '.join(c for c in a)\n",
    ),
    (
        "import string\nx = string.split(a + b, ',', 1)\n",
        "import string\nx = (a + b).split(',', 1)\n",
    ),
    ("import string\nx = string.upper(not a)\n", "import string\nx = (not a).upper()\n"),
    ("import string\nx = (string.strip(a))\n", "import string\nx = (a.strip())\n"),
    ("import string\nx = string.zfill(7, 3)\n", "import string\nx = str(7).zfill(3)\n"),
    (
        "import string\nx = string.strip(string.lower(a))\n",
        "import string\nx = a.lower().strip()\n",
    ),
    ("from string import join, split\nx = join(split(a), '')\n", "x = ''.join(a.split())\n"),
    ("import string\nx = map(string.upper, a)\n", "import string\nx = list(map(str.upper, a))\n"),
    (
        "import types\nx = isinstance(a, types.StringTypes)\n",
        "import types\nx = isinstance(a, str)\n",
    ),
    ("import types\nx = types.StringTypes + (int,)\n", "import types\nx = (str,) + (int,)\n"),
    ("import sys\nx = sys.exc_value\n", "import sys\nx = sys.exc_info()[1]\n"),
    ("import operator\nx = operator.getslice(a, 1, 2)\n", "import operator\nx = a[1:2]\n"),
    (
        "import operator\noperator.delslice(a, 1, 2)\noperator.setslice(a, 1, 2, b)\n",
        "import operator\noperator.delitem(a, slice(1, 2))\noperator.setitem(a, slice(1, 2), b)\n",
    ),
    (
        "import cgi\nx = cgi.escape(a)\n",
        "import cgi\nimport html\nx = html.escape(a, quote=False)\n",
    ),
    (
        "from cgi import escape\nx = escape(a, True)\n",
        "import html\nx = html.escape(a, quote=True)\n",
    ),
]

METHODS = [
    (
        "import unittest\nclass T(unittest.TestCase):\n    def test(self):\n        self.failUnless(1)\n",
        "import unittest\nclass T(unittest.TestCase):\n    def test(self):\n        self.assertTrue(1)\n",
    ),
    (
        "import unittest\ndef check(test):\n    test.assertEquals(1, 1)\n",
        "import unittest\ndef check(test):\n    test.assertEqual(1, 1)\n",
    ),
    (
        "import threading\nt = threading.Thread()\nx = t.isAlive()\n",
        "import threading\nt = threading.Thread()\nx = t.is_alive()\n",
    ),
    (
        "from ConfigParser import ConfigParser\nc = ConfigParser()\nc.readfp(f)\n",
        "from configparser import ConfigParser\nc = ConfigParser()\nc.read_file(f)\n",
    ),
    (
        "import urllib2\nr = urllib2.Request(u)\nx = r.get_host(), r.has_data()\n",
        "import urllib.request\nr = urllib.request.Request(u)\nx = r.host, r.data is not None\n",
    ),
    (
        "from array import array\na = array('b')\na.fromstring(a.tostring())\n",
        "from array import array\na = array('b')\na.frombytes(a.tobytes())\n",
    ),
]


@pytest.mark.parametrize(("before", "expected"), [*NAMES, *FORMS, *METHODS])
def test_name_is_rewritten(before, expected):
    assert after(before) == expected


LEAVE_ALONE = [
    "import string\nx = string.digits + string.ascii_letters, string.Template\n",
    "import string\nx = string.capwords(a)\n",
    "string = 'a b'\nx = string.split(' ')\n",
    "def f(string):\n    return string.join([])\n",
    "class itertools(object):\n    izip = 1\nx = itertools.izip\n",
    "import types\nx = types.FunctionType\n",
    "import operator\nx = operator.itemgetter(1)\n",
    "import game\nx = game.player.isAlive()\n",
    "def f(request):\n    return request.get_host(), request.has_data()\n",
    "class T(Base):\n    def assertEquals(self, a, b): pass\n    def test(self):\n        self.assertEquals(1, 1)\n",
    "from xml.etree import ElementTree as ET\nx = ET.tostring(e)\n",
    "import numpy\nx = numpy.zeros(3).tostring()\n",
    "import cgi\nx = cgi.FieldStorage()\n",
    "import os\nos.getcwd()\n",
]


@pytest.mark.parametrize("text", LEAVE_ALONE)
def test_name_is_left_alone(text):
    assert after(text) == text


@pytest.mark.parametrize(
    ("text", "position", "part"),
    [
        ("import sgmllib\n", (1, 8), "`sgmllib` is gone since Python 3.0: use html.parser"),
        ("import os\nx = os.popen3('ls')\n", (2, 8), "`os.popen3` is gone since Python 3.0"),
        ("from rfc822 import Message\n", (1, 20), "`rfc822.Message` is gone"),
        ("from sgmllib import *\n", (1, 6), "`sgmllib` is gone"),
        ("import string\nx = string.join(*a)\n", (2, 12), "`string.join` is gone"),
        (
            "import string\nx = string.index_error, string.joinfields\n",
            (2, 32),
            "`string.joinfields`",
        ),
    ],
)
def test_what_has_no_heir_is_reported(text, position, part):
    (said,) = run(text).diagnostics
    assert (said.position.line, said.position.column) == position
    assert said.message.startswith(part) and said.level is Level.OPEN


def test_a_handled_loss_is_no_open_question():
    (said,) = run("try:\n    import mhlib\nexcept ImportError:\n    mhlib = None\n").diagnostics
    assert said.level is Level.ASSUMED and "handler of ImportError" in said.message


def test_a_comment_between_arguments_is_not_lost():
    result = run("import string\nx = string.join(  # why\n    a, b)\n")
    assert b"# why" in result.after
    assert [said.code for said in result.diagnostics] == ["LIB020"]


@pytest.mark.parametrize(
    ("before", "levels"),
    [
        ("import string\nx = string.join(f(), g())\n", [Level.ASSUMED]),
        ("import string\nx = string.join(f(), ',')\n", []),
        ("import cgi\nx = cgi.escape(a, 1)\n", [Level.ASSUMED]),
        ("import threading\nx = y.isAlive()\n", [Level.ASSUMED]),
        ("import threading\nx = threading.Thread().isAlive()\n", []),
    ],
)
def test_what_may_differ_is_listed(before, levels):
    assert [item.level for item in run(before).decisions] == levels
