"""One type where Python 2 had two."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TypeGuard

import libcst as cst

from migrator.python2.traversal import has_comment
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import means

_WORDS = frozenset(
    "unicode basestring long StandardError unichr "
    "ClassType IntType LongType StringType StringTypes UnicodeType".split()
)


class TypesOnce(Rule):
    """A type is listed once where migration made two of its names the same.

    `isinstance(x, (str, unicode))` asks for `str` only, `type(x) in (int, long)` for `int`. In a
    table with an entry for each of the two types the entry that already had the remaining name is
    kept, since the last one would win, and that is listed for review.
    """

    code = "BLT035"
    name = "types-once"
    words = _WORDS
    examples = (
        (
            "def kind(x):\n    return isinstance(x, (str, unicode)), type(x) in (int, long, float)\n\n\n"
            "print kind(5)\n",
            "def kind(x):\n    return isinstance(x, str), type(x) in (int, float)\n\n\n"
            "print(kind(5))\n",
        ),
        (
            "def is_whole(x):\n    return type(x) is int or type(x) is long\n\n\nprint is_whole(5)\n",
            "def is_whole(x):\n    return type(x) is int\n\n\nprint(is_whole(5))\n",
        ),
        (
            "names = {int: 'int', long: 'long', float: 'float'}\nprint names[type(5)]\n",
            "names = {int: 'int', float: 'float'}\nprint(names[type(5)])\n",
        ),
        (
            "import types\n\nprint isinstance(ValueError, (type, types.ClassType))\n",
            "import types\n\nprint(isinstance(ValueError, type))\n",
        ),
    )
    leave_alone = (
        "class ClassType:\n    pass\n\n\nprint(isinstance(5, (ClassType, int)))\n",
        "print(isinstance(5, (int, float, int)))\n",
        "def kind(x, long=float):\n    return isinstance(x, (int, long))\n\n\nprint(kind(5))\n",
        "names = {int: 'int', 'long': 'long'}\nprint(names[int])\n",
    )

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        module = self.module
        if len(updated_node.args) != 2 or not means(
            module, original_node.func, "isinstance", "issubclass"
        ):
            return updated_node
        old, new = original_node.args[1].value, updated_node.args[1].value
        listed = self._once(old, new)
        if listed is new or not isinstance(listed, (cst.Tuple, cst.List)):
            return updated_node
        only = listed.elements[0] if len(listed.elements) == 1 else None
        value = listed if only is None else only.value
        return updated_node.with_changes(
            args=[updated_node.args[0], updated_node.args[1].with_changes(value=value)]
        )

    def leave_Comparison(
        self, original_node: cst.Comparison, updated_node: cst.Comparison
    ) -> cst.Comparison:
        if len(updated_node.comparisons) != 1:
            return updated_node
        old, new = original_node.comparisons[0], updated_node.comparisons[0]
        if not isinstance(new.operator, (cst.In, cst.NotIn)):
            return updated_node
        listed = self._once(old.comparator, new.comparator)
        if listed is new.comparator:
            return updated_node
        return updated_node.with_changes(comparisons=[new.with_changes(comparator=listed)])

    def leave_BooleanOperation(
        self, original_node: cst.BooleanOperation, updated_node: cst.BooleanOperation
    ) -> cst.BaseExpression:
        """`isinstance(x, int) or isinstance(x, long)` is one question."""
        if updated_node is original_node:
            return updated_node
        left, right = updated_node.left, updated_node.right
        last = left.right if _continues(left, updated_node) else left
        if not _asks_type(last) or not last.deep_equals(right):
            return updated_node
        if has_comment(updated_node):
            return updated_node
        return left.with_changes(
            lpar=[*updated_node.lpar, *left.lpar], rpar=[*left.rpar, *updated_node.rpar]
        )

    def leave_Dict(self, original_node: cst.Dict, updated_node: cst.Dict) -> cst.Dict:
        doubles = self._doubles(
            [getattr(element, "key", element.value) for element in original_node.elements],
            [getattr(element, "key", element.value) for element in updated_node.elements],
        )
        if not doubles:
            return updated_node
        reason = "Python 3 has one type for both: the entry of the one that remains is kept"
        elements = updated_node.elements
        if any(has_comment(elements[index]) for index in doubles):
            message = "two entries for one type, of which the last one wins: keep one"
            self.module.report(self, original_node, message)
            return updated_node
        self.module.decide(self, original_node, "one entry", Level.ASSUMED, reason)
        self.module.report(self, original_node, reason, Level.ASSUMED)
        return updated_node.with_changes(elements=_without(elements, doubles))

    def leave_Subscript(
        self, original_node: cst.Subscript, updated_node: cst.Subscript
    ) -> cst.Subscript:
        """`table[int] = f` and then `table[long] = g`: the second one wins."""
        store = self.module.at(original_node)
        if updated_node is original_node or not isinstance(store, ast.Subscript):
            return updated_node
        if isinstance(store.ctx, ast.Store) and self._overwrites(store, updated_node):
            message = "this replaces the entry of the type that took its place: keep one of them"
            self.module.report(self, original_node, message)
        return updated_node

    def _overwrites(self, store: ast.Subscript, updated: cst.Subscript) -> bool:
        index = updated.slice[0].slice
        if not isinstance(index, cst.Index) or not isinstance(index.value, cst.Name):
            return False
        if not isinstance(store.slice, ast.Name) or store.slice.id == index.value.value:
            return False
        return any(
            isinstance(node.ctx, ast.Store)
            and isinstance(node.slice, ast.Name)
            and node.slice.id == index.value.value
            and node.lineno <= store.lineno
            and ast.dump(node.value) == ast.dump(store.value)
            for node in self.module.facts.walk.of(ast.Subscript)
        )

    def _once(self, old: cst.BaseExpression, new: cst.BaseExpression) -> cst.BaseExpression:
        """A tuple or list display without the names that became the same as another."""
        if not isinstance(new, (cst.Tuple, cst.List)) or not isinstance(old, type(new)):
            return new
        doubles = self._doubles(
            [element.value for element in old.elements], [element.value for element in new.elements]
        )
        if not doubles or any(has_comment(new.elements[index]) for index in doubles):
            return new
        return new.with_changes(
            elements=_without(new.elements, doubles, isinstance(new, cst.Tuple))
        )

    def _doubles(
        self, old: Sequence[cst.BaseExpression], new: Sequence[cst.BaseExpression]
    ) -> set[int]:
        """Indexes of the names that became the same as another, which stays."""
        if len(old) != len(new):
            return set()
        renamed = {
            index
            for index, (before, after) in enumerate(zip(old, new, strict=True))
            if before is not after
        }
        doubles: set[int] = set()
        for index in sorted(renamed):
            others = [
                other
                for other in range(len(new))
                if other != index and other not in doubles and _same_name(new[other], new[index])
            ]
            if any(other not in renamed or other < index for other in others):
                doubles.add(index)
        return doubles


def _same_name(one: cst.BaseExpression, other: cst.BaseExpression) -> bool:
    if not isinstance(one, (cst.Name, cst.Attribute)) or not isinstance(other, type(one)):
        return False
    return one.deep_equals(other)


def _without(elements: Sequence, dropped: set[int], is_tuple: bool = False) -> list:
    """The elements but for some; what follows the last one is kept."""
    kept = [element for index, element in enumerate(elements) if index not in dropped]
    last = elements[-1].comma
    if is_tuple and len(kept) == 1 and not isinstance(last, cst.Comma):
        last = cst.Comma()
    kept[-1] = kept[-1].with_changes(comma=last)
    return kept


def _continues(
    left: cst.BaseExpression, whole: cst.BooleanOperation
) -> TypeGuard[cst.BooleanOperation]:
    """Whether `left` is a chain of the same operator: `a or b` in `a or b or c`."""
    return (
        isinstance(left, cst.BooleanOperation)
        and not left.lpar
        and isinstance(left.operator, type(whole.operator))
    )


def _asks_type(node: cst.BaseExpression) -> bool:
    """`isinstance(name, type)` or `type(name) is type`: asked again it answers the same."""
    if isinstance(node, cst.UnaryOperation):
        node = node.expression
    if isinstance(node, cst.Comparison):
        node = node.left
    if not isinstance(node, cst.Call) or not isinstance(node.func, cst.Name):
        return False
    return node.func.value in ("isinstance", "type") and all(
        isinstance(argument.value, (cst.Name, cst.Attribute)) for argument in node.args
    )
