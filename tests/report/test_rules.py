"""The list and the pages of the rules come from their classes."""

from __future__ import annotations

from migrator.report.rules import page, table


class Short:
    """Write it short."""

    code = "AAA001"
    name = "short"
    examples = ()
    leave_alone = ()


class LongName:
    """Turn a into b.

    Because a is gone.
    """

    code = "AAA010"
    name = "long-name"
    examples = (("if a:\n    a\n", "if b:\n    b\n"),)
    leave_alone = ("\n    x = a\n    y\n", "def a(): pass")


def test_the_table_is_sorted_and_aligned():
    assert table([LongName, Short]) == (
        "AAA001  short      Write it short.\nAAA010  long-name  Turn a into b."
    )


def test_a_page():
    assert page(LongName) == (
        "AAA010 long-name\n\nTurn a into b.\n\nBecause a is gone.\n\n"
        "Before:\n\n    if a:\n        a\n\nAfter:\n\n    if b:\n        b\n\n"
        "Left alone:\n\n    x = a\n    y\n\n    def a(): pass"
    )
