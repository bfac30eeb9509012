"""A file's bytes to what becomes of them."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

import libcst as cst

from migrator.checks import check_compiles, line_before
from migrator.dialect import find_dialect, own_modules
from migrator.facts import Facts
from migrator.faults import DEFECT, Fault, Suspect, leave_out
from migrator.garbage import no_collections
from migrator.imports import PRINT_FUNCTION, insertion, pin
from migrator.losses import code_of
from migrator.module import Module, Recent
from migrator.options import Options
from migrator.problems import INTERNAL, UNREADABLE
from migrator.project import Project
from migrator.python2.errors import ReadError
from migrator.python2.indentation import untabify
from migrator.python2.lexer import lex
from migrator.python2.lowering import PRINT_STATEMENT, Lowered
from migrator.python2.parsing import parse
from migrator.python2.raising import raise_tree
from migrator.python2.source import Edit, SourceFile, decode
from migrator.python2.strays import escape_strays
from migrator.reading import Reading, read, take
from migrator.refusals import refuse
from migrator.results import Change, Diagnostic, Dialect, FileResult, Level, Position
from migrator.rules import Rule, all_rules
from migrator.rules.syntax.shebang import Shebang, respell_shebang
from migrator.rules.syntax.source_encoding import SourceEncoding
from migrator.rules.syntax.tabs import Tabs
from migrator.suppressions import suppress, unused
from migrator.transform import RuleError, Transformer
from migrator.units import Sites, Unit, find_units

# What an indented unit stands under; it has no word of its own.
_WRAPPER = "if():\n"
# How often comments are put into a result before it is given up.
_MOST_ROUNDS = 5
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
    attempt = partial(_attempt, data, path, options, project, end)
    try:
        source = decode(data)
        try:
            result = attempt(source)
        except Fault as fault:
            return leave_out(source, fault, partial(attempt, without_some=True))
        said = _unused_suppressions(source, result, options, project, end)
        return replace(result, diagnostics=_once_a_line((*result.diagnostics, *said)))
    except ReadError as error:
        diagnostic = Diagnostic(UNREADABLE, error.position, error.reason)
        return FileResult(path, data, data, error=diagnostic)


def _attempt(
    data: bytes,
    path: Path,
    options: Options,
    project: Project,
    end: ExitStack,
    source: SourceFile,
    without_some: bool = False,
) -> FileResult:
    """What becomes of a file, as `source` has it.

    `without_some` says that rules were left out so that the result be right: it has to compile.

    Raises:
        ReadError: it cannot be read.
        Fault: the result would not be right.
    """
    first = _Pass(path, source, options, project, end)
    try:
        edited = first.run()
    except RuleError as error:
        raise Fault.of_rule(error) from error.__cause__
    result = first.result(data)
    left = first.module.left if first.module else []
    if edited is None and not left:
        return result
    try:
        second, edited, held = _settle(first, edited or first.source)
        after = edited.encode()
        # Where the user left rules out, the rest of the Python 2 is still there.
        if without_some or left or not second.has_syntax2:
            check_compiles(after, path)
    except UnicodeEncodeError as error:
        what = f"the result has {error.object[error.start]!r}, which {error.encoding} has not"
        wrong = Diagnostic(INTERNAL, Position(1, 1), f"{what}: make the file UTF-8")
        return replace(result, changes=(), error=wrong)
    except ReadError as error:
        if left:
            raise left[0] from None
        place = first.place_before(error.position)
        wrong = Diagnostic(INTERNAL, place, f"{error.reason}; the file is left as it was: {DEFECT}")
        refused = replace(result, changes=(), error=wrong)
        raise Fault(error.reason, place, first.suspects(place), refused) from None
    return replace(result, after=after, diagnostics=_once_a_line((*result.diagnostics, *held)))


def _settle(first: _Pass, edited: SourceFile) -> tuple[_Pass, SourceFile, list[Diagnostic]]:
    """See that a second run leaves a result alone; where it does not, comments keep it from that.

    Returns the pass that found nothing to do, the result, and what to say about the comments.

    Raises:
        ReadError: the result cannot be read, or comments do not help. `position` is in the result.
    """
    options = first.options
    if options.answers:  # they are about places of the first text
        options = replace(options, answers=(), unproven="leave")
    is_pinned = False
    said: list[Diagnostic] = []
    again: list[Suspect] = []
    for _ in range(_MOST_ROUNDS):
        second = _Pass(first.path, edited, options, first.project, first.end, first.recent())
        try:
            twice = second.run()
        except RuleError as error:
            again = [(error.code, error.position)]
        else:
            if not is_pinned and second.dialect.version == "2" and first.pin_readings(second):
                is_pinned, edited = True, first.edited()
                continue
            if twice is None or twice.original == edited.original:
                return second, edited, said
            again = [(change.code, change.position) for change in second.all_changes]
        settled = suppress(edited, again)
        if settled.original == edited.original:
            break
        message = f"a second run would change the result here, which a comment forbids: {DEFECT}"
        for code, place in again:
            said.append(Diagnostic(code, first.place_before(place), message))
        edited = settled
    code, place = min(again, key=lambda one: one[1], default=("", Position(1, 1)))
    raise ReadError(f"a second run would change the result ({code})", place)


def _unused_suppressions(
    source: SourceFile, result: FileResult, options: Options, project: Project, end: ExitStack
) -> list[Diagnostic]:
    """What to say about comments that leave rules out where these have nothing to do.

    A file that is no more surely Python 2 has been migrated: that its comments have nothing
    left to do is no news.
    """
    if result.dialect.version != "2" or "migrator:" not in source.text:
        return []
    heedless = _Pass(result.path, source, replace(options, suppressions=False), project, end)
    try:
        heedless.run()
    except RuleError:  # they keep it from failing
        return []
    found = heedless.result(result.before)
    said = [(change.code, change.position) for change in found.changes]
    said += [(diagnostic.code, diagnostic.position) for diagnostic in found.diagnostics]
    said += [(decision.kind, decision.position) for decision in found.decisions]
    return unused(source, said, options)


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

    When the file is done, at `end`, what was found out about it is let go.
    """

    def __init__(
        self,
        path: Path,
        source: SourceFile,
        options: Options,
        project: Project,
        end: ExitStack,
        before: Recent | None = None,
    ) -> None:
        self.path = path
        self.end = end
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
        reading = self._read()
        tokens, lowered, tree = reading.tokens, reading.lowered, reading.tree
        facts = reading.facts()
        words = set(tokens.texts)
        is_own = own_modules(self.project, self.path, lowered, facts)
        found = find_dialect(self.source, lowered, tree, facts, words, is_own)
        self.dialect = found
        if self.options.dialect != "auto":
            self.dialect = replace(found, version=self.options.dialect)
        if self.dialect.version == "3":
            self.changes.clear()
            return None
        is_read_as_2 = self.dialect.version == "2"
        if is_read_as_2 != reading.is_2 and lowered.print_calls:
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
        self.end.callback(module.forget)
        if self.before is None:
            refuse(module)
        leaves = {leaf.kind for leaf in lowered.leaves.values()}
        rules = [
            rule(module)
            for rule in _in_order(tuple(all_rules()))
            if (not (rule.words or rule.leaves) or rule.words & words or rule.leaves & leaves)
            and (self.before is None or self.before.concerns(rule))
            and self.options.selects(rule.code)
        ]
        facts.scopes.assume_imports(name for rule in rules for name in rule.assumed_imports())
        self.edits = _apply(module, rules)
        self.edits += insertion(module)
        if self.options.selects(Shebang.code):
            self.edits += self._shebang()
        return self.edited() if self.edits or self.changes else None

    def _read(self) -> Reading:
        """The file as it is read, with what Python 3 cannot read respelled."""
        reading = take(str(self.path.absolute()), self.source)
        tokens = reading.tokens if reading else lex(self.source.text)
        for rule, respell in ((SourceEncoding, escape_strays), (Tabs, untabify)):
            edits = respell(tokens)
            if edits:
                places = [self.source.position(start) for start, _, _ in edits]
                if not self.options.selects(rule.code):
                    reason = f"Python 3 does not read this: it takes {rule.code} ({rule.name})"
                    raise ReadError(f"{reason}, which is not among the rules selected", places[0])
                self.changes += [Change(rule.code, place, rule.name) for place in places]
                self.source = self.source.splice(edits)
                reading, tokens = None, lex(self.source.text)
        return reading or read(self.source, tokens)

    def _shebang(self) -> list[Edit]:
        edit = respell_shebang(self.source.text, is_2=self.dialect.version == "2")
        if edit is None:
            return []
        self.changes.append(Change(Shebang.code, Position(1, 1), Shebang.name))
        return [edit]

    def recent(self) -> Recent:
        """What this pass changed."""
        assert self.module is not None
        before = [self.source.text[start:end] for start, end, _ in self.edits]
        text = "\n".join(before + [new for _, _, new in self.edits])
        codes = {change.code for change in self.module.changes}
        return Recent(text, codes, is_all=not self.options.gate)

    def pin_readings(self, second: _Pass) -> bool:
        """Put in the imports that keep a second run from reading the result as Python 2.

        They are needed where rules were left out or lines are ignored, so that the result
        still is Python 2; whether there are any. `second` has read it: where print statements
        are left, print cannot become a function.
        """
        assert self.module is not None and second.module is not None
        pins = self.module.imports.pins
        if any(syntax.what == PRINT_STATEMENT for syntax in second.module.lowered.syntax2):
            pins.pop(PRINT_FUNCTION, None)
        edits = pin(self.module)
        self.edits = edits + self.edits
        return bool(edits)

    def edited(self) -> SourceFile:
        return self._declare_encoding(self.source.splice(self.edits))

    @property
    def all_changes(self) -> list[Change]:
        return self.changes + (self.module.changes if self.module else [])

    @property
    def has_syntax2(self) -> bool:
        """Whether what was read has syntax of Python 2."""
        return self.module is not None and bool(self.module.lowered.syntax2)

    def suspects(self, place: Position) -> list[Suspect]:
        """The rules that changed the statement around a place, the nearest change first."""
        assert self.module is not None
        statements = self.module.facts.walk.of(ast.stmt)
        around = [node for node in statements if node.lineno <= place.line <= node.end_lineno]
        if not around:
            return []
        inner = min(around, key=lambda node: node.end_lineno - node.lineno)
        changed = dict.fromkeys((change.code, change.position) for change in self.module.changes)
        near = [one for one in changed if inner.lineno <= one[1].line <= inner.end_lineno]
        return sorted(near, key=lambda suspect: abs(suspect[1].line - place.line))

    def place_before(self, place: Position) -> Position:
        """The place in the file from which one in the result comes."""
        return replace(place, line=line_before(self.source, self.edits, place.line))

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


