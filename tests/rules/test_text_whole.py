"""Text and bytes in programs of several modules, where only all of them together tell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from migrator.api import fix_files
from tests import corpora

# By name: the files of a program, of which `main.py` is run.
PROGRAMS = {
    # What only Python 3 runs tells what it gives.
    "for both": {
        "compat.py": """
import sys
if sys.version_info < (3, 0):
    b = str
else:
    def b(s):
        if isinstance(s, str):
            return s.encode('latin1')
        return s
""",
        "coding.py": """
import re
from compat import b

slug = re.compile(b(r"coding[:=] *([-a-z]+)"))

def coding(data):
    for line in data.splitlines()[:2]:
        found = slug.search(line)
        if found:
            return found.group(1).decode('ascii')
""",
        "main.py": """
from compat import b
from coding import coding

print coding(b('# coding: latin')), coding(open(__file__, 'rb').read())
text = b(\'\'\'some words
and more words\'\'\')
print text.split()[0] + ' word', b('%s words' % 'no')
print u'word ' + b('one'), u'word ' + b('two'), u'%s' % b('three'), b('four').upper() + u'!'
""",
    },
    # What a module is given is known from its callers only.
    "given": {
        "kinds.py": """
class Ogg(object):
    def score(header):
        return header.startswith('OggS') * 2
    score = staticmethod(score)

class Flac(object):
    def score(header):
        return header[:4] == 'fLaC'
    score = staticmethod(score)
""",
        "main.py": """
import os, tempfile
from kinds import Ogg, Flac

def guess(path):
    header = open(path, 'rb').read(8)
    return max((kind.score(header), kind.__name__) for kind in [Ogg, Flac])[1]

path = os.path.join(tempfile.mkdtemp(), 'x')
for start in ('OggS\\x00\\xff', 'fLaC\\x00'):
    stream = open(path, 'wb')
    stream.write(start)
    stream.close()
    print guess(path)
""",
    },
    # A class of the library under a name that the program's own module gives it.
    "passed on": {
        "compat.py": """
try:
    from cStringIO import StringIO
except ImportError:
    from StringIO import StringIO
""",
        "field.py": """
from struct import Struct
from compat import StringIO

class Field(object):
    def parse(self, data):
        return self._parse(StringIO(data))
    def build(self, value):
        stream = StringIO()
        self._build(value, stream)
        return stream.getvalue()

class Raw(Field):
    def __init__(self, size):
        self.size = size
    def _parse(self, stream):
        return stream.read(self.size)
    def _build(self, value, stream):
        stream.write(value)

class Number(Field):
    def __init__(self, format):
        self.packer = Struct(format)
    def _parse(self, stream):
        data = stream.read(self.packer.size)
        if len(data) != self.packer.size:
            raise ValueError('%d bytes are missing' % (self.packer.size - len(data)))
        return self.packer.unpack(data)[0]
    def _build(self, value, stream):
        stream.write(self.packer.pack(value))
""",
        "main.py": """
import unittest
from field import Number, Raw

class Tests(unittest.TestCase):
    def test(self):
        number = Number('>H')
        self.assertEqual(number.parse('ab'), 24930)
        self.assertEqual(number.build(24930), 'ab')
        self.assertEqual(Raw(3).parse('abcdef'), 'abc')
        self.assertEqual(Raw(3).build('xyz'), 'xyz')
        self.assertRaises(ValueError, number.parse, 'a')

Tests('test').debug()
print 'as it was', Raw(2).parse('ok')
""",
    },
    # A constructor of its own in each class; a file or its name.
    "constructors": {
        "base.py": """
class Holder(object):
    def __init__(self, source):
        if isinstance(source, basestring):
            source = open(source, 'rb')
        self.source = source
    def head(self):
        return self.source.read(2)
""",
        "main.py": """
import os, tempfile
from StringIO import StringIO
from base import Holder

class Named(Holder):
    def __init__(self, name, title):
        Holder.__init__(self, name)
        self.title = title.split(' ')

path = os.path.join(tempfile.mkdtemp(), 'x')
stream = open(path, 'wb')
stream.write('\\xff\\xd8rest')
stream.close()
held = Named(path, 'of no file')
print held.head() == '\\xff\\xd8', held.title[0]
print Holder(StringIO('\\xff\\xd8')).head() == '\\xff\\xd8'
""",
    },
}


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        [*command, "-B", "main.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_print_the_same(name: str, tmp_path: Path) -> None:
    python2 = corpora.interpreter2()
    files = {tmp_path / file: text.lstrip("\n") for file, text in PROGRAMS[name].items()}
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")
    before = _run(list(python2.command), tmp_path)
    assert "Traceback" not in before
    results = {one.path: one for one in fix_files(files, jobs=1)}
    assert [one.error for one in results.values() if one.error] == []
    for path, result in results.items():
        path.write_bytes(result.after)
    assert _run([sys.executable], tmp_path) == before
    assert all(one.after == results[one.path].after for one in fix_files(files, jobs=1))


def test_a_module_alone_keeps_what_nobody_gives_it(tmp_path: Path) -> None:
    """Without its callers nothing tells that a module is given bytes."""
    path = tmp_path / "kinds.py"
    path.write_text("def score(header):\n    return header.startswith('OggS')\n")
    (result,) = fix_files([path], jobs=1)
    assert not result.changed


def test_text_of_a_program_stays_text(tmp_path: Path) -> None:
    """Bytes in one module make none of what others show to people."""
    texts = {
        "pack.py": "import struct\n\n\ndef size(n):\n    return struct.pack('>H', n)\n",
        "show.py": "def title(name):\n    return 'the ' + name.title()\n",
        "main.py": "from pack import size\nfrom show import title\n"
        "print len(size(2)), title('name')\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    results = {
        one.path.name: one.after.decode() for one in fix_files(sorted(tmp_path.iterdir()), jobs=1)
    }
    assert results["show.py"] == texts["show.py"]
    assert "title('name')" in results["main.py"]
