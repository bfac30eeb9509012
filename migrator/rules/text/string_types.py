"""TXT080: tests of the type of a string."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.facts.text.questions import asked, is_call
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtins

_BYTES = ("bytes",)
_EITHER = ("str", "bytes")
_DISPLAYS = (ast.Tuple, ast.List, ast.Set)


class StringTypes(Rule):
    """isinstance(x, str) becomes isinstance(x, bytes) where x is bytes, or text or bytes.

    Python 2's `str` is the type of native strings and `unicode` that of text. Where the code asks
    for both apart, or decodes what it finds to be `str`, native strings are bytes; `basestring` then
    is both types, and so is `(str, unicode)`. The same holds for `type(x) is str`, `type(x) ==
    type('')`, `type(x) in (str, int)` and `assertEqual(type(x), str)`.
    """

    code = "TXT080"
    name = "string-types"
    wraps = True  # what `types.StringType` became
    words = frozenset({"isinstance", "type"})
    examples = (
        (
            "def kind(x):\n    if isinstance(x, unicode):\n        return 'text'\n"
            "    if isinstance(x, str):\n        return 'bytes'\n\n\n"
            "print kind(u'a'), kind(u'a'.encode('utf-8'))\n",
            "def kind(x):\n    if isinstance(x, str):\n        return 'text'\n"
            "    if isinstance(x, bytes):\n        return 'bytes'\n\n\n"
            "print(kind(u'a'), kind(u'a'.encode('utf-8')))\n",
        ),
        (
            "import struct\n\ndata = struct.pack('B', 1)\nprint isinstance(data, basestring)\n",
            "import struct\n\ndata = struct.pack('B', 1)\nprint(isinstance(data, (str, bytes)))\n",
        ),
        (
            "import struct\n\ndata = struct.pack('B', 1)\nprint type(data) is str, type('a') == str\n",
            "import struct\n\ndata = struct.pack('B', 1)\nprint(type(data) is bytes, type('a') == str)\n",
        ),
        (
            "print isinstance('a'.decode('ascii'), str), isinstance(unichr(65), str),"
            " isinstance('%s!' % u'b', str)\n",
            "print(isinstance(b'a'.decode('ascii'), bytes), isinstance(chr(65), bytes), isinstance('%s!' % u'b', bytes))\n",
        ),
        (
            "import struct\n\n\ndef total(data=struct.pack('B', 1)):\n    bytes = []\n"
            "    if isinstance(data, str):\n        bytes.append(data)\n    return len(bytes)\n\n\n"
            "print total()\n",
            "import struct\nimport builtins\n\n\ndef total(data=struct.pack('B', 1)):\n    bytes = []\n"
            "    if isinstance(data, builtins.bytes):\n        bytes.append(data)\n"
            "    return len(bytes)\n\n\nprint(total())\n",
        ),
        (
            "import struct\n\n\ndef kinds(x=struct.pack('B', 1)):\n"
            "    return isinstance(x, (str, unicode)), type(x) in (unicode, str), isinstance(x, (str, int))\n\n\n"
            "print kinds()\n",
            "import struct\n\n\ndef kinds(x=struct.pack('B', 1)):\n"
            "    return isinstance(x, (bytes, str)), type(x) in (str, bytes), isinstance(x, (bytes, int))\n\n\n"
            "print(kinds())\n",
        ),
        (
            "import struct\n\ndata = struct.pack('B', 1)\nprint isinstance(data, (int, basestring))\n",
            "import struct\n\ndata = struct.pack('B', 1)\nprint(isinstance(data, (int, (str, bytes))))\n",
        ),
    )
    leave_alone = (
        # Text stays what it is, in a list of types too.
        "import json, struct\n\n\ndef is_text(x):\n    return isinstance(x, (str, int)), type(x) in (str, list)\n\n\n"
        "print(is_text(json.dumps([struct.calcsize('I')])))\n",
        # A list of types that nothing is tested for.
        "import struct\n\ndata = struct.pack('B', 1)\nprint([str, int], (len(data), str))\n",
        "def is_text(x):\n    return isinstance(x, str)\n\n\nprint(is_text('a'))\n",
        "import struct\n\n\ndef name(x='a'):\n    return isinstance(x, str)\n\n\n"
        "print(name(), struct.pack('B', 1) == b'\\x01')\n",
        "import sys\n\nprint(isinstance(repr(1), str), isinstance(sys.platform, str), type(hex(5)) is str)\n",
        "import json\n\n\ndef is_text(x):\n    return isinstance(x, str)\n\n\n"
        "print(is_text(json.dumps([1])))\n",
        "def type(x):\n    return x\n\n\nprint(type(b'a') == str)\n",
        "import struct\n\nprint(isinstance(struct.pack('B', 1), bytes))\n",
    )

    @cached_property
    def tests(self) -> dict[ast.AST, tuple[str, ...]]:
        """The names of types that are to be others, with the names of these."""
        facts, text = self.module.facts, self.module.text
        found: dict[ast.AST, tuple[str, ...]] = {}
        if text is None:
            return found
        for name in ("str", "basestring"):
            for scope in facts.walk.scopes:
                for load in scope.loads.get(name, ()):
                    value = self._tested(load)
                    others = self._listed(load)
                    if value is None or not facts.scopes.is_builtin(load) or "bytes" in others:
                        continue
                    either = text.is_bytes(value) or text.is_mixed(value)
                    is_called = isinstance(self._test(load), ast.Call)
                    if "unicode" in others or "basestring" in others:
                        if name == "str" and (either or (text.is_either(value) and is_called)):
                            found[load] = _BYTES
                    elif text.is_either(value) and is_called:
                        found[load] = _EITHER
                    elif name == "str" and (either or self._is_unicode(value)):
                        found[load] = _BYTES
                    elif name == "basestring" and either:
                        found[load] = _EITHER
        if "StringType" in self.module.words:
            found |= dict.fromkeys(filter(self._is_old_name, facts.walk.parents), _BYTES)
        return found

    def _is_old_name(self, node: ast.AST) -> bool:
        """Whether a node is `types.StringType`, of which bytes are asked whether they are it."""
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return False
        if self.module.facts.scopes.imported(node) != "types.StringType":
            return False
        value, text = self._tested(node), self.module.text
        if value is None or text is None:
            return False
        return text.is_bytes(value) or text.is_mixed(value)

    def _tested(self, named: ast.AST) -> ast.expr | None:
        """What is asked whether it is of the type that an expression names."""
        test = self._test(named)
        display = self.module.facts.parents[named]
        if test is not display:
            match test:
                case ast.Call(ast.Name("isinstance"), [value, types], []) if types is display:
                    return value
                case ast.Compare(left, [ast.In() | ast.NotIn()], [types]) if types is display:
                    return left.args[0] if is_call(left, "type", 1) else None
            return None
        question = asked(test, self.module.literal_kind)
        if question is not None:
            return question.value if question.type is named else None
        if not isinstance(test, ast.Call) or test.args[1:] != [named]:
            return None
        given = test.args[0]  # to a function of a test that compares
        return given.args[0] if is_call(given, "type", 1) else None

    def _test(self, named: ast.AST) -> ast.AST:
        """What is around the expression of a type, or around the list of types in which it is."""
        parents = self.module.facts.parents
        around = parents[named]
        return parents[around] if isinstance(around, _DISPLAYS) else around

    def _listed(self, named: ast.AST) -> set[str]:
        """The names in the list of types in which a name is."""
        around = self.module.facts.parents[named]
        listed = around.elts if isinstance(around, _DISPLAYS) else []
        return {one.id for one in listed if isinstance(one, ast.Name) and one is not named}

    def _is_unicode(self, value: ast.expr) -> bool:
        text = self.module.text
        return text is not None and text.is_unicode(value)

    def sites(self) -> Iterable[int]:
        return map(self.module.offset_of, self.tests)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        return self._renamed(original_node, updated_node)

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.BaseExpression
    ) -> cst.BaseExpression:
        return self._renamed(original_node, updated_node)

    def _renamed(
        self, original_node: cst.BaseExpression, updated_node: cst.BaseExpression
    ) -> cst.BaseExpression:
        new = self.tests.get(self.module.at(original_node)) if self.tests else None
        if new is None:
            return updated_node
        text = builtins(self.module, new, original_node)
        reason = "what is tested is bytes, or text or bytes"
        self.module.decide(self, original_node, text, Level.ASSUMED, reason)
        return cst.parse_expression(text)
