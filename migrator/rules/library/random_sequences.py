"""LIB068: the numbers that come for a seed."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtin, named
from migrator.rules.imports.planner import is_at
from migrator.rules.syntax import building

_DRAWING = frozenset(
    f"random.{name}" for name in ("choice", "randint", "randrange", "sample", "shuffle")
)
_CLASS_NAME, _SHARED_NAME = "_Random", "_random"
_CLASS = f'''
class {_CLASS_NAME}(random.Random):
    """Draws as Python 2 did: for a seed come the same numbers."""

    def seed(self, a=None, version=1):
        super().seed(a, version)

    def randrange(self, start, stop=None, step=1):
        if stop is None:
            start, stop = 0, start
        count = (stop - start + step - (1 if step > 0 else -1)) // step
        if count <= 0:
            raise ValueError("empty range for randrange()")
        return start + step * int(self.random() * count)

    def choice(self, seq):
        return seq[int(self.random() * len(seq))]

    def shuffle(self, x, random=None):
        for i in range(len(x) - 1, 0, -1):
            j = int((random or self.random)() * (i + 1))
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k):
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError("sample larger than population")
        items = list(population)
        power = 4
        while power < k * 3:
            power *= 4
        size = 21 if k <= 5 else 21 + power
        drawn = []
        taken = set()
        for i in range(k):
            if n <= size or hasattr(population, "keys"):
                j = int(self.random() * (n - i))
                drawn.append(items[j])
                items[j] = items[n - i - 1]
            else:
                j = int(self.random() * n)
                while j in taken:
                    j = int(self.random() * n)
                taken.add(j)
                drawn.append(items[j])
        return drawn
'''
_SHARED = f"""
{_SHARED_NAME} = {_CLASS_NAME}()
{_SHARED_NAME}.random = random.random  # other modules draw from the same numbers
"""
_HASHED = ("tuple", "frozenset", "date", "datetime", "timedelta", "Decimal", "Fraction")
_REASON = "for a seed, or what is drawn with, the numbers are to be those of Python 2"


class RandomSequences(Rule):
    """random.seed(42); random.choice(...) draws what it drew in Python 2.

    For a seed `random()` gives the same numbers in both Pythons, but `choice`, `randint`,
    `randrange`, `sample` and `shuffle` use them in another way, and text is made a seed in another
    way. A module that gives a seed gets a class that draws as Python 2 did; so does one that gives
    `shuffle` a function to draw with, which it no longer takes, and a class derived from `Random`,
    which may have a `random` of its own. A tuple or object that is a seed is hashed, as it was, though
    its hash may be another one. Modules that do nothing of the kind are left alone, as
    their numbers are others in each run.
    """

    code = "LIB068"
    name = "random-sequences"
    words = frozenset({"seed", "shuffle", "Random"})
    examples = (
        (
            "import random\n\nr = random.Random(42)\n"
            "print r.randint(1, 100), r.choice('abcdef'), r.sample('abcdefg', 3)\n",
            "import random\n" + f"\n{_CLASS}\n\n" + f"r = {_CLASS_NAME}(42)\n"
            "print(r.randint(1, 100), r.choice('abcdef'), r.sample('abcdefg', 3))\n",
        ),
        (
            "import random\n\nrandom.seed('abc')\nitems = range(9)\nrandom.shuffle(items)\nprint items\n",
            "import random\n" + f"\n{_CLASS}\n{_SHARED}\n\n"
            "random.seed('abc', version=1)\nitems = list(range(9))\n"
            f"{_SHARED_NAME}.shuffle(items)\nprint(items)\n",
        ),
        (
            "import random\n\nrandom.seed((3, 4))\nprint random.random() < 1\n",
            "import random\n\nrandom.seed(hash((3, 4)))\nprint(random.random() < 1)\n",
        ),
        (
            "from random import Random\n\n\nclass Fixed(Random):\n    def random(self):\n"
            "        return 0.25\n\n\nprint Fixed(1).randint(0, 99)\n",
            "from random import Random\nimport random\n"
            + f"\n{_CLASS}\n\n"
            + f"class Fixed({_CLASS_NAME}):\n    def random(self):\n        return 0.25\n\n\n"
            "print(Fixed(1).randint(0, 99))\n",
        ),
        (
            "import os\nhere = os.getcwd()\nimport random\n\nprint random.Random(4).choice('abc')\n",
            "import os\nimport random\n"
            + f"\n{_CLASS}\n\n"
            + "here = os.getcwd()\nimport random\n\n"
            f"print({_CLASS_NAME}(4).choice('abc'))\n",
        ),
    )
    leave_alone = (
        "import random\n\nprint(len(random.sample('abc', 2)))\n",
        "import random\n\nrandom.seed(4)\nprint(random.random() < 1)\n",
        "import random\n\nrandom.seed()\nprint(random.choice('a'))\n",
        "import random\n\n\ndef start(seed):\n    random.seed(seed, 1)\n\n\nstart((3, 4) and 5)\n",
        "class random(object):\n    seed = choice = len\n\n\nprint(random.seed('a'), random.choice('a'))\n",
    )

    @cached_property
    def _calls(self) -> dict[ast.Call, str]:
        """The calls of what `random` has, where something gives a seed or a function to draw with."""
        facts = self.module.facts
        if self.module.dialect.version != "2":
            return {}
        calls = {}
        seeded = False
        for node in facts.walk.parents:
            if not isinstance(node, ast.Call):
                continue
            name = facts.scopes.imported(node.func) or ""
            seeded |= bool(node.args) and (
                name == "random.Random"
                or (isinstance(node.func, ast.Attribute) and node.func.attr == "seed")
                or name == "random.seed"
            )
            if name in _DRAWING or name == "random.Random":
                calls[node] = name
            elif name == "random.seed" and len(node.args) == 1 and not node.keywords:
                value = getattr(node.args[0], "value", "")
                if not (isinstance(node.args[0], ast.Constant) and isinstance(value, int)):
                    calls[node] = name
        if seeded:
            return calls
        return {
            node: name
            for node, name in calls.items()
            if name == "random.shuffle" and len(node.args) + len(node.keywords) == 2
        }

    @cached_property
    def _classes(self) -> dict[ast.ClassDef, int]:
        """The classes derived from `Random`, and at what place it stands among their bases."""
        scopes = self.module.facts.scopes
        if self.module.dialect.version != "2":
            return {}
        return {
            node: place
            for node in self.module.facts.walk.of(ast.ClassDef)
            for place, base in enumerate(node.bases)
            if scopes.imported(base) == "random.Random"
        }

    @cached_property
    def places(self) -> frozenset[int]:
        return frozenset(map(self.module.offset_of, (*self._calls, *self._classes)))

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if not is_at(self.module, original_node, self.places):
            return updated_node
        name = self._calls.get(self.module.at(original_node))
        if name is None:
            return updated_node
        self.module.decide(self, original_node, "as Python 2", Level.GUARDED, _REASON)
        if name == "random.seed":
            if self._is_hashed(self.module.at(original_node).args[0]):
                hash_ = cst.parse_expression(builtin(self.module, "hash", original_node))
                seed = building.call(hash_, [building.argument(updated_node.args[0].value)])
                return updated_node.with_changes(args=[building.argument(seed)])
            version = building.argument(cst.Integer("1"), "version")
            return updated_node.with_changes(args=building.parted([*updated_node.args, version]))
        made = self._define(original_node)
        if name == "random.Random":
            return updated_node.with_changes(func=named(updated_node.func, made))
        updated_node = updated_node.with_changes(args=[*map(self._listed, updated_node.args)])
        drawn = f"{self._share(original_node)}.{name.rpartition('.')[2]}"
        return updated_node.with_changes(func=named(updated_node.func, drawn))

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        class_ = self.module.at(original_node)
        if class_ not in self._classes:
            return updated_node
        self.module.decide(self, original_node, "as Python 2", Level.GUARDED, _REASON)
        bases = list(updated_node.bases)
        base = bases[self._classes[class_]]
        new = named(base.value, self._define(original_node))
        bases[self._classes[class_]] = base.with_changes(value=new)
        return updated_node.with_changes(bases=bases)

    def _is_hashed(self, seed: ast.expr) -> bool:
        """Whether a seed is neither a number nor text: Python 2 took the hash of any object."""
        found = self.module.facts.types.of(seed)
        return found is not None and (found.node is not None or found.name in _HASHED)

    def _listed(self, argument: cst.Arg) -> cst.Arg:
        """A range as a list: a second run does not know that a range serves here."""
        value = argument.value
        if not (isinstance(value, cst.Call) and isinstance(value.func, cst.Name)):
            return argument
        if value.func.value != "range":
            return argument
        return argument.with_changes(value=cst.Call(cst.Name("list"), [building.argument(value)]))

    def _define(self, place: cst.CSTNode) -> str:
        return self.module.helpers.add(_CLASS_NAME, self._text(_CLASS, place))

    def _share(self, place: cst.CSTNode) -> str:
        return self.module.helpers.add(_SHARED_NAME, self._text(_SHARED, place))

    def _text(self, text: str, place: cst.CSTNode) -> str:
        written = self.module.imports.module("random", place, at_top=True)
        return text.replace("(random.Random)", f"({written}.Random)").replace(
            "= random.random ", f"= {written}.random "
        )
