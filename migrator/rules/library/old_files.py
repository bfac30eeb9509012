"""LIB036: what only the file objects of Python 2 had."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

import libcst as cst

from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared

# Attributes of StringIO.StringIO, and the method that tells the same today.
_ATTRIBUTES = {"len": "len({}.getvalue())", "pos": "{}.tell()"}


class OldFiles(Rule):
    """f.xreadlines() becomes f, and out.len of a StringIO len(out.getvalue()).

    A file is its own iterator over its lines, in Python 2.7 as well. The attributes `len` and
    `pos` of `StringIO.StringIO` are gone, and `out.truncate(0)` no longer moves to the start: what
    is written next came to stand behind as many zeros. `reset()` of cStringIO is `seek(0)`. These
    are rewritten where a variable or attribute holds nothing but such objects.
    """

    code = "LIB036"
    name = "old-files"
    words = frozenset({"xreadlines", "truncate", "reset", *_ATTRIBUTES})
    examples = (
        (
            "import sys\n\nfor line in sys.stdin.xreadlines():\n    print line.strip()\n",
            "import sys\n\nfor line in sys.stdin:\n    print(line.strip())\n",
        ),
        (
            "from StringIO import StringIO\n\nout = StringIO()\nout.write('text')\n"
            "print out.len, out.pos\n",
            "from io import StringIO\n\nout = StringIO()\nout.write('text')\n"
            "print(len(out.getvalue()), out.tell())\n",
        ),
        (
            "import cStringIO\n\nlines = cStringIO.StringIO('ab')\nprint lines.read()\nlines.reset()\nprint lines.read()\n",
            "import io\n\nlines = io.StringIO('ab')\nprint(lines.read())\nlines.seek(0)\nprint(lines.read())\n",
        ),
        (
            "import cStringIO\n\nout = cStringIO.StringIO()\nout.write('text')\nout.truncate(0)\n"
            "out.write('new')\nprint out.getvalue()\n",
            "import io\n\nout = io.StringIO()\nout.write('text')\nout.seek(out.truncate(0))\n"
            "out.write('new')\nprint(out.getvalue())\n",
        ),
    )
    leave_alone = (
        "class Game(object):\n    def reset(self):\n        return 'again'\n\n\nprint(Game().reset())\n",
        "class Log(object):\n    def xreadlines(self):\n        return iter('ab')\n\n\n"
        "print(list(Log().xreadlines()))\n",
        "from io import StringIO\n\nout = StringIO()\nout.truncate(0)\nprint(out.tell())\n",
        "class Buffer(object):\n    len = 3\n\n\nout = Buffer()\nprint(out.len)\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.attributes(*self.words):
            if node.attr in _ATTRIBUTES and self._is_of_buffer(node):
                yield self.module.offset_of(node)
            elif self._is_lines(node) or self._is_emptied(node) or self._is_reset(node):
                yield self.module.offset_of(node)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        function = updated_node.func
        method = self.module.at(original_node.func)
        if not isinstance(method, ast.Attribute) or not isinstance(function, cst.Attribute):
            return updated_node
        file = function.value
        if self._is_emptied(method):
            move = cst.Attribute(file, cst.Name("seek"))
            return cst.Call(move, [cst.Arg(updated_node)])
        if self._is_reset(method) and not original_node.args:
            move = function.with_changes(attr=cst.Name("seek"))
            return updated_node.with_changes(func=move, args=[cst.Arg(cst.Integer("0"))])
        if not self._is_lines(method) or original_node.args:
            return updated_node
        return file.with_changes(
            lpar=[*updated_node.lpar, *file.lpar], rpar=[*file.rpar, *updated_node.rpar]
        )

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        form = _ATTRIBUTES.get(original_node.attr.value)
        node = self.module.at(original_node)
        if form is None or not isinstance(node, ast.Attribute) or not self._is_of_buffer(node):
            return updated_node
        owner = cst.Module([]).code_for_node(updated_node.value)
        new = cst.parse_expression(form.format(owner))
        return new.with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)

    def _is_lines(self, node: ast.Attribute) -> bool:
        """Whether this is the method xreadlines, which no class of the module has."""
        return (
            node.attr == "xreadlines"
            and not any(
                scope.kind == "class" and node.attr in scope.stores
                for scope in self.module.facts.walk.scopes
            )
            and not is_spared(self.module, node, "AttributeError")
        )

    def _is_reset(self, node: ast.Attribute) -> bool:
        """Whether this is the method reset of cStringIO."""
        return node.attr == "reset" and self._is_of_buffer(node)

    def _is_of_buffer(self, node: ast.Attribute) -> bool:
        """Whether this reads an attribute of what is a StringIO."""
        is_a, owner = self.module.facts.types.is_a, node.value
        if not isinstance(node.ctx, ast.Load) or is_spared(self.module, node, "AttributeError"):
            return False
        if isinstance(owner, ast.Attribute):
            made = self._stored.get(owner.attr, ())
            return bool(made) and all(is_a(value, "StringIO") for value in made)
        return isinstance(owner, ast.Name) and is_a(owner, "StringIO")

    @cached_property
    def _stored(self) -> dict[str, list[ast.expr]]:
        """What is assigned to attributes, by their names."""
        table: dict[str, list[ast.expr]] = {}
        for node in self.module.facts.walk.of(ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute):
                    table.setdefault(target.attr, []).append(node.value)
        return table

    def _is_emptied(self, method: ast.Attribute) -> bool:
        """Whether this is the method of the statement `buffer.truncate(0)`, without a `seek(0)`."""
        parents = self.module.facts.parents
        call = parents.get(method)
        statement = parents.get(call)
        if call is None or method.attr != "truncate" or not isinstance(statement, ast.Expr):
            return False
        if ast.unparse(call) != f"{ast.unparse(method.value)}.truncate(0)":
            return False
        body = next(
            value
            for _, value in ast.iter_fields(parents[statement])
            if isinstance(value, list) and statement in value
        )
        at = body.index(statement)
        near = {ast.unparse(one) for one in body[max(at - 1, 0) : at + 2]}
        return f"{ast.unparse(method.value)}.seek(0)" not in near and self._is_of_buffer(method)
