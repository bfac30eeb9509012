"""Sleeping takes no time; a controlled clock goes on by what was slept."""

import sys
import time

_pause = time.sleep


def sleep(seconds):
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    clock = sys.modules.get("migrator_time")
    if clock:
        clock.advance(seconds)
    _pause(0)


time.sleep = sleep
