"""Code that asks for the version says nothing of text and bytes in its branches."""

from __future__ import annotations

from tests.properties.promises import fixed

PROGRAM = b"""import sys

def lines(text):
    if sys.version_info > (3,):
        if isinstance(text, bytes):
            text = text.decode('utf-8')
    else:
        if isinstance(text, unicode):
            text = text.encode('utf-8')
    return '\\n'.join(text.splitlines())

print lines('a\\nb')
"""


def test_what_only_one_version_runs_makes_nothing_bytes():
    after = fixed(PROGRAM).after
    assert b"return '\\n'.join(text.splitlines())" in after
    assert b"text = text.decode('utf-8')\n" in after
