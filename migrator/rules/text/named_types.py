"""TXT082: names for the types of strings."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtins, is_spared

_DISPLAYS = (ast.Tuple, ast.List, ast.Set)
_BOTH = ("str", "bytes")


class NamedTypes(Rule):
    """A name for both types of strings stands for both in Python 3, too, if the program has bytes.

    What is tested with `STRINGS = (str, unicode)` or `STRINGS = basestring` may be bytes wherever the
    name gets to: a native string was one of them, whatever it is now. Types that are only named
    where they are tested are decided by what is tested there (TXT080).
    """

    code = "TXT082"
    name = "named-string-types"
    words = frozenset({"unicode", "basestring"})
    wraps = True
    examples = (
        (
            "import struct\n\nSTRINGS = (str, unicode)\nNAMES = basestring\nBOTH = [str]\n"
            "BOTH.append(unicode)\n\n\ndef is_string(x, kinds=(basestring, list)):\n"
            "    return isinstance(x, STRINGS), isinstance(x, NAMES), type(x) in BOTH, isinstance(x, kinds)\n\n\n"
            "print is_string(struct.pack('B', 1)), is_string(1)\n",
            "import struct\n\nSTRINGS = (bytes, str)\nNAMES = (str, bytes)\nBOTH = [str]\n"
            "BOTH.append(bytes)\n\n\ndef is_string(x, kinds=((str, bytes), list)):\n"
            "    return isinstance(x, STRINGS), isinstance(x, NAMES), type(x) in BOTH, isinstance(x, kinds)\n\n\n"
            "print(is_string(struct.pack('B', 1)), is_string(1))\n",
        ),
        # Nothing is bytes here.
        (
            "STRINGS = (str, unicode)\nprint isinstance('a', STRINGS)\n",
            "STRINGS = (str, str)\nprint(isinstance('a', STRINGS))\n",
        ),
        # Each type has a name of its own.
        (
            "import struct\n\nnative, text = str, unicode\nUNICODE = [unicode]\n"
            "print native(struct.unpack('B', 'a')[0]), isinstance(5, tuple(UNICODE)), text(5) == u'5'\n",
            "import struct\n\nnative, text = str, str\nUNICODE = [str]\n"
            "print(native(struct.unpack('B', b'a')[0]), isinstance(5, tuple(UNICODE)), text(5) == u'5')\n",
        ),
    )
    leave_alone = (
        "import struct\n\ntry:\n    STRINGS = (str, unicode)\nexcept NameError:\n    STRINGS = (str, bytes)\n"
        "print(isinstance(struct.pack('B', 1), STRINGS))\n",
        "import struct\n\nbasestring = str\nSTRINGS = basestring\nprint(STRINGS(struct.calcsize('B')))\n",
        "import struct\n\nSTRINGS = (str, bytes)\nprint(isinstance(struct.pack('B', 1), STRINGS))\n",
    )

    @cached_property
    def names(self) -> dict[ast.AST, tuple[str, ...]]:
        """The names of types that are to be others, with the names of these."""
        facts = self.module.facts
        found: dict[ast.AST, tuple[str, ...]] = {}
        for word in self.words.intersection(self.module.words):
            for scope in facts.walk.scopes:
                for load in scope.loads.get(word, ()):
                    if facts.scopes.is_builtin(load) and not is_spared(
                        self.module, load, "NameError"
                    ):
                        found.update(self._of(load))
        return found if found and self.module.program_has_bytes else {}

    def _of(self, load: ast.Name) -> Iterator[tuple[ast.AST, tuple[str, ...]]]:
        """What becomes of the type at a name, or of that beside it."""
        around = self.module.facts.parents[load]
        match around:
            case ast.Call(ast.Attribute(ast.Name() as owner, "append")) if load.id == "unicode":
                bound = self.module.facts.scopes.resolve(owner).definitions
                if any(self._native(one.value) is not None for one in bound):
                    yield load, ("bytes",)
                return
        display = around if isinstance(around, _DISPLAYS) else None
        if not self._is_kept(display or load):
            return
        native = self._native(display)
        if load.id == "basestring":
            yield load, _BOTH
        elif native is not None:
            yield native, ("bytes",)

    def _native(self, display: ast.AST | None) -> ast.Name | None:
        """The `str` in a list of types."""
        for one in display.elts if isinstance(display, _DISPLAYS) else ():
            if isinstance(one, ast.Name) and one.id == "str":
                return one if self.module.facts.scopes.is_builtin(one) else None
        return None

    def _is_kept(self, value: ast.expr) -> bool:
        """Whether a value gets a name, by itself: a variable or a parameter."""
        match self.module.facts.parents[value]:
            case ast.Assign([ast.Name() | ast.Attribute()]):
                return True
            case ast.arguments():
                return True
        return False

    def sites(self) -> Iterable[int]:
        return map(self.module.offset_of, self.names)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        new = self.names.get(self.module.at(original_node)) if self.names else None
        if new is None:
            return updated_node
        text = builtins(self.module, new, original_node)
        reason = "what is tested with it may be bytes wherever the name gets to"
        self.module.decide(self, original_node, text, Level.GUARDED, reason)
        return cst.parse_expression(text)
