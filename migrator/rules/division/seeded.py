"""DIV050: random numbers after a seed."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule

_SEEDED = ("random.seed", "random.Random")
_MESSAGE = (
    "after the same seed, choice, randint, randrange, sample and shuffle draw other values than in"
    " Python 2; random, uniform and gauss draw the same if the seed is an integer"
)


class Seeded(Rule):
    """Random numbers after a seed are others: told.

    Since Python 3.2 `choice`, `randint`, `randrange`, `sample` and `shuffle` make their numbers of
    random bits, where 2.7 multiplied `random()`; and a seed that is no integer is hashed in another
    way (`seed(x, version=1)` does for a str what 2.7 did on 64 bits). `random()` itself, `uniform`,
    `gauss` and the other distributions give the same after an integer seed. Nothing is changed;
    told where a seed is given.
    """

    code = "DIV050"
    name = "seeded-random"
    words = frozenset({"random"})
    examples = (
        (
            "import random\n\nrandom.seed(27)\nprint '%.6f' % random.random()\n",
            "import random\n\nrandom.seed(27)\nprint('%.6f' % random.random())\n",
        ),
    )
    leave_alone = ("import random\n\nrandom.seed()\nprint(random.random() < 1)\n",)

    def sites(self) -> Iterable[int]:
        for call in self.module.facts.walk.of(ast.Call):
            if self.module.facts.scopes.imported(call.func) in _SEEDED:
                yield self.module.offset_of(call)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if self.module.dialect.version == "2" and original_node.args:
            if self.module.imported(original_node.func) in _SEEDED:
                self.module.report(self, original_node, _MESSAGE, Level.ASSUMED)
        return updated_node
