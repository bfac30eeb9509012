"""SYN020: the exec statement."""

from __future__ import annotations

from typing import Any

import libcst as cst

from migrator.python2 import nodes
from migrator.rules import Rule
from migrator.rules.syntax import building


class ExecStatement(Rule):
    """Turn the exec statement into a call of exec().

    `exec code in globals, locals` becomes `exec(code, globals, locals)`, and so does the tuple
    that Python 2 takes for these three.
    """

    code = "SYN020"
    name = "exec-statement"
    words = frozenset({"exec"})
    examples = (
        ("exec 'x = 1'\nprint(x)\n", "exec('x = 1')\nprint(x)\n"),
        (
            "space = {}\nexec 'x = 1' in space\nprint(space['x'])\n",
            "space = {}\nexec('x = 1', space)\nprint(space['x'])\n",
        ),
        (
            "exec 'x = y' in {'y': 2}, globals()\nprint(x)\n",
            "exec('x = y', {'y': 2}, globals())\nprint(x)\n",
        ),
    )
    leave_alone = (
        "exec('x = 1')\nprint(x)\n",
        "exec ('x = y', {'y': 2}, globals())\nprint(x)\n",
        "class Shell(object):\n    def run(self, executor):\n        executor('exec')\n",
    )

    def leave_Exec(self, original_node: nodes.Exec, updated_node: nodes.Exec) -> cst.Expr:
        node = updated_node
        after = node.whitespace_after_exec
        if node.globals is None and node.body.lpar:
            return cst.Expr(_as_written(node.body, after), semicolon=node.semicolon)
        parts = [part for part in (node.body, node.globals, node.locals) if part is not None]
        commas = (None, node.comma, None)
        arguments = building.arguments(zip(parts, commas, strict=False))
        call = building.call(cst.Name("exec"), arguments, after)
        return cst.Expr(call, semicolon=node.semicolon)


def _as_written(value: Any, after: Any) -> cst.Call:
    """`exec (code)` and `exec (code, globals)`, which are calls as they stand."""
    left, right = value.lpar[0], value.rpar[-1]
    if isinstance(value, cst.Tuple) and len(value.lpar) == 1:
        arguments = [building.argument(item.value, comma=item.comma) for item in value.elements]
    else:
        arguments = [cst.Arg(building.without_parentheses(value))]
    if arguments:
        arguments[-1] = arguments[-1].with_changes(whitespace_after_arg=right.whitespace_before)
    return cst.Call(
        cst.Name("exec"),
        arguments,
        whitespace_after_func=after,
        whitespace_before_args=left.whitespace_after,
    )
