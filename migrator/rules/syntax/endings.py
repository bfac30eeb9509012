"""What a printed value leaves for the next one: a blank that is due, or none.

Python 2.7 has a blank written before the next value (Python/ceval.c, PRINT_ITEM), but not after
a string whose last character is whitespace other than a blank.
"""

from __future__ import annotations

import ast
import codecs
import re
from collections.abc import Iterable
from enum import Enum

from migrator.facts import Facts
from migrator.facts.scopes import Definition
from migrator.python2 import tree

SPACES = "\n\t\r\f\v"
_DEEPEST = 8
_CONVERSION = re.compile(
    r"%(?:\(\w*\))?[#0\- +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?([diouxXeEfFgGcrs%])"
)
_FIELD = re.compile(r"\{(\w*)(?:![rs])?(?::([^{}]*))?\}$")
_KEEPS_END = frozenset(("upper", "lower", "swapcase", "capitalize", "title", "lstrip"))
_CODING = ("encode", "decode")
_AS_ASCII = ("ascii", "utf-8", "iso8859-1", "cp1252")  # codecs that leave ASCII as it is
# What functions and methods of these names give ends its line more often than not.
_LINES = frozenset(
    """readline read getline getvalue check_output format_exc tostring get_payload as_string getsource
    encodestring b2a_base64 b2a_uu toprettyxml""".split()
)
_LINE_CODECS = ("base64", "uu")
_LOOKS = frozenset(("len", "enumerate", "sorted", "min", "max", "sum", "set", "str", "repr"))


class Ending(Enum):
    WORD = "a blank is due after it"
    SPACE = "no blank is due after it"
    UNKNOWN = "that depends on its value"


WORD, SPACE, UNKNOWN = Ending.WORD, Ending.SPACE, Ending.UNKNOWN


