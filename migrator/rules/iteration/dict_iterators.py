"""iterkeys, itervalues and iteritems, viewkeys, viewvalues and viewitems."""

from __future__ import annotations

import ast

import libcst as cst

from migrator.facts.uses import Kind
from migrator.module import Module
from migrator.precedence import fit
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_called
from migrator.rules.iteration import forms
from migrator.rules.iteration.dict_lists import view_serves
from migrator.rules.iteration.receivers import is_spared, may_be_dict, method_called

ITERATORS = {"iterkeys": "keys", "itervalues": "values", "iteritems": "items"}
VIEWS = {"viewkeys": "keys", "viewvalues": "values", "viewitems": "items"}
_VIEW_CLASSES = {"keys": "KeysView", "values": "ValuesView", "items": "ItemsView"}


class DictIterators(Rule):
    """iterkeys, itervalues and iteritems become keys, values and items.

    A `for` or another consumer takes the view as well. Where the iterator itself is kept or
    handed on, or nothing proves that a list in its place would do, it is `iter(d.items())`: that
    is the same iterator, and cannot be taken for the list that `d.items()` was in Python 2. The
    methods of your own classes with these names stay (see ITR115).
    """

    code = "ITR110"
    name = "dict-iterators"
    words = frozenset(ITERATORS)
    examples = (
        (
            "d = {'a': 1}\nfor k, v in d.iteritems():\n    print k, v\nprint sorted(d.iterkeys())\n",
            "d = {'a': 1}\nfor k, v in d.items():\n    print(k, v)\nprint(sorted(d.keys()))\n",
        ),
        (
            "d = {'a': 1}\nit = d.itervalues()\nprint it.next()\nprint list(it)\n",
            "d = {'a': 1}\nit = iter(d.values())\nprint(next(it))\nprint(list(it))\n",
        ),
        (
            "print map(dict.iteritems, [{}]) != [], {'a': 1}.iteritems().next()\n",
            "print(list(map(dict.items, [{}])) != [], next(iter({'a': 1}.items())))\n",
        ),
        (
            "class Pairs(dict):\n    __iter__ = dict.iteritems\n\n\nprint [p for p in Pairs(a=1)]\n",
            "class Pairs(dict):\n    __iter__ = lambda self: iter(dict.items(self))\n\n\n"
            "print([p for p in Pairs(a=1)])\n",
        ),
    )
    leave_alone = (
        "class Table(object):\n    def iteritems(self):\n        return iter('ab')\n\n"
        "    def show(self):\n        return list(self.iteritems())\n\n\n"
        "print(list(Table().iteritems()) + Table().show())\n",
        "def iteritems(d):\n    return list(d)\n\n\nprint(iteritems({'a': 1}))\n",
        "import sys\n\nd = {'a': 1}\nif sys.version_info[0] == 2:\n    pairs = d.iteritems()\n"
        "else:\n    pairs = d.items()\nprint(list(pairs))\n",
        "def pairs(d):\n    try:\n        return d.iteritems()\n    except AttributeError:\n"
        "        return iter(d.items())\n\n\nprint(list(pairs({'a': 1})))\n",
    )

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        call = method_called(self.module, original_node, *ITERATORS)
        if call is None:
            return updated_node
        new = _renamed(updated_node, ITERATORS)
        if self._serves(call):
            return new
        return forms.call_of(self.module, original_node, "iter", new)

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        """The method itself, not called."""
        attribute = _uncalled(self.module, original_node, ITERATORS)
        if attribute is None:
            return updated_node
        name = ITERATORS[attribute.attr]
        if self._iterates(attribute):
            made = cst.parse_expression(f"lambda self: iter(dict.{name}(self))")
            return made.with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)
        reason = "the method is called elsewhere: what it returns is a view now"
        self.module.decide(self, original_node, "view", Level.ASSUMED, reason)
        return updated_node.with_changes(attr=cst.Name(name))

    def _iterates(self, method: ast.Attribute) -> bool:
        """Whether a method of `dict` is what a class is iterated by: that has to be an iterator."""
        facts = self.module.facts
        match facts.parents.get(method):
            case ast.Assign([ast.Name("__iter__")]):
                return facts.scopes.is_builtin(method.value)
        return False

    def _serves(self, call: ast.Call) -> bool:
        if forms.is_marked(self.module, call):
            return True
        walks_once = self.module.facts.uses.any_iterable_ok(call, Kind.ITERATOR)
        return walks_once and view_serves(self.module, call)


