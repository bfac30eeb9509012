"""LIB048: tests that are skipped under Python 3, as what they test was not ported."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule

# What decides whether a test is skipped, and whether it is where the condition holds.
_SKIPPING = {"skipIf": True, "skipif": True, "skipUnless": False}


class SkippedTests(Rule):
    """skipIf(sys.version_info[0] == 3, 'not ported') becomes skipIf(False, 'not ported').

    Under Python 2 such a test ran. In a program that is migrated it is to go on running: that it
    passes is the proof, and that it is skipped says nothing. A condition that is no matter of 2 or 3
    alone stays, and so do all where no module of the program is Python 2: its authors know then
    what their code can do under Python 3.
    """

    code = "LIB048"
    name = "skipped-tests"
    words = frozenset(_SKIPPING)
    examples = (
        (
            "import sys\nimport unittest\n\n\n"
            "@unittest.skipIf(sys.version_info[0] == 3, 'not ported')\n"
            "class Ranges(unittest.TestCase):\n    def test(self):\n"
            "        self.assertEqual(len(xrange(3)), 3)\n",
            "import sys\nimport unittest\n\n\n"
            "@unittest.skipIf(False, 'not ported')\n"
            "class Ranges(unittest.TestCase):\n    def test(self):\n"
            "        self.assertEqual(len(range(3)), 3)\n",
        ),
        (
            "import sys\nfrom unittest import skipUnless\n\n"
            "only_2 = skipUnless(sys.version_info < (3,), 'for Python 2')\nprint callable(only_2)\n",
            "import sys\nfrom unittest import skipUnless\n\n"
            "only_2 = skipUnless(True, 'for Python 2')\nprint(callable(only_2))\n",
        ),
    )
    leave_alone = (
        "import sys\nfrom unittest import skipIf\n\n"
        "too_old = skipIf(sys.version_info < (2, 7), 'too old')\n",
        "import os\nfrom unittest import skipUnless\n\n"
        "on_posix = skipUnless(os.name == 'posix', 'needs fork')\n",
        "import sys\nfrom unittest import skipIf\n\n"
        "not_ported = skipIf(sys.version_info[0] == 3, 'the file may be Python 3')\n",
        "import sys\n\n\ndef skipIf(condition):\n    return condition\n\n\n"
        "print(skipIf(sys.version_info[0] == 2))\n",
    )

    def _is_of_3(self, call: ast.AST | None) -> bool:
        """Whether a call skips what would run under Python 2, and under Python 3 alone does so."""
        if not isinstance(call, ast.Call) or not call.args:
            return False
        name = getattr(call.func, "attr", None) or getattr(call.func, "id", "")
        if name not in _SKIPPING:
            return False
        return self.module.facts.versions.where(call.args[0], _SKIPPING[name]) == {3}

    def _is_of_python2(self) -> bool:
        module = self.module
        return module.dialect.version == "2" or module.project.is_python2(module.path)

    def sites(self) -> Iterable[int]:
        calls = [call for call in self.module.facts.walk.of(ast.Call) if self._is_of_3(call)]
        return map(self.module.offset_of, calls if calls and self._is_of_python2() else ())

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        call = self.module.at(original_node)
        if not self._is_of_3(call) or not self._is_of_python2():
            return updated_node
        condition, *others = updated_node.args
        runs = str(not _SKIPPING[getattr(call.func, "attr", None) or call.func.id])
        self.module.decide(self, original_node, runs, Level.ASSUMED, "what is tested is migrated")
        return updated_node.with_changes(
            args=[condition.with_changes(value=cst.Name(runs)), *others]
        )
