"""The verdicts, on outputs made by hand: what is noise, and what is not."""

from __future__ import annotations

from random import Random

import pytest

from migrator.verify.compare import Doubt, Measure, Verdict, compare
from migrator.verify.runs import Run

EQUAL = Verdict.EQUAL
ORDER = Verdict.EQUAL_UP_TO_ORDER
NOISE = Verdict.EQUAL_UP_TO_NOISE
DIFFERENT = Verdict.DIFFERENT


def runs(*outputs: str) -> list[Run]:
    return [Run(output.encode(), b"", 0) for output in outputs]


TABLE = [
    # what, the left side's runs, the right side's runs, the verdict
    ("the same text", ["a 1\n"] * 2, ["a 1\n"] * 2, EQUAL),
    ("nothing printed", [""] * 2, [""] * 2, EQUAL),
    ("another number", ["a 1\n"] * 2, ["a 2\n"] * 2, DIFFERENT),
    ("another word", ["one a\n"] * 2, ["one b\n"] * 2, DIFFERENT),
    ("another blank", ["a b\n"] * 2, ["a  b\n"] * 2, DIFFERENT),
    ("another mark", ["a, b\n"] * 2, ["a; b\n"] * 2, DIFFERENT),
    ("a whole and a broken number", ["2\n"] * 2, ["2.0\n"] * 2, DIFFERENT),
    ("a longer whole number", ["10\n"] * 2, ["10L\n"] * 2, DIFFERENT),
    ("no newline at the end", ["a\n"] * 2, ["a"] * 2, DIFFERENT),
    ("a line too many", ["a\n"] * 2, ["a\na\n"] * 2, DIFFERENT),
    ("an empty line too many", ["a\n"] * 2, ["a\n\n"] * 2, DIFFERENT),
    ("lines swapped", ["a\nb\n"] * 2, ["b\na\n"] * 2, DIFFERENT),
    ("carriage returns", ["a\r\n"] * 2, ["a\n"] * 2, DIFFERENT),
    # numbers that vary on both sides
    ("process ids", ["pid 311\n", "pid 352\n"], ["pid 407\n", "pid 409\n"], NOISE),
    ("elapsed times", ["0.31\n", "0.322\n"], ["0.41\n", "0.52\n"], NOISE),
    ("times a lot longer", ["0.31\n", "0.32\n"], ["310.5\n", "322.1\n"], DIFFERENT),
    ("ids that became broken", ["311\n", "352\n"], ["155.5\n", "176.5\n"], DIFFERENT),
    ("addresses", ["<A at 0x7f1a>\n", "<A at 0x7f2b>\n"], ["<A at 0x55c3>\n", "<A at 0x55d4>\n"], NOISE),
    ("words drawn from a few", ["heads\n", "tails\n"], ["tails\n", "heads\n"], NOISE),
    ("words from another few", ["red\n", "blue\n", "red\n"], ["up\n", "down\n", "up\n"], DIFFERENT),
    ("padding goes with a number", ["[  9]\n", "[ 10]\n"], ["[ 11]\n", "[  8]\n"], NOISE),
    ("padding to one width", ["[ 8]\n", "[ 9]\n"], ["[11]\n", "[12]\n"], NOISE),
    ("padding to another width", ["[  9]\n", "[ 10]\n"], ["[  11]\n", "[   8]\n"], DIFFERENT),
    ("a blank too many before a time", ["t 0.31\n", "t 0.322\n"], ["t  0.41\n", "t  0.523\n"], DIFFERENT),
    # what stands beside noise counts
    ("a total beside an id", ["t 15 in 311\n", "t 15 in 352\n"], ["t 16 in 407\n", "t 16 in 409\n"], DIFFERENT),
    ("a total in a line of its own", ["t 15\np 31\n", "t 15\np 35\n"], ["t 16\np 47\n", "t 16\np 49\n"], DIFFERENT),
    ("results beside ids", ["r 1 in 31\nr 4 in 31\n", "r 1 in 35\nr 4 in 36\n"], ["r 1 in 41\nr 4 in 42\n", "r 4 in 43\nr 1 in 44\n"], NOISE),
    ("one result beside ids", ["r 1 in 31\nr 4 in 31\n", "r 1 in 35\nr 4 in 36\n"], ["r 1 in 41\nr 5 in 42\n", "r 1 in 43\nr 5 in 44\n"], DIFFERENT),
    ("names beside ids", ["a 31\nb 32\n", "a 33\nb 34\n"], ["a 41\na 42\n", "a 43\na 44\n"], DIFFERENT),
    ("pairs mixed up", ["a 1 31\nb 2 32\n", "a 1 33\nb 2 34\n"], ["a 2 41\nb 1 42\n", "a 2 43\nb 1 44\n"], DIFFERENT),
    ("a fixed value for a varying one", ["pid 311\n", "pid 352\n"], ["pid 1\n"] * 2, DIFFERENT),
    ("a varying value for a fixed one", ["n 1\n"] * 2, ["n 311\n", "n 352\n"], DIFFERENT),
    ("a rounded time", ["0.1\n", "0.2\n"], ["0.1\n", "0.1\n"], NOISE),
    ("a flag that flips", ["f True\nf False\n", "f True\nf True\n"], ["f False\nf False\n", "f True\nf False\n"], NOISE),
    ("a number of lines that varies", ["w\ne\n", "w\nw\ne\n"], ["w\ne\n", "w\nw\ne\n"], DIFFERENT),
    # order of lines
    ("workers", ["a\nb\nend\n", "b\na\nend\n"], ["a\nb\nend\n", "a\nb\nend\n"], ORDER),
    ("workers, and the end too soon", ["a\nb\nend\n", "b\na\nend\n"], ["end\na\nb\n", "end\nb\na\n"], DIFFERENT),
    ("workers, and one did not work", ["a\nb\nend\n", "b\na\nend\n"], ["a\na\nend\n", "a\na\nend\n"], DIFFERENT),
    ("two loops over dicts", ["a\nb\n-\nx\ny\n", "b\na\n-\ny\nx\n"], ["a\nb\n-\ny\nx\n"] * 2, ORDER),
    ("two loops the wrong way round", ["a\nb\nx\ny\n", "b\na\ny\nx\n"], ["x\ny\na\nb\n"] * 2, DIFFERENT),
    # order inside of a line
    ("a dict", ["{'a': 1, 'b': 2}\n", "{'b': 2, 'a': 1}\n"], ["{'a': 1, 'b': 2}\n"] * 2, ORDER),
    ("a dict with values swapped", ["{'a': 1, 'b': 2}\n", "{'b': 2, 'a': 1}\n"], ["{'a': 2, 'b': 1}\n"] * 2, DIFFERENT),
    ("joined names", ["x y z\n", "z y x\n"], ["y x z\n", "z x y\n"], ORDER),
    ("a name missing", ["x y z\n", "z y x\n"], ["y x x\n", "x x y\n"], DIFFERENT),
    ("a list beside a set", ["x y\np q\n", "y x\np q\n"], ["x y\nq p\n"] * 2, DIFFERENT),
    # bytes that are no UTF-8 come through
    ("other bytes", ["\x80\n"] * 2, ["\x81\n"] * 2, DIFFERENT),
]  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right", "verdict"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_verdict(left: list[str], right: list[str], verdict: Verdict) -> None:
    plain = Measure(version=3)
    assert compare(runs(*left), runs(*right), plain).verdict is verdict
    assert compare(runs(*right), runs(*left), plain).verdict is verdict


