#!/usr/bin/env python
"""Exceptions in all the shapes they were written in, and one that nobody catches."""
import exceptions
import sys
import traceback


class AppError(exceptions.Exception):
    code = 10

    def __init__(self, text, **details):
        Exception.__init__(self, text)
        self.details = details


class NetworkError(AppError):
    code = 20


class Retry(NetworkError):
    pass


def fail(kind):
    if kind == 'value':
        return int('twelve')
    if kind == 'key':
        return {}['missing']
    if kind == 'zero':
        return 1 / 0
    if kind == 'app':
        raise AppError, 'application gave up'
    if kind == 'retry':
        raise Retry('line is busy', host='db1', port=5432)
    if kind == 'standard':
        raise StandardError('an old friend')
    if kind == 'io':
        return open('no/such/file')
    if kind == 'import':
        import no_such_module
    if kind == 'chain':
        try:
            fail('key')
        except KeyError, key:
            raise AppError, 'lookup failed: %s' % key, sys.exc_info()[2]
    print 'nothing fails for', kind


def attempt(kind):
    try:
        try:
            fail(kind)
        finally:
            print '%-9s' % kind,
    except (ValueError, KeyError), e:
        print e.__class__.__name__, len(e.args)
    except ZeroDivisionError:
        print 'division by zero, of course'
    except Retry, e:
        print 'retry', sorted(e.details.items()), e.code
    except AppError, e:
        frames = traceback.extract_tb(sys.exc_info()[2])
        print 'app:', e, 'in', frames[-1][2], e.code
    except IOError, e:
        print 'file', e.errno, e.strerror, e.filename
    except ImportError:
        print 'no such module'
    except StandardError, e:
        print 'standard:', e
    else:
        print 'fine'


def cleanup(steps):
    for step in steps:
        try:
            print 'step', step,
            if step % 2:
                continue
            print 'even',
        finally:
            print 'done'


def main():
    for kind in 'value key zero app retry standard io import chain none'.split():
        attempt(kind)
    cleanup(range(3))
    try:
        assert 1 > 2, 'numbers are in order'
    except AssertionError, e:
        print 'assertion:', e
    try:
        raise SystemExit, 3
    except SystemExit, e:
        print 'exit code', e.code
    print 'now without a net'
    raise NetworkError, 'nobody is listening'


if __name__ == '__main__':
    main()
