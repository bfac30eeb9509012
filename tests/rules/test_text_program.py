"""Text and bytes agree across the modules of a program."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from migrator.api import fix_files
from migrator.verify.interpreters import find_python2

RECORDS = r"""
import struct

MARK = '\x80\xff'

def length(n):
    if n < 0x80:
        return chr(n)
    return struct.pack('>H', n)

def sequence(*parts):
    total = sum(len(part) for part in parts)
    return '\x30' + length(total) + ''.join(parts)

def split(string):
    if not string.startswith('\x30'):
        raise ValueError('no sequence')
    return string[2:], struct.unpack('>B', string[1:2])[0]

def title(string):
    return string.decode('utf-8').title()

def zone(number):
    return number % 60, number // 60

class Key(object):
    def __init__(self, data):
        self.data = data
        self.size = struct.unpack('>H', data[:2])[0]

    def to_string(self):
        return struct.pack('>H', self.size) + self.data[2:]
"""
IMPORTS = {
    "names": (
        "from records import MARK, Key, sequence, split, title, zone\n",
        {name: name for name in ("MARK", "Key", "sequence", "split", "title", "zone")},
    ),
    "star": ("from records import *\n", {}),
    "module": (
        "import records\n",
        {name: f"records.{name}" for name in ("MARK", "Key", "sequence", "split", "title", "zone")},
    ),
}
PROGRAM = r"""
data = {sequence}('abc', 'de')
print len(data), data == '0\x05abcde'
rest, number = {split}(data)
print rest == 'abcde', number, {zone}(130)[0]
key = {Key}('\x00\x03abc')
out = key.to_string() + 'xyz'
print len(out), out.endswith('xyz'), repr({MARK} + 'a')
print {title}(rest)

class Long({Key}):
    def to_string(self):
        return 'long' + {Key}.to_string(self)

