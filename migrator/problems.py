"""The codes of what can go wrong with a file itself, as against what a rule has to say."""

from __future__ import annotations

UNREADABLE = "E001"
UNWRITABLE = "E002"
NOT_FORMATTED = "E003"
NOT_REWRITTEN = "E004"
INTERNAL = "E999"
