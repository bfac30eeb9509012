"""What LibCST loses of a text, put back."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import libcst as cst

# LibCST 1.9 loses form feeds in indentation, and the newline after a last comment that ends
# in a backslash.
_AT_RISK = re.compile(r"\f|\\\n*\Z")


def code_of(new: cst.Module, old: cst.Module, text: str) -> str:
    """The text of a changed tree; `old` is what it was, as it was read from `text`."""
    if not _AT_RISK.search(text):
        return new.code
    return _with_losses(text, old.code, new.code)


def _with_losses(text: str, read: str, written: str) -> str:
    """What was written, with what was lost in the lines that are as they were read."""
    if read == text:
        return written
    if text.endswith("\n") and not read.endswith("\n"):
        read, written = read + "\n", written + "\n"
    kept, old, new = (part.split("\n") for part in (text, read, written))
    lines: list[str] = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, False).get_opcodes():
        lines += kept[first:last] if kind == "equal" else new[start:end]
    return "\n".join(lines)
