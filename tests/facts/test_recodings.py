"""What became of the codecs that are none of text, against the interpreters."""

from __future__ import annotations

import json
import subprocess
from importlib import import_module

import pytest

from migrator.facts.text.recodings import _RECODINGS, recoding
from tests import corpora

SAMPLE = "Hello, \\ = \n world!\x01" * 9
# Runs under 2.7: each codec's result, from the encoded sample back again for decoding.
_ORACLE = """
import json, sys
sample, wanted = json.load(sys.stdin)
sample = str(sample)
found = []
for method, codec in wanted:
    given = sample if method == "encode" else sample.encode(codec)
    result = getattr(given, method)(codec)
    found.append([given.decode("latin-1"), result.decode("latin-1")])
print(json.dumps(found))
"""


def test_results_are_those_of_2() -> None:
    python2 = corpora.interpreter2()
    given = json.dumps([SAMPLE, list(_RECODINGS)])
    command = [*python2.command, "-c", _ORACLE]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    for key, (string, result) in zip(_RECODINGS, json.loads(done.stdout), strict=True):
        found = _RECODINGS[key]
        for colour in ("text", "bytes"):
            if found.takes in (colour, "any"):
                value = string if colour == "text" else string.encode("latin-1")
                names = {found.module: import_module(found.module), "value": value}
                got = eval(found.form.format("value"), names)
                assert isinstance(got, str) == (found.gives == "text"), key
                assert (got if isinstance(got, str) else got.decode("latin-1")) == result, key


@pytest.mark.parametrize("codec", ["hex", "HEX_codec", "base-64", "zip", "rot-13", "string-escape"])
def test_other_spellings(codec: str) -> None:
    assert recoding("encode", codec) is not None


@pytest.mark.parametrize("codec", ["utf-8", "latin-1", "idna", "unicode_escape", "no such", ""])
def test_encodings_of_text_are_none(codec: str) -> None:
    assert recoding("encode", codec) is None
