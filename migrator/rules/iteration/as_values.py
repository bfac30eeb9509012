"""map, filter, zip and range as values."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.module import Module
from migrator.results import Level
from migrator.rules.builtins.names import BuiltinRule, builtin, means, named
from migrator.rules.builtins.xrange import Xrange
from migrator.rules.iteration.filters import HELPER

_LISTS = ("map", "zip", "range")
_MAP = '''
def padded_map(function, *rows):
    """Map as Python 2 did: to a list, with None for what shorter rows have not."""
    if function is None:
        return list(rows[0]) if len(rows) == 1 else list({itertools}.zip_longest(*rows))
    return [function(*row) for row in {itertools}.zip_longest(*rows)]
'''
_TYPES = frozenset(
    "basestring bool dict float int list long object set str tuple type unicode".split()
)
_SHIMS = ("NameError", "ImportError", "AttributeError")
_TESTS = (ast.Compare, ast.Attribute)
_HARMLESS = frozenset(
    "callable isinstance issubclass type repr str id hash help dir hasattr".split()
)


class AsValues(BuiltinRule):
    """map, zip and range handed on, not called, are functions that return lists.

    Where they are called in the end nobody can tell what is done with the result, so a function
    takes their place that makes a list of it: `lambda *args: list(zip(*args))`. For `filter` it is
    one that also keeps strings and tuples, for `map` one that also fills up shorter sequences. An
    `xrange` handed on is `builtins.range`, so that it cannot be taken for 2.7's `range`.
    """

    code = "ITR050"
    name = "lazy-values"
    words = frozenset({*_LISTS, "filter", "xrange"})
    examples = (
        (
            "pairs = {'zip': zip, 'range': range}\nprint pairs['zip']('ab', 'cd'), pairs['range'](3)\n",
            "pairs = {'zip': lambda *args: list(zip(*args)), 'range': lambda *args: list(range(*args))}\n"
            "print(pairs['zip']('ab', 'cd'), pairs['range'](3))\n",
        ),
        (
            "def run(mapper=map):\n    return mapper(None, [1, 2], [3])\n\n\nprint run()\n",
            "import itertools\n\n"
            + _MAP.format(itertools="itertools")
            + "\n\ndef run(mapper=padded_map):\n    return mapper(None, [1, 2], [3])\n\n\nprint(run())\n",
        ),
        (
            "steps = [xrange]\nprint sum(steps[0](1, 4))\n",
            "import builtins\n\nsteps = [builtins.range]\nprint(sum(steps[0](1, 4)))\n",
        ),
    )
    leave_alone = (
        "print(callable(map), isinstance(3, type(range)), zip is map)\n",
        "zip = 3\nprint([zip])\n",
        "try:\n    xrange\nexcept NameError:\n    xrange = range\n\nprint(sum(xrange(4)))\n",
    )

    def sites(self) -> list[int]:
        return [self.module.offset_of(load) for load in self.loads() if is_value(self.module, load)]

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if not means(self.module, original_node, *self.words):
            return updated_node
        name = self.module.at(original_node)
        if not is_value(self.module, name):
            return updated_node
        if name.id == "xrange":
            if not self.module.options.selects(Xrange.code):
                return updated_node
            builtins = self.module.imports.module("builtins", original_node)
            return named(updated_node, f"{builtins}.range")
        reason = "what is done with its result cannot be seen"
        if name.id == "filter":
            helper = self.module.helpers.add("filter_same_type", HELPER)
            self.module.decide(self, original_node, helper, Level.GUARDED, reason)
            return updated_node.with_changes(value=helper)
        if name.id == "map":
            itertools = self.module.imports.module("itertools", original_node)
            helper = self.module.helpers.add("padded_map", _MAP.format(itertools=itertools))
            self.module.decide(self, original_node, helper, Level.GUARDED, reason)
            return updated_node.with_changes(value=helper)
        self.module.decide(self, original_node, "list", Level.GUARDED, reason)
        make = builtin(self.module, "list", original_node)
        new = cst.parse_expression(f"lambda *args: {make}({name.id}(*args))")
        return new.with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)


def is_value(module: Module, node: ast.Name | ast.Attribute | ast.Tuple | ast.List) -> bool:
    """Whether a Name or Attribute is handed on to where its result is used."""
    facts = module.facts
    around = facts.parents[node]
    if isinstance(around, _TESTS) or not isinstance(node.ctx, ast.Load):
        return False
    if facts.versions.only(node) == 3 or any(facts.parents.shim(node, one) for one in _SHIMS):
        return False
    if isinstance(around, ast.Call):
        if facts.scopes.is_builtin(around.func) and around.func.id in _HARMLESS:
            return False
        return around.func is not node
    if isinstance(around, (ast.Tuple, ast.List)):
        is_given = isinstance(facts.parents[around], ast.Call)
        is_table = any(_is_type(module, one) for one in around.elts)
        return not is_table and (not is_given or is_value(module, around))
    if isinstance(around, ast.Dict):
        return node not in around.keys
    return not isinstance(around, (ast.Expr, ast.Delete, ast.Subscript))


def _is_type(module: Module, node: ast.expr) -> bool:
    """Whether one of several values is a builtin type, as in a table of types."""
    if isinstance(node, ast.Call):
        node = node.func
    return module.facts.scopes.is_builtin(node) and node.id in _TYPES
