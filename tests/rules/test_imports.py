"""Imports of the standard library: what is rewritten, under which name, and what stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.engine import migrate
from migrator.options import Options
from migrator.results import FileResult, Level

from .oracle import agree

HERE = Path("/nowhere/program.py")


def run(before: str, path: Path = HERE, target: tuple[int, int] = (3, 12)) -> FileResult:
    result = migrate(before.encode(), path=path, options=Options(target=target))
    assert result.error is None, result.error
    return result


def after(before: str, path: Path = HERE, target: tuple[int, int] = (3, 12)) -> str:
    return run(before, path, target).after.decode()


MODULES = [
    ("import Queue\nx = Queue.Queue()\n", "import queue\nx = queue.Queue()\n"),
    ("import Queue as q\nx = q.Queue()\n", "import queue as q\nx = q.Queue()\n"),
    (
        "import os, cPickle\nx = cPickle.dumps(os)\n",
        "import os, pickle\nx = pickle.dumps(os, protocol=0)\n",
    ),
    (
        "import Cookie, httplib\nx = Cookie.SimpleCookie, httplib.OK\n",
        "import http.cookies, http.client\nx = http.cookies.SimpleCookie, http.client.OK\n",
    ),
    (
        "from htmlentitydefs import name2codepoint\nx = name2codepoint.iteritems()\ndel name2codepoint\n",
        "from html.entities import name2codepoint\nx = iter(name2codepoint.items())\ndel name2codepoint\n",
    ),
    ("from Queue import Queue, Empty\n", "from queue import Queue, Empty\n"),
    ("from Tkinter import *\nroot = Tk()\n", "from tkinter import *\nroot = Tk()\n"),
    (
        "import email.MIMEText\nx = email.MIMEText.MIMEText\n",
        "import email.mime.text\nx = email.mime.text.MIMEText\n",
    ),
    (
        "from email import Encoders, MIMEText\nx = Encoders.encode_base64, MIMEText.MIMEText\n",
        "from email import encoders\nfrom email.mime import text as MIMEText\n"
        "x = encoders.encode_base64, MIMEText.MIMEText\n",
    ),
    (
        "import email\nx = email.Utils.formatdate()\n",
        "import email\nimport email.utils\nx = email.utils.formatdate()\n",
    ),
    (
        "import ConfigParser\nx = ConfigParser.SafeConfigParser()\n",
        "import configparser\nx = configparser.ConfigParser(strict=False, inline_comment_prefixes=(';',))\n",
    ),
    (
        "import __builtin__\nx = __builtin__.raw_input, __builtin__.len\n",
        "import builtins\nx = builtins.input, builtins.len\n",
    ),
    ("import __builtin__\n__builtin__._ = str\n", "import builtins\nbuiltins._ = str\n"),
    (
        "import thread\nx = thread.start_new_thread\n",
        "import _thread\nx = _thread.start_new_thread\n",
    ),
    ("import Queue\nx = getattr(Queue, 'Queue')\n", "import queue\nx = getattr(queue, 'Queue')\n"),
    ("import httplib\nx = httplib.MY_OWN\n", "import http.client\nx = http.client.MY_OWN\n"),
]

# The new name would be in the way of something.
KEPT = [
    (
        "import Queue\n\ndef f(queue):\n    return queue or Queue.Queue()\n",
        "import queue as Queue\n\ndef f(queue):\n    return queue or Queue.Queue()\n",
    ),
    (
        "try:\n    import md5\nexcept ImportError:\n    md5 = None\nx = md5 and md5.new()\n",
        "try:\n    import hashlib as md5\nexcept ImportError:\n    md5 = None\nx = md5 and md5.md5()\n",
    ),
    (
        "try:\n    import urllib\nexcept ImportError:\n    urllib = None\nx = urllib and urllib.urlencode\n",
        "try:\n    import urllib.parse as urllib\nexcept ImportError:\n    urllib = None\n"
        "x = urllib and urllib.urlencode\n",
    ),
    ("import Queue\nqueue = Queue.Queue()\n", "import queue as Queue\nqueue = Queue.Queue()\n"),
    (
        "import Queue\n\nclass A(object):\n    queue = Queue.Queue()\n",
        "import queue as Queue\n\nclass A(object):\n    queue = Queue.Queue()\n",
    ),
    (
        "import Cookie\nhttp = Cookie.SimpleCookie()\n",
        "import http.cookies as Cookie\nhttp = Cookie.SimpleCookie()\n",
    ),
    ("__all__ = ['Queue']\nimport Queue\n", "__all__ = ['Queue']\nimport queue as Queue\n"),
    (
        "def f():\n    global Queue\n    import Queue\n",
        "def f():\n    global Queue\n    import queue as Queue\n",
    ),
    (
        "try:\n    import Tkinter\nexcept ImportError:\n    Tkinter = None\n",
        "try:\n    import tkinter as Tkinter\nexcept ImportError:\n    Tkinter = None\n",
    ),
    (
        "try:\n    from htmlentitydefs import name2codepoint\nexcept ImportError:\n    name2codepoint = {}\n",
        "try:\n    from html.entities import name2codepoint\nexcept ImportError:\n    name2codepoint = {}\n",
    ),
    (
        "import StringIO\ntry:\n    import cStringIO as StringIO\nexcept ImportError:\n    pass\nx = StringIO.StringIO()\n",
        "import io as StringIO\ntry:\n    import io as StringIO\nexcept ImportError:\n    pass\nx = StringIO.StringIO()\n",
    ),
]

SPLIT = [
    (
        "import urllib\nx = urllib.urlencode({})\n",
        "import urllib.parse\nx = urllib.parse.urlencode({})\n",
    ),
    (
        "import urllib, urllib2\nx = urllib.quote, urllib2.urlopen, urllib2.HTTPError\n",
        "import urllib.parse, urllib.error, urllib.request\n"
        "x = urllib.parse.quote, urllib.request.urlopen, urllib.error.HTTPError\n",
    ),
    (
        "import urllib\nimport urllib2\nx = urllib.urlopen, urllib2.urlopen\n",
        "import urllib.request\nx = urllib.request.urlopen, urllib.request.urlopen\n",
    ),
    ("import urllib2 as u\nx = u.urlopen\n", "import urllib.request as u\nx = u.urlopen\n"),
    (
        "import urllib2 as u\nx = u.urlopen, u.URLError\n",
        "import urllib.error, urllib.request\nx = urllib.request.urlopen, urllib.error.URLError\n",
    ),
    ("from urllib import quote as q\nx = q\n", "from urllib.parse import quote as q\nx = q\n"),
    (
        "from urllib import (quote,  # one\n    urlopen)\nx = quote, urlopen\n",
        "from urllib.parse import (quote,  # one\n    )\nfrom urllib.request import (urlopen)\nx = quote, urlopen\n",
    ),
    (
        "from urllib import (quote, urlopen)\nx = quote, urlopen\n",
        "from urllib.parse import quote\nfrom urllib.request import urlopen\nx = quote, urlopen\n",
    ),
    (
        "if True: from urllib import quote, urlopen\nx = quote, urlopen\n",
        "if True: from urllib.parse import quote; from urllib.request import urlopen\nx = quote, urlopen\n",
    ),
    (
        "from urllib import *\nx = quote('a'), urlopen\n",
        "from urllib.parse import quote\nfrom urllib.request import urlopen\nx = quote('a'), urlopen\n",
    ),
    (
        "import urllib2\nreload(urllib2)\n",
        "import urllib.request\nimport importlib\nimportlib.reload(urllib.request)\n",
    ),
    ("import urllib2\n", "import urllib.request\n"),
    (
        "import urllib2\nurllib2.urlopen = None\n",
        "import urllib.request\nurllib.request.urlopen = None\n",
    ),
    (
        "import urllib2\n\ndef f(urllib):\n    return urllib2.urlopen(urllib)\n",
        "import urllib.request as urllib_request\n\ndef f(urllib):\n    return urllib_request.urlopen(urllib)\n",
    ),
    (
        "import urllib2\nfrom cStringIO import OutputType\nx = urllib2.__version__, OutputType\n",
        "import urllib.request\nfrom io import StringIO\nx = urllib.request.__version__, StringIO\n",
    ),
    ("import os\nimport sets\nx = sets.Set()\n", "import os\nx = set()\n"),
    ("import os\nimport md5\nx = md5.new\n", "import os\nimport hashlib\nx = hashlib.md5\n"),
    (
        "import inspect\nx = inspect.imp.new_module('a')\n",
        "import inspect\nimport types\nx = types.ModuleType('a')\n",
    ),
    (
        "from pickle import StringIO, IntType\nx = StringIO(u'a'), IntType\n",
        "from io import StringIO\nx = StringIO(u'a'), int\n",
    ),
    (
        "from urllib2 import httplib, unquote\nx = httplib.OK, unquote\n",
        "from http import client as httplib\nfrom urllib.parse import unquote\n"
        "x = httplib.OK, unquote\n",
    ),
    (
        "import BaseHTTPServer\nx = BaseHTTPServer.SocketServer.TCPServer\n",
        "import http.server\nimport socketserver\nx = socketserver.TCPServer\n",
    ),
    (
        "try:\n    from collections import Mapping\nexcept ImportError:\n    import UserDict\n"
        "    Mapping = UserDict.DictMixin\n",
        "try:\n    from collections.abc import Mapping\nexcept ImportError:\n    import UserDict\n"
        "    Mapping = UserDict.DictMixin\n",
    ),
    ("from operator import getslice, add\nx = add\n", "from operator import add\nx = add\n"),
    ("import sgmllib\nimport os\nx = os\n", "import os\nx = os\n"),
    ("import imp\nimp.reload(x)\n", "import importlib\nimportlib.reload(x)\n"),
    (
        "def f():\n    import urllib2\n    return urllib2.urlopen\n",
        "def f():\n    import urllib.request\n    return urllib.request.urlopen\n",
    ),
    (
        "try:\n    import urllib2\nexcept ImportError:\n    urllib2 = None\nx = urllib2 and urllib2.URLError\n",
        "try:\n    import urllib.request as urllib2\nexcept ImportError:\n    urllib2 = None\nx = urllib2 and urllib2.URLError\n",
    ),
]

LADDERS = [
    (
        "try:\n    from cStringIO import StringIO\nexcept ImportError:\n    from StringIO import StringIO\nx = StringIO\n",
        "from io import StringIO\nx = StringIO\n",
    ),
    (  # a comment keeps the ladder
        "try:\n    from cStringIO import StringIO  # fast\nexcept ImportError:\n    from StringIO import StringIO\n",
        "try:\n    from io import StringIO  # fast\nexcept ImportError:\n    from io import StringIO\n",
    ),
    (
        "try:\n    import cPickle as pickle\n    import cStringIO\nexcept ImportError:\n    import pickle\n    import StringIO as cStringIO\n",
        "import pickle\nimport io as cStringIO\n",
    ),
    (
        "try:\n    import Queue\nexcept ImportError:\n    import queue\nx = Queue.Queue\n",
        "import queue\nx = queue.Queue\n",
    ),
]


@pytest.mark.parametrize(("before", "expected"), [*MODULES, *KEPT, *SPLIT, *LADDERS])
def test_import_is_rewritten_with_its_uses(before, expected):
    assert after(before) == expected


LEAVE_ALONE = [
    "try:\n    import cPickle as pickle\nexcept ImportError:\n    import pickle\n",
    "try:\n    from htmlentitydefs import entitydefs\nexcept ImportError:\n    entitydefs = {'lt': '<'}\n",
    "try:\n    import Queue as queue\nexcept ImportError:\n    import queue\nx = queue.Queue\n",
    "try:\n    from urllib2 import urlopen, URLError\nexcept ImportError:\n"
    "    from urllib.request import urlopen\n    from urllib.error import URLError\n",
    "try:\n    from StringIO import StringIO\nexcept ImportError:\n    from io import StringIO\n",
    "try:\n    from itertools import izip\nexcept ImportError:\n    izip = zip\nx = izip\n",
    "try:\n    import xmlrpclib\nexcept ImportError:\n    try:\n        import xmlrpc.client as xmlrpclib\n"
    "    except ImportError:\n        xmlrpclib = None\n",
    "try:\n    from collections.abc import Mapping\nexcept ImportError:\n    from collections import Mapping\n",
    "import sys\nif sys.version_info < (3,):\n    import urllib2\nelse:\n    import urllib.request as urllib2\nx = urllib2.urlopen\n",
    "import sys\nPY3 = sys.version_info[0] == 3\nif not PY3:\n    import Queue\n",
    "try:\n    set\nexcept NameError:\n    from sets import Set as set\n",
    "import sys\nif sys.version_info < (2, 4):\n    from sets import Set as set\n",
    "from . import Queue\nx = Queue.Queue\n",
    "from .Queue import Queue\n",
    "Queue = 1\nx = Queue.real\n",
    "def f(urllib2):\n    return urllib2.urlopen\n",
    "import os.path\nx = os.path.join\n",
    "import xml.etree.cElementTree as ET\nx = ET.parse\n",
    "import urllib\n",
    "from queue import Queue\n",
    "import my.Queue\nx = my.Queue.Queue\n",
]


@pytest.mark.parametrize("text", LEAVE_ALONE)
def test_import_is_left_alone(text):
    assert after(text) == text


def test_a_module_of_the_project_is_not_the_standard_one(tmp_path):
    (tmp_path / "Queue.py").touch()
    text = "import Queue\nx = Queue.Queue()\n"
    assert after(text, tmp_path / "main.py") == text


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with modules, and a package in it."""
    root = tmp_path / "package"
    (root / "inner").mkdir(parents=True)
    for name in ("__init__", "a", "b", "Queue", "inner/__init__", "inner/c"):
        (root / f"{name}.py").touch()
    return root


