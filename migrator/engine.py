"""A file's bytes to what becomes of them."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

import libcst as cst

from migrator.dialect import find_dialect, is_surely_2
from migrator.facts import Facts
from migrator.garbage import no_collections
from migrator.imports import insertion, pin
from migrator.module import Module, Recent
from migrator.options import Options
from migrator.problems import INTERNAL, UNREADABLE
from migrator.project import Project
from migrator.python2.errors import ReadError
from migrator.python2.indentation import untabify
from migrator.python2.lexer import lex
from migrator.python2.lowering import Lowered, lower
from migrator.python2.parsing import parse
from migrator.python2.raising import raise_tree
from migrator.python2.source import Edit, SourceFile, decode
from migrator.python2.strays import escape_strays
from migrator.refusals import refuse
from migrator.results import Change, Diagnostic, Dialect, FileResult, Level, Position
from migrator.rules import Rule, all_rules
from migrator.rules.syntax.shebang import Shebang, respell_shebang
from migrator.rules.syntax.source_encoding import SourceEncoding
from migrator.rules.syntax.tabs import Tabs
from migrator.transform import Transformer
from migrator.units import Sites, Unit, find_units

# What an indented unit stands under; it has no word of its own.
_WRAPPER = "if():\n"
_PASS = re.compile(r"^[ \t]*pass[ \t]*\n?", re.MULTILINE)


def migrate(
    data: bytes, *, path: Path, options: Options, project: Project | None = None
) -> FileResult:
    """Migrate one file.

    `path` says where the file is: messages name it, and imports are looked up beside it.
    A file that cannot be read, or whose result would not be right, comes back as it was,
    with `error` set; nothing is raised for what is in the file.
    """
    with no_collections(), ExitStack() as end:
        return _migrate(data, path, options, project or Project.of([path]), end)


def _migrate(
    data: bytes, path: Path, options: Options, project: Project, end: ExitStack
) -> FileResult:
    try:
        first = _Pass(path, decode(data), options, project)
        end.callback(first.close)
        edited = first.run()
    except ReadError as error:
        return FileResult(
            path, data, data, error=Diagnostic(UNREADABLE, error.position, error.reason)
        )
    result = first.result(data)
    if edited is None:
        return result
    try:
        if options.answers:  # they are about places of the first text
            options = replace(options, answers=(), unproven="leave")
        second = _Pass(path, edited, options, project, first.recent())
        end.callback(second.close)
        twice = second.run()
        if second.dialect.version == "2" and first.pin_readings():
            edited = first.edited()
            second = _Pass(path, edited, options, project, first.recent())
            end.callback(second.close)
            twice = second.run()
        after = edited.encode()
        _check(edited, twice, second, after)
    except (ReadError, UnicodeEncodeError) as error:
        return replace(result, changes=(), error=_wrong_result(first, error))
    return replace(result, after=after)


def _wrong_result(first: _Pass, error: ReadError | UnicodeEncodeError) -> Diagnostic:
    """Why a result is not written, with the line of the file that is at the root of it."""
    if isinstance(error, UnicodeEncodeError):
        character = error.object[error.start]
        reason = (
            f"the result has {character!r}, which {error.encoding} has not: make the file UTF-8"
        )
        return Diagnostic(INTERNAL, Position(1, 1), reason)
    place = replace(error.position, line=first.line_before(error.position.line))
    return Diagnostic(INTERNAL, place, error.reason)


@contextmanager
def _deep_stack() -> Iterator[None]:
    """Room for the nesting of real programs: LibCST writes a node in three calls."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 5_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class _Pass:
    """One run of the rules over a file.

    One that comes after another, to see whether anything is left to do, is told what was changed
    in `before`. It asks the rules again that changed something, and those of which a word stands
    in what was changed, before or after: no other can find what it has not found before.
    """

    def __init__(
        self,
        path: Path,
        source: SourceFile,
        options: Options,
        project: Project,
        before: Recent | None = None,
    ) -> None:
        self.path = path
        self.before = before
        self.options = options
        self.project = project
        self.changes: list[Change] = []
        self.diagnostics: list[Diagnostic] = []
        self.source = source
        self.module: Module | None = None
        self.edits: list[Edit] = []
        self.dialect = Dialect("both")

    def run(self) -> SourceFile | None:
        """The file as it becomes, or None where nothing changes."""
        tokens = lex(self.source.text)
        for rule, respell in ((SourceEncoding, escape_strays), (Tabs, untabify)):
            edits = respell(tokens)
            if edits:
                places = [self.source.position(start) for start, _, _ in edits]
                if not self.options.selects(rule.code):
                    reason = f"Python 3 does not read this: it takes {rule.code} ({rule.name})"
                    raise ReadError(f"{reason}, which is not among the rules selected", places[0])
                self.changes += [Change(rule.code, place, rule.name) for place in places]
                self.source = self.source.splice(edits)
                tokens = lex(self.source.text)
        lowered = lower(tokens)
        is_2 = is_surely_2(lowered)
        tree = parse(lowered, self.source, is_2)
        facts = Facts(tree)
        words = set(tokens.texts)
        found = find_dialect(self.source, lowered, tree, facts, words)
        self.dialect = found
        if self.options.dialect != "auto":
            self.dialect = replace(found, version=self.options.dialect)
        if self.dialect.version == "3":
            self.changes.clear()
            return None
        is_read_as_2 = self.dialect.version == "2"
        if is_read_as_2 != is_2 and lowered.print_calls:
            tree = parse(lowered, self.source, is_read_as_2)
            facts = Facts(tree)
        module = Module(
            self.path,
            self.source,
            tokens,
            lowered,
            tree,
            self.dialect,
            facts,
            self.options,
            self.project,
            self.before,
        )
        self.module = module
        if self.before is None:
            refuse(module)
        leaves = {leaf.kind for leaf in lowered.leaves.values()}
        rules = [
            rule(module)
            for rule in sorted(all_rules(), key=lambda rule: (not rule.early, rule.code))
            if self.options.selects(rule.code)
            and (not (rule.words or rule.leaves) or rule.words & words or rule.leaves & leaves)
            and (self.before is None or self.before.concerns(rule))
        ]
        facts.scopes.assumed_imports = frozenset(
            name for rule in rules for name in rule.assumed_imports()
        )
        self.edits = _apply(module, rules)
        self.edits += insertion(module)
        if self.options.selects(Shebang.code):
            self.edits += self._shebang()
        return self.edited() if self.edits or self.changes else None

    def close(self) -> None:
        """Let go of what was found out: nothing can be asked then."""
        if self.module is not None:
            self.module.forget()

    def _shebang(self) -> list[Edit]:
        edit = respell_shebang(self.source.text, is_2=self.dialect.version == "2")
        if edit is None:
            return []
        self.changes.append(Change(Shebang.code, Position(1, 1), Shebang.name))
        return [edit]

    def recent(self) -> Recent | None:
        """What this pass changed; None where the next one is to look at everything."""
        assert self.module is not None
        if not self.options.gate:
            return None
        before = [self.source.text[start:end] for start, end, _ in self.edits]
        text = "\n".join(before + [new for _, _, new in self.edits])
        return Recent(text, {change.code for change in self.module.changes})

    def pin_readings(self) -> bool:
        """Put in the imports that keep a second run from reading the result as Python 2.

        They are needed where rules were left out or lines are ignored, so that the result
        still is Python 2; whether there are any.
        """
        assert self.module is not None
        pins = pin(self.module)
        self.edits = pins + self.edits
        return bool(pins)

    def edited(self) -> SourceFile:
        return self._declare_encoding(self.source.splice(self.edits))

    def line_before(self, line: int) -> int:
        """The line of the file from which a line of the result comes."""
        added = 0
        for start, end, text in sorted(self.edits):
            first = self.source.position(start).line + added
            old, new = self.source.text.count("\n", start, end), text.count("\n")
            if line < first:
                break
            if line < first + new:
                return min(line - first, max(old - 1, 0)) + first - added
            added += new - old
        return line - added

    def _declare_encoding(self, edited: SourceFile) -> SourceFile:
        """Python 3 reads a file that names no encoding as UTF-8 (PEP 3120)."""
        if not edited.guessed or edited.encoding == "utf-8":
            return edited
        if not self.options.selects(SourceEncoding.code):
            return edited
        self.changes.append(Change(SourceEncoding.code, Position(1, 1), SourceEncoding.name))
        first, _, _ = edited.text.partition("\n")
        at = len(first) + 1 if first.startswith("#!") else 0
        return edited.splice([(at, at, f"# -*- coding: {edited.encoding} -*-\n")])

    def result(self, data: bytes) -> FileResult:
        module = self.module
        diagnostics = list(self.diagnostics)
        if self.source.guessed:
            what = f"bytes that are not ASCII and no coding line; read as {self.source.encoding}"
            diagnostics.append(Diagnostic(SourceEncoding.code, Position(1, 1), what, Level.ASSUMED))
        if module is not None:
            self.changes += module.changes
            diagnostics += module.diagnostics
            diagnostics += module.answers.problems()
        return FileResult(
            path=self.path,
            before=data,
            after=data,
            encoding=self.source.encoding,
            dialect=self.dialect,
            changes=tuple(sorted(self.changes, key=lambda item: (item.position, item.code))),
            decisions=tuple(
                sorted(module.decisions, key=lambda item: (item.position, item.kind))
                if module
                else ()
            ),
            diagnostics=_once_a_line(diagnostics),
        )


