"""SYN010: the print statement."""

from __future__ import annotations

from typing import Any

import libcst as cst

from migrator.python2 import nodes
from migrator.rules import Rule
from migrator.rules.syntax import building


class PrintStatement(Rule):
    """Turn the print statement into a call of print().

    `print >>f, a` becomes `print(a, file=f)`, and a tuple in parentheses keeps its own:
    `print (a, b)` prints a tuple in Python 2.
    """

    code = "SYN010"
    name = "print-statement"
    words = frozenset({"print"})
    examples = (("print 'a'\n", "print('a')\n"),)
    leave_alone = ("print('a')\n",)

    def leave_Print(self, original_node: nodes.Print, updated_node: nodes.Print) -> cst.Expr:
        self.module.imports.pin_reading("from __future__ import print_function")
        node = updated_node
        after = node.whitespace_after_print
        if node.redirect is None and len(node.values) == 1 and not node.keeps_line_open:
            only = node.values[0].value
            if only.lpar and not isinstance(only, cst.Tuple):
                return _expression(node, _as_written(only, after))
        arguments = _arguments(node)
        if node.keeps_line_open:
            arguments.append(building.argument(building.string(" "), "end"))
        if node.redirect is not None:
            arguments.append(building.argument(node.redirect.dest, "file"))
            after = node.redirect.whitespace_before if not node.values else after
        return _expression(
            node, building.call(cst.Name("print"), building.parted(arguments), after)
        )


def _expression(node: nodes.Print, call: cst.Call) -> cst.Expr:
    return cst.Expr(call, semicolon=node.semicolon)


def _as_written(value: Any, after: Any) -> cst.Call:
    """`print (a)`: a call byte for byte."""
    inner = building.without_parentheses(value)
    left, right = value.lpar[0], value.rpar[-1]
    return cst.Call(
        cst.Name("print"),
        [cst.Arg(inner, whitespace_after_arg=right.whitespace_before)],
        whitespace_after_func=after,
        whitespace_before_args=left.whitespace_after,
    )


def _arguments(node: nodes.Print) -> list[cst.Arg]:
    return [building.argument(element.value, comma=element.comma) for element in node.values]