def test_difference_shows_both_sides() -> None:
    found = compare(runs(*["a\nn 1\n"] * 2), runs(*["a\nn 2\n"] * 2))
    assert (found.left, found.right) == (("n 1",), ("n 2",))
    assert found.notes == ("lines differ, from line 2 on",)


def test_a_difference_has_all_its_lines_and_those_before_it() -> None:
    """Whatever they are built of, and whatever stands elsewhere in each run."""
    left = runs("by 31\none\ntwo\n'x'\n3\n", "by 35\none\ntwo\n'x'\n3\n")
    right = runs("by 41\none\ntwo\nb'x'\n3\nmore\n", "by 44\none\ntwo\nb'x'\n3\nmore\n")
    found = compare(left, right)
    assert (found.line, found.context) == (4, ("one", "two"))
    assert (found.left, found.right) == (("'x'",), ("b'x'", "more"))
    assert found.notes[0] == "lines differ, from line 4 on"


def test_of_lines_that_are_the_same_only_the_surplus_is_shown() -> None:
    found = compare(runs(*["a\na\nb\n"] * 2), runs(*["a\nb\n"] * 2))
    assert (found.left, found.right) == (("a",), ())
    assert found.notes == ("lines differ, from line 2 on",)


def test_noise_is_named() -> None:
    left = runs("job 1 by 311\njob 2 by 311\n", "job 1 by 352\njob 2 by 360\n")
    right = runs("job 1 by 411\njob 2 by 412\n", "job 2 by 460\njob 1 by 452\n")
    found = compare(left, right)
    assert found.verdict is NOISE
    assert found.notes == (
        "varies from run to run: job 1 by <number> (and 1 like it)",
        "the order of lines varies from line 1 on",
    )


