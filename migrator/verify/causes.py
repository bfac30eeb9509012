"""The places in the original that a difference may come from."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from migrator.results import FileResult, Level, Position
from migrator.verify.complaints import Traceback, frames
from migrator.verify.outputs import tail
from migrator.verify.prepare import Program
from migrator.verify.runs import Run

# So many places are told at most.
MOST_PLACES = 5


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
