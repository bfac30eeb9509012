"""The same seed gives the same numbers under Python 2.7 and 3.

The generator is the same; what is made of its numbers changed with Python 3.2, so the
methods are put back to the ways of 2.7. Seeds that are no whole numbers, and no seed at
all, give a fixed number: 2.7 takes their hash, and the time.
"""

from __future__ import division

import _random
import math
import random
import zlib

_EXACT = 1 << 53  # whole numbers below this are floats without loss
_WHOLE = (int, type(1 << 80))


def seed(self, a=None, version=2):
    if a is None:
        a = 20000101
    elif not isinstance(a, _WHOLE):
        if isinstance(a, (bytes, bytearray)):
            a = zlib.crc32(bytes(a))
        else:
            a = zlib.crc32((a if hasattr(a, "encode") else repr(a)).encode("utf-8"))
        a &= 0xFFFFFFFF
    _random.Random.seed(self, abs(a))
    self.gauss_next = None


def _below(self, number):
    if number < _EXACT:
        return int(self.random() * number)
    bits = int(1.00001 + math.log(number - 1, 2.0))
    result = self.getrandbits(bits)
    while result >= number:
        result = self.getrandbits(bits)
    return result


def randrange(self, start, stop=None, step=1):
    if stop is None:
        start, stop = 0, start
    numbers = -((start - stop) // step) if step > 0 else -((stop - start) // -step)
    if step == 0 or numbers <= 0:
        raise ValueError("empty range for randrange()")
    return start + step * _below(self, numbers)


def randint(self, a, b):
    return self.randrange(a, b + 1)


def choice(self, seq):
    return seq[int(self.random() * len(seq))]


def shuffle(self, x, random=None):
    random = random or self.random
    for last in range(len(x) - 1, 0, -1):
        other = int(random() * (last + 1))
        x[last], x[other] = x[other], x[last]


def sample(self, population, k):
    size = len(population)
    if not 0 <= k <= size:
        raise ValueError("sample larger than population")
    room = 21 + (4 ** int(math.ceil(math.log(k * 3, 4))) if k > 5 else 0)
    if size <= room or not hasattr(population, "__getitem__") or hasattr(population, "keys"):
        pool = list(population)
        result = []
        for left in range(size, size - k, -1):
            at = int(self.random() * left)
            result.append(pool[at])
            pool[at] = pool[left - 1]
        return result
    chosen = []
    seen = set()
    while len(chosen) < k:
        at = int(self.random() * size)
        if at not in seen:
            seen.add(at)
            chosen.append(at)
    return [population[at] for at in chosen]


_gammavariate = random.Random.gammavariate


# These two changed later, and so did what draws by them.
def gammavariate(self, alpha, beta):
    if alpha != 1:
        return _gammavariate(self, alpha, beta)
    drawn = self.random()
    while drawn <= 1e-7:
        drawn = self.random()
    return -math.log(drawn) * beta


def triangular(self, low=0.0, high=1.0, mode=None):
    drawn = self.random()
    peak = 0.5 if mode is None else (mode - low) / (high - low)
    if drawn > peak:
        drawn, peak, low, high = 1.0 - drawn, 1.0 - peak, high, low
    return low + (high - low) * (drawn * peak) ** 0.5


for _method in (seed, randrange, randint, choice, shuffle, sample, gammavariate, triangular):
    setattr(random.Random, _method.__name__, _method)
    setattr(random, _method.__name__, getattr(random._inst, _method.__name__))
random.seed()