RELATIVE = [
    ("import a\n", "from . import a\n"),
    ("import a as x, b\n", "from . import a as x, b\n"),
    ("import a, os\n", "from . import a\nimport os\n"),
    ("from a import x, y\n", "from .a import x, y\n"),
    ("from a import *\n", "from .a import *\n"),
    ("from inner.c import (x,  # why\n    y)\n", "from .inner.c import (x,  # why\n    y)\n"),
    ("import inner.c as c\n", "from .inner import c as c\n"),
    ("import inner.c\n", "from . import inner\nfrom .inner import c as _inner_c\n"),
    ("import Queue\nx = Queue.Queue\n", "from . import Queue\nx = Queue.Queue\n"),
    ("def f():\n    import a; import os\n", "def f():\n    from . import a; import os\n"),
    (
        "try: import a\nexcept ImportError: a = None\n",
        "try: from . import a\nexcept ImportError: a = None\n",
    ),
]


@pytest.mark.parametrize(("before", "expected"), RELATIVE)
def test_sibling_is_imported_relatively(before, expected, package):
    assert after(before, package / "main.py") == expected


@pytest.mark.parametrize(
    "text",
    [
        "from __future__ import absolute_import\nimport a\n",
        "import os\n",
        "import c\n",
        "from . import a\n",
        "import package.a\n",
        "from package import a\n",
    ],
)
def test_import_in_a_package_is_left_alone(text, package):
    assert after(text, package / "main.py") == text


