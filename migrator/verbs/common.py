"""What the verbs share: exit codes, and the kinds of values that options take."""

from __future__ import annotations

import argparse
from enum import IntEnum


class Exit(IntEnum):
    """What a run ends with."""

    OK = 0
    CHANGES = 1
    USAGE = 2
    INTERNAL = 123


def add_jobs(verb: argparse.ArgumentParser) -> None:
    """The option `--jobs`."""
    verb.add_argument(
        "--jobs", type=lambda text: whole(text, "processes"), metavar="N", help="worker processes"
    )


def whole(text: str, what: str) -> int:
    """A number of `what`, at least 1; for argparse."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of {what}")
    return int(text)


def seconds(text: str) -> float:
    """A time of more than nothing and less than for ever; for argparse."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return value
