"""What calls of builtins say about text and bytes."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from migrator.facts.text import attributes, files
from migrator.facts.text.cells import BYTES, MAKING, STRING, TEXT, Cell
from migrator.facts.text.costs import CUT, DEEP
from migrator.facts.text.definitions import class_of_self
from migrator.facts.text.later import Iterate, Stage

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder

    Handler = Callable[[Builder, ast.Call], None]

_COMPREHENSIONS = (ast.ListComp, ast.GeneratorExp)


def _str(builder: Builder, node: ast.Call) -> None:
    """`str(x)` shows text as it is; of bytes it would show the literal.

    With an encoding it is what `unicode` was: Python 2 takes no second argument.
    """
    result = builder.cell(node)
    builder.string(result)
    if len(node.args) > 1 or node.keywords:
        _unicode(builder, node)
    elif node.args:
        builder.later.append(Shown(builder.cell(node.args[0]), node))
    else:
        builder.graph.fix(result, TEXT)


class Shown:
    """`str(value)`: for a bytearray or buffer its bytes, else text."""

    def __init__(self, value: Cell, call: ast.Call) -> None:
        self.value = value
        self.call = call

    def settle(self, builder: Builder, stage: Stage) -> bool:
        kind = builder.graph.kind(self.value)
        if kind is None and stage is not Stage.LAST:
            return False
        if kind in ("bytearray", "buffer"):
            builder.graph.fix(builder.cell(self.call), BYTES)
            builder.copies.append(self.call)
        else:
            builder.graph.fix(builder.cell(self.call), TEXT)
            builder.shown(self.call.args[0], strict=True)
        return True


def _bytes(builder: Builder, node: ast.Call) -> None:
    """`bytes([n])` is a byte, as only Python 3 has it; else it is `str`."""
    if len(node.args) == 1 and isinstance(node.args[0], (ast.List, *_COMPREHENSIONS)):
        builder.graph.fix(builder.cell(node), BYTES)
        builder.string(builder.cell(node))
        builder.numbers.update(getattr(node.args[0], "elts", ()))
    else:
        _str(builder, node)


def _unicode(builder: Builder, node: ast.Call) -> None:
    builder.make_unicode(builder.cell(node))
    builder.string(builder.cell(node))
    if node.args:
        encoding = next(iter([*node.args[1:], *(one.value for one in node.keywords)]), None)
        if encoding is not None and builder.facts.parents.guarded(node, "TypeError"):
            return  # what is text already has a way of its own
        codec = getattr(encoding, "value", "") if encoding is not None else ""
        colour = TEXT if encoding is None else BYTES
        builder.want(node.args[0], colour, codec.lower() if isinstance(codec, str) else "")


def _repr(builder: Builder, node: ast.Call) -> None:
    builder.graph.fix(builder.cell(node), TEXT)
    if len(node.args) == 1:
        builder.reprs.append(node)
    for argument in node.args:
        builder.represented(argument)


def _chr(builder: Builder, node: ast.Call) -> None:
    """A byte or a character, as it is needed."""
    builder.characters.append(node)
    builder.string(builder.cell(node))
    if len(node.args) == 1 and _is_cut_to_byte(node.args[0]):
        builder.graph.fix(builder.cell(node), BYTES, CUT)


def _is_cut_to_byte(number: ast.expr) -> bool:
    """Whether a number is put together of bits so that it fits a byte: `n & 0xff`, `n >> 8`."""
    if not isinstance(number, ast.BinOp):
        return False
    values = {getattr(side, "value", None) for side in (number.left, number.right)}
    if isinstance(number.op, ast.RShift):
        return bool(values & {8, 16, 24})
    is_mask = isinstance(number.op, ast.BitAnd) and 0xFF in values
    is_high = isinstance(number.op, ast.BitOr) and bool(values & {0x80, 0xC0, 0xE0, 0xF0})
    return is_mask or is_high


def _bytes_object(builder: Builder, node: ast.Call) -> None:
    """bytearray, buffer, memoryview of a string."""
    is_mutable = isinstance(node.func, ast.Name) and node.func.id == "bytearray"
    builder.graph.set_kind(builder.cell(node), "bytearray" if is_mutable else "buffer")
    builder.graph.fix(builder.cell(node), BYTES)
    for argument in node.args[:1]:
        if not isinstance(argument, (ast.List, *_COMPREHENSIONS)):
            target = Cell()
            builder.graph.fix(target, BYTES)
            builder.send_copy(argument, target)


def _sequence(builder: Builder, node: ast.Call) -> None:
    """list, tuple, set, sorted, iter...: an iterable of the same elements."""
    graph, result = builder.graph, builder.cell(node)
    graph.set_kind(result, "list")
    if node.args:
        element = graph.child(result, "element")
        builder.later.append(Iterate(builder.cell(node.args[0]), element, node.args[0]))


def _wrapped(builder: Builder, node: ast.Call) -> None:
    """staticmethod: the function itself."""
    for function in node.args[:1]:
        builder.graph.tie(builder.cell(node), builder.cell(function))


def _enumerate(builder: Builder, node: ast.Call) -> None:
    graph, result = builder.graph, builder.cell(node)
    graph.set_kind(result, "list")
    pair = graph.child(result, "element")
    graph.set_kind(pair, "list")
    for argument in node.args[:1]:
        builder.later.append(Iterate(builder.cell(argument), graph.child(pair, "1"), argument))


def _zip(builder: Builder, node: ast.Call) -> None:
    graph, result = builder.graph, builder.cell(node)
    graph.set_kind(result, "list")
    row = graph.child(result, "element")
    graph.set_kind(row, "list")
    for index, argument in enumerate(node.args):
        if not isinstance(argument, ast.Starred):
            part = graph.child(row, str(index))
            builder.later.append(Iterate(builder.cell(argument), part, argument))


def _map(builder: Builder, node: ast.Call) -> None:
    graph, result = builder.graph, builder.cell(node)
    graph.set_kind(result, "list")
    if len(node.args) < 2:
        return
    element = graph.child(result, "element")
    function, walked = node.args[0], node.args[1:]
    scopes = builder.facts.scopes
    if scopes.is_builtin(function):
        if function.id in ("str", "repr", "hex", "oct", "bin", "unicode", "unichr"):
            graph.fix(element, TEXT)
            if function.id.startswith("uni"):
                builder.unicode.append(element)
            graph.share(graph.child(builder.cell(function), "return"), element)
            taken = Cell()
            builder.later.append(Iterate(builder.cell(walked[0]), taken, walked[0]))
            if function.id in ("str", "unicode"):
                graph.fix(taken, TEXT, DEEP)
            return
        if function.id == "chr":
            graph.tie(element, builder.cell(function))
            builder.characters.append(function)
            return
    builder.later.append(Mapped(builder.cell(function), walked, element))


class Mapped:
    """`map(function, values)`: what a function is given is not seen, or what a class is made of."""

    def __init__(self, function: Cell, walked: list[ast.expr], element: Cell) -> None:
        self.function = function
        self.walked = walked
        self.element = element

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph, function = builder.graph, self.function
        kind = graph.kind(function)
        if kind is None and stage is Stage.SURE:
            return False
        result = "return"
        if kind == "class":
            result, function = "instance", graph.child(function, MAKING)
        graph.tie(graph.child(self.function, result), self.element)
        for index, argument in enumerate(self.walked):
            if not isinstance(argument, ast.Starred):
                place = graph.child(function, str(index))
                builder.later.append(Iterate(builder.cell(argument), place, argument))
        return True


def _reduce(builder: Builder, node: ast.Call) -> None:
    """`reduce(function, values, first)`: the function is given what it gave, and a value."""
    if len(node.args) < 2:
        return
    graph, function, walked = builder.graph, builder.cell(node.args[0]), node.args[1]
    result = graph.child(function, "return")
    graph.tie(result, graph.child(function, "0"))
    graph.tie(result, builder.cell(node))
    for first in node.args[2:]:
        builder.send(first, result)
    builder.later.append(Iterate(builder.cell(walked), graph.child(function, "1"), walked))


def _filter(builder: Builder, node: ast.Call) -> None:
    if len(node.args) == 2:
        graph, walked = builder.graph, node.args[1]
        graph.tie(builder.cell(node), builder.cell(walked))
        place = graph.child(builder.cell(node.args[0]), "0")
        builder.later.append(Iterate(builder.cell(walked), place, walked))


def _dict(builder: Builder, node: ast.Call) -> None:
    graph, result = builder.graph, builder.cell(node)
    graph.set_kind(result, "dict")
    for argument in node.args[:1]:
        given = builder.cell(argument)
        if graph.kind(given) == "dict":
            graph.share(given, result)
        else:
            builder.later.append(Pairs(given, result))
    for keyword in node.keywords:
        if keyword.arg is None:
            graph.share(builder.cell(keyword.value), result)
        else:
            builder.send(keyword.value, graph.child(result, "element"))
            graph.fix(graph.child(result, "key"), TEXT)


class Pairs:
    """A dict made of another or of pairs."""

    def __init__(self, value: Cell, result: Cell) -> None:
        self.value = value
        self.result = result

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph = builder.graph
        kind = graph.kind(self.value)
        if kind == "dict":
            graph.share(self.value, self.result)
        elif kind is not None or stage is Stage.LAST:
            pair = graph.child(self.value, "element")
            for place, name in (("0", "key"), ("1", "element")):
                if graph.kind(pair) in (
                    None,
                    STRING,
                ):  # `re.findall` gives strings, or tuples of them
                    graph.match(pair, graph.child(pair, "element"))
                mine = graph.child(self.result, name)
                part = graph.part(pair, place)
                graph.tie(mine, part or graph.child(pair, "element"))
        else:
            return False
        return True


def _reduction(builder: Builder, node: ast.Call) -> None:
    """max and min: one of the arguments, or of the elements of the only one."""
    result = builder.cell(node)
    if len(node.args) == 1:
        builder.later.append(Iterate(builder.cell(node.args[0]), result, node.args[0]))
        return
    for argument in node.args:
        builder.send(argument, result)


def _cmp(builder: Builder, node: ast.Call) -> None:
    builder.agree(node.args[:2])


def _next(builder: Builder, node: ast.Call) -> None:
    for argument in node.args[:1]:
        builder.later.append(Iterate(builder.cell(argument), builder.cell(node), argument))


def _super(builder: Builder, node: ast.Call) -> None:
    """`super(C, self)`: what an object has by its other classes; an object shares that with them."""
    for instance in node.args[1:2]:
        builder.graph.share(builder.cell(node), builder.cell(instance))


def _print(builder: Builder, node: ast.Call) -> None:
    """The function, as a file has it that runs on both."""
    stream = next((one.value for one in node.keywords if one.arg == "file"), None)
    builder.written(stream, node.args)


def _text(builder: Builder, node: ast.Call) -> None:
    builder.graph.fix(builder.cell(node), TEXT)
    builder.string(builder.cell(node))


def from_keys(builder: Builder, node: ast.Call) -> None:
    """`dict.fromkeys(keys, value)`"""
    graph, result = builder.graph, builder.cell(node)
    graph.set_kind(result, "dict")
    for keys in node.args[:1]:
        builder.later.append(Iterate(builder.cell(keys), graph.child(result, "key"), keys))
    for value in node.args[1:]:
        builder.send(value, graph.child(result, "element"))


def _type(builder: Builder, node: ast.Call) -> None:
    """`type(name, bases, members)`: names of classes and of what they have are text.

    `type(self)` is the class around.
    """
    if len(node.args) == 3:
        builder.want(node.args[0], TEXT)
        builder.graph.fix(builder.graph.child(builder.cell(node.args[2]), "key"), TEXT)
    elif len(node.args) == 1 and (class_ := class_of_self(builder, node.args[0])) is not None:
        builder.graph.tie(builder.cell(node), builder.cell(class_))


def _unichr(builder: Builder, node: ast.Call) -> None:
    builder.make_unicode(builder.cell(node))
    builder.string(builder.cell(node))


def _nothing(builder: Builder, node: ast.Call) -> None:
    """Takes any string, or none, and gives none."""


def _asked(builder: Builder, node: ast.Call) -> None:
    builder.name_type(node)


def _partial(builder: Builder, node: ast.Call) -> None:
    """`iter(lambda: f.read(n), '')`: what the function gives is compared with the end."""
    if len(node.args) == 2:
        graph, result = builder.graph, builder.cell(node)
        graph.set_kind(result, "list")
        element = graph.child(result, "element")
        graph.tie(graph.child(builder.cell(node.args[0]), "return"), element)
        builder.send(node.args[1], element)
    else:
        _sequence(builder, node)


BUILTINS: dict[str, Handler] = {
    "str": _str,
    "bytes": _bytes,
    "unicode": _unicode,
    "repr": _repr,
    "print": _print,
    "chr": _chr,
    "unichr": _unichr,
    "raw_input": _text,
    "hex": _text,
    "oct": _text,
    "bin": _text,
    "bytearray": _bytes_object,
    "buffer": _bytes_object,
    "memoryview": _bytes_object,
    "list": _sequence,
    "tuple": _sequence,
    "set": _sequence,
    "staticmethod": _wrapped,
    "property": attributes.property_,
    "frozenset": _sequence,
    "sorted": _sequence,
    "reversed": _sequence,
    "iter": _partial,
    "enumerate": _enumerate,
    "zip": _zip,
    "map": _map,
    "filter": _filter,
    "reduce": _reduce,
    "dict": _dict,
    "max": _reduction,
    "min": _reduction,
    "cmp": _cmp,
    "next": _next,
    "getattr": attributes.getattr_,
    "hasattr": attributes.getattr_,
    "setattr": attributes.setattr_,
    "super": _super,
    "open": files.opened,
    "file": files.opened,
    "len": _nothing,
    "ord": _nothing,
    "int": _nothing,
    "long": _nothing,
    "float": _nothing,
    "isinstance": _asked,
    "type": _type,
    "hash": _nothing,
    "id": _nothing,
    "eval": _nothing,
    "compile": _nothing,
}
