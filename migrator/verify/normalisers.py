"""Known changes of how Python 3 writes values down.

They are looked for only in lines that would differ otherwise, and only from Python 2 to
Python 3: a line of the original counts as a line of the migrated program if that line
results from it by writing some of its values in the new way, and in nothing else. Each
has a name, is told in the answer when it was made use of, and can be switched off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from migrator.verify.complaints import LEFT_OUT, RENAMED, TRACEBACK

_TYPES = {"unicode": "str", "long": "int", "instancemethod": "method", "dictproxy": "mappingproxy"}


def _type(match: re.Match[str]) -> tuple[str, ...]:
    name = match[1].removeprefix("exceptions.")
    return (f"<class '{_TYPES.get(name, RENAMED.get(name, name))}'>",)


def _exception(match: re.Match[str]) -> tuple[str, ...]:
    name = match[1] or match[2]
    return (RENAMED.get(name, name), *(n for n in RENAMED if RENAMED[n] == RENAMED.get(name)))


@dataclass(frozen=True)
class Normaliser:
    """A change of representation: `name`, `what` it is for people, and the `pattern` of the old
    form; `forms` gives the new ones, the usual one first.
    """

    name: str
    what: str
    pattern: str
    forms: Callable[[re.Match[str]], tuple[str, ...]]

    def usual(self, match: re.Match[str]) -> str:
        return self.forms(match)[0]


NORMALISERS = (
    Normaliser("long", "10L is 10", r"\b(0x[0-9a-fA-F]+|\d+)L\b", lambda m: (m[1],)),
    Normaliser("unicode", "u'x' is 'x'", r"\b[uU](?=['\"])", lambda m: ("",)),
    Normaliser("types", "<type 'int'> is <class 'int'>", r"<type '([\w.]+)'>", _type),
    Normaliser("sets", "set([1]) is {1}", r"\bset\(\[([^][]+)\]\)", lambda m: ("{" + m[1] + "}",)),
    Normaliser("sets", "set([]) is set()", r"\b((?:frozen)?set)\(\[\]\)", lambda m: (m[1] + "()",)),
    Normaliser(
        "sets",
        "frozenset([1]) is frozenset({1})",
        r"\bfrozenset\(\[([^][]+)\]\)",
        lambda m: ("frozenset({" + m[1] + "})",),
    ),
    Normaliser(
        "exceptions",
        "exceptions.IOError is OSError or one of its kinds",
        r"\bexceptions\.(\w+)|(?<![\w.])((?:socket|select)\.error|[A-Z]\w*Error)\b",
        _exception,
    ),
    Normaliser(
        "exception-reprs",
        "KeyError('x',) is KeyError('x')",
        r"\b(\w*(?:Error|Exception|Exit|Interrupt|Iteration|Warning)\([^()]+),(?=\))",
        lambda m: (m[1],),
    ),
    Normaliser(
        "messages",
        "an exception that the interpreter raises says it in other words",
        rf"(?<=^{re.escape(TRACEBACK)} )(\w[\w.]*): .*$",
        lambda m: (m[1],),
    ),
)
NAMES = (*dict.fromkeys(one.name for one in NORMALISERS), *LEFT_OUT)
# What says nothing about a program's results.
TACIT = frozenset({"messages"})


def active(off: Collection[str]) -> tuple[Normaliser, ...]:
    """Those that are not switched off."""
    return tuple(one for one in NORMALISERS if one.name not in off)


@dataclass
class Translation:
    """Which of the original's lines stand for which of the migrated program's.

    `examples` holds a line for each normaliser that was made use of.
    """

    lines: dict[str, str] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)


def translate(
    ours: Iterable[str], theirs: Iterable[str], normalisers: Collection[Normaliser]
) -> Translation:
    """Pair lines that only the original prints with lines that only the migrated prints."""
    found = Translation()
    by_key: dict[str, list[str]] = {}
    for line in theirs:
        by_key.setdefault(_canonical(line, normalisers), []).append(line)
    for line in ours:
        for candidate in by_key.get(_canonical(line, normalisers), ()):
            used = _made_use_of(line, candidate, normalisers)
            if used:
                found.lines[line] = candidate
                for name in used:
                    found.examples.setdefault(name, line)
                break
    return found


def rewrite(line: str, normalisers: Collection[Normaliser]) -> str:
    """The line with every value in the new form."""
    for one in normalisers:
        line = re.sub(one.pattern, one.usual, line)
    return line


def _canonical(line: str, normalisers: Collection[Normaliser]) -> str:
    previous = ""
    while previous != line:
        previous, line = line, rewrite(line, normalisers)
    return line


def _made_use_of(
    line: str, wanted: str, normalisers: Collection[Normaliser]
) -> frozenset[str] | None:
    """The normalisers that make `wanted` out of `line`; None if they do not.

    Goes from the left: what both lines begin with is no matter any more, so that a form
    that is the same on both sides is left alone.
    """
    reached = {(line, frozenset[str]())}
    seen = {line}
    while reached:
        text, used = reached.pop()
        if text == wanted:
            return used
        same = next(
            (i for i, (a, b) in enumerate(zip(text, wanted, strict=False)) if a != b),
            min(len(text), len(wanted)),
        )
        for one in normalisers:
            for match in re.finditer(one.pattern, text):
                if match.end() < same:
                    continue
                if match.start() > same:
                    break
                for form in one.forms(match):
                    new = text[: match.start()] + form + text[match.end() :]
                    if new not in seen:
                        seen.add(new)
                        reached.add((new, used | {one.name}))
    return None
