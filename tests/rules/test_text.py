"""Text and bytes: whole programs against a real 2.7, and what single literals and calls become."""

from __future__ import annotations

import os

import pytest

from migrator.results import Level

from .oracle import agree, fix, fixed, programs

# What flows through functions, attributes and containers: each prints the same migrated.
PROGRAMS = programs("text_flows.txt")
# What a module becomes, without what is the same in all: `data` is bytes.
_DATA = "import zlib\ndata = zlib.compress('abc')\nprint len(data)\n"
CHANGED = [
    ("x = data + 'a'", "x = data + b'a'"),
    ("x = data.split('\\n')[0] == 'a'", "x = data.split(b'\\n')[0] == b'a'"),
    ("x = [data]\nx.append('a')", "x = [data]\nx.append(b'a')"),
    ("x = {'k': data}\nx['k'] == 'a'", "x = {'k': data}\nx['k'] == b'a'"),
    ("def f(p='a'): return p + data", "def f(p=b'a'): return p + data"),
    ("def f(p): return p\nx = f(data) == 'a'", "def f(p): return p\nx = f(data) == b'a'"),
    ("x = 'a' if data else data", "x = b'a' if data else data"),
    ("x = data or 'a'", "x = data or b'a'"),
    ("x = data in ('a', 'b')", "x = data in (b'a', b'b')"),
    ("x = 'a' in data", "x = b'a' in data"),
    ("x = data.startswith(('a', 'b'))", "x = data.startswith((b'a', b'b'))"),
    ("x = ', '.join([data, 'a'])", "x = b', '.join([data, b'a'])"),
    ("x = '%s-%d' % (data, 5) + data", "x = b'%s-%d' % (data, 5) + data"),
    (
        "class C: pass\nc = C()\nc.d = 'a'\nc.d = data",
        "class C: pass\nc = C()\nc.d = b'a'\nc.d = data",
    ),
    ("x = data\nx = 'text'", "x = data\nx = 'text'"),
    ("x = data[0]", "x = data[0:1]"),
    ("x = data[-1]", "x = data[-1:]"),
    ("i = 1\nx = data[i]", "i = 1\nx = bytes([data[i]])"),
    ("x = ord(data[0])", "x = data[0]"),
    ("for c in data: print c == 'a'", "for c in (bytes([n]) for n in data): print(c == b'a')"),
    ("for c in data: print ord(c)", "for c in data: print(c)"),
    ("x = map(ord, data)", "x = list(map(int, data))"),
    ("x = data + chr(5)", "x = data + bytes([5])"),
    ("x = isinstance(data, str)", "x = isinstance(data, bytes)"),
    ("x = 'a: %s' % data\nprint x", "x = b'a: %s' % data\nprint(x.decode('latin-1'))"),
    (
        "try: set\nexcept NameError: from sets import Set as set\nx = data in set(['a'])",
        "try: set\nexcept NameError: from sets import Set as set\nx = data in set([b'a'])",
    ),
    ("print repr(data)", "print(ascii(data.decode('latin-1')))"),
    ("x = u'caf\\xe9' + data", "x = u'caf\\xe9' + data.decode('latin-1')"),
    ("x = zlib.compress(u'a' u'b')", "x = zlib.compress(u'a' u'b'.encode('latin-1'))"),
    (
        "for c in str(bytearray('ab')): print c",
        "for c in (bytes([n]) for n in bytes(bytearray(b'ab'))): print(c.decode('latin-1'))",
    ),
]
SAME = [
    "x, y = data, 'a'\nx, y = y, x",
    "x = 'a' + 'b'",
    "x = getattr(data, 'upper')",
    "x = {'a': 1}['a']",
    "x = open('name').read().split('\\n')",
    "x = u'a' + 'b'",
    "x = 'a'.upper() == 'A'",
    "x = [1, 2][0]",
    "x = ['a', 'b'][0]",
    "x = isinstance('a', str)",
    "def f(x): return x.title() if isinstance(x, str) else str(x)",
    "def f(x):\n    if isinstance(x, str) and x.isdigit(): return int(x)",
    "def f(x):\n    if isinstance(x, str):\n        return int(x)\n    return x",
    "def f(x): return type(x) == type('') or type(x) == type(1)",
    "x = data[0:1]",
    "x = len(data)",
    "class C(dict): pass\nx = C()['key']",
    "def f(row): return row[0]",
    "import os\nx = os.path.join('a', 'b')",
    "x = 'number %d' % len(data)",
]
# Beneath an import of a module that is gone, which keeps the result a file of Python 2.
SETTLED = [
    "x = unicode('caf\\xc3\\xa9', 'utf-8')",
    "for c in data: print c == 'a'",
    "x = [data[i] for i in range(3)]",
    "for c in reversed(data): print c",
    "x = data + chr(5) + ''.join(map(chr, [1, 2]))",
    "x = ur'\\w'.encode('utf-8') == r'\\w'",
    "import re\nx = re.findall(r'\\w', 'a'), unicode(5)",
    "def f(x):\n    if isinstance(x, unicode): x = x.encode('utf-8')\n    return x.decode('utf-8')",
]


