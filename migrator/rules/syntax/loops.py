"""Loops that do what a comprehension did."""

from __future__ import annotations

from typing import Any

import libcst as cst

from migrator.rules.syntax import building


def filling(name: cst.Name, comprehension: cst.ListComp) -> list[Any]:
    """The statements that make the list of a comprehension under a name."""
    empty = cst.Assign([cst.AssignTarget(name)], cst.List([]))
    append = cst.Attribute(name, cst.Name("append"))
    call = building.call(append, [building.argument(comprehension.elt)])
    return [cst.SimpleStatementLine([empty]), loop(comprehension.for_in, cst.Expr(call))]


def loop(comprehension: cst.CompFor, statement: cst.BaseSmallStatement) -> Any:
    """The loop that does a statement for each item of a comprehension."""
    inner: cst.BaseStatement = cst.SimpleStatementLine([statement])
    if comprehension.inner_for_in is not None:
        inner = loop(comprehension.inner_for_in, statement)
    for condition in reversed(comprehension.ifs):
        inner = cst.If(condition.test, cst.IndentedBlock([inner]))
    return cst.For(comprehension.target, comprehension.iter, cst.IndentedBlock([inner]))
