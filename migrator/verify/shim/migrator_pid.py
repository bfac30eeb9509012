"""The first process has the same number in each run; those that it forks keep their own."""

import os

_getpid = os.getpid
_first = _getpid()


def getpid():
    pid = _getpid()
    return 1000 if pid == _first else pid


os.getpid = getpid
os.getppid = lambda: 999
