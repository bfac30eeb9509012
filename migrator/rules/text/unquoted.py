"""TXT240: what is unquoted to bytes."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.precedence import fit
from migrator.results import Level
from migrator.rules import Rule

_NAMES = ("urllib.unquote", "urllib.unquote_plus")


class UnquotedBytes(Rule):
    """urllib.unquote(s).decode('latin-1') becomes urllib.parse.unquote_to_bytes(s).decode('latin-1').

    `unquote` gives bytes in Python 2, which the program decodes. Today's `unquote` decodes itself,
    as UTF-8; the bytes are given by `unquote_to_bytes`, to which a plus is no space.
    """

    code = "TXT240"
    name = "unquoted-bytes"
    words = frozenset({"unquote", "unquote_plus"})
    examples = (
        (
            "import urllib\n\nraw = urllib.unquote('caf%E9')\nprint len(raw), raw.decode('latin-1') == u'caf\\xe9'\n",
            "import urllib.parse\n\nraw = urllib.parse.unquote_to_bytes('caf%E9')\n"
            "print(len(raw), raw.decode('latin-1') == u'caf\\xe9')\n",
        ),
        (
            "import urllib\n\nprint urllib.unquote_plus('a+b%20c').decode('utf-8')\n",
            "import urllib.parse\n\n"
            "print(urllib.parse.unquote_to_bytes('a+b%20c'.replace('+', ' ')).decode('utf-8'))\n",
        ),
    )
    leave_alone = (
        "import urllib.parse\n\nprint(urllib.parse.unquote('a%20b'))\n",
        "def unquote(text):\n    return text\n\n\nprint(unquote(u'a').encode('ascii').decode('ascii'))\n",
    )

    @cached_property
    def places(self) -> set[ast.Call]:
        text = self.module.text
        if text is None or self.words.isdisjoint(self.module.words):
            return set()
        return {
            node
            for node in self.module.facts.walk.parents
            if isinstance(node, ast.Call)
            and len(node.args) == 1
            and not node.keywords
            and self.module.facts.scopes.imported(node.func) in _NAMES
            and text.is_bytes(node)
        }

    def sites(self) -> Iterable[int]:
        return [self.module.offset_of(call) for call in self.places]

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        call = self.module.at(original_node) if self.places else None
        if call not in self.places:
            return updated_node
        self.module.decide(
            self, original_node, "bytes", Level.ASSUMED, "what is done with the result says so"
        )
        (argument,) = updated_node.args
        if (self.module.facts.scopes.imported(call.func) or "").endswith("plus"):
            replaced = cst.ensure_type(cst.parse_expression("_.replace('+', ' ')"), cst.Call)
            method = cst.ensure_type(replaced.func, cst.Attribute)
            method = method.with_changes(value=fit(method, "value", argument.value))
            argument = argument.with_changes(value=replaced.with_changes(func=method))
        function = updated_node.func
        if isinstance(function, cst.Attribute):
            function = function.with_changes(attr=cst.Name("unquote_to_bytes"))
        else:
            name = self.module.imports.name("urllib.parse", "unquote_to_bytes", original_node)
            function = cst.Name(name)
        return updated_node.with_changes(func=function, args=[argument])
