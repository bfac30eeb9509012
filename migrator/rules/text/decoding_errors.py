"""TXT260: what a failure to decode base64 or hexadecimal digits raises."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.facts.effects import subtree
from migrator.facts.text.recodings import recoding
from migrator.rules import Rule
from migrator.rules.exceptions.merged_classes import caught_names
from migrator.rules.syntax import places

# Measured: these raise TypeError for bad input in 2.7, and binascii.Error in Python 3.
_DECODERS = frozenset(
    [f"base64.{name}b64decode" for name in ("", "standard_", "urlsafe_")]
    + ["base64.b32decode", "base64.b16decode", "binascii.unhexlify", "binascii.a2b_hex"]
)
_NEW = "binascii.Error"


class DecodingErrors(Rule):
    """except TypeError around base64.b64decode becomes except (TypeError, binascii.Error).

    `base64.b64decode`, `binascii.unhexlify` and `s.decode('hex')` raise TypeError for bad input in
    Python 2, and binascii.Error, which is a ValueError, in Python 3. Clauses for TypeError of a
    `try` that calls one of them take both.
    """

    code = "TXT260"
    name = "decoding-errors"
    words = frozenset({"TypeError"})
    examples = (
        (
            "import base64\n\ntry:\n    print len(base64.b64decode('a'))\nexcept TypeError:\n    print 'bad'\n",
            "import base64\nimport binascii\n\ntry:\n    print(len(base64.b64decode('a')))\n"
            "except (TypeError, binascii.Error):\n    print('bad')\n",
        ),
        (
            "import binascii\n\ntry:\n    key = binascii.unhexlify('xy')\n"
            "except (KeyError, TypeError), error:\n    print 'bad'\n",
            "import binascii\n\ntry:\n    key = binascii.unhexlify('xy')\n"
            "except (KeyError, TypeError, binascii.Error) as error:\n    print('bad')\n",
        ),
    )
    leave_alone = (
        "import base64\n\ntry:\n    print(len(base64.b64decode('a')))\nexcept (TypeError, ValueError):\n    print('bad')\n",
        "import base64\n\ntry:\n    print(len([]) + 'a')\nexcept TypeError:\n    print('bad', base64)\n",
        "def b64decode(text):\n    raise TypeError\n\n\ntry:\n    b64decode('a')\nexcept TypeError:\n    print('bad')\n",
    )

    @cached_property
    def handlers(self) -> set[ast.ExceptHandler]:
        """The clauses that must take the other error, too."""
        if "TypeError" not in self.module.words:
            return set()
        found = set()
        for node in self.module.facts.walk.of(ast.Try):
            caught = [caught_names(self.module, handler) for handler in node.handlers]
            if not any("TypeError" in names for names in caught):
                continue
            if any({"ValueError", _NEW, "Exception"} & set(names) for names in caught):
                continue
            if any(map(self._decodes, subtree(node.body))):
                found |= {h for h, n in zip(node.handlers, caught, strict=True) if "TypeError" in n}
        return found

    def _decodes(self, node: ast.AST) -> bool:
        if not isinstance(node, ast.Call):
            return False
        if self.module.facts.scopes.imported(node.func) in _DECODERS:
            return True
        if not isinstance(node.func, ast.Attribute) or node.func.attr != "decode":
            return False
        codec = getattr(node.args[0], "value", None) if node.args else None
        found = recoding("decode", codec) if isinstance(codec, str) else None
        return found is not None and found.module == "binascii"

    def sites(self) -> Iterable[int]:
        return [self.module.offsets.start(handler) for handler in self.handlers]

    def leave_ExceptHandler(
        self, original_node: cst.ExceptHandler, updated_node: cst.ExceptHandler
    ) -> cst.ExceptHandler:
        if not self.handlers or updated_node.type is None:
            return updated_node
        if places.handler(self.module, original_node) not in self.handlers:
            return updated_node
        assert original_node.type is not None
        module = self.module.imports.module("binascii", original_node.type)
        new = cst.Element(cst.parse_expression(f"{module}.Error"))
        caught = updated_node.type
        if isinstance(caught, cst.Tuple):
            last = caught.elements[-1].with_changes(comma=_COMMA)
            caught = caught.with_changes(elements=[*caught.elements[:-1], last, new])
        else:
            caught = cst.Tuple([cst.Element(caught, comma=_COMMA), new])
        return updated_node.with_changes(type=caught)


_COMMA = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
