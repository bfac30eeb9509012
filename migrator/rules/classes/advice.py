"""CLS130: the metaclass that a class body is given from outside while it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.facts.effects import subtree
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared

_KEY = "__metaclass__"
_NAME = "advised_class"
_FRAMES = frozenset({"f_locals", "_getframe", "currentframe"})
_HELPER = '''
def {name}(body, name, *bases, build={builtins}.__build_class__, **keywords):
    """Make a class as Python 2 does: by the __metaclass__ that its names were given meanwhile."""
    if "__metaclass__" in body.__code__.co_names:
        return build(body, name, *bases, **keywords)
    meta, names, rest = {types}.prepare_class(name, {types}.resolve_bases(bases), keywords)
    if "metaclass" in keywords and type(names) is dict:
        names["__metaclass__"] = meta

    def make(name, bases, names, **rest):
        chosen = names["__metaclass__"] if "__metaclass__" in names else meta
        if chosen is meta:
            names.pop("__metaclass__", None)
        return chosen(name, bases, names, **rest)

    make.__prepare__ = lambda name, bases, **rest: names
    return build(body, name, *bases, metaclass=make, **rest)


{builtins}.__build_class__ = {name}
'''


class Advice(Rule):
    """What a function puts into the names of a class body as __metaclass__ makes the class.

    Called within the body of a class, a function can set `sys._getframe(1).f_locals['__metaclass__']`,
    and Python 2 makes the class by it ("class advice", as `implements(IThing)` did it). Python 3
    chooses the metaclass before the body runs: the module of such a function gets its own
    `__build_class__`, which looks into the names when the body is done. It stands for all class
    statements from then on, and what asks for the frame around one finds its frame between.
    """

    code = "CLS130"
    name = "class-advice"
    words = _FRAMES
    examples = (
        (
            "import sys\n\n\ndef counted(n):\n    def make(name, bases, names):\n"
            "        del names['__metaclass__']\n        names['count'] = n\n"
            "        return type(name, bases, names)\n\n"
            "    sys._getframe(1).f_locals['__metaclass__'] = make\n\n\n"
            "class Thing(object):\n    counted(3)\n\n\nprint Thing.count\n",
            "import sys\nimport builtins\nimport types\n\n"
            + _HELPER.format(name=_NAME, builtins="builtins", types="types")
            + "\n\ndef counted(n):\n    def make(name, bases, names):\n"
            "        del names['__metaclass__']\n        names['count'] = n\n"
            "        return type(name, bases, names)\n\n"
            "    sys._getframe(1).f_locals['__metaclass__'] = make\n\n\n"
            "class Thing(object):\n    counted(3)\n\n\nprint(Thing.count)\n",
        ),
    )
    leave_alone = (
        "import sys\n\n\ndef names():\n    return sys._getframe(1).f_locals['__name__']\n\n\nprint(names())\n",
        "import sys\n\n\ndef make(names):\n    names['__metaclass__'] = type\n    return names\n\n\n"
        "print(make({}), sys._getframe(0).f_lineno > 0)\n",
        "import sys\n\n\ndef put(value):\n    sys._getframe(1).f_locals['__slots__'] = value\n\n\n"
        "class Thing(object):\n    put('a')\n\n\nprint(Thing.__slots__)\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.of(ast.Subscript):
            if self._is_advice(node):
                yield self.module.offset_of(node)

    def leave_Subscript(
        self, original_node: cst.Subscript, updated_node: cst.Subscript
    ) -> cst.Subscript:
        if not self._is_advice(self.module.at(original_node)):
            return updated_node
        imports = self.module.imports
        text = _HELPER.format(
            name=_NAME,
            builtins=imports.module("builtins", original_node, at_top=True),
            types=imports.module("types", original_node, at_top=True),
        )
        name = self.module.helpers.add(_NAME, text)
        reason = "the class is made by what its names were given while its body ran"
        self.module.decide(self, original_node, name, Level.GUARDED, reason)
        return updated_node

    def _is_advice(self, node: ast.AST | None) -> bool:
        """Whether a function that looks at frames sets the `__metaclass__` of some names."""
        if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Store):
            return False
        if not isinstance(node.slice, ast.Constant) or node.slice.value != _KEY:
            return False
        function = self.module.facts.parents.function(node)
        if function is None or self.module.dialect.version == "3":
            return False
        looks = any(
            getattr(one, "attr", getattr(one, "id", "")) in _FRAMES for one in subtree([function])
        )
        return looks and not is_spared(self.module, node, "KeyError")
