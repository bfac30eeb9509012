"""func_code, im_self and their like have other names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import libcst as cst

from migrator.module import Module
from migrator.python2.literals import split
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_self, is_spared, means

_NEW = {
    "func_closure": "__closure__",
    "func_code": "__code__",
    "func_defaults": "__defaults__",
    "func_dict": "__dict__",
    "func_doc": "__doc__",
    "func_globals": "__globals__",
    "func_name": "__name__",
    "im_func": "__func__",
    "im_self": "__self__",
}
_OWNER = "im_class"
# As a string names them: what has the one attribute has the other.
_NAMED = {**_NEW, _OWNER: "__func__"}
# Names that objects of other kinds have as well.
_COMMON = ("func_dict", "func_doc", "func_name")
_NAME = "function_of"
_HELPER = f'''
def {_NAME}(method):
    """The function of a method; what is found in a class is one already."""
    return getattr(method, "__func__", method)
'''
_BY_NAME = ("getattr", "hasattr", "setattr", "delattr")
_TRUTHS = (ast.If, ast.While, ast.IfExp, ast.BoolOp, ast.UnaryOp, ast.Assert)


class FunctionAttributes(Rule):
    """f.func_code becomes f.__code__, m.im_self becomes m.__self__, and so on.

    Attributes of functions and methods lost their prefixes; 2.7 knows most new names too. What
    Python 3 finds in a class is a plain function, where 2.7 found an unbound method: `C.m.im_func`
    becomes `C.m`, and where it is not known what it is, `getattr` asks with a default. An attribute that the module itself
    gives to some object is left alone.
    """

    code = "BLT150"
    name = "function-attributes"
    words = frozenset(
        {*_NEW, _OWNER, *(quote + name + quote for name in (*_NEW, _OWNER) for quote in "'\"")}
    )
    examples = (
        (
            "def add(a, b=2):\n    return a + b\n\n\n"
            "print add.func_name, add.func_defaults, add.func_code.co_argcount\n"
            "print getattr(add, 'func_name')\n",
            "def add(a, b=2):\n    return a + b\n\n\n"
            "print(add.__name__, add.__defaults__, add.__code__.co_argcount)\n"
            "print(getattr(add, '__name__'))\n",
        ),
        (
            "class Shop(object):\n    def open(self):\n        return self\n\n\n"
            "shop = Shop()\n"
            "print shop.open.im_self is shop, shop.open.im_class.__name__\n"
            "print Shop.open.im_func(3), Shop.open.im_class.__name__, shop.open.im_func(4)\n",
            "class Shop(object):\n    def open(self):\n        return self\n\n\n"
            "shop = Shop()\n"
            "print(shop.open.__self__ is shop, shop.open.__self__.__class__.__name__)\n"
            "print(Shop.open(3), Shop.__name__, getattr(shop.open, '__func__', shop.open)(4))\n",
        ),
        (
            "class Shop(object):\n    def open(self):\n        return self\n\n\n"
            "def is_bound(method):\n    return method.im_self is not None\n\n\n"
            "print is_bound(Shop.open), is_bound(Shop().open)\n",
            "class Shop(object):\n    def open(self):\n        return self\n\n\n"
            "def is_bound(method):\n    return getattr(method, '__self__', None) is not None\n\n\n"
            "print(is_bound(Shop.open), is_bound(Shop().open))\n",
        ),
        (
            "import types\n\n\ndef plain(f):\n    if isinstance(f, types.UnboundMethodType):\n"
            "        return f.im_func\n    return f\n\n\nclass A(object):\n    def m(self):\n"
            "        return self\n\n\nprint plain(A.m)(3)\n",
            "import types\n\n\ndef plain(f):\n    if isinstance(f, types.FunctionType):\n"
            "        return getattr(f, '__func__', f)\n    return f\n\n\nclass A(object):\n"
            "    def m(self):\n        return self\n\n\nprint(plain(A.m)(3))\n",
        ),
        (
            "def arity(f):\n    if hasattr(f, 'im_func') or hasattr(f, 'func_code'):\n"
            "        return f.func_code.co_argcount\n    else:\n        return None\n\n\n"
            "print arity(arity), arity(3)\n",
            "def arity(f):\n    if hasattr(f, '__func__') or hasattr(f, '__code__'):\n"
            "        return f.__code__.co_argcount\n    else:\n        return None\n\n\n"
            "print(arity(arity), arity(3))\n",
        ),
        (
            "class Shop(object):\n    def open(self):\n        return self\n\n\n"
            "def owner(f, other=None):\n    if hasattr(f, 'im_class'):\n"
            "        return getattr(f, 'im_class') is getattr(f, 'im_class', None)\n"
            "    return [getattr(f, 'im_class', other or 5)]\n\n\n"
            "print owner(Shop().open), owner(owner), owner(len)\n",
            "class Shop(object):\n    def open(self):\n        return self\n\n\n"
            "def owner(f, other=None):\n    if hasattr(f, '__func__'):\n"
            "        return f.__self__.__class__ is (f.__self__.__class__ if hasattr(f, '__func__') else None)\n"
            "    return [(f.__self__.__class__ if hasattr(f, '__func__') else other or 5)]\n\n\n"
            "print(owner(Shop().open), owner(owner), owner(len))\n",
        ),
    )
    leave_alone = (
        "class Page(object):\n    im_class = 'front'\n\n\nprint(getattr(Page(), 'im_class', None))\n",
        "import types\n\nprint(getattr(len, 'name', 'im_func'), isinstance(len, types.MethodType))\n",
        "class Call(object):\n    def __init__(self, name):\n        self.func_name = name\n\n\n"
        "call = Call('f')\nprint(call.func_name)\n",
        "from collections import namedtuple\n\nCall = namedtuple('Call', 'func_name line')\n"
        "print(Call('f', 1).func_name)\n",
        "def f():\n    pass\n\n\n"
        "try:\n    code = f.func_code\nexcept AttributeError:\n    code = f.__code__\n"
        "print(code.co_name)\n",
        "def f():\n    pass\n\n\n"
        "code = f.__code__ if hasattr(f, '__code__') else f.func_code\nprint(code.co_name)\n",
    )

    def __init__(self, module: Module) -> None:
        super().__init__(module)
        self._own: dict[str, bool] = {}

    def sites(self) -> list[int]:
        """The attributes, and the calls that name one in a string."""
        nodes = self.module.facts.walk.of(ast.Attribute, ast.Call)
        return [
            self.module.offset_of(node)
            for node in nodes
            if (isinstance(node, ast.Attribute) and (node.attr in _NEW or node.attr == _OWNER))
            or (isinstance(node, ast.Call) and _names_attribute(node))
        ]

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        old = original_node.attr.value
        tree = self.module.at(original_node)
        if (old not in _NEW and old != _OWNER) or not isinstance(tree, ast.Attribute):
            return updated_node
        if self._is_own(old) or is_self(self.module, tree) or self._is_spared(tree):
            return updated_node
        holder = self._class(tree.value)
        is_plain = holder is not None and _is_plain(tree, holder)
        if old == _OWNER:
            return self._owner(original_node, updated_node, is_plain)
        if old == "im_func" and not self._is_bound(tree.value):
            if is_plain:
                return _in_parentheses_of(updated_node, updated_node.value)
            return self._function(original_node, updated_node)
        if old == "im_self" and self._is_tested(tree):
            self._decide(original_node, "getattr", Level.GUARDED)
            new = cst.ensure_type(
                cst.parse_expression("getattr(method, '__self__', None)"), cst.Call
            )
            first = cst.Arg(updated_node.value, comma=new.args[0].comma)
            return _in_parentheses_of(updated_node, new.with_changes(args=[first, *new.args[1:]]))
        if old in _COMMON and not self._is_function(tree.value):
            self._decide(original_node, _NEW[old], Level.ASSUMED)
        return updated_node.with_changes(attr=cst.Name(_NEW[old]))

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        """`getattr(f, "func_code")`"""
        given = original_node.args
        if len(given) < 2 or not means(self.module, original_node.func, *_BY_NAME):
            return updated_node
        literal = given[1].value
        if not isinstance(literal, cst.SimpleString) or literal.prefix:
            return updated_node
        _, quote, old = split(literal.value)
        if old not in _NAMED or self._is_own(old) or self._is_spared(self.module.at(original_node)):
            return updated_node
        if old == _OWNER and means(self.module, original_node.func, "getattr"):
            return self._owner_or(original_node, updated_node)
        new = literal.with_changes(value=f"{quote}{_NAMED[old]}{quote}")
        second = updated_node.args[1].with_changes(value=new)
        return updated_node.with_changes(
            args=[updated_node.args[0], second, *updated_node.args[2:]]
        )

    def _function(self, original: cst.Attribute, updated: cst.Attribute) -> cst.BaseExpression:
        """What is behind a method that may be a plain function in Python 3."""
        self._decide(original, "getattr", Level.GUARDED)
        method = updated.value
        if _is_path(method):
            new = cst.ensure_type(
                cst.parse_expression("getattr(method, '__func__', method)"), cst.Call
            )
            first, second, third = new.args
            new = new.with_changes(
                args=[
                    first.with_changes(value=method),
                    second,
                    third.with_changes(value=method.deep_clone()),
                ]
            )
        else:
            name = self.module.helpers.add(_NAME, _HELPER)
            new = cst.Call(cst.Name(name), [cst.Arg(method)])
        return _in_parentheses_of(updated, new)

    def _is_bound(self, method: ast.expr) -> bool:
        """Whether an expression is a bound method, or stands where that was asked for."""
        if isinstance(method, ast.Attribute) and is_self(self.module, method):
            return True
        text = ast.dump(method)
        return any(
            isinstance(around, (ast.If, ast.IfExp, ast.BoolOp))
            and any(_asks_method(node, text) for node in ast.walk(getattr(around, "test", around)))
            for around in self.module.facts.parents.ancestors(method)
        )

    def _owner(
        self, original: cst.Attribute, updated: cst.Attribute, is_plain: bool
    ) -> cst.BaseExpression:
        """`C.m.im_class` is C; of a bound method it is the class of its `__self__`."""
        if is_plain and isinstance(updated.value, cst.Attribute):
            return _in_parentheses_of(updated, updated.value.value)
        self._decide(original, "__self__.__class__", Level.ASSUMED)
        bound = cst.Attribute(updated.value, cst.Name("__self__"))
        return updated.with_changes(value=bound, attr=cst.Name("__class__"))

    def _owner_or(self, original: cst.Call, updated: cst.Call) -> cst.BaseExpression:
        """`getattr(m, "im_class", default)`: only methods have a function."""
        method = updated.args[0].value
        if not _is_path(method):
            return updated
        self._decide(original, "__self__.__class__", Level.ASSUMED)
        owner = cst.Attribute(cst.Attribute(method, cst.Name("__self__")), cst.Name("__class__"))
        if len(updated.args) == 2:
            return _in_parentheses_of(updated, owner)
        asked = cst.ensure_type(cst.parse_expression("hasattr(method, '__func__')"), cst.Call)
        first = asked.args[0].with_changes(value=method.deep_clone())
        return cst.IfExp(
            test=asked.with_changes(args=[first, *asked.args[1:]]),
            body=owner,
            orelse=updated.args[2].value,
            lpar=updated.lpar or [cst.LeftParen()],
            rpar=updated.rpar or [cst.RightParen()],
        )

    def _decide(self, node: cst.Attribute | cst.Call, alternative: str, level: Level) -> None:
        reason = "a method found in a class is a plain function in Python 3"
        if isinstance(node, cst.Attribute) and node.attr.value in _COMMON:
            reason = "taken for an attribute of a function"
        self.module.decide(self, node, alternative, level, reason)

    def _is_spared(self, tree: ast.AST) -> bool:
        """Whether the code is ready for both names, by a handler or a test of the attributes."""
        if is_spared(self.module, tree, "AttributeError"):
            return True
        return any(
            isinstance(around, (ast.If, ast.IfExp)) and around.orelse and _tests_names(around)
            for around in self.module.facts.parents.ancestors(tree)
        )

    def _is_own(self, name: str) -> bool:
        """Whether the module gives some object of its own an attribute of that name."""
        if name not in self._own:
            self._own[name] = any(self._owners(name))
        return self._own[name]

    def _owners(self, name: str) -> Iterator[bool]:
        walk = self.module.facts.walk
        yield any(name in scope.stores for scope in walk.scopes if scope.kind == "class")
        word = re.compile(rf"\b{name}\b|\b{name.replace('_', '-')}\b")
        for node in walk.of(ast.Attribute, ast.Constant):
            if isinstance(node, ast.Attribute):
                yield node.attr == name and _is_stored(node) and is_self(self.module, node)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield bool(word.search(node.value)) and self._makes_attributes(node)

    def _makes_attributes(self, literal: ast.Constant) -> bool:
        """Whether a string may name attributes: of a named tuple, of options, of slots."""
        around = self.module.facts.parents.get(literal)
        while isinstance(around, (ast.List, ast.Tuple, ast.keyword)):
            around = self.module.facts.parents.get(around)
        if isinstance(around, ast.Call):
            return getattr(around.func, "id", "") not in _BY_NAME
        return isinstance(around, ast.Assign)

    def _class(self, method: ast.expr) -> ast.ClassDef | None:
        """The class of the module in which `C.m` looks for a method."""
        if not isinstance(method, ast.Attribute) or not isinstance(method.value, ast.Name):
            return None
        nodes = [found.node for found in self.module.facts.scopes.resolve(method.value).definitions]
        only = nodes[0] if len(nodes) == 1 else None
        return only if isinstance(only, ast.ClassDef) else None

    def _is_tested(self, tree: ast.Attribute) -> bool:
        """Whether the value is asked for its truth, or whether it is None."""
        around = self.module.facts.parents.get(tree)
        if isinstance(around, ast.Compare):
            return any(getattr(other, "value", tree) is None for other in around.comparators)
        if isinstance(around, ast.Call):
            return self.module.facts.scopes.is_builtin(around.func) and around.func.id == "bool"
        return isinstance(around, _TRUTHS)

    def _is_function(self, node: ast.expr) -> bool:
        if not isinstance(node, ast.Name):
            return False
        found = self.module.facts.scopes.resolve(node).definitions
        return bool(found) and all(isinstance(one.node, ast.FunctionDef) for one in found)


def _is_plain(tree: ast.Attribute, holder: ast.ClassDef) -> bool:
    """Whether the attribute of which something is asked is a method without decorators."""
    assert isinstance(tree.value, ast.Attribute)
    found = [
        node
        for node in holder.body
        if isinstance(node, ast.FunctionDef) and node.name == tree.value.attr
    ]
    return bool(found) and not any(node.decorator_list for node in found)


def _names_attribute(call: ast.Call) -> bool:
    """Whether a call is `getattr(f, "func_code")`, or of one of its relatives."""
    if len(call.args) < 2 or getattr(call.func, "id", "") not in _BY_NAME:
        return False
    return isinstance(call.args[1], ast.Constant) and call.args[1].value in _NAMED


def _is_stored(node: ast.Attribute) -> bool:
    return isinstance(node.ctx, ast.Store)


def _tests_names(choice: ast.If | ast.IfExp) -> bool:
    """Whether a test is one for an attribute of functions that has its other name beside it."""
    tested = {getattr(node, "value", None) for node in ast.walk(choice.test)}
    used = tested | {getattr(node, "attr", None) for node in ast.walk(choice)}
    return any((old in tested or new in tested) and {old, new} <= used for old, new in _NEW.items())


def _asks_method(node: ast.AST, text: str) -> bool:
    """Whether a call is `inspect.ismethod(m)` or `isinstance(m, types.MethodType)`."""
    if not isinstance(node, ast.Call) or not node.args or ast.dump(node.args[0]) != text:
        return False
    words = [node.func, *node.args[1:]]
    names = {getattr(word, "attr", getattr(word, "id", "")) for word in words}
    # What was an unbound method is a plain function.
    return bool(names & {"ismethod", "MethodType"}) and "UnboundMethodType" not in names


def _is_path(node: cst.BaseExpression) -> bool:
    """Whether an expression is a name or a chain of attributes, which can be written twice."""
    while isinstance(node, cst.Attribute) and not node.lpar:
        node = node.value
    return isinstance(node, cst.Name) and not node.lpar


def _in_parentheses_of(node: cst.BaseExpression, new: cst.BaseExpression) -> cst.BaseExpression:
    return new.with_changes(lpar=[*node.lpar, *new.lpar], rpar=[*new.rpar, *node.rpar])
