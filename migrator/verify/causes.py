"""What a difference may come from: places in the program, and choices that it hangs on."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from migrator.options import Options
from migrator.results import FileResult, Level, Position
from migrator.verify.complaints import Traceback, frames
from migrator.verify.outputs import tail
from migrator.verify.prepare import CannotRun, Program, Settings, Target, prepare
from migrator.verify.runs import Request, Run, run

# Without these a program is no Python 3, or no program that works: no use in trying.
NEEDED = ("SYN", "FIX", "IMP")
# So many rules and divisions are tried, and so many places told, at most.
MOST_RULES = 12
MOST_DIVISIONS = 8
MOST_PLACES = 5

Edits = list[tuple[int, int, str]]


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


def other_divisions(program: Program) -> Iterator[tuple[str, Request]]:
    """The migrated program with `//` for `/`: for each alone, and for all together."""
    found: list[tuple[str, int, Edits]] = []
    for name, result in program.results.items():
        if result.dialect.version != "3":
            for line, edit in _divisions(result):
                found.append((name, line, [edit]))
    if len(found) > 1:
        found_all: dict[str, Edits] = {}
        for name, _, edits in found:
            found_all.setdefault(name, []).extend(edits)
        request = program.after
        for name, edits in found_all.items():
            request = _edited(request, name, program.results[name], edits)
        yield "with // for / everywhere", request
    for name, line, edits in found[:MOST_DIVISIONS]:
        request = _edited(program.after, name, program.results[name], edits)
        yield f"with // for / at {name}:{line}", request


def runs_of(request: Request, times: int) -> list[Run]:
    """Several runs, each with a hash seed of its own."""
    return [run(replace(request, seed=seed)) for seed in range(times)]


def runs_of_other(target: Target, settings: Settings, times: int) -> list[Run]:
    """Runs of a program that is migrated as `settings` say; none if it cannot be."""
    try:
        return runs_of(prepare(target, settings).after, times)
    except CannotRun:
        return []


def _divisions(result: FileResult) -> Iterator[tuple[int, tuple[int, int, str]]]:
    """Each `/` in the migrated text, by the line that it has in the original, and its edit."""
    text = result.after.decode(result.encoding, "replace")
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.OP and token.string in ("/", "/="):
                at = starts[token.start[0] - 1] + token.start[1]
                yield _original_line(result, token.start[0]), (at, at + 1, "//")
    except (tokenize.TokenError, SyntaxError):
        return


def _edited(request: Request, name: str, result: FileResult, edits: Edits) -> Request:
    text = result.after.decode(result.encoding, "replace")
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return replace(request, files={**request.files, name: text.encode(result.encoding)})


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
