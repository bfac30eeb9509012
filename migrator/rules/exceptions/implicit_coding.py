"""EXC060: clauses for what an implicit conversion raised."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.facts.effects import subtree
from migrator.rules import Rule
from migrator.rules.exceptions.merged_classes import caught_names
from migrator.rules.syntax import places

_CODING = frozenset({"UnicodeError", "UnicodeDecodeError", "UnicodeEncodeError"})
_QUIET = frozenset("unicode str len repr append join upper lower strip".split())
_MESSAGE = (
    "Python 2 encoded or decoded as ASCII what met here, and failed beyond that; Python 3 never does:"
    " this clause does not run, test for what it was for"
)


class ImplicitCoding(Rule):
    """except UnicodeDecodeError around unicode(x) or u'' + x is reported: it never runs.

    Where unicode met bytes, Python 2 took them for ASCII and failed with the first byte beyond it.
    Programs ask so what a string is. Python 3 converts nothing without being told to, so nothing is
    raised. Not where the body encodes, decodes, reads or calls what may do so.
    """

    code = "EXC060"
    name = "implicit-coding"
    words = _CODING
    examples = (  # only reported
        (
            "def kind(s):\n    try:\n        return unicode(s)\n    except UnicodeDecodeError:\n"
            "        return None\n\n\nprint kind('a')\n",
            "def kind(s):\n    try:\n        return str(s)\n    except UnicodeDecodeError:\n"
            "        return None\n\n\nprint(kind('a'))\n",
        ),
    )
    leave_alone = (
        "try:\n    text = b'a'.decode('utf-8')\nexcept UnicodeDecodeError:\n    text = None\n",
        "try:\n    text = open('/dev/null').read()\nexcept UnicodeError:\n    text = None\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.of(ast.ExceptHandler):
            if self._is_idle(node):
                yield self.module.offsets.start(node)

    def leave_ExceptHandler(
        self, original_node: cst.ExceptHandler, updated_node: cst.ExceptHandler
    ) -> cst.ExceptHandler:
        handler = places.handler(self.module, original_node)
        if handler is not None and original_node.type is not None and self._is_idle(handler):
            self.module.report(self, original_node.type, _MESSAGE)
        return updated_node

    def _is_idle(self, handler: ast.ExceptHandler) -> bool:
        """Whether a clause was for implicit conversions, and for nothing that Python 3 does."""
        names = caught_names(self.module, handler)
        if self.module.dialect.version != "2" or not names or not _CODING.issuperset(names):
            return False
        tried = self.module.facts.parents[handler]
        assert isinstance(tried, ast.Try)
        calls = [node for node in subtree(tried.body) if isinstance(node, ast.Call)]
        return all(map(self._is_quiet, calls))

    def _is_quiet(self, call: ast.Call) -> bool:
        """Whether a call neither encodes nor decodes in Python 3."""
        name = getattr(call.func, "attr", getattr(call.func, "id", None))
        return name in _QUIET and len(call.args) < 2 and not call.keywords
