"""The next method of iterators, called and kept."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.python2.traversal import has_comment
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.iteration.protocol import protocol
from migrator.rules.iteration.receivers import is_spared
from migrator.rules.syntax import building

_HELPER = '''
def next_of(value):
    """Call an object's own next, or get the next item of an iterator."""
    try:
        own = value.next
    except AttributeError:
        return next(value)
    return own()
'''


class NextCalls(Rule):
    """it.next() becomes next(it).

    The method of iterators is called `__next__` in Python 3, and the builtin `next` calls it. A
    method kept for later, `it.next`, is `it.__next__`. A `next` that is a class's own business, as
    that of a linked list, stays; where a receiver may be either, a function that is added asks which
    it is when it is called, and of a method that is kept for later you are told.
    """

    code = "ITR200"
    name = "next-calls"
    words = frozenset({"next"})
    examples = (
        (
            "it = iter('abc')\nprint it.next(), (c for c in 'xy').next()\n",
            "it = iter('abc')\nprint(next(it), next(c for c in 'xy'))\n",
        ),
        (
            "source = iter('abc')\npull = source.next\nprint pull() + pull()\n",
            "source = iter('abc')\npull = source.__next__\nprint(pull() + pull())\n",
        ),
        (
            "def first(lines):\n    next = lines.next()\n    return next\n\n\nprint first(iter('ab'))\n",
            "def first(lines):\n    next = lines.__next__()\n    return next\n\n\nprint(first(iter('ab')))\n",
        ),
        (
            "def ends(error, function):\n    try:\n        function()\n    except error:\n"
            "        return True\n\n\ndef check(source):\n    return ends(StopIteration, source.next)\n\n\n"
            "print check(iter(''))\n",
            "def ends(error, function):\n    try:\n        function()\n    except error:\n"
            "        return True\n\n\ndef check(source):\n    return ends(StopIteration, source.__next__)\n\n\n"
            "print(check(iter('')))\n",
        ),
        (
            "class Line(object):\n    def next(self, count=1):\n        return 'x' * count\n\n\n"
            "def first(source):\n    return source.next()\n\n\nprint first(Line()), first(iter('ab'))\n",
            _HELPER.lstrip()
            + "\n\nclass Line(object):\n    def next(self, count=1):\n        return 'x' * count\n\n\n"
            "def first(source):\n    return next_of(source)\n\n\nprint(first(Line()), first(iter('ab')))\n",
        ),
        (
            "def pairs(rows):\n    row = None\n    while rows:\n        try:\n"
            "            yield row.next()\n        except (AttributeError, StopIteration):\n"
            "            row = iter(rows.pop())\n\n\nprint list(pairs(['ab', 'c']))\n",
            "def pairs(rows):\n    row = None\n    while rows:\n        try:\n"
            "            yield row.__next__()\n        except (AttributeError, StopIteration):\n"
            "            row = iter(rows.pop())\n\n\nprint(list(pairs(['ab', 'c'])))\n",
        ),
    )
    leave_alone = (
        "def first(source):\n    try:\n        return source.next()\n    except AttributeError:\n"
        "        return next(source)\n\n\nprint(first(iter('ab')))\n",
        "it = iter('abc')\nprint(next(it))\n",
        "import tarfile\n\n\ndef first(path):\n    tar = tarfile.open(path)\n    return tar.next()\n\n\nprint(first)\n",
        "class Node(object):\n    def __init__(self, value):\n        self.value = value\n\n"
        "    def next(self):\n        return self.value\n\n\nprint(Node(3).next())\n",
        "class Node(object):\n    next = None\n\n\nnode = Node()\nnode.next = Node()\n"
        "print(node.next.next)\n",
        "class Cards(object):\n    def next(self, count):\n        return [7] * count\n\n"
        "    def __iter__(self):\n        return iter(self.next(3))\n\n\n"
        "print(list(Cards()) + Cards().next(1))\n",
    )

    def sites(self) -> Iterator[int]:
        answers = protocol(self.module)
        for attribute in self.module.facts.walk.attributes("next"):
            if answers.is_protocol(attribute) or answers.is_unclear(attribute):
                yield self.module.offset_of(attribute)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        function = original_node.func
        if not isinstance(function, cst.Attribute) or function.attr.value != "next":
            return updated_node
        call = self.module.at(original_node)
        if not isinstance(call, ast.Call) or call.args or call.keywords:
            return updated_node
        method = call.func
        if not isinstance(method, ast.Attribute) or is_spared(self.module, call):
            return updated_node
        if protocol(self.module).is_protocol(method):
            if self._keeps_method(original_node, method):
                return updated_node
            name = "next"
        elif protocol(self.module).is_unclear(method) and not has_comment(original_node):
            name = self.module.helpers.add("next_of", _HELPER)
            reason = "some class here has a next method of its own"
            self.module.decide(self, original_node, name, Level.GUARDED, reason)
        else:
            return updated_node
        function = cst.ensure_type(updated_node.func, cst.Attribute)
        receiver = building.bare_of_parentheses(function.value)
        return updated_node.with_changes(func=cst.Name(name), args=[building.argument(receiver)])

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.Attribute:
        if original_node.attr.value != "next":
            return updated_node
        attribute = self.module.at(original_node)
        if not isinstance(attribute, ast.Attribute) or not isinstance(attribute.ctx, ast.Load):
            return updated_node
        if is_spared(self.module, attribute):
            return updated_node
        answers = protocol(self.module)
        if not answers.is_protocol(attribute):
            if answers.is_unclear(attribute) and not self._is_guarded(original_node, attribute):
                message = (
                    "if this is an iterator, Python 3 wants next(it): some class here has a next"
                    " method of its own"
                )
                self.module.report(self, original_node, message)
            return updated_node
        level = Level.PROVEN if answers.is_sure(attribute) else Level.ASSUMED
        reason = "an iterator" if level is Level.PROVEN else "nothing here has a next of its own"
        self.module.decide(self, original_node, "iterator", level, reason)
        if answers.takes_nothing(attribute) and not self._keeps_method(original_node, attribute):
            return updated_node
        return updated_node.with_changes(attr=cst.Name("__next__"))

    def _keeps_method(self, node: cst.Call | cst.Attribute, method: ast.Attribute) -> bool:
        """Whether `it.__next__()` is called for: `next` or the receiver is not what it should be.

        What has no such method is an AttributeError with it, as it was, which the code may catch.
        """
        scopes = self.module.facts.scopes
        if scopes.lookup(scopes.scope_of(method), "next").kind != "builtin":
            return True
        if self.module.facts.parents.shim(method, "AttributeError"):
            return True
        return has_comment(node) or protocol(self.module).is_super(method.value)

    def _is_guarded(self, node: cst.Attribute, attribute: ast.Attribute) -> bool:
        """Whether the call of a method that may be either is rewritten as a whole."""
        call = self.module.facts.parents.get(attribute)
        return isinstance(call, ast.Call) and call.func is attribute and not has_comment(node)
