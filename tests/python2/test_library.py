"""Whole files: 2.7's library with its tests, and the small programs of the benchmark.

The trees that the real 2.7 reads and ours agree, and raising what was lowered gives the
same text, for whole modules' statements as for the pieces that the engine works on.
"""

from __future__ import annotations

import ast
from pathlib import Path

import libcst as cst

from migrator.python2.errors import ReadError
from migrator.python2.indentation import untabify
from migrator.python2.lexer import lex
from migrator.python2.lowering import lower
from migrator.python2.offsets import Offsets
from migrator.python2.parsing import parse
from migrator.python2.raising import raise_tree
from migrator.python2.source import decode
from migrator.rules import Rule
from migrator.units import Sites, find_units
from tests import corpora
from tests.python2.trees import disagreements

BLOCK = "if 1:\n"


class _Defining(Rule):
    unit = "definition"


def disagreements_in(paths: list[Path]) -> list[str]:
    return disagreements({str(path): path.read_bytes() for path in paths})


def unraised(paths: list[Path]) -> list[str]:
    """The units of files that do not come back as they were."""
    wrong = []
    for path in paths:
        try:
            source = decode(path.read_bytes())
            source = source.splice(untabify(lex(source.text)))
            lowered = lower(lex(source.text))
            module = parse(lowered, source, True)
        except ReadError:
            continue  # `test_2_7_reads_the_same` finds those that 2.7 compiles
        offsets = Offsets(lowered.text)
        members = sorted(
            offsets.start(member) for member in ast.walk(module) if isinstance(member, ast.stmt)
        )
        of_statements, of_definitions = (
            Sites((rule(None), member) for member in members) for rule in (Rule, _Defining)
        )
        for sites in None, of_statements, of_definitions:
            for unit in find_units(module, offsets, sites):
                block = BLOCK if unit.indented else ""
                text = block + lowered.text[unit.start : unit.end] + unit.body
                raised = raise_tree(
                    cst.parse_module(text),
                    lex(text),
                    unit.start - len(block),
                    lowered.leaves,
                    lowered.print_calls,
                )
                original = map(lowered.original_offset, (unit.start, unit.end))
                expected = block + source.text[slice(*original)] + unit.body
                if kept(raised.tree.code) != kept(expected):
                    wrong.append(f"{path}, line {source.position(unit.start).line}")
    return wrong


def kept(text: str) -> str:
    """A text without what LibCST loses, and `migrator.engine` puts back."""
    return text.replace("\f", "").rstrip("\n")


def test_2_7_reads_the_same():
    """A twelfth of the library by default."""
    files = corpora.sample(corpora.library2(), 12)
    assert corpora.together(disagreements_in, files) == []


def test_2_7_reads_the_same_in_small_programs():
    assert corpora.together(disagreements_in, corpora.programs2()) == []


def test_raising_what_was_lowered_gives_the_text_back():
    """A thirtieth of the library by default."""
    files = corpora.sample(corpora.library2()[3:], 30)
    assert corpora.together(unraised, files) == []
