"""ITR300: list comprehension variables that are used after the comprehension."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

import libcst as cst

from migrator.rules import Rule
from migrator.rules.iteration.leak_plan import Plan
from migrator.rules.syntax import building

_CANNOT = "Python 3 does not bind {} here, which is used later: write a loop"


class Leaks(Rule):
    """A list comprehension's variable that is used later is bound by `:=`.

    In Python 2 the variables are those of the function or module around the comprehension, and
    keep the last value; Python 3 has them for the comprehension alone. The loop gets a variable of
    another name, and what was the variable is bound where it is used first, or by a condition that
    is always true. So it keeps its old value where there is nothing to loop over. A variable that
    is used no more than to be deleted needs no `del`. A class body allows no `:=` in a
    comprehension; neither does what another comprehension loops over: there the use is reported.
    Not seen: names that another module or locals() reads.
    """

    code = "ITR300"
    name = "comprehension-leaks"
    words = frozenset({"for"})
    examples = (
        (
            "def last(words):\n    found = [word.strip() for word in words if word]\n"
            "    return found, word\n\n\nprint last(['a ', 'b '])\n",
            "def last(words):\n    found = [word.strip() for each_word in words"
            " if (word := each_word)]\n"
            "    return found, word\n\n\nprint(last(['a ', 'b ']))\n",
        ),
        (
            "def biggest(pairs):\n    key = None\n    values = [value for key, value in pairs]\n"
            "    return key, sum(values)\n\n\nprint biggest([(1, 2), (3, 4)]), biggest([])\n",
            "def biggest(pairs):\n    key = None\n"
            "    values = [value for each_key, value in pairs if [key := each_key]]\n"
            "    return key, sum(values)\n\n\nprint(biggest([(1, 2), (3, 4)]), biggest([]))\n",
        ),
        (
            "class Table(object):\n    squares = [n * n for n in (1, 2, 3)]\n    del n\n\n\n"
            "print Table.squares\n",
            "class Table(object):\n    squares = [n * n for n in (1, 2, 3)]\n\n\n"
            "print(Table.squares)\n",
        ),
    )
    leave_alone = (
        "def clean(words):\n    return [word.strip() for word in words]\n\n\nprint(clean(['a ']))\n",
        "def clean(words):\n    found = [word.strip() for word in words]\n    for word in found:\n"
        "        print(word)\n\n\nclean(['a '])\n",
        "def clean(value):\n    value = [value.strip() for value in value]\n    return value\n\n\n"
        "print(clean(['a ']))\n",
        "def ask(word):\n    print(word)\n    return set([w for w in word])\n\n\nprint(ask('a'))\n",
    )

    def sites(self) -> Iterator[int]:
        for name in (*self._plan.loops, *self._plan.reported, *self._plan.deletions):
            yield self.module.offset_of(name)

    @cached_property
    def _plan(self) -> Plan:
        return Plan(self.module)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        name = self.module.at(original_node)
        if not isinstance(name, ast.Name):
            return updated_node
        plan = self._plan
        if name in plan.reported:
            self.module.report(self, original_node, _CANNOT.format(name.id))
        elif name in plan.loops:
            return updated_node.with_changes(value=plan.loops[name])
        elif name in plan.first_uses:
            return _bind(name.id, plan.first_uses[name])
        return updated_node

    def leave_CompFor(self, original_node: cst.CompFor, updated_node: cst.CompFor) -> cst.CompFor:
        plan = self._plan
        names = map(self.module.at, _names(original_node.target))
        binds = [
            cst.Element(_bare(name.id, plan.loops[name])) for name in names if name in plan.tested
        ]
        if not binds:
            return updated_node
        test = cst.CompIf(cst.List(binds))
        return updated_node.with_changes(ifs=[test, *updated_node.ifs])

    def leave_Del(
        self, original_node: cst.Del, updated_node: cst.Del
    ) -> cst.Del | cst.RemovalSentinel:
        names = list(_names(original_node.target))
        kept = [name for name in names if self.module.at(name) not in self._plan.deletions]
        if len(kept) == len(names):
            return updated_node
        if not kept:
            return cst.RemoveFromParent()
        elements = [cst.Element(building.bare_of_parentheses(name)) for name in kept]
        target = cst.Tuple(elements, lpar=(), rpar=()) if len(kept) > 1 else elements[0].value
        space = cst.SimpleWhitespace(" ")
        return updated_node.with_changes(target=target, whitespace_after_del=space)


def _names(target: cst.BaseExpression) -> Iterator[cst.Name]:
    if isinstance(target, cst.Name):
        yield target
    elif isinstance(target, (cst.Tuple, cst.List)):
        for element in target.elements:
            yield from _names(element.value)


def _bare(name: str, new: str) -> cst.NamedExpr:
    return cst.NamedExpr(cst.Name(name), cst.Name(new))


def _bind(name: str, new: str) -> cst.NamedExpr:
    bare = _bare(name, new)
    return bare.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
