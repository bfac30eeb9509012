"""LIB050: what the standard library has lost and the program gets a definition of."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import named
from migrator.rules.imports import writing
from migrator.rules.imports.planner import is_at, plan_of
from migrator.rules.library.filling import with_modules
from migrator.stdlib.stand_ins import StandIn

_REASON = "defined in the module; the standard library has nothing of the kind today"


class StandIns(Rule):
    """contextlib.nested, os.path.walk, imp.load_source and others get a definition in the module.

    Some functions and classes went away and nothing takes their place, but a few lines do:
    `contextlib.nested`, `os.path.walk`, `os.popen3` and the module `popen2`, `imp.load_source`,
    `imp.find_module`, `inspect.getargspec`, `UserDict.DictMixin`, `HTMLParser.HTMLParseError`,
    `sgmllib.SGMLParser`. The module gets these lines under the old name, or one with an underscore
    where that is taken.
    """

    code = "LIB050"
    name = "stand-ins"
    words = frozenset({"import"})
    examples = (
        (
            "from HTMLParser import HTMLParser, HTMLParseError\n\ntry:\n    HTMLParser().feed('<a>')\n"
            "    raise HTMLParseError('bad', (1, 2))\nexcept HTMLParseError, error:\n    print error\n",
            "from html.parser import HTMLParser\n\n\nclass HTMLParseError(Exception):\n"
            '    """The error of Python 2\'s HTMLParser; today\'s reads any markup."""\n\n'
            "    def __init__(self, msg, position=(None, None)):\n"
            "        super().__init__(msg, position)\n        self.msg = msg\n"
            "        self.lineno, self.offset = position\n\n    def __str__(self):\n"
            "        result = self.msg\n        if self.lineno is not None:\n"
            '            result += ", at line %d" % self.lineno\n'
            "        if self.offset is not None:\n"
            '            result += ", column %d" % (self.offset + 1)\n        return result\n\n\n'
            "try:\n    HTMLParser(convert_charrefs=False).feed('<a>')\n    raise HTMLParseError('bad', (1, 2))\n"
            "except HTMLParseError as error:\n    print(error)\n",
        ),
        (
            "import contextlib\n\nwith contextlib.nested() as made:\n    print made\n",
            "import contextlib\n\n\n@contextlib.contextmanager\ndef nested(*managers):\n"
            '    """Enter several context managers; what contextlib.nested did."""\n'
            "    with contextlib.ExitStack() as stack:\n"
            "        yield [stack.enter_context(manager) for manager in managers]\n\n\n"
            "with nested() as made:\n    print(made)\n",
        ),
    )
    leave_alone = (
        "import contextlib\n\nprint(contextlib.closing)\n",
        "class contextlib(object):\n    nested = len\n\n\nprint(contextlib.nested([]))\n",
        "try:\n    from inspect import getargspec\nexcept ImportError:\n"
        "    from inspect import getfullargspec as getargspec\n\nprint(getargspec(len))\n",
    )

    @cached_property
    def places(self) -> dict[int, StandIn]:
        """What stands in for the names, attributes and imports at carrier offsets."""
        return {
            self._offset(node): stand_in
            for node, stand_in in plan_of(self.module).stand_ins.items()
        }

    def _offset(self, node: ast.AST) -> int:
        if isinstance(node, ast.alias):
            return self.module.offsets.start(node)
        return self.module.offset_of(node)

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> Any:
        return self._use(original_node, updated_node)

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> Any:
        return self._use(original_node, updated_node)

    def leave_ImportAlias(
        self, original_node: cst.ImportAlias, updated_node: cst.ImportAlias
    ) -> Any:
        place = writing.first_name(original_node.name)
        if place is not None and is_at(self.module, place, self.places):
            self._define(self.places[self.module.anchor(place)], place)
        return updated_node

    def _use(self, original: Any, updated: Any) -> Any:
        if not is_at(self.module, original, self.places):
            return updated
        stand_in = plan_of(self.module).stand_ins.get(self.module.at(original))
        if stand_in is None:
            return updated
        name = self._define(stand_in, original)
        self.module.decide(self, original, name, Level.GUARDED, _REASON)
        if isinstance(updated, cst.Name) and updated.value == name:
            return updated
        return named(updated, name)

    def _define(self, stand_in: StandIn, place: cst.CSTNode) -> str:
        """Have the module define it; its name there."""
        name = self._names[stand_in.old]
        text = re.sub(rf"(?<![\w.]){stand_in.name}\b(?!`)", name, stand_in.text)
        for other in stand_in.needs:
            text = re.sub(rf"(?<![\w.]){other.name}\b", self._define(other, place), text)
        text = with_modules(self.module, stand_in, text, place)
        return self.module.helpers.add(name, text, replacing=True)

    @cached_property
    def _names(self) -> dict[str, str]:
        """How each is called here: by its own name if nothing else has it."""
        names: dict[str, str] = {}
        planned = plan_of(self.module).stand_ins
        needed = [other for one in planned.values() for other in one.needs]
        for stand_in in dict.fromkeys([*planned.values(), *needed]):
            places = [node for node, one in planned.items() if one is stand_in]
            is_free = all(
                self._is_free(stand_in, place) for place in places or self.module.tree.body[:1]
            )
            name = stand_in.name if is_free else f"_{stand_in.name}"
            while name in names.values():
                name = f"_{name}"
            names[stand_in.old] = name
        return names

    def _is_free(self, stand_in: StandIn, place: ast.AST) -> bool:
        """Whether its name means nothing else, at a place and at the module's top."""
        facts = self.module.facts
        planned = plan_of(self.module).stand_ins
        return all(
            binding.kind == "unknown"
            or all(planned.get(one.node) is stand_in for one in binding.definitions)
            for binding in (
                facts.scopes.lookup(scope, stand_in.name)
                for scope in (facts.scopes.scope_of(place), facts.scopes.module)
            )
            if binding.kind != "builtin"
        )
