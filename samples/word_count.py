#!/usr/bin/env python
"""Count words from standard input, most frequent first.

usage: word_count.py [-n COUNT] [-l MINLENGTH]
"""
import getopt
import re
import sys


def words(stream, minimum):
    while 1:
        line = stream.readline()
        if not line:
            break
        for word in re.findall(r"[A-Za-z']+", line):
            word = word.strip("'").lower()
            if len(word) >= minimum:
                yield word


def count(stream, minimum):
    table = {}
    for word in words(stream, minimum):
        table[word] = table.get(word, 0) + 1
    return table


def by_count((word1, count1), (word2, count2)):
    return cmp(count2, count1) or cmp(word1, word2)


def histogram(table):
    lengths = {}
    for word, times in table.iteritems():
        lengths.setdefault(len(word), []).append(times)
    return lengths


def main(argv):
    top, minimum = 5, 1
    try:
        options, rest = getopt.getopt(argv, 'n:l:')
        for flag, value in options:
            if flag == '-n':
                top = int(value)
            elif flag == '-l':
                minimum = int(value)
        if rest:
            raise getopt.error, 'too many arguments: ' + ' '.join(rest)
    except getopt.error, problem:
        print >>sys.stderr, problem
        print >>sys.stderr, __doc__
        return 2

    table = count(sys.stdin, minimum)
    pairs = table.items()
    pairs.sort(by_count)
    for word, times in pairs[:top]:
        print '%4d %s' % (times, word)
    print
    lengths = histogram(table)
    keys = lengths.keys()
    keys.sort(reverse=True)
    for length in keys:
        print '%2d letters: %d words, %d times' % (
            length, len(lengths[length]), sum(lengths[length]))
    print
    print sum(table.values()), 'words,', len(table), 'different'
    once = filter(lambda word: table[word] == 1, table)
    print 'only once:', ' '.join(sorted(once)[:4]), '...'
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
