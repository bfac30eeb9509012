"""LIB066: code objects that are made of the parts of another one."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.syntax import building

_MAKERS = ("types.CodeType", "new.code")
# The parameters of 2.7, in their order.
_PARTS = tuple(f"co_{name}" for name in """
    argcount nlocals stacksize flags code consts names varnames filename name firstlineno lnotab
    freevars cellvars
    """.split())
_CODE, _LINES = _PARTS.index("co_code"), _PARTS.index("co_lnotab")
_REASON = "the parts of a code object are others in each Python 3"


class CodeObjects(Rule):
    """CodeType(0, code.co_nlocals, ...) becomes code.replace(co_argcount=0, ...).

    What a code object is made of differs from version to version, and 2.7's fourteen arguments are
    refused. Where they are those of another object but for a few, `replace` takes these few (from
    Python 3.8 on). What is made of bytecode that the program wrote itself cannot run on Python 3:
    it is reported.
    """

    code = "LIB066"
    name = "code-objects"
    words = frozenset({"import"})
    examples = (
        (
            "from types import CodeType\n\n\ndef f(a):\n    return a\n\n\nold = f.func_code\n"
            "new = CodeType(1, old.co_nlocals, old.co_stacksize, old.co_flags, old.co_code,\n"
            "               old.co_consts, old.co_names, old.co_varnames, 'made', old.co_name,\n"
            "               old.co_firstlineno, old.co_lnotab)\nprint new.co_filename\n",
            "from types import CodeType\n\n\ndef f(a):\n    return a\n\n\nold = f.__code__\n"
            "new = old.replace(co_argcount=1, co_filename='made')\nprint(new.co_filename)\n",
        ),
        (
            "import types\n\ncode = compile('1 + x', '<a>', 'eval')\n"
            "code = types.CodeType(code.co_argcount, code.co_nlocals, code.co_stacksize, code.co_flags | 64,"
            " code.co_code, code.co_consts, code.co_names, code.co_varnames, '<b>', code.co_name, 1,"
            " code.co_lnotab, (), ())\nprint code.co_filename, eval(code, {'x': 2})\n",
            "import types\n\ncode = compile('1 + x', '<a>', 'eval')\n"
            "code = code.replace(co_flags=code.co_flags | 64, co_filename='<b>', co_firstlineno=1,"
            " co_freevars=(), co_cellvars=())\nprint(code.co_filename, eval(code, {'x': 2}))\n",
        ),
    )
    leave_alone = (
        "import types\n\nprint(isinstance(compile('1', 'a', 'eval'), types.CodeType))\n",
        "import types\n\n\ndef made(parts):\n    return types.CodeType(*parts)\n\n\nprint(made.__name__)\n",
        "import types\n\n\ndef made(code):\n    return types.CodeType(0, 0, 1, 64, code, (), (), (), 'f', 'n', 1, b'')\n\n\n"
        "print(made.__name__)\n",
    )

    @cached_property
    def calls(self) -> dict[ast.Call, list[int]]:
        """The calls to rewrite, with the places of the arguments that stay."""
        module = self.module
        if module.dialect.version == "3" or module.options.target < (3, 8):
            return {}
        found = {}
        for call in module.facts.walk.of(ast.Call):
            if len(_PARTS) - 2 <= len(call.args) <= len(_PARTS) and not call.keywords:
                if module.facts.scopes.imported(call.func) not in _MAKERS:
                    continue
                if not is_spared(module, call, "TypeError"):
                    found[call] = [i for i, one in enumerate(call.args) if not _is_part(call, i)]
        return found

    def sites(self) -> Iterable[int]:
        return map(self.module.offset_of, self.calls)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        call = self.module.at(original_node) if self.calls else None
        if call not in self.calls or len(updated_node.args) != len(call.args):
            return updated_node
        kept = self.calls[call]
        if _CODE in kept or _LINES in kept:
            message = (
                "bytecode and the table of its lines are others in Python 3: make the function"
                " from source, or change another one by code.replace()"
            )
            self.module.report(self, original_node, message)
            return updated_node
        self.module.decide(self, original_node, "replace", Level.ASSUMED, _REASON)
        base = cst.ensure_type(updated_node.args[_CODE].value, cst.Attribute)
        given = [building.argument(updated_node.args[i].value, _PARTS[i]) for i in kept]
        function = base.with_changes(attr=cst.Name("replace"))
        blank = cst.SimpleWhitespace("")
        return updated_node.with_changes(
            func=function, args=building.parted(given), whitespace_before_args=blank
        )


def _is_part(call: ast.Call, place: int) -> bool:
    """Whether an argument is the same part of the object whose bytecode is given."""
    code, argument = call.args[_CODE], call.args[place]
    return (
        isinstance(code, ast.Attribute)
        and isinstance(argument, ast.Attribute)
        and argument.attr == _PARTS[place]
        and isinstance(code.value, ast.Name)
        and ast.dump(argument.value) == ast.dump(code.value)
    )
