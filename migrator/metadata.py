"""Files in which a project says what Python it is for: setup.cfg, pyproject.toml and tox.ini.

They are edited line by line, so that what need not change keeps its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from migrator.options import Options
from migrator.packaging import OBSOLETE, classifiers, environments, required
from migrator.results import Change, Diagnostic, Dialect, Evidence, FileResult, Position
from migrator.rules import rule_names

_SECTION = re.compile(r"\[([^\[\]]+)\]")
_OPTION = re.compile(r"""(["']?)([\w.-]+)\1\s*[=:]""")
_STRING = re.compile(r""""([^"\\\n]*)"|'([^'\n]*)'""")
_LISTS = ("classifiers", "classifier")
_REQUIRED = ("python_requires", "requires_python")
_ENVIRONMENTS = ("envlist", "env_list")


@dataclass
class _Option:
    """A key of a section with its value, which starts at `start` and ends at `end` of the text.

    `top` is where the line of the key starts.
    """

    section: str
    key: str
    top: int
    start: int
    end: int


@dataclass
class _Editor:
    text: str
    options: Options
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def put(self, code: str, start: int, end: int, new: str | None) -> None:
        """Have `new` stand between two offsets; None is for what is right as it is."""
        if new is None or new == self.text[start:end] or not self.options.selects(code):
            return
        self.edits.append((start, end, new))
        self.changes.append(Change(code, self._position(start), rule_names()[code]))

    def tell(self, code: str, offset: int, message: str) -> None:
        """Tell of what a person has to change."""
        if self.options.selects(code):
            self.diagnostics.append(Diagnostic(code, self._position(offset), message))

    def _position(self, offset: int) -> Position:
        start = self.text.rfind("\n", 0, offset) + 1
        return Position(self.text.count("\n", 0, offset) + 1, offset - start + 1)

    def edited(self) -> str:
        text = self.text
        for start, end, new in sorted(self.edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text


def migrate(data: bytes, path: Path, options: Options) -> FileResult:
    """What becomes of such a file; one that is no UTF-8 stays as it is."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return FileResult(path, data, data)
    editor = _Editor(text, options)
    is_toml = path.suffix == ".toml"
    for option in _options(text, is_toml):
        (_toml if is_toml else _ini)(editor, option)
    said = tuple(Evidence("2", change.message, change.position) for change in editor.changes)
    return FileResult(
        path,
        data,
        editor.edited().encode(),
        dialect=Dialect("2", said) if said else Dialect("both"),
        changes=tuple(editor.changes),
        diagnostics=tuple(editor.diagnostics),
    )


def _options(text: str, is_toml: bool) -> Iterator[_Option]:
    """The options in their order; a value goes on as TOML's brackets or an indent say."""
    section = ""
    found: _Option | None = None
    at = depth = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        goes_on = depth > 0 if is_toml else line[:1] in (" ", "\t") or not line.strip()
        if goes_on and found:
            if line.strip():
                found.end = end
        else:
            if found:
                yield found
                found = None
            if heading := _SECTION.match(line):
                section = heading[1].strip()
            elif option := _OPTION.match(line):
                found = _Option(section, option[2], at, at + option.end(), end)
        if is_toml and found:
            bare = _STRING.sub("", line).partition("#")[0]
            depth = max(depth + bare.count("[") - bare.count("]"), 0) if "=" in bare or depth else 0
        at = end
    if found:
        yield found


def _ini(editor: _Editor, option: _Option) -> None:
    key = option.key.lower().replace("-", "_")
    value = editor.text[option.start : option.end]
    start = option.start + len(value) - len(value.lstrip())
    end = option.start + len(value.rstrip())
    target = editor.options.target
    if option.section == "metadata" and key in _LISTS:
        _listed(editor, option)
    elif option.section in ("metadata", "options") and key in _REQUIRED:
        editor.put("PKG020", start, end, required(editor.text[start:end], target))
    elif key in OBSOLETE:
        editor.put("PKG030", option.top, option.end, "")
    elif option.section in ("bdist_wheel", "wheel") and key == "universal":
        editor.put("PKG050", option.top, option.end, "")
    elif option.section in ("tox", "tox:tox") and key in _ENVIRONMENTS:
        if "#" not in value:
            editor.put("PKG040", start, end, environments(editor.text[start:end], target))
        elif environments(value, target) is not None:
            editor.tell("PKG040", start, "take the environments of Python 2 out of the list")


def _listed(editor: _Editor, option: _Option) -> None:
    """Classifiers, each on a line."""
    spans = []
    at = option.start
    for line in editor.text[option.start : option.end].splitlines(keepends=True):
        spans.append((at, line))
        at += len(line)
    made = classifiers([line.strip() for _, line in spans])
    for (start, line), new in zip(spans, made or (), strict=bool(made)):
        if new is None:
            is_first = start == option.start
            editor.put("PKG010", start, start + len(line), "\n" if is_first else "")
        elif new != line.strip():
            editor.put("PKG010", start, start + len(line), line.replace(line.strip(), new))


def _toml(editor: _Editor, option: _Option) -> None:
    target = editor.options.target
    strings = list(_STRING.finditer(editor.text, option.start, option.end))
    values = [match[1] or match[2] or "" for match in strings]
    if option.key == "classifiers":
        _strings(editor, option, "PKG010", classifiers(values))
    elif option.section == "tool.tox" and option.key in _ENVIRONMENTS:
        kept = [None if environments(one, target) else one for one in values]
        _strings(editor, option, "PKG040", kept)
    elif option.key == "requires-python" or (
        option.section == "tool.poetry.dependencies" and option.key == "python"
    ):
        for match, value in zip(strings[:1], values[:1], strict=True):
            new = required(value, target)
            editor.put("PKG020", match.start() + 1, match.end() - 1, new)
            if new is None and re.search(r"(?<![\d.])2\.\d", value):
                editor.tell("PKG020", match.start(), "say which Python 3 is required")


def _strings(editor: _Editor, option: _Option, code: str, made: list[str | None] | None) -> None:
    """Have the strings of an array become others, or go with their comma, or with their line."""
    text = editor.text
    matches = list(_STRING.finditer(text, option.start, option.end))
    for match, new in zip(matches, made or (), strict=bool(made)):
        if new is not None:
            editor.put(code, match.start() + 1, match.end() - 1, new)
            continue
        start, end = match.span()
        after = re.compile(r"[ \t]*,?[ \t]*").match(text, end)
        assert after is not None
        line = text.rfind("\n", 0, start) + 1
        is_alone = not text[line:start].strip() and text.startswith("\n", after.end())
        if is_alone:
            editor.put(code, line, after.end() + 1, "")
        elif "," in after[0]:
            editor.put(code, start, after.end(), "")
        else:
            before = len(text[:start].rstrip(", \t"))
            editor.put(code, before, end, "")
