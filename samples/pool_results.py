#!/usr/bin/env python
"""Submit first, read every result after the pool has shut down."""
import os
import time
from concurrent.futures import ProcessPoolExecutor


def factorial(n):
    product = 1L
    for factor in xrange(2, n + 1):
        product *= factor
    return product


def work(name, n):
    print '%s starts in process %s' % (name, os.getpid())
    time.sleep(0.02)
    if n == 13:
        raise ValueError, 'no luck with %d' % n
    return factorial(n)


if __name__ == '__main__':
    start = time.time()
    pool = ProcessPoolExecutor(2)
    jobs = {}
    for n in (3, 5, 8, 13, 21):
        jobs[n] = pool.submit(work, 'job %d' % n, n)
    pool.shutdown(wait=True)

    print 'main', os.getpid()
    total = 0L
    for n in sorted(jobs.keys()):
        try:
            result = jobs[n].result()
        except ValueError, error:
            print '%2d failed: %s' % (n, error)
        else:
            total += result
            print '%2d! = %d' % (n, result)
    print 'all done:', not [job for job in jobs.itervalues() if not job.done()]
    print 'sum: %d' % total

    stop = time.time()
    print stop - start
