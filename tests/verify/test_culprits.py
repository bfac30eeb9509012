"""The search for what a difference hangs on, on differences made up for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from migrator.verify.culprits import ROUNDS, Search, Way, Ways, other_ways
from migrator.verify.interpreters import find_python3
from migrator.verify.prepare import Settings, Target, prepare

INFINITE = float("inf")
WAYS = [Way(f"with {place}{how}", place) for place in "abcdef" for how in (1, 2)]


def search(distance: Callable[[set[str]], float]) -> tuple[list[str], int]:
    """What is found, and how many sets of ways were tried, going by the names of ways gone."""
    made = Search(WAYS, {frozenset(): distance(set())})
    tried = 0
    while attempts := made.attempts():
        for ways in attempts:
            assert len({way.place for way in ways}) == len(ways), "one way of each place"
            assert ways not in made.distances
            made.distances[ways] = distance({way.name.removeprefix("with ") for way in ways})
            tried += 1
    return made.found, tried


def missing(*wanted: str) -> Callable[[set[str]], float]:
    return lambda gone: len(set(wanted) - gone)


FOUND = [
    # how far from agreement a set of ways is, and what makes for it
    (missing("b2"), ["with b2 the results agree"]),
    (missing("a1", "c2", "f1"), ["with a1, and with c2, and with f1 the results agree"]),
    # ways that do harm besides
    (
        lambda gone: len({"a1", "c2"} - gone) + 5 * len({"b1", "d1"} & gone),
        ["with a1, and with c2 the results agree"],
    ),
    # the second shows only once the first is gone
    (
        lambda gone: 9 if "a2" not in gone else len({"e1"} - gone),
        ["with a2, and with e1 the results agree"],
    ),
    # either of two, and what comes nearer and is not needed
    (lambda gone: 0 if {"a1", "c1"} & gone else 3, [f"with {x}1 the results agree" for x in "ac"]),
    (
        lambda gone: 0 if {"a1", "c1"} <= gone else 9 - len({"a1", "b1", "c1"} & gone),
        ["with a1, and with c1 the results agree"],
    ),
    # nothing helps, or what does cannot be had
    (lambda gone: 3, []),
    (lambda gone: INFINITE if gone else 3, []),
    (lambda gone: 9 - len({"a1", "c1"} & gone), []),
]


@pytest.mark.parametrize(("distance", "found"), FOUND)
def test_what_is_found(distance: Callable[[set[str]], float], found: list[str]) -> None:
    names, tried = search(distance)
    assert names == found
    assert tried <= ROUNDS * (len(WAYS) + 1)


def test_one_round_is_enough_for_one_culprit() -> None:
    assert search(missing("c1"))[1] == len(WAYS)


def test_what_a_program_could_have_been(tmp_path: Path) -> None:
    (tmp_path / "keys.py").write_text("d = {}\nprint d.has_key(1)\nprint d['a'] / d['b']\n")
    program = prepare(Target(tmp_path / "keys.py"), Settings(find_python3(), find_python3()))
    names = [way.name for way in other_ways(program)]
    assert "DIV010 at keys.py:3:14 is decided `guard` (guarded): with `floor`" in names
    assert any(name.startswith("without rule") and "(keys.py:2)" in name for name in names)
    assert not any("SYN" in name for name in names), "it is no Python 3 without those"


def test_no_ways() -> None:
    none: dict[Ways, float] = {frozenset(): 1}
    assert Search([], none).attempts() == []
