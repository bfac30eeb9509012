"""EXC020: tuples of classes within the tuple of an except clause."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.rules import Rule


class NestedClasses(Rule):
    """except (A, (B, C)) becomes except (A, B, C); a tuple that has a name is unpacked.

    Python 2 looks for classes in tuples within tuples, Python 3 raises a TypeError as soon as an
    exception comes. A name is unpacked where it is seen to be of a tuple.
    """

    code = "EXC020"
    name = "nested-classes"
    words = frozenset({"except"})
    examples = (
        (
            "DATA = (ValueError, KeyError)\ntry:\n    int('x')\n"
            "except (IndexError, (TypeError,), DATA):\n    print 'caught'\n",
            "DATA = (ValueError, KeyError)\ntry:\n    int('x')\n"
            "except (IndexError, TypeError, *DATA):\n    print('caught')\n",
        ),
    )
    leave_alone = (
        "DATA = (ValueError, KeyError)\ntry:\n    int('x')\nexcept DATA:\n    print('caught')\n",
        "DATA = ValueError\ntry:\n    int('x')\nexcept (DATA, KeyError):\n    print('caught')\n",
    )

    def sites(self) -> Iterator[int]:
        for node in self.module.facts.walk.of(ast.ExceptHandler):
            if isinstance(node.type, ast.Tuple):
                if any(map(self._is_tuple, node.type.elts)):
                    yield self.module.offsets.start(node)

    def leave_ExceptHandler(
        self, original_node: cst.ExceptHandler, updated_node: cst.ExceptHandler
    ) -> cst.ExceptHandler:
        caught = updated_node.type
        if not isinstance(caught, cst.Tuple) or not isinstance(original_node.type, cst.Tuple):
            return updated_node
        pairs = list(zip(original_node.type.elements, caught.elements, strict=False))
        elements = [one for old, new in pairs for one in self._flat(old, new)]
        if elements == [new for _, new in pairs]:
            return updated_node
        if len(caught.elements) == 1:
            comma = cst.MaybeSentinel.DEFAULT if len(elements) > 1 else cst.Comma()
            elements[-1] = elements[-1].with_changes(comma=comma)
        return updated_node.with_changes(type=caught.with_changes(elements=elements))

    def _flat(self, old: cst.BaseElement, new: cst.BaseElement) -> Iterator[cst.BaseElement]:
        if isinstance(old.value, cst.Tuple) and isinstance(new.value, cst.Tuple):
            inner = list(zip(old.value.elements, new.value.elements, strict=False))
            flat = [one for pair in inner for one in self._flat(*pair)]
            yield from flat[:-1]
            yield from (one.with_changes(comma=new.comma) for one in flat[-1:])
        elif isinstance(new, cst.Element) and self._is_tuple(self.module.at(old.value)):
            yield cst.StarredElement(new.value, comma=new.comma)
        else:
            yield new

    def _is_tuple(self, node: ast.AST | None) -> bool:
        return node is not None and self.module.facts.types.is_a(node, "tuple")
