"""CLS010: __unicode__ and __str__."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.precedence import fit
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared, means
from migrator.rules.classes import bodies
from migrator.rules.syntax import building

_TEXT, _NATIVE = "__unicode__", "__str__"
_UTF8 = ("utf-8", "utf8", "UTF-8", "UTF8", "utf_8")
_NO_TEXT = ("base64", "bz2", "hex", "quopri", "rot13", "string_escape", "uu", "zip", "zlib")


class TextMethods(Rule):
    """The method __unicode__ becomes __str__; a __str__ that only encodes goes.

    Python 3 asks `__str__` for the text and wants `str`, not bytes. A `__str__` that encodes what
    `__unicode__` gives, or that encodes whatever it returns, would call itself for ever or fail;
    without a `__unicode__` beside it, and in `__repr__`, the encoding is undone. Where the two
    methods differ in more than that, or `__unicode__` is made of `str(self)`, both stay as they
    are, and `__str__` is what prints: `unicode(x)` becomes `x.__unicode__()` where the class of x
    is seen, and that others ask `__str__` now is told.
    """

    code = "CLS010"
    name = "text-methods"
    words = frozenset({_TEXT, _NATIVE, "__repr__"})
    examples = (
        (
            "class Name(object):\n    def __str__(self):\n        return unicode(self).encode('utf-8')\n"
            "    def __unicode__(self):\n        return u'n'\n\n\n"
            "print Name(), unicode(Name()) == u'n'\n",
            "class Name(object):\n    def __str__(self):\n        return u'n'\n\n\n"
            "print(Name(), str(Name()) == u'n')\n",
        ),
        (
            "class Name(object):\n    text = u'n'\n\n    def __unicode__(self):\n"
            "        return self.text\n\n    show = __unicode__\n\n\n"
            "print Name().show(), Name().__unicode__()\n",
            "class Name(object):\n    text = u'n'\n\n    def __str__(self):\n"
            "        return self.text\n\n    show = __str__\n\n\n"
            "print(Name().show(), Name().__str__())\n",
        ),
        (
            "class Name(object):\n    def __str__(self):\n        return self.text.encode('utf-8')\n\n"
            "    def __repr__(self):\n"
            "        return (u'<%s>' % self.text).encode('ascii', 'replace')\n\n"
            "    text = u'n'\n\n\nprint Name(), [Name()]\n",
            "class Name(object):\n    def __str__(self):\n        return self.text\n\n"
            "    def __repr__(self):\n"
            "        return (u'<%s>' % self.text).encode('ascii', 'replace').decode('ascii')\n\n"
            "    text = u'n'\n\n\nprint(Name(), [Name()])\n",
        ),
        (
            "def shown(names):\n    def __str__(self):\n        text = names[self.key]\n"
            "        if isinstance(text, unicode):\n            return text.encode('utf-8')\n"
            "        return text\n\n    return __str__\n\n\n"
            "class Key(object):\n    key = 1\n    __str__ = shown({1: u'one', 2: 'two'})\n\n\nprint Key()\n",
            "def shown(names):\n    def __str__(self):\n        text = names[self.key]\n"
            "        if isinstance(text, str):\n            return text\n"
            "        return text\n\n    return __str__\n\n\n"
            "class Key(object):\n    key = 1\n    __str__ = shown({1: u'one', 2: 'two'})\n\n\nprint(Key())\n",
        ),
        (
            "class Name(object):\n    def __unicode__(self):\n        return u'text'\n\n"
            "    def __str__(self):\n        return 'native'\n\n\nn = Name()\nprint unicode(n), str(n), n\n",
            "class Name(object):\n    def __unicode__(self):\n        return u'text'\n\n"
            "    def __str__(self):\n        return 'native'\n\n\nn = Name()\n"
            "print(n.__unicode__(), str(n), n)\n",
        ),
    )
    leave_alone = (
        "def unicode(x):\n    return 5\n\n\nclass Name(object):\n    def __unicode__(self):\n"
        "        return 'u'\n\n    def __str__(self):\n        return 's'\n\n\nprint(unicode(Name()))\n",
        "def __str__(self, codec):\n    return u'n'.encode(codec)\n\n\nprint(__str__(1, 'ascii'))\n",
        "class Name(object):\n    def __unicode__(self):\n        return 'unicode'\n\n"
        "    def __str__(self):\n        return 'str'\n\n\nprint(str(Name()))\n",
        "class Name(object):\n    def __unicode__(self):\n        return 'n'\n\n"
        "    __str__ = __unicode__\n\n\nprint(str(Name()))\n",
        "class Name(object):\n    def __unicode__(self):\n        return str(self).decode('ascii')\n\n\n"
        "print(Name.__name__)\n",
        "class Name(object):\n    def __repr__(self):\n        return 'n'\n\n"
        "    def encoded(self):\n        return u'n'.encode('ascii')\n\n\nprint(repr(Name()))\n",
    )

    def sites(self) -> Iterable[int]:
        words = self.module.words
        asked = {*self.words, "unicode"} if _TEXT in words else self.words
        places = (place for word in asked for place in words.get(word, ()))
        return map(self.module.lowered.carrier_offset, places)

    @cached_property
    def _renamed(self) -> set[ast.AST]:
        """The classes whose `__unicode__` becomes `__str__`."""
        found = (scope for scope in self.module.facts.walk.scopes if _TEXT in scope.stores)
        return {
            scope.node
            for scope in found
            if isinstance(scope.node, ast.ClassDef) and self._gives_text(scope.node)
        }

    @cached_property
    def _keeps_one(self) -> bool:
        """Whether `x.__unicode__` may mean a method that keeps its name."""
        scopes = self.module.facts.walk.scopes
        if any(_TEXT in scope.stores and scope.node not in self._renamed for scope in scopes):
            return True
        return any(
            not isinstance(node.ctx, ast.Load) for node in self.module.facts.walk.attributes(_TEXT)
        )

    def _gives_text(self, class_: ast.ClassDef) -> bool:
        text = bodies.stores(self.module, class_, _TEXT)
        if len(text) != 1 or is_spared(self.module, text[0], "AttributeError"):
            return False
        if isinstance(text[0], ast.FunctionDef):
            if text[0].decorator_list or self._asks(text[0], "str", _NATIVE):
                return False
        elif self.module.facts.parents.statement(text[0]) not in class_.body:
            return False
        native = bodies.stores(self.module, class_, _NATIVE)
        return not native or (len(native) == 1 and self._only_encodes(native[0]))

    def _only_encodes(self, method: ast.AST) -> bool:
        """Whether a `__str__` is nothing but the bytes of the text."""
        if bodies.method_class(self.module, method) is None:
            return False
        assert isinstance(method, ast.FunctionDef)
        return self._asks(method, "unicode", _TEXT) or self._encodes(method)

    def _encodes(self, method: ast.FunctionDef) -> bool:
        values = [node.value for node in bodies.own(method) if isinstance(node, ast.Return)]
        return bool(values) and all(map(_is_encoded, values))

    def _asks(self, method: ast.FunctionDef, builtin: str, name: str) -> bool:
        """Whether a method calls `builtin(self)` or `self.name`."""
        own = bodies.receiver(method)
        if bodies.loads_attribute(list(method.body), own, name):
            return True
        return any(
            isinstance(node, ast.Call)
            and bodies.is_named(node.func, builtin)
            and self.module.facts.scopes.is_builtin(node.func)
            and bool(node.args)
            and bodies.is_named(node.args[0], own)
            for node in bodies.own(method)
        )

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.RemovalSentinel:
        name = original_node.name.value
        if name not in self.words:
            return updated_node
        method = self.module.at(original_node)
        class_ = bodies.method_class(self.module, method)
        if method is None or is_spared(self.module, method, "AttributeError"):
            return updated_node
        if class_ is None:
            return self._giving_text(method, updated_node)
        if name == _TEXT:
            if class_ not in self._renamed:
                self._tell(original_node, class_)
                return updated_node
            reason = "it is the text that Python 3 asks __str__ for"
            self.module.decide(self, original_node, _NATIVE, Level.ASSUMED, reason)
            return updated_node.with_changes(name=updated_node.name.with_changes(value=_NATIVE))
        if name == _NATIVE and class_ in self._renamed:
            return cst.RemoveFromParent()
        if len(bodies.stores(self.module, class_, name)) > 1:
            return updated_node
        if name == _NATIVE and self._asks(method, "unicode", _TEXT):
            has_text = bodies.stores(self.module, class_, _TEXT)
            return updated_node if has_text else cst.RemoveFromParent()
        return self._giving_text(method, updated_node)

    def _tell(self, node: cst.FunctionDef, class_: ast.ClassDef) -> None:
        """Tell of a `__unicode__` that nothing asks any more, beside a `__str__` of its own."""
        method = bodies.stores(self.module, class_, _TEXT)[0]
        is_made_of_it = isinstance(method, ast.FunctionDef) and self._asks(method, "str", _NATIVE)
        if self._has_both(class_) and not is_made_of_it and self.module.dialect.version == "2":
            message = "unicode(x) and u'%s' % x asked __unicode__; Python 3 asks __str__ alone"
            self.module.report(self, node.name, message, Level.ASSUMED)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        """`unicode(x)` of a class that keeps its `__unicode__`."""
        call = self.module.at(original_node)
        if not means(self.module, original_node.func, "unicode") or len(call.args) != 1:
            return updated_node
        class_ = self.module.facts.types.class_of(call.args[0])
        if class_ is None or class_ in self._renamed or not self._has_both(class_):
            return updated_node
        owner = building.bare_of_parentheses(updated_node.args[0].value)
        method = cst.Attribute(cst.Name("_"), cst.Name(_TEXT))
        method = method.with_changes(value=fit(method, "value", owner))
        return updated_node.with_changes(func=method, args=[])

    def _has_both(self, class_: ast.ClassDef) -> bool:
        return all(bodies.stores(self.module, class_, name) for name in (_TEXT, _NATIVE))

    def _giving_text(self, method: ast.FunctionDef, updated: cst.FunctionDef) -> cst.FunctionDef:
        """A `__str__` or `__repr__`, maybe one that is put into a class later, without bytes."""
        returned = [node.value for node in bodies.own(method) if isinstance(node, ast.Return)]
        if method.name == _TEXT or _takes_more(method) or not any(map(_is_encoded, returned)):
            return updated
        return updated.with_changes(body=bodies.with_returns(updated.body, _as_text))

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        """`__unicode__` in the body of a class, assigned to or used."""
        if original_node.value != _TEXT:
            return updated_node
        name = self.module.at(original_node)
        if not isinstance(name, ast.Name):
            return updated_node
        if self.module.facts.scopes.scope_of(name).node not in self._renamed:
            return updated_node
        return updated_node.with_changes(value=_NATIVE)

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.Attribute:
        if original_node.attr.value != _TEXT or self._keeps_one:
            return updated_node
        attribute = self.module.at(original_node)
        if attribute is None or is_spared(self.module, attribute, "AttributeError"):
            return updated_node
        return updated_node.with_changes(attr=updated_node.attr.with_changes(value=_NATIVE))


def _is_encoded(value: ast.expr | None) -> bool:
    """Whether an expression is a call of `encode` with an encoding that is one of text."""
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute):
        return False
    if value.func.attr != "encode" or value.keywords or len(value.args) > 2:
        return False
    if isinstance(value.func.value, (ast.Call, ast.Name)) and not value.args:
        return False
    encoding = value.args[0] if value.args else None
    return not (isinstance(encoding, ast.Constant) and encoding.value in _NO_TEXT)


def _takes_more(method: ast.FunctionDef) -> bool:
    """Whether a method has parameters besides `self`, as one that is called by name has."""
    arguments = method.args
    return len(arguments.posonlyargs + arguments.args) > 1 or arguments.vararg is not None


def _as_text(value: Any) -> Any:
    """`x.encode(...)` as the text that its bytes spell, if that is not done yet."""
    if not isinstance(value, cst.Call) or not isinstance(value.func, cst.Attribute):
        return value
    if value.func.attr.value != "encode":
        return value
    encoding = value.args[0].value if value.args else None
    spelled = encoding.evaluated_value if isinstance(encoding, cst.SimpleString) else None
    if spelled in _NO_TEXT or (encoding is None and isinstance(value.func.value, cst.Name)):
        return value
    if len(value.args) < 2 and (encoding is None or spelled in _UTF8):
        return value.func.value
    named = [] if encoding is None else [cst.Arg(encoding)]
    return cst.Call(cst.Attribute(value, cst.Name("decode")), named)
