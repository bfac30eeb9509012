"""file is gone: open makes files, and io holds their types."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.results import Level
from migrator.rules.builtins.names import BuiltinRule, builtin, is_called, means, named, parent


class File(BuiltinRule):
    """file(...) becomes open(...), and the type becomes one of those in io.

    2.7's files are of one type; Python 3 has one for each kind of file, with `io.IOBase` above
    them all. So `isinstance(x, file)` asks for that one, and so does `type(x) is file`. A class
    that is built on `file` gets `io.FileIO`, which reads and writes bytes: it is listed for review.
    """

    code = "BLT110"
    name = "file"
    words = frozenset({"file", "open"})
    examples = (
        (
            "import os\n\nnull = file(os.devnull)\n"
            "print isinstance(null, file), isinstance(5, (file, str)), type(null) is file\n"
            "null.close()\n",
            "import os\nimport io\n\nnull = open(os.devnull)\n"
            "print(isinstance(null, io.IOBase), isinstance(5, (io.IOBase, str)),"
            " isinstance(null, io.IOBase))\n"
            "null.close()\n",
        ),
        (
            "import os\n\ndef read(path, opener=file):\n"
            "    return len(opener(path).read())\n\n\nprint read(os.devnull)\n",
            "import os\n\ndef read(path, opener=open):\n"
            "    return len(opener(path).read())\n\n\nprint(read(os.devnull))\n",
        ),
        (
            "import os\n\nprint len(open(name=os.devnull, mode='r').read())\n",
            "import os\n\nprint(len(open(file=os.devnull, mode='r').read()))\n",
        ),
    )
    leave_alone = (
        "def show(file):\n    return isinstance(file, str), file\n\n\nprint(show('a'))\n",
        "import sys\n\nfor file in ['a', 'b']:\n    sys.stdout.write(file)\n",
        "class Upload(object):\n    file = None\n\n\nprint(Upload.file)\n",
        "def open(name):\n    return name\n\n\nprint(open(name='a'))\n",
    )

    def sites(self) -> list[int]:
        """Where `file` is named, or `open` called with the old name of its parameter."""
        return [
            self.module.offset_of(load)
            for load in self.loads()
            if load.id == "file" or self._names_parameter(load)
        ]

    def _names_parameter(self, function: ast.Name) -> bool:
        call = self.module.facts.parents[function]
        keywords = call.keywords if isinstance(call, ast.Call) else ()
        return any(keyword.arg == "name" for keyword in keywords)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        module = self.module
        if not means(module, original_node, "file"):
            return updated_node
        if is_called(module, original_node):
            return named(updated_node, builtin(module, "open", original_node))
        around = self._around(original_node)
        if isinstance(around, ast.Call) and getattr(around.func, "id", "") in _ASKS_TYPE:
            return named(updated_node, self._io("IOBase", original_node))
        if isinstance(around, (ast.ClassDef, ast.Attribute)):
            reason = "io.FileIO is the nearest to the type that is gone: it holds bytes, not text"
            module.decide(self, original_node, "io.FileIO", Level.ASSUMED, reason)
            module.report(self, original_node, reason, Level.ASSUMED)
            return named(updated_node, self._io("FileIO", original_node))
        if isinstance(around, ast.Compare):
            if self._asks_for_file(around):
                return updated_node
            reason = "files are of several types today: io.TextIOWrapper, io.BufferedReader, ..."
            module.report(self, original_node, reason)
            return named(updated_node, self._io("IOBase", original_node))
        reason = "taken for the function that opens files, not for their type"
        module.decide(self, original_node, "open", Level.ASSUMED, reason)
        return named(updated_node, builtin(module, "open", original_node))

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        """The parameter that 2.7 calls `name` is `file` today."""
        if not any(_is_name(argument) for argument in updated_node.args):
            return updated_node
        if not means(self.module, original_node.func, "open", "file"):
            return updated_node
        return updated_node.with_changes(
            args=[
                argument.with_changes(keyword=cst.Name("file")) if _is_name(argument) else argument
                for argument in updated_node.args
            ]
        )

    def leave_Comparison(
        self, original_node: cst.Comparison, updated_node: cst.Comparison
    ) -> cst.BaseExpression:
        """`type(x) is file` is `isinstance(x, io.IOBase)`."""
        target = updated_node.comparisons[0]
        name = original_node.comparisons[0].comparator
        if not means(self.module, name, "file"):
            return updated_node
        around = parent(self.module, name)
        if not isinstance(around, ast.Compare) or not self._asks_for_file(around):
            return updated_node
        call = updated_node.left
        assert isinstance(call, cst.Call)
        given = call.args[0].with_changes(comma=cst.Comma(whitespace_after=_SPACE))
        kind = cst.parse_expression(self._io("IOBase", original_node.left))
        new: cst.BaseExpression = cst.Call(cst.Name("isinstance"), [given, cst.Arg(kind)])
        if isinstance(target.operator, (cst.IsNot, cst.NotEqual)):
            new = cst.UnaryOperation(cst.Not(), new)
        return new.with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)

    def _asks_for_file(self, tree: ast.Compare) -> bool:
        """`type(x) is file`, or `==`, or not so."""
        scopes = self.module.facts.scopes
        return (
            len(tree.ops) == 1
            and isinstance(tree.ops[0], (ast.Is, ast.IsNot, ast.Eq, ast.NotEq))
            and scopes.is_builtin(tree.comparators[0])
            and isinstance(tree.left, ast.Call)
            and isinstance(tree.left.func, ast.Name)
            and tree.left.func.id == "type"
            and scopes.is_builtin(tree.left.func)
            and len(tree.left.args) == 1
        )

    def _io(self, name: str, place: cst.CSTNode) -> str:
        return f"{self.module.imports.module('io', place)}.{name}"

    def _around(self, name: cst.Name) -> ast.AST | None:
        """What the name stands in, past the tuple or list that it may be listed in."""
        parents = self.module.facts.parents
        around = parents.get(self.module.at(name))
        if isinstance(around, (ast.Tuple, ast.List)):
            around = parents.get(around)
        return around


_ASKS_TYPE = ("isinstance", "issubclass")
_SPACE = cst.SimpleWhitespace(" ")


def _is_name(argument: cst.Arg) -> bool:
    return argument.keyword is not None and argument.keyword.value == "name"