print len(Long('\x00\x01b').to_string()), repr(Long('\x00\x01b').to_string()[4:])
"""
NAMES = ("MARK", "Key", "sequence", "split", "title", "zone")


def _program(folder: Path, form: str) -> list[Path]:
    """The files of a program, whose main module imports in some way."""
    head, names = IMPORTS[form]
    files = {
        "records.py": RECORDS,
        "main.py": head + PROGRAM.format(**{name: names.get(name, name) for name in NAMES}),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def _packed(folder: Path) -> list[Path]:
    """The same in a package, with imports that are relative without a word of it."""
    package = folder / "pack"
    package.mkdir()
    _program(package, "module")
    (package / "main.py").rename(package / "work.py")
    (package / "__init__.py").write_text("from records import Key\n", encoding="utf-8")
    other = "from pack import Key, work\nprint repr(Key('\\x00\\x02cd').to_string() + '!')\n"
    (folder / "main.py").write_text(other, encoding="utf-8")
    return sorted(folder.rglob("*.py"))


def _fix(files: list[Path], jobs: int) -> dict[Path, bytes]:
    results = list(fix_files(files, jobs=jobs))
    assert [str(one.error) for one in results if one.error] == []
    return {one.path: one.after for one in results}


def _printed(command: Sequence[str], folder: Path) -> str:
    main = str(folder / "main.py")
    done = subprocess.run([*command, "-B", main], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("form", [*IMPORTS, "package"])
def test_modules_agree(form: str, tmp_path: Path) -> None:
    """A program prints what it did, a second run changes nothing, nor does the number of jobs."""
    files = _packed(tmp_path) if form == "package" else _program(tmp_path, form)
    python2 = find_python2()
    before = _printed(python2.command, tmp_path) if python2 else None
    fixed = _fix(files, jobs=1)
    assert fixed == _fix(files, jobs=2)
    for file, data in fixed.items():
        file.write_bytes(data)
    assert _fix(files, jobs=1) == fixed
    if before is None:
        pytest.skip("no Python 2.7 to compare with")
    assert _printed([sys.executable], tmp_path) == before


def test_a_sibling_without_bytes_says_nothing(tmp_path: Path) -> None:
    """What has nothing to do with bytes takes what it is given."""
    (tmp_path / "show.py").write_text("def same(x):\n    return x\n", encoding="utf-8")
    main = "from show import same\nprint same('a') + 'b'\n"
    (tmp_path / "main.py").write_text(main, encoding="utf-8")
    fixed = _fix([tmp_path / "show.py", tmp_path / "main.py"], jobs=1)
    expected = b"from show import same\nprint(same('a') + 'b')\n"
    assert fixed[tmp_path / "main.py"] == expected


WIRE = "import struct\n\n\ndef packed(number):\n    return struct.pack('>H', number)\n"
FRAMES = (
    "from wire import packed\n\n\ndef frame(data):\n    return packed(len(data)) + data + '\\0'\n"
)
SENDER = "from frames import frame\n\n\ndef send(to):\n    to.write(frame('hello'))\n"


def migrated(folder: Path) -> dict[str, str]:
    """The program in a folder as one run leaves it, written there."""
    results = list(fix_files(sorted(folder.glob("*.py")), jobs=1))
    assert not any(result.error for result in results)
    for result in results:
        result.path.write_bytes(result.after)
    return {result.path.name: result.after.decode() for result in results}


def write(folder: Path, **sources: str) -> None:
    for name, source in sources.items():
        (folder / f"{name}.py").write_text(source)


def test_a_second_run_over_a_program_changes_nothing(tmp_path):
    """By then the modules say more than they did, and what was decided stays."""
    write(tmp_path, wire=WIRE, frames=FRAMES, sender=SENDER, main="import sender\nprint 'sent'\n")
    once = migrated(tmp_path)
    assert "b'\\0'" in once["frames.py"]
    assert migrated(tmp_path) == once


def test_a_module_that_is_brought_along_later_is_decided(tmp_path):
    """What is migrated one file after another is not taken for a migrated program."""
    write(tmp_path, wire=WIRE, frames=FRAMES)
    migrated(tmp_path)
    write(tmp_path, sender=SENDER, main="import sender\nprint 'sent'\n")
    assert "b'hello'" in migrated(tmp_path)["sender.py"]


def test_functions_of_the_library_are_known_by_way_of_a_module(tmp_path: Path) -> None:
    """What a module of the program imports for others from the library takes what it took."""
    package = tmp_path / "pack"
    package.mkdir()
    files = {
        package / "__init__.py": "",
        package
        / "compat.py": (
            "import hmac, sys\ntry:\n    from hashlib import md5\nexcept ImportError:\n"
            "    from md5 import md5\n\n\ndef crc32(text):\n    return len(text)\n"
        ),
        package
        / "keys.py": (
            "from compat import crc32, hmac, md5\nfrom pack import compat\n\n\ndef make(number):\n"
            "    text = '%d:%s' % (number, 'x')\n"
            "    return md5(text).hexdigest(), hmac.new('k', 'm', compat.md5).hexdigest()\n\n\n"
            "print make(3), crc32('abc' + u'd')\n"
        ),
        tmp_path / "main.py": "import pack.keys\n",
    }
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")
    fixed = _fix(sorted(files), jobs=1)
    python2 = find_python2()
    before = _printed(python2.command, tmp_path) if python2 else None
    for file, data in fixed.items():
        file.write_bytes(data)
    assert _fix(sorted(files), jobs=1) == fixed
    if before is None:
        pytest.skip("no Python 2.7 to compare with")
    assert _printed([sys.executable], tmp_path) == before


def test_a_file_with_literals_of_bytes_in_a_program_of_python_2_is_decided_with_it(tmp_path):
    """Such a file was made ready for Python 3 in parts: b'' says nothing of the literals beside it."""
    (tmp_path / "names.py").write_text(
        "def last(path):\n    head, tail = path.rsplit('/', 1)\n    return tail\n\n\nROOT = b'/'\n"
    )
    (tmp_path / "packed.py").write_text(
        "import struct\nfrom names import last\nprint last(struct.pack('>3s', 'a/b'))\n"
    )
    names, _ = fix_files([tmp_path / "names.py", tmp_path / "packed.py"])
    assert b"path.rsplit(b'/', 1)" in names.after


def test_a_file_with_literals_of_bytes_is_left_alone_where_nothing_is_python_2(tmp_path):
    text = "def split(path):\n    return path.rsplit('/', 1)\n\n\nROOT = split(b'/')\n"
    (tmp_path / "names.py").write_text(text)
    (tmp_path / "other.py").write_text("from names import ROOT\nprint(ROOT)\n")
    names, _ = fix_files([tmp_path / "names.py", tmp_path / "other.py"])
    assert names.after.decode() == text


def test_a_helper_of_a_file_that_was_migrated_before_others_stays(tmp_path):
    digest = (
        'import hashlib\n\n\ndef encoded(value, codec="latin-1"):\n'
        '    """Give text as bytes, and anything else as it is."""\n'
        "    return value.encode(codec) if isinstance(value, str) else value\n\n\n"
        "def digest(names):\n    found = hashlib.md5(b'')\n    for name in names:\n"
        "        found.update(encoded(name))\n    return found.hexdigest()\n"
    )
    (tmp_path / "digest.py").write_text(digest)
    (tmp_path / "main.py").write_text(
        "import sys, zlib\nfrom digest import digest, encoded\n\n"
        "print digest(sys.argv), len(zlib.compress(encoded('a')))\n"
    )
    first, second = fix_files([tmp_path / "digest.py", tmp_path / "main.py"])
    assert first.after.decode() == digest
    assert b"zlib.compress(encoded('a'))" in second.after


def test_what_nothing_vouches_for_is_unknown_in_a_program_of_several_modules_too(tmp_path):
    (tmp_path / "names.py").write_text(
        "import hashlib\n\ndef digest(node):\n    return hashlib.md5(node.name).hexdigest()\n\n"
        "def short(data):\n    return hashlib.md5(data).hexdigest()[:8]\n\nprint short, digest\n"
    )
    (tmp_path / "main.py").write_text(
        "import sys\nfrom names import digest, short\n\nprint short(open(sys.argv[0], 'rb').read())\n"
    )
    names, _ = fix_files([tmp_path / "names.py", tmp_path / "main.py"])
    assert b"md5(encoded(node.name))" in names.after
    assert b"md5(data)" in names.after
