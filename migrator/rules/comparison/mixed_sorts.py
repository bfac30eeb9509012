"""CMP050: sorting values that Python 3 does not order."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.comparison import helper, orders
from migrator.rules.iteration.forms import calls_of_builtin, calls_of_method
from migrator.rules.syntax import building, places

_FUNCTIONS = ("sorted", "min", "max")


class MixedSorts(Rule):
    """Lists that are seen to hold None or unlike types are sorted as Python 2 did.

    `sorted`, `sort`, `min` and `max` get a key that has the order of Python 2: None before numbers,
    numbers before the rest, the rest by the names of their types. It needs to be seen in the module
    what the list or the results of the key function hold.
    """

    code = "CMP050"
    name = "mixed-sorts"
    words = frozenset({"sort", *_FUNCTIONS})
    examples = (
        (
            "print sorted([3, 'b', None, 1.5])\n",
            "from functools import cmp_to_key\n\n" + helper.HELPER + "\n\n"
            "print(sorted([3, 'b', None, 1.5], key=cmp_to_key(cmp)))\n",
        ),
        (
            "ages = {'ann': 31, 'bob': None}\nprint sorted(ages.items(), key=lambda kv: kv[1])\n"
            "print max(ages, key=ages.get), sorted(ages, key=lambda name: ages[name])\n",
            "from functools import cmp_to_key\n\n" + helper.HELPER + "\n\n"
            "ages = {'ann': 31, 'bob': None}\n"
            "print(sorted(ages.items(), key=lambda kv: cmp_to_key(cmp)(kv[1])))\n"
            "print(max(ages, key=lambda item: cmp_to_key(cmp)(ages.get(item))),"
            " sorted(ages, key=lambda name: cmp_to_key(cmp)(ages[name])))\n",
        ),
        (
            "class Tag(object):\n    head = foot = None\n\n    def last(self):\n"
            "        return max(self.head, self.foot)\n\n    def has_head(self):\n"
            "        return self.head is not None\n\n\nprint Tag().last(), Tag().has_head()\n",
            "from functools import cmp_to_key\n\n" + helper.HELPER + "\n\n"
            "class Tag(object):\n    head = foot = None\n\n    def last(self):\n"
            "        return max(self.head, self.foot, key=cmp_to_key(cmp))\n\n    def has_head(self):\n"
            "        return self.head is not None\n\n\nprint(Tag().last(), Tag().has_head())\n",
        ),
    )
    leave_alone = (
        "class Tag(object):\n    head, foot = 1, 2\n\n    def last(self):\n"
        "        if self.head is not None:\n            return max(self.head, self.foot)\n\n\n"
        "print(Tag().last())\n",
        "print(sorted([3, 1.5, True]), max('a', 'b'), min([1, 2]))\n",
        "words = ['b', 'a']\nwords.sort(key=len)\nprint(words, sorted([('a', 1), ('b', 2)]))\n",
        "def show(values):\n    return sorted(values)\n\n\nprint(show([2, 1]))\n",
        "ages = {'ann': 31}\nprint(sorted(ages.items(), key=lambda kv: kv[1]))\n",
        "ages = {'ann': None}\nages = {'ann': 31}\nprint(sorted(ages, key=lambda name: ages[name]))\n",
    )

    def sites(self) -> Iterator[int]:
        found = [
            *calls_of_builtin(self.module, *_FUNCTIONS),
            *calls_of_method(self.module, "sort"),
        ]
        for call in found:
            if orders.is_mixed(self.module, call):
                yield self.module.offset_of(call)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        call = self.module.at(original_node)
        if not isinstance(call, ast.Call) or not self._is_meant(call):
            return updated_node
        key = next((one for one in updated_node.args if _is_key(one)), None)
        if not helper.is_free(self.module, original_node):
            message = "Python 3 has no order for some of these values (None, unlike types)"
            self.module.report(self, original_node, message)
            return updated_node
        wrap = cst.Call(
            cst.Name(self.module.imports.name("functools", "cmp_to_key", original_node)),
            [cst.Arg(cst.Name(helper.use(self.module)))],
        )
        self.module.decide(
            self, original_node, helper.NAME, Level.GUARDED, "cmp has the order of Python 2"
        )
        if key is None:
            return updated_node.with_changes(
                args=building.parted([*updated_node.args, building.argument(wrap, keyword="key")])
            )
        new = key.with_changes(value=self._key(key.value, wrap))
        return updated_node.with_changes(
            args=[new if one is key else one for one in updated_node.args]
        )

    def _is_meant(self, call: ast.Call) -> bool:
        """Whether a call sorts mixed values, and gets no `cmp`: that is for CMP010 to say."""
        if orders.sort_of(self.module, call) is not None:
            return False
        return orders.is_mixed(self.module, call) and not is_spared(self.module, call, "TypeError")

    def _key(self, key: cst.BaseExpression, wrap: cst.Call) -> cst.BaseExpression:
        """A key function whose results have the order."""
        if isinstance(key, cst.Name) and key.value == "None":
            return wrap
        if isinstance(key, cst.Lambda):
            return key.with_changes(body=cst.Call(wrap, [building.argument(key.body)]))
        item = places.fresh(self.module, "item", "element")
        value = cst.Call(key, [cst.Arg(cst.Name(item))])
        return cst.Lambda(
            cst.Parameters([cst.Param(cst.Name(item))]), cst.Call(wrap, [cst.Arg(value)])
        )


def _is_key(argument: cst.Arg) -> bool:
    return argument.keyword is not None and argument.keyword.value == "key"
