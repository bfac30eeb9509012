"""When Python looks for garbage: not among many objects that all are in use."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collections() -> Iterator[None]:
    """No search for garbage meanwhile, where there was one before."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def set_aside() -> None:
    """No search for garbage looks at what is in use now, until this is called again."""
    gc.unfreeze()
    gc.freeze()
