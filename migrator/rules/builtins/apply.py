"""apply(f, args, kwargs) is written f(*args, **kwargs)."""

from __future__ import annotations

import libcst as cst

from migrator.precedence import fit
from migrator.python2.traversal import has_comment
from migrator.rules.builtins.names import BuiltinRule, as_value, is_called, means

_HELPER = '''
def apply(function, args=(), kwargs={}):
    """Call a function with a sequence and a mapping of arguments."""
    return function(*args, **kwargs)
'''


class Apply(BuiltinRule):
    """apply(f, args, kwargs) becomes f(*args, **kwargs).

    The function is gone; the call syntax has done the same since 2.0. Where `apply` itself is
    handed on, or its arguments cannot be told apart, the module gets a function of that name.
    """

    code = "BLT060"
    name = "apply"
    words = frozenset({"apply"})
    examples = (
        (
            "def show(a, b=2):\n    return '%s %s' % (a, b)\n\n\n"
            "args = (1,)\n"
            "print apply(show, args), apply(show, args, {'b': 3}), apply(show, (4, 5))\n",
            "def show(a, b=2):\n    return '%s %s' % (a, b)\n\n\n"
            "args = (1,)\n"
            "print(show(*args), show(*args, **{'b': 3}), show(4, 5))\n",
        ),
        (
            "print apply(lambda: 'called')\n",
            "print((lambda: 'called')())\n",
        ),
        (
            "call = {'now': apply}['now']\nprint call(len, ('ab',))\n",
            "def apply(function, args=(), kwargs={}):\n"
            '    """Call a function with a sequence and a mapping of arguments."""\n'
            "    return function(*args, **kwargs)\n\n\n"
            "call = {'now': apply}['now']\nprint(call(len, ('ab',)))\n",
        ),
    )
    leave_alone = (
        "def apply(f, x):\n    return f(x)\n\n\nprint(apply(len, 'abc'))\n",
        "class Patch(object):\n    def apply(self, text):\n        return text\n\n\n"
        "print(Patch().apply('a'))\n",
        "def twice(apply, value):\n    return apply(apply(value))\n\n\nprint(twice(abs, -1))\n",
    )

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if means(self.module, original_node, "apply") and not is_called(self.module, original_node):
            self.module.helpers.add("apply", _HELPER)
            return as_value(self.module, original_node, updated_node)
        return updated_node

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not means(self.module, original_node.func, "apply"):
            return updated_node
        given = updated_node.args
        plain = all(not argument.star and argument.keyword is None for argument in given)
        if not plain or not 1 <= len(given) <= 3:
            self.module.helpers.add("apply", _HELPER)
            return updated_node
        arguments = _positional(given[1]) if len(given) > 1 else []
        arguments += [argument.with_changes(star="**") for argument in given[2:]]
        new = updated_node.with_changes(args=arguments)
        comma = given[0].comma
        if isinstance(comma, cst.Comma) and has_comment(comma):
            new = new.with_changes(whitespace_before_args=comma.whitespace_after)
        return new.with_changes(func=fit(new, "func", given[0].value))


def _positional(argument: cst.Arg) -> list[cst.Arg]:
    """What stands for a sequence of arguments: the elements of a display, or `*sequence`."""
    value = argument.value
    if not isinstance(value, (cst.Tuple, cst.List)) or _has_comment_at_edge(value):
        return [argument.with_changes(star="*")]
    if not value.elements:
        return [argument.with_changes(star="*")] if has_comment(argument.comma) else []
    *first, last = value.elements
    return [
        *(cst.Arg(element.value, comma=element.comma) for element in first),
        argument.with_changes(value=last.value),
    ]


def _has_comment_at_edge(display: cst.Tuple | cst.List) -> bool:
    """Whether a comment stands where taking the brackets away would lose it."""
    edges = [*display.lpar, *display.rpar]
    if isinstance(display, cst.List):
        edges += [display.lbracket, display.rbracket]
    return any(map(has_comment, [*edges, *(one.comma for one in display.elements[-1:])]))
