"""Derive `data/borders.json` from the interpreters: `python -m migrator.stdlib.border_generate`.

Each sample runs under 2.7 once, and under Python 3 with each of its native strings as text and as
bytes. A choice of colours is *right* where Python 3 gives what 2.7 gave (or, where no choice does,
where it raises nothing). So an argument must be what it is in all right choices; it is `same`
where it goes with another or with the result, `any` where nothing depends on it; *soft* where the
wrong colour raises nothing.
"""

from __future__ import annotations

import ast
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from migrator import stdlib
from migrator.stdlib import moves
from migrator.stdlib.border_reviewed import REVIEWED
from migrator.stdlib.border_samples import SAMPLES
from migrator.stdlib.generate import DATA, as_text, find_interpreter

PROBE = Path(__file__).with_name("border_probe.py")
TARGET = (3, 12)
_LINE = re.compile(
    r"(?:(?P<name>[\w.]+): |(?P<value>[\w.]+) = )?(?:(?P<setup>.*); )?"
    r"(?P<call>.*?)(?: -> (?P<look>.*))?"
)
_DOTTED = re.compile(r"\b[a-zA-Z_]\w*(?:\.\w+)+")
_REVIEWED = re.compile(r"([\w.]+)(?:\((.*?)\))?(?: (->|=) (.*))?")
_OPENING = {ast.List: "[%s]", ast.Tuple: "(%s)"}


@dataclass(frozen=True)
class Sample:
    """A line of `SAMPLES`, taken apart. `takes` are shapes in which `%` is a native string."""

    name: str
    setup: tuple[str, ...]
    call: str
    look: str
    takes: dict[str, str]
    size: int
    is_value: bool
    is_whole: bool  # whether the call is all of the expression, so that its result is seen


def samples(text: str = SAMPLES) -> list[Sample]:
    return [_sample(line) for line in text.splitlines() if line]


def _sample(line: str) -> Sample:
    match = _LINE.fullmatch(line)
    assert match is not None
    tree: ast.expr = ast.parse(match["call"], mode="eval").body
    setup = tuple((match["setup"] or "").split("; ")) if match["setup"] else ()
    call = _call_of(tree, match["name"])
    name = match["name"] or match["value"] or ast.unparse(call.func)
    takes = {} if match["value"] else _places(call, name)
    size = sum(one.count("%") for one in takes.values())
    used = sum(isinstance(n, ast.Call) and _is_hole(n) for n in ast.walk(tree))
    if size != used:
        raise ValueError(f"{line}: {used} native strings, of which {size} are arguments")
    is_value = bool(match["value"])
    look = match["look"] or ""
    is_whole = is_value or call is tree
    return Sample(name, setup, match["call"], look, takes, size, is_value, is_whole)


