"""TXT900: what turns text into bytes, and bytes into text."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

import libcst as cst

from migrator.facts.text import Conversion
from migrator.precedence import fit
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtin
from migrator.rules.syntax import building, places

HELPERS = {
    "encode": '''
def encoded(value, codec="latin-1"):
    """Give text as bytes, and anything else as it is."""
    return value.encode(codec) if isinstance(value, str) else value
''',
    "decode": '''
def decoded(value, codec="latin-1"):
    """Give bytes as text, and anything else as it is."""
    return value.decode(codec) if isinstance(value, bytes) else value
''',
}


class Conversions(Rule):
    """data becomes data.decode('latin-1') where bytes meet what is text, and the other way round.

    Python 2 lets the two mix. The fewest places are converted at which all that must be bytes is
    parted from all that must be text. The encoding is that of the `encode` or `decode` which the
    bytes meet, else latin-1, which keeps each byte as one character and never fails.

    Where the value may also be something else, as what is kept in a list with other things, a
    function that the module gets converts only what is to be converted.
    """

    code = "TXT900"
    name = "text-conversions"
    wraps = True
    examples = (
        (
            "import struct\n\ndata = struct.pack('>H', 0x4142)\nprint data\n",
            "import struct\n\ndata = struct.pack('>H', 0x4142)\nprint(data.decode('latin-1'))\n",
        ),
        (
            "import hashlib\n\n\ndef key(parts):\n    return hashlib.md5(repr(parts)).hexdigest()\n",
            "import hashlib\n\n\ndef key(parts):\n"
            "    return hashlib.md5(repr(parts).encode('latin-1')).hexdigest()\n",
        ),
        (
            "import hashlib\n\n\ndef digest(number):\n"
            "    return hashlib.md5('%s' % number).hexdigest()\n\n\nprint digest(5)\n",
            "import hashlib\n\n\ndef digest(number):\n"
            "    return hashlib.md5(('%s' % number).encode('latin-1')).hexdigest()\n\n\nprint(digest(5))\n",
        ),
    )
    leave_alone = (
        "import struct\n\ndata = struct.pack('>H', 7)\nprint(len(data), data.decode('latin-1') == 'ab')\n",
        "import hashlib\n\n\ndef key(text):\n    return hashlib.md5(text).hexdigest()\n",
        "text = u'abc'\nprint(text.encode('utf-8').decode('utf-8'))\n",
    )

    def sites(self) -> Iterable[int]:
        reprs = self.module.text.reprs if self.module.text else ()
        return map(self.module.offset_of, [*self._plan, *reprs])

    @property
    def _plan(self) -> Mapping[ast.expr, Conversion]:
        text = self.module.text
        return text.conversions if text else self.module.encodings

    def _converted(
        self, original: cst.BaseExpression, updated: cst.BaseExpression
    ) -> cst.BaseExpression:
        conversion = self._plan.get(self.module.at(original)) if self._plan else None
        if conversion is None:
            return updated
        if conversion.called:
            given = self._converting(original, cst.Call(updated), conversion)
            return cst.Lambda(cst.Parameters(), given)
        return self._converting(original, updated, conversion)

    def _converting(
        self, original: cst.BaseExpression, updated: cst.BaseExpression, conversion: Conversion
    ) -> cst.BaseExpression:
        reason = f"what takes it is {'text' if conversion.method == 'decode' else 'bytes'}"
        if conversion.guarded:
            return self._guarded(original, updated, conversion, reason)
        self.module.decide(self, original, conversion.method, Level.ASSUMED, reason)
        undone = _undone(updated, conversion)
        if undone is not None:
            return undone
        text = f"value.{conversion.method}({conversion.codec!r})"
        new = cst.ensure_type(cst.parse_expression(text), cst.Call)
        inner = new.func.with_changes(value=fit(new.func, "value", updated))
        return new.with_changes(func=inner)

    def _guarded(
        self,
        original: cst.BaseExpression,
        updated: cst.BaseExpression,
        conversion: Conversion,
        reason: str,
    ) -> cst.BaseExpression:
        """A call of a function that looks at the value first."""
        reason = f"{reason}; the value may be no string"
        self.module.decide(self, original, conversion.method, Level.GUARDED, reason)
        helper = HELPERS[conversion.method]
        function = cst.Name(self.module.helpers.add(f"{conversion.method}d", helper))
        parts = [building.argument(updated)]
        if conversion.codec != "latin-1":
            parts.append(building.argument(cst.SimpleString(repr(conversion.codec))))
        return cst.Call(function, building.parted(parts))

    leave_Name = leave_Attribute = leave_Subscript = _converted
    leave_BinaryOperation = _converted

    def leave_ConcatenatedString(
        self, original_node: cst.ConcatenatedString, updated_node: cst.ConcatenatedString
    ) -> cst.BaseExpression:
        """A literal in several parts stands where its first one does."""
        return self._converted(original_node.left, updated_node)

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.BaseExpression:
        if not places.is_whole_literal(self.module, original_node):
            return updated_node
        return self._converted(original_node, updated_node)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        """What is shown by `repr` was ASCII in Python 2, as `ascii` has it."""
        text = self.module.text
        is_repr = text is not None and self.module.at(original_node) in text.reprs
        if is_repr and isinstance(updated_node, cst.Call):
            function = cst.parse_expression(builtin(self.module, "ascii", original_node))
            updated_node = updated_node.with_changes(func=function)
        return self._converted(original_node, updated_node)


def _undone(node: cst.BaseExpression, conversion: Conversion) -> cst.BaseExpression | None:
    """What `node` encodes, where it is to be decoded again."""
    if conversion.method != "decode" or not isinstance(node, cst.Call) or len(node.args) != 1:
        return None
    function, codec = node.func, node.args[0].value
    if not isinstance(function, cst.Attribute) or function.attr.value != "encode":
        return None
    if not isinstance(codec, cst.SimpleString):
        return None
    return function.value if codec.evaluated_value == conversion.codec else None
