"""TXT210: tables of translation."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any, TypeGuard

import libcst as cst

from migrator.python2.traversal import has_comment
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.library.filling import filled
from migrator.rules.text.colours import is_bytes
from migrator.stdlib.entries import Form, library

_SOURCE = library("stdtypes")
_MAKE = "string.maketrans"
_OF_TEXT = Form(_MAKE, "str.maketrans({a}, {b})", _SOURCE, "a, b")
_OF_BYTES = Form(_MAKE, "bytes.maketrans({a}, {b})", _SOURCE, "a, b")
# A table of 256 characters that can be measured, indexed and joined as well.
_AS_TEXT = Form(
    _MAKE,
    "bytes.maketrans({a}.encode('latin-1'), {b}.encode('latin-1')).decode('latin-1')",
    _SOURCE,
    "a, b",
)
_DELETE = Form("", "{s}.translate(str.maketrans('', '', {gone}))", _SOURCE, "s, gone")
_DELETE_FIRST = Form("", f"{_DELETE.new}.translate({{table}})", _SOURCE, "s, table, gone")


class TranslationTables(Rule):
    """string.maketrans(a, b) becomes str.maketrans(a, b), s.translate(None, x) a table without x.

    A table of 2.7 is a string of 256 characters, and `translate` takes the characters to delete
    besides it. Text of Python 3 has tables by `str.maketrans`, also for what is to be deleted;
    bytes have `bytes.maketrans` and are asked as before. A table that serves for more than
    `translate` stays a string of 256 characters.

    Left alone are `translate` methods of the module's own classes, and with two arguments those of
    objects that are not known to be strings, unless a table says that they are.
    """

    code = "TXT210"
    name = "translation-tables"
    words = frozenset({"maketrans", "translate"})
    examples = (
        (
            "import string\n\ntable = string.maketrans('abc', 'xyz')\n"
            "print 'aabbcc!'.translate(table), 'a-b-c'.translate(table, '-')\n",
            "import string\n\ntable = str.maketrans('abc', 'xyz')\n"
            "print('aabbcc!'.translate(table), 'a-b-c'.translate(str.maketrans('', '', '-')).translate(table))\n",
        ),
        (
            "import string\n\n\ndef clean(text):\n    return text.translate(None, ',.')\n\n\n"
            "print clean('a, b.'), 'a-b'.translate(string.maketrans('', ''), '-')\n",
            "import string\n\n\ndef clean(text):\n    return text.translate(str.maketrans('', '', ',.'))\n\n\n"
            "print(clean('a, b.'), 'a-b'.translate(str.maketrans('', '', '-')))\n",
        ),
        (
            "import string\n\ntable = string.maketrans('ab', 'xy')\nprint len(table), table[97], 'cab'.translate(table)\n",
            "import string\n\ntable = bytes.maketrans('ab'.encode('latin-1'), 'xy'.encode('latin-1')).decode('latin-1')\n"
            "print(len(table), table[97], 'cab'.translate(table))\n",
        ),
        (
            "ALL = ''.join([chr(n) for n in range(256)])\n\n\ndef rest(text):\n"
            "    return text.translate(ALL, '0123456789')\n\n\nprint rest('a1b2')\n",
            "ALL = ''.join([chr(n) for n in range(256)])\n\n\ndef rest(text):\n"
            "    return text.translate(str.maketrans('', '', '0123456789')).translate(ALL)\n\n\n"
            "print(rest('a1b2'))\n",
        ),
        (
            "class Address(object):\n    SAME = ''.join(map(chr, xrange(256)))\n    GONE = '.0'\n\n"
            "    def letters(self, text):\n        return text.translate(Address.SAME, self.GONE)\n\n\n"
            "print Address().letters('a.0')\n",
            "class Address(object):\n    SAME = ''.join(map(chr, range(256)))\n    GONE = '.0'\n\n"
            "    def letters(self, text):\n"
            "        return text.translate(str.maketrans('', '', self.GONE)).translate(Address.SAME)\n\n\n"
            "print(Address().letters('a.0'))\n",
        ),
    )
    leave_alone = (
        "print(u'abc'.translate({97: u'x'}))\n",
        "class Catalog(object):\n    def translate(self, context, text):\n        return text\n\n\n"
        "print(Catalog().translate(None, 'a'))\n",
        "def title(app):\n    return app.translate('Window', 'File')\n\n\nprint(title.__name__)\n",
        "def maketrans(a, b):\n    return a\n\n\nprint(maketrans('a', 'b'))\n",
        "print(b'a-b'.translate(None, b'-') == b'ab')\n",
    )

    @cached_property
    def calls(self) -> dict[ast.Call, str]:
        """The calls of `maketrans` and of `translate` with two arguments: "make" or "delete"."""
        found = {}
        for node in self.module.facts.walk.parents:
            if isinstance(node, ast.Call) and not node.keywords and not _has_star(node):
                if self._makes_table(node) and not is_spared(self.module, node, "AttributeError"):
                    found[node] = "make"
                elif len(node.args) == 2 and self._deletes(node):
                    found[node] = "delete"
        return found

    def _makes_table(self, node: ast.AST) -> TypeGuard[ast.Call]:
        if not isinstance(node, ast.Call) or len(node.args) != 2:
            return False
        return self.module.facts.scopes.imports(node.func) == (_MAKE,)

    @cached_property
    def _attributes(self) -> set[str]:
        """The names of attributes that tables are bound to."""
        return {
            name
            for node in self.module.facts.walk.of(ast.Assign)
            if self._gives_table(node.value)
            for target in node.targets
            if (name := getattr(target, "attr", None) or self._of_class(target))
        }

    def _of_class(self, target: ast.expr) -> str | None:
        """The name of an attribute that is bound in the body of a class."""
        if not isinstance(target, ast.Name):
            return None
        is_inside = self.module.facts.scopes.scope_of(target).kind == "class"
        return target.id if is_inside else None

    def _gives_table(self, node: ast.AST | None) -> bool:
        """Whether a value is a table: of maketrans, or of all characters in their order."""
        return node is not None and (self._makes_table(node) or _is_every_character(node))

    def _is_table(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Attribute):
            return node.attr in self._attributes
        if isinstance(node, ast.Name):
            definitions = self.module.facts.scopes.resolve(node).definitions
            return bool(definitions) and all(map(self._gives_table, (d.value for d in definitions)))
        return self._gives_table(node)

    @cached_property
    def _says_bytes(self) -> bool:
        """Whether the module runs on both versions and has byte strings: it need not be told."""
        module = self.module
        return module.dialect.version != "2" and any(
            module.literal_kind(node) == "bytes" for node in module.literals
        )

    def _deletes(self, call: ast.Call) -> bool:
        method = call.func
        if not isinstance(method, ast.Attribute) or method.attr != "translate":
            return False
        facts = self.module.facts
        if facts.scopes.imports(method.value) or facts.types.class_of(method.value) is not None:
            return False
        if is_bytes(self.module, method.value) or self._says_bytes:
            return False
        table = call.args[0]
        is_none = isinstance(table, ast.Constant) and table.value is None
        is_string = facts.types.is_a(method.value, "str", "string")
        return is_none or is_string or self._is_table(table)

    def sites(self) -> Iterable[int]:
        return [self.module.offset_of(call) for call in self.calls]

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if _name(original_node.func) not in self.words:
            return updated_node
        call = self.module.at(original_node)
        what = self.calls.get(call)
        if what is None or any(has_comment(one.whitespace_after_arg) for one in updated_node.args):
            return updated_node
        first, second = (argument.value for argument in updated_node.args)
        if what == "make":
            form = self._form(call)
            given = {"a": first, "b": second}
            return filled(self.module, form, given, (), original_node, updated_node)
        assert isinstance(updated_node.func, cst.Attribute)
        receiver: Any = updated_node.func.value
        given = {"s": receiver, "table": first, "gone": second}
        form = _DELETE if self._maps_nothing(call.args[0]) else _DELETE_FIRST
        if not self.module.facts.types.is_a(call.func.value, "str", "string"):
            reason = "the method is taken for that of strings, and the string for text"
            self.module.decide(self, original_node, form.new, Level.ASSUMED, reason)
        return filled(self.module, form, given, (), original_node, updated_node)

    def _form(self, call: ast.Call) -> Form:
        if is_bytes(self.module, call):
            return _OF_BYTES
        return _OF_TEXT if self._only_translates(call) else _AS_TEXT

    def _only_translates(self, call: ast.Call) -> bool:
        """Whether a table serves for nothing but as the argument of `translate`."""
        facts = self.module.facts
        parent = facts.parents[call]
        if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
            (target,) = parent.targets
            if isinstance(target, ast.Name):
                loads: Iterable[ast.AST] = facts.scopes.loads(facts.scopes.resolve(target))
            elif isinstance(target, ast.Attribute):
                loads = (
                    node
                    for node in facts.walk.parents
                    if isinstance(node, ast.Attribute)
                    and node.attr == target.attr
                    and isinstance(node.ctx, ast.Load)
                )
            else:
                return False
            return all(map(self._is_translating, loads))
        return self._is_translating(call)

    def _is_translating(self, node: ast.AST) -> bool:
        """Whether a value is the table in a call of `translate`."""
        parent = self.module.facts.parents[node]
        if not isinstance(parent, ast.Call) or node not in parent.args:
            return False
        function = parent.func
        if self.module.facts.scopes.imported(function) == "string.translate":
            return parent.args.index(node) == 1
        is_method = isinstance(function, ast.Attribute) and function.attr == "translate"
        return is_method and parent.args.index(node) == 0

    def _maps_nothing(self, table: ast.expr) -> bool:
        if isinstance(table, ast.Constant):
            return table.value is None
        return self._makes_table(table) and not any(
            not isinstance(one, ast.Constant) or one.value for one in table.args
        )


def _is_every_character(node: ast.AST) -> bool:
    """Whether an expression is `"".join(map(chr, range(256)))`, or a comprehension that is that."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(value=""), attr="join"), args=[characters]
        ):
            words = {part.id for part in ast.walk(characters) if isinstance(part, ast.Name)}
            numbers = {
                part.value for part in ast.walk(characters) if isinstance(part, ast.Constant)
            }
            return "chr" in words and bool(words & {"range", "xrange"}) and numbers <= {0, 256}
    return False


def _has_star(call: ast.Call) -> bool:
    return any(isinstance(one, ast.Starred) for one in call.args)


def _name(function: cst.BaseExpression) -> str:
    """The last part of the name of a function."""
    if isinstance(function, cst.Attribute):
        return function.attr.value
    return function.value if isinstance(function, cst.Name) else ""
