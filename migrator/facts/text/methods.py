"""What calls of methods say about text and bytes."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.facts.text import borders, calls, files
from migrator.facts.text.builtin_calls import Pairs
from migrator.facts.text.cells import BYTES, LIKE, STRING, TEXT, Cell
from migrator.facts.text.definitions import making_of_base
from migrator.facts.text.later import Apply, Iterate, Stage, pass_arguments
from migrator.facts.text.named import at_key
from migrator.facts.text.recodings import codec_of, recoding

if TYPE_CHECKING:
    from migrator.facts.text.build import Builder

# Methods of strings by what they give: a string, a list, a tuple of strings, or nothing of that.
_STRINGS = frozenset("""
    strip lstrip rstrip upper lower title capitalize swapcase center ljust rjust zfill expandtabs
    replace join translate
    """.split())
_LISTS = frozenset("split rsplit splitlines".split())
_TUPLES = frozenset("partition rpartition".split())
_QUESTIONS = frozenset("""
    find rfind index rindex count startswith endswith isdigit isalpha isalnum islower isupper
    isspace istitle
    """.split())
OF_STRINGS = _STRINGS | _LISTS | _TUPLES | _QUESTIONS
# Methods that lists have, too.
_SHARED = frozenset(("index", "count"))
# Methods that nothing else has.
_PLAINLY_OF_STRINGS = frozenset("""
    startswith endswith strip lstrip rstrip lower upper splitlines isdigit isalpha isspace
    """.split())
# Encodings whose bytes look nothing like the text.
_NOT_SHOWN = ("unicode_escape", "raw_unicode", "utf_7", "utf_16", "utf_32", "idna", "punycode")
# Where the values begin that they pack.
_PACKING = {"struct.Struct.pack": 0, "struct.Struct.pack_into": 2}
_CODEC = re.compile("enc|charset|codec", re.IGNORECASE)
_READS = frozenset("read readline getvalue next recv".split())
_WRITES = frozenset("write".split())
# Methods of a bytearray that take one item.
_OF_ITEM = frozenset("append insert remove".split())


class Method:
    """A call of a method; `value` is what it is called on, `own` the method where that is seen."""

    def __init__(self, value: Cell, call: ast.Call, own: Cell | None = None) -> None:
        assert isinstance(call.func, ast.Attribute)
        self.value = value
        self.own = own
        self.call = call
        self.name = call.func.attr
        self.receiver = call.func.value

    def settle(self, builder: Builder, stage: Stage) -> bool:
        graph = builder.graph
        own = self.own or graph.inherited(self.value, builder.member(self.call, self.name))
        is_own = own is not None and graph.kind(own) == "function"
        if self.name in ("encode", "decode") and not is_own and self._may_code():
            owner = graph.kind(self.value) or ""
            if "." not in owner or borders.border(f"{owner}.{self.name}") is None:
                return self._coding(builder, stage)
        if self.name == "makefile" and own is None and not builder.has_member("makefile"):
            files.made(builder, self.call)
            return True
        if self.name in _COMPARING:  # each call compares its own two, whoever defines it
            builder.agree(self.call.args[:2])
            return True
        if self.name == "__init__" and (making := making_of_base(builder, self.receiver)):
            pass_arguments(builder, making, self.call)
            return True
        last = stage is Stage.LAST
        kind = graph.kind(self.value)
        if own is not None and (is_own or (last and kind == "instance")):
            graph.tie(graph.child(own, "return"), builder.cell(self.call))
            pass_arguments(builder, own, self.call)
            return True
        if (
            kind == "instance"
            and own is None
            and (like := graph.part(self.value, LIKE)) is not None
        ):
            self.value, kind = like, graph.kind(like)
        handler = _OF_KINDS.get(kind or "")
        if handler is not None and self.name not in _PLAINLY_OF_STRINGS:
            handler(self, builder)
            return True
        if kind is not None and "." in kind:
            self._of_library(builder, kind)
            return True
        if kind in ("bytearray", "buffer"):
            self._of_byte_array(builder)
            return True
        # What has such a method is a string here, whatever else the variable may be elsewhere.
        if (
            handler is not None
            or (kind is None and self.name in OF_STRINGS - _SHARED)
            or ((last or kind == STRING) and self._is_of_string(kind))
        ):
            self._of_string(builder)
            return True
        if kind is None and stage is not Stage.SURE and self.name in _TELLING:
            graph.set_kind(self.value, _TELLING[self.name])
            return False
        if not last:
            return False
        self._unknown(builder)
        return True

    def _is_of_string(self, kind: str | None) -> bool:
        return kind in (None, STRING) and self.name in OF_STRINGS

    def _may_code(self) -> bool:
        """Whether a string takes such arguments: other objects may have methods of that name."""
        names = {one.arg for one in self.call.keywords}
        return len(self.call.args) + len(names) <= 2 and names <= {"encoding", "errors"}

    def _coding(self, builder: Builder, stage: Stage) -> bool:
        graph, result = builder.graph, builder.cell(self.call)
        codec = codec_of(self.call, builder.constant)
        kind = graph.kind(self.value)
        if not codec and kind != STRING:  # it may be a method of something else
            if stage is not Stage.LAST:
                return False
            if kind not in _WITHOUT_CODECS or not self._names_codec():
                return True
        builder.string(result)
        form = recoding(self.name, codec)
        if form is not None:
            taken, given, encoding = form.takes, form.gives, ""
        else:
            taken, given = (TEXT, BYTES) if self.name == "encode" else (BYTES, TEXT)
            is_shown = not codec.replace("-", "_").startswith(_NOT_SHOWN)
            encoding = codec if is_shown else ""
        target = Cell()
        if taken != "any":
            graph.fix(target, taken, codec=encoding if taken == BYTES else "")
        builder.send(self.receiver, target)
        graph.fix(result, given, codec=encoding if given == BYTES else "")
        if form is None and given == TEXT:
            builder.unicode.append(result)
        return True

    def _names_codec(self) -> bool:
        """Whether what is given is called as encodings are."""
        return bool(self.call.args) and _CODEC.search(ast.unparse(self.call.args[0])) is not None

    def _of_string(self, builder: Builder) -> None:
        graph, result = builder.graph, builder.cell(self.call)
        if self.name in _QUESTIONS and not self.call.args:
            return
        meeting = Cell()
        builder.string(meeting)
        builder.send_copy(self.receiver, meeting)
        if self.name == "join":
            for given in self.call.args:
                builder.later.append(Iterate(builder.cell(given), meeting, given))
        else:
            for given in self.call.args:
                parts = given.elts if isinstance(given, ast.Tuple) else [given]
                for part in parts:
                    if not isinstance(part, ast.Constant) or isinstance(part.value, (str, bytes)):
                        builder.send_copy(part, meeting)
        if self.name in _STRINGS:
            graph.match(result, meeting)
        elif self.name in _LISTS:
            graph.set_kind(result, "list")
            graph.match(graph.child(result, "element"), meeting)
        elif self.name in _TUPLES:
            graph.set_kind(result, "list")
            for index in range(3):
                graph.match(graph.child(result, str(index)), meeting)

    def _of_byte_array(self, builder: Builder) -> None:
        """What is given to a bytearray is bytes; what it gives is a bytearray."""
        graph = builder.graph
        for given in self.call.args:
            if self.name in _OF_ITEM and isinstance(given, ast.Constant):
                if isinstance(given.value, (str, bytes)):
                    builder.items.append((self.receiver, given))
            elif not isinstance(given, (ast.List, ast.ListComp, ast.GeneratorExp)):
                target = Cell()
                graph.fix(target, BYTES)
                builder.send_copy(given, target)
        if self.name in _STRINGS:
            graph.set_kind(builder.cell(self.call), "bytearray")
            graph.fix(builder.cell(self.call), BYTES)
        elif self.name in (_LISTS | _TUPLES):
            graph.set_kind(builder.cell(self.call), "list")
            part = graph.child(builder.cell(self.call), "element")
            graph.set_kind(part, "bytearray")
            graph.fix(part, BYTES)
        elif self.name == "tobytes":
            graph.fix(builder.cell(self.call), BYTES)

    def _of_library(self, builder: Builder, kind: str) -> None:
        graph = builder.graph
        name = f"{kind}.{self.name}"
        if self.name == "makefile":
            files.made(builder, self.call)
            return
        if name in ("struct.Struct.unpack", "struct.Struct.unpack_from"):
            fields = builder.graph.child(self.value, "fields")
            builder.graph.tie(fields, builder.cell(self.call))
            for given in self.call.args[:1]:
                builder.want(given, BYTES)
            return
        if name in _PACKING:
            if self.name == "pack":
                builder.graph.fix(builder.cell(self.call), BYTES)
            fields = builder.graph.child(self.value, "fields")
            calls.packed(builder, fields, self.call.args[_PACKING[name] :])
            return
        if kind == "ctypes.CDLL":  # what a function of C takes as char *
            for given in self.call.args:
                if not isinstance(given, ast.Constant) or builder.kind_of(given) == "native":
                    builder.want(given, BYTES)
        elif not calls.library(builder, self.call, name, self.value):
            self._unknown(builder)
        elif name == "subprocess.Popen.communicate":  # of what is no pipe it tells nothing
            result = builder.cell(self.call)
            builder.empty += [graph.child(result, "0"), graph.child(result, "1")]
        elif name == "urllib2.Request.get_data":
            builder.empty.append(builder.cell(self.call))

    def _of_file(self, builder: Builder) -> None:
        graph, result = builder.graph, builder.cell(self.call)
        content = graph.child(self.value, "content")
        if self.name in _READS:
            graph.match(result, content)
            builder.string(result)
        elif self.name in ("readlines", "xreadlines", "__iter__"):
            graph.set_kind(result, "list")
            graph.match(graph.child(result, "element"), content)
        elif self.name in _WRITES:
            for given in self.call.args:
                builder.send(given, content)
        elif self.name == "writelines":
            for given in self.call.args:
                builder.later.append(Iterate(builder.cell(given), content, given))
        elif self.name == "seek" and files.is_relative(self.call):
            graph.fix(content, BYTES)
        elif self.name == "__enter__":
            graph.tie(result, self.value)

    def _of_list(self, builder: Builder) -> None:
        graph, result = builder.graph, builder.cell(self.call)
        element = graph.child(self.value, "element")
        arguments = self.call.args
        if self.name in ("append", "add", "remove", "discard", "count", "index", "appendleft"):
            for given in arguments[:1]:
                builder.send(given, element)
        elif self.name == "insert":
            for given in arguments[1:2]:
                builder.send(given, element)
        elif self.name in ("extend", "update"):
            for given in arguments:
                builder.later.append(Iterate(builder.cell(given), element, given))
        elif self.name in ("pop", "next", "popleft"):
            graph.tie(result, element)
        elif self.name in ("copy", "union", "intersection", "difference"):
            graph.share(result, self.value)

    def _of_dict(self, builder: Builder) -> None:
        graph, result = builder.graph, builder.cell(self.call)
        key, element = (graph.child(self.value, name) for name in ("key", "element"))
        arguments = self.call.args
        if self.name in ("get", "pop", "setdefault"):
            named = at_key(builder, self.value, arguments[0] if arguments else None)
            element = element if named is None else named
            for given, place in zip(arguments, (key, element), strict=False):
                builder.send(given, place)
            graph.tie(result, element)
            if self.name == "get" and len(arguments) == 1:
                builder.empty.append(result)
        elif self.name in ("has_key", "__contains__"):
            builder.send(arguments[0], key) if arguments else None
        elif self.name in ("keys", "iterkeys", "viewkeys"):
            graph.set_kind(result, "list")
            graph.tie(graph.child(result, "element"), key)
        elif self.name in ("values", "itervalues", "viewvalues"):
            graph.set_kind(result, "list")
            graph.tie(graph.child(result, "element"), element)
        elif self.name in ("items", "iteritems", "viewitems", "popitem"):
            graph.set_kind(result, "list")
            pair = result if self.name == "popitem" else graph.child(result, "element")
            graph.set_kind(pair, "list")
            graph.tie(graph.child(pair, "0"), key)
            graph.tie(graph.child(pair, "1"), element)
        elif self.name == "copy":
            graph.share(result, self.value)
        elif self.name == "update":
            for given in arguments:
                builder.later.append(Pairs(builder.cell(given), self.value))

    def _unknown(self, builder: Builder) -> None:
        """A method of an object of which nothing is known: its name may tell."""
        if self.name == "format":
            if isinstance(self.receiver, (ast.Constant, *_SITES)):
                builder.want(self.receiver, TEXT)
            builder.graph.fix(builder.cell(self.call), TEXT)
            for given in [*self.call.args, *(k.value for k in self.call.keywords)]:
                builder.shown(given, strict=True)
            return
        known = borders.methods(self.name)
        if known and builder.graph.kind(self.value) is None and self._tells(builder, known):
            texts = {(repr(one.takes), one.gives) for one in known}
            if len(texts) == 1 and self._fits(builder, known[0]):
                calls.library(builder, self.call, known[0].name, Cell())
                return
        if self.name == "makefile":
            files.made(builder, self.call)
            return
        if self.name in _RAISING:
            for function in self.call.args[1:2]:
                made = ast.Call(function, self.call.args[2:], self.call.keywords)
                builder.later.append(Apply(builder.cell(function), made))
        elif builder.graph.kind(self.value) != "instance":  # else it is inherited from elsewhere
            method = builder.graph.child(self.value, self.name)
            builder.graph.tie(builder.graph.child(method, "return"), builder.cell(self.call))

    def _fits(self, builder: Builder, border: borders.Border) -> bool:
        """Whether no container is given for a string: dicts have an `update`, too, not only hashes."""
        return not any(
            border.argument(place).kind == "string"
            and builder.graph.kind(builder.cell(given)) in _CONTAINERS
            for place, given in enumerate(self.call.args)
        )

    def _tells(self, builder: Builder, known: Sequence[borders.Border]) -> bool:
        """Whether the name speaks for an object of the library, and not for one of the program."""
        if not builder.has_member(self.name):
            return True
        modules = {one.name.partition(".")[0] for one in known}
        return not modules.isdisjoint(builder.facts.walk.top_modules)


def unbound(builder: Builder, node: ast.expr, method: str, spelled: ast.expr) -> None:
    """`str.strip`, which is given away: what it takes is of one colour, and so is what it gives.

    So is `string.strip`. What is `spelled` by that colour is the class of the one, all of the other.
    """
    graph, function = builder.graph, builder.cell(node)
    graph.set_kind(function, "function")
    taken, given = graph.child(function, "0"), graph.child(function, "return")
    graph.match(builder.cell(spelled), taken)
    if method in _STRINGS:
        graph.match(given, taken)
    elif method in _LISTS:
        graph.set_kind(given, "list")
        graph.match(graph.child(given, "element"), taken)


# Methods of tests that compare.
_COMPARING = frozenset("""
    assertEqual assertEquals assertNotEqual assertNotEquals failUnlessEqual failIfEqual
    assert_equal assertSequenceEqual assertListEqual
    """.split())
# Those that call what is given, to see what it raises.
_RAISING = frozenset("assertRaises failUnlessRaises assert_raises".split())
_CONTAINERS = ("list", "dict", "instance")
# What a value is that is coded, where it is a string: some have no such method.
_WITHOUT_CODECS = (None, "list", "dict")
_SITES = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.BinOp)
_OF_KINDS = {"file": Method._of_file, "list": Method._of_list, "dict": Method._of_dict}
# Methods that only one kind of objects has.
_TELLING = dict.fromkeys(
    "iteritems itervalues iterkeys has_key setdefault items keys values".split(), "dict"
) | dict.fromkeys("append extend insert".split(), "list")
_TELLING |= dict.fromkeys("read readline readlines writelines getvalue".split(), "file")
