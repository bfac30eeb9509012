"""SYN100: parameters that unpack."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.python2 import tree
from migrator.python2.scanner import NEW_KEYWORDS
from migrator.python2.traversal import replace
from migrator.rules import Rule
from migrator.rules.syntax import building, places

_LONGEST = 3  # names that make up a parameter's name
_PAIRS = frozenset(("items", "iteritems"))
_WALKERS = frozenset(("sorted", "map", "filter", "min", "max", "imap", "ifilter"))


class TupleParameters(Rule):
    """Unpack in the function what a parameter unpacks.

    `def f(a, (b, c)):` becomes `def f(a, b_c):` with `b, c = b_c` as its first statement. A lambda
    hands the parts on to an inner one; where it is called with the pairs of a dictionary it takes
    them by index.
    """

    code = "SYN100"
    name = "tuple-parameters"
    leaves = frozenset({"parameter"})
    examples = (
        (
            'def area((x, y), scale=1):\n    """The area."""\n    return x * y * scale\n'
            "print area((2, 3))\n",
            'def area(x_y, scale=1):\n    """The area."""\n    x, y = x_y\n    return x * y * scale\n'
            "print(area((2, 3)))\n",
        ),
        (
            "def f(a, (b, (c, d))=(1, (2, 3))): return a + b + c + d\nprint f(1)\n",
            "def f(a, b_c_d=(1, (2, 3))): b, (c, d) = b_c_d; return a + b + c + d\nprint(f(1))\n",
        ),
        (
            "add = lambda x, (a, b): x + a + b\nprint add(1, iter([2, 3]))\n",
            "add = lambda x, a_b: (lambda a, b: x + a + b)(*a_b)\nprint(add(1, iter([2, 3])))\n",
        ),
        (
            "ages = {'ann': 3, 'bob': 2}\nprint sorted(ages.items(), key=lambda (name, age): age)\n",
            "ages = {'ann': 3, 'bob': 2}\n"
            "print(sorted(ages.items(), key=lambda name_age: name_age[1]))\n",
        ),
        ("def f((a)): return a\nprint f(1)\n", "def f(a): return a\nprint(f(1))\n"),
    )
    leave_alone = (
        "def f(a, b=(1, 2)):\n    return b\nprint(f(1))\n",
        "f = lambda a, b=(1, 2): b\nprint(f(1))\n",
        "def f(*a):\n    (b, c) = a\n    return b\nprint(f(1, 2))\n",
        "def f(a, b): return a\nprint(f(1, 2))\n",
        "f = lambda pair: pair[0]\nprint(f((1, 2)))\n",
    )

    # -- functions ------------------------------------------------------------------

    def leave_Param(self, original_node: cst.Param, updated_node: cst.Param) -> cst.Param:
        parameter = places.tuple_parameter(self.module, original_node)
        if parameter is None:
            return updated_node
        return replace(updated_node, name=cst.Name(self._new_name(parameter)))

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: Any) -> Any:
        body = updated_node.body
        for param in reversed(original_node.params.params):
            parameter = places.tuple_parameter(self.module, param)
            if parameter is not None and not isinstance(parameter.target, ast.Name):
                value = cst.Name(self._new_name(parameter))
                target = cst.AssignTarget(self._target(parameter.target, outermost=True))
                body = building.first_in(body, cst.Assign([target], value))
        return updated_node if body is updated_node.body else replace(updated_node, body=body)

    def _target(self, target: ast.expr, outermost: bool = False) -> Any:
        """A parameter's tuple as the target of an assignment."""
        if isinstance(target, ast.Name):
            return cst.Name(self._named(target))
        assert isinstance(target, ast.Tuple)
        elements = [cst.Element(self._target(part), building.COMMA) for part in target.elts]
        if len(elements) > 1:
            elements[-1] = cst.Element(elements[-1].value)
        else:
            elements[-1] = cst.Element(elements[-1].value, cst.Comma())
        if outermost:
            return cst.Tuple(elements, lpar=[], rpar=[])
        return cst.Tuple(elements)

    # -- lambdas --------------------------------------------------------------------

    def leave_Lambda(self, original_node: cst.Lambda, updated_node: Any) -> Any:
        body = updated_node.body
        for param in reversed(original_node.params.params):
            parameter = places.tuple_parameter(self.module, param)
            if parameter is not None and not self._is_indexed(parameter):
                body = self._unpacked(body, parameter.target, self._new_name(parameter))
        return updated_node if body is updated_node.body else replace(updated_node, body=body)

    def leave_Name(self, original_node: cst.Name, updated_node: Any) -> Any:
        found = self._indexed.get(self.module.at(original_node))
        if found is None:
            return updated_node
        name, path = found
        value: Any = cst.Name(name)
        for index in path:
            value = cst.Subscript(value, [cst.SubscriptElement(cst.Index(cst.Integer(str(index))))])
        return replace(value, lpar=updated_node.lpar, rpar=updated_node.rpar)

    def _unpacked(self, body: Any, target: ast.expr, name: str) -> Any:
        """`(lambda a, b: body)(*name)`, and so on for the tuples within."""
        if isinstance(target, ast.Name):
            return body
        assert isinstance(target, ast.Tuple)
        parameters = []
        for part in target.elts:
            parameters.append(cst.Param(cst.Name(self._named(part))))
        for part, param in zip(reversed(target.elts), reversed(parameters), strict=True):
            body = self._unpacked(body, part, param.name.value)
        function = cst.Lambda(
            cst.Parameters(parameters), body, lpar=[cst.LeftParen()], rpar=[cst.RightParen()]
        )
        return cst.Call(function, [cst.Arg(cst.Name(name), star="*")])

    @cached_property
    def _indexed(self) -> dict[ast.AST, tuple[str, list[int]]]:
        """The loads of lambda parameters that become subscripts: of which name, by which indexes."""
        found: dict[ast.AST, tuple[str, list[int]]] = {}
        scopes = self.module.facts.scopes
        for node in self.module.facts.walk.of(tree.TupleParameter):
            if not self._is_indexed(node):
                continue
            scope = scopes.scope_of(node)
            for name, path in _paths(node.target, []):
                for load in scopes.loads(scopes.lookup(scope, name)):
                    found[load] = (self._new_name(node), path)
        return found

    def _is_indexed(self, parameter: tree.TupleParameter) -> bool:
        """Whether what a lambda unpacks is proven to be a pair that can be indexed."""
        parents = self.module.facts.parents
        function = parents[parents[parameter]]
        call = parents.get(function)
        keyword = call if isinstance(call, ast.keyword) else None
        if keyword is not None:
            call = parents.get(keyword)
        if not isinstance(function, ast.Lambda) or len(function.args.args) != 1:
            return False
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            return False
        names = _flat(parameter.target)
        if call.func.id not in _WALKERS or len(names) != 2 or NEW_KEYWORDS & set(names):
            return False
        source = call.args[0] if keyword is not None else call.args[-1]
        if not call.args or (keyword is not None and keyword.arg != "key"):
            return False
        return self._gives_pairs(source) and not any(
            isinstance(node, ast.Lambda) for node in ast.walk(function.body)
        )

    def _gives_pairs(self, source: ast.expr) -> bool:
        if not isinstance(source, ast.Call):
            return False
        function = source.func
        if isinstance(function, ast.Attribute):
            return function.attr in _PAIRS and not source.args
        return self.module.facts.scopes.is_builtin(function) and function.id == "enumerate"

    # -- names ----------------------------------------------------------------------

    def _new_name(self, parameter: tree.TupleParameter) -> str:
        return self._named(parameter.target)

    def _named(self, target: ast.expr) -> str:
        """What a target's name is, or what the parameter is called that it unpacks."""
        if isinstance(target, ast.Name):
            return places.spelled(self.module, target.id)
        names = _flat(target)
        joined = "_".join(names[:_LONGEST]) + ("_etc" if len(names) > _LONGEST else "")
        return places.fresh(self.module, joined if len(names) > 1 else f"{joined}_only")


def _flat(target: ast.expr) -> list[str]:
    return [node.id for node in _in_order(target) if isinstance(node, ast.Name)]


def _in_order(target: ast.expr) -> list[ast.expr]:
    if isinstance(target, ast.Tuple):
        return [node for part in target.elts for node in _in_order(part)]
    return [target]


def _paths(target: ast.expr, path: list[int]) -> list[tuple[str, list[int]]]:
    """Each name in a target with the indexes that lead to it."""
    if isinstance(target, ast.Name):
        return [(target.id, path)]
    assert isinstance(target, ast.Tuple)
    return [
        found for index, part in enumerate(target.elts) for found in _paths(part, [*path, index])
    ]