class DictViews(Rule):
    """viewkeys, viewvalues and viewitems become keys, values and items.

    These are the views of Python 3. Where nothing proves that a list in its place would do, the
    view is made by its class in `collections.abc`, so that it cannot be taken for the list that
    `d.keys()` was in Python 2.
    """

    code = "ITR120"
    name = "dict-views"
    words = frozenset(VIEWS)
    examples = (
        (
            "a, b = {'x': 1}, {'x': 2, 'y': 3}\nprint sorted(a.viewkeys() & b.viewkeys())\n"
            "print 'x' in a.viewkeys()\n",
            "a, b = {'x': 1}, {'x': 2, 'y': 3}\nprint(sorted(a.keys() & b.keys()))\n"
            "print('x' in a.keys())\n",
        ),
        (
            "d = {'x': 1}\nvalues = d.viewvalues()\nd['y'] = 2\nprint len(values), 2 in values\n",
            "from collections.abc import ValuesView\n\n"
            "d = {'x': 1}\nvalues = ValuesView(d)\nd['y'] = 2\nprint(len(values), 2 in values)\n",
        ),
    )
    leave_alone = (
        "class Table(object):\n    def viewkeys(self):\n        return 'own'\n\n\n"
        "print(Table().viewkeys())\n",
        "print(sorted({'x': 1}.keys() & {'x': 2}.keys()), {'x': 1}.keys().isdisjoint('y'))\n",
    )

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        call = method_called(self.module, original_node, *VIEWS)
        if call is None:
            return updated_node
        if view_serves(self.module, call):
            return _renamed(updated_node, VIEWS)
        method = cst.ensure_type(original_node.func, cst.Attribute).attr.value
        class_ = _VIEW_CLASSES[VIEWS[method]]
        name = self.module.imports.name("collections.abc", class_, original_node)
        if call.args:
            of = updated_node.args[0].value
        else:
            of = cst.ensure_type(updated_node.func, cst.Attribute).value
        argument = cst.Arg(fit(cst.Arg(cst.Name("_")), "value", of))
        return updated_node.with_changes(func=cst.Name(name), args=[argument])

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.Attribute:
        """The method itself, not called."""
        attribute = _uncalled(self.module, original_node, VIEWS)
        if attribute is None:
            return updated_node
        return updated_node.with_changes(attr=cst.Name(VIEWS[attribute.attr]))


def _renamed(call: cst.Call, names: dict[str, str]) -> cst.Call:
    function = cst.ensure_type(call.func, cst.Attribute)
    attr = function.attr.with_changes(value=names[function.attr.value])
    return call.with_changes(func=function.with_changes(attr=attr))


def _uncalled(module: Module, node: cst.Attribute, names: dict[str, str]) -> ast.Attribute | None:
    """The `ast` node of a dict's method that is loaded but not called."""
    if node.attr.value not in names:
        return None
    attribute = module.at(node)
    if not isinstance(attribute, ast.Attribute) or not isinstance(attribute.ctx, ast.Load):
        return None
    if is_called(module, node) or is_spared(module, attribute):
        return None
    receiver = attribute.value
    if module.facts.scopes.is_builtin(receiver):
        return attribute if receiver.id == "dict" else None
    return attribute if may_be_dict(module, receiver, attribute.attr) else None
