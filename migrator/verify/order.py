"""The order of lines: what of it a program keeps to, and what is left to chance.

Workers that print at will, and loops over hashed things, give the same lines in another
order each time. That is measured too. Two lines contradict each other when one side has
them one way round in all its runs and the other side the other way round in all of its.
Chance does that as well, the more often the fewer the runs; so lines that were seen to
change places, directly or by way of others, are given that benefit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

# A contradiction among free lines is believed when chance makes it more seldom than this.
CHANCE = 0.01
# More moving lines than this are not judged pair by pair.
LIMIT = 20_000

Sequences = Sequence[Sequence[Hashable]]
# A set of items, as the bits of a number: sets of thousands are compared at once.
Bits = int


@dataclass(frozen=True)
class Order:
    """What the orders showed.

    `first` is the index, in the first run of the left side, of the first line that stands
    elsewhere in some run; None when all runs agree. `contradiction` is the index of a line
    that contradicts another; `free` is whether that may be chance among lines whose order
    is free.
    """

    first: int | None = None
    contradiction: int | None = None
    free: bool = False


def compare_order(left: Sequences, right: Sequences) -> Order:
    """Compare the orders of the same things in all runs of both sides."""
    place = {item: index for index, item in enumerate(_items(left[0]))}
    orders = [[place[item] for item in _items(run)] for run in (*left, *right)]
    moved = [i for order in orders for i, value in enumerate(order) if i != value]
    if not moved:
        return Order()
    first, last = min(moved), max(moved) + 1
    sides = [
        [[value - first for value in order[first:last]] for order in side]
        for side in (orders[: len(left)], orders[len(left) :])
    ]
    moving = [side for side in sides if any(order != side[0] for order in side)]
    if not moving or last - first > LIMIT:
        return Order(first, first)
    (our_always, our_ever), (their_always, their_ever) = map(_followers, sides)
    size = last - first
    contradicted = [our_always[i] & ~their_ever[i] & ~(1 << i) for i in range(size)]
    if not any(contradicted):
        return Order(first)
    swapped = [
        (our_ever[i] & ~our_always[i]) | (their_ever[i] & ~their_always[i]) for i in range(size)
    ]
    groups = _groups(swapped)
    for i in range(size):
        if contradicted[i] & ~groups[i]:
            return Order(first, first + i)
    pairs = sum(group.bit_count() - 1 for group in groups) / 2
    chance = pairs * 0.5 ** sum(map(len, moving))
    culprit = next(i for i in range(size) if contradicted[i])
    return Order(first, first + culprit, free=chance > CHANCE)


def _items(run: Sequence[Hashable]) -> list[tuple[Hashable, int]]:
    """Each thing with the number of its occurrence, so that all are distinct."""
    seen: Counter[Hashable] = Counter()
    items = []
    for thing in run:
        items.append((thing, seen[thing]))
        seen[thing] += 1
    return items


def _followers(side: list[list[int]]) -> tuple[list[Bits], list[Bits]]:
    """For each item, those that come after it in all orders, and those in any."""
    size = len(side[0])
    always, ever = [(1 << size) - 1] * size, [0] * size
    for order in side:
        after = 0
        for item in reversed(order):
            always[item] &= after
            ever[item] |= after
            after |= 1 << item
    return always, ever


def _groups(swapped: list[Bits]) -> list[Bits]:
    """For each item, those that it is tied to by changing places, itself included."""
    groups = [0] * len(swapped)
    for start in range(len(swapped)):
        if groups[start]:
            continue
        group, new = 1 << start, 1 << start
        while new:
            item = new.bit_length() - 1
            found = swapped[item] & ~group
            group |= found
            new = new & ~(1 << item) | found
        for item in _members(group):
            groups[item] = group
    return groups


def _members(bits: Bits) -> list[int]:
    return [index for index, bit in enumerate(reversed(bin(bits)[2:])) if bit == "1"]
