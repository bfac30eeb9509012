"""BLT230: values that Python 3 shows otherwise."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.facts.scopes import Definition
from migrator.python2 import nodes, tree
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.long_values import is_long
from migrator.rules.syntax import places
from migrator.rules.syntax.showing import showing, shown
from migrator.rules.text.shown_lists import is_list_of_bytes, is_unpacked

# By the type that is seen: how it was shown, and how it is.
_ALWAYS = {
    "set": ("set([1])", "{1}"),
    "frozenset": ("frozenset([1])", "frozenset({1})"),
    "xrange": ("xrange(3)", "range(0, 3)"),
    "bytes": ("['x']", "[b'x']"),
    "type": ("<type 'int'>", "<class 'int'>"),
    "import error": ("No module named x", "No module named 'x'"),
}
_AS_REPR = {
    "unicode": ("u'x'", "'x'"),
    "long": ("10L", "10"),
    "exception": ("KeyError('x',)", "KeyError('x')"),
    "timedelta": ("datetime.timedelta(1)", "datetime.timedelta(days=1)"),
    "OrderedDict": ("OrderedDict([('x', 1)])", "OrderedDict({'x': 1})"),
}
# What's New in Python 3.12, collections.
_SINCE = {"OrderedDict": (3, 12)}
_MESSAGE = "this was shown as {} in Python 2, and is as {} now: see that nothing reads it"
_DEEPEST = 4


class ChangedReprs(Rule):
    """Values that are shown otherwise than by Python 2: told.

    The text of a set, of a type, of an xrange, of a list of bytes and of an ImportError, and the repr of
    unicode, of a long, of an exception, of a timedelta and of an OrderedDict are others in Python 3,
    alone and in containers. Nothing is changed. Told where such a value is seen to be printed,
    formatted by a literal, or given to `str` or `repr`.
    """

    code = "BLT230"
    name = "changed-reprs"
    words = frozenset({"print", "str", "repr", "%"})
    examples = (("print [7L][0], 'a'\n", "print([7][0], 'a')\n"),)
    leave_alone = ("print([u'a'], {1, 2}, type(5))\n",)

    def sites(self) -> Iterator[int]:
        if self.module.dialect.version != "2":
            return  # it has been told when it was migrated
        for node in showing(self.module.facts):
            if self._change(node):
                yield self.module.offsets.start(node)

    def leave_Print(self, original_node: nodes.Print, updated_node: nodes.Print) -> nodes.Print:
        self._tell(original_node, places.statement(self.module, original_node))
        return updated_node

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        self._tell(original_node, self.module.at(original_node))
        return updated_node

    def leave_BinaryOperation(
        self, original_node: cst.BinaryOperation, updated_node: cst.BinaryOperation
    ) -> cst.BinaryOperation:
        self._tell(original_node, self.module.at(original_node))
        return updated_node

    def _tell(self, place: cst.CSTNode, node: ast.AST | None) -> None:
        change = self._change(node) if node is not None else None
        if change is not None and self.module.dialect.version == "2":
            self.module.report(self, place, _MESSAGE.format(*change), Level.ASSUMED)

    def _change(self, node: ast.AST) -> tuple[str, str] | None:
        """How something that a node shows was shown, and how it is; None where that is the same."""
        # BLT212 writes the L of what is given to repr() or backquotes.
        is_call = isinstance(node, ast.Call)
        found = (
            self._of(value, how == "repr", 0)
            for value, how in shown(self.module.facts, node)
            if not (is_call and how == "repr" and is_long(self.module, value))
        )
        return next((change for change in found if change is not None), None)

    def _of(self, value: ast.expr, is_repr: bool, depth: int) -> tuple[str, str] | None:
        if isinstance(value, tree.Repr):
            is_written = is_long(self.module, value.value)
            return None if is_written else self._of(value.value, True, depth)
        kind = self._kind(value)
        if kind in _ALWAYS:
            return _ALWAYS[kind]
        if is_repr and kind in _AS_REPR and self.module.options.target >= _SINCE.get(kind, (3,)):
            return _AS_REPR[kind]
        if depth == _DEEPEST:
            return None
        parts: list[ast.expr | None] = []
        if isinstance(value, (ast.List, ast.Tuple)):
            parts = list(value.elts)
        elif isinstance(value, ast.Dict):
            parts = [*value.keys, *value.values]
        elif isinstance(value, ast.ListComp):
            parts = [value.elt]
        elif isinstance(value, ast.Name):
            made = self.module.facts.scopes.resolve(value).value
            if isinstance(made, (ast.List, ast.Tuple, ast.Dict, ast.ListComp)):
                return self._of(made, is_repr, depth + 1)
            return None
        found = (self._of(part, True, depth + 1) for part in parts if part is not None)
        return next((change for change in found if change is not None), None)

    def _kind(self, value: ast.expr) -> str | None:
        """What is seen of a value that matters here."""
        module = self.module
        if isinstance(value, ast.Set):
            return "set"
        if isinstance(value, ast.Call) and module.facts.scopes.is_builtin(value.func):
            if value.func.id == "type":
                return "type" if len(value.args) == 1 else None
        if is_long(module, value):
            return "long"
        if isinstance(value, ast.Constant):
            if isinstance(value.value, str):
                return "unicode" if module.literal_kind(value) == "unicode" else None
            return None
        if isinstance(value, ast.Name):
            definitions = module.facts.scopes.resolve(value).definitions
            if definitions and all(one.kind == "except" for one in definitions):
                is_import = all(map(self._is_import, definitions))
                return "import error" if is_import else "exception"
            if value.id in ("int", "str", "list", "dict", "float", "object", "unicode"):
                return "type" if module.facts.scopes.is_builtin(value) else None
        if module.text is not None and module.text.holds_bytes(value):
            is_converted = is_list_of_bytes(module, value) or is_unpacked(module, value)
            return None if is_converted else "bytes"
        found = module.facts.types.of(value)
        if found is not None:
            return found.detail if found.detail in _AS_REPR else found.name
        is_unicode = module.text is not None and module.text.is_unicode(value)
        return "unicode" if is_unicode else None

    def _is_import(self, caught: Definition) -> bool:
        """Whether a variable is bound by a clause for ImportError alone."""
        handler = caught.node
        if isinstance(handler, ast.Name):
            handler = self.module.facts.parents[handler]
        class_ = getattr(handler, "type", None)
        return getattr(class_, "id", None) == "ImportError"
