"""TXT220: files of comma-separated values."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property

import libcst as cst

from migrator.python2 import literals
from migrator.rules import Rule
from migrator.rules.syntax import building

_USERS = frozenset(f"csv.{name}" for name in ("reader", "writer", "DictReader", "DictWriter"))
_OPENERS = ("open", "file")
_MODE = 1  # its position


class CsvFiles(Rule):
    """csv.reader(open(path, 'rb')) becomes csv.reader(open(path, 'r', newline='')).

    The module `csv` reads and writes bytes in Python 2, from files opened in binary mode so that
    line ends stay as they are. In Python 3 it reads and writes text, and what keeps the line ends
    is `newline=''`. Only files are rewritten that are seen to be opened for it: in the call
    itself, or bound to a variable that is always bound so.
    """

    code = "TXT220"
    name = "csv-files"
    words = frozenset({"csv"})
    examples = (
        (
            "import csv, os\n\nwith open('out.csv', 'wb') as f:\n    csv.writer(f).writerow(['a', 'b\\nc'])\n"
            "print list(csv.reader(open('out.csv', 'rb')))\nos.remove('out.csv')\n",
            "import csv, os\n\nwith open('out.csv', 'w', newline='') as f:\n"
            "    csv.writer(f).writerow(['a', 'b\\nc'])\n"
            "print(list(csv.reader(open('out.csv', 'r', newline=''))))\nos.remove('out.csv')\n",
        ),
        (
            "import csv\n\n\ndef rows(path):\n    f = file(path)\n    return list(csv.DictReader(f))\n\n\n"
            "print callable(rows)\n",
            "import csv\n\n\ndef rows(path):\n    f = open(path, newline='')\n"
            "    return list(csv.DictReader(f))\n\n\nprint(callable(rows))\n",
        ),
    )
    leave_alone = (
        "import csv\n\n\ndef rows(path):\n    return list(csv.reader(open(path, newline='')))\n\n\nprint(rows)\n",
        "import csv\n\nprint(list(csv.reader(['a,b'])))\n",
        "import csv\n\n\ndef rows(path):\n    with open(path) as f:\n        return f.read()\n\n\nprint(rows, csv)\n",
        "import codecs, csv\n\n\ndef rows(path):\n"
        "    return csv.reader(codecs.open(path, 'r', 'utf-8'))\n\n\nprint(rows)\n",
    )

    @cached_property
    def places(self) -> set[ast.Call]:
        """The calls that open the files."""
        if "csv" not in self.module.words:
            return set()
        return {
            opened
            for node in self.module.facts.walk.parents
            if isinstance(node, ast.Call) and node.args
            if self.module.facts.scopes.imported(node.func) in _USERS
            for opened in self._opened(node.args[0])
            if _is_plain(opened)
        }

    def _opened(self, node: ast.expr) -> Iterator[ast.Call]:
        """The calls of `open` that an expression may be the result of, where it can be nothing else."""
        if isinstance(node, ast.Call):
            if self.module.facts.scopes.is_builtin(node.func) and node.func.id in _OPENERS:
                yield node
        elif isinstance(node, ast.Name):
            bound = [self._bound(one.node, one.value) for one in self._definitions(node)]
            calls = [one for one in bound if isinstance(one, ast.Call)]
            if len(calls) == len(bound):
                for one in calls:
                    yield from self._opened(one)

    def _definitions(self, name: ast.Name) -> Iterable:
        return self.module.facts.scopes.resolve(name).definitions

    def _bound(self, node: ast.AST, value: ast.expr | None) -> ast.expr | None:
        parent = self.module.facts.parents.get(node)
        return parent.context_expr if isinstance(parent, ast.withitem) else value

    def sites(self) -> Iterable[int]:
        return [self.module.offset_of(call) for call in self.places]

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not isinstance(original_node.func, cst.Name):
            return updated_node
        if original_node.func.value not in _OPENERS:
            return updated_node
        if self.module.at(original_node) not in self.places or _has_newline(updated_node):
            return updated_node
        empty = building.argument(cst.SimpleString("''"), "newline")
        args = [
            _as_text(one) if one.keyword is not None or place == _MODE else one
            for place, one in enumerate(updated_node.args)
        ]
        return updated_node.with_changes(args=building.parted([*args, empty]))


def _is_plain(call: ast.Call) -> bool:
    """Whether a file is opened with a mode that is seen, and line ends are not asked for."""
    if call.keywords and [one.arg for one in call.keywords] != ["mode"]:
        return False
    if len(call.args) > _MODE + 2 or any(isinstance(one, ast.Starred) for one in call.args):
        return False
    modes = [*call.args[_MODE : _MODE + 1], *(one.value for one in call.keywords)]
    return all(
        isinstance(mode, ast.Constant) and isinstance(mode.value, str) and "U" not in mode.value
        for mode in modes
    )


def _has_newline(call: cst.Call) -> bool:
    """Whether what decides on modes (TXT030) has put it in."""
    return any(one.keyword is not None and one.keyword.value == "newline" for one in call.args)


def _as_text(argument: cst.Arg) -> cst.Arg:
    """A mode without its `b`."""
    value = argument.value
    if not isinstance(value, cst.SimpleString):
        return argument
    prefix, quote, body = literals.split(value.value)
    new = value.with_changes(value=prefix + quote + body.replace("b", "") + quote)
    return argument.with_changes(value=new)