@lru_cache
def _in_order(rules: Sequence[type[Rule]]) -> list[type[Rule]]:
    """The rules as they are called."""
    return sorted(rules, key=lambda rule: (not rule.early, rule.code))


def _once_a_line(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics in order; what is said of several places on a line is said of the first."""
    kept: dict[tuple[int, str, str], Diagnostic] = {}
    for item in sorted(diagnostics, key=lambda item: (item.position, item.code)):
        kept.setdefault((item.position.line, item.code, item.message), item)
    return tuple(kept.values())


def _sites(module: Module, rule: Rule) -> Iterable[int]:
    """Where a rule may act."""
    sites = rule.sites()
    if sites is not None:
        return sites
    lowered = module.lowered
    words = [start for word in rule.words for start in module.words.get(word, ())]
    leaves = [offset for offset, leaf in lowered.leaves.items() if leaf.kind in rule.leaves]
    return [*map(lowered.carrier_offset, words), *leaves]


def _apply(module: Module, rules: Sequence[Rule]) -> list[Edit]:
    """The edits of the user's text that the rules make."""
    if not rules:
        return []
    sites = None
    if module.options.gate:
        sites = Sites((rule, offset) for rule in rules for offset in _sites(module, rule))
    transformer = Transformer(module)
    changed: list[tuple[Unit, str]] = []
    for unit in find_units(module.tree, module.offsets, sites):
        transformer.ask(rules if sites is None else sites.rules(unit.start, unit.end))
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
    text = lowered.text[unit.start : unit.end] + unit.body
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
            users = wrapper + lowered.source[first:last] + unit.body
            return code_of(new, raised.tree, users)[len(wrapper) :].removesuffix(unit.body)
    except RecursionError:
        reason = "nested too deeply to be rewritten: break the expression that starts here"
        module.leave(unit.start, f"{reason} into parts")
    except cst.ParserSyntaxError as error:
        reason = f"LibCST cannot parse what starts here: {error.message}"
        module.leave(unit.start, f"{reason}; write it in a plainer way")
    return None
