"""TXT035: modes and buffers of files that Python 3 does not have for text."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.facts.text.files import argument
from migrator.python2 import literals
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.syntax import building

_OPENERS = ("os.fdopen", "io.open", "codecs.open")
_STRIPPING = ("strip", "rstrip", "lstrip")
_BUFFER = ("buffering", "bufsize")


class OpenArguments(Rule):
    """open(path, 'rU') becomes open(path, 'r'); open(path, 'w', 0) is wrapped to write at once.

    Text has universal newlines in Python 3 unless they are refused, and from Python 3.11 on "U" is
    an invalid mode. Nor is there text without a buffer: `io.TextIOWrapper` over an unbuffered file
    of bytes writes through. Where a file is only read, the buffer makes no difference.

    What is read from a socket as text keeps its line ends: `makefile('r', newline='\\n')`; so does
    what is read from a file in a module that speaks of carriage returns, but to strip them.

    Left alone is what is opened in a mode that no literal tells, and text that is read and written
    without a buffer.
    """

    code = "TXT035"
    name = "open-arguments"
    words = frozenset("open file fdopen makefile".split())
    examples = (
        (
            "def lines(path):\n    return file(path, 'rU').readlines()\n\n\nprint lines.__name__\n",
            "def lines(path):\n    return open(path, 'r').readlines()\n\n\nprint(lines.__name__)\n",
        ),
        (
            "import os, sys\n\nsys.stdout = os.fdopen(sys.stdout.fileno(), 'w', 0)\nprint 'at once'\n",
            "import os, sys\nimport io\n\n"
            "sys.stdout = io.TextIOWrapper(os.fdopen(sys.stdout.fileno(), 'wb', 0), write_through=True)\n"
            "print('at once')\n",
        ),
        (
            "def head(path):\n    return open(path, 'r', 0).readline()\n\n\nprint head.__name__\n",
            "def head(path):\n    return open(path, 'r').readline()\n\n\nprint(head.__name__)\n",
        ),
        (
            "stream = open('a', 'w+')\nstream.write('b\\r\\n')\nstream.seek(0)\nprint repr(stream.read())\n",
            "stream = open('a', 'w+', newline='\\n')\nstream.write('b\\r\\n')\nstream.seek(0)\n"
            "print(repr(stream.read()))\n",
        ),
        (
            "import socket\n\n\ndef pipe():\n    sock = socket.socket()\n"
            "    sock.send(sock.makefile().readline())\n\n\nprint pipe.__name__\n",
            "import socket\n\n\ndef pipe():\n    sock = socket.socket()\n"
            "    sock.send(sock.makefile('rb').readline())\n\n\nprint(pipe.__name__)\n",
        ),
        (
            "def read(sock):\n    return sock.makefile().readline() == '\\r\\n'\n\n\nprint read.__name__\n",
            "def read(sock):\n    return sock.makefile(newline='\\n').readline() == '\\r\\n'\n\n\n"
            "print(read.__name__)\n",
        ),
    )
    leave_alone = (
        "def lines(path):\n    return [line.rstrip('\\r\\n') for line in open(path)]\n\n\nprint(lines.__name__)\n",
        "def pipe(sock):\n    sock.send(sock.makefile('rb').readline())\n\n\nprint(pipe.__name__)\n",
        "def read(sock):\n    return sock.makefile('rb').read()\n\n\nprint(read.__name__)\n",
        "def write(path):\n    return open(path, 'wb', 0)\n\n\nprint(write.__name__)\n",
        "def lines(path):\n    return open(path, 'r', 1).readlines()\n\n\nprint(lines.__name__)\n",
        "def open(path, mode, size):\n    return mode\n\n\nprint(open('a', 'rU', 0))\n",
        "def update(path):\n    return open(path, 'r+', 0)\n\n\nprint(update.__name__)\n",
    )

    @cached_property
    def calls(self) -> set[ast.AST]:
        """The calls with an argument that Python 3 refuses."""
        if self.words.isdisjoint(self.module.words):
            return set()
        return {
            call
            for call in self.module.facts.walk.of(ast.Call)
            if (place := self._place(call)) is not None
            and (mode := _mode(call, place)) is not None
            and (
                "U" in mode
                or (_is_unbuffered(call, place) and "+" not in mode)
                or self._translates(call, mode)
            )
        }

    def _translates(self, call: ast.Call, mode: str) -> bool:
        """Whether a file would have its line ends changed, and that matters: Python 2 changed none."""
        is_told = any(one.arg in ("newline", None) for one in call.keywords)
        is_read = ("r" in mode or "+" in mode) and "b" not in mode and "U" not in mode
        if self.module.dialect.version != "2" or not is_read or is_told or call in self._binary:
            return False
        if self.module.facts.scopes.is_builtin(call.func):
            return self._minds_returns
        is_own = any("makefile" in scope.stores for scope in self.module.facts.walk.scopes)
        return self._place(call) == 0 and not is_own

    @cached_property
    def _minds_returns(self) -> bool:
        """Whether the module speaks of carriage returns, but to strip them off."""
        parents = self.module.facts.parents
        return any(
            "\r" in str(node.value)
            and getattr(getattr(parents.get(node), "func", None), "attr", None) not in _STRIPPING
            for node in self.module.literals
        )

    @cached_property
    def _binary(self) -> set[ast.Call]:
        """The calls that are to open files of bytes."""
        text = self.module.text
        return {one.call for one, mode in text.modes if "b" in mode} if text else set()

    def _place(self, call: ast.Call) -> int | None:
        """Where the mode stands among the arguments; None if it is no call that opens a file."""
        function, scopes = call.func, self.module.facts.scopes
        if isinstance(function, ast.Attribute) and function.attr == "makefile":
            return 0
        if scopes.is_builtin(function):
            return 1 if function.id in ("open", "file") else None
        return 1 if scopes.imported(function) in _OPENERS else None

    def sites(self) -> Iterable[int]:
        return map(self.module.offset_of, self.calls)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        call = self.module.at(original_node) if self.calls else None
        place = self._place(call) if call in self.calls else None
        if call is None or place is None:
            return updated_node
        index = _index(updated_node, (place, "mode"))
        arguments = list(updated_node.args)
        if index is None:
            return _with(updated_node, [*arguments, _newline()])
        mode = without_universal(
            cst.ensure_type(arguments[index].value, cst.SimpleString).raw_value
        )
        buffer = _index(updated_node, (place + 1, *_BUFFER))
        if self._translates(call, _mode(call, place) or ""):
            arguments.append(_newline())
        if not _is_unbuffered(call, place) or buffer is None or "b" in mode:
            return _with(updated_node, _respelled(arguments, index, mode))
        del arguments[buffer]
        if mode == "r":
            reason = "what is read is the same with a buffer"
            self.module.decide(self, original_node, "buffered", Level.ASSUMED, reason)
            return _with(updated_node, _respelled(arguments, index, mode))
        return self._wrapped(original_node, updated_node, index, mode)

    def _wrapped(
        self, original_node: cst.Call, updated_node: cst.Call, index: int, mode: str
    ) -> cst.Call:
        """A file of bytes in one of text that writes through."""
        reason = "text has no files without a buffer: what is written goes on at once"
        self.module.decide(self, original_node, "write_through", Level.GUARDED, reason)
        arguments = _respelled(updated_node.args, index, f"{mode}b")
        of_text = [one for one in arguments if one.keyword and one.keyword.value == "newline"]
        inner = _with(updated_node, [one for one in arguments if one not in of_text])
        function = cst.parse_expression(
            f"{self.module.imports.module('io', original_node)}.TextIOWrapper"
        )
        through = building.argument(cst.Name("True"), "write_through")
        return cst.Call(function, building.parted([building.argument(inner), *of_text, through]))


def without_universal(mode: str) -> str:
    """A mode without its U, which meant r as well."""
    mode = mode.replace("U", "")
    return mode if mode[:1] in ("r", "w", "a") else f"r{mode}"


def _newline() -> cst.Arg:
    return building.argument(cst.SimpleString(r"'\n'"), "newline")


def _mode(call: ast.Call, place: int) -> str | None:
    """The mode as it is written, the default where none is; None where it cannot be told."""
    mode = argument(call, place, "mode")
    if mode is None and not any(isinstance(one, ast.Starred) for one in call.args):
        return "r"
    if not isinstance(mode, ast.Constant) or not isinstance(mode.value, str):
        return None
    return mode.value


def _is_unbuffered(call: ast.Call, place: int) -> bool:
    given = [argument(call, place + 1, name) for name in _BUFFER]
    return any(isinstance(one, ast.Constant) and one.value == 0 for one in given)


def _index(call: cst.Call, wanted: Iterable[Any]) -> int | None:
    """Where an argument stands that is known by its place or by one of some names."""
    for index, one in enumerate(call.args):
        if (one.keyword.value if one.keyword else index) in wanted:
            return index
    return None


def _respelled(arguments: Iterable[cst.Arg], index: int, mode: str) -> list[cst.Arg]:
    """The arguments with another mode."""
    found = list(arguments)
    old = found[index].value
    prefix, quote, _ = literals.split(cst.ensure_type(old, cst.SimpleString).value)
    found[index] = found[index].with_changes(
        value=old.with_changes(value=prefix + quote + mode + quote)
    )
    return found


def _with(call: cst.Call, arguments: list[cst.Arg]) -> cst.Call:
    return call.with_changes(args=building.parted(arguments))
