#!/usr/bin/env python
"""Leave the pool without waiting: the main part is done before its workers are."""
import sys
import time
from concurrent.futures import ProcessPoolExecutor


def greet(name, pause=0.1):
    time.sleep(pause)
    print "name %s" % name
    sys.stdout.flush()
    return name


def main():
    start = time.time()
    executor = ProcessPoolExecutor(2)
    jobs = [executor.submit(greet, 'guest%d' % i) for i in range(5)]
    executor.shutdown(wait=False)

    print 'main'
    print 'submitted', len(jobs), 'jobs in', time.time() - start
    sys.stdout.flush()


if __name__ == '__main__':
    main()
