"""TXT030: the modes in which files are opened."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.facts.text.files import Opening, argument
from migrator.python2 import literals
from migrator.results import Level
from migrator.rules import Rule

_PLACES = {"open": 1, "temporary": 0, "makefile": 0}


class FileModes(Rule):
    """open(path) becomes open(path, 'rb') where what is read is bytes; 'rb' goes where it is text.

    The mode says in Python 3 whether a file gives bytes or text. In Python 2 it gives native
    strings either way, and on POSIX the "b" means nothing, so it is no sign of what is in the file.
    What is done with the data decides. Where a "b" goes, `newline=''` keeps newlines as they are.
    """

    code = "TXT030"
    name = "file-modes"
    words = frozenset(
        "open file fdopen makefile TemporaryFile NamedTemporaryFile SpooledTemporaryFile".split()
    )
    examples = (
        (
            "import pickle\n\n\ndef save(path, value):\n    with open(path, 'w') as stream:\n"
            "        pickle.dump(value, stream)\n",
            "import pickle\n\n\ndef save(path, value):\n    with open(path, 'wb') as stream:\n"
            "        pickle.dump(value, stream, protocol=0)\n",
        ),
        (
            "import csv\n\n\ndef rows(path):\n    return list(csv.reader(open(path, 'rb')))\n",
            "import csv\n\n\ndef rows(path):\n    return list(csv.reader(open(path, 'r', newline='')))\n",
        ),
        (
            "import hashlib\n\n\ndef digest(path):\n"
            "    return hashlib.md5(open(path).read()).hexdigest()\n",
            "import hashlib\n\n\ndef digest(path):\n"
            "    return hashlib.md5(open(path, 'rb').read()).hexdigest()\n",
        ),
        (
            "def check(self, one, other):\n"
            "    self.assertEqual(open(one).read(), file(other, 'r').read())\n",
            "def check(self, one, other):\n"
            "    self.assertEqual(open(one, 'rb').read(), open(other, 'rb').read())\n",
        ),
    )
    leave_alone = (
        "def is_same(one, other):\n    return open(one).read().split() == open(other).read().split()\n",
        "def is_both(one, two):\n    return open(one).read() == open(two).read() == u'words'\n",
        "def read(path):\n    return open(path).read().split()\n",
        "import zlib\n\n\ndef read(path):\n    return zlib.decompress(open(path, 'rb').read())\n",
        "def open(path):\n    return path\n\n\nprint(open('a'))\n",
    )

    @cached_property
    def modes(self) -> dict[ast.AST, tuple[Opening, str]]:
        """The calls whose mode is another in Python 3, with that mode."""
        text = self.module.text
        return {one.call: (one, new) for one, new in text.modes} if text else {}

    def sites(self) -> Iterable[int]:
        return map(self.module.offset_of, self.modes)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        found = self.modes.get(self.module.at(original_node))
        if found is None:
            return updated_node
        opening, mode = found
        reason = "what is done with the data says so"
        self.module.decide(self, original_node, mode, Level.ASSUMED, reason)
        arguments = _with_mode(opening, updated_node, mode)
        if "b" not in mode and "b" in (opening.mode or ""):
            if argument(opening.call, 5, "newline") is None and opening.kind == "open":
                arguments.append(_keyword("newline", "''"))
        commas = [one.with_changes(comma=cst.MaybeSentinel.DEFAULT) for one in arguments[-1:]]
        return updated_node.with_changes(args=[*arguments[:-1], *commas])


def _with_mode(opening: Opening, call: cst.Call, mode: str) -> list[cst.Arg]:
    """The arguments with another mode."""
    place = _PLACES[opening.kind]
    arguments = list(call.args)
    if opening.mode is None:
        plain = all(one.keyword is None and not one.star for one in arguments)
        new = cst.Arg(cst.SimpleString(repr(mode)))
        if not plain or len(arguments) != place or opening.kind == "temporary":
            new = _keyword("mode", repr(mode))
        return [*arguments, new]
    for index, one in enumerate(arguments):
        is_mode = one.keyword.value == "mode" if one.keyword else index == place
        if is_mode and isinstance(one.value, cst.SimpleString):
            prefix, quote, _ = literals.split(one.value.value)
            value = one.value.with_changes(value=prefix + quote + mode + quote)
            arguments[index] = one.with_changes(value=value)
    return arguments


def _keyword(name: str, value: str) -> cst.Arg:
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return cst.Arg(cst.SimpleString(value), keyword=cst.Name(name), equal=equal)
