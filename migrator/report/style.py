"""Colours for a terminal, and plain words for everything else."""

from __future__ import annotations

import os
from typing import TextIO

CODES = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "cyan": 36}


def wants_colour(stream: TextIO) -> bool:
    """Whether text for `stream` should be coloured (no-color.org, force-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def paint(text: str, colour: str) -> str:
    """`text` between the escape codes of a colour named in CODES."""
    return f"\033[{CODES[colour]}m{text}\033[0m"


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 file`, `2 files`; `plural` is for nouns that do not just take an s."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
