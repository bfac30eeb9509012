"""What a rule is, and where the rules are found.

A rule is one module in a folder of this package; the folder is its family. Adding a file
adds the rule: to the engine, to `migrator rules` and `explain`, and to the tests, which
take the examples from the class.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from migrator.module import Module

_WITH_BODIES = ("FunctionDef", "ClassDef", "If", "For", "While", "With")
_rules: list[type[Rule]] = []


class Rule:
    """A codemod: `leave_NODE(original_node, updated_node)` methods as in any LibCST transformer.

    They are called bottom-up, once for each node of that class (LibCST's classes and those of
    `migrator.python2.nodes`), and return the node to stand there: `updated_node` itself where
    there is nothing to do, another one, `cst.RemoveFromParent()` or a `cst.FlattenSentinel`.
    What the rule asks of `self.module` is about `original_node`.

    A subclass has a docstring: a line of summary, then what it rewrites, why 2 and 3 differ
    there, and when it is not safe.

    code, name: as in "SYN010" and "print-statement".
    words: the rule is of no use in a file without one of these tokens; empty: it always is.
    leaves: kinds of `migrator.python2.lowering.Leaf` that it looks for, as in "number".
    early: whether it is called before the others at a node: it respells a part in place, where
        others may put something around the whole.
    unit: what is parsed around a site, the "statement" or the whole "definition" (a function,
        or a class where the site is not in one of its statements). Of a compound statement with a
        site in its header only the header is the statement. Where this is not said, it is the
        definition for a rule that handles compound statements other than `try`.
    alternatives: the readings of its sites among which a person can choose.
    wraps: it puts something around whatever stands there, also where another rule has put a node
        of another class than its method names.
    examples: (before, after) pairs of whole modules. after is what all rules together make.
    leave_alone: modules that must not change.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    words: ClassVar[frozenset[str]] = frozenset()
    leaves: ClassVar[frozenset[str]] = frozenset()
    early: ClassVar[bool] = False
    unit: ClassVar[str] = "statement"
    wraps: ClassVar[bool] = False
    alternatives: ClassVar[tuple[str, ...]] = ()
    examples: ClassVar[tuple[tuple[str, str], ...]] = ()
    leave_alone: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "unit" not in cls.__dict__ and any(
            hasattr(cls, f"leave_{kind}") for kind in _WITH_BODIES
        ):
            cls.unit = "definition"
        if "code" in cls.__dict__:
            _rules.append(cls)

    def __init__(self, module: Module) -> None:
        self.module = module

    def sites(self) -> Iterable[int] | None:
        """Carrier offsets at which the rule may act; None: wherever one of its words stands.

        Only the statements around sites are parsed, and only rules that have a site in one are
        asked there, so a rule that can tell from the `ast` (`self.module.tree`,
        `self.module.facts`) that a word is of no interest saves time. `leave_` methods must not
        rely on it: they also see nodes that are no sites.
        """
        return None

    def assumed_imports(self) -> Iterable[str]:
        """Modules that the rule will import: the facts take them for imported already."""
        return ()

    @property
    def summary(self) -> str:
        return (self.__doc__ or "").strip().partition("\n")[0]


@cache
def all_rules() -> tuple[type[Rule], ...]:
    """Every rule, by code."""
    for found in pkgutil.walk_packages(__path__, __name__ + "."):
        importlib.import_module(found.name)
    return tuple(sorted(_rules, key=lambda rule: rule.code))


def rule_names() -> dict[str, str]:
    """The name of every rule, by code."""
    return {rule.code: rule.name for rule in all_rules()}
