"""What calls say about text and bytes: functions of the library, and the module's own."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from migrator.facts.text import borders, codings, drawing, files, gateway
from migrator.facts.text.attributes import kept
from migrator.facts.text.builtin_calls import BUILTINS, from_keys
from migrator.facts.text.cells import BYTES, TEXT, Cell
from migrator.facts.text.costs import HINT
from migrator.facts.text.definitions import given_to_super, own_method
from migrator.facts.text.later import Apply
from migrator.facts.text.messages import message
from migrator.facts.text.methods import OF_STRINGS, Method
from migrator.facts.text.patterns import REPLACING, Replace, is_for_unicode

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder
    from migrator.facts.text.builtin_calls import Handler


def call(builder: Builder, node: ast.Call) -> None:
    """Put a call in the graph."""
    gateway.called(builder, node)
    scopes = builder.facts.scopes
    function = node.func
    meanings = builder.meanings(function)
    if scopes.is_builtin(function) or meanings == ("builtins.bytes",):
        name = function.id if isinstance(function, ast.Name) else "bytes"
        handler = BUILTINS.get(name)
        if handler is not None:
            handler(builder, node)
        else:
            library(builder, node, name)
        return
    if _is_from_keys(builder, function):
        from_keys(builder, node)
        return
    known = [one for one in meanings if "." in one and (one in _LIBRARY or borders.border(one))]
    dotted = known[0] if known else builder.imported(function)
    if dotted is not None and "." in dotted:  # a module by itself is no builtin of that name
        handler = _LIBRARY.get(dotted)
        if handler is not None:
            handler(builder, node)
            return
        if dotted.startswith("subprocess.") and _decodes(node):
            return
        if dotted.startswith("string.") and (method := _as_method(node, dotted[7:])) is not None:
            assert isinstance(method.func, ast.Attribute)
            builder.cells[method] = builder.cell(node)
            builder.later.append(Method(builder.cell(method.func.value), method))
            return
        if library(builder, node, dotted):
            return
        if dotted.rpartition(".")[2] in _COMPARING:
            builder.agree(node.args[:2])
    if (attribute := kept(builder, node)) is not None:
        builder.graph.tie(attribute, builder.cell(node))
        return
    if isinstance(function, ast.Attribute):
        if (said := message(node)) is not None:
            builder.said(said)
        if function.attr == "__setattr__" and (given := _set_by(node, function.value)) is not None:
            BUILTINS["setattr"](builder, given)
            return
        owner = borders.value(dotted.rpartition(".")[0]) if dotted else None
        if dotted is None or owner is not None or not _is_module(builder, function):
            defined = own_method(builder, function)
            own = builder.cell(defined) if defined is not None else None
            builder.later.append(Method(builder.cell(function.value), node, own))
            return
    builder.later.append(Apply(builder.cell(function), node))


def _is_from_keys(builder: Builder, function: ast.expr) -> bool:
    match function:
        case ast.Attribute(value=ast.Name("dict") as owner, attr="fromkeys"):
            return builder.facts.scopes.is_builtin(owner)
    return False


# Functions of test frameworks that compare.
_COMPARING = frozenset("eq_ assert_equal assert_equals".split())


def _as_method(node: ast.Call, name: str) -> ast.Call | None:
    """`string.split(s, ',')` as `s.split(',')`, and `string.join(words, ',')` as `','.join(words)`."""
    place = 1 if name in ("join", "joinfields") else 0
    if (name not in OF_STRINGS and not place) or len(node.args) <= place:
        return None
    receiver, rest = node.args[place], [*node.args[:place], *node.args[place + 1 :]]
    return ast.Call(ast.Attribute(receiver, "join" if place else name, ast.Load()), rest, [])


def _decodes(node: ast.Call) -> bool:
    """Whether a call of `subprocess` asks for text."""
    return any(
        keyword.arg in ("universal_newlines", "text", "encoding", "errors")
        for keyword in node.keywords
    )


def asks_for_text(builder: Builder) -> bool:
    """Whether some call of `subprocess` in the module asks for text."""
    return any(
        _decodes(node) and (builder.imported(node.func) or "").startswith("subprocess.")
        for node in builder.facts.walk.of(ast.Call)
        if node.keywords
    )


def _is_module(builder: Builder, function: ast.Attribute) -> bool:
    """Whether what a function is taken from is a module, as far as imports tell."""
    if builder.from_sibling(function.value) is not None:
        return False
    return builder.imported(function.value) is not None


def library(builder: Builder, node: ast.Call, name: str, receiver: Cell | None = None) -> bool:
    """Put in a call of something that has a border; whether it has one."""
    border = borders.border(name)
    if border is None:
        return False
    same = Cell()
    if name.startswith("re.") and is_for_unicode(builder, node):
        builder.graph.fix(same, TEXT)
    if receiver is not None:
        builder.impose(border.argument("self"), receiver, same)
    for place, argument in [*enumerate(node.args), *((k.arg, k.value) for k in node.keywords)]:
        if isinstance(argument, ast.Starred) or place is None:
            continue
        spec = border.argument(place)
        if spec.kind == "nothing":
            continue
        if spec.kind == "string" and spec.colour == "any":
            continue
        target = Cell()
        builder.impose(spec, target, same)
        builder.send(argument, target)
        if place == REPLACING.get(name):
            builder.later.append(Replace(builder.cell(argument), same))
    builder.impose(_given(builder, border, node), builder.cell(node), same)
    if codec := _named_codec(name, node):
        builder.graph.fix(builder.cell(node), BYTES, codec=codec)
    if name.startswith(_GIVING_UNICODE):
        builder.unicode.append(builder.cell(node))
    return True


# What writes XML, and where it is told the encoding.
_WRITING_XML = {
    "xml.etree.ElementTree.tostring": 1,
    "xml.etree.cElementTree.tostring": 1,
    "xml.dom.minidom.Node.toxml": 0,
    "xml.dom.minidom.Node.toprettyxml": 2,
}


def _named_codec(name: str, node: ast.Call) -> str:
    """The encoding in which a call gives bytes, as it is told by a literal, else ""."""
    if name not in _WRITING_XML:
        return ""
    place = _WRITING_XML[name]
    given = [
        *node.args[place : place + 1],
        *(k.value for k in node.keywords if k.arg == "encoding"),
    ]
    value = getattr(given[0], "value", None) if given else None
    return value.lower() if isinstance(value, str) else ""


_GIVING_UNICODE = ("unicodedata.normalize", "xml.dom.")


def _given(builder: Builder, border: borders.Border, node: ast.Call) -> borders.Shape:
    """The result, which the format tells of what `struct.unpack` gives."""
    if border.name in ("struct.unpack", "struct.unpack_from") and node.args:
        return _fields(builder, node.args[0])
    keywords = [one.arg for one in node.keywords if one.arg is not None]
    return border.result([*range(len(node.args)), *keywords])


_LENGTH = re.compile("%[du]([sp])")  # how long a string is does not tell how many fields there are


def _fields(builder: Builder, pattern: ast.expr) -> borders.Shape:
    """What `struct` unpacks by a format."""
    value = builder.constant(pattern)
    if isinstance(pattern, ast.BinOp) and isinstance(pattern.op, ast.Mod):
        written = builder.constant(pattern.left)
        value = _LENGTH.sub(r"1\1", written) if isinstance(written, str) else None
    parts = borders.packed(value) if isinstance(value, str) else None
    return borders.Shape("tuple", parts=parts) if parts is not None else borders.Shape("list")


def _pack(builder: Builder, node: ast.Call) -> None:
    """`struct.pack(format, ...)`: what is packed as a string is bytes."""
    builder.graph.fix(builder.cell(node), BYTES)
    builder.string(builder.cell(node))
    _pack_by(builder, node, 1)


def _pack_into(builder: Builder, node: ast.Call) -> None:
    """`struct.pack_into(format, buffer, offset, ...)`"""
    _pack_by(builder, node, 3)


def _pack_by(builder: Builder, node: ast.Call, first: int) -> None:
    if node.args:
        fields = Cell()
        builder.impose(_fields(builder, node.args[0]), fields, Cell())
        packed(builder, fields, node.args[first:])


def packed(builder: Builder, fields: Cell, given: list[ast.expr]) -> None:
    """Bring values to the fields of a format; literals are bytes if the format is not known."""
    for index, value in enumerate(given):
        if isinstance(value, ast.Starred):
            return
        field = builder.graph.part(fields, str(index))
        if field is not None:
            builder.send_copy(value, field)
        elif isinstance(value, ast.Constant):
            builder.want(value, BYTES)
        else:
            likely = Cell()
            builder.graph.fix(likely, BYTES, HINT)
            builder.send_copy(value, likely)


def _struct(builder: Builder, node: ast.Call) -> None:
    """`struct.Struct(format)`, which keeps what its `unpack` gives and its `pack` takes."""
    graph, result = builder.graph, builder.cell(node)
    graph.set_kind(result, "struct.Struct")
    if node.args:
        builder.impose(_fields(builder, node.args[0]), graph.child(result, "fields"), Cell())


def _json(builder: Builder, node: ast.Call) -> None:
    """json takes text only, however deep it lies."""
    builder.graph.fix(builder.cell(node), TEXT)
    for argument in node.args[:1]:
        builder.shown(argument, strict=True)


def _set_by(node: ast.Call, owner: ast.expr) -> ast.Call | None:
    """`object.__setattr__(self, name, value)` or the same of `super(C, self)`, as `setattr` has it."""
    given = [*given_to_super(owner)[1:2], *node.args]
    return ast.Call(node.func, given, []) if len(given) == 3 else None


_LIBRARY: dict[str, Handler] = {
    **codings.LIBRARY,
    "functools.reduce": BUILTINS["reduce"],
    "itertools.chain": drawing.chained,
    "itertools.cycle": BUILTINS["list"],
    "itertools.ifilter": BUILTINS["filter"],
    "itertools.imap": BUILTINS["map"],
    "itertools.islice": BUILTINS["list"],
    "itertools.izip": BUILTINS["zip"],
    "sets.ImmutableSet": BUILTINS["frozenset"],
    "sets.Set": BUILTINS["set"],
    "random.choice": drawing.one,
    "random.sample": drawing.some,
    "json.dumps": _json,
    "struct.Struct": _struct,
    "struct.pack": _pack,
    "struct.pack_into": _pack_into,
    "StringIO.StringIO": files.stream,
    "cStringIO.StringIO": files.stream,
    "io.open": files.io_open,
    "codecs.open": files.codecs_open,
    "os.fdopen": files.opened,
    "tempfile.TemporaryFile": files.temporary,
    "tempfile.NamedTemporaryFile": files.temporary,
    "tempfile.SpooledTemporaryFile": files.temporary,
    "pickle.load": files.pickled,
    "cPickle.load": files.pickled,
    "marshal.load": files.pickled,
    "tokenize.generate_tokens": files.tokens,
    "pickle.dump": files.pickled,
    "cPickle.dump": files.pickled,
    "marshal.dump": files.pickled,
    "csv.reader": files.table,
    "csv.writer": files.table,
    "csv.DictReader": files.table,
    "csv.DictWriter": files.table,
}
