#!/usr/bin/env python
"""Generators and iterators chained to pipelines, from before there was yield from."""
import itertools
import sys


class Countdown:
    """An iterator of the old kind."""

    def __init__(self, start):
        self.left = start

    def __iter__(self):
        return self

    def next(self):
        if self.left <= 0:
            raise StopIteration
        self.left -= 1
        return self.left + 1


class Tree(object):
    def __init__(self, value, *children):
        self.value, self.children = value, children

    def __iter__(self):
        yield self.value
        for child in self.children:
            for value in child:
                yield value

    def depth(self):
        return 1 + max([0] + map(Tree.depth, self.children))


def numbers():
    for n in itertools.count(1):
        yield n


def take(count, iterator):
    taken = []
    for i in xrange(count):
        taken.append(iterator.next())
    return taken


def chunks(iterable, size):
    iterator = iter(iterable)
    while True:
        chunk = list(itertools.islice(iterator, size))
        if not chunk:
            return
        yield tuple(chunk)


def averager():
    total, count, average = 0.0, 0, None
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count


def merge(left, right):
    for a, b in itertools.izip_longest(left, right, fillvalue='-'):
        yield '%s%s' % (a, b)


def main():
    print take(5, numbers())
    print list(Countdown(4)), sum(Countdown(10))
    countdown = Countdown(2)
    print countdown.next(), countdown.next(),
    try:
        countdown.next()
    except StopIteration:
        print 'over'

    tree = Tree('root', Tree('left', Tree('leaf')), Tree('right'))
    print ' '.join(tree), tree.depth()
    print list(chunks(xrange(7), 3))

    mean = averager()
    mean.next()
    print [mean.send(value) for value in (10, 20, 60)]

    squares = itertools.imap(lambda n: n * n, numbers())
    even = itertools.ifilter(lambda n: n % 2 == 0, squares)
    print take(4, even)
    odd = itertools.ifilterfalse(lambda n: n % 2 == 0, range(10))
    print list(odd), list(merge('abc', 'xy'))

    pairs = zip('abc', [1, 2, 3])
    print pairs, dict(pairs)['b'], len(pairs)
    print map(None, 'ab', [1, 2])
    evens = filter(lambda n: not n & 1, range(8))
    evens.reverse()
    print evens, evens[0]
    print filter(None, [0, 1, '', 'x'])
    print >>sys.stdout, 'longest line:', max((len(w), w) for w in 'to be or other'.split())[1]
    print any(n > 3 for n in Countdown(4)), all(itertools.imap(bool, Countdown(4)))


if __name__ == '__main__':
    main()
