"""Names of modules whose heir is an expression, or a call of another shape."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.facts.effects import subtree
from migrator.python2.traversal import has_comment
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.plan import bind
from migrator.rules.imports.planner import is_at, plan_of
from migrator.rules.library.filling import HOLE, filled
from migrator.stdlib.entries import Form

_ORDER = "the arguments are evaluated in another order"
_BYTES = "what it is given is bytes"
_TYPE_TESTS = ("isinstance", "issubclass")


class OtherShapes(Rule):
    """string.join(words, sep) becomes sep.join(words), sys.exc_type becomes sys.exc_info()[0].

    The functions of `string` that are methods of strings, and other names whose heir is written
    in another way: `types.StringTypes`, `cgi.escape`, `operator.getslice`, `unittest.makeSuite`.

    Not the same everywhere: where the arguments' order of evaluation may be noticed, or the heir
    differs in details, the place is listed as assumed. A function that is passed on, not called,
    is left and reported.
    """

    code = "LIB020"
    name = "other-shapes"
    words = frozenset({"import"})
    examples = (
        (
            "import string\n\nprint string.join(['a', 'b']), string.join(['a', 'b'], '-')\n",
            "import string\n\nprint(' '.join(['a', 'b']), '-'.join(['a', 'b']))\n",
        ),
        (
            "import os\nfrom string import split, upper\n\nprint split(upper('a b' + 'c')), split('a-b', '-', 1)\n",
            "import os\n\nprint(('a b' + 'c').upper().split(), 'a-b'.split('-', 1))\n",
        ),
        (
            "import types\n\nprint isinstance('a', types.StringTypes), type('a') in types.StringTypes\n",
            "import types\n\nprint(isinstance('a', str), type('a') in (str,))\n",
        ),
        (
            "import cgi\n\nprint cgi.escape('<\"\\'>', True), cgi.escape('<\"\\'>', 0), cgi.escape('<\"\\'>')\n",
            "import cgi\nimport html\n\nprint(html.escape('<\"\\'>', quote=False).replace('\"', '&quot;'),"
            " html.escape('<\"\\'>', quote=0), html.escape('<\"\\'>', quote=False))\n",
        ),
        (
            "import string\n\nprint sorted(['b', 'A'], key=string.lower)\n",
            "import string\n\nprint(sorted(['b', 'A'], key=str.lower))\n",
        ),
        (
            "import string, struct\n\nprint map(string.strip, [struct.pack('2s', 'a ')])[0] == 'a'\n",
            "import string, struct\n\nprint(list(map(bytes.strip, [struct.pack('2s', b'a ')]))[0] == b'a')\n",
        ),
        (
            "import sys\n\ntry:\n    1 + ''\nexcept TypeError:\n    print sys.exc_type is TypeError\n",
            "import sys\n\ntry:\n    1 + ''\nexcept TypeError:\n    print(sys.exc_info()[0] is TypeError)\n",
        ),
        (
            "import operator\n\na = [1, 2, 3]\noperator.delslice(a, 0, 1)\nprint a, operator.getslice(a, 0, 1)\n",
            "import operator\n\na = [1, 2, 3]\noperator.delitem(a, slice(0, 1))\nprint(a, a[0:1])\n",
        ),
    )
    leave_alone = (
        "import string\n\nprint(string.capwords('a b'))\n",
        "class string(object):\n    join = max\n\n\nprint(string.join([1, 2]))\n",
        "def split(s):\n    return s\n\n\nprint(split('a b'))\n",
        "import sys\n\nprint(sys.exc_info()[0])\n",
        "import os\n\nprint(os.path.join('a', 'b'))\n",
        "import html\n\nprint(html.escape('<', quote=False))\n",
        "import struct\n\nprint(list(map(bytes.strip, [struct.pack('2s', b'a ')]))[0] == b'a')\n",
        "try:\n    from string import maketrans\nexcept ImportError:\n    maketrans = str.maketrans\n\n"
        "print(maketrans)\n",
    )

    @cached_property
    def places(self) -> frozenset[int]:
        return frozenset(self.module.offset_of(node) for node in plan_of(self.module).forms)

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> Any:
        return self._expression(original_node, updated_node)

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> Any:
        return self._expression(original_node, updated_node)

    def _expression(self, original: Any, updated: Any) -> Any:
        if not is_at(self.module, original, self.places):
            return updated
        node = self.module.at(original)
        form = plan_of(self.module).forms.get(node)
        if form is None or form.parameters:
            return updated
        if form.new.startswith("str.") and self.module.text and self.module.text.is_bytes(node):
            form = replace(form, new=form.new.replace("str", "bytes", 1), note=_BYTES)
        if not form.same:
            self.module.decide(self, original, form.new, Level.ASSUMED, form.note)
        new = filled(self.module, form, {}, (), original, updated)
        if isinstance(new, cst.Tuple) and len(new.elements) == 1 and self._is_asked_of(node):
            return new.elements[0].value
        return new

    def _is_asked_of(self, node: ast.expr) -> bool:
        """Whether a type is the second argument of `isinstance` or `issubclass`."""
        call = self.module.facts.parents[node]
        if not isinstance(call, ast.Call) or node not in call.args[1:]:
            return False
        return self.module.facts.scopes.is_builtin(call.func) and call.func.id in _TYPE_TESTS

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> Any:
        if not is_at(self.module, original_node, self.places):
            return updated_node
        call = self.module.at(original_node)
        form = plan_of(self.module).forms.get(call)
        if form is None:
            return updated_node
        if _has_comment(original_node):
            self.module.report(self, original_node, f"{form.old} is gone: write {form.new}")
            return updated_node
        bound = bind(form, call)
        assert bound is not None
        form = _for_constant(form, bound)
        places = [*call.args, *(keyword.value for keyword in call.keywords)]
        given = dict(zip(map(id, places), updated_node.args, strict=True))
        arguments = {name: given.pop(id(node)).value for name, node in bound.items()}
        if not self._keeps_order(form, bound):
            self.module.decide(self, original_node, form.new, Level.ASSUMED, _ORDER)
        if not form.same or form.differs_with in bound:
            self.module.decide(self, original_node, form.new, Level.ASSUMED, form.note)
        rest = tuple(given.values())
        return filled(self.module, form, arguments, rest, original_node, updated_node)

    def _keeps_order(self, form: Form, bound: Mapping[str, ast.expr]) -> bool:
        """Whether the arguments are evaluated in the same order, or their order does not matter."""
        names = [name for name in HOLE.findall(form.new) if name in bound]
        if names == list(bound)[: len(names)]:
            return True
        calls = [node for node in bound.values() if any(map(_may_act, subtree([node])))]
        return len(calls) < 2


def _for_constant(form: Form, bound: Mapping[str, ast.expr]) -> Form:
    """The form for the constant that is given for `differs_with`, if it is one."""
    given = bound.get(form.differs_with)
    if not isinstance(given, ast.Constant):
        return form
    new = form.if_true if given.value and form.if_true else form.new
    is_same = not given.value or bool(form.if_true)
    return replace(form, new=new, differs_with="" if is_same else form.differs_with)


def _has_comment(call: cst.Call) -> bool:
    """Whether there is a comment between the arguments, where it could not stay."""
    return has_comment(call.whitespace_before_args) or any(
        has_comment(argument.comma) or has_comment(argument.whitespace_after_arg)
        for argument in call.args
        if isinstance(argument.comma, cst.Comma)
    )


def _may_act(node: ast.AST) -> bool:
    return isinstance(node, (ast.Call, ast.Subscript, ast.BinOp, ast.Yield))
