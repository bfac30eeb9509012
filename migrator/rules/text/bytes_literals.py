"""TXT010: native literals that are bytes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.syntax.string_literals import as_bytes, as_text


class BytesLiterals(Rule):
    """'GET' becomes b'GET' where it meets bytes.

    A literal without a prefix is bytes in Python 2 and text in Python 3, where the two neither
    mix nor equal each other. What a literal meets is followed through the whole module: variables,
    attributes, parameters, containers. It becomes bytes where all that ends in functions that take
    or give bytes (struct, zlib, sockets, files of bytes, `encode`), and stays as it is elsewhere.
    """

    code = "TXT010"
    name = "bytes-literals"
    examples = (
        (
            "import struct\n\ndata = struct.pack('>H', 7) + 'abc'\n"
            "print len(data), data == '\\x00\\x07abc'\n",
            "import struct\n\ndata = struct.pack('>H', 7) + b'abc'\n"
            "print(len(data), data == b'\\x00\\x07abc')\n",
        ),
        (
            "import zlib\n\n\ndef pack(text):\n    return zlib.compress(text)\n\n\n"
            "packed = pack('some words')\nprint zlib.decompress(packed) == 'some words'\n",
            "import zlib\n\n\ndef pack(text):\n    return zlib.compress(text)\n\n\n"
            "packed = pack(b'some words')\nprint(zlib.decompress(packed) == b'some words')\n",
        ),
    )
    leave_alone = (
        "import struct\n\nformat = '>H'\nprint(struct.calcsize(format))\n",
        "import zlib\n\nprint(zlib.crc32(b'abc') & 0xffffffff)\n",
        "names = {'a': 'x'}\nprint('a' in names, names['a'] + 'y')\n",
    )

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The carrier offsets between which literals are to be bytes."""
        text, offsets = self.module.text, self.module.offsets
        if text is None:
            return []
        return sorted((offsets.start(node), offsets.end(node)) for node in text.literals)

    def sites(self) -> Iterable[int]:
        return [start for start, _ in self.spans]

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        if not self.spans:
            return updated_node
        anchor = self.module.anchor(original_node)
        index = bisect_right(self.spans, (anchor, float("inf"))) - 1
        if index < 0 or anchor >= self.spans[index][1]:
            return updated_node
        word = updated_node.value
        if "b" in original_node.prefix.lower():
            new, colour = as_text(word, self.module.source.encoding), "text"
        elif "b" in updated_node.prefix.lower():
            return updated_node
        else:
            new, colour = as_bytes(word, self.module.source.encoding), "bytes"
        self.module.decide(self, original_node, colour, Level.ASSUMED, f"what it meets is {colour}")
        return updated_node.with_changes(value=new)
