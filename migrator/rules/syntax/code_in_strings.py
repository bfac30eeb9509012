"""SYN015: Python 2 code in strings."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import replace as with_fields
from typing import Any

import libcst as cst

from migrator.python2 import literals, tree
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.syntax import code_uses, places

_HOLDERS = (ast.Assign, ast.BinOp, ast.List, ast.Tuple)
# Code that is run in a module is read with these, if the module has them.
_INHERITED = frozenset({"division", "print_function", "unicode_literals"})
_UNSEEN = (
    "the code that is put together when the program runs is read as Python 3: / divides exactly,"
    " and 0777, <> and print statements are errors"
)
_REPORT = "the string holds code that Python 3 does not read: migrate it as well"


class CodeInStrings(Rule):
    """Migrate the code in a literal that is given to exec, eval() or compile().

    Such code runs in Python 3, too. A literal that stands right there is migrated like a file of
    its own, and so is one that a variable holds which is used for nothing else; `%s` in it stays.
    Code in a `try` that catches SyntaxError tests what the language is: it stays as it is.
    Of other code that comes from a variable it is said that it needs to be, if it can be seen, and
    of code that cannot be seen that it is Python 3's.
    """

    code = "SYN015"
    name = "code-in-strings"
    words = frozenset({"exec", "eval", "compile"})
    examples = (
        (
            "exec 'print \"hello\", 0777'\nprint eval('0777 <> 1')\n",
            "exec('print(\"hello\", 0o777)')\nprint(eval('0o777 != 1'))\n",
        ),
        (
            "from __future__ import division\n\nexec 'print 7 / 2 == 3.5'\n",
            "from __future__ import division\n\nexec('print(7 / 2 == 3.5)')\n",
        ),
        (
            'exec """\nfor i in xrange(2):\n    print i\n"""\n',
            'exec("""\nfor i in range(2):\n    print(i)\n""")\n',
        ),
        (
            'code = """\ndef %s(x):\n    print x\n"""\nexec code % "show"\nshow(1)\n',
            'code = """\ndef %s(x):\n    print(x)\n"""\nexec(code % "show")\nshow(1)\n',
        ),
    )
    leave_alone = (
        "from __future__ import division\n\nexec('x = 7 / 2')\nprint(x, eval('x / 2'))\n",
        "exec('x = 1')\nprint(eval('x + 1'))\n",
        "def eval(text):\n    return text\nprint(eval('0777'))\n",
        "code = 'print 1'\nprint(code)\n",
        "class Entry(object):\n    __slots__ = ('file', 'long')\n\n\n"
        "NAMES = KINDS = ['unicode']\nprint(eval('1'))\n",
        "try:\n    exec('print 1')\nexcept SyntaxError:\n    print('Python 3')\n",
        "exec('from os import name as system')\nprint(eval('len(\"print 1\")'))\n",
    )

    def sites(self) -> Iterator[int]:
        module = self.module
        for word in self.words:
            yield from map(module.lowered.carrier_offset, module.words.get(word, ()))
        for node in module.facts.walk.parents:
            if isinstance(node, ast.Constant) and self._is_held_code(node):
                yield module.offset_of(node)

    def leave_Exec(self, original_node: Any, updated_node: Any) -> Any:
        statement = places.statement(self.module, original_node)
        assert isinstance(statement, tree.Exec)
        body = statement.body
        first = body.elts[0] if isinstance(body, ast.Tuple) and body.elts else body
        if first is not body or not isinstance(updated_node.body, cst.SimpleString):
            self._check(original_node, first)
            return updated_node
        literal = self._migrated(original_node, updated_node.body, first)
        return updated_node if literal is None else updated_node.with_changes(body=literal)

    def leave_Call(self, original_node: cst.Call, updated_node: Any) -> Any:
        if not self.module.is_builtin(original_node.func, "eval", "compile"):
            return updated_node
        call = self.module.at(original_node)
        if not isinstance(updated_node, cst.Call) or not call.args:
            return updated_node
        first = updated_node.args[0]
        if not isinstance(first.value, cst.SimpleString):
            self._check(original_node, call.args[0])
            return updated_node
        literal = self._migrated(original_node, first.value, call.args[0])
        if literal is None:
            return updated_node
        argument = first.with_changes(value=literal)
        return updated_node.with_changes(args=[argument, *updated_node.args[1:]])

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        """A literal that a variable holds, or a list, or that is a template."""
        node = self.module.at(original_node)
        if not isinstance(node, ast.Constant) or not self._is_held_code(node):
            return updated_node
        return self._migrated(original_node, updated_node, node) or updated_node

    def _is_held_code(self, node: ast.Constant) -> bool:
        return (
            isinstance(node.value, str)
            and isinstance(self.module.facts.parents.get(node), _HOLDERS)
            and code_uses.is_code(self.module, node)
        )

    def _check(self, place: cst.CSTNode, node: ast.expr) -> None:
        """Say so if an expression is a variable that holds code of Python 2."""
        if isinstance(node, ast.Name):
            definitions = self.module.facts.scopes.resolve(node).definitions
            values = [one.value for one in definitions]
        else:
            values = [node]
        if self.module.dialect.version == "2" and not self._is_seen(node):
            if not is_spared(self.module, node, "SyntaxError"):
                self.module.report(self, place, _UNSEEN)
        for value in values:
            if value is None or code_uses.is_code(self.module, value):
                continue
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                if self._fixed(value.value.strip()) not in (None, value.value.strip()):
                    self.module.report(self, place, _REPORT)

    def _is_seen(self, node: ast.expr | None, depth: int = 4) -> bool:
        """Whether the text of code can be read here, but for names that are filled in."""
        match node:
            case ast.Constant():
                return True
            case ast.BinOp(ast.Constant(str(text)), ast.Mod()):
                return self._run(code_uses.Template(text).filled) is not None
            case ast.Call(ast.Name("compile")):
                return True
            case ast.Name() if depth:
                definitions = self.module.facts.scopes.resolve(node).definitions
                values = [one.value for one in definitions if one.kind != "augment"]
                return bool(values) and all(self._is_seen(one, depth - 1) for one in values)
        return False

    def _migrated(
        self, place: cst.CSTNode, literal: cst.SimpleString, node: ast.expr
    ) -> cst.SimpleString | None:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            return None
        if is_spared(self.module, node, "SyntaxError"):
            return None
        text = node.value.strip(" \t")
        after = self._fixed(text)
        if after is None or after == text:
            return None
        if "\n" in after.strip("\n") and "\n" not in text:
            self.module.report(self, place, _REPORT)
            return None
        prefix, quote, body = literals.split(literal.value)
        new = prefix + quote + body.replace(text, after) + quote
        if not _says(new, node.value.replace(text, after)):
            new = repr(node.value.replace(text, after))
        return literal.with_changes(value=new)

    def _fixed(self, text: str) -> str | None:
        """What becomes of the code, None where it cannot be told."""
        after = self._run(text)
        if after is None and "%" in text:
            template = code_uses.Template(text)
            after = self._run(template.filled)
            after = None if after is None else template.emptied(after)
        return after

    def _run(self, text: str) -> str | None:
        from migrator.api import fix_source  # rules are what it runs

        ignored = (*self.module.options.ignore, "FIX")
        options = with_fields(self.module.options, dialect="auto", ignore=ignored)
        ends = "" if text.endswith("\n") else "\n"
        futures = _INHERITED.intersection(self.module.lowered.futures)
        head = f"from __future__ import {', '.join(sorted(futures))}\n" if futures else ""
        result = fix_source(
            (head + text + ends).encode(),
            path=self.module.path,
            options=options,
            project=self.module.project,
        )
        if result.error is not None or result.dialect.version == "3":
            return None
        after = result.after.decode().removeprefix(head)
        return after.removesuffix("\n") if ends else after


def _says(word: str, value: str) -> bool:
    """Whether a literal has a value."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.literal_eval(word) == value
    except (SyntaxError, ValueError):
        return False