def _call_of(tree: ast.expr, name: str | None) -> ast.Call:
    """The call that a sample is about: the outermost of its name, or the outermost of all."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and not _is_hole(node)]
    last = (name or "").rpartition(".")[2]
    named = [c for c in calls if ast.unparse(c.func).rpartition(".")[2] == last]
    holding = [c for c in calls if _places(c, name or "")]
    return (named or holding or calls or [ast.Call(tree, [], [])])[0]


def _is_hole(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "N"


def _places(call: ast.Call, name: str) -> dict[str, str]:
    """The arguments with native strings in them, in the order in which they are evaluated."""
    places: list[tuple[str, ast.expr]] = []
    if isinstance(call.func, ast.Attribute) and name.startswith("str."):
        places.append(("self", call.func.value))
    places += [(str(at), one) for at, one in enumerate(call.args)]
    places += [(one.arg or "**", one.value) for one in call.keywords]
    found = {place: _skeleton(one) for place, one in places}
    return {place: text for place, text in found.items() if "%" in text}


def _skeleton(node: ast.expr) -> str:
    if isinstance(node, ast.Call) and _is_hole(node):
        return "%"
    if isinstance(node, ast.Dict) and node.keys and node.keys[0] is not None:
        return "{" + _skeleton(node.keys[0]) + ":" + _skeleton(node.values[0]) + "}"
    if isinstance(node, (ast.List, ast.Tuple)):
        return _OPENING[type(node)] % ",".join(map(_skeleton, node.elts))
    return "."


def heirs(found: Iterable[Sample]) -> dict[str, str]:
    """What the dotted names in the samples are called today; under "*" all that there are."""
    table: dict = {"*": []}
    roots = {"tmp", "o", "it", *stdlib.builtins(stdlib.PYTHON_2)}
    for sample in found:
        for part in (*sample.setup, sample.call, sample.look):
            for dotted in _DOTTED.findall(re.sub(r"'[^']*'", "''", part)):
                if dotted.partition(".")[0] in roots:
                    continue
                table["*"].append(dotted)
                for end in range(1, dotted.count(".") + 2):
                    name = ".".join(dotted.split(".")[:end])
                    move = moves.symbol_move(name, TARGET) or moves.module_move(name, TARGET)
                    if move is not None and name not in table:
                        table[name] = move.new
    return table


def ask(python: str, found: list[Sample]) -> list[dict]:
    """What each sample does under an interpreter (see `border_probe.py`)."""
    given = {
        "samples": [[s.setup, s.call, s.look] for s in found],
        "sizes": [s.size for s in found],
        "heirs": heirs(found),
    }
    done = subprocess.run(
        [python, "-E", "-s", "-B", "-W", "ignore", str(PROBE)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(f"{python} did not run the samples: {done.stderr.strip()[-800:]}")
    return json.loads(done.stdout)


def border(sample: Sample, old: dict, new: dict) -> dict | None:
    """The entry of one sample; None where it runs under neither 2.7 nor Python 3."""
    ran = {choice: seen for choice, seen in new.items() if seen is not None}
    want = next(iter(old.values()), None)
    same = {c: seen for c, seen in ran.items() if want is not None and seen[1] == want[1]}
    right = same or ran
    if not right:
        return None
    spans = [{c[at] for c in right} for at in range(sample.size)]
    shapes = {c: seen[0] for c, seen in right.items()}
    leaves = {c: re.findall(r"bytes|text", text) for c, text in shapes.items()}
    free = [at for at, span in enumerate(spans) if len(span) == 2]
    tied = {
        at
        for one, other in itertools.combinations(free, 2)
        if all(c[one] == c[other] for c in right)
        for at in (one, other)
    }
    skeleton = max(shapes.values(), key=len)
    width = len(leaves[next(c for c, text in shapes.items() if text == skeleton)])
    colours = []
    for at in range(width):
        seen = {c: one[at] for c, one in leaves.items() if len(one) == width}
        if len(set(seen.values())) == 1:
            colours.append(next(iter(seen.values())))
            continue
        follows = [i for i in free if all(c[i] == seen[c][0] for c in seen)]
        colours.append("same" if follows else "any")
        tied.update(follows)
    filled = iter(colours)
    gives = re.sub(r"bytes|text", lambda match: next(filled), skeleton)
    words = ["same" if at in tied else "any" if at in free else "" for at in range(sample.size)]
    for at, span in enumerate(spans):
        words[at] = words[at] or ("text" if "t" in span else "bytes")
    soft = {
        at for at in range(sample.size) if words[at] in ("text", "bytes") and _runs(at, spans, ran)
    }
    return _entry(sample, words, gives, soft)


def _runs(at: int, spans: list[set[str]], ran: dict) -> bool:
    """Whether the other colour at a place raises nothing, the other strings being right."""
    (own,) = spans[at]
    return any(
        c[at] != own and all(c[i] in span for i, span in enumerate(spans) if i != at) for c in ran
    )


def _filled(skeleton: str, words: list[str]) -> str:
    parts = iter(words)
    return re.sub("%", lambda match: next(parts), skeleton)


def _entry(sample: Sample, words: list[str], gives: str, soft: set[int]) -> dict:
    entry: dict = {}
    at = 0
    takes, softly = {}, []
    for place, skeleton in sample.takes.items():
        holes = range(at, at + skeleton.count("%"))
        takes[place] = _filled(skeleton, words[at : at + len(holes)])
        if soft.intersection(holes):
            softly.append(place)
        at += len(holes)
    if takes:
        entry["takes"] = takes
    if gives != "." and sample.is_whole:
        entry["gives"] = gives
    if softly:
        entry["soft"] = softly
    if sample.is_value:
        entry["value"] = True
    return entry


def derive(found: list[Sample], old: list[dict], new: list[dict]) -> dict[str, dict]:
    """The content of the data file; samples of one name add up."""
    classes = _classes(found, new)
    table: dict[str, dict] = {}
    for sample, before, after in zip(found, old, new, strict=True):
        entry = border(sample, before, after)
        if entry is None:
            print(f"{sample.name}: fails in all colours: {sample.call}", file=sys.stderr)
            continue
        types = {seen[2] for seen in after.values() if seen}
        if (
            sample.is_whole
            and entry.get("gives", ".") == "."
            and len(types) == 1
            and types <= classes.keys()
        ):
            entry["gives"] = "@" + classes[types.pop()]
        known = table.setdefault(sample.name, {})
        for part in ("takes", "gives", "soft", "value"):
            if part == "takes" and part in entry:
                known[part] = {**known.get(part, {}), **entry[part]}
            elif part in entry:
                known.setdefault(part, entry[part])
    for name, entry in reviewed().items():
        known = table.get(name, {})
        takes = {**known.get("takes", {}), **entry.get("takes", {})}
        table[name] = {**known, **entry, **({"takes": takes} if takes else {})}
        if "gives" not in entry:
            table[name].pop("gives", None)
    for name in list(table):
        table.setdefault(_today(name), table[name])
    return dict(sorted(table.items()))


def _today(name: str) -> str:
    """What a name of 2.7 is called now, as a migrated program has it."""
    move = moves.symbol_move(name, TARGET)
    if move is not None:
        return move.new.removeprefix("builtins.")
    owner, _, last = name.rpartition(".")
    return f"{_today(owner)}.{last}" if owner else name


def reviewed(text: str = REVIEWED) -> dict[str, dict]:
    """The entries written by hand."""
    table: dict[str, dict] = {}
    for line in filter(None, text.splitlines()):
        match = _REVIEWED.fullmatch(line)
        if match is None:
            raise ValueError(f"not `name(place: shape; ...) -> shape`: {line}")
        name, given, sign, gives = match.groups()
        takes = dict(part.split(": ") for part in (given or "").split("; ") if part)
        gives, _, others = (gives or "").partition(" | ")
        given = dict(part.split(": ") for part in others.split("; ") if part)
        parts = {"takes": takes, "gives": gives, "given": given, "value": sign == "="}
        table[name] = {key: part for key, part in parts.items() if part}
    return table


def _classes(found: list[Sample], new: list[dict]) -> dict[str, str]:
    """The names that 2.7 makes objects by, which have methods here, by the class of the object."""
    owners = {sample.name.rpartition(".")[0] for sample in found}
    classes: dict[str, str] = {}
    for sample, after in zip(found, new, strict=True):
        for seen in after.values():
            if sample.is_whole and sample.name in owners and seen and seen[2] and seen[0] == ".":
                classes.setdefault(seen[2], sample.name)
    return classes


def main() -> int:
    found = samples()
    pythons = [find_interpreter(version) for version in ("2.7", f"{TARGET[0]}.{TARGET[1]}")]
    if None in pythons:
        print("needs Python 2.7 and 3.12; data left as it was", file=sys.stderr)
        return 2
    old, new = (ask(python, found) for python in pythons if python)
    path = DATA / "borders.json"
    path.write_text(as_text(derive(found, old, new)), encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
