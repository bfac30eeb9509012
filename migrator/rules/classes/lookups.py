"""CLS060: where old-style classes looked for their attributes."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

import libcst as cst

from migrator.facts.remembering import remembered
from migrator.module import Module
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.comparison.hashes import is_old_style
from migrator.rules.syntax import building

_Class = ast.ClassDef | str  # one of the module, or what its name is written as


class Lookups(Rule):
    """A class finds the attributes that it found as an old-style one.

    Old-style classes are searched depth first, from left to right; Python 3 searches a base after
    all that derives from it, and refuses an order of bases that contradicts itself. What a class
    would get from another base now is bound in it, and bases change places where they must. Classes
    all of whose bases are of the same module are compared, and those whose order contradicts itself:
    Python 2, too, refuses that of a new-style class. What imported bases define is not seen.
    """

    code = "CLS060"
    name = "old-style-lookups"
    words = frozenset({"class"})
    unit = "definition"
    examples = (
        (
            "class A:\n    def who(self):\n        return 'A'\n\n\nclass B(A):\n    pass\n\n\n"
            "class C(A):\n    def who(self):\n        return 'C'\n\n\n"
            "class D(B, C):\n    pass\n\n\nprint D().who()\n",
            "class A:\n    def who(self):\n        return 'A'\n\n\nclass B(A):\n    pass\n\n\n"
            "class C(A):\n    def who(self):\n        return 'C'\n\n\n"
            "class D(B, C):\n    pass\n\n    who = A.who\n\n\nprint(D().who())\n",
        ),
        (
            "class A:\n    x = 'A'\n\n\nclass B(A):\n    x = 'B'\n\n\nclass C(A, B):\n    pass\n\n\n"
            "print C.x\n",
            "class A:\n    x = 'A'\n\n\nclass B(A):\n    x = 'B'\n\n\nclass C(B, A):\n    pass\n\n"
            "    x = A.x\n\n\nprint(C.x)\n",
        ),
        (
            "import xml.dom\n\n\nclass Leaf:\n    parts = ()\n\n\nclass Text(Leaf, xml.dom.Node):\n"
            "    kind = 'text'\n\n\nclass Raw(Leaf, Text):\n    pass\n\n\nprint Raw.kind, Raw.parts\n",
            "import xml.dom\n\n\nclass Leaf:\n    parts = ()\n\n\nclass Text(Leaf, xml.dom.Node):\n"
            "    kind = 'text'\n\n\nclass Raw(Text, Leaf):\n    pass\n\n\nprint(Raw.kind, Raw.parts)\n",
        ),
    )
    leave_alone = (
        "class A(object):\n    x = 'A'\n\n\nclass B(A):\n    pass\n\n\nclass C(A):\n    x = 'C'\n\n\n"
        "class D(B, C):\n    pass\n\n\nprint(D.x)\n",
        "class A:\n    x = 'A'\n\n\nclass B(A):\n    x = 'B'\n\n\nclass C(A):\n    y = 'C'\n\n\n"
        "class D(B, C):\n    pass\n\n\nprint(D.x, D.y)\n",
        "class Item(dict, object):\n    pass\n\n\nprint(Item())\n",
        "import xml.dom\n\n\nclass Leaf:\n    parts = ()\n\n\nclass Text(Leaf, xml.dom.Node):\n    parts = 'ab'\n\n\n"
        "class Raw(Text, Leaf):\n    pass\n\n\nprint(Raw.parts)\n",
    )

    def sites(self) -> Iterator[int]:
        for scope in self.module.facts.walk.scopes:
            class_ = scope.node
            if isinstance(class_, ast.ClassDef) and len(class_.bases) > 1:
                if self._differs(class_):
                    yield self.module.offset_of(class_)

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        class_ = self.module.at(original_node)
        if not isinstance(class_, ast.ClassDef) or len(class_.bases) < 2:
            return updated_node
        if not self._differs(class_):
            return updated_node
        found = _search(self.module, class_)
        if found is None:
            message = "Python 3 finds no order in which to search the bases of this class"
            self.module.report(self, original_node, message)
            return updated_node
        order, bound = found
        reason = "old-style classes are searched depth first"
        is_seen = is_old_style(self.module, class_)
        level = Level.GUARDED if is_seen else Level.ASSUMED
        self.module.decide(self, original_node, "bound", level, reason)
        if order != list(range(len(class_.bases))):
            updated_node = _with_bases(updated_node, order)
        body = updated_node.body
        if not bound:
            return updated_node
        if isinstance(body, cst.SimpleStatementSuite):
            body = cst.IndentedBlock([cst.SimpleStatementLine(body.body)])
        lines = [_binding(name, home.name) for name, home in bound.items()]
        lines[0] = lines[0].with_changes(leading_lines=[cst.EmptyLine(indent=False)])
        return updated_node.with_changes(body=body.with_changes(body=[*body.body, *lines]))

    def _differs(self, class_: ast.ClassDef) -> bool:
        """Whether Python 3 searches an old-style class otherwise."""
        if class_.keywords or is_spared(self.module, class_, "TypeError"):
            return False
        if not is_old_style(self.module, class_):
            known = self.module.facts.types.builtin_bases(class_)
            if "object" in known or _linear(self.module, class_) is not None:
                return False
        found = _search(self.module, class_)
        return found is None or bool(found[1]) or found[0] != list(range(len(class_.bases)))


@remembered
def _search(
    module: Module, class_: ast.ClassDef
) -> tuple[list[int], dict[str, ast.ClassDef]] | None:
    """The order of bases that Python 3 takes, and what must be bound for it to find the same.

    None where it takes none.
    """
    old = _depth_first(module, class_)
    bases = _bases(module, class_)
    order = list(range(len(bases)))
    lines = [_linear(module, base) for base in bases]
    if None in lines:
        return None
    # A base comes after all that derive from it.
    order.sort(key=lambda at: sum(bases[at] in line[1:] for line in lines if line))
    new = _linear(module, class_)
    if new is None:
        new = _merge(class_, [*(lines[at] for at in order), [bases[at] for at in order]])
    else:
        order = list(range(len(bases)))
    if new is None:
        return None
    bound = {}
    for name in dict.fromkeys(name for one in old for name in _names(module, one)):
        home = next(one for one in old if name in _names(module, one))
        if home is not next(one for one in new if name in _names(module, one)):
            assert isinstance(home, ast.ClassDef)
            bound[name] = home
    return order, bound


def _names(module: Module, class_: _Class) -> Iterable[str]:
    if isinstance(class_, str):
        return ()
    return module.facts.scopes.scope_of(class_.body[0]).stores


def _bases(module: Module, class_: _Class) -> list[_Class]:
    bases = () if isinstance(class_, str) else class_.bases
    return [module.facts.types.class_named(base) or ast.unparse(base) for base in bases]


def _depth_first(module: Module, class_: _Class) -> list[_Class]:
    found = [class_]
    for base in _bases(module, class_):
        found += [one for one in _depth_first(module, base) if one not in found]
    return found


def _linear(module: Module, class_: _Class) -> list[_Class] | None:
    """The order in which Python 3 searches a class (its C3 linearisation)."""
    bases = _bases(module, class_)
    return _merge(class_, [*(_linear(module, base) for base in bases), bases])


def _merge(class_: _Class, lines: Sequence[list[_Class] | None]) -> list[_Class] | None:
    left = [list(line) for line in lines if line]
    if len(left) < len([line for line in lines if line is None or line]):
        return None
    found = [class_]
    while left := [line for line in left if line]:
        for line in left:
            if not any(line[0] in other[1:] for other in left):
                break
        else:
            return None
        first = line[0]
        found.append(first)
        left = [other[1:] if other[0] == first else other for other in left]
    return found


def _with_bases(class_: cst.ClassDef, order: list[int]) -> cst.ClassDef:
    """The class with its bases in another order, each comma where it was."""
    moved = [
        building.argument(class_.bases[index].value, comma=old.comma).with_changes(
            whitespace_after_arg=old.whitespace_after_arg
        )
        for index, old in zip(order, class_.bases, strict=True)
    ]
    return class_.with_changes(bases=moved)


def _binding(name: str, home: str) -> cst.SimpleStatementLine:
    value = cst.Attribute(cst.Name(home), cst.Name(name))
    return cst.SimpleStatementLine([cst.Assign([cst.AssignTarget(cst.Name(name))], value)])
