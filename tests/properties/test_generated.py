"""The promises over generated programs."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from migrator import engine
from migrator.python2.indentation import untabify
from migrator.python2.lexer import lex
from migrator.results import FileResult
from migrator.rules import all_rules
from tests import corpora
from tests.properties.programs import programs
from tests.properties.promises import HERE, broken_promises, fixed
from tests.python2.trees import disagreements

EXAMPLES = 1000 if corpora.FULL else 60
# The short run is the same each time; the full one looks further.
thoroughly = settings(
    max_examples=EXAMPLES,
    derandomize=not corpora.FULL,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def compiled(program: str) -> bytes:
    """The bytes of a program, if 2.7 compiles it."""
    data = program.encode()
    assume(corpora.compiles2([data]) == [None])
    return data


# What broke a promise once.
FOUND = (
    "print range(0, async=1), xrange(async=2, *a)\n",
    "if(lambda:0):(a if b else c)in d\n",
    "for a in(lambda p,(q):0):print`(a if b else c)in d`\n",
    "apply((), [# note\n])\napply(f, # note\n (1, # note\n), # note\n {}, # note\n)\n",
    "().sort(cmp())\n",
    "print()<5,[raw_input()]\n",
    "d = {}\ndef f():\n    for a, b in d.items():\n        apply(a); coerce(a, b); cmp(); x = round(a)\n",
    "for a in d.items():t;raise E,''\n",
    "for a in ():raise'',i\n",
    "x = map(f, zip(a), b)\ny = map(str, a.items(), map(f, c), filter(f, d), range(3))\n",
    "[os.has_key(a)]\nos.error()\n",
    "class C():nonlocal=[nonlocal for b in g]\n",
    "def f((async, b), (await)):\n    global nonlocal\n    return lambda (async, (b,)): async\n",
    "print sorted(d.items(), key=lambda (k, async): async)\n",
    "x = []\ndef f():\n    for a, b in zip(x, x):\n        c = a / b\n",
    "import re\ndef f(a):\n    r'''As\n    >>> f(1)\n    u'\\xe9'\n    '''\n    return re.match('\\d', long(a))\n",
    "print sorted(sorted((a, None, b)) for a, b in c)\n",
)


@thoroughly
@given(programs())
def test_we_read_what_2_7_reads(program):
    assert disagreements({program: compiled(program)}) == []


@thoroughly
@given(programs())
def test_every_promise_holds(program):
    assert broken_promises(compiled(program)) == []


@pytest.mark.parametrize("program", FOUND)
def test_every_promise_holds_of_what_was_found(program):
    assert broken_promises(program.encode()) == []


@thoroughly
@given(programs(), st.randoms())
def test_the_order_of_the_rules_does_not_matter(program, random):
    rules = list(all_rules())
    random.shuffle(rules)
    data = compiled(program)
    with mock.patch.object(engine, "all_rules", lambda: rules):
        shuffled = fixed(data)
    assert said(shuffled) == said(fixed(data))


def said(result: FileResult) -> tuple:
    return result.after, result.error, sorted(result.changes, key=str)


@thoroughly
@given(programs(), st.sampled_from(sorted({rule.code[:3] for rule in all_rules()})))
def test_rules_that_are_left_out_change_nothing(program, family):
    data = compiled(program)
    assume(untabify(lex(program)) == [])  # without SYN910 that cannot be read
    without = fixed(data, ignore=(family,))
    assert without.error is None
    assert not any(change.code.startswith(family) for change in without.changes)
    assert fixed(without.after, ignore=(family,)).after == without.after
    only = fixed(data, select=(family,))
    assert only.error is None
    assert all(change.code.startswith(family) for change in only.changes)


@thoroughly
@given(programs(), st.data())
def test_newlines_are_those_of_the_file(program, data):
    """A file with other newlines becomes the same, with those newlines."""
    compiled(program)
    expected = fixed(program.encode()).after
    newline = data.draw(st.sampled_from(["\r\n", "\r"]))
    result = fixed(program.replace("\n", newline).encode(), HERE)
    assert result.after == expected.replace(b"\n", newline.encode())
