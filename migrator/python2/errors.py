"""What is raised when a file cannot be read."""

from __future__ import annotations

from migrator.results import Position


class ReadError(Exception):
    """The file is no Python that we can read; `position` and `reason` say where and why."""

    def __init__(self, reason: str, position: Position) -> None:
        super().__init__(f"{position}: {reason}")
        self.reason = reason
        self.position = position
