"""has_key."""

from __future__ import annotations

import ast
from typing import Any

import libcst as cst

from migrator.precedence import fit, parenthesize
from migrator.python2.traversal import has_comment, replace
from migrator.rules import Rule
from migrator.rules.builtins.names import is_called
from migrator.rules.iteration.receivers import is_spared, may_be_dict


class HasKey(Rule):
    """d.has_key(k) becomes k in d.

    Dictionaries have no `has_key` in Python 3. A class of the module that defines it keeps it, and
    is asked by that name; where such a class has no `__contains__` and the receiver may be one of
    its instances, nothing is changed, and you are told. The method itself, not called, is
    `d.__contains__`.
    """

    code = "ITR130"
    name = "has-key"
    words = frozenset({"has_key"})
    examples = (
        (
            "d = {1: 2}\nif d.has_key(1) and not d.has_key(3):\n    print d.has_key(4) == False\n",
            "d = {1: 2}\nif 1 in d and 3 not in d:\n    print((4 in d) == False)\n",
        ),
        (
            "d = {(1, 2): 3}\nprint d.has_key((1, 2)), not (d.has_key(1 or 2)), filter(d.has_key, [1])\n",
            "d = {(1, 2): 3}\nprint((1, 2) in d, ((1 or 2) not in d), list(filter(d.__contains__, [1])))\n",
        ),
        (
            "class Names(dict):\n    def __contains__(self, name):\n"
            "        return self.has_key(name.lower())\n\n"
            "    def has(self, name):\n        return dict.has_key(self, name)\n\n\n"
            "print 'A' in Names(a=1), Names(a=1).has('A')\n",
            "class Names(dict):\n    def __contains__(self, name):\n"
            "        return dict.__contains__(self, name.lower())\n\n"
            "    def has(self, name):\n        return dict.__contains__(self, name)\n\n\n"
            "print('A' in Names(a=1), Names(a=1).has('A'))\n",
        ),
    )
    leave_alone = (
        "class Table(object):\n    def has_key(self, key):\n        return 'own'\n\n\n"
        "print(Table().has_key(1))\n",
        "def has_key(d, key):\n    return key in d\n\n\nprint(has_key({1: 2}, 1))\n",
        "import curses\n\n\ndef has_escape():\n    return curses.has_key(27)\n",
        "def find(table, key):\n    try:\n        return table.has_key(key)\n"
        "    except AttributeError:\n        return key in table\n\n\nprint(find({1: 2}, 1))\n",
    )

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        call = self.module.at(original_node)
        if not self._asks(original_node, call):
            return updated_node
        receiver = call.func.value
        if self._is_dict(receiver):
            return _contains(updated_node) if len(call.args) == 2 else updated_node
        if len(call.args) != 1 or not may_be_dict(self.module, receiver, "has_key"):
            return updated_node
        if self._may_have_own(receiver):
            message = (
                "has_key of a dict would be `key in it` in Python 3, but a class of this module"
                " has a has_key and an __iter__ but no __contains__: add one, or write `in` if this is a dict"
            )
            self.module.report(self, original_node, message)
            return updated_node
        if self._would_recur(call):
            return self._of_base(original_node, updated_node, call)
        if has_comment(updated_node.args[0]) or has_comment(updated_node.whitespace_before_args):
            return _contains(updated_node)
        return _membership(updated_node)

    def leave_UnaryOperation(
        self, original_node: cst.UnaryOperation, updated_node: cst.UnaryOperation
    ) -> cst.BaseExpression:
        """`not d.has_key(k)` is `k not in d`."""
        test = updated_node.expression
        if not isinstance(original_node.expression, cst.Call) or not isinstance(
            test, cst.Comparison
        ):
            return updated_node
        function = original_node.expression.func
        if not isinstance(function, cst.Attribute) or function.attr.value != "has_key":
            return updated_node
        if not isinstance(updated_node.operator, cst.Not):
            return updated_node
        (target,) = test.comparisons
        return test.with_changes(
            comparisons=[target.with_changes(operator=cst.NotIn())],
            lpar=[*updated_node.lpar, *test.lpar],
            rpar=[*test.rpar, *updated_node.rpar],
        )

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.Attribute:
        """The method itself, not called."""
        if original_node.attr.value != "has_key" or is_called(self.module, original_node):
            return updated_node
        attribute = self.module.at(original_node)
        if not isinstance(attribute, ast.Attribute) or not isinstance(attribute.ctx, ast.Load):
            return updated_node
        receiver = attribute.value
        if is_spared(self.module, attribute) or self._may_have_own(receiver):
            return updated_node
        if self._is_dict(receiver) or may_be_dict(self.module, receiver, "has_key"):
            return updated_node.with_changes(attr=cst.Name("__contains__"))
        return updated_node

    def _asks(self, node: cst.Call, call: Any) -> bool:
        """Whether a call is of a method `has_key` and what it is given can be seen."""
        if not isinstance(node.func, cst.Attribute) or node.func.attr.value != "has_key":
            return False
        if not isinstance(call, ast.Call) or call.keywords or is_spared(self.module, call):
            return False
        return not any(isinstance(argument, ast.Starred) for argument in call.args)

    def _is_dict(self, node: ast.expr) -> bool:
        return (
            isinstance(node, ast.Name)
            and node.id == "dict"
            and self.module.facts.scopes.is_builtin(node)
        )

    def _may_have_own(self, receiver: ast.expr) -> bool:
        """Whether a receiver of unknown type may be one for which `in` does not ask `has_key`."""
        types = self.module.facts.types
        return types.of(receiver) is None and any(
            isinstance(node, ast.ClassDef)
            and types.defines(node, "has_key") is True
            and types.defines(node, "__contains__") is False
            and types.defines(node, "__iter__") is not False
            for node in self.module.facts.walk.parents
        )

    def _would_recur(self, call: ast.Call) -> bool:
        """Whether `self.has_key()` stands in the method that `in` would call."""
        function = self.module.facts.parents.function(call)
        receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
        return (
            isinstance(function, ast.FunctionDef)
            and function.name == "__contains__"
            and self.module.facts.parents.method_class(function) is not None
            and isinstance(receiver, ast.Name)
            and bool(function.args.args)
            and function.args.args[0].arg == receiver.id
        )

    def _of_base(self, original: cst.Call, updated: cst.Call, call: ast.Call) -> cst.Call:
        class_ = self.module.facts.parents.class_(call)
        base = class_.bases[0] if class_ is not None and class_.bases else None
        if base is None or not isinstance(base, ast.Name):
            message = "`in` would call this method again: name the class whose test is meant"
            self.module.report(self, original, message)
            return updated
        function = cst.Attribute(cst.Name(base.id), cst.Name("__contains__"))
        receiver = cst.Arg(
            cst.ensure_type(updated.func, cst.Attribute).value,
            comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")),
        )
        return updated.with_changes(func=function, args=[receiver, *updated.args])


def _contains(call: cst.Call) -> cst.Call:
    function = cst.ensure_type(call.func, cst.Attribute)
    return call.with_changes(func=function.with_changes(attr=cst.Name("__contains__")))


def _membership(call: cst.Call) -> cst.Comparison:
    """`key in d`, in parentheses where the call was what let it go over several lines."""
    key, receiver = call.args[0].value, cst.ensure_type(call.func, cst.Attribute).value
    target = cst.ComparisonTarget(cst.In(), receiver)
    target = replace(target, comparator=fit(target, "comparator", receiver))
    test = cst.Comparison(cst.Name("_"), [target], lpar=call.lpar, rpar=call.rpar)
    test = replace(test, left=fit(test, "left", key))
    goes_on = "\n" in cst.Module([]).code_for_node(test)
    return parenthesize(test) if goes_on and not test.lpar else test