def test_a_sibling_may_be_called_as_a_module_of_python_3(package):
    (package / "http.py").touch()
    before = "import a, http\nfrom http import *\n"
    assert after(before, package / "main.py") == "from . import a, http\nfrom .http import *\n"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (
            "import Cookie, a\nx = Cookie.Morsel()\n",
            "import http.cookies\nfrom . import a\nx = http.cookies.Morsel()\n",
        ),
        (
            "from Cookie import Morsel\nprint Morsel\n",
            "from http.cookies import Morsel\nprint(Morsel)\n",
        ),
        (
            "import Cookie, http\nprint Cookie.Morsel, http.own\n",
            "import http.cookies as Cookie\nfrom . import http\nprint(Cookie.Morsel, http.own)\n",
        ),
    ],
)
def test_a_module_of_python_3_is_not_looked_for_beside_the_file(before, expected, package):
    (package / "http.py").touch()
    assert after(before, package / "main.py") == expected


def test_a_module_beside_the_file_that_is_no_package_holds_no_modules(package):
    (package / "http.py").touch()
    text = (
        "from . import a\n\ntry:\n    from Cookie import Morsel\nexcept ImportError:\n"
        "    from http.cookies import Morsel\nprint(a, Morsel)\n"
    )
    assert ".http.cookies" not in after(text, package / "main.py")
    (package / "http.py").unlink()
    (package / "http").mkdir()
    (package / "http" / "__init__.py").touch()
    assert ".http.cookies" in after(text, package / "main.py")


