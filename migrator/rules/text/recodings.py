"""TXT200: codecs that are none of text."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.facts.text.recodings import Recoding, recoding
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.library.filling import filled
from migrator.stdlib.entries import Form, library

_METHODS = ("encode", "decode")


class OtherCodecs(Rule):
    """s.encode('hex') becomes binascii.hexlify(s), s.decode('zlib') zlib.decompress(s).

    The methods of strings are for encodings of text in Python 3. What the codecs `hex`, `base64`,
    `zlib`, `bz2`, `quopri`, `uu`, `rot13` and `string_escape` did is done by functions: all but
    rot13 make bytes of bytes, so that what is text on either side is converted there.

    Left alone are methods of the module's own classes, and codecs that no literal names.
    """

    code = "TXT200"
    name = "other-codecs"
    words = frozenset(_METHODS)
    examples = (
        (
            "import struct\n\ndata = struct.pack('>H', 258)\nprint len(data.encode('hex').decode('hex'))\n",
            "import struct\nimport binascii\n\ndata = struct.pack('>H', 258)\n"
            "print(len(binascii.unhexlify(binascii.hexlify(data))))\n",
        ),
        (
            "print 'Uryyb'.decode('rot13'), 'Hello'.encode('rot-13')\n",
            "import codecs\n\nprint(codecs.decode('Uryyb', 'rot13'), codecs.encode('Hello', 'rot13'))\n",
        ),
        (
            "print len(b'abc'.encode('zlib').decode('zip')), len(b'a\\n'.encode('string_escape'))\n",
            "import zlib\nimport codecs\n\n"
            "print(len(zlib.decompress(zlib.compress(b'abc'))), len(codecs.escape_encode(b'a\\n')[0]))\n",
        ),
    )
    leave_alone = (
        "class Message(object):\n    def encode(self, codec):\n        return codec\n\n\n"
        "print(Message().encode('hex'))\n",
        "print(u'text'.encode('utf-8').decode('utf-8') == u'text')\n",
        "import codecs\n\nprint(codecs.encode(b'a', 'hex') == b'61')\n",
        "def show(text, codec):\n    return text.encode(codec)\n\n\nprint(show)\n",
    )

    @cached_property
    def places(self) -> dict[ast.Call, Recoding]:
        module = self.module
        offsets = [*module.words.get("encode", ()), *module.words.get("decode", ())]
        if not offsets:
            return {}
        calls = (node for node in module.facts.walk.parents if isinstance(node, ast.Call))
        return {call: found for call in calls if (found := self._recoding(call)) is not None}

    def _recoding(self, call: ast.Call) -> Recoding | None:
        method = call.func
        if not isinstance(method, ast.Attribute) or method.attr not in _METHODS:
            return None
        if len(call.args) not in (1, 2) or call.keywords:
            return None
        codec = call.args[0]
        if not isinstance(codec, ast.Constant) or not isinstance(codec.value, str):
            return None
        facts = self.module.facts
        if facts.scopes.imports(method.value) or facts.types.class_of(method.value) is not None:
            return None
        if is_spared(self.module, call, "LookupError"):
            return None
        return recoding(method.attr, codec.value)

    def sites(self) -> Iterable[int]:
        return [self.module.offset_of(call) for call in self.places]

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if not isinstance(original_node.func, cst.Attribute):
            return updated_node
        if original_node.func.attr.value not in _METHODS:
            return updated_node
        found = self.places.get(self.module.at(original_node))
        if found is None:
            return updated_node
        receiver = self.module.at(original_node).func.value
        if not self.module.facts.types.is_a(receiver, "str", "unicode", "string"):
            reason = "the method is taken for that of strings"
            self.module.decide(self, original_node, found.form, Level.ASSUMED, reason)
        form = Form("", found.form.replace("{}", "{s}"), library("codecs"), "s", (found.module,))
        arguments = {"s": cst.ensure_type(updated_node.func, cst.Attribute).value}
        return filled(self.module, form, arguments, (), original_node, updated_node)
