"""Findings that are known already, so that only new ones count: a ratchet for CI."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from migrator.report.findings import Finding
from migrator.writing import write_atomically

_FORMAT = 1


class BaselineError(Exception):
    """A baseline cannot be read; the message says which and why."""


class Baseline:
    """The fingerprints of known findings; they stay when lines move."""

    def __init__(self, known: Iterable[tuple[str, str, str]] = ()) -> None:
        self._known = {mark: (path, code) for path, code, mark in known}

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Baseline:
        """The baseline that knows all of `findings`."""
        return cls((finding.path, finding.code, finding.fingerprint) for finding in findings)

    @classmethod
    def read(cls, file: Path) -> Baseline:
        """What a file holds; nothing is known where there is no file yet.

        Raises BaselineError.
        """
        try:
            data = json.loads(file.read_text("utf-8"))
            if data["version"] != _FORMAT:
                raise BaselineError(f"{file}: made by another version; write it anew")
            return cls((path, code, mark) for path, code, mark in data["findings"])
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise BaselineError(
                f"{file}: is no baseline that `migrator check` wrote ({error})"
            ) from error

    def __contains__(self, finding: Finding) -> bool:
        return finding.fingerprint in self._known

    def gone(self, findings: Iterable[Finding]) -> int:
        """How many of the known ones are not among `findings`."""
        return len(self._known.keys() - {finding.fingerprint for finding in findings})

    def write(self, file: Path) -> None:
        """Put it into a file, a finding a line, sorted, so that it can be reviewed and merged."""
        rows = sorted((path, code, mark) for mark, (path, code) in self._known.items())
        lines = ",\n".join("  " + json.dumps(row) for row in rows)
        text = f'{{"version": {_FORMAT}, "findings": [\n{lines}\n]}}\n'
        write_atomically(file, text.encode())
