"""TXT930: the number of what may be a character or a byte."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.facts.text import Text
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.text.asking import is_load

_HELPER = '''
def ordinal(item):
    """The number of a character; an item of bytes is one already."""
    return item if isinstance(item, int) else ord(item)
'''
_WALKING = {"map": 0, "reduce": 1}  # which parameter of their function is an item


class UnknownNumbers(Rule):
    """ord(c) becomes ordinal(c) where c is an item of what may be text or bytes.

    An item of a byte string is an integer in Python 3, of which `ord` is no more to be asked. In a
    module that works with bytes, and where nothing shows what the string is, a small function that
    is added to the module takes both.
    """

    code = "TXT930"
    name = "unknown-numbers"
    words = frozenset({"ord"})
    examples = (
        (
            "import struct\n\n\ndef hashed(key):\n    h = 5\n    for c in key:\n"
            "        h = h * 33 ^ ord(c)\n    return h\n\n\n"
            "print globals()['hashed'](struct.pack('>H', 0x4142))\n",
            f"import struct\n\n{_HELPER}\n\ndef hashed(key):\n    h = 5\n    for c in key:\n"
            "        h = h * 33 ^ ordinal(c)\n    return h\n\n\n"
            "print(globals()['hashed'](struct.pack('>H', 0x4142)))\n",
        ),
        (
            "import struct\n\n\ndef number(data):\n"
            "    return reduce(lambda a, b: (a << 8) + ord(b), data, 0) + ord(data[0])\n\n\n"
            "print globals()['number'](struct.pack('>H', 0x4142))\n",
            f"import struct\nfrom functools import reduce\n\n{_HELPER}\n\ndef number(data):\n"
            "    return reduce(lambda a, b: (a << 8) + ordinal(b), data, 0) + ordinal(data[0])\n\n\n"
            "print(globals()['number'](struct.pack('>H', 0x4142)))\n",
        ),
    )
    leave_alone = (
        "def hashed(key):\n    return [ord(c) for c in key]\n\n\nprint(hashed('ab'))\n",
        "import struct\n\n\ndef numbers(text=u'ab'):\n    return [ord(c) for c in text]\n\n\n"
        "print(numbers(), struct.pack('B', 1) == b'\\x01')\n",
        "import struct\n\n\ndef number(c):\n    return ord(c)\n\n\n"
        "print(number('a'), struct.pack('B', 1) == b'\\x01')\n",
        "import struct\n\n\ndef number(data):\n    return ord(data[:1])\n\n\n"
        "print(number(struct.pack('B', 1)))\n",
    )

    @cached_property
    def asked(self) -> set[ast.AST]:
        """The names `ord` of what is asked for the number of such an item."""
        text, facts = self.module.text, self.module.facts
        found: set[ast.AST] = set()
        if text is None:
            return found
        for scope in facts.walk.scopes:
            for load in scope.loads.get("ord", ()):
                call = facts.parents[load]
                if not isinstance(call, ast.Call) or not facts.scopes.is_builtin(load):
                    continue
                whole = self._walked(call, load) or self._whole(call)
                if whole is not None and self._may_be_either(text, whole):
                    found.add(load)
        return found

    def _walked(self, call: ast.Call, function: ast.AST, parameter: int = 0) -> ast.expr | None:
        """What a call of `map` or `reduce` walks over with a function."""
        scopes = self.module.facts.scopes
        if len(call.args) < 2 or call.args[0] is not function or not scopes.is_builtin(call.func):
            return None
        return call.args[1] if _WALKING.get(call.func.id) == parameter else None

    def _whole(self, call: ast.Call) -> ast.expr | None:
        """What the argument of `ord` is an item of."""
        text, facts = self.module.text, self.module.facts
        item = call.args[0] if len(call.args) == 1 else None
        if isinstance(item, ast.Subscript):
            is_done = text is None or item in text.indexes or not is_load(item)
            return None if is_done or isinstance(item.slice, ast.Slice) else item.value
        if not isinstance(item, ast.Name):
            return None
        target = facts.scopes.resolve(item).node
        around = facts.parents.get(target) if target is not None else None
        if isinstance(around, (ast.For, ast.comprehension)):
            return around.iter
        if isinstance(around, ast.arguments) and target in around.args:
            function = facts.parents[around]
            holder = facts.parents.get(function)
            if isinstance(function, ast.Lambda) and isinstance(holder, ast.Call):
                return self._walked(holder, function, around.args.index(target))
        return None

    def _may_be_either(self, text: Text, whole: ast.expr) -> bool:
        if whole in text.walks or self.module.facts.types.of(whole) is not None:
            return False
        if text.is_bytes(whole) or text.is_unknown(whole):
            return True
        return self._is_parameter(whole) and not text.is_surely_text(whole)

    def _is_parameter(self, whole: ast.expr) -> bool:
        """Whether an expression is what a function is given: others may give what is not seen here."""
        if not isinstance(whole, ast.Name):
            return False
        definitions = self.module.facts.scopes.resolve(whole).definitions
        return [one.kind for one in definitions] == ["parameter"]

    def sites(self) -> Iterable[int]:
        return map(self.module.offset_of, self.asked)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if original_node.value != "ord" or self.module.at(original_node) not in self.asked:
            return updated_node
        reason = "an item of bytes is a number, and nothing shows that it is one of text"
        self.module.decide(self, original_node, "ordinal", Level.GUARDED, reason)
        return updated_node.with_changes(value=self.module.helpers.add("ordinal", _HELPER))