def migrated(text: str) -> str:
    """What becomes of a text beside which there is a variable of bytes."""
    head = fixed(_DATA)
    after = fixed(_DATA + text + "\n")
    assert after.startswith(head), after
    return after[len(head) :].rstrip("\n")


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_becomes(before: str, after: str) -> None:
    assert migrated(before) == after


@pytest.mark.parametrize("text", SAME)
def test_stays(text: str) -> None:
    assert migrated(text) == text


def test_programs_print_the_same(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    agree(list(PROGRAMS.values()))
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", PROGRAMS)
def test_twice(name: str) -> None:
    once = fixed(PROGRAMS[name])
    assert fixed(once) == once


@pytest.mark.parametrize("text", SETTLED)
def test_what_is_decided_stays(text: str) -> None:
    once = fixed(f"import sgmllib\n{_DATA}{text}\n")
    assert fixed(once) == once


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "def coded(given):\n    return given.decode('base64')\n"
            "print u'a' + coded('YQ=='), u'b' + coded('YQ=='), coded('Yg==')\n",
            "import base64\n\ndef coded(given):\n"
            "    return base64.decodebytes(given).decode('latin-1')\n"
            "print(u'a' + coded(b'YQ=='), u'b' + coded(b'YQ=='), coded(b'Yg=='))\n",
        ),
        # what has been decoded to text is not encoded again
        (
            "def coded(given):\n    return given.decode('utf-8')\n"
            "print 'a'.encode('utf-8') + coded('YQ').encode('utf-8')\n",
            "def coded(given):\n    return given.decode('utf-8')\n"
            "print(('a'.encode('utf-8') + coded(b'YQ').encode('utf-8')).decode('utf-8'))\n",
        ),
        (
            "CODEC = 'utf-8'\ndef shown(word):\n    return word.encode(CODEC)\nprint shown(u'a')\n",
            "CODEC = 'utf-8'\ndef shown(word):\n    return word.encode(CODEC)\n"
            "print(shown(u'a').decode('utf-8'))\n",
        ),
        (
            "CODEC = 'utf-8'\nCODEC = 'utf-16'\ndef shown(word):\n    return word.encode(CODEC)\n"
            "print shown(u'a')\n",
            "CODEC = 'utf-8'\nCODEC = 'utf-16'\ndef shown(word):\n    return word.encode(CODEC)\n"
            "print(shown(u'a').decode('latin-1'))\n",
        ),
    ],
)
def test_codecs_are_known(before: str, after: str) -> None:
    assert fixed(before) == after


def test_a_variable_named_bytes() -> None:
    body = "bytes = 1\nprint(data[bytes] == 'b', ''.join(map(chr, [bytes])) + data)\n"
    after = fixed(_DATA + body)
    assert "builtins.bytes([data[bytes]]) == b'b'" in after
    assert "lambda n: builtins.bytes([n])" in after
    assert fixed(after) == after


def test_choices_are_listed_as_assumed() -> None:
    found = {one.level for one in fix(_DATA + "x = data + 'a'").decisions if one.kind == "TXT010"}
    assert found == {Level.ASSUMED}


def test_a_file_that_says_bytes_is_left_alone() -> None:
    text = "import zlib\nx = zlib.compress(b'abc')\nprint(x == 'abc')\n"
    assert fixed(text) == text


def test_a_literal_that_is_printed_is_text() -> None:
    text = "# -*- coding: utf-8 -*-\nx = u'a'.encode('utf-8')\nprint {}\n"
    assert fixed(text.format("'é', len('é')")) == text.format("('é', len(b'\\xc3\\xa9'))").replace(
        "print (", "print("
    )


def test_what_converts_one_type_only_stays_in_a_file_of_python_2() -> None:
    helper = (
        'def encoded(value, codec="latin-1"):\n'
        "    return value.encode(codec) if isinstance(value, str) else value\n\n\n"
    )
    after = fixed(
        helper + "def line(words):\n    return encoded(words) + '\\n'\n\n\nprint line('a')\n"
    )
    assert after.startswith(helper)
    assert "return encoded(words) + b'\\n'" in after
