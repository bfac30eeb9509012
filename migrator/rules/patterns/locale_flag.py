"""LIB205: re.LOCALE, which patterns for text no longer take."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.planner import is_at

_LOCALE = frozenset({"re.L", "re.LOCALE"})
_UNICODE = frozenset({"re.U", "re.UNICODE"})
_REASON = "text patterns know no locale; in that of C, the default, letters are those of ASCII"


class LocaleFlag(Rule):
    r"""re.compile(r'\w', re.L) becomes re.compile(r'\w', re.A).

    Since 3.6 re.LOCALE is an error with a pattern for text. It said which letters `\w` and
    re.IGNORECASE know: those of the locale, which are ASCII's until a program calls
    `locale.setlocale`. Beside re.UNICODE it goes: that has more letters. A pattern for bytes takes
    re.ASCII as well.
    """

    code = "LIB205"
    name = "locale-flag"
    words = frozenset({"L", "LOCALE"})
    examples = (
        (
            "import re\n\nprint re.findall(r'\\w+', 'a b', re.L | re.M)\n",
            "import re\n\nprint(re.findall(r'\\w+', 'a b', re.A | re.M))\n",
        ),
        (
            "import re\n\nprint re.compile(u'x', re.LOCALE|re.UNICODE).match(u'x') is None\n",
            "import re\n\nprint(re.compile(u'x', re.UNICODE|re.UNICODE).match(u'x') is None)\n",
        ),
    )
    leave_alone = (
        "import re\n\nprint(re.findall(b'a', b'a', re.L))\n",
        "class re(object):\n    L = 1\n\n\nprint(re.L)\n",
        "import re\n\nprint(re.findall('a', 'a', re.I))\n",
    )

    @cached_property
    def places(self) -> dict[int, str]:
        """The flag that takes its place, by the carrier offsets of the flags."""
        facts = self.module.facts
        found = {}
        for node in facts.walk.parents:
            if not isinstance(node, ast.Attribute) or facts.scopes.imported(node) not in _LOCALE:
                continue
            whole: ast.AST = node
            while isinstance(above := facts.walk.parents[whole], ast.BinOp):
                whole = above
            if isinstance(above, ast.Call) and _is_for_bytes(above):
                continue
            beside = {
                facts.scopes.imported(one): one
                for one in ast.walk(whole)
                if isinstance(one, ast.Attribute)
            }
            names = [one.attr for name, one in beside.items() if name in _UNICODE]
            found[self.module.offset_of(node)] = names[0] if names else "A"
        return found

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.Attribute:
        if not is_at(self.module, original_node, self.places):
            return updated_node
        flag = self.places[self.module.anchor(original_node)]
        self.module.decide(self, original_node, f"re.{flag}", Level.ASSUMED, _REASON)
        return updated_node.with_changes(attr=cst.Name(flag))


def _is_for_bytes(call: ast.Call) -> bool:
    """Whether a call's pattern is a literal of bytes, as both Pythons write it."""
    pattern = call.args[0] if call.args else None
    return isinstance(pattern, ast.Constant) and isinstance(pattern.value, bytes)
