"""LIB063: pipes to a process that pass on at once what is written."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.planner import is_planned
from migrator.rules.syntax import building

_PARAMETERS = (
    *("args", "bufsize", "executable", "stdin", "stdout", "stderr", "preexec_fn", "close_fds"),
    *("shell", "cwd", "env", "universal_newlines"),
)
_REASON = "in Python 2 pipes have no buffer where nothing is said"
_PARTIAL = "what is written to the pipe waits for a flush(), and a read(n) of one without a buffer may be short"


class UnbufferedPipes(Rule):
    """Popen(command, stdin=PIPE) gets bufsize=0 where its stdin is written to.

    The pipes of `subprocess.Popen` had no buffer where `bufsize` is not given, and have one since
    Python 3.3: a program that writes a line to a process and waits for the answer waits for ever.
    Pipes that only `communicate` writes to stay as they are, and so do those of text. Where the
    module reads a number of bytes from such a pipe, which gives fewer of one without a buffer, the
    place is reported.
    """

    code = "LIB063"
    name = "unbuffered-pipes"
    words = frozenset({"Popen"})
    examples = (
        (
            "from subprocess import Popen, PIPE\n\ncat = Popen(['cat'], stdin=PIPE, stdout=PIPE)\n"
            "cat.stdin.write('a\\n')\nprint cat.stdout.readline() == 'a\\n'\ncat.stdin.close()\n",
            "from subprocess import Popen, PIPE\n\n"
            "cat = Popen(['cat'], stdin=PIPE, stdout=PIPE, bufsize=0)\n"
            "cat.stdin.write(b'a\\n')\nprint(cat.stdout.readline() == b'a\\n')\ncat.stdin.close()\n",
        ),
        (
            "import subprocess\n\n"
            "cat = subprocess.Popen(['cat'], 1, stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
            "cat.stdin.write('a\\n')\nprint cat.stdout.readline() == 'a\\n'\ncat.stdin.close()\n",
            "import subprocess\n\n"
            "cat = subprocess.Popen(['cat'], 0, stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
            "cat.stdin.write(b'a\\n')\nprint(cat.stdout.readline() == b'a\\n')\ncat.stdin.close()\n",
        ),
    )
    leave_alone = (
        "from subprocess import PIPE, Popen\n\ncat = Popen(['cat'], stdin=PIPE, stdout=PIPE)\n"
        "print(cat.communicate(b'a') is None)\n",
        "import sys\nfrom subprocess import PIPE, Popen\n\ncat = Popen(['cat'], stdin=sys.stdin, stdout=PIPE)\n"
        "print(cat.stdin)\n",
        "from subprocess import PIPE, Popen\n\n"
        "cat = Popen(['cat'], stdin=PIPE, stdout=PIPE, bufsize=-1)\ncat.stdin.close()\nprint(cat.wait())\n",
        "from subprocess import PIPE, Popen\n\n"
        "cat = Popen(['cat'], stdin=PIPE, universal_newlines=True)\ncat.stdin.close()\nprint(cat.wait())\n",
    )

    @cached_property
    def places(self) -> dict[int, ast.Call]:
        """The calls whose pipes are to have no buffer."""
        if self.module.dialect.version != "2" or not self._writes:
            return {}
        return {
            self.module.offset_of(node): node
            for node in self.module.facts.walk.of(ast.Call)
            if self.module.facts.scopes.imported(node.func) == "subprocess.Popen"
            and self._is_buffered(node)
        }

    @cached_property
    def _writes(self) -> bool:
        """Whether the module has to do with the standard input of a process."""
        imported = self.module.facts.scopes.imported
        streams = self.module.facts.walk.attributes("stdin")
        return any(imported(node) is None for node in streams)

    @cached_property
    def _reads_parts(self) -> bool:
        """Whether the module reads a number of bytes from the standard output of a process."""
        return any(
            isinstance(node.func, ast.Attribute)
            and node.func.attr == "read"
            and bool(node.args)
            and getattr(node.func.value, "attr", "") in ("stdout", "stderr")
            for node in self.module.facts.walk.of(ast.Call)
        )

    def _is_buffered(self, call: ast.Call) -> bool:
        """Whether a call, all in plain sight, makes a pipe of bytes that has a buffer today alone."""
        given: dict[str, ast.expr] = dict(zip(_PARAMETERS, call.args, strict=False))
        given.update((one.arg, one.value) for one in call.keywords if one.arg)
        starred = any(isinstance(one, ast.Starred) for one in call.args)
        if starred or any(one.arg is None for one in call.keywords):
            return False
        size, text = given.get("bufsize"), given.get("universal_newlines")
        around = self.module.facts.walk.parents[call]
        return (
            self.module.facts.scopes.imported(given.get("stdin", call)) == "subprocess.PIPE"
            and (size is None or (isinstance(size, ast.Constant) and size.value == 1))
            and (text is None or (isinstance(text, ast.Constant) and not text.value))
            and getattr(around, "attr", "") != "communicate"
        )

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not is_planned(self.module, original_node, self.places):
            return updated_node
        if self._reads_parts:
            self.module.report(self, original_node, _PARTIAL, Level.ASSUMED)
            return updated_node
        self.module.decide(self, original_node, "bufsize=0", Level.GUARDED, _REASON)
        none = cst.Integer("0")
        args = list(updated_node.args)
        for place, one in enumerate(args):
            if (one.keyword.value if one.keyword else _PARAMETERS[place]) == "bufsize":
                args[place] = one.with_changes(value=none)
                return updated_node.with_changes(args=args)
        args.append(building.argument(none, "bufsize"))
        return updated_node.with_changes(args=building.parted(args))
