"""The rules, listed and explained from their own classes."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterable

from migrator.report.style import paint
from migrator.rules import Rule


def table(rules: Iterable[type[Rule]]) -> str:
    """A line for each rule: code, name and summary."""
    rows = sorted((rule.code, rule.name, _text(rule).partition("\n")[0]) for rule in rules)
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    return "\n".join(
        f"{code:{widths[0]}}  {name:{widths[1]}}  {summary}" for code, name, summary in rows
    )


def page(rule: type[Rule], *, colour: bool = False) -> str:
    """All that a rule says: what, why and when not, examples, and what it leaves alone."""
    title = f"{rule.code} {rule.name}"
    parts = [paint(title, "bold") if colour else title, _text(rule)]
    for before, after in rule.examples:
        parts += [_heading("Before", colour), _block(before), _heading("After", colour)]
        parts.append(_block(after))
    if rule.leave_alone:
        parts.append(_heading("Left alone", colour))
        parts += [_block(code) for code in rule.leave_alone]
    return "\n\n".join(parts)


def _text(rule: type[Rule]) -> str:
    return inspect.cleandoc(rule.__doc__ or "")


def _heading(text: str, colour: bool) -> str:
    return paint(f"{text}:", "bold") if colour else f"{text}:"


def _block(code: str) -> str:
    return textwrap.indent(textwrap.dedent(code).strip("\n"), "    ")
