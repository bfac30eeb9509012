"""What the verbs share: exit codes, and the kinds of values that options take."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor


class Exit(IntEnum):
    """What a run ends with."""

    OK = 0
    CHANGES = 1
    USAGE = 2
    INTERNAL = 123


def add_workers(verb: argparse.ArgumentParser) -> None:
    """The options that say who does the work: `--jobs` and `--executor`."""
    verb.add_argument(
        "--jobs", type=lambda text: whole(text, "processes"), metavar="N", help="worker processes"
    )
    verb.add_argument(
        "--executor",
        metavar="NAME",
        help="where the work is done: dask, dask=ADDRESS or package.module:factory",
    )


@contextmanager
def executor_of(args: argparse.Namespace) -> Iterator[Executor | None]:
    """What `--executor` names, shut down at the end; None without."""
    if not args.executor:
        yield None
        return
    from migrator.executors import ExecutorError, executor

    try:
        with executor(args.executor) as made:
            yield made
    except ExecutorError as error:
        args.usage_error(f"--executor {error}")


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
