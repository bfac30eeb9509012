"""Standard error, as far as it is the program's own.

What the interpreter writes there (tracebacks, warnings) has other words in every version.
A traceback counts as the class of its exception, as Python 3 calls it, and with the
message where the program itself raised it; a warning that a program gives counts by class
and message, and one that only an interpreter gives, not at all.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Collection, Iterable, Iterator

# Exceptions that have another name in Python 3: it has no StandardError (PEP 352), one
# OSError with subclasses for what had many names (PEP 3151), and a few finer names.
RENAMED = {
    "StandardError": "Exception",
    "ModuleNotFoundError": "ImportError",
    "RecursionError": "RuntimeError",
    "socket.error": "OSError",
    "select.error": "OSError",
    **{
        name: "OSError"
        for name, kind in vars(builtins).items()
        if isinstance(kind, type) and issubclass(kind, OSError)
    },
}
# Warnings that tell of the language and not of the program.
INTERPRETERS = frozenset(
    """BytesWarning DeprecationWarning EncodingWarning FutureWarning ImportWarning
    PendingDeprecationWarning ResourceWarning SyntaxWarning UnicodeWarning""".split()
)

# What does not count, by the name that makes it count.
LEFT_OUT = {
    "tracebacks": "files, lines and code in tracebacks, and words of the interpreter",
    "warnings": "warnings that only an interpreter gives, and where others were given",
}

TRACEBACK = "Traceback (most recent call last):"
CHAINED = (
    "The above exception was the direct cause of the following exception:",
    "During handling of the above exception, another exception occurred:",
)
UNCAUGHT = re.compile(r"^([A-Za-z_][\w.]*)(?:: (.*)|:?)$")
FRAME = re.compile(r'^\s+File "(.*)", line (\d+)(?:, in .*)?$')
WARNING = re.compile(r"^\S*?:\d+: (\w*Warning): (.*)$")
IGNORED2 = re.compile(r"^Exception (?:exceptions\.)?(\w+): .* in .* ignored$")
IGNORED3 = re.compile(r"^Exception ignored (?:in|on|while)\b.*$")
THREAD = re.compile(r"^(Exception in thread \S+)(?: \(.*\))?:$")


class Traceback:
    """One that is being read, line by line; `name` and `message` are those of its exception."""

    def __init__(self) -> None:
        self.name = ""
        self.message = ""
        self.file = ""
        self.line = 0
        self.code = ""

    def takes(self, line: str) -> bool:
        """Whether the line belongs to it. The line of the exception is the last that does."""
        if self.name:
            return False
        frame = FRAME.match(line)
        if frame:
            self.file, self.line, self.code = frame[1], int(frame[2]), ""
        elif line.startswith(" "):
            self.code = self.code or line.strip()
        else:
            end = UNCAUGHT.match(line)
            if not end:
                return False
            name = end[1].removeprefix("__main__.").removeprefix("exceptions.")
            self.name = RENAMED.get(name, name)
            self.message = end[2] or ""
        return True

    @staticmethod
    def is_programs(file: str) -> bool:
        """Whether a file that a traceback names is the program's own, not a library's."""
        return "/work/" in file or not file.startswith(("/", "<"))

    @property
    def raised_by_program(self) -> bool:
        """Whether a raise statement of the program did it: then the message is its own, too.

        Python 2 shows the last line of a statement of several, so this may miss one there.
        """
        return self.code.startswith("raise ") and self.is_programs(self.file)

    def told(self, version: int) -> str:
        """What counts of it. For Python 2 the message does in any case: see `normalisers`."""
        said = self.message if version == 2 or self.raised_by_program else ""
        return f"{TRACEBACK} {self.name}" + (f": {said}" if said else "")


def own_words(lines: Iterable[str], version: int, off: Collection[str] = ()) -> Iterator[str]:
    """The lines of standard error of Python `version` without what is only the interpreter's.

    What is named in `off`, of `LEFT_OUT`, stays as it is.
    """
    if "tracebacks" not in off:
        lines = _exceptions_told(_without_causes(_tracebacks_told(lines, version)))
    if "warnings" not in off:
        lines = _without_warnings(lines)
    yield from lines


def left_out(lines: Iterable[str]) -> set[str]:
    """Which of `LEFT_OUT` there is something of in the lines of standard error."""
    signs = {"tracebacks": (re.compile(re.escape(TRACEBACK)), IGNORED2), "warnings": (WARNING,)}
    return {
        name
        for line in lines
        for name, patterns in signs.items()
        if any(pattern.match(line) for pattern in patterns)
    }


def _without_warnings(lines: Iterable[str]) -> Iterator[str]:
    """The lines with warnings as class and message, and without those of interpreters alone."""
    after_warning = False
    for line in lines:
        if after_warning and line.startswith("  "):
            after_warning = False
            continue
        warning = WARNING.match(line)
        after_warning = bool(warning)
        if not warning:
            yield line
        elif warning[1] not in INTERPRETERS:
            yield f"{warning[1]}: {warning[2]}"


def _exceptions_told(lines: Iterable[str]) -> Iterator[str]:
    """The lines with exceptions that were ignored, or that ended a thread, in one form."""
    ignored = False
    for line in lines:
        ignored2 = IGNORED2.match(line)
        if ignored2:
            line = f"Exception ignored: {RENAMED.get(ignored2[1], ignored2[1])}"
        elif ignored and line.startswith(TRACEBACK):
            line = f"Exception ignored: {line.removeprefix(TRACEBACK).split(':')[0].strip()}"
        ignored = bool(IGNORED3.match(line))
        if not ignored:
            thread = THREAD.match(line)
            yield f"{thread[1]}:" if thread else line


def _tracebacks_told(lines: Iterable[str], version: int) -> Iterator[str]:
    """The lines, with one for each traceback."""
    traceback: Traceback | None = None
    for line in lines:
        if traceback and traceback.takes(line):
            continue
        if traceback:
            yield traceback.told(version)
        traceback = Traceback() if line == TRACEBACK else None
        if not traceback:
            yield line
    if traceback:
        yield traceback.told(version)


def _without_causes(lines: Iterable[str]) -> Iterator[str]:
    """The lines without tracebacks of exceptions that led to another, which Python 2 does not tell."""
    waiting: list[str] = []
    after_cause = False
    for line in lines:
        if waiting and line in CHAINED:
            waiting, after_cause = [], True
        elif waiting and not line:
            waiting.append(line)
        elif after_cause and not line:
            after_cause = False
        else:
            yield from waiting
            waiting = [line] if line.startswith(TRACEBACK) else []
            if not waiting:
                yield line
    yield from waiting


def last_traceback(text: str) -> Traceback | None:
    """The last one in what a program wrote, the one it died of if it did."""
    found = None
    _, separator, rest = text.rpartition(TRACEBACK + "\n")
    if separator:
        found = Traceback()
        for line in rest.splitlines():
            if not found.takes(line):
                break
    return found if found and found.name else None


def frames(text: str) -> list[tuple[str, int]]:
    """The file and line of each frame in the last traceback of a text."""
    report = text.rpartition(TRACEBACK + "\n")[2]
    found = map(FRAME.match, report.splitlines())
    return [(frame[1], int(frame[2])) for frame in found if frame]
