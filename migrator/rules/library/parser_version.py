"""LIB064: the version of a program that an argument parser shows."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.syntax import building

_NAME = "argparse.ArgumentParser"
_OPTION = "_.add_argument('-v', '--version', action='version')"
_REASON = "the option shows the version on standard output, where 2.7 took standard error"


class ParserVersion(Rule):
    """ArgumentParser(version='1') becomes ArgumentParser(), and the parser gets an option for it.

    In 2.7 the argument `version` gave a parser the options -v and --version; Python 3 does not know
    it. The option is added behind the statement that makes the parser; where that is no plain
    assignment, or options start otherwise, it is reported.
    """

    code = "LIB064"
    name = "parser-version"
    words = frozenset({"ArgumentParser"})
    examples = (
        (
            "import argparse\n\nparser = argparse.ArgumentParser(prog='calc', version='1.0')\n"
            "print parser.format_usage()\n",
            "import argparse\n\nparser = argparse.ArgumentParser(prog='calc')\n"
            "parser.add_argument('-v', '--version', action='version', version='1.0')\n"
            "print(parser.format_usage())\n",
        ),
        (
            "from argparse import ArgumentParser\n\n\nclass Tool(object):\n    def __init__(self, version):\n"
            "        self.parser = ArgumentParser(version=version, add_help=False)\n\n\n"
            "print Tool('2').parser.parse_args([])\n",
            "from argparse import ArgumentParser\n\n\nclass Tool(object):\n    def __init__(self, version):\n"
            "        self.parser = ArgumentParser(add_help=False)\n"
            "        self.parser.add_argument('-v', '--version', action='version', version=version)\n\n\n"
            "print(Tool('2').parser.parse_args([]))\n",
        ),
    )
    leave_alone = (
        "import argparse\n\nparser = argparse.ArgumentParser()\n"
        "parser.add_argument('--version', action='version', version='1')\n",
        "class ArgumentParser(object):\n    def __init__(self, version):\n        self.version = version\n\n\n"
        "print(ArgumentParser(version='1').version)\n",
        "import argparse\n\n\ndef made():\n    return argparse.ArgumentParser(version='1')\n",
    )

    @cached_property
    def calls(self) -> set[ast.Call]:
        """The calls that give a version."""
        facts = self.module.facts
        return {
            call
            for call in facts.walk.of(ast.Call)
            if any(one.arg == "version" for one in call.keywords)
            and facts.scopes.imported(call.func) == _NAME
            and facts.versions.only(call) is None
        }

    def sites(self) -> Iterable[int]:
        return map(self.module.offset_of, self.calls)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        call = self.module.at(original_node) if self.calls else None
        if call not in self.calls:
            return updated_node
        if self._is_assigned(call):
            kept = [one for one in updated_node.args if not _is_version(one)]
            return updated_node.with_changes(args=building.parted(kept))
        message = (
            "ArgumentParser takes no version in Python 3: give the parser an option, by"
            " add_argument('-v', '--version', action='version', version=...)"
        )
        self.module.report(self, original_node, message)
        return updated_node

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> Any:
        call = self.module.at(original_node.value) if self.calls else None
        if call not in self.calls or not self._is_assigned(call):
            return updated_node
        self.module.decide(self, original_node.value, "add_argument", Level.ASSUMED, _REASON)
        assert isinstance(original_node.value, cst.Call)
        version = next(one for one in original_node.value.args if _is_version(one))
        option = cst.ensure_type(cst.parse_expression(_OPTION), cst.Call)
        parser = updated_node.targets[0].target.deep_clone()
        option = option.with_changes(
            func=cst.Attribute(parser, cst.Name("add_argument")),
            args=building.parted([*option.args, version.deep_clone()]),
        )
        made = updated_node.with_changes(semicolon=cst.MaybeSentinel.DEFAULT)
        return cst.FlattenSentinel([made, cst.Expr(option, semicolon=updated_node.semicolon)])

    def leave_SimpleStatementLine(self, original_node: Any, updated_node: Any) -> Any:
        if self.calls and isinstance(original_node.body[0], cst.Assign):
            return building.lines(original_node, updated_node)
        return updated_node

    def _is_assigned(self, call: ast.Call) -> bool:
        """Whether one name or attribute gets the parser, whose options start with a dash."""
        assign = self.module.facts.parents[call]
        return (
            isinstance(assign, ast.Assign)
            and len(assign.targets) == 1
            and isinstance(assign.targets[0], (ast.Name, ast.Attribute))
            and not any(one.arg == "prefix_chars" for one in call.keywords)
        )


def _is_version(argument: cst.Arg) -> bool:
    return argument.keyword is not None and argument.keyword.value == "version"
