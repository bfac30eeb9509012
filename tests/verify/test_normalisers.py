"""Known changes of representation: taken from Python 2 to 3, and nothing else with them."""

from __future__ import annotations

import pytest

from migrator.__main__ import main
from migrator.verify.compare import Measure, Verdict, compare
from migrator.verify.complaints import last_traceback, own_words
from migrator.verify.normalisers import NAMES, active, translate
from migrator.verify.runs import Run

SAME = [
    # the line under 2.7, the line under 3, the normalisers that it takes
    ("[10L, -3L, 0xFFL]", "[10, -3, 0xFF]", {"long"}),
    ("(u'a', u\"b'c\")", "('a', \"b'c\")", {"unicode"}),
    ("<type 'int'> <type 'unicode'>", "<class 'int'> <class 'str'>", {"types"}),
    ("<type 'exceptions.IOError'>", "<class 'OSError'>", {"types"}),
    ("set([1, 2]) set([]) frozenset(['a'])", "{1, 2} set() frozenset({'a'})", {"sets"}),
    ("{u'n': set([5L])}", "{'n': {5}}", {"sets", "unicode", "long"}),
    ("KeyError('x',)", "KeyError('x')", {"exception-reprs"}),
    ("caught IOError", "caught FileNotFoundError", {"exceptions"}),
    ("exceptions.ValueError: x", "ValueError: x", {"exceptions"}),
    ("socket.error: x", "OSError: x", {"exceptions"}),
    # only some of what is alike is written anew
    ("10L is '10L'", "10 is '10L'", {"long"}),
]
OTHER = [
    ("10L", "11"),
    ("10L items", "10 item"),
    ("10", "10L"),
    ("'x'", "u'x'"),
    ("u'x'", "'y'"),
    ("menu'x'", "men'x'"),
    ("set([1, 2])", "{2, 1}"),
    ("set([1, 2])", "{1, 3}"),
    ("reset([1])", "re{1}"),
    ("f(1,)", "f(1)"),
    ("(1,)", "(1)"),
    ("KeyError", "ValueError"),
    ("IOError", "KeyError"),
    ("<type 'int'>", "<class 'str'>"),
    ("SIZE 10LB", "SIZE 10B"),
    ("a b", "a  b"),
]


@pytest.mark.parametrize(("old", "new", "used"), SAME)
def test_the_same_in_new_words(old: str, new: str, used: set[str]) -> None:
    found = translate([old], [new], active(()))
    assert found.lines == {old: new}
    assert set(found.examples) == used
    assert translate([old], [new], active(NAMES)).lines == {}
    assert translate([old], [new], active(tuple(used))).lines == {}


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_something_else(old: str, new: str) -> None:
    assert translate([old], [new], active(())).lines == {}


def runs(stdout: str = "", stderr: str = "", code: int = 0) -> list[Run]:
    return [Run(stdout.encode(), stderr.encode(), code)] * 3


def test_the_answer_says_what_was_made_use_of() -> None:
    found = compare(runs("a\n10L\nb\n"), runs("a\n10\nb\n"))
    assert found.verdict is Verdict.EQUAL_UP_TO_NOISE
    assert found.notes == ("written in the new way (long): 10L",)
    for name in ("long", "all"):
        off = Measure(normalisers_off=(name,))
        assert compare(runs("10L\n"), runs("10\n"), off).verdict is Verdict.DIFFERENT
    assert compare(runs("10L\n"), runs("10\n"), Measure(version=3)).verdict is Verdict.DIFFERENT


def test_beside_noise() -> None:
    old = [Run(f"job 5L by {pid}\n".encode(), b"", 0) for pid in (311, 322, 333)]
    new = [Run(f"job 5 by {pid}\n".encode(), b"", 0) for pid in (411, 422, 433)]
    other = [Run(f"job 6 by {pid}\n".encode(), b"", 0) for pid in (411, 422, 433)]
    assert compare(old, new).verdict is Verdict.EQUAL_UP_TO_NOISE
    assert compare(old, other).verdict is Verdict.DIFFERENT


WORDS = [
    # what both write to standard error in words of their own, and the note that says so
    (
        'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    {}\nKeyError: 1\n',
        "left out (tracebacks)",
    ),
    ("a.py:{}: DeprecationWarning: old\n  f()\n", "left out (warnings)"),
    ("a.py:{}: UserWarning: beware\n  f()\n", "left out (warnings)"),
]


