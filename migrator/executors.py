"""Executors of others: any of `concurrent.futures`' kind, and a dask.distributed cluster.

    --executor dask                       a cluster of this machine's processors
    --executor dask=tcp://10.0.0.1:8786   a scheduler that runs already
    --executor package.module:factory     what `factory()` returns

Their workers must see the same files under the same paths as this process.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager


class ExecutorError(Exception):
    """There is no such executor; the message says why."""


@contextmanager
def executor(name: str) -> Iterator[Executor]:
    """The executor that is called so, shut down at the end.

    Raises ExecutorError.
    """
    if name == "dask" or name.startswith("dask="):
        with _dask(name.partition("=")[2]) as made:
            yield made
        return
    with _made(name) as made:
        yield made


def _made(name: str) -> Executor:
    module, colon, factory = name.partition(":")
    if not colon:
        raise ExecutorError(f"{name!r} is neither dask nor like package.module:factory")
    try:
        made = getattr(importlib.import_module(module), factory)()
    except (ImportError, AttributeError) as error:
        raise ExecutorError(f"{name}: {error}") from error
    if not isinstance(made, Executor):
        raise ExecutorError(f"{name}: gives {made!r}, which is no concurrent.futures.Executor")
    return made


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError:
        raise ExecutorError("dask is not installed: pip install 'migrator[dask]'") from None
    try:
        client = Client(address or None, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ExecutorError(f"no dask scheduler answers at {address}: {error}") from error
    with client, client.get_executor(pure=False) as made:
        yield made
