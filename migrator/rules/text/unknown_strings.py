"""TXT910: what is taken as bytes, and nobody knows what it is."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.text.conversions import HELPERS

_HELPER = HELPERS["encode"]


class UnknownStrings(Rule):
    """digest.update(x) becomes digest.update(encoded(x)) where x may be text in Python 3.

    What the library takes as bytes was any string in Python 2. Where the module does not show where
    a string comes from, it may well be text today. A small function that is added to the module
    gives the bytes that it was, and leaves alone what is bytes already.
    """

    code = "TXT910"
    name = "unknown-strings"
    examples = (
        (
            "import hashlib\n\n\ndef digest(names):\n    found = hashlib.md5()\n"
            "    for name in names:\n        found.update(name)\n    return found.hexdigest()\n\n\n"
            "print digest([])\n",
            f"import hashlib\n\n{_HELPER}\n\ndef digest(names):\n    found = hashlib.md5()\n"
            "    for name in names:\n        found.update(encoded(name))\n"
            "    return found.hexdigest()\n\n\nprint(digest([]))\n",
        ),
    )
    leave_alone = (
        "import hashlib\n\n\ndef digest(path):\n    with open(path, 'rb') as stream:\n"
        "        return hashlib.md5(stream.read()).hexdigest()\n",
        "import zlib\n\n\ndef packed(data):\n    return zlib.compress(data)\n\n\nprint(packed(b'a'))\n",
        "import zlib\n\n\ndef merged(found, more):\n    found.update(more)\n"
        "    return zlib.compress(b'%d' % len(found))\n",
        "import hashlib\n\n\ndef digest(text):\n"
        "    return hashlib.md5(text.encode('utf-8')).hexdigest()\n",
    )

    def sites(self) -> Iterable[int]:
        text = self.module.text
        return map(self.module.offset_of, text.unknown) if text else ()

    def _guarded(
        self, original: cst.BaseExpression, updated: cst.BaseExpression
    ) -> cst.BaseExpression:
        text, node = self.module.text, self.module.at(original)
        if text is None or node not in text.unknown or is_spared(self.module, node, "NameError"):
            return updated
        reason = "what takes it takes bytes, and nothing shows what it is"
        self.module.decide(self, original, "bytes", Level.GUARDED, reason)
        helper = self.module.helpers.add("encoded", _HELPER)
        return cst.Call(cst.Name(helper), [cst.Arg(updated)])

    leave_Name = leave_Attribute = leave_Subscript = leave_Call = _guarded
