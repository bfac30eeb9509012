"""What each kind of statement and expression says about text and bytes, put into the graph."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from migrator.facts.effects import subtree
from migrator.facts.text import borders, callbacks, calls, definitions, gateway, methods
from migrator.facts.text.cells import BYTES, TEXT, Cell
from migrator.facts.text.costs import COUNTED, DEEP, HINT, SAID, WORD
from migrator.facts.text.formats import conversions
from migrator.facts.text.later import Contains, Index, Iterate
from migrator.facts.text.members import Member
from migrator.facts.text.named import of_display
from migrator.facts.text.questions import converts_if_need_be, questions
from migrator.python2 import tree

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder

_HIGH = frozenset(map(chr, range(0x80, 0x100)))
_CONTROLS = frozenset(map(chr, range(0x20))) - frozenset("\t\n\r")
_OF_CODE = ("co_code", "co_lnotab")
_NAMES = ("__name__", "__module__", "__doc__", "__file__")
_WORD = re.compile("[A-Za-z]{2}")


def put_in(builder: Builder) -> None:
    """Put a whole module into its builder's graph; what has to wait is in `later`."""
    versions = builder.facts.versions
    functions = builder.facts.walk.of(ast.FunctionDef)
    converting = {one for one in functions if converts_if_need_be(one, builder.kind_of)}
    elsewhere = builder.of_one_version | set(subtree(converting))
    for node in list(builder.facts.walk.parents):
        handler = _HANDLERS.get(type(node))
        if handler is None:
            continue
        if node in elsewhere:
            if isinstance(node, ast.Return) and versions.only(node) == 3:
                definitions.return_of_3(builder, node)
            elif isinstance(node, ast.FunctionDef) and (
                node in converting or versions.only(node) == 3
            ):
                definitions.function_of_3(builder, node)
        else:
            handler(builder, node)
    _open_attributes(builder)
    callbacks.put_in(builder)


def _open_attributes(builder: Builder) -> None:
    """An attribute of which the code asks whether it is `unicode` takes either."""
    for _, question in questions(builder.facts, builder.kind_of):
        if isinstance(question.value, ast.Attribute) and question.kind == "unicode":
            builder.open.append(builder.cell(question.value))


def literal(builder: Builder, node: ast.Constant) -> None:
    value = node.value
    if not isinstance(value, (str, bytes)) or _is_docstring(builder, node):
        return
    cell = builder.cell(node)
    kind = builder.kind_of(node)
    builder.strings.append(cell)
    gateway.key(builder, node)
    if kind == "unicode":
        builder.make_unicode(cell)
        return
    builder.literals.append(node)
    if kind == "bytes":
        builder.graph.fix(cell, BYTES, SAID)
    elif isinstance(value, str) and _is_binary(value):
        builder.graph.fix(cell, BYTES, HINT)
    elif isinstance(value, str) and _WORD.search(value):
        builder.graph.fix(cell, TEXT, WORD)


def _is_binary(value: str) -> bool:
    """Whether a literal has bytes beyond ASCII that are no words of some language as they stand.

    What reads as UTF-8 was written byte by byte: typed into a file it would be one character.
    """
    if value.isascii() or _HIGH.isdisjoint(value):
        return False
    return not (_WORD.search(value) and _CONTROLS.isdisjoint(value)) or _is_encoded(value)


def _is_encoded(value: str) -> bool:
    try:
        value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True


def _is_docstring(builder: Builder, node: ast.Constant) -> bool:
    return isinstance(builder.facts.parents.get(node), ast.Expr)


def assign(builder: Builder, node: ast.Assign) -> None:
    for target in node.targets:
        bind(builder, target, node.value)
        if isinstance(target, ast.Subscript) and isinstance(node.value, ast.Constant):
            if isinstance(node.value.value, str) and not isinstance(target.slice, ast.Slice):
                builder.items.append((target.value, node.value))


def annotated(builder: Builder, node: ast.AnnAssign) -> None:
    if node.value is not None:
        bind(builder, node.target, node.value)


def bind(builder: Builder, target: ast.expr, value: ast.expr) -> None:
    """Assign an expression."""
    if isinstance(target, (ast.Tuple, ast.List)):
        if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
            for one, part in zip(target.elts, value.elts, strict=True):
                bind(builder, one, part)
        else:
            builder.unpack(target, builder.cell(value))
    elif _is_counted(builder, target, value):
        builder.graph.flow(builder.cell(value), builder.cell(target), value, COUNTED)
    else:
        builder.send(value, builder.cell(target))


