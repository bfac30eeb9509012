"""TXT085: methods of str that are called on bytes."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtin


class UnboundMethods(Rule):
    """map(str.strip, lines) becomes map(bytes.strip, lines) where the lines are bytes.

    The methods of Python 2's `str` are those of native strings. Taken from the class they refuse,
    in Python 3, what is bytes.
    """

    code = "TXT085"
    name = "unbound-string-methods"
    words = frozenset({"str"})
    examples = (
        (
            "import struct\n\nparts = [struct.pack('2s', 'a'), struct.pack('B', 66)]\n"
            "print len(map(str.lower, parts)[0]), str.upper(parts[0]) == 'A\\0'\n",
            "import struct\n\nparts = [struct.pack('2s', b'a'), struct.pack('B', 66)]\n"
            "print(len(list(map(bytes.lower, parts))[0]), bytes.upper(parts[0]) == b'A\\0')\n",
        ),
    )
    leave_alone = (
        "print(list(map(str.strip, ['a ', 'b'])))\n",
        "import struct\n\nprint(str.upper('a'), struct.pack('B', 66).lower() == b'b')\n",
        "import struct\n\nprint(str.__name__, list(map(str, struct.unpack('B', b'a'))))\n",
    )

    @cached_property
    def classes(self) -> set[ast.AST]:
        """The names of the class that a method is taken from for bytes."""
        text, facts = self.module.text, self.module.facts
        if text is None:
            return set()
        return {
            load
            for scope in facts.walk.scopes
            for load in scope.loads.get("str", ())
            if isinstance(facts.parents[load], ast.Attribute)
            and facts.scopes.is_builtin(load)
            and text.is_bytes(load)
        }

    def sites(self) -> Iterable[int]:
        return map(self.module.offset_of, self.classes)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if original_node.value != "str" or self.module.at(original_node) not in self.classes:
            return updated_node
        self.module.decide(self, original_node, "bytes", Level.ASSUMED, "what it is given is bytes")
        return cst.parse_expression(builtin(self.module, "bytes", original_node))
