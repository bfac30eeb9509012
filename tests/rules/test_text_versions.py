"""Code that asks for the version says nothing of text and bytes in its branches."""

from __future__ import annotations

from tests.properties.promises import fixed

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
