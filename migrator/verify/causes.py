"""What a difference may come from: places in the program, and rules that it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from migrator.options import Options
from migrator.results import FileResult, Level
from migrator.verify.compare import Comparison
from migrator.verify.complaints import last_traceback
from migrator.verify.outputs import tail
from migrator.verify.prepare import CannotRun, Program, Settings, Target, prepare
from migrator.verify.runs import Run, run

# Without these a program is no Python 3, or no program that works: no use in trying.
NEEDED = ("SYN", "FIX", "IMP")
# So many rules are tried, and so many places told, at most.
MOST_RULES = 12
MOST_PLACES = 5


def suspects(program: Program, runs: Sequence[Run], comparison: Comparison) -> list[str]:
    """Places in the original to look at: where the migrated program died, and what nobody is
    sure of.
    """
    result = program.result
    if result is None:
        return []
    found = []
    line = _line_of_death(program, result, runs)
    if line:
        text = result.before.decode(result.encoding, "replace").split("\n")[line - 1].strip()
        found.append(f"line {line} of the original: {text}")
        found += [f"  {said}" for said in _said(result, line)]
    unsure = [said for said in _unsure(result) if not any(said in other for other in found)]
    found += [f"not sure: {said}" for said in unsure[:MOST_PLACES]]
    if len(unsure) > MOST_PLACES:
        found.append(f"and {len(unsure) - MOST_PLACES} more; `migrator check` lists them")
    return found


def changed_options(program: Program, settings: Settings) -> Iterator[tuple[str, Options]]:
    """Ways to migrate otherwise that may give another answer: each with its name in words."""
    result = program.result
    if result is None:
        return
    codes = dict.fromkeys(change.code for change in result.changes)
    tried = [code for code in codes if not code.startswith(NEEDED)][:MOST_RULES]
    for code in tried:
        options = settings.options
        lines = sorted({change.position.line for change in result.changes if change.code == code})
        where = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines))}"
        yield f"without rule {code} ({where})", replace(options, ignore=(*options.ignore, code))


def other_runs(target: Target, settings: Settings, times: int) -> list[Run]:
    """Runs of a program that is migrated as `settings` say; none if it cannot be."""
    try:
        after = prepare(target, settings).after
    except CannotRun:
        return []
    return [run(replace(after, seed=seed)) for seed in range(times)]


def _line_of_death(program: Program, result: FileResult, runs: Sequence[Run]) -> int:
    """The line of the original's main file where the migrated program's last exception came up."""
    last = 0
    for one in runs[:1]:
        text = tail(one.stderr)
        if one.exit_code == 1 and last_traceback(text):
            report = text.rpartition("Traceback (most recent call last):\n")[2]
            for line in report.splitlines():
                head, _, rest = line.partition(", line ")
                if head.strip().rstrip('"').endswith(program.after.name) and rest:
                    last = int(rest.partition(",")[0])
    return _original_line(result, last) if last else 0


def _original_line(result: FileResult, line: int) -> int:
    """The line that a line of the migrated text was before."""
    old, new = result.before.split(b"\n"), result.after.split(b"\n")
    for _, first, last, start, end in SequenceMatcher(None, old, new, False).get_opcodes():
        if start <= line - 1 < end:
            return min(first + line - start, max(last, first + 1))
    return 0


def _said(result: FileResult, line: int) -> list[str]:
    """What the rules did and said in a line."""
    said = [
        f"{decision.kind} decided `{decision.alternative}` ({decision.level.value}): {decision.reason}"
        for decision in result.decisions
        if decision.position.line == line
    ]
    said += [
        f"{one.code}: {one.message}" for one in result.diagnostics if one.position.line == line
    ]
    codes = dict.fromkeys(c.code for c in result.changes if c.position.line == line)
    return said + ([f"changed by {', '.join(codes)}"] if codes else [])


def _unsure(result: FileResult) -> list[str]:
    found = [
        (decision.position, f"{decision.kind} decided `{decision.alternative}` (assumed)")
        for decision in result.decisions
        if decision.level is Level.ASSUMED
    ]
    found += [(one.position, f"{one.code} {one.message}") for one in result.diagnostics]
    return [f"{position}: {text}" for position, text in sorted(found)]