class Endings:
    """Answers for the expressions of one module; what is not UNKNOWN is proven."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._open: set[ast.AST] = set()  # the loads being looked at

    def of(self, node: ast.expr) -> Ending:
        if isinstance(node, ast.Constant):
            return _of_text(node.value) if isinstance(node.value, str) else WORD
        if isinstance(node, tree.Repr) or self._is_no_string(node):
            return WORD
        if isinstance(node, ast.BinOp):
            return self._operation(node)
        if isinstance(node, ast.IfExp):
            return _join([self.of(node.body), self.of(node.orelse)])
        if isinstance(node, ast.BoolOp):
            return _join(map(self.of, node.values))
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Name):
            return self._variable(node)
        return UNKNOWN

    def may_be_line(self, node: ast.expr) -> bool:
        """Whether a value comes from a file or a process, so that it may well end its line."""
        return self._may_be_line(node, set())

    def _may_be_line(self, node: ast.expr, seen: set[ast.Name]) -> bool:
        if isinstance(node, ast.Call):
            return self._gives_line(node)
        if isinstance(node, ast.Subscript):
            return _called_method(node.value) in ("communicate", "readlines")
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._may_be_line(node.right, seen)
        if not isinstance(node, ast.Name) or node in seen:
            return False
        seen.add(node)
        _, definitions = self._facts.sources.reaching(node, self._facts.scopes.resolve(node))
        return any(self._is_line(one, seen) for one in definitions)

    def _gives_line(self, call: ast.Call) -> bool:
        match call.func:
            case ast.Attribute(walked, "next"):
                return self._facts.types.is_a(walked, "file", "StringIO")
            case ast.Name("next"):
                return any(self._facts.types.is_a(walked, "file") for walked in call.args[:1])
            case ast.Attribute(attr="encode"):
                return getattr(call.args[0], "value", None) in _LINE_CODECS if call.args else False
            case ast.Attribute(attr=name) | ast.Name(name):
                return name in _LINES
        return False

    def _is_line(self, definition: Definition, seen: set[ast.Name]) -> bool:
        if definition.value is not None:
            is_name = isinstance(definition.value, ast.Name)
            return not is_name and self._may_be_line(definition.value, seen)
        unpacked = self._facts.parents.get(self._facts.parents.get(definition.node))
        if isinstance(unpacked, ast.Assign):
            return _called_method(unpacked.value) == "communicate"
        loop = self._facts.parents.get(definition.node)
        walked = getattr(loop, "iter", None) if definition.kind == "for" else None
        if isinstance(walked, ast.Call) and isinstance(walked.func, ast.Attribute):
            return walked.func.attr in ("readlines", "xreadlines")
        return walked is not None and self._facts.types.is_a(walked, "file")

    def _is_no_string(self, node: ast.expr) -> bool:
        found = self._facts.types.of(node)
        if found is None or found.name in ("str", "unicode", "string", "basestring"):
            return False
        if found.node is None:
            return True
        ancestry = self._facts.types.ancestry(found.node)
        return None not in ancestry and not {"str", "unicode", "basestring"} & {
            one for one in ancestry if isinstance(one, str)
        }

    def _is_text(self, node: ast.expr) -> bool:
        return self._facts.types.is_a(node, "str", "unicode", "string")

    def _operation(self, node: ast.BinOp) -> Ending:
        left, right = node.left, node.right
        text = left.value if isinstance(left, ast.Constant) else None
        if isinstance(node.op, ast.Mod) and isinstance(text, str):
            return self._formatted(text, right)
        if isinstance(node.op, ast.Add) and (self._is_text(left) or self._is_text(right)):
            if isinstance(right, ast.Constant) and right.value == "":
                return self.of(left)
            is_safe = self._is_text(right) or isinstance(right, ast.BinOp)
            return self.of(right) if is_safe else UNKNOWN
        if isinstance(node.op, ast.Mult) and self._is_text(left):
            ending = self.of(left)
            is_some = (
                isinstance(right, ast.Constant) and isinstance(right.value, int) and right.value > 0
            )
            return ending if ending is WORD or is_some else UNKNOWN
        return UNKNOWN

    def _formatted(self, text: str, values: ast.expr) -> Ending:
        """What `text % values` ends in."""
        found = list(_CONVERSION.finditer(text))
        if not found or found[-1].end() != len(text):
            return _of_text(text)
        kind = found[-1][1]
        if kind in "s%c":
            if kind == "%":
                return WORD
            given = values.elts[-1] if isinstance(values, ast.Tuple) and values.elts else values
            if kind == "s" and "(" not in found[-1][0] and not isinstance(given, ast.Dict):
                is_plain = self._facts.types.is_a(
                    given, "int", "float", "bool", "str", "unicode", "string"
                )
                return self.of(given) if is_plain else UNKNOWN
            return UNKNOWN
        return WORD

    def _call(self, call: ast.Call) -> Ending:
        function = call.func
        types = self._facts.types
        if self._facts.scopes.is_builtin(function):
            name = function.id
            if name in ("repr", "hex", "oct", "bin"):
                return WORD
            is_known = len(call.args) == 1 and types.of(call.args[0]) is not None
            if name in ("str", "unicode") and is_known:
                is_plain = types.is_a(call.args[0], "int", "float", "bool", "list", "dict", "str")
                return self.of(call.args[0]) if is_plain else UNKNOWN
            return UNKNOWN
        if self._facts.scopes.imported(function) in ("string.strip", "string.rstrip"):
            return WORD if len(call.args) == 1 else UNKNOWN
        if not isinstance(function, ast.Attribute):
            return UNKNOWN
        if function.attr in ("strip", "rstrip") and not call.args and self._is_text(function.value):
            return WORD
        if function.attr == "format" and isinstance(function.value, ast.Constant):
            return self._filled(function.value.value, call)
        if function.attr in _CODING and self._is_text(function.value):
            return self._coded(call, function.value, function.attr)
        if function.attr in _KEEPS_END and self._is_text(function.value):
            return (
                self.of(function.value) if function.attr != "lstrip" or not call.args else UNKNOWN
            )
        return UNKNOWN

    def _coded(self, call: ast.Call, value: ast.expr, method: str) -> Ending:
        """What `value.encode(codec)` ends in: other codecs than those of text make all anew."""
        codec = getattr(call.args[0], "value", None) if call.args else "ascii"
        if not isinstance(codec, str):
            return UNKNOWN
        try:
            name = codecs.lookup(codec).name
        except LookupError:
            return UNKNOWN
        if name == "hex" and method == "encode":
            return WORD
        return self.of(value) if name in _AS_ASCII else UNKNOWN

    def _filled(self, text: object, call: ast.Call) -> Ending:
        """What `text.format(...)` ends in."""
        if not isinstance(text, str):
            return UNKNOWN
        field = _FIELD.search(text)
        if field is None or text.endswith("}}"):
            return UNKNOWN if text.endswith("}") else _of_text(text)
        if field[2] and field[2][-1] in "bdoxXeEfFgGn%":
            return WORD
        plain = call.args and not call.keywords and field[1] in ("", str(len(call.args) - 1))
        given = call.args[-1] if plain else None
        is_number = given is not None and self._facts.types.is_a(given, "int", "float", "bool")
        return WORD if is_number and not field[2] else UNKNOWN

    def _variable(self, name: ast.Name) -> Ending:
        scopes = self._facts.scopes
        binding = scopes.resolve(name)
        if name in self._open or len(self._open) > _DEEPEST or binding.uncertain:
            return UNKNOWN
        if not binding.definitions or binding.scope is None or binding.scope.kind == "class":
            return UNKNOWN
        _, definitions = self._facts.sources.reaching(name, binding)
        self._open.add(name)
        try:
            return _join(self._bound(one.node, one.kind, one.value) for one in definitions)
        finally:
            self._open.discard(name)

    def _bound(self, node: ast.AST, kind: str, value: ast.expr | None) -> Ending:
        if kind == "assign" and value is not None:
            return self.of(value)
        loop = self._facts.parents.get(node)
        if isinstance(loop, (ast.For, ast.AsyncFor, ast.comprehension)) and loop.target is node:
            return self._element(loop.iter)
        return UNKNOWN

    def _element(self, walked: ast.expr) -> Ending:
        """What the items of an iterable end in."""
        if isinstance(walked, (ast.List, ast.Tuple)):
            return _join(map(self.of, walked.elts))
        if isinstance(walked, ast.Constant) and isinstance(walked.value, str):
            return _join(map(_of_text, walked.value))
        if isinstance(walked, ast.Name):
            return self._element_of_variable(walked)
        if isinstance(walked, ast.Call):
            function = walked.func
            if isinstance(function, ast.Attribute) and function.attr == "split" and not walked.args:
                return WORD if self._is_text(function.value) else UNKNOWN
            if self._facts.scopes.is_builtin(function) and len(walked.args) == 1:
                name = function.id
                if name in ("sorted", "reversed", "list", "set"):
                    return self._element(walked.args[0])
        return UNKNOWN

    def _element_of_variable(self, name: ast.Name) -> Ending:
        """The items of a display that one variable holds, where nothing can put others in it."""
        scopes = self._facts.scopes
        binding = scopes.resolve(name)
        only = binding.definitions[0] if len(binding.definitions) == 1 else None
        if only is None or only.kind != "assign" or only.value is None or binding.uncertain:
            return UNKNOWN
        if binding.kind == "global" and not all(map(self._only_looks, scopes.loads(binding))):
            return UNKNOWN
        is_still = isinstance(only.value, (ast.Tuple, ast.Constant)) or all(
            map(self._only_looks, scopes.loads(binding))
        )
        return self._element(only.value) if is_still and only.value is not name else UNKNOWN

    def _only_looks(self, load: ast.Name) -> bool:
        """Whether a use of a list cannot change what is in it."""
        parent = self._facts.parents.get(load)
        if isinstance(parent, (ast.For, ast.comprehension)):
            return parent.iter is load
        if isinstance(parent, ast.Subscript):
            return isinstance(parent.ctx, ast.Load)
        if isinstance(parent, ast.Call):
            return self._facts.scopes.is_builtin(parent.func) and parent.func.id in _LOOKS
        return isinstance(parent, (ast.Compare, tree.Print))


def _called_method(node: ast.expr) -> str | None:
    """The name of the method whose call this is."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr
    return None


def _join(endings: Iterable[Ending]) -> Ending:
    found = set(endings)
    return found.pop() if len(found) == 1 else UNKNOWN


def _of_text(text: str) -> Ending:
    last = text[-1:]
    if last in SPACES and last:
        return SPACE
    return UNKNOWN if last.isspace() and last != " " else WORD
