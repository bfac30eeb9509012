"""map returned a list."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

import libcst as cst

from migrator.facts.uses import Kind
from migrator.rules import Rule
from migrator.rules.builtins.names import means
from migrator.rules.iteration import forms
from migrator.rules.iteration.lengths import none_would_fail, same_length
from migrator.rules.syntax import building


class MapList(Rule):
    """map gets the list that it returned, and the Nones that it put in.

    In Python 2 `map` called its function at once and returned a list; Python 3's is lazy. It gets a
    `list()` around it, also where only the effects count, unless what is done with it is proven to
    need none. With several sequences 2.7 filled the shorter ones up with None, and with None for
    the function it returned the elements themselves: `itertools.zip_longest` does the former,
    where the lengths are not seen to be equal. `map(None, *rows)` of a single row is the one case
    that comes out differently (a list of tuples).
    """

    code = "ITR010"
    name = "map-list"
    words = frozenset({"map"})
    examples = (
        (
            "names = map(str, [1, 2])\nnames.append('x')\nprint names\n",
            "names = list(map(str, [1, 2]))\nnames.append('x')\nprint(names)\n",
        ),
        (
            "out = []\nmap(out.append, [1, 2])\nprint out, ','.join(map(str, out))\n",
            "out = []\nlist(map(out.append, [1, 2]))\nprint(out, ','.join(map(str, out)))\n",
        ),
        (
            "def numbers(words):\n    try:\n        return map(int, words)\n"
            "    except ValueError:\n        return 'bad'\n\n\nprint numbers(['1', 'x'])\n",
            "def numbers(words):\n    try:\n        return list(map(int, words))\n"
            "    except ValueError:\n        return 'bad'\n\n\nprint(numbers(['1', 'x']))\n",
        ),
        (
            "a = [1, 2, 3]\nprint map(None, a), map(None, a, 'x')\n",
            "import itertools\n\n"
            "a = [1, 2, 3]\nprint(list(a), list(itertools.zip_longest(a, 'x')))\n",
        ),
        (
            "def show(a, b):\n    return '%s-%s' % (a, b)\n\n\n"
            "for text in map(show, [1, 2, 3], 'x'):\n    print text\n",
            "import itertools\n\n"
            "def show(a, b):\n    return '%s-%s' % (a, b)\n\n\n"
            "for text in itertools.starmap(show, itertools.zip_longest([1, 2, 3], 'x')):\n"
            "    print(text)\n",
        ),
        (
            "print map(lambda a, b: a + b, [1, 2], [3, 4])\n",
            "print(list(map(lambda a, b: a + b, [1, 2], [3, 4])))\n",
        ),
    )
    leave_alone = (
        "for text in map(str, [1, 2]):\n    print(text)\n",
        "print(sorted(map(len, ['a', 'bc'])))\n",
        "def map(function, values):\n    return 'own'\n\n\nprint(map(str, [1]))\n",
        "class Layer(object):\n    def map(self, f):\n        return f\n\n\nprint(Layer().map(3))\n",
        "names = list(map(str, [1, 2]))\nprint(names)\n",
        "def head(values, map):\n    return map(values)\n\n\nprint(head([3, 1], min))\n",
        "print(','.join(map(str, [1, 2])), sum(map(int, '12')))\n",
    )

    def sites(self) -> Iterator[int]:
        for call in forms.calls_of_builtin(self.module, "map"):
            if len(call.args) != 2 or _is_none(call.args[0]) or not self._serves(call):
                yield self.module.offset_of(call)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if not means(self.module, original_node.func, "map"):
            return updated_node
        call = self.module.at(original_node)
        if call is None or call.keywords or not call.args:
            return updated_node
        new = self._faithful(call, original_node, updated_node)
        return new if self._serves(call) else forms.call_of(self.module, original_node, "list", new)

    def _serves(self, call: ast.Call) -> bool:
        if self.module.facts.uses.discarded(call):
            return False
        return forms.serves(self.module, call, Kind.ITERATOR)

    def _faithful(
        self, call: ast.Call, original: cst.Call, updated: cst.Call
    ) -> cst.BaseExpression:
        """What gives the elements that 2.7's `map` did."""
        function, *sequences = call.args
        starred = any(isinstance(one, ast.Starred) for one in sequences)
        has_several = starred or len(sequences) > 1
        is_none = _is_none(function)
        given = updated.args[1:]
        if isinstance(function, ast.Starred) or not sequences:
            return updated
        if not has_several:
            return _in_parentheses_of(updated, given[0].value) if is_none else updated
        equal = not starred and same_length(sequences)
        if is_none:
            if equal:
                new = forms.call_of(self.module, original, "zip", cst.Name("_"))
                return updated.with_changes(func=new.func, args=building.parted(given))
            new = self._padded(original, given)
        elif equal or (
            none_would_fail(self.module, function) and not self.module.facts.parents.tried(call)
        ):
            return updated
        else:
            padded = building.argument(self._padded(original, given))
            arguments = [updated.args[0], padded]
            new = forms.function_call(self.module, original, "itertools.starmap", arguments)
        return new.with_changes(lpar=updated.lpar, rpar=updated.rpar)

    def _padded(self, place: cst.Call, sequences: Sequence[cst.Arg]) -> cst.Call:
        return forms.function_call(self.module, place, "itertools.zip_longest", sequences)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _in_parentheses_of(call: cst.Call, value: cst.BaseExpression) -> cst.BaseExpression:
    return value.with_changes(lpar=[*call.lpar, *value.lpar], rpar=[*value.rpar, *call.rpar])
