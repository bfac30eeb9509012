"""LIB055: imports of what is gone, and that nothing replaces."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports import writing
from migrator.rules.imports.plan import Placeholder
from migrator.rules.imports.planner import is_at, plan_of
from migrator.stdlib.entries import Form

_NAME = "_Gone"
_CLASS = f'''
class {_NAME}(type):
    """A name that the standard library has lost: what calls it gets an ImportError."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return {_NAME}(name, (Exception,), {{"gone": f"{{cls.gone}}.{{name}}"}})

    def __call__(cls, *args, **kwargs):
        raise ImportError(f"{{cls.gone}} is gone from the standard library")
'''
_HELD = "what calls it gets an ImportError; the rest of the module works"
_UNUSED = "it is gone, and nothing uses it here"


class Placeholders(Rule):
    """An import of what is gone no longer stops the whole module.

    A module, or a module's name, that Python 3 has lost and that nothing replaces makes its import
    fail, and the module with it, though most of it may have no need of it. What is not used is not
    imported any more. In place of the others stands a class that can be named, derived from and
    caught, and that raises ImportError when it is called; a module is tried first, as a package may
    provide it. So is what setuptools has of distutils, but in files that set up a project. A function
    that others import from here is bound to what it is today. Imports in functions stay: only they
    fail.
    """

    code = "LIB055"
    name = "placeholders"
    words = frozenset({"import"})
    examples = (
        (
            "from operator import add, getslice\n\nprint add(1, 2)\n",
            "from operator import add\n\nprint(add(1, 2))\n",
        ),
        (
            "import os\nimport hotshot\n\n\ndef profile():\n    return hotshot.Profile('log')\n\n\nprint os.sep\n",
            f"import os\n\n{_CLASS}\n\ntry:\n    import hotshot\nexcept ImportError:\n"
            f'    hotshot = {_NAME}("hotshot", (Exception,), {{"gone": "hotshot"}})\n\n\n'
            "def profile():\n    return hotshot.Profile('log')\n\n\nprint(os.sep)\n",
        ),
    )
    leave_alone = (
        "def profile():\n    import hotshot\n    return hotshot.Profile('log')\n",
        "try:\n    import hotshot\nexcept ImportError:\n    hotshot = None\n",
        "from . import hotshot\n\nprint(hotshot)\n",
    )

    @cached_property
    def places(self) -> dict[int, ast.alias]:
        """The imports of what is gone, by carrier offsets."""
        plan = plan_of(self.module)
        return {
            self.module.offsets.start(node): node
            for node in (*plan.placeholders, *plan.dropped)
            if isinstance(node, ast.alias)
        }

    def sites(self) -> Iterable[int]:
        return self.places

    def leave_ImportAlias(
        self, original_node: cst.ImportAlias, updated_node: cst.ImportAlias
    ) -> cst.ImportAlias:
        place = writing.first_name(original_node.name)
        if place is None or not is_at(self.module, place, self.places):
            return updated_node
        plan = plan_of(self.module)
        node = self.places[self.module.anchor(place)]
        if node in plan.dropped:
            message = f"`{plan.dropped[node]}` is not imported: {_UNUSED}"
            self.module.decide(self, place, "dropped", Level.ASSUMED, message)
            return updated_node
        holder = plan.placeholders[node]
        if holder.value is not None:
            self._bind(holder.name, holder.value, place)
            level = Level.PROVEN if holder.value.same else Level.ASSUMED
            self.module.decide(self, place, holder.value.new, level, holder.value.note)
        else:
            self._define(holder)
            self.module.decide(self, place, "placeholder", Level.GUARDED, _HELD)
        return updated_node

    def _bind(self, name: str, value: Form, place: cst.CSTNode) -> None:
        """Bind a name that others import to what it is written as today."""
        text = value.new
        for needed in value.modules:
            written = self.module.imports.module(needed, place, at_top=True)
            text = re.sub(rf"\b{re.escape(needed)}\.", f"{written}.", text)
        self.module.helpers.add(name, f"{name} = {text}\n", replacing=True)

    def _define(self, holder: Placeholder) -> None:
        class_ = self.module.helpers.add(_NAME, _CLASS)
        made = f'{holder.name} = {class_}("{holder.name}", (Exception,), {{"gone": "{holder.gone}"}})\n'
        if holder.imports:
            lines = "".join(f"    {line}\n" for line in holder.imports)
            made = f"try:\n{lines}except ImportError:\n    {made}"
        self.module.helpers.add(holder.name, made, replacing=True)
