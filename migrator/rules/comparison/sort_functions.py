"""Sorting by a function that compares."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.python2.traversal import has_comment
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.comparison import orders
from migrator.rules.comparison.orders import PARAMETERS, KeyOrder, Sort
from migrator.rules.iteration.forms import calls_of_builtin, calls_of_method
from migrator.rules.syntax import building, places

_PLAIN = (ast.Name, ast.Attribute, ast.Lambda)


class SortFunctions(Rule):
    """A comparing function given to sort or sorted becomes a key.

    Python 3 sorts by keys only. `lambda x, y: cmp(x.n, y.n)` says no more than `key=lambda x: x.n`,
    and is written so; any other function becomes one by `functools.cmp_to_key`. Given a key as
    well, 2.7 compared the keys. Where an object of unknown type has a `sort` method that is given
    a name, that is taken for a list's, and listed for review.
    """

    code = orders.RULE
    name = "sort-functions"
    words = frozenset({"sort", "sorted"})
    examples = (
        (
            "def by_size(a, b):\n    return len(a) - len(b)\n\n\nwords = ['ccc', 'a', 'bb']\n"
            "words.sort(by_size)\nprint words, sorted(words, cmp=by_size, reverse=True)\n",
            "from functools import cmp_to_key\n\n"
            "def by_size(a, b):\n    return len(a) - len(b)\n\n\nwords = ['ccc', 'a', 'bb']\n"
            "words.sort(key=cmp_to_key(by_size))\n"
            "print(words, sorted(words, key=cmp_to_key(by_size), reverse=True))\n",
        ),
        (
            "pairs = [(1, 'b'), (2, 'a')]\npairs.sort(lambda x, y: cmp(x[1], y[1]))\nprint pairs\n"
            "pairs.sort(lambda x, y: cmp(y[0], x[0]))\nprint pairs\npairs.sort(cmp)\nprint pairs\n",
            "pairs = [(1, 'b'), (2, 'a')]\npairs.sort(key=lambda x: x[1])\nprint(pairs)\n"
            "pairs.sort(key=lambda x: x[0], reverse=True)\nprint(pairs)\npairs.sort()\nprint(pairs)\n",
        ),
        (
            "rows = [('b', 1), ('A', 2)]\n"
            "print sorted(rows, lambda x, y: len(x) - len(y), lambda r: r[0].lower(), True)\n"
            "rows.sort(None, lambda r: r[1])\nprint rows\n",
            "from functools import cmp_to_key\n\nrows = [('b', 1), ('A', 2)]\n"
            "print(sorted(rows, key=lambda r: cmp_to_key(lambda x, y: len(x) - len(y))(r[0].lower()),"
            " reverse=True))\n"
            "rows.sort(key=lambda r: r[1])\nprint(rows)\n",
        ),
    )
    leave_alone = (
        "words = ['b', 'A']\nwords.sort(key=str.lower)\nprint(sorted(words, key=len, reverse=True))\n",
        "class Cursor(object):\n    def sort(self, field, direction):\n        return field\n\n\n"
        "print(Cursor().sort('name', -1))\n",
        "def sorted(values, order):\n    return order\n\n\nprint(sorted([1], 'own'))\n",
        "def show(cursor):\n    return cursor.sort('name')\n\n\nprint(show.__name__)\n",
    )

    def sites(self) -> Iterator[int]:
        found = [*calls_of_builtin(self.module, "sorted"), *calls_of_method(self.module, "sort")]
        for call in found:
            if orders.sort_of(self.module, call) is not None:
                yield self.module.offset_of(call)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        sort = orders.sort_of(self.module, self.module.at(original_node))
        if sort is None:
            return updated_node
        is_method = isinstance(original_node.func, cst.Attribute)
        first = [] if is_method else list(updated_node.args[:1])
        given = self._given(updated_node, len(first))
        new = self._arguments(original_node, sort, given)
        if new is None:
            message = "Python 3 sorts by keys only: write key=functools.cmp_to_key(...)"
            self.module.report(self, original_node, message)
            return updated_node
        if not sort.is_sure:
            reason = "what a sort method is given is taken for a comparing function"
            self.module.decide(self, original_node, "cmp_to_key", Level.ASSUMED, reason)
        arguments = building.parted([*first, *new])
        if arguments:
            last = updated_node.args[-1]
            arguments[-1] = arguments[-1].with_changes(
                comma=last.comma, whitespace_after_arg=last.whitespace_after_arg
            )
        return updated_node.with_changes(args=arguments)

    def _given(self, call: cst.Call, skipped: int) -> dict[str, cst.Arg]:
        """The arguments by their names."""
        given: dict[str, cst.Arg] = {}
        for index, argument in enumerate(call.args[skipped:]):
            name = argument.keyword.value if argument.keyword else PARAMETERS[index]
            given[name] = argument
        return given

    def _arguments(
        self, place: cst.Call, sort: Sort, given: dict[str, cst.Arg]
    ) -> list[cst.Arg] | None:
        """What is to be given instead; None where that cannot be said."""
        call = self.module.at(place)
        function = sort.given["cmp"]
        key = sort.given.get("key")
        has_key = key is not None and not orders.is_none(key)
        new: dict[str, cst.BaseExpression] = {}
        if has_key:
            new["key"] = given["key"].value
        if "reverse" in given:
            new["reverse"] = given["reverse"].value
        is_mixed = not orders.is_none(function) and orders.is_mixed_by(self.module, call, function)
        order = None if is_mixed else orders.replaces(self.module, sort)
        lambda_ = given["cmp"].value
        if orders.is_none(function) or (orders.is_cmp(self.module, function) and not is_mixed):
            if has_comment(given["cmp"]):
                return None
        elif order is not None and isinstance(lambda_, cst.Lambda) and _compares(lambda_):
            if not order.is_identity:
                new["key"] = _key_lambda(lambda_, order)
            if order.reverse:
                new["reverse"] = cst.Name("True")
        elif not has_key:
            new["key"] = self._to_key(place, lambda_)
        elif isinstance(function, _PLAIN) and (isinstance(key, _PLAIN) or self._is_pure(key)):
            new["key"] = self._compared_keys(place, lambda_, new["key"], function)
        else:
            return None
        if not has_key:
            given = {**given, "key": given["cmp"]}
        return [
            _keyword(name, new[name], given.get(name)) for name in PARAMETERS[1:] if name in new
        ]

    def _to_key(self, place: cst.Call, function: cst.BaseExpression) -> cst.Call:
        name = self.module.imports.name("functools", "cmp_to_key", place)
        return cst.Call(cst.Name(name), [building.argument(building.bare_of_parentheses(function))])

    def _compared_keys(
        self,
        place: cst.Call,
        function: cst.BaseExpression,
        key: cst.BaseExpression,
        names: ast.expr,
    ) -> cst.Lambda:
        """A key function whose results are compared by `function`."""
        wrap = self._to_key(place, function)
        used = {node.id for node in ast.walk(names) if isinstance(node, ast.Name)}
        if isinstance(key, cst.Lambda) and _has_one_parameter(key) and not used & _parameters(key):
            return key.with_changes(body=cst.Call(wrap, [building.argument(key.body)]))
        item = places.fresh(self.module, "item", "element")
        if isinstance(key, cst.Lambda):
            key = key.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
        value = cst.Call(key, [cst.Arg(cst.Name(item))])
        parameters = cst.Parameters([cst.Param(cst.Name(item))])
        return cst.Lambda(parameters, cst.Call(wrap, [cst.Arg(value)]))

    def _is_pure(self, key: ast.expr | None) -> bool:
        """Whether a key is made by a call that may as well be made for each element."""
        if not isinstance(key, ast.Call):
            return False
        dotted = self.module.facts.scopes.imported(key.func) or ""
        return dotted.startswith("operator.")


def _compares(lambda_: cst.Lambda) -> bool:
    """Whether the body still is a call of `cmp`, or one with a minus before it."""
    return _call_of_cmp(lambda_) is not None


def _call_of_cmp(lambda_: cst.Lambda) -> cst.Call | None:
    body = lambda_.body
    if isinstance(body, cst.UnaryOperation):
        body = body.expression
    if not isinstance(body, cst.Call) or not isinstance(body.func, cst.Name):
        return None
    return body if body.func.value == "cmp" else None


def _key_lambda(lambda_: cst.Lambda, order: KeyOrder) -> cst.Lambda:
    call = cst.ensure_type(_call_of_cmp(lambda_), cst.Call)
    parameter = lambda_.params.params[0].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return lambda_.with_changes(
        params=cst.Parameters([parameter]), body=call.args[order.index].value
    )


def _has_one_parameter(lambda_: cst.Lambda) -> bool:
    parameters = lambda_.params
    others = (parameters.star_arg, parameters.star_kwarg)
    only = len(parameters.params) == 1 and parameters.params[0].default is None
    return only and not any(isinstance(one, cst.Param) for one in others)


def _parameters(lambda_: cst.Lambda) -> set[str]:
    return {parameter.name.value for parameter in lambda_.params.params}


def _keyword(name: str, value: cst.BaseExpression, old: cst.Arg | None) -> cst.Arg:
    new = building.argument(value, keyword=name)
    if old is None:
        return new
    return new.with_changes(comma=old.comma, whitespace_after_arg=old.whitespace_after_arg)