@pytest.mark.parametrize(
    "text",
    [
        "import http\nprint(7 / 2, http.HTTPStatus.OK)\n",
        "from . import a\nimport http\nprint(7 / 2, a, http.HTTPStatus.OK)\n",
        "from __future__ import absolute_import\nimport http\nprint(7 / 2, http.client)\n",
    ],
)
def test_a_file_of_python_3_beside_such_a_sibling_is_left_alone(text, package):
    (package / "http.py").touch()
    assert after(text, package / "main.py") == text


@pytest.mark.parametrize("version", [2, 3])
def test_outside_a_package_a_module_beside_a_script_tells_no_version(version, tmp_path):
    (tmp_path / "queue.py").touch()
    (tmp_path / "Queue.py").touch()
    text = f"import {'Queue' if version == 2 else 'queue'}\n"
    assert run(text, tmp_path / "main.py").dialect.version == "both"


def test_outside_a_package_nothing_is_relative(package):
    (package / "__init__.py").unlink()
    assert after("import a\n", package / "main.py") == "import a\n"


def test_a_module_that_is_also_a_script_is_listed(package):
    result = run("import a\nif __name__ == '__main__':\n    a.main()\n", package / "main.py")
    assert [(item.kind, item.level) for item in result.decisions] == [("IMP020", Level.ASSUMED)]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (
            "try:\n    import itertools\nexcept ImportError:\n    itertools = None\n"
            "print itertools and list(itertools.izip('a', 'b'))\n",
            "try:\n    import itertools\nexcept ImportError:\n    itertools = None\n"
            "print(itertools and list(zip('a', 'b')))\n",
        ),
        (
            "import sys\nif sys.version_info < (2, 4):\n    def rsplit(s):\n        return s\n"
            "else:\n    from string import rsplit as rsplit, digits\nprint rsplit('a b'), digits\n",
            "import sys\nif sys.version_info < (2, 4):\n    def rsplit(s):\n        return s\n"
            "else:\n    from string import digits\n    rsplit = str.rsplit\nprint(rsplit('a b'), digits)\n",
        ),
        (
            "try:\n    import os\nexcept ImportError:\n    raise SystemExit\nprint os.getcwdu()\n",
            "try:\n    import os\nexcept ImportError:\n    raise SystemExit\nprint(os.getcwd())\n",
        ),
        (
            "try:\n    import xml.etree.ElementTree as ET\nexcept ImportError:\n"
            "    import elementtree.ElementTree as ET\nclass Row(ET._ElementInterface):\n    pass\n",
            "try:\n    import xml.etree.ElementTree as ET\nexcept ImportError:\n"
            "    import elementtree.ElementTree as ET\nclass Row(ET.Element):\n    pass\n",
        ),
        (
            "try:\n    from unittest.runner import _TextTestResult\nexcept ImportError:\n"
            "    from unittest import _TextTestResult\nprint _TextTestResult\n",
            "try:\n    from unittest.runner import _TextTestResult\nexcept ImportError:\n"
            "    from unittest import TextTestResult as _TextTestResult\nprint(_TextTestResult)\n",
        ),
        (
            "try:\n    import ConfigParser, urllib2\nexcept ImportError:\n    ConfigParser = urllib2 = None\n"
            "print ConfigParser.SafeConfigParser, urllib2.urlopen\n",
            "try:\n    import configparser as ConfigParser, urllib.request as urllib2\nexcept ImportError:\n"
            "    ConfigParser = urllib2 = None\nprint(ConfigParser.ConfigParser, urllib2.urlopen)\n",
        ),
    ],
)
def test_what_a_guarded_import_binds_is_rewritten(before, expected):
    assert after(before) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (
            "import urllib\nu = urllib\nx = u.quote('a'), u.urlopen\n",
            "import urllib\nimport urllib.parse\nimport urllib.request\nu = urllib\n"
            "x = urllib.parse.quote('a'), urllib.request.urlopen\n",
        ),
        (
            "import urllib2\nu = urllib2\nx = u.Request('a'), u.URLError\n",
            "import urllib.request\nu = urllib.request\nx = u.Request('a'), u.URLError\n",
        ),
        (
            "import itertools\nit = itertools\nprint list(it.izip('a', 'b')), it.izip_longest\n",
            "import itertools\nit = itertools\nprint(list(zip('a', 'b')), it.zip_longest)\n",
        ),
        (
            "import string\ndef f(words):\n    mod = string\n    return mod.join(words, '-')\n",
            "import string\ndef f(words):\n    mod = string\n    return '-'.join(words)\n",
        ),
        (
            "import os\nclass A:\n    def __init__(self):\n        self.os = os\n"
            "    def f(self):\n        return self.os.getcwdu()\nprint A.os.getcwdu\n",
            "import os\nclass A:\n    def __init__(self):\n        self.os = os\n"
            "    def f(self):\n        return self.os.getcwd()\nprint(A.os.getcwd)\n",
        ),
    ],
)
def test_what_is_bound_to_a_module_alone_has_its_attributes(before, expected):
    assert after(before) == expected


