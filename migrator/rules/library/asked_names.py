"""LIB075: names of modules that are asked for by string."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.python2 import literals
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import named
from migrator.rules.imports.asked import ASKING, heir_asked, home_today
from migrator.rules.imports.heirs import Fate, Heir
from migrator.rules.imports.planner import is_at
from migrator.rules.imports.writing import name as dotted_name
from migrator.rules.iteration.forms import calls_of_builtin

# Modules that have lost or renamed much of what they held.
_CHANGED = ("types", "string", "operator", "itertools", "__builtin__")
_MADE = (
    "Python 3 has not all that `{}` had, under the names that it had: see what is asked for here"
)


class AskedNames(Rule):
    """hasattr(os, 'getcwdu') becomes hasattr(os, 'getcwd').

    The uses of a name that moved are rewritten, so a program that first asks for it has to ask for
    the new one; where the name has another shape today, or gets a definition in the module, it is
    there: True. A name that is gone is asked for as before: the program knows what to do without.
    A name that is made when the program runs is told, where it is one of `types`, `string` and the like.

    A file that also runs on Python 3 is left alone: there the question may tell the Pythons apart.
    """

    code = "LIB075"
    name = "asked-names"
    words = frozenset(ASKING)
    examples = (
        (
            "import os\n\nif hasattr(os, 'getcwdu'):\n    print os.getcwdu() == os.getcwd()\n",
            "import os\n\nif hasattr(os, 'getcwd'):\n    print(os.getcwd() == os.getcwd())\n",
        ),
        (
            "import string, itertools\n\nprint getattr(string, 'letters')[:3], hasattr(itertools, 'izip')\n",
            "import string, itertools\nimport builtins\n\n"
            "print(getattr(string, 'ascii_letters')[:3], hasattr(builtins, 'zip'))\n",
        ),
        (
            "try:\n    True\nexcept NameError:\n    True = 1\n\n\n"
            "def f():\n    import sgmllib\n    if hasattr(sgmllib, 'SGMLParseError'):\n        print 1\n",
            "try:\n    True\nexcept NameError:\n    True_ = 1\n\n\n"
            "def f():\n    if True:\n        print(1)\n",
        ),
    )
    leave_alone = (
        "import os\n\nprint(hasattr(os, 'getuid'))\n",
        "import sys\n\nprint(not hasattr(sys, 'maxint'))\n",
        "import os\n\n\ndef hasattr(a, b):\n    return b\n\n\nprint(hasattr(os, 'getcwdu'))\n",
    )

    @cached_property
    def places(self) -> dict[int, Heir]:
        """What became of the names that are asked for, by the carrier offsets of the calls."""
        module = self.module
        if module.dialect.version != "2":
            return {}
        return {
            module.offset_of(call): heir
            for call in module.facts.walk.of(ast.Call)
            if (heir := heir_asked(module, call)) is not None
        }

    def sites(self) -> Iterable[int]:
        return [*self.places, *map(self.module.offset_of, self._open)]

    @cached_property
    def _open(self) -> dict[ast.AST, str]:
        """The calls that ask a module for a name that is no literal, and which module."""
        module = self.module
        if module.dialect.version != "2":
            return {}
        return {
            call: owner
            for call in calls_of_builtin(module, *ASKING)
            if len(call.args) > 1
            and not isinstance(call.args[1], ast.Constant)
            and (owner := module.facts.scopes.imported(call.args[0]) or "") in _CHANGED
        }

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if not is_at(self.module, original_node, self.places):
            changed = self._open.get(self.module.at(original_node))
            if changed is not None:
                self.module.report(self, original_node, _MADE.format(changed), Level.ASSUMED)
            return updated_node
        heir = self.places[self.module.anchor(original_node)]
        literal = updated_node.args[1].value if len(updated_node.args) > 1 else None
        if not isinstance(literal, cst.SimpleString):
            return updated_node
        if heir.fate is Fate.FORM:
            return named(updated_node, "True")
        home, _, last = heir.new.rpartition(".")
        prefix, quote, _ = literals.split(literal.value)
        owner, asked, *rest = updated_node.args
        new = literal.with_changes(value=prefix + quote + last + quote)
        if home != home_today(self.module, self.module.imported(original_node.args[0].value) or ""):
            written = dotted_name(self.module.imports.module(home, original_node))
            owner = owner.with_changes(value=written)
        args = [owner, asked.with_changes(value=new), *rest]
        return updated_node.with_changes(args=args)
