"""SYN010: the print statement."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.imports import PRINT_FUNCTION
from migrator.python2 import nodes, tree
from migrator.python2.traversal import replace
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.syntax import building, places
from migrator.rules.syntax.endings import Ending
from migrator.rules.syntax.softspace import Part, Softspace

_PRINT_ITEMS = '''
def {name}(*items, end="\\n", file=None):
    """Print as Python 2 did: the blank that a trailing comma leaves due comes with the next item."""
    file = {sys}.stdout if file is None else file
    for item in items:
        text = str(item)
        file.write(" " + text if getattr(file, "softspace", False) else text)
        open_line = not isinstance(item, str) or not text.endswith(("\\n", "\\t", "\\r", "\\f", "\\v"))
        file.softspace = open_line
    if end:
        file.write(end)
        file.softspace = False
'''
_PRINT_BYTES = '''
def {name}(*items, end=b"\\n", file):
    """Print to a file of bytes as Python 2 did; without an end a blank is due."""
    for item in items:
        data = item if isinstance(item, bytes) else str(item).encode()
        file.write(b" " + data if getattr(file, "softspace", False) else data)
        is_string = isinstance(item, (bytes, str))
        file.softspace = not (is_string and data.endswith((b"\\n", b"\\t", b"\\r", b"\\f", b"\\v")))
    if end is not None:
        file.write(end)
        file.softspace = False
'''
_END_LINE = '''
@{atexit}.register
def {name}():
    """End the line that a trailing comma left open, as Python 2 does at exit."""
    if getattr({sys}.stdout, "softspace", False):
        {sys}.stdout.write("\\n")
'''
_READ_LINE = '''
def {name}(*prompt):
    """Read a line as Python 2 did: the blank that is due comes before the prompt."""
    if getattr({sys}.stdout, "softspace", False):
        {sys}.stdout.write(" ")
        {sys}.stdout.softspace = False
    return input(*prompt)
'''


class PrintStatement(Rule):
    """Turn the print statement into a call of print().

    `print >>f, a` becomes `print(a, file=f)`, and a tuple in parentheses keeps its own:
    `print (a, b)` prints a tuple in Python 2.

    After a trailing comma Python 2 writes a blank with the next value, if one comes, and after a
    value that ends in a newline or tab it writes none. Where the text proves what comes next,
    `end=' '` or `end=''` is the same. Elsewhere a helper function keeps count as Python 2 does.
    Python 2 also prints each value before it evaluates the next; where that shows, the statement
    becomes two. What goes to a file of bytes, as a pipe to a process is, is written by a helper.

    Not seen: prints of other modules while a blank is due, and values before the last one that end
    in a newline unless they visibly come from a file.
    """

    code = "SYN010"
    name = "print-statement"
    words = frozenset({"print"})
    examples = (
        (
            "import sys\nprint\nprint 'a', 1\nprint >>sys.stderr, 'b'\nprint >>None, 'c'\n",
            "import sys\nprint()\nprint('a', 1)\nprint('b', file=sys.stderr)\nprint('c', file=None)\n",
        ),
        (
            "print ('a')\nprint ('a', 'b')\nprint ('%s') % 1\nprint ('a'), 2\n",
            "print ('a')\nprint(('a', 'b'))\nprint(('%s') % 1)\nprint(('a'), 2)\n",
        ),
        (
            "print 'a', \\\n    'b'\nprint \\\n    'c'  # see\nprint ('d'  # d\n    'e')\n",
            "print('a', \\\n    'b')\nprint(\\\n    'c')  # see\nprint ('d'  # d\n    'e')\n",
        ),
        (
            "print 'a\\n',\nprint 'Sum:', 1,\nprint 2\nprint 'end',\nprint\n",
            "print('a\\n', end='')\nprint('Sum:', 1, end=' ')\nprint(2)\nprint('end', end='')\nprint()\n",
        ),
        (
            "print 'a\\t', 1\nprint 'a', '\\t', 2, 'b\\t', 'c'\n",
            "print('a\\t', 1, sep='')\nprint('a', '\\t' + str(2), 'b\\t' + 'c')\n",
        ),
        (
            "for i in range(3):\n    print i,\nprint 'end'\n",
            "for i in range(3):\n    print(i, end=' ')\nprint('end')\n",
        ),
        (
            "try:\n    print 'number:', int('x')\nexcept ValueError:\n    print 'none'\n",
            "try:\n    print('number:', end=' ')\n    print(int('x'))\n"
            "except ValueError:\n    print('none')\n",
        ),
        (
            "import subprocess\n\ncat = subprocess.Popen(['cat'], -1, stdin=subprocess.PIPE)\n"
            "print >>cat.stdin, 'a', 1\ncat.stdin.close()\nprint cat.wait()\n",
            f"import subprocess\n\n{_PRINT_BYTES.format(name='print_bytes')}\n\n"
            "cat = subprocess.Popen(['cat'], -1, stdin=subprocess.PIPE)\n"
            "print_bytes(b'a', 1, file=cat.stdin)\ncat.stdin.close()\nprint(cat.wait())\n",
        ),
    )
    leave_alone = (
        "print('a')\n",
        "from __future__ import print_function\nprint('a', 'b', end=' ')\n",
        "import sys\nsys.stdout.write('print a,\\n')\n",
        "print(('a', 'b'))\n",
        "class Printer(object):\n    def show(self):\n        self.print_it = print\n",
        "print('a',\n      'b', sep='')\n",
        "print  (  'a'  )\n",
        "from __future__ import print_function\nfrom subprocess import PIPE, Popen\n\n"
        "cat = Popen(['cat'], stdin=PIPE, universal_newlines=True)\nprint('a', file=cat.stdin)\n"
        "cat.stdin.close()\nprint(cat.wait())\n",
    )

    @cached_property
    def _softspace(self) -> Softspace:
        return Softspace(self.module.facts, "softspace" in self.module.words)

    def sites(self) -> Iterable[int]:
        module = self.module
        found = set(map(module.lowered.carrier_offset, module.words.get("print", ())))
        calls = self._softspace.reads | self._softspace.writes
        return found | {module.offset_of(call) for call in calls}

    # -- the statement ------------------------------------------------------------------

    def leave_Print(self, original_node: nodes.Print, updated_node: nodes.Print) -> Any:
        self.module.imports.pin_reading(PRINT_FUNCTION)
        statement = places.statement(self.module, original_node)
        assert isinstance(statement, tree.Print)
        parts = self._softspace.parts(statement)
        if len(parts) == 1 and parts[0].end is None and not parts[0].guarded:
            written = _as_written(updated_node)
            if written is not None:
                return written
        calls: list[cst.BaseSmallStatement] = []
        done = 0
        for part in parts:
            count = len(part.values)
            elements = updated_node.values[done : done + count]
            made = self._to_bytes if self._takes_bytes(statement) else self._call
            call = made(original_node, updated_node, part, elements, first=not done)
            calls.append(cst.Expr(call))
            done += count
        calls[-1] = replace(calls[-1], semicolon=updated_node.semicolon)
        return calls[0] if len(calls) == 1 else cst.FlattenSentinel(calls)

    def _call(
        self, original: nodes.Print, node: nodes.Print, part: Part, elements: Any, first: bool
    ) -> cst.Call:
        name = "print"
        pairs = [(element.value, element.comma) for element in elements]
        keywords: list[cst.Arg] = []
        if part.guarded:
            name = self._helper(original)
        else:
            pairs, separated = self._spaced(original, part, pairs)
            if not separated:
                keywords.append(building.argument(building.string(""), "sep"))
        arguments = building.arguments(pairs)
        if part.end is not None:
            keywords.append(building.argument(building.string(part.end), "end"))
        after = node.whitespace_after_print
        if node.redirect is not None:
            keywords.append(building.argument(node.redirect.dest, "file"))
        if keywords and arguments:
            arguments[-1] = replace(arguments[-1], comma=building.COMMA)
        arguments = building.parted([*arguments, *keywords])
        return building.call(cst.Name(name), arguments, after if first else building.NOTHING)

    def _takes_bytes(self, statement: tree.Print) -> bool:
        text = self.module.text
        return text is not None and statement.dest is not None and text.takes_bytes(statement.dest)

    def _to_bytes(
        self, original: nodes.Print, node: nodes.Print, part: Part, elements: Any, first: bool
    ) -> cst.Call:
        """The call of a helper, as print() takes no file of bytes."""
        assert node.redirect is not None
        self.module.decide(self, original, "bytes", Level.GUARDED, "the file takes bytes")
        arguments = building.arguments([(one.value, one.comma) for one in elements])
        if arguments:
            arguments[-1] = replace(arguments[-1], comma=building.COMMA)
        if part.end is not None:
            is_due = part.guarded and not part.end
            end = cst.Name("None") if is_due else cst.SimpleString(repr(part.end.encode()))
            arguments.append(building.argument(end, "end"))
        arguments.append(building.argument(node.redirect.dest, "file"))
        name = self._add("print_bytes", _PRINT_BYTES, original)
        after = node.whitespace_after_print if first else building.NOTHING
        return building.call(cst.Name(name), building.parted(arguments), after)

    def _spaced(
        self, original: nodes.Print, part: Part, pairs: list[tuple[Any, Any]]
    ) -> tuple[list[tuple[Any, Any]], bool]:
        """Values such that no blank comes after one that ends in whitespace.

        The second item says whether blanks are to be written between them at all.
        """
        endings = [self._softspace.endings.of(value) for value in part.values[:-1]]
        if Ending.SPACE not in endings:
            return pairs, True
        if all(ending is Ending.SPACE for ending in endings):
            return pairs, False
        joined = pairs[:1]
        for ending, value, (node, comma) in zip(endings, part.values[1:], pairs[1:], strict=True):
            if ending is Ending.SPACE:
                before, _ = joined.pop()
                text = node if _is_literal(value) else self._text(original, node)
                node = building.binary(before, cst.Add(), text)
            joined.append((node, comma))
        return joined, True

    def _text(self, original: nodes.Print, node: Any) -> cst.Call:
        function: cst.BaseExpression = cst.Name("str")
        if not places.is_builtin_there(self.module, "str", original):
            builtins = self.module.imports.module("builtins", original)
            function = cst.Attribute(cst.Name(builtins), cst.Name("str"))
        return building.call(function, [building.argument(node)])

    # -- the guarded form -----------------------------------------------------------------

    def _helper(self, original: cst.CSTNode) -> str:
        self.module.decide(
            self,
            original,
            "guard",
            Level.GUARDED,
            "nothing proves whether a blank is due here: a helper keeps count as Python 2 does",
        )
        if self._softspace.open_at_exit:
            self._add("end_open_line", _END_LINE, original)
        return self._add("print_items", _PRINT_ITEMS, original)

    def _add(self, name: str, text: str, place: cst.CSTNode) -> str:
        name = places.fresh(self.module, name)
        modules = {
            module: self.module.imports.module(module, place, at_top=True)
            for module in ("sys", "atexit")
            if f"{{{module}}}" in text
        }
        return self.module.helpers.add(name, text.format(name=name, **modules))

    def leave_Call(self, original_node: cst.Call, updated_node: Any) -> Any:
        """raw_input() while a blank may be due."""
        if self.module.at(original_node) not in self._softspace.reads:
            return updated_node
        if not self.module.is_builtin(original_node.func, "raw_input"):
            return updated_node
        name = self._add("read_line", _READ_LINE, original_node)
        return updated_node.with_changes(func=cst.Name(name))

    def leave_Expr(self, original_node: cst.Expr, updated_node: Any) -> Any:
        """`f.write(...)`, which cancels a blank that is due."""
        call = original_node.value
        found = self.module.at(call) if isinstance(call, cst.Call) else None
        if found is None or found not in self._softspace.writes or found.func.attr == "close":
            return updated_node
        file = updated_node.value.func.value
        target = cst.AssignTarget(cst.Attribute(file, cst.Name("softspace")))
        clear = cst.Assign([target], cst.Name("False"))
        return cst.FlattenSentinel([clear, updated_node])

    def leave_SimpleStatementLine(self, original_node: Any, updated_node: Any) -> Any:
        """What was one statement and became several gets as many lines."""
        if isinstance(original_node.body[0], (nodes.Print, cst.Expr)):
            return building.lines(original_node, updated_node)
        return updated_node


def _as_written(node: nodes.Print) -> cst.Expr | None:
    """`print (a)`, a call byte for byte; None for anything else."""
    if node.redirect is not None or len(node.values) != 1:
        return None
    value = node.values[0].value
    if not value.lpar or (isinstance(value, (cst.Tuple, cst.Yield)) and len(value.lpar) == 1):
        return None
    left, right = value.lpar[0], value.rpar[-1]
    inner = building.without_parentheses(value)
    call = cst.Call(
        cst.Name("print"),
        [cst.Arg(inner, whitespace_after_arg=right.whitespace_before)],
        whitespace_after_func=node.whitespace_after_print,
        whitespace_before_args=left.whitespace_after,
    )
    return cst.Expr(call, semicolon=node.semicolon)


def _is_literal(node: ast.expr) -> bool:
    """A string as it stands, or the formatting of one."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        node = node.left
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