@pytest.mark.parametrize(
    "text",
    [
        "import os, own\no = os\nif own:\n    o = own\nx = o.getcwdu\n",
        "import os\ndef f(o=os):\n    return o.getcwdu\n",
        "import os\nclass A:\n    os = os\n    def f(other):\n        other.os = 1\n        return other.os.getcwdu\n",
        "import os\nclass A:\n    os = os\n    def f(self, other):\n        return other.os.getcwdu\n",
        "import os\nclass A:\n    o = os\nclass B:\n    def f(self):\n        return self.o.getcwdu\n",
        "import os\no = os\ntry:\n    x = o.getcwdu\nexcept AttributeError:\n    x = o.getcwd\n",
    ],
)
def test_what_may_be_bound_to_something_else_is_left_alone(text):
    assert after(text) == text


def test_an_attribute_of_a_class_that_today_s_module_lacks_is_told():
    text = "import string\nclass A:\n    s = string\n    def f(self):\n        return self.s.join(['a'])\n"
    result = run(text)
    assert result.after.decode() == text
    assert [item.code for item in result.diagnostics] == ["LIB090"]


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    import own as os\nexcept ImportError:\n    import os\nprint(os.getcwdu())\n",
        "try:\n    import os\nexcept ImportError:\n    class os:\n        getcwdu = str\n"
        "print(os.getcwdu())\n",
    ],
)
def test_what_two_modules_may_be_is_left_alone(text):
    assert after(text) == text


