"""What a difference may come from: places in the program, and choices that it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from migrator.decisions import Answer
from migrator.options import Options
from migrator.results import FileResult, Level, Position
from migrator.rules import all_rules
from migrator.verify.complaints import Traceback, frames
from migrator.verify.outputs import tail
from migrator.verify.prepare import CannotRun, Program, Settings, Target, prepare
from migrator.verify.runs import Request, Run, run

# Without these a program is no Python 3, or no program that works: no use in trying.
NEEDED = ("SYN", "FIX", "IMP")
# The reading that keeps the old meaning in any case: no use in trying that either.
GUARD = "guard"
# So many rules and decisions are tried, and so many places told, at most.
MOST_RULES = 12
MOST_DECISIONS = 12
MOST_PLACES = 5
SURENESS = (Level.OPEN, Level.ASSUMED, Level.GUARDED, Level.PROVEN)


def suspects(program: Program, runs: Sequence[Run]) -> list[str]:
    """Places in the original to look at: where the migrated program died, and what nobody is
    sure of.
    """
    found = []
    for name, line in _place_of_death(program, runs[0]):
        result = program.results[name]
        text = result.before.decode(result.encoding, "replace").split("\n")[line - 1].strip()
        found.append(f"{name}:{line}: the migrated program fails here: {text}")
        found += [f"{name}:{line}: {said}" for said in _said(result, line)]
    unsure = [
        f"{name}:{said}" for name, result in program.results.items() for said in _unsure(result)
    ]
    unsure = [said for said in unsure if said not in found]
    found += unsure[:MOST_PLACES]
    if len(unsure) > MOST_PLACES:
        found.append(f"and {len(unsure) - MOST_PLACES} more; `migrator check` lists them")
    return found


def other_options(program: Program, settings: Settings) -> Iterator[tuple[str, Options]]:
    """Ways to migrate otherwise that may give another answer: each with its name in words."""
    places: dict[str, list[str]] = {}
    for name, result in program.results.items():
        for change in result.changes:
            if not change.code.startswith(NEEDED):
                places.setdefault(change.code, []).append(f"{name}:{change.position.line}")
    for code, lines in list(places.items())[:MOST_RULES]:
        options = settings.options
        where = ", ".join(dict.fromkeys(lines))
        yield f"without rule {code} ({where})", replace(options, ignore=(*options.ignore, code))


def other_decisions(program: Program, settings: Settings) -> Iterator[tuple[str, Options]]:
    """Ambiguous places read the other way, one at a time; those that are least sure first."""
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
        options = replace(settings.options, answers=(*settings.options.answers, answer))
        place = f"{decision.kind} at {name}:{decision.position}"
        was = f"`{decision.alternative}` ({decision.level.value})"
        yield f"{place} is decided {was}: with `{alternative}`", options


def runs_of(request: Request, times: int) -> list[Run]:
    """Several runs, each with a hash seed of its own."""
    return [run(replace(request, seed=seed)) for seed in range(times)]


def runs_of_other(target: Target, settings: Settings, times: int) -> list[Run]:
    """Runs of a program that is migrated as `settings` say; none if it cannot be."""
    try:
        return runs_of(prepare(target, settings).after, times)
    except CannotRun:
        return []


def _place_of_death(program: Program, one: Run) -> list[tuple[str, int]]:
    """The module and line of the original where the migrated program's last exception came up."""
    if one.exit_code != 1:
        return []
    for file, line in reversed(frames(tail(one.stderr))):
        for name, result in program.results.items():
            if Traceback.is_programs(file) and (file == name or file.endswith("/" + name)):
                there = _original_line(result, line)
                return [(name, there)] if there else []
    return []


def _original_line(result: FileResult, line: int) -> int:
    """The line that a line of the migrated text was before; 0 if it is new."""
    old, new = result.before.split(b"\n"), result.after.split(b"\n")
    for _, first, last, start, end in SequenceMatcher(None, old, new, False).get_opcodes():
        if start <= line - 1 < end:
            if last - first == end - start:
                return first + line - start
            wanted = str(new[line - 1])
            alike = [SequenceMatcher(None, str(text), wanted).ratio() for text in old[first:last]]
            return first + 1 + alike.index(max(alike)) if alike else 0
    return 0


def _said(result: FileResult, line: int) -> list[str]:
    """What the rules said of a line, and which of them changed it."""
    said = [text for position, text in _judged(result) if position.line == line]
    codes = dict.fromkeys(c.code for c in result.changes if c.position.line == line)
    return said + ([f"changed by {', '.join(codes)}"] if codes else [])


def _unsure(result: FileResult) -> list[str]:
    return [f"{position.line}: {text}" for position, text in _judged(result)]


def _judged(result: FileResult) -> list[tuple[Position, str]]:
    """The decisions that are no more than likely, and all diagnostics, in order."""
    judged = [
        (one.position, f"{one.kind} decided `{one.alternative}` (assumed): {one.reason}")
        for one in result.decisions
        if one.level is Level.ASSUMED
    ]
    judged += [(one.position, f"{one.code} {one.message}") for one in result.diagnostics]
    return sorted(judged)
