"""Code that asks for the version says nothing of text and bytes in its branches."""

from __future__ import annotations

from tests.properties.promises import fixed

from .oracle import agree

PROGRAM = b"""import sys

def compare(output, expected):
    if sys.version_info > (3,):
        if isinstance(expected, bytes):
            expected = expected.decode('utf-8')
    else:
        if isinstance(expected, unicode):
            expected = expected.encode('raw_unicode_escape')
        if isinstance(output, unicode):
            output = output.encode('raw_unicode_escape')
    if expected:
        expected = '\\n'.join(expected.splitlines())
    if output:
        output = '\\n'.join(output.splitlines())
    print output == expected

compare(u'a', 'a')
"""


def test_what_only_one_version_runs_makes_nothing_bytes():
    assert fixed(PROGRAM).after == PROGRAM.replace(
        b"print output == expected", b"print(output == expected)"
    )


BOTH = r"""import zlib

def as_bytes(text):
    try:
        return bytes(text, 'utf-8')
    except (NameError, TypeError):
        return text

def of_numbers(numbers):
    try:
        if bytes is not str:
            return bytes(numbers)
        raise NameError
    except NameError:
        return ''.join(map(chr, numbers))

def as_text(string):
    try:
        return unicode(string, 'utf-8')
    except TypeError:
        return string

def shown(text):
    try:
        if bytes is str:
            raise NameError
    except NameError:
        if type(text) == type(u''):
            text = text.encode('utf-8')
    return text.replace('b', 'c')

print zlib.decompress(zlib.compress(as_bytes('ab'))) == as_bytes('ab')
print zlib.compress('ab')[:2] == of_numbers([0x78, 0x9c])
print as_text(u'ab') == as_text(zlib.decompress(zlib.compress('ab')))
print shown('abc')
"""


def test_functions_that_ask_for_the_version_in_other_ways_stay():
    agree([BOTH])
    after = fixed(BOTH.encode()).after.decode()
    ending = "\nprint zlib.decompress"
    assert after.startswith(BOTH.partition(ending)[0].replace("unicode(", "str("))


def test_what_is_text_is_encoded_where_nothing_catches_the_error():
    text = b"def f(s):\n    return unicode(s, 'utf-8')\n\n\nprint f('abc') + f(repr(1))\n"
    assert b"str(encoded(s, 'utf-8'), 'utf-8')" in fixed(text).after
