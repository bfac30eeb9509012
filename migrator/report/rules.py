"""The rules, listed and explained from their own classes."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterable
from typing import Protocol

from migrator.report.style import paint


class RulePage(Protocol):
    """What a rule says about itself."""

    code: str
    name: str
    summary: str
    examples: tuple[tuple[str, str], ...]
    leave_alone: tuple[str, ...]


def table(rules: Iterable[type[RulePage]]) -> str:
    """A line for each rule: code, name and summary."""
    rows = sorted((rule.code, rule.name, rule.summary) for rule in rules)
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    return "\n".join(
        f"{code:{widths[0]}}  {name:{widths[1]}}  {summary}" for code, name, summary in rows
    )


def page(rule: type[RulePage], *, colour: bool = False) -> str:
    """All that a rule says: what, why and when not, examples, and what it leaves alone."""
    title = f"{rule.code} {rule.name}"
    parts = [paint(title, "bold") if colour else title, inspect.getdoc(rule) or rule.summary]
    for before, after in rule.examples:
        parts += [_heading("Before", colour), _block(before), _heading("After", colour)]
        parts.append(_block(after))
    if rule.leave_alone:
        parts.append(_heading("Left alone", colour))
        parts += [_block(code) for code in rule.leave_alone]
    return "\n\n".join(parts)


def _heading(text: str, colour: bool) -> str:
    return paint(f"{text}:", "bold") if colour else f"{text}:"


def _block(code: str) -> str:
    return textwrap.indent(textwrap.dedent(code).strip("\n"), "    ")
