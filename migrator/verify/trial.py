"""One program's runs, until its verdict is sure and its cause is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from migrator.pool import Pool
from migrator.results import Dialect
from migrator.verify import causes, culprits
from migrator.verify.compare import STOPPED, Comparison, Doubt, Verdict, compare, ending
from migrator.verify.complaints import last_traceback
from migrator.verify.outputs import forget, tail
from migrator.verify.prepare import Program, Settings
from migrator.verify.runs import Run, run

# Each side runs so often at first.
FIRST_RUNS = 3
# Whether the clock is behind a difference takes two more runs, one of them slowed down.
CLOCK_RUNS = 5
STRETCH_PATIENCE = 6
# Whether chance is takes rounds of twice as many runs, up to what a run's seconds allow;
# the last round is for orders that seem free, which needs the most evidence.
LONG = 5.0
# What a difference hangs on is looked for as long as the runs do not take longer than this.
SEEK_SECONDS = 300.0
CHANCE_RUNS = ((1.0, 24), (LONG, 12), (float("inf"), 6))
DIFFERENT_RUNS = 12


@dataclass(frozen=True)
class Outcome:
    """What verifying a program gave.

    `compared` says what was compared, `notes` why the verdict is what it is; `left` (the
    original) and `right` (the migrated program) are the lines in which they differ, from
    `line` of `stream` on, after `context`, and `causes` what that may come from. `case` is the name of the
    case; `repairs` what was put right in the original before its first run, as a diff.
    `recorded` tells that a record stood for Python 2; `runs` how often each side ran.
    """

    path: Path
    verdict: Verdict
    compared: str = ""
    notes: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    recorded: bool = False
    runs: tuple[int, int] = (0, 0)
    dialect: Dialect | None = None
    case: str = ""
    stream: str = ""
    line: int = 0
    context: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(eq=False)
class Trial:
    """A program whose runs are under way: their results by side ("before", "after") and number.

    `settings`, if given, allow to migrate it anew, to look for the cause of a difference.
    """

    program: Program
    settings: Settings | None = None
    results: dict[str, dict[int, Run]] = field(default_factory=lambda: {"before": {}, "after": {}})
    asked: int = 0
    waiting: int = 0
    failure: str = ""
    comparison: Comparison | None = None
    places: list[str] = field(default_factory=list)
    search: culprits.Search | None = None
    sought: int = 0

    def start(self, pool: Pool) -> None:
        """Ask for the first runs."""
        recorded = self.program.recorded
        if recorded is not None:
            self.results["before"] = dict(enumerate(recorded))
        self._ask(pool, FIRST_RUNS)

    def take(self, side: str, number: Any, future: Future[Any], pool: Pool) -> Outcome | None:
        """Note a result that was asked for; the outcome, when that was what it hung on."""
        self.waiting -= 1
        if self.search:
            self._take_cause(self.search, number, future)
        else:
            try:
                self.results[side][number] = future.result()
            except BrokenExecutor:
                self.failure = "a run failed: the worker that made it died"
            except OSError as error:
                self.failure = f"a run failed: {error}"
        if self.waiting:
            return None
        if self.comparison is None:
            self.comparison = self._decided(pool)
        if self.search:
            self._seek(self.search, pool)
        if self.comparison is None or self.waiting:
            return None
        return self._outcome(self.comparison)

    def _decided(self, pool: Pool) -> Comparison | None:
        """The comparison that is final; None after asking for more runs."""
        self.failure = self.failure or self._not_run()
        if self.failure:
            return Comparison(Verdict.COULD_NOT_RUN, (self.failure,))
        comparison = compare(self._runs("before"), self._runs("after"), self.program.measure)
        total = self._worth(comparison)
        if total > self.asked:
            self._ask(pool, total, stretched=comparison.doubt is Doubt.CLOCK)
            return None
        if comparison.verdict is Verdict.DIFFERENT and self.settings:
            self.places = causes.suspects(self.program, self._runs("after"))
            distances = {frozenset[culprits.Way](): comparison.distance}
            self.search = culprits.Search(culprits.other_ways(self.program), distances)
        return comparison

    def _seek(self, search: culprits.Search, pool: Pool) -> None:
        """Try what else the migration could have been, to see whether that agrees."""
        usual = FIRST_RUNS * min(one.seconds for one in self._runs("after"))
        room = int(SEEK_SECONDS / usual) - self.sought
        for ways in search.attempts()[: max(0, room)]:
            self.sought += 1
            self.waiting += 1
            asked = (self.program.target, self.settings, ways, FIRST_RUNS)
            pool.submit((self, "cause", ways), culprits.runs_of_other, *asked)

    def _take_cause(self, search: culprits.Search, ways: Any, future: Future[Any]) -> None:
        search.distances[ways] = float("inf")
        if future.exception() is None and future.result():
            found = compare(self._runs("before"), future.result(), self.program.measure)
            if found.verdict is not Verdict.COULD_NOT_RUN:
                search.distances[ways] = found.distance
            _forget(future.result())

    def _ask(self, pool: Pool, total: int, stretched: bool = False) -> None:
        """Have each side run until there are `total` runs of it, the last of them slowed down.

        Each has a hash seed of its own, the same on both sides.
        """
        sides = {"after": self.program.after}
        if self.program.recorded is None:
            sides["before"] = self.program.before
        for number in range(self.asked, total):
            for side, request in sides.items():
                request = replace(request, seed=number)
                if stretched and number == total - 1:
                    usual = self.results[side][0].seconds
                    patience = request.limits.seconds * STRETCH_PATIENCE
                    limits = replace(request.limits, seconds=patience)
                    request = replace(request, stretch=usual, limits=limits)
                self.waiting += 1
                pool.submit((self, side, number), run, request)
        self.asked = total

    def _worth(self, comparison: Comparison) -> int:
        """How many runs of each side it takes to be sure, as far as that is worth the time."""
        if comparison.doubt is Doubt.NONE:
            return 0
        if comparison.doubt is Doubt.CLOCK:
            return CLOCK_RUNS
        longest = max(one.seconds for side in self.results.values() for one in side.values())
        most = next(most for seconds, most in CHANCE_RUNS if longest <= seconds)
        if not comparison.verdict.passes:
            most = min(most, DIFFERENT_RUNS)
        elif longest > LONG:
            return 0
        return min(2 * self.asked, most)

    def _runs(self, side: str) -> Sequence[Run]:
        return [one for _, one in sorted(self.results[side].items())]

    def _not_run(self) -> str:
        """Why the original's runs are no measure for the migrated program; "" if they are."""
        program = self.program
        for one in self._runs("before"):
            if one.stopped:
                how = STOPPED[one.stopped]
                limits = program.before.limits
                allowed = {
                    "time": f"{limits.seconds:g} s",
                    "output": f"{limits.output:,} bytes",
                    "processes": f"{limits.processes} at a time",
                }[one.stopped]
                return f"the original was stopped on {program.python_before}: {how} ({allowed})"
            if program.exit_code is not None and one.exit_code != program.exit_code:
                return f"the original ended with {ending(one)}, not {program.exit_code} as expected"
            missing = _missing_module(one)
            if missing:
                return self._missing(missing)
        for one in self._runs("after"):
            missing = _missing_module(one)
            if missing and self._is_package(missing):
                return (
                    f"the migrated program needs the package {missing!r} too, which "
                    f"{program.python_after} does not find: install it there, or name a Python "
                    "that has it with --python3"
                )
        return ""

    def _missing(self, module: str) -> str:
        program = self.program
        top = module.partition(".")[0]
        folder = (program.target.original or program.path).parent
        if any((folder / name).exists() for name in (top, f"{top}.py")):
            return f"the original needs {module!r} beside it: give it with --files"
        return (
            f"the original needs {module!r}, which {program.python_before} does not find: "
            "--requirement2 fetches a package, --files copies what is missing"
        )

    def _is_package(self, module: str) -> bool:
        """Whether a module is one of those that were fetched for the original."""
        top = module.partition(".")[0]
        folders = map(Path, self.program.before.pythonpath)
        return any((folder / name).exists() for folder in folders for name in (top, f"{top}.py"))

    def _outcome(self, comparison: Comparison) -> Outcome:
        program = self.program
        runs = [one for side in ("before", "after") for one in self._runs(side)]
        _forget(runs)
        return Outcome(
            program.path,
            comparison.verdict,
            program.compared,
            (*comparison.notes, *program.notes),
            comparison.left,
            comparison.right,
            program.recorded is not None,
            (len(self.results["before"]), len(self.results["after"])),
            program.dialect,
            program.target.case.name if program.target.case else "",
            comparison.stream,
            comparison.line,
            comparison.context,
            (*(self.search.found if self.search else ()), *self.places),
            program.repairs,
            sum(one.seconds for one in runs),
        )


def _forget(runs: Sequence[Run]) -> None:
    for one in runs:
        for content in (one.stdout, one.stderr, *(content for _, content in one.files)):
            forget(content)


def _missing_module(run: Run) -> str:
    """The module that a run ended for want of, if it did."""
    traceback = last_traceback(tail(run.stderr)) if run.exit_code == 1 else None
    message = traceback.message if traceback and traceback.name == "ImportError" else ""
    _, separator, module = message.partition("No module named ")
    return module.strip("'\"") if separator else ""
