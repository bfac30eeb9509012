"""What a run says on stderr while it goes on, and at its end."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from migrator.report.progress import Progress
from migrator.report.style import wants_colour
from migrator.report.text import Tally, became, place, reviews
from migrator.results import FileResult


class Console:
    """Tells a person how each file fares.

    `done` is what happens to a file that changes ("fixed"), `names` are the rules' names.
    With `quiet` only errors are told, with `verbose` also what was left as it is.
    `listed` is for runs whose places are already printed as results; `progress` is the line
    that gives way to what is told.
    """

    def __init__(
        self,
        done: str,
        names: Mapping[str, str],
        *,
        quiet: bool,
        verbose: bool,
        listed: bool,
        progress: Progress,
    ) -> None:
        self.tally = Tally()
        self._done = done
        self._names = names
        self._quiet = quiet
        self._verbose = verbose
        self._listed = listed
        self._colour = wants_colour(sys.stderr)
        self._reviews: list[str] = []
        self._progress = progress

    def add(self, result: FileResult) -> None:
        """Count a result and tell what is to be told at once."""
        self.tally.add(result)
        if result.error:
            self._say(place(result, result.error, colour=self._colour))
        elif not self._quiet:
            if self._verbose or (result.changed and not self._listed):
                self._say(became(result, self._done))
            if not self._listed:
                self._reviews += [
                    place(result, item, colour=self._colour) for item in reviews(result)
                ]

    def end(self) -> None:
        """Tell what is left for a person, and the summary."""
        if not self._quiet:
            for line in self._reviews:
                self._say(line)
            self._say(self.tally.summary(self._done, self._names))

    def _say(self, text: str) -> None:
        self._progress.clear()
        print(text, file=sys.stderr)
