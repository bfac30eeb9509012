"""SYN090: names that Python 3 has as keywords."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.python2 import nodes
from migrator.python2.traversal import replace
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.syntax import building, places

_CONSTANTS = frozenset(("True", "False", "None"))


class KeywordNames(Rule):
    """Rename what is called `async`, `await` or `nonlocal`, or rebinds `True` and `False`.

    The name gets an underscore, everywhere in the module: variables, functions, parameters, and
    the attributes that the module's own classes define. What other modules define keeps its name
    and is reached by getattr(), setattr(), __import__() or `**{'async': ...}`.

    Not seen: another module that uses what this one renames, and names in strings.
    """

    code = "SYN090"
    name = "keyword-names"
    leaves = frozenset({"name"})
    early = True
    examples = (
        (
            "def run(async=False):\n    return async\nprint run(async=1)\n",
            "def run(async_=False):\n    return async_\nprint(run(async_=1))\n",
        ),
        (
            "class Job(object):\n    def __init__(self):\n        self.async = 1\n"
            "    def await(self):\n        return self.async\nprint Job().await()\n",
            "class Job(object):\n    def __init__(self):\n        self.async_ = 1\n"
            "    def await_(self):\n        return self.async_\nprint(Job().await_())\n",
        ),
        (
            "def run(**options):\n    return options['async']\nprint run(a=1, async=2)\n",
            "def run(**options):\n    return options['async']\nprint(run(a=1, **{'async': 2}))\n",
        ),
        (
            "def run(*args, **options):\n    return args, options\nprint run(1, async=2, *[3])\n",
            "def run(*args, **options):\n    return args, options\n"
            "print(run(1, *[3], **{'async': 2}))\n",
        ),
        (
            "import types\nthing = types.ModuleType('thing')\nthing.await = 3\nprint thing.await\n",
            "import types\nthing = types.ModuleType('thing')\n"
            "setattr(thing, 'await', 3)\nprint(getattr(thing, 'await'))\n",
        ),
        ("True, False = 1, 0\nprint 2\n", "True_, False_ = 1, 0\nprint(2)\n"),
    )
    leave_alone = (
        "async_ = 1\nprint(async_)\n",
        "def run(**options):\n    return options\nprint(run(async_=2, **{'async': 3}))\n",
        "async def main():\n    await other()\nasync def other():\n    pass\n",
        "print('async', {'await': 1}['await'])\n",
        "def outer():\n    x = 1\n    def inner():\n        nonlocal x\n        x = 2\n    inner()\n",
        "print(True, None)\n",
    )

    # -- the names themselves ---------------------------------------------------------

    def leave_KeywordName(self, original_node: nodes.KeywordName, updated_node: Any) -> Any:
        word = updated_node.value
        if word.startswith("("):
            return updated_node
        if word in _CONSTANTS and self.module.at(original_node) is not None:
            self.module.decide(
                self,
                original_node,
                "rename",
                Level.ASSUMED,
                f"`{word}` cannot be bound in Python 3: what reads it gets the constant",
            )
        name = places.spelled(self.module, word)
        return cst.Name(name, lpar=updated_node.lpar, rpar=updated_node.rpar)

    # -- keyword arguments --------------------------------------------------------------

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        word = _word(original_node.keyword)
        if word is None or word in self._parameters:
            return updated_node
        return replace(updated_node, keyword=original_node.keyword)  # `leave_Call` is to see it

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        words = [_word(arg.keyword) for arg in updated_node.args]
        if all(word is None or word in self._parameters for word in words):
            return updated_node
        spelled = [self._spelled(arg) for arg in updated_node.args]
        spelled.sort(key=lambda arg: arg.star == "**")  # Python 3 has no `*` behind `**`
        args = [
            replace(arg, comma=place.comma, whitespace_after_arg=place.whitespace_after_arg)
            for arg, place in zip(spelled, updated_node.args, strict=True)
        ]
        return replace(updated_node, args=args)

    def _spelled(self, argument: cst.Arg) -> cst.Arg:
        word = _word(argument.keyword)
        if word is None or word in self._parameters:
            return argument
        entry = cst.DictElement(building.string(word), argument.value)
        return replace(
            argument,
            keyword=None,
            equal=cst.MaybeSentinel.DEFAULT,
            star="**",
            value=cst.Dict([entry]),
        )

    @cached_property
    def _parameters(self) -> set[str]:
        """The names of all parameters of the module's functions."""
        return {node.arg for node in self.module.facts.walk.of(ast.arg)}

    # -- attributes -------------------------------------------------------------------

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: Any) -> Any:
        word = _word(original_node.attr)
        found = self.module.at(original_node)
        if word is None or found is None:  # no expression: part of a module's name
            return updated_node
        if word in self._attributes:
            self.module.decide(
                self,
                original_node,
                "rename",
                Level.ASSUMED,
                f"a class of this module defines `{word}`; other modules may still use the old name",
            )
            return updated_node
        if isinstance(found.ctx, ast.Load):
            return self._call("getattr", updated_node, word)
        if not self._is_only_target(found):
            self.module.report(
                self, original_node, f"`{word}` is a keyword in Python 3: use setattr() here"
            )
        return updated_node

    @cached_property
    def _attributes(self) -> set[str]:
        """The attributes that the module's classes define: methods, and what `self` is given."""
        names: set[str] = set()
        parents = self.module.facts.parents
        for node in self.module.facts.walk.of(ast.Attribute, ast.ClassDef, ast.FunctionDef):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
                    names.add(node.attr)
            elif isinstance(node, ast.ClassDef):
                names |= set(self.module.facts.scopes.scope_of(node.body[0]).stores)
            elif isinstance(node, ast.FunctionDef) and parents.method_class(node) is not None:
                names.add(node.name)
        return names

    def _is_only_target(self, node: ast.Attribute) -> bool:
        parent = self.module.facts.parents[node]
        return isinstance(parent, ast.Assign) and parent.targets == [node]

    def leave_Assign(self, original_node: cst.Assign, updated_node: Any) -> Any:
        """`o.async = 1` where `o` is not ours: by setattr()."""
        target = original_node.targets[0].target
        if len(original_node.targets) != 1 or not isinstance(target, cst.Attribute):
            return updated_node
        word = _word(target.attr)
        if word is None or word in self._attributes:
            return updated_node
        new = updated_node.targets[0].target
        return cst.Expr(
            self._call("setattr", new, word, updated_node.value), semicolon=updated_node.semicolon
        )

    def _call(self, function: str, node: Any, word: str, *more: Any) -> cst.Call:
        parts = [(part, None) for part in (node.value, building.string(word), *more)]
        return cst.Call(
            cst.Name(function), building.arguments(parts), lpar=node.lpar, rpar=node.rpar
        )

    # -- imports ----------------------------------------------------------------------

    def leave_Import(self, original_node: cst.Import, updated_node: Any) -> Any:
        kept: list[cst.ImportAlias] = []
        bound: list[cst.BaseSmallStatement] = []
        for old, new in zip(original_node.names, updated_node.names, strict=True):
            if not _has_keyword(old.name):
                kept.append(new)
                continue
            dotted = _dotted(old.name)
            head, _, last = dotted.rpartition(".") if old.asname else dotted.partition(".")
            name = _alias(new) or places.spelled(self.module, head)
            bound.append(_binding(name, _imported(dotted, last if old.asname else None)))
        return _statements(updated_node, kept, bound)

    def leave_ImportFrom(self, original_node: cst.ImportFrom, updated_node: Any) -> Any:
        module = original_node.module
        whole = module is not None and _has_keyword(module)
        if isinstance(original_node.names, cst.ImportStar):
            if whole:
                message = "a module's name is a keyword in Python 3: rename the module"
                self.module.report(self, original_node, message)
            return updated_node
        dotted = "" if module is None else _dotted(module)
        level = len(original_node.relative) or int(self._is_sibling(dotted))
        kept: list[cst.ImportAlias] = []
        bound: list[cst.BaseSmallStatement] = []
        for old, new in zip(original_node.names, updated_node.names, strict=True):
            if not whole and not _has_keyword(old.name):
                kept.append(new)
                continue
            word = _dotted(old.name)
            source = _imported(dotted, word, level)
            arguments = building.arguments([(source, None), (building.string(word), None)])
            value = cst.Call(cst.Name("getattr"), arguments)
            bound.append(_binding(_alias(new) or places.spelled(self.module, word), value))
        return _statements(updated_node, kept, bound)

    def _is_sibling(self, dotted: str) -> bool:
        """Whether Python 2 takes the module from the package that the importing one is in."""
        module = self.module
        is_absolute = "absolute_import" in module.lowered.futures
        return not is_absolute and module.project.has_sibling(module.path, dotted)


