"""LIB057: values of a configuration that are no text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtin
from migrator.rules.imports.planner import is_planned
from migrator.rules.imports.writing import name as dotted_name
from migrator.rules.syntax import building

_CLASS = "ConfigParser.ConfigParser"
_OTHERS = frozenset({"ConfigParser.RawConfigParser", "ConfigParser.SafeConfigParser"})
_NUMBERS = ("int", "long", "float", "bool")
_CALLED = re.compile("conf|cfg|parser", re.IGNORECASE)
_REASON = "a ConfigParser takes text only; in Python 2 the number was written as text"


class ConfigValues(Rule):
    """config.set(section, option, 8080) becomes config.set(section, option, str(8080)).

    `ConfigParser.set` took any value, and wrote its text; today it takes text only. A number is made
    text where it is seen to be one, in a module that has the parser of this name and no other.
    """

    code = "LIB057"
    name = "config-values"
    words = frozenset({"ConfigParser"})
    examples = (
        (
            "from ConfigParser import ConfigParser\n\n\ndef save(config, port=80):\n"
            "    config.set('web', 'port', 8080)\n    config.set('web', 'host', 'a.org')\n\n\n"
            "print save.__name__, ConfigParser.__name__\n",
            "from configparser import ConfigParser\n\n\ndef save(config, port=80):\n"
            "    config.set('web', 'port', str(8080))\n    config.set('web', 'host', 'a.org')\n\n\n"
            "print(save.__name__, ConfigParser.__name__)\n",
        ),
    )
    leave_alone = (
        "from configparser import ConfigParser\n\n\ndef keep(cache):\n    cache.set('a', 'b', 30)\n\n\n"
        "print(keep.__name__, ConfigParser.__name__)\n",
        "def save(config):\n    config.set('web', 'port', 8080)\n\n\nprint(save)\n",
        "from configparser import RawConfigParser\n\n\ndef save(config):\n    config.set('web', 'port', 8080)\n\n\n"
        "print(save, RawConfigParser)\n",
    )

    @cached_property
    def places(self) -> dict[int, ast.Call]:
        """The calls with a number."""
        facts = self.module.facts
        if self.module.dialect.version != "2":
            return {}
        named = {
            facts.scopes.imported(node)
            for node in (*facts.walk.of(ast.Name), *facts.walk.of(ast.Attribute))
        }
        if _CLASS not in named or not _OTHERS.isdisjoint(named):
            return {}
        return {
            self.module.offset_of(node): node
            for node in facts.walk.of(ast.Call)
            if isinstance(node.func, ast.Attribute)
            and node.func.attr == "set"
            and len(node.args) == 3
            and not node.keywords
            and facts.types.is_a(node.args[2], *_NUMBERS)
            and self._is_config(node.func.value)
        }

    def _is_config(self, node: ast.expr) -> bool:
        """Whether an object is made of the class, or is called a configuration."""
        scopes = self.module.facts.scopes
        name = getattr(node, "attr", getattr(node, "id", ""))
        if _CALLED.search(name):
            return True
        definitions = scopes.resolve(node).definitions if isinstance(node, ast.Name) else ()
        made = (one.value for one in definitions if isinstance(one.value, ast.Call))
        return any(scopes.imported(call.func) == _CLASS for call in made)

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not is_planned(self.module, original_node, self.places):
            return updated_node
        self.module.decide(self, original_node, "str", Level.ASSUMED, _REASON)
        *others, value = updated_node.args
        function = dotted_name(builtin(self.module, "str", original_node))
        text = building.call(function, [building.argument(value.value)])
        return updated_node.with_changes(args=[*others, value.with_changes(value=text)])
