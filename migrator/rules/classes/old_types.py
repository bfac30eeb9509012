"""CLS090: the types of old-style classes and of their instances."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.comparison.hashes import is_old_style

_TYPES = {"types.InstanceType": "InstanceType", "types.ClassType": "ClassType"}
_TYPE_OF = "type_of"
_HELPER = '''
class OldStyleType(type):
    """The type that Python 2 has for old-style classes, or for their instances."""

    def __instancecheck__(cls, value):
        return type_of(value) is cls


InstanceType = OldStyleType("instance", (), {{}})
ClassType = OldStyleType("classobj", (), {{}})


def type_of(value):
    """The type of a value as Python 2 says it."""
    class_ = value if isinstance(value, type) else type(value)
    if {test}:
        return ClassType if class_ is value else InstanceType
    return type(value)
'''
# By name, since a value may be asked for its type before all classes are there.
_KNOWN = "any(one.__module__ == __name__ and one.__name__ in {} for one in class_.__mro__)"
_MADE_BY_A_STATEMENT = "class_.__flags__ & (1 << 9)"


class OldTypes(Rule):
    """types.InstanceType keeps its meaning, for old-style classes of the module.

    In Python 2 all instances of old-style classes have one type, and all such classes another. A
    module that asks for `types.InstanceType` gets both types, and `type_of(x)` for `type(x)`, which
    gives them for what its old-style classes are and make. In a module that has no such class any
    class that was made by a class statement is taken for one.
    """

    code = "CLS090"
    name = "old-style-types"
    words = frozenset({"InstanceType"})
    unit = "statement"
    examples = (
        (
            "import types\n\n\nclass Old:\n    pass\n\n\nclass New(object):\n    pass\n\n\n"
            "print type(Old()) is types.InstanceType, isinstance(New(), types.InstanceType)\n",
            "import types\n\n"
            + _HELPER.format(test=_KNOWN.format('("Old",)'))
            + "\n\nclass Old:\n    pass"
            "\n\n\nclass New(object):\n    pass\n\n\n"
            "print(type_of(Old()) is InstanceType, isinstance(New(), InstanceType))\n",
        ),
        (
            "from types import InstanceType\n\n\nclass Old:\n    pass\n\n\n"
            "print type(Old()) is InstanceType, type(3) is InstanceType\n",
            "\n" + _HELPER.format(test=_KNOWN.format('("Old",)')) + "\n\nclass Old:\n    pass\n\n\n"
            "print(type_of(Old()) is InstanceType, type_of(3) is InstanceType)\n",
        ),
    )
    leave_alone = (
        "class Names(object):\n    InstanceType = 1\n\n\nprint(Names.InstanceType, type(3))\n",
        "try:\n    from types import InstanceType\nexcept ImportError:\n    InstanceType = object\n\n"
        "print(isinstance(3, InstanceType))\n",
    )

    @cached_property
    def _is_asked(self) -> bool:
        """Whether the module asks for the type of old-style instances, for all of Python."""
        scopes = self.module.facts.scopes
        return any(
            scopes.imported(node) == "types.InstanceType"
            and not is_spared(self.module, node, "AttributeError")
            and not is_spared(self.module, node, "ImportError")
            for node in self.module.facts.walk.of(ast.Attribute, ast.Name)
            if getattr(node, "attr", getattr(node, "id", "")) == "InstanceType"
        )

    def sites(self) -> Iterator[int]:
        if not self._is_asked:
            return
        for word in ("InstanceType", "ClassType", "type"):
            yield from map(self.module.lowered.carrier_offset, self.module.words.get(word, ()))

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        if not original_node.attr.value.endswith("Type") or not self._is_asked:
            return updated_node
        new = _TYPES.get(self.module.imported(original_node) or "")
        if new is None:
            return updated_node
        self._define(original_node)
        return cst.Name(new, lpar=updated_node.lpar, rpar=updated_node.rpar)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        if original_node.value not in _TYPES.values() or not self._is_asked:
            return updated_node
        new = _TYPES.get(self.module.imported(original_node) or "")
        if new is None:
            return updated_node
        self._define(original_node)
        return updated_node.with_changes(value=new)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not self.module.is_builtin(original_node.func, "type") or not self._is_asked:
            return updated_node
        if len(original_node.args) != 1 or original_node.args[0].star:
            return updated_node
        return updated_node.with_changes(func=cst.Name(self._define(original_node)))

    def _define(self, place: cst.CSTNode) -> str:
        names = list(self._old_classes())
        listed = "(" + ", ".join(f'"{name}"' for name in names) + ("," * (len(names) == 1)) + ")"
        test = _KNOWN.format(listed) if names else _MADE_BY_A_STATEMENT
        name = self.module.helpers.add(_TYPE_OF, _HELPER.format(test=test))
        level = Level.GUARDED if names else Level.ASSUMED
        reason = "the old-style classes are " + (", ".join(names) or "taken to be all of programs")
        self.module.decide(self, place, _TYPE_OF, level, reason)
        return name

    def _old_classes(self) -> Iterator[str]:
        """The old-style classes at the top of the module that derive from no other such."""
        for node in self.module.tree.body:
            if isinstance(node, ast.ClassDef) and is_old_style(self.module, node):
                if not node.bases and not node.keywords:
                    yield node.name
