"""Answers that are kept with what they are about, and go with it.

A cache of its own would keep the last modules' trees alive, whatever their size, and have the
garbage collector look at them again and again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])


def remembered(function: Function) -> Function:
    """Ask a function once for the same arguments; the first has a `memory`, a dictionary."""

    @wraps(function)
    def answer(about: Any, *rest: Any) -> Any:
        key = (function, *rest)
        if key not in about.memory:
            about.memory[key] = function(about, *rest)
        return about.memory[key]

    return cast(Function, answer)
