"""TXT250: encodings of the standard streams."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.rules import Rule
from migrator.rules.syntax import building

_MAKERS = {
    "codecs.getwriter": ("sys.stdout", "sys.stderr"),
    "codecs.getreader": ("sys.stdin",),
}


class StandardStreams(Rule):
    """sys.stdout = codecs.getwriter('utf-8')(sys.stdout) becomes sys.stdout.reconfigure(encoding='utf-8').

    The writers and readers of `codecs` work on streams of bytes, which the standard streams of
    Python 3 are not. A stream that is replaced by one that encodes is told its encoding; a writer
    that stands beside it gets the bytes below, `sys.stdout.buffer`.
    """

    code = "TXT250"
    name = "standard-streams"
    words = frozenset({"getwriter", "getreader"})
    examples = (
        (
            "import codecs, sys\n\nsys.stdout = codecs.getwriter('utf-8')(sys.stdout)\nprint u'caf\\xe9'\n",
            "import codecs, sys\n\nsys.stdout.reconfigure(encoding='utf-8')\nprint(u'caf\\xe9')\n",
        ),
        (
            "import codecs, sys\n\nout = codecs.getwriter('latin-1')(sys.stdout, 'replace')\n"
            "print >>out, u'caf\\u20ac'\n",
            "import codecs, sys\n\nout = codecs.getwriter('latin-1')(sys.stdout.buffer, 'replace')\n"
            "print(u'caf\\u20ac', file=out)\n",
        ),
        (
            "import codecs, sys\n\nsys.stdin = codecs.getreader('utf-8')(sys.stdin, errors='replace')\n"
            "print len(sys.stdin.read())\n",
            "import codecs, sys\n\nsys.stdin.reconfigure(encoding='utf-8', errors='replace')\n"
            "print(len(sys.stdin.read()))\n",
        ),
    )
    leave_alone = (
        "import codecs, sys\n\nout = codecs.getwriter('utf-8')(sys.stdout.buffer)\nout.write(u'a\\n')\n",
        "import codecs, io\n\nprint(codecs.getreader('utf-8')(io.BytesIO(b'a')).read())\n",
        "import sys\n\n\ndef getwriter(name):\n    return lambda stream: stream\n\n\n"
        "getwriter('utf-8')(sys.stdout).write('a\\n')\n",
    )

    @cached_property
    def calls(self) -> dict[ast.Call, str]:
        """The calls that make writers and readers of standard streams, with these."""
        if self.words.isdisjoint(self.module.words):
            return {}
        calls = (node for node in self.module.facts.walk.parents if isinstance(node, ast.Call))
        return {call: stream for call in calls if (stream := self._stream(call))}

    def _stream(self, call: ast.Call) -> str:
        """The standard stream that a writer or reader is made of; empty for any other call."""
        scopes = self.module.facts.scopes
        if not isinstance(call.func, ast.Call) or not call.args:
            return ""
        streams = _MAKERS.get(scopes.imported(call.func.func) or "", ())
        stream = scopes.imported(call.args[0]) or ""
        return stream if stream in streams else ""

    def _is_replaced(self, node: ast.AST) -> bool:
        """Whether a statement is `sys.stdout = writer(sys.stdout)`."""
        match node:
            case ast.Assign([target], ast.Call(ast.Call(args=[_])) as call) if call in self.calls:
                if len(call.args) + len(call.keywords) > 2:
                    return False
                return self.module.facts.scopes.imported(target) == self.calls[call]
        return False

    def sites(self) -> Iterable[int]:
        return [self.module.offset_of(call) for call in self.calls]

    def leave_Assign(
        self, original_node: cst.Assign, updated_node: cst.Assign
    ) -> cst.Assign | cst.Expr:
        call = self.module.at(original_node.value)
        if call not in self.calls or not self._is_replaced(self.module.facts.parents[call]):
            return updated_node
        made = cst.ensure_type(updated_node.value, cst.Call)
        maker = cst.ensure_type(made.func, cst.Call)
        options = [("encoding", maker.args[0].value)]
        options += [("errors", argument.value) for argument in made.args[1:]]
        method = cst.Attribute(updated_node.targets[0].target, cst.Name("reconfigure"))
        args = [building.argument(value, name) for name, value in options]
        return cst.Expr(building.call(method, building.parted(args)), updated_node.semicolon)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        call = self.module.at(original_node) if self.calls else None
        if call not in self.calls:
            return updated_node
        parent = self.module.facts.parents[call]
        if isinstance(parent, ast.Assign) and self._is_replaced(parent):
            return updated_node
        stream, *rest = updated_node.args
        below = cst.Attribute(stream.value, cst.Name("buffer"))
        return updated_node.with_changes(args=[stream.with_changes(value=below), *rest])
