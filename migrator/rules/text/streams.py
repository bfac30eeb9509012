"""TXT040: StringIO that holds bytes."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule

_OWN = frozenset(("StringIO.StringIO", "cStringIO.StringIO"))


class Streams(Rule):
    """StringIO() becomes io.BytesIO() where bytes are written to it or read from it.

    `io.StringIO` holds text and `io.BytesIO` bytes; Python 2's two modules held native strings.
    Where nothing tells, it is text.
    """

    code = "TXT040"
    name = "byte-streams"
    words = frozenset(("StringIO", "cStringIO"))
    examples = (
        (
            "import struct\nfrom StringIO import StringIO\n\nout = StringIO()\n"
            "out.write(struct.pack('B', 65))\nprint len(out.getvalue())\n",
            "import struct\nfrom io import StringIO\nfrom io import BytesIO\n\nout = BytesIO()\n"
            "out.write(struct.pack('B', 65))\nprint(len(out.getvalue()))\n",
        ),
        (
            "import zlib\nimport cStringIO\n\nf = cStringIO.StringIO(zlib.compress('abc'))\n"
            "print zlib.decompress(f.read()) == 'abc'\n",
            "import zlib\nimport io\n\nf = io.BytesIO(zlib.compress(b'abc'))\n"
            "print(zlib.decompress(f.read()) == b'abc')\n",
        ),
    )
    leave_alone = (
        "from io import BytesIO\n\nprint(len(BytesIO(b'abc').read()))\n",
        "class StringIO(object):\n    pass\n\n\nprint(StringIO().__class__.__name__)\n",
    )

    @cached_property
    def calls(self) -> set[ast.AST]:
        openings = self.module.text.openings if self.module.text else ()
        return {one.call for one, colour in openings if (one.kind, colour) == ("stream", "bytes")}

    def sites(self) -> Iterable[int]:
        return map(self.module.offset_of, self.calls)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if self.module.at(original_node) not in self.calls:
            return updated_node
        reason = "what is written to it or read from it is bytes"
        self.module.decide(self, original_node, "BytesIO", Level.ASSUMED, reason)
        function = updated_node.func
        meanings = self.module.facts.scopes.imports(self.module.at(original_node.func))
        if isinstance(function, cst.Attribute) and _OWN.issuperset(meanings):
            new: cst.BaseExpression = function.with_changes(attr=cst.Name("BytesIO"))
        else:
            new = cst.Name(self.module.imports.name("io", "BytesIO", original_node))
        return updated_node.with_changes(func=new)
