"""zip returned a list."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from migrator.facts.uses import Kind
from migrator.rules import Rule
from migrator.rules.builtins.names import means
from migrator.rules.iteration import forms


class ZipList(Rule):
    """zip gets the list that it returned.

    Python 3's `zip` is lazy and can be walked once. It gets a `list()` around it unless what is
    done with it is proven to need none, as in a `for` whose body leaves the sequences alone.
    """

    code = "ITR030"
    name = "zip-list"
    words = frozenset({"zip"})
    examples = (
        (
            "pairs = zip('ab', [1, 2])\nprint pairs, pairs[0]\n",
            "pairs = list(zip('ab', [1, 2]))\nprint(pairs, pairs[0])\n",
        ),
        (
            "xs = [1, 2]\nfor a, b in zip(xs, 'ab'):\n    xs.append(b)\nprint xs\n",
            "xs = [1, 2]\nfor a, b in list(zip(xs, 'ab')):\n    xs.append(b)\nprint(xs)\n",
        ),
    )
    leave_alone = (
        "for a, b in zip('ab', 'cd'):\n    print(a + b)\n",
        "print(dict(zip('ab', 'cd')) == {'a': 'c', 'b': 'd'})\n",
        "def zip(*names):\n    return 'own'\n\n\nprint(zip(1, 2))\n",
    )

    def sites(self) -> Iterator[int]:
        for call in forms.calls_of_builtin(self.module, "zip"):
            if not forms.serves(self.module, call, Kind.ITERATOR):
                yield self.module.offset_of(call)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if not means(self.module, original_node.func, "zip"):
            return updated_node
        if forms.lazy_serves(self.module, original_node, Kind.ITERATOR):
            return updated_node
        return forms.call_of(self.module, original_node, "list", updated_node)