def test_what_cannot_be_imported_is_told():
    text = "try:\n    from os import tempnam\nexcept ImportError:\n    tempnam = None\nprint tempnam()\n"
    assert "LIB090" in [item.code for item in run(text).diagnostics]


@pytest.mark.parametrize(
    ("before", "kinds"),
    [
        ("from StringIO import StringIO\n", ["IMP010"]),
        ("import urllib\nx = urllib.quote(y), urllib.unquote(y)\n", ["IMP010"]),
        ("import sys\nx = sys.maxint\n", ["LIB010"]),
        ("import Queue\nx = Queue.Queue()\n", []),
        ("from itertools import izip\nfor a in izip([], []): pass\n", []),
    ],
)
def test_what_is_not_the_same_is_listed(before, kinds):
    assert [item.kind for item in run(before).decisions] == kinds


@pytest.mark.parametrize(
    ("before", "unchanged", "target"),
    [
        ("import imp\nimp.reload(x)\n", (3, 11), (3, 12)),
        ("import collections\nx = collections.Mapping\n", (3, 9), (3, 10)),
        ("from collections import Mapping, deque\n", (3, 9), (3, 10)),
        ("import cgi\nx = cgi.escape(y)\n", (3, 7), (3, 8)),
        ("import time\nx = time.clock()\n", (3, 7), (3, 8)),
        ("import pipes\nx = pipes.quote(y)\n", (3, 12), (3, 13)),
        ("import fractions\nx = fractions.gcd(4, 6)\n", (3, 8), (3, 9)),
    ],
)
def test_a_name_is_rewritten_from_the_version_that_lost_it(before, unchanged, target):
    assert after(before, target=unchanged) == before
    assert after(before, target=target) != before