@pytest.mark.parametrize(("words", "note"), WORDS)
def test_what_the_interpreter_says_is_left_out_unless_it_shall_count(words: str, note: str) -> None:
    old, new = (runs(stderr=words.format(n)) for n in "12")
    found = compare(old, new)
    assert found.verdict is Verdict.EQUAL
    (said,) = [text for text in found.notes if "left out" in text]
    assert said.startswith(f"standard error: {note}: ")
    for off in (note[10:-1], "all"):
        assert compare(old, new, Measure(normalisers_off=(off,))).verdict is Verdict.DIFFERENT
    assert compare(old, old).notes == ()


def test_a_warning_that_only_python2_gives() -> None:
    said = "a.py:3: UnicodeWarning: Unicode equal comparison failed\n  print a == b\n"
    assert compare(runs(stderr=said), runs()).verdict is Verdict.EQUAL
    assert compare(runs(stderr=said + "more\n"), runs()).verdict is Verdict.DIFFERENT


def test_names_are_told_apart_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(NAMES) == len(set(NAMES))
    with pytest.raises(SystemExit):
        main(["verify", "--help"])
    assert ", ".join((*NAMES, "or all")) in " ".join(capsys.readouterr().out.split())


OLD = """\
start
Traceback (most recent call last):
  File "a.py", line 3, in <module>
    f()
  File "a.py", line 2, in f
    {code}
{error}
end
"""
NEW = """\
start
Traceback (most recent call last):
  File "/tmp/x/work/a.py", line 3, in <module>
    f()
  File "/tmp/x/work/a.py", line 2, in f
    {code}
    ^^^^^
{error}
end
"""
RAISE, DIVIDE = "raise ValueError('x')", "1 / 0"
STDERR = [
    # code and error, under 2.7 and under 3, and whether they are the same
    ((RAISE, "ValueError: x"), (RAISE, "ValueError: x"), True),
    ((RAISE, "ValueError: x"), (RAISE, "ValueError: y"), False),
    ((RAISE, "ValueError: x"), (RAISE, "KeyError: x"), False),
    (("'x')", "ValueError: x"), (RAISE, "ValueError: x"), True),
    ((DIVIDE, "ZeroDivisionError: integer division or modulo by zero"), (DIVIDE, "ZeroDivisionError: division by zero"), True),
    ((DIVIDE, "IOError: [Errno 2] x"), (DIVIDE, "FileNotFoundError: [Errno 2] x"), True),
    ((RAISE, "__main__.Bad: x"), (RAISE, "Bad: x"), True),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "same"), STDERR)
def test_tracebacks(old: tuple[str, str], new: tuple[str, str], same: bool) -> None:
    texts = (t.format(code=c, error=e) for t, (c, e) in ((OLD, old), (NEW, new)))
    left, right = (runs(stderr=text) for text in texts)
    assert (compare(left, right).verdict is Verdict.EQUAL) == same


LINES = [
    # standard error, the Python, what counts of it
    ("a\nb", 2, ["a", "b"]),
    ("a.py:3: DeprecationWarning: old\n  f()\nb", 2, ["b"]),
    ("a.py:3: UserWarning: mine\n  f()\nb", 2, ["UserWarning: mine", "b"]),
    ("Exception KeyError: KeyError('x',) in <bound method A.__del__> ignored", 2, ["Exception ignored: KeyError"]),
    ("Exception ignored in: <function A.__del__ at 0x7f>\nTraceback (most recent call last):\n  File \"a.py\", line 3\nKeyError: 'x'", 3, ["Exception ignored: KeyError"]),
    ("Exception in thread Thread-1:\nx", 2, ["Exception in thread Thread-1:", "x"]),
    ("Exception in thread Thread-1 (work):\nx", 3, ["Exception in thread Thread-1:", "x"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "counts"), LINES)
def test_own_words(text: str, version: int, counts: list[str]) -> None:
    assert list(own_words(text.split("\n"), version)) == counts


def test_only_the_last_of_a_chain_of_exceptions_counts() -> None:
    text = NEW.format(code=DIVIDE, error="ZeroDivisionError: x").replace("end\n", "")
    text += "\nDuring handling of the above exception, another exception occurred:\n\n"
    text += NEW.format(code=RAISE, error="ValueError: y").replace("start\n", "")
    wanted = ["start", "Traceback (most recent call last): ValueError: y", "end", ""]
    assert list(own_words(text.split("\n"), 3)) == wanted
    last = last_traceback(text)
    assert last is not None and (last.name, last.message) == ("ValueError", "y")