def _is_counted(builder: Builder, target: ast.expr, value: ast.expr) -> bool:
    """Whether a variable gets what is encoded, and its bytes are counted: there may be more of them
    than characters.
    """
    if not (isinstance(target, ast.Name) and isinstance(value, ast.Call)):
        return False
    method = value.func
    if not isinstance(method, ast.Attribute) or method.attr != "encode":
        return False
    if _is_ascii(method.value):
        return False
    codec = getattr(value.args[0], "value", "") if value.args else "ascii"
    if not str(codec).lower().startswith("utf"):
        return False
    facts = builder.facts
    for load in facts.scopes.loads(facts.scopes.resolve(target)):
        around = facts.parents[load]
        if isinstance(around, ast.Call) and getattr(around.func, "id", "") == "len":
            return True
        if isinstance(around, (ast.Subscript, ast.For, ast.comprehension)):
            return True
    return False


def _is_ascii(node: ast.expr) -> bool:
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, str) and value.isascii()


def loop(builder: Builder, node: ast.For | ast.comprehension) -> None:
    element = Cell()
    builder.later.append(Iterate(builder.cell(node.iter), element, node.iter))
    builder.unpack(node.target, element)


def with_item(builder: Builder, node: ast.withitem) -> None:
    if node.optional_vars is not None:
        bind(builder, node.optional_vars, node.context_expr)


def augmented(builder: Builder, node: ast.AugAssign) -> None:
    if isinstance(node.op, ast.Add):
        builder.send(node.value, builder.cell(node.target))
    elif isinstance(node.op, ast.Mod):
        format(builder, node.target, node.value, builder.cell(node.target))


def binary(builder: Builder, node: ast.BinOp) -> None:
    result = builder.cell(node)
    if isinstance(node.op, ast.Add):
        for side in (node.left, node.right):
            builder.send(side, result)
            if _is_unicode(builder, side):
                builder.make_unicode(result)
    elif isinstance(node.op, ast.Mult):
        _repeated(builder, node, result)
    elif isinstance(node.op, ast.Mod):
        format(builder, node.left, node.right, result)
    elif isinstance(node.op, (ast.BitOr, ast.BitAnd, ast.Sub)):  # sets
        if not isinstance(node.right, ast.Constant):
            builder.graph.share(builder.cell(node.left), result)
    if any(isinstance(getattr(side, "value", None), str) for side in (node.left, node.right)):
        builder.string(result)


def _repeated(builder: Builder, node: ast.BinOp, result: Cell) -> None:
    """`'-' * 70`, `[0] * n`: what is repeated, or one of two of which either may be."""
    sides = [
        side
        for side in (node.left, node.right)
        if not isinstance(side, ast.Constant) or isinstance(side.value, (str, bytes))
    ]
    told = [side for side in sides if isinstance(side, (ast.Constant, ast.List, ast.Tuple))]
    for side in told or sides:
        if len(told or sides) == 1:
            builder.send(side, result)
        else:
            builder.send_copy(side, result)


