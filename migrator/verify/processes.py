"""A program's processes: all of them, how many they may be, and the end of them all.

A program leads a session of its own, and it and its children carry a mark in their
environment, so that a child that leaves the session to live on as a daemon is found too.
Where there is no /proc only the process group is.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Collection
from contextlib import suppress

MARK = "MIGRATOR_RUN"
# How often a program is looked at, in seconds.
PERIOD = 0.2
# Seconds that a program which must be stopped has to end by itself. One that only stands for
# another, in a container or on another machine, passes the request on.
GRACE = 1.0
# Processes that start others while they are killed are killed in so many rounds at most.
ROUNDS = 50

_PROC = "/proc"
HAS_PROC = os.path.exists(f"{_PROC}/self/environ")


def await_end(process: subprocess.Popen[bytes], seconds: float, exceeded: Callable[[], str]) -> str:
    """Wait for the program to end; "" if it did, else why it must be stopped.

    That is "time" after `seconds`, or what `exceeded`, which is asked now and then, says.
    """
    until = time.monotonic() + seconds
    while True:
        left = until - time.monotonic()
        if _has_ended(process, max(0.0, min(left, PERIOD))):
            return ""
        if left <= 0:
            return "time"
        reason = exceeded()
        if reason:
            return reason


def end_all(process: subprocess.Popen[bytes], mark: str, others: Collection[str] = ()) -> bool:
    """Kill the program and every process that it started; whether there were any left.

    `others` are processes that are none of them.
    """
    survivors = process.poll() is None
    if survivors:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    return sweep(mark, others) or survivors


def sweep(mark: str, others: Collection[str] = ()) -> bool:
    """Kill all processes whose mark begins with `mark`; whether there were any."""
    found = False
    for _ in range(ROUNDS):
        members = marked(mark, others)
        if not members:
            break
        found = True
        for pid in members:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.002)
    return found


def marked(mark: str, others: Collection[str] = ()) -> list[int]:
    """The living processes whose mark begins with `mark`; `others` are not looked at."""
    wanted = f"\0{MARK}={mark}".encode()
    found = []
    for name in living():
        if name not in others:
            with suppress(OSError), open(f"{_PROC}/{name}/environ", "rb") as file:
                if wanted in b"\0" + file.read():
                    found.append(int(name))
    return found


def living() -> set[str]:
    """The numbers of all processes, as names; none where there is no /proc."""
    return {name for name in os.listdir(_PROC) if name.isdecimal()} if HAS_PROC else set()


def _has_ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    if process.poll() is not None:
        return True
    with suppress(AttributeError, OSError):  # a system without such descriptors
        descriptor = os.pidfd_open(process.pid)
        try:
            select.select([descriptor], [], [], seconds)
        finally:
            os.close(descriptor)
        return process.poll() is not None
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    return process.poll() is not None
