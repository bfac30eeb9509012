"""Which choices of the migration a difference hangs on.

A rule can be left out, and an ambiguous place be read otherwise. Each of these ways is tried
alone; where none makes the results agree, those that bring them nearer are put together,
round by round. Of a set that makes them agree, no part does so by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from migrator.decisions import Answer
from migrator.options import Options
from migrator.results import Level
from migrator.rules import all_rules
from migrator.verify.prepare import CannotRun, Program, Settings, Target, prepare
from migrator.verify.runs import Run, run

# Without these a program is no Python 3, or no program that works: no use in trying.
NEEDED = ("SYN", "FIX", "IMP")
# The reading that keeps the old meaning in any case: no use in trying that either.
GUARD = "guard"
# So many rules and decisions are tried, and in so many rounds, at most.
MOST_RULES = 12
MOST_DECISIONS = 12
ROUNDS = 4
SURENESS = (Level.OPEN, Level.ASSUMED, Level.GUARDED, Level.PROVEN)


@dataclass(frozen=True)
class Way:
    """One thing that the migration could do otherwise: leave out the rule `ignored`, or follow
    `answer`. Only one of the ways of a `place` can be gone; `name` tells it in words.
    """

    name: str
    place: str
    ignored: str = ""
    answer: Answer | None = None


Ways = frozenset[Way]


@dataclass(eq=False)
class Search:
    """The way to the culprits; `distances` tells how far from agreement each set of ways is.

    That of no ways at all is known from the start.
    """

    ways: Sequence[Way]
    distances: dict[Ways, float]
    rounds: int = 0
    base: Ways | None = field(default=None, init=False)

    def attempts(self) -> list[Ways]:
        """The sets of ways to try next; none when there is no more to find out."""
        agreeing = self._agreeing()
        if agreeing:
            return self._new(agreeing[0] - {way} for way in agreeing[0])
        nearest = min(self.distances, key=lambda ways: self.distances[ways])
        if nearest == self.base or self.rounds == ROUNDS:
            return []
        before = self.base or frozenset()
        better = [w for w in self.ways if self._distance(before | {w}) < self._distance(before)]
        self.base = nearest
        self.rounds += 1
        return self._new((_joined(better), *(_joined([*nearest, way]) for way in self.ways)))

    @property
    def found(self) -> list[str]:
        """What makes the results agree, in words."""
        return [f"{', and '.join(_names(ways))} the results agree" for ways in self._agreeing()]

    def _agreeing(self) -> list[Ways]:
        """The smallest sets of ways that make the results agree."""
        agreeing = [ways for ways, distance in self.distances.items() if not distance]
        return [ways for ways in agreeing if len(ways) == min(map(len, agreeing))]

    def _new(self, wanted: Iterable[Ways]) -> list[Ways]:
        return [ways for ways in dict.fromkeys(wanted) if ways and ways not in self.distances]

    def _distance(self, ways: Ways) -> float:
        return self.distances.get(ways, float("inf"))


def _joined(ways: Iterable[Way]) -> Ways:
    """A set of ways, with the first one of each place."""
    by_place: dict[str, Way] = {}
    for way in ways:
        by_place.setdefault(way.place, way)
    return frozenset(by_place.values())


def _names(ways: Ways) -> list[str]:
    return sorted(way.name for way in ways)


def other_ways(program: Program) -> list[Way]:
    """What the migration of a program could have done otherwise, likely culprits first."""
    return [*_other_decisions(program), *_without_rules(program)]


def _without_rules(program: Program) -> Iterator[Way]:
    places: dict[str, list[str]] = {}
    for name, result in program.results.items():
        for change in result.changes:
            if not change.code.startswith(NEEDED):
                places.setdefault(change.code, []).append(f"{name}:{change.position.line}")
    for code, lines in list(places.items())[:MOST_RULES]:
        where = ", ".join(dict.fromkeys(lines))
        yield Way(f"without rule {code} ({where})", code, ignored=code)


def _other_decisions(program: Program) -> Iterator[Way]:
    """Ambiguous places read the other way; those that are least sure first."""
    known = {rule.code: rule.alternatives for rule in all_rules()}
    flips = [
        (SURENESS.index(decision.level), name, decision, alternative)
        for name, result in program.results.items()
        for decision in result.decisions
        for alternative in known.get(decision.kind, ())
        if alternative not in (decision.alternative, GUARD)
    ]
    flips.sort(key=lambda flip: flip[0])
    for _, name, decision, alternative in flips[:MOST_DECISIONS]:
        path = str(program.results[name].path.resolve())
        answer = Answer(path, decision.position, decision.kind, alternative)
        place = f"{decision.kind} at {name}:{decision.position}"
        was = f"`{decision.alternative}` ({decision.level.value})"
        yield Way(f"{place} is decided {was}: with `{alternative}`", place, answer=answer)


def runs_of_other(target: Target, settings: Settings, ways: Ways, times: int) -> list[Run]:
    """Runs of a program that is migrated in these ways; none if it cannot be."""
    options = _options(settings.options, ways)
    try:
        after = prepare(target, replace(settings, options=options)).after
    except CannotRun:
        return []
    return [run(replace(after, seed=seed)) for seed in range(times)]


def _options(options: Options, ways: Ways) -> Options:
    answers = tuple(way.answer for way in ways if way.answer)
    ignored = tuple(way.ignored for way in ways if way.ignored)
    return replace(
        options, answers=(*answers, *options.answers), ignore=(*options.ignore, *ignored)
    )
