#!/usr/bin/env python
"""What a web server's log says: hits, bytes, errors and the busiest hour."""
import re
import sys
from urlparse import urlparse
from urllib import unquote

LOG = r'''
10.0.0.7 - - [12/Oct/2009:06:25:11 +0000] "GET /index.html HTTP/1.1" 200 5120
10.0.0.9 - - [12/Oct/2009:06:25:40 +0000] "GET /img/logo%20small.png HTTP/1.1" 200 20480
10.0.0.7 - - [12/Oct/2009:07:01:02 +0000] "GET /search?q=caf%65&page=2 HTTP/1.1" 200 903
broken line without any shape
10.0.0.3 - bob [12/Oct/2009:07:15:55 +0000] "POST /login HTTP/1.0" 302 -
10.0.0.3 - bob [12/Oct/2009:07:16:01 +0000] "GET /account HTTP/1.0" 500 1337
10.0.0.9 - - [12/Oct/2009:09:59:59 +0000] "GET /missing HTTP/1.1" 404 209
10.0.0.7 - - [12/Oct/2009:09:59:59 +0000] "HEAD /index.html HTTP/1.1" 200 0
'''

LINE = re.compile(
    r'(?P<host>\S+) \S+ (?P<user>\S+) \[(?P<day>[^:]+):(?P<hour>\d\d)[^]]*\] '
    r'"(?P<verb>[A-Z]+) (?P<target>\S+) [^"]*" (?P<status>\d{3}) (?P<size>\d+|-)$')


class Counter(dict):
    """Counts; the ones seen most come first."""

    def add(self, key, amount=1):
        if not self.has_key(key):
            self[key] = 0
        self[key] += amount

    def ranking(self):
        pairs = [(count, key) for (key, count) in self.iteritems()]
        pairs.sort(lambda x, y: -cmp(x[0], y[0]) or cmp(x[1], y[1]))
        return pairs


def parse(text):
    for number, line in enumerate(text.strip().splitlines()):
        match = LINE.match(line)
        if match is None:
            print >>sys.stderr, 'line %d skipped: %r' % (number + 1, line[:12])
            continue
        yield match.groupdict()


def main():
    hosts, hours, paths = Counter(), Counter(), Counter()
    errors = []
    total = 0L
    for entry in parse(LOG):
        hosts.add(entry['host'])
        hours.add(int(entry['hour'], 10))
        paths.add(unquote(urlparse(entry['target'])[2]))
        if entry['size'] <> '-':
            total += long(entry['size'])
        if int(entry['status']) / 100 >= 4:
            errors.append(entry)

    print 'bytes sent:', '%d' % total
    for title, counter in (('host', hosts), ('hour', hours), ('path', paths)):
        print
        print title.upper()
        for count, key in counter.ranking():
            print '%5d  %s' % (count, key), '#' * count
    print
    print 'errors:', len(errors)
    for entry in errors:
        print ' ', entry['status'], entry['verb'], entry['target'], 'by', entry['user']


if __name__ == '__main__':
    main()
