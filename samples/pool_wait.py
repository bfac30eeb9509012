#!/usr/bin/env python
"""The simplest process pool: five jobs, two workers, wait for all of them."""
import os
import time
from concurrent.futures import ProcessPoolExecutor


def greet(name):
    print 'name', name, 'in worker', os.getpid()
    time.sleep(0.02)


if __name__ == '__main__':
    start = time.time()
    executor = ProcessPoolExecutor(2)
    for i in xrange(5):
        executor.submit(greet, 'guest%d' % i)
    executor.shutdown(wait=True)

    print 'main'
    print 'took', time.time() - start