def _once_a_line(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics in order; what is said of several places on a line is said of the first."""
    kept: dict[tuple[int, str, str], Diagnostic] = {}
    for item in sorted(diagnostics, key=lambda item: (item.position, item.code)):
        kept.setdefault((item.position.line, item.code, item.message), item)
    return tuple(kept.values())


def _sites(module: Module, rules: Sequence[Rule]) -> Sites:
    """Where the rules may act."""
    found: dict[str, set[int]] = {"statement": set(), "definition": set()}
    for rule in rules:
        wanted = found[rule.unit]
        sites = rule.sites()
        if sites is not None:
            wanted.update(sites)
            continue
        for word in rule.words:
            wanted.update(map(module.lowered.carrier_offset, module.words.get(word, ())))
        for offset, leaf in module.lowered.leaves.items():
            if leaf.kind in rule.leaves:
                wanted.add(offset)
    return Sites(sorted(found["statement"]), sorted(found["definition"]))


def _apply(module: Module, rules: Sequence[Rule]) -> list[Edit]:
    """The edits of the user's text that the rules make."""
    if not rules:
        return []
    sites = _sites(module, rules) if module.options.gate else None
    transformer = Transformer(module, rules)
    changed: list[tuple[Unit, str]] = []
    for unit in find_units(module.tree, module.offsets, sites):
        new = _transform(module, transformer, unit)
        if new is not None:
            changed.append((unit, new))
    return _edits(module.lowered, changed)


def _edits(lowered: Lowered, changed: Iterable[tuple[Unit, str]]) -> list[Edit]:
    """The edits for units that changed.

    One that was emptied needs no `pass` where its block holds something else, and takes the
    blank lines before it along where there are some after it.
    """
    edits: list[Edit] = []
    left = {unit.block: unit.units_in_block for unit, _ in changed if unit.indented}
    for unit, new in changed:
        start = unit.start
        code = [line for line in map(str.strip, new.split("\n")) if line and line[0] != "#"]
        if code in ([], ["pass"]):
            if left.get(unit.block) != 1:
                new = _PASS.sub("", new) if new.strip() else ""
            if not new and (unit.is_last or lowered.text.startswith("\n", unit.end)):
                code_end = len(lowered.text[:start].rstrip(" \t\f\n"))
                start = lowered.text.find("\n", code_end, start) + 1 or start
            if unit.indented:
                left[unit.block] -= 1
        edits.append((lowered.original_offset(start), lowered.original_offset(unit.end), new))
    return edits


def _transform(module: Module, transformer: Transformer, unit: Unit) -> str | None:
    """The unit's text as Python, or None where it stays as it is."""
    lowered = module.lowered
    text = lowered.text[unit.start : unit.end]
    wrapper = _WRAPPER if unit.indented else ""
    if lowered.text is lowered.source:
        tokens, base = module.tokens.between(unit.start, unit.end), 0
    else:
        tokens, base = lex(text), unit.start
    try:
        with _deep_stack():
            parsed = cst.parse_module(wrapper + text)
            calls = module.statement_calls
            raised = raise_tree(parsed, tokens, base, lowered.leaves, calls)
            module.enter_unit(raised.anchors, unit.start, unit.end)
            new = transformer.visit(raised.tree)
            if new is raised.tree:
                return None
            first, last = map(lowered.original_offset, (unit.start, unit.end))
            users = wrapper + lowered.source[first:last]
            return _with_losses(users, raised.tree.code, new.code)[len(wrapper) :]
    except RecursionError:
        place = module.position_at(unit.start)
        reason = (
            "nested too deeply to be rewritten: break the expression that starts here into parts"
        )
        raise ReadError(reason, place) from None
    except cst.ParserSyntaxError as error:
        place = module.position_at(unit.start)
        reason = f"LibCST cannot parse what starts here: {error.message}; write it in a plainer way"
        raise ReadError(reason, place) from None


def _with_losses(text: str, read: str, written: str) -> str:
    """What was written, with what LibCST lost in the lines that are as they were read.

    LibCST 1.9 loses form feeds in indentation, and the newline after a last comment that ends
    in a backslash.
    """
    if read == text:
        return written
    if text.endswith("\n") and not read.endswith("\n"):
        read, written = read + "\n", written + "\n"
    kept, old, new = (part.split("\n") for part in (text, read, written))
    lines: list[str] = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, False).get_opcodes():
        lines += kept[first:last] if kind == "equal" else new[start:end]
    return "\n".join(lines)


def _check(edited: SourceFile, twice: SourceFile | None, second: _Pass, after: bytes) -> None:
    """That a second run leaves the result alone, and that it compiles.

    Raises:
        ReadError: it is not so. `position` is that in the result.
    """
    if twice is not None and twice.original != edited.original:
        changes = second.changes + (second.module.changes if second.module else [])
        change = min(changes, key=lambda item: item.position)
        reason = (
            f"a second run would change the result ({change.code}); the file is left as it was:"
            f" leave that rule out by --ignore {change.code}, and report it as a defect of migrator"
        )
        raise ReadError(reason, change.position)
    if second.module is not None and second.module.lowered.syntax2:
        return  # rules were left out: the rest of the Python 2 is still there
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(after, str(second.path), "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        column = getattr(error, "offset", None) or 1
        message = getattr(error, "msg", None) or str(error)
        reason = (
            f"the result would not compile: {message}; the file is left as it was: rewrite this"
        )
        raise ReadError(f"{reason} by hand first", Position(line, column)) from None
