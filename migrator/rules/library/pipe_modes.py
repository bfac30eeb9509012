"""LIB059: modes and buffers of os.popen."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.python2 import literals
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.planner import is_planned
from migrator.rules.syntax import building

_MODES = ("r", "w")
_REASON = (
    "os.popen gives text with a buffer today: write() may need a flush(), bytes may need subprocess"
)


class PipeModes(Rule):
    """os.popen(command, 'rb', 0) becomes os.popen(command, 'r').

    `os.popen` takes the modes 'r' and 'w' only, and no buffer of size 0. The place is listed: what
    is read or written is text today.
    """

    code = "LIB059"
    name = "pipe-modes"
    words = frozenset({"popen"})
    examples = (
        (
            "import os\n\npipe = os.popen('cat', 'wb', 0)\npipe.write('a\\n')\nprint pipe.close()\n"
            "print os.popen('echo b', 'rt', 0).read().upper()\n",
            "import os\n\npipe = os.popen('cat', 'w')\npipe.write('a\\n')\nprint(pipe.close())\n"
            "print(os.popen('echo b', 'r').read().upper())\n",
        ),
    )
    leave_alone = (
        "import os\n\nprint(os.popen('echo a', 'r', 1).read(), os.popen('true').close())\n",
        "class os(object):\n    popen = max\n\n\nprint(os.popen('a', 'rb', 'c'))\n",
    )

    @cached_property
    def places(self) -> dict[int, ast.Call]:
        scopes = self.module.facts.scopes
        return {
            self.module.offset_of(node): node
            for node in self.module.facts.walk.of(ast.Call)
            if scopes.imported(node.func) == "os.popen" and _is_concerned(node)
        }

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not is_planned(self.module, original_node, self.places):
            return updated_node
        command, given, *_ = updated_node.args
        literal = cst.ensure_type(given.value, cst.SimpleString)
        prefix, quote, body = literals.split(literal.value)
        mode = "w" if "w" in body else "r"
        self.module.decide(self, original_node, mode, Level.ASSUMED, _REASON)
        literal = literal.with_changes(value=prefix + quote + mode + quote)
        args = [command, given.with_changes(value=literal)]
        return updated_node.with_changes(args=building.parted(args))


def _is_concerned(call: ast.Call) -> bool:
    """Whether a call, all in plain sight, has a mode or a buffer that is refused today."""
    given = [getattr(one, "value", None) for one in call.args[1:]]
    if call.keywords or not given or not isinstance(given[0], str):
        return False
    return given[0] not in _MODES or given[1:] == [0]