def test_a_crash_that_both_have_is_told() -> None:
    stderr = b"Traceback (most recent call last):\n  File\nNameError: x\n"
    found = compare([Run(b"1\n", stderr, 1)] * 2, [Run(b"1\n", stderr, 1)] * 2)
    assert (found.verdict, found.notes) == (EQUAL, ("both end with exit code 1 by NameError",))


ENDINGS = [
    # exit code and standard error, left and right, and whether they agree
    ((0, ""), (0, "a.py:1: DeprecationWarning: old\n  print(1)\n"), True),
    ((0, ""), (0, "a.py:1: UserWarning: mine\n  warn()\n"), False),
    ((0, "said\n"), (0, "said\n"), True),
    ((0, "said\n"), (0, "told\n"), False),
    ((0, ""), (1, ""), False),
    ((3, ""), (2, ""), False),
    ((1, "Traceback (most recent call last):\n  File\nKeyError: 1\n"), (1, ""), False),
    (
        (1, "Traceback (most recent call last):\n  File\nKeyError: 1\n"),
        (1, "Traceback (most recent call last):\n  File\nNameError: x\n"),
        False,
    ),
    (
        (1, "Traceback (most recent call last):\n  File\nIOError: [Errno 2] x\n"),
        (1, "Traceback (most recent call last):\n  File\nFileNotFoundError: [Errno 2] x\n"),
        True,
    ),
    (
        (1, "Traceback (most recent call last):\n  File\n__main__.Bad: x\n"),
        (1, "Traceback (most recent call last):\n  File\n__main__.Bad: x\ny\n"),
        False,
    ),
    ((-9, ""), (-15, ""), False),
    ((0, ""), (None, ""), False),
]


@pytest.mark.parametrize(("left", "right", "agree"), ENDINGS)
def test_ending(left: tuple[int, str], right: tuple[int, str], agree: bool) -> None:
    sides = [[Run(b"", stderr.encode(), code)] * 2 for code, stderr in (left, right)]
    assert compare(*sides).verdict is (EQUAL if agree else DIFFERENT)


def shuffled(lines: list[str], seed: int) -> str:
    return "\n".join(Random(seed).sample(lines, len(lines)))


@pytest.mark.parametrize("start", range(20))
def test_free_order_is_never_taken_for_a_difference_in_the_end(start: int) -> None:
    """A dict's order, drawn anew for each run under Python 2 and fixed under Python 3."""
    lines = [f"key {name}" for name in "abcdefgh"]
    left = runs(*(shuffled(lines, 100 * start + i) for i in range(24)))
    right = runs(*["\n".join(lines)] * 24)
    assert compare(left, right).verdict is ORDER
    few = compare(left[:3], right[:3])
    assert few.verdict is ORDER or few.doubt is Doubt.CHANCE


@pytest.mark.parametrize("start", range(20))
def test_order_within_a_thread_counts_once_there_are_enough_runs(start: int) -> None:
    """Workers' lines fall between those of the main thread, which has an order of its own."""

    def output(main: list[str], seed: int) -> str:
        lines = [*main]
        random = Random(seed)
        for worker in "vwxyz":
            lines.insert(random.randrange(len(lines) + 1), f"worker {worker}")
        return "\n".join(lines)

    main = ["begin", "middle", "end"]
    left = runs(*(output(main, 1000 * start + i) for i in range(24)))
    same = runs(*(output(main, 1000 * start + 500 + i) for i in range(24)))
    swapped = runs(*(output(["middle", "begin", "end"], 1000 * start + i) for i in range(24)))
    assert compare(left, same).verdict is ORDER
    assert compare(left, swapped).verdict is DIFFERENT


def test_long_output_is_compared_in_fair_time() -> None:
    """Thousands of lines in any order: sets of them are compared, not pairs."""
    lines = [f"line {i} of {i % 7}" for i in range(3000)]
    left = runs(*(shuffled(lines, i) for i in range(3)))
    assert compare(left, runs(*(shuffled(lines, 10 + i) for i in range(3)))).verdict.passes
    other = [*lines[:-1], "line 2999 of 4"]
    found = compare(left, runs(*(shuffled(other, 10 + i) for i in range(3))))
    assert found.verdict is DIFFERENT
