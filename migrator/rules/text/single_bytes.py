"""TXT050: one byte of a byte string."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.precedence import fit
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import builtin
from migrator.rules.syntax import building, places
from migrator.rules.text.asking import is_load

_HELPER = '''
def single_bytes(items):
    """Walk over bytes as strings of one byte each, and over anything else as it is."""
    return (bytes([n]) for n in items) if isinstance(items, bytes) else items
'''


class SingleBytes(Rule):
    """data[i] becomes bytes([data[i]]), data[0] data[0:1], ord(data[i]) data[i].

    An index of a byte string, and walking over one, gives integers in Python 3 and strings of one
    byte in Python 2. Where `ord` is all that is done with them, the integers are what is wanted.
    """

    code = "TXT050"
    name = "single-bytes"
    examples = (
        (
            "import struct\n\ndata = struct.pack('>H', 0x4142)\n"
            "print ord(data[0]), data[1] == 'B', [ord(c) for c in data], [c == 'A' for c in data]\n",
            "import struct\n\ndata = struct.pack('>H', 0x4142)\n"
            "print(data[0], data[1:2] == b'B', [c for c in data],"
            " [c == b'A' for c in (bytes([n]) for n in data)])\n",
        ),
        (
            "data = u'caf\\xe9'.encode('utf-8')\ni = 3\nprint data[i] == '\\xc3', map(ord, data)\n",
            "data = u'caf\\xe9'.encode('utf-8')\ni = 3\n"
            "print(bytes([data[i]]) == b'\\xc3', list(map(int, data)))\n",
        ),
        (
            "import hashlib\n\nfor c in 'ab':\n    print hashlib.md5(c).hexdigest()\n",
            "import hashlib\n\nfor c in (bytes([n]) for n in b'ab'):\n"
            "    print(hashlib.md5(c).hexdigest())\n",
        ),
    )
    leave_alone = (
        "import struct\n\nparts = struct.unpack('>2s', b'ab')\nprint(parts[0] == b'ab')\n",
        "import hashlib\n\nfor n in b'ab':\n    print(n + 1)\nprint(hashlib.md5(b'ab').digest_size)\n",
        "data = bytearray(b'ab')\nprint(data[0], [c for c in data])\n",
        "text = u'abc'\nprint(ord(text[0]), [c for c in text])\n",
    )

    @cached_property
    def indexes(self) -> set[ast.AST]:
        text = self.module.text
        return {node for node in text.indexes if is_load(node)} if text else set()

    @cached_property
    def numbers(self) -> set[ast.AST]:
        """The calls of `ord` on what is an integer."""
        parents, text = self.module.facts.parents, self.module.text
        found = {parents[node] for node in self.indexes if self._is_ord(parents[node])}
        for walked in text.walks if text else ():
            found.update(self._loop_numbers(walked) or ())
        return found

    @cached_property
    def walks(self) -> set[ast.AST]:
        """What is to be walked byte by byte, as strings."""
        text, parents = self.module.text, self.module.facts.parents
        found = set()
        for walked in text.walks if text else ():
            around = parents[walked]
            if isinstance(around, ast.Call) and around.args[:1] != [walked]:
                if self.module.facts.scopes.is_builtin(around.args[0]):
                    if around.args[0].id == "ord":
                        continue
            if self._loop_numbers(walked) is None:
                found.add(around if self._is_reversed(around) else walked)
        return found

    def _is_reversed(self, node: ast.AST) -> bool:
        """Whether a node is a call of `reversed`, which takes no iterators."""
        return (
            isinstance(node, ast.Call)
            and self.module.facts.scopes.is_builtin(node.func)
            and node.func.id == "reversed"
        )

    def _is_ord(self, node: ast.AST) -> bool:
        scopes = self.module.facts.scopes
        return (
            isinstance(node, ast.Call)
            and scopes.is_builtin(node.func)
            and node.func.id == "ord"
            and len(node.args) == 1
        )

    def _loop_numbers(self, walked: ast.expr) -> list[ast.AST] | None:
        """The calls of `ord`, where a loop over bytes uses its variable for nothing else."""
        facts = self.module.facts
        target = getattr(facts.parents[walked], "target", None)
        if not isinstance(target, ast.Name):
            return None
        binding = facts.scopes.resolve(target)
        loops = [self._loop(definition.node) for definition in binding.definitions]
        mine = self._loop(target)
        uses = []
        for load in facts.scopes.loads(binding):
            within = [loop for loop in loops if loop and facts.parents.within(load, loop)]
            if mine in within:
                uses.append(facts.parents[load])
            elif not within:
                return None
        return uses if uses and all(map(self._is_ord, uses)) else None

    def _loop(self, target: ast.AST) -> ast.AST | None:
        """The loop or comprehension that binds a variable."""
        parents = self.module.facts.parents
        around = parents.get(target)
        if isinstance(around, ast.comprehension):
            return parents[around]
        return around if isinstance(around, (ast.For, ast.AsyncFor)) else None

    @cached_property
    def functions(self) -> set[ast.AST]:
        """`ord` as what `map` calls for each byte."""
        text, parents = self.module.text, self.module.facts.parents
        found: set[ast.AST] = set()
        for walked in text.walks if text else ():
            around = parents[walked]
            if walked not in self.walks and isinstance(around, ast.Call):
                found.add(around.args[0])
        return found

    def sites(self) -> Iterable[int]:
        nodes = [*self.indexes, *self.numbers, *self.walks, *self.functions]
        return [self.module.offset_of(node) for node in nodes]

    def leave_Subscript(
        self, original_node: cst.Subscript, updated_node: cst.Subscript
    ) -> cst.BaseExpression:
        node = self.module.at(original_node)
        if node not in self.indexes or self.module.facts.parents[node] in self.numbers:
            return self._walked(original_node, updated_node)
        reason = "an index of bytes gives an integer"
        self.module.decide(self, original_node, "byte", Level.ASSUMED, reason)
        number = _number(node.slice)
        text, parents = self.module.text, self.module.facts.parents
        is_view = text is not None and text.kind(node.value) == "buffer"
        if number is None or is_view or parents.guarded(node, "KeyError") or parents.tried(node):
            return _one_byte(updated_node, builtin(self.module, "bytes", original_node))
        (element,) = updated_node.slice
        low = cst.ensure_type(element.slice, cst.Index).value
        high = None if number == -1 else cst.parse_expression(str(number + 1))
        part = element.with_changes(slice=cst.Slice(low, high))
        return updated_node.with_changes(slice=[part])

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if self.module.at(original_node) in self.numbers:
            value = updated_node.args[0].value
            if not updated_node.lpar:
                return value
            return value.with_changes(
                lpar=[*updated_node.lpar, *value.lpar], rpar=[*value.rpar, *updated_node.rpar]
            )
        return self._walked(original_node, updated_node)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        if self.module.at(original_node) in self.functions and updated_node.value == "ord":
            return updated_node.with_changes(value="int")
        return self._walked(original_node, updated_node)

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        return self._walked(original_node, updated_node)

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.BaseExpression:
        if not places.is_whole_literal(self.module, original_node):
            return updated_node
        return self._walked(original_node, updated_node)

    def leave_ConcatenatedString(
        self, original_node: cst.ConcatenatedString, updated_node: cst.ConcatenatedString
    ) -> cst.BaseExpression:
        return self._walked(original_node.left, updated_node)

    def leave_BinaryOperation(
        self, original_node: cst.BinaryOperation, updated_node: cst.BinaryOperation
    ) -> cst.BaseExpression:
        return self._walked(original_node, updated_node)

    def _walked(
        self, original: cst.BaseExpression, updated: cst.BaseExpression
    ) -> cst.BaseExpression:
        node = self.module.at(original) if self.walks else None
        if node is None or node not in self.walks:
            return updated
        reason = "walking over bytes gives integers"
        text = self.module.text
        if text is not None and node in text.walks and text.is_unsure(node):
            self.module.decide(self, original, "single_bytes", Level.GUARDED, reason)
            helper = self.module.helpers.add("single_bytes", _HELPER)
            return cst.Call(cst.Name(helper), [cst.Arg(building.bare_of_parentheses(updated))])
        self.module.decide(self, original, "bytes", Level.ASSUMED, reason)
        bytes_ = builtin(self.module, "bytes", original)
        new = cst.ensure_type(
            cst.parse_expression(f"({bytes_}([n]) for n in data)"), cst.GeneratorExp
        )
        loop = new.for_in
        return new.with_changes(for_in=loop.with_changes(iter=fit(loop, "iter", updated)))


def _one_byte(value: cst.BaseExpression, function: str) -> cst.Call:
    """`bytes([value])`, where `function` is how `bytes` is written."""
    new = cst.ensure_type(cst.parse_expression(f"{function}([value])"), cst.Call)
    (argument,) = new.args
    display = cst.ensure_type(argument.value, cst.List)
    (element,) = display.elements
    inner = display.with_changes(elements=[element.with_changes(value=value)])
    return new.with_changes(args=[argument.with_changes(value=inner)])


def _number(index: ast.expr) -> int | None:
    """The value of an index that is written as a number."""
    sign = 1
    if isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.USub):
        index, sign = index.operand, -1
    value = getattr(index, "value", None)
    return sign * value if isinstance(value, int) and not isinstance(value, bool) else None