def _statements(node: Any, kept: list[cst.ImportAlias], bound: list[cst.BaseSmallStatement]) -> Any:
    if not bound:
        return node
    bound[-1] = replace(bound[-1], semicolon=node.semicolon)
    if not kept:
        return cst.FlattenSentinel(bound)
    kept[-1] = replace(kept[-1], comma=cst.MaybeSentinel.DEFAULT)
    first = replace(node, names=kept, semicolon=cst.MaybeSentinel.DEFAULT)
    return cst.FlattenSentinel([first, *bound])


def _imported(dotted: str, name: str | None, level: int = 0) -> cst.Call:
    """The module `dotted`, where a name is taken from it, else the package that it is in."""
    arguments = [building.argument(building.string(dotted))]
    if level:
        arguments.append(building.argument(cst.Call(cst.Name("globals"))))
    if name is not None:
        wanted = cst.List([cst.Element(building.string(name))])
        arguments.append(building.argument(wanted, "fromlist"))
    if level:
        arguments.append(building.argument(cst.Integer(str(level)), "level"))
    return cst.Call(cst.Name("__import__"), building.parted(arguments))


def _word(node: Any) -> str | None:
    """The keyword that a node is used as a name, else None."""
    if isinstance(node, nodes.KeywordName) and not node.value.startswith("("):
        return node.value
    return None


def _has_keyword(node: Any) -> bool:
    while isinstance(node, cst.Attribute):
        if _word(node.attr) is not None:
            return True
        node = node.value
    return _word(node) is not None


def _dotted(node: Any) -> str:
    if isinstance(node, cst.Attribute):
        return f"{_dotted(node.value)}.{node.attr.value}"
    return node.value


def _alias(node: cst.ImportAlias) -> str | None:
    name = node.asname.name if node.asname is not None else None
    return name.value if isinstance(name, cst.Name) else None


def _binding(name: str, value: cst.BaseExpression) -> cst.Assign:
    return cst.Assign([cst.AssignTarget(cst.Name(name))], value)
