"""LIB060: arguments that are given by keyword today, or not at all."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.planner import is_at
from migrator.rules.syntax import building
from migrator.stdlib.parameters import CONFIG_GET, SIGNATURES, Signature

_CONFIG_MODULES = frozenset({"ConfigParser", "configparser"})
_GUESS = "a get() of three or four arguments is taken for that of a ConfigParser"


class ChangedParameters(Rule):
    """config.get(section, option, True) gets raw=True; json.loads(text, encoding='utf-8') loses it.

    Some functions take by keyword today what they took by place, and no longer take some arguments
    at all: `ConfigParser.get`, `json.dumps` and `loads`, `gettext.install`, `namedtuple`,
    `HTTPConnection`, `TemporaryFile`, `fileinput.input`. An argument that is gone is dropped where
    it said nothing, else reported.

    What object `get` is called of cannot always be seen; no other common `get` takes more than two
    arguments, so in a module that imports ConfigParser the place is listed as assumed.
    """

    code = "LIB060"
    name = "changed-parameters"
    words = frozenset({"get", *(name.rpartition(".")[2] for name in SIGNATURES)})
    examples = (
        (
            "import json\nprint json.dumps([1], False), json.loads('[1]', 'utf-8', None)\n",
            "import json\nprint(json.dumps([1], skipkeys=False), json.loads('[1]', cls=None))\n",
        ),
        (
            "from ConfigParser import RawConfigParser\nc = RawConfigParser({'a': 'b'})\n"
            "print hasattr(c, 'x') and c.get('s', 'a', 1)\n",
            "from configparser import RawConfigParser\n"
            "c = RawConfigParser({'a': 'b'}, strict=False, inline_comment_prefixes=(';',))\n"
            "print(hasattr(c, 'x') and c.get('s', 'a', raw=1))\n",
        ),
        (
            "from collections import namedtuple\nP = namedtuple('P', 'x def', False, True)\nprint P(1, 2)\n",
            "from collections import namedtuple\nP = namedtuple('P', 'x def', rename=True)\nprint(P(1, 2))\n",
        ),
    )
    leave_alone = (
        "import json\nprint(json.dumps([1], skipkeys=False), json.loads('[1]'))\n",
        "def f(client):\n    return client.get('a', 'b', True)\nprint(f)\n",
        "import configparser\nc = configparser.ConfigParser()\nprint(c.get('a', 'b', raw=True) if c.sections() else {}.get(1, 2))\n",
        "class json(object):\n    dumps = max\nprint(json.dumps(1, 2))\n",
    )

    @cached_property
    def places(self) -> dict[int, Signature]:
        """The signatures of the calls, by carrier offsets of what is called."""
        facts = self.module.facts
        found = {}
        for node in facts.walk.of(ast.Call):
            dotted = facts.scopes.imported(node.func)
            signature = SIGNATURES.get(dotted or "")
            if self._has_config and dotted is None and _is_get(node):
                signature = CONFIG_GET
            if signature is not None and _is_concerned(node, signature):
                found[self.module.offset_of(node)] = signature
        return found

    @cached_property
    def _has_config(self) -> bool:
        """Whether the module imports ConfigParser, and has no `get` of its own."""
        walk = self.module.facts.walk
        if any("get" in scope.stores for scope in walk.scopes):
            return False
        named = [node.name for node in walk.of(ast.alias)]
        named += [node.module or "" for node in walk.of(ast.ImportFrom)]
        return not _CONFIG_MODULES.isdisjoint(named)

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> Any:
        if not is_at(self.module, original_node, self.places):
            return updated_node
        call = self.module.at(original_node)
        signature = self.places[self.module.anchor(original_node)]
        if not isinstance(call, ast.Call) or not _is_concerned(call, signature):
            return updated_node
        values = [*call.args, *(keyword.value for keyword in call.keywords)]
        if len(values) != len(updated_node.args):
            return updated_node
        kept = []
        for place, (node, given) in enumerate(zip(values, updated_node.args, strict=True)):
            name = given.keyword.value if given.keyword else signature.parameters[place]
            new = signature.renamed.get(name, name)
            if name in signature.dropped:
                if ast.unparse(node) in signature.dropped[name]:
                    continue
                message = f"{signature.old}() no longer takes `{name}`: drop it, or do without"
                self.module.report(self, original_node, message)
                return updated_node
            if given.keyword:
                kept.append(given.with_changes(keyword=given.keyword.with_changes(value=new)))
            elif place >= signature.positional:
                kept.append(building.argument(given.value, new, given.comma))
            else:
                kept.append(given)
        if signature is CONFIG_GET:
            self.module.decide(self, original_node, signature.old, Level.ASSUMED, _GUESS)
        if len(kept) < len(values):
            kept = building.parted(kept)
        return updated_node.with_changes(args=kept)


def _is_get(call: ast.Call) -> bool:
    is_method = isinstance(call.func, ast.Attribute) and call.func.attr == "get"
    return is_method and len(call.args) in (3, 4) and not call.keywords


def _is_concerned(call: ast.Call, signature: Signature) -> bool:
    """Whether a call gives by place what needs a keyword, or what is dropped; all in plain sight."""
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return False
    if len(call.args) > len(signature.parameters):
        return False
    names = {keyword.arg for keyword in call.keywords}
    if None in names:
        return False
    changed = {*signature.dropped, *signature.renamed}
    return len(call.args) > signature.positional or not names.isdisjoint(changed)
