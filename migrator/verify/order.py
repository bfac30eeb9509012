"""The order of lines: what of it a program keeps to, and what is left to chance.

Workers that print at will, and loops over hashed things, give the same lines in another
order each time. That is measured too. Two lines contradict each other when one side has
them one way round in all its runs and the other side the other way round in all of its.
Chance does that as well, so lines that were seen to change places, directly or by way of
others, are given that benefit: always when only one side ever changes them (a dict's order
is left to chance by Python 2 and fixed by Python 3: that is one draw, which proves nothing),
and as long as the runs are few when both do. Of lines that are alike none can be told to
have moved; only lines that stand alone contradict others then.
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
    is free, `steady` whether each side keeps to an order of its own.
    """

    first: int | None = None
    contradiction: int | None = None
    free: bool = False
    steady: bool = False


def compare_order(left: Sequences, right: Sequences) -> Order:
    """Compare the orders of the same things in all runs of both sides."""
    items = _items(left[0])
    place = {item: index for index, item in enumerate(items)}
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
        return Order(first, first, steady=not moving)
    often = Counter(thing for thing, _ in items)
    unique = sum(1 << i for i, (thing, _) in enumerate(items[first:last]) if often[thing] == 1)
    return _judge(first, unique, *map(_Freedom, sides))


def _judge(first: int, unique: Bits, ours: _Freedom, theirs: _Freedom) -> Order:
    """What a window of the lines from `first` on shows; `unique` are those with no double."""
    size = len(ours.always)
    contradicted = [ours.always[i] & ~theirs.ever[i] & ~(1 << i) for i in range(size)]
    if not any(contradicted):
        return Order(first)
    tied = _groups([one | other for one, other in zip(ours.swaps, theirs.swaps, strict=True)])
    for i in range(size):
        if contradicted[i] & ~tied[i]:
            return Order(first, first + i)
    pairs = sum((group & unique).bit_count() - 1 for group in tied) / 2
    chance = pairs * 0.5 ** min(ours.runs, theirs.runs)
    for i in _members(unique):
        if contradicted[i] & ours.groups[i] & theirs.groups[i] & unique:
            return Order(first, first + i, free=chance > CHANCE)
    return Order(first)


class _Freedom:
    """What the runs of one side show: which items always, ever, or at times follow another.

    The lists are by item; `groups` are the items tied to it by changing places.
    """

    def __init__(self, orders: list[list[int]]) -> None:
        size = len(orders[0])
        self.runs = len(orders)
        self.always: list[Bits] = [(1 << size) - 1] * size
        self.ever: list[Bits] = [0] * size
        for order in orders:
            after = 0
            for item in reversed(order):
                self.always[item] &= after
                self.ever[item] |= after
                after |= 1 << item
        self.swaps = [ever & ~always for ever, always in zip(self.ever, self.always, strict=True)]
        self.groups = _groups(self.swaps)


def _items(run: Sequence[Hashable]) -> list[tuple[Hashable, int]]:
    """Each thing with the number of its occurrence, so that all are distinct."""
    seen: Counter[Hashable] = Counter()
    items = []
    for thing in run:
        items.append((thing, seen[thing]))
        seen[thing] += 1
    return items


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