def _is_unicode(builder: Builder, node: ast.expr) -> bool:
    """Whether an expression is a literal of unicode, which makes unicode of what it meets."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    return builder.kind_of(node) == "unicode"


def format(builder: Builder, pattern: ast.expr, given: ast.expr, result: Cell) -> None:
    """`pattern % given`: what is put in by %s is of the colour of the whole."""
    if not isinstance(pattern, ast.Constant):
        builder.send_copy(pattern, result)
        parts = given.elts if isinstance(given, ast.Tuple) else [given]
        for part in parts:
            _put_in(builder, part, result)
        every = builder.graph.part(builder.cell(given), "element")
        if every is not None:  # `message % args`
            builder.graph.lean(every, result, DEEP)
        return
    if not isinstance(pattern.value, (str, bytes)):
        return
    builder.send(pattern, result)
    for kind, part in conversions(pattern.value, given):
        if kind == "r":
            builder.represented(part)
            builder.graph.fix(result, TEXT, DEEP // 2)
        elif kind == "s" and isinstance(part, ast.Constant) and part.value is None:
            builder.graph.fix(result, TEXT)
        elif kind == "s":
            _put_in(builder, part, result)
            if _is_unicode(builder, part):
                builder.make_unicode(result)
    if isinstance(given, ast.Dict) or "%(" in str(pattern.value):
        builder.graph.fix(result, TEXT, DEEP // 2)
        builder.deep.append(builder.cell(given))


def _put_in(builder: Builder, part: ast.expr, result: Cell) -> None:
    builder.send_copy(part, result)
    builder.formats.append((builder.cell(part), result))


def choice(builder: Builder, node: ast.IfExp | ast.BoolOp) -> None:
    parts = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        *empty, last = node.values  # nothing to convert: None, '' or the like
        for part in empty:
            builder.graph.lean(builder.cell(part), builder.cell(node))
        parts = [last]
    for part in parts:
        builder.send(part, builder.cell(node))


def compare(builder: Builder, node: ast.Compare) -> None:
    left = node.left
    builder.name_type(node)
    for operation, right in zip(node.ops, node.comparators, strict=True):
        if isinstance(operation, (ast.In, ast.NotIn)):
            builder.later.append(Contains(builder.cell(right), left, right))
        elif not isinstance(operation, (ast.Is, ast.IsNot)):
            builder.agree((left, right))
        left = right


def sequence(builder: Builder, node: ast.List | ast.Set) -> None:
    if isinstance(node, ast.List) and not isinstance(node.ctx, ast.Load):
        return
    builder.graph.set_kind(builder.cell(node), "list")
    for one in node.elts:
        builder.send(one, builder.graph.child(builder.cell(node), "element"))


def tuple(builder: Builder, node: ast.Tuple) -> None:
    if not isinstance(node.ctx, ast.Load):
        return
    builder.graph.set_kind(builder.cell(node), "list")
    for index, one in enumerate(node.elts):
        builder.send(one, builder.graph.child(builder.cell(node), str(index)))


def dictionary(builder: Builder, node: ast.Dict) -> None:
    cell = builder.cell(node)
    builder.graph.set_kind(cell, "dict")
    named = of_display(builder, node)
    for key, value in zip(node.keys, node.values, strict=True):
        if key is not None:
            builder.send(key, builder.graph.child(cell, "key"))
        name = getattr(key, "value", None)
        if named is not None and isinstance(name, str):
            builder.send(value, builder.graph.child(named, name))
        elif not gateway.is_key(name):
            builder.send(value, builder.graph.child(cell, "element"))


def comprehension(builder: Builder, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> None:
    builder.graph.set_kind(builder.cell(node), "list")
    builder.send(node.elt, builder.graph.child(builder.cell(node), "element"))


def dict_comprehension(builder: Builder, node: ast.DictComp) -> None:
    cell = builder.cell(node)
    builder.graph.set_kind(cell, "dict")
    builder.send(node.key, builder.graph.child(cell, "key"))
    builder.send(node.value, builder.graph.child(cell, "element"))


# -- parts ---------------------------------------------------------------------------------


def subscript(builder: Builder, node: ast.Subscript) -> None:
    value, result = builder.cell(node.value), builder.cell(node)
    if isinstance(node.slice, ast.Slice):
        builder.send(node.value, result)
        if isinstance(node.ctx, ast.Store):
            builder.graph.tie(builder.cell(node.value), result)
        return
    index = node.slice
    if isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.USub):
        index = index.operand
    if isinstance(index, ast.Constant) and isinstance(index.value, int):
        builder.later.append(Index(value, result, index.value, node))
        return
    builder.send(node.slice, builder.graph.child(value, "key"))
    if not (isinstance(index, ast.Constant) and gateway.is_key(index.value)):
        builder.later.append(Index(value, result, None, node))


def attribute(builder: Builder, node: ast.Attribute) -> None:
    spec = None
    if dotted := builder.imported(node):
        spec = borders.value(dotted)
    if spec is not None:
        builder.impose(spec, builder.cell(node), Cell())
        return
    if node.attr in _NAMES:
        builder.graph.fix(builder.cell(node), TEXT)
        return
    class_ = definitions.class_of_self(builder, node.value) if node.attr == "__class__" else None
    if class_ is not None:
        builder.graph.tie(builder.cell(node), builder.cell(class_))
        return
    if node.attr in _OF_CODE and not _is_set(builder, node.attr):
        builder.graph.fix(builder.cell(node), BYTES)
        builder.string(builder.cell(node))
        return
    if node.attr in methods.OF_STRINGS and _is_str(builder, node.value):
        methods.unbound(builder, node, node.attr, node.value)
        return
    around = builder.facts.parents[node]
    if not (isinstance(around, ast.Call) and around.func is node):
        name = builder.member(node, node.attr)
        builder.graph.tie(builder.graph.child(builder.cell(node.value), name), builder.cell(node))
        builder.later.append(Member(builder.cell(node.value), node))
        if dotted:
            _pass_on(builder, node, dotted)


def _is_set(builder: Builder, name: str) -> bool:
    """Whether the module itself binds an attribute of some object."""
    walk = builder.facts.walk
    return name in walk.members or bool(walk.stored(name))


def _is_str(builder: Builder, node: ast.expr) -> bool:
    return builder.facts.scopes.is_builtin(node) and node.id == "str"


def name(builder: Builder, node: ast.Name) -> None:
    """A name that was imported from a module of the library."""
    if isinstance(node.ctx, ast.Load) and (dotted := builder.imported(node)):
        if "." in dotted and (spec := borders.value(dotted)) is not None:
            builder.impose(spec, builder.cell(node), Cell())
        else:
            _pass_on(builder, node, dotted)


def _pass_on(builder: Builder, node: ast.Name | ast.Attribute, dotted: str) -> None:
    """A function of the library that is given away, as in `hashfunc=hashlib.sha1`."""
    around = builder.facts.parents[node]
    if isinstance(around, (ast.Attribute, ast.Call)) and node not in getattr(around, "args", ()):
        return
    if (method := dotted.removeprefix("string.")) in methods.OF_STRINGS:
        methods.unbound(builder, node, method, node)
        return
    border = borders.border(dotted)
    if border is not None and not border.is_tying:
        builder.lend(border, builder.cell(node))


def return_(builder: Builder, node: ast.Return) -> None:
    function = builder.facts.parents.function(node)
    if node.value is not None and function is not None:
        builder.send(node.value, builder.result(function))


def raise_(builder: Builder, node: ast.Raise | tree.Raise) -> None:
    """What an exception says is for people."""
    for given in ast.iter_child_nodes(node):
        for value in given.args if isinstance(given, ast.Call) else [given]:
            builder.said(value)


def assert_(builder: Builder, node: ast.Assert) -> None:
    """What is said where something does not hold."""
    if node.msg is not None:
        builder.said(node.msg)


def handler(builder: Builder, node: ast.ExceptHandler) -> None:
    """A caught error of the library, whose class tells what its attributes are.

    One that is handed on may be one of many things where it is taken.
    """
    if not node.name or node.type is None:
        return
    dotted = builder.imported(node.type)
    if not dotted or not borders.members(dotted) or calls.asks_for_text(builder):
        return
    scopes, parents = builder.facts.scopes, builder.facts.parents
    scope = scopes.scope_of(node)
    loads = scopes.loads(scopes.lookup(scope, node.name))
    if all(isinstance(parents.get(load), ast.Attribute) for load in loads):
        builder.graph.set_kind(builder.variables.named(scope, node.name), dotted)


def yield_(builder: Builder, node: ast.Yield) -> None:
    function = builder.facts.parents.function(node)
    if node.value is not None and function is not None:
        result = builder.result(function)
        builder.graph.set_kind(result, "list")
        builder.send(node.value, builder.graph.child(result, "element"))


# -- what writes -------------------------------------------------------------------------------


def print_(builder: Builder, node: tree.Print) -> None:
    builder.written(node.dest, node.values)


def repr_(builder: Builder, node: tree.Repr) -> None:
    builder.graph.fix(builder.cell(node), TEXT)
    builder.represented(node.value)


_HANDLERS: dict[type, Callable[[Builder, Any], None]] = {
    ast.Constant: literal,
    ast.Assign: assign,
    ast.AnnAssign: annotated,
    ast.AugAssign: augmented,
    ast.For: loop,
    ast.AsyncFor: loop,
    ast.comprehension: loop,
    ast.withitem: with_item,
    ast.BinOp: binary,
    ast.IfExp: choice,
    ast.BoolOp: choice,
    ast.Compare: compare,
    ast.List: sequence,
    ast.Set: sequence,
    ast.Tuple: tuple,
    ast.Dict: dictionary,
    ast.ListComp: comprehension,
    ast.SetComp: comprehension,
    ast.GeneratorExp: comprehension,
    ast.DictComp: dict_comprehension,
    ast.Subscript: subscript,
    ast.Attribute: attribute,
    ast.Name: name,
    ast.FunctionDef: definitions.function,
    ast.AsyncFunctionDef: definitions.function,
    ast.Lambda: definitions.function,
    ast.ClassDef: definitions.class_,
    ast.ExceptHandler: handler,
    tree.ExceptHandler: handler,
    ast.Assert: assert_,
    ast.Raise: raise_,
    tree.Raise: raise_,
    ast.Return: return_,
    ast.Yield: yield_,
    ast.Call: calls.call,
    tree.Print: print_,
    tree.Repr: repr_,
}