def test_what_others_take_from_a_module_keeps_its_name(tmp_path: Path) -> None:
    text = "import Queue\nimport urllib2\nfrom StringIO import StringIO\nimport cPickle\n"
    (tmp_path / "main.py").write_text("from compat import Queue, urllib2\nprint Queue, urllib2\n")
    assert after(text, tmp_path / "compat.py") == (
        "import queue as Queue\nimport urllib.request as urllib2\nfrom io import StringIO\n"
        "import pickle\n"
    )


def test_functions_that_others_take_are_what_they_are_today(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("from utils import *\nprint lower('A'), join('ab')\n")
    text = "from string import lower, join, upper\n"
    found = after(text, tmp_path / "utils.py")
    assert (
        found.split() == "lower = str.lower join = lambda words, sep=' ': sep.join(words)".split()
    )


def test_names_by_a_star_import_are_what_the_module_has():
    agree(
        [
            "from math import *\nprint floor(2.5), sqrt(2), int(ceil(7.1)), pi\n",
            "def f():\n    from string import *\n"
            "    return upper('a'), digits[:3], letters[:2], join(['a', 'b'])\nprint f()\n",
            "from math import *\nfrom operator import *\nprint int(floor(2.5)), add(1, 2)\n",
            "from math import *\ndef floor(x):\n    return 'own'\nprint floor(2.5)\n",
            "def f():\n    from string import *\n    return lower('A')\n"
            "def g():\n    try:\n        return lower('B')\n    except NameError:\n"
            "        return 'unbound'\nprint f(), g()\n",
        ]
    )


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (
            "from own import *\nprint sys.maxint, string.letters\n",
            "from own import *\nprint(sys.maxsize, string.ascii_letters)\n",
        ),
        (
            "from own import *\nfrom other import *\nprint Queue.Queue, time.sleep\n",
            "from own import *\nfrom other import *\nimport queue\nprint(queue.Queue, time.sleep)\n",
        ),
        (
            "from own import *\n\n\ndef f():\n    return types.ListType, urllib.quote('a b')\n",
            "from own import *\nimport urllib.parse as _urllib_parse\n\n\n"
            "def f():\n    return list, _urllib_parse.quote('a b')\n",
        ),
    ],
)
def test_modules_that_star_imports_bring_are_taken_for_those_of_the_library(before, expected):
    assert after(before).endswith(expected)
    levels = {decision.level for decision in run(before).decisions}
    assert levels == {Level.ASSUMED}


@pytest.mark.parametrize(
    "text",
    [
        "from own import *\nprint(sys.own, string.mine)\n",  # no names of the modules
        "from own import *\nprint(types, maxint)\n",
        "from own import *\nsys = object()\nprint(sys.maxint)\n",
        "from own import *\n\n\ndef f(string):\n    return string.letters\n",
    ],
)
def test_other_names_of_star_imports_are_left_alone(text):
    assert after(text) == text


def test_what_setuptools_has_of_distutils_stops_no_import():
    before = "from distutils.core import Command\n\nclass Check(Command):\n    pass\n"
    assert after(before, target=(3, 11)) == before
    tried = after(before, target=(3, 12))
    assert "try:\n    from setuptools import Command\nexcept ImportError:\n    Command = " in tried
    assert '{"gone": "distutils.core.Command"}' in tried
