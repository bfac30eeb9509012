"""Programs that work on bytes through the library print what they printed under Python 2.7."""

from __future__ import annotations

import binascii
import subprocess
from importlib import import_module

import pytest

from migrator.rules.text.decoding_errors import _DECODERS
from tests import corpora
from tests.rules.oracle import agree, fix, fixed, programs

# The tasks are whole programs, the others a few lines.
PROGRAMS = programs("text_programs.txt") | programs("text_tasks.txt")


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_prints_the_same(name: str) -> None:
    agree([PROGRAMS[name]])


LEFT = {
    "what only has a name of bytecode": """
class Parcel(object):
    def __init__(self, numbers):
        self.co_code = numbers

print([ord(one) for one in Parcel('ab').co_code])
""",
    "a class's own encode": """
class Codec(object):
    def encode(self, codec):
        return codec

    def translate(self, table, gone):
        return gone

print(Codec().encode('hex'), Codec().translate(None, 'x'))
""",
    "functions of the same names": """
def maketrans(a, b):
    return a

def unquote(text):
    return text

print(maketrans('a', 'b'), unquote('%41'))
""",
    "encodings of text": """
text = u'abc'
print(text.encode('utf-8').decode('utf-8') == text)
""",
    "patterns that matter to nobody": """
import re

print(re.findall('[a-z]+', 'abc'), re.findall(r'\\w', 'abc'))
""",
    "a table of unicode": """
print(u'abc'.translate({97: None}))
""",
    "files that are no tables": """
import csv

with open(__file__) as lines:
    print(len(lines.readline()) > 0, csv.__name__)
""",
    "a handler that takes both": """
import base64

try:
    print(len(base64.b64decode('QQ==')))
except (TypeError, ValueError):
    print('bad')
""",
    "codecs of text to text": """
import codecs

print(codecs.getencoder('rot13')('abc')[0] + codecs.lookup('rot13').decode('d')[0])
""",
    "what is no application": """
def page(env, start, start_response):
    return [env['name'], env['REQUEST_METHOD'], start, start_response]

print(page({'name': 'a', 'REQUEST_METHOD': 'GET'}, 'b', 'c'))
""",
    "bytes that are said to be so": """
import string

print(b'a-b'.translate(None, b'-') == b'ab', string.digits)
""",
}


@pytest.mark.parametrize("name", LEFT)
def test_it_is_left_alone(name: str) -> None:
    assert fixed(LEFT[name]) == LEFT[name]


def test_what_decoders_raise() -> None:
    """The table of TXT260: TypeError in 2.7, binascii.Error in Python 3."""
    for dotted in _DECODERS:
        module, _, name = dotted.rpartition(".")
        with pytest.raises(binascii.Error):
            getattr(import_module(module), name)("a")
    python2 = corpora.interpreter2()
    asked = "".join(
        f"try: {dotted}('a')\nexcept TypeError: print 'TypeError'\n" for dotted in _DECODERS
    )
    command = [*python2.command, "-c", f"import base64, binascii\n{asked}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["TypeError"] * len(_DECODERS)


def test_flags_of_patterns_that_are_not_seen_are_kept() -> None:
    program = (
        "import re\n\n\ndef f(p, s, flags):\n    return re.match(r'\\w', s, flags), u'\\xe9'\n"
    )
    assert "ASCII" not in fixed(program)


def test_an_assumed_reading_is_listed() -> None:
    result = fix("def show(data):\n    return data.encode('hex')\n\n\nprint show.__name__\n")
    assert [one.kind for one in result.decisions if one.kind == "TXT200"] == ["TXT200"]


def test_a_form_is_read_from_bytes():
    before = "import cgi, StringIO\nprint cgi.FieldStorage(fp=StringIO.StringIO('a=1'))\n"
    assert "cgi.FieldStorage(fp=io.BytesIO(b'a=1'))" in fixed(before, target=(3, 12))


PIPED = """
import subprocess

def start():
    return subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print >>p.stdin, 'a', 5
print >>p.stdin
print >>p.stdin, 'b',
print >>p.stdin, 'c\\t', 'd'
for x in range(3):
    print >>p.stdin, x,
p.stdin.write('e')
print >>p.stdin, u'f', [1]
out = p.stdin
print >>out, 'g=%d' % 3
out.close()
print p.stdout.read()
"""


def test_what_is_printed_to_a_process_is_bytes():
    agree([PIPED])


@pytest.mark.parametrize(
    "program",
    [
        "from subprocess import PIPE, Popen\np = Popen('a', stdin=PIPE, universal_newlines=True)\n"
        "print >>p.stdin, 'a'\n",
        "import sys\nprint >>sys.stderr, 'a'\n",
        "import os\np = os.popen('a', 'w')\nprint >>p, 'a'\n",
        "class Own(object):\n    def write(self, data):\n        self.data = data\nprint >>Own(), 'a'\n",
        "def f(path):\n    out = open(path, 'wb')\n    print >>out, 'a'\n",
        "from StringIO import StringIO\nf = StringIO()\nprint >>f, 'a'\n",
    ],
)
def test_what_is_printed_to_a_file_of_text_stays_text(program):
    after = fixed(program)
    assert "print('a', file=" in after and "print_bytes" not in after


# `data` is bytes; what a method is given is compared with it.
METHODS = [
    ("HTMLParser.HTMLParser", "handle_data", False),
    ("sgmllib.SGMLParser", "unknown_entityref", False),
    ("xml.sax.handler.ContentHandler", "characters", False),
    ("asynchat.async_chat", "collect_incoming_data", True),
    ("asynchat.async_chat", "handle_data", None),
    ("threading.Thread", "handle_data", None),
]


@pytest.mark.parametrize(("base", "method", "is_bytes"), METHODS)
@pytest.mark.parametrize("is_mixin", [False, True])
def test_what_the_library_gives_to_a_method(base, method, is_bytes, is_mixin):
    bases = f"Mixin, {base}" if is_mixin else base
    own = f"    def {method}(self, given):\n        return given == 'ab', given + unichr(9).encode('utf-8')\n"
    text = (
        f"import {base.rpartition('.')[0]}\n\n\n"
        f"class Mixin:\n{own if is_mixin else '    pass' + chr(10)}\n\n"
        f"class Own({bases}):\n{'    pass' + chr(10) if is_mixin else own}"
    )
    after = fix(text).after.decode()
    assert ("given == 'ab'" in after) is (is_bytes is False)
