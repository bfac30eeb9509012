"""TXT920: literals that spell the bytes of a character, and are text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import libcst as cst

from migrator.rules import Rule

_ESCAPE = re.compile(r"\\x[c-fC-F]|\\3[0-7][0-7]")
_MESSAGE = (
    "these bytes are {!a} in UTF-8; as text they are {} characters, and are shown as such: write"
    " the character itself, or b'' and decode it where it is shown"
)


class SpelledBytes(Rule):
    """'caf\\xc3\\xa9' is reported where it is text: it spells the bytes of an e with an accent.

    Python 2 writes the two bytes to a terminal or file, which shows them as one character; as text
    of Python 3 they are two. Where something tells that the literal is bytes, TXT010 makes it so.
    """

    code = "TXT920"
    name = "spelled-bytes"
    examples = (  # only reported
        (
            "cafe = 'caf\\xc3\\xa9'\nprint cafe[:3]\n",
            "cafe = 'caf\\xc3\\xa9'\nprint(cafe[:3])\n",
        ),
    )
    leave_alone = (
        "print('\\xe9', u'\\xc3\\xa9', b'\\xc3\\xa9' == b'')\n",
        "print(r'\\xc3\\xa9')\n",
    )

    def sites(self) -> Iterator[int]:
        return map(self.module.offset_of, filter(self._spelled, self.module.literals))

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        node = self.module.at(original_node)
        character = self._spelled(node) if isinstance(node, ast.Constant) else ""
        if character:
            self.module.report(self, original_node, _MESSAGE.format(character, len(node.value)))
        return updated_node

    def _spelled(self, node: ast.Constant) -> str:
        """What a literal is in UTF-8 that is text, and is spelled as bytes; empty for others."""
        module = self.module
        value = node.value
        if module.dialect.version != "2" or not isinstance(value, str) or value.isascii():
            return ""
        if module.literal_kind(node) != "native" or module.text is None:
            return ""
        written = module.lowered.text[module.offsets.start(node) : module.offsets.end(node)]
        if not _ESCAPE.search(written) or module.text.is_bytes(node):
            return ""
        try:
            return value.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return ""
