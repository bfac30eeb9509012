"""CLS120: special methods that an old-style class took from the object it stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.facts.remembering import remembered
from migrator.module import Module
from migrator.python2 import tree
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.classes import bodies
from migrator.rules.comparison.hashes import is_old_style

# In the order in which they are written. None has no truth method in 2.7, so what wraps it is true.
_METHODS = {
    "__len__": "(self):\n    return len({0})\n",
    "__bool__": "(self):\n    return {0} is None or bool({0})\n",
    "__iter__": "(self):\n    return iter({0})\n",
    "__contains__": "(self, item):\n    return item in {0}\n",
    "__getitem__": "(self, key):\n    return {0}[key]\n",
    "__setitem__": "(self, key, value):\n    {0}[key] = value\n",
    "__delitem__": "(self, key):\n    del {0}[key]\n",
    "__call__": "(self, *args, **kwargs):\n    return {0}(*args, **kwargs)\n",
    "__enter__": "(self):\n    return {0}.__enter__()\n",
    "__exit__": "(self, *args):\n    return {0}.__exit__(*args)\n",
    "__repr__": "(self):\n    return repr({0})\n",
    "__str__": "(self):\n    return str({0})\n",
}
# What a class may have of its own that answers an operation before, or in place of, a method.
_ANSWERED_BY = {
    "__bool__": {"__nonzero__", "__len__"},
    "__iter__": {"__getitem__"},
    "__contains__": {"__iter__", "__getitem__"},
    "__getitem__": {"__getslice__"},
    "__setitem__": {"__setslice__"},
    "__delitem__": {"__delslice__"},
    "__str__": {"__repr__"},
}
_OWN = frozenset(_METHODS).union({"__getattr__"}, *_ANSWERED_BY.values())
_ITEMS = {ast.Load: "__getitem__", ast.Store: "__setitem__", ast.Del: "__delitem__"}
_SHOWN = {"%s": "__str__", "%r": "__repr__", "%(": "__getitem__"}
_BUILTINS = {
    "len": "__len__",
    "bool": "__bool__",
    "repr": "__repr__",
    "str": "__str__",
    **dict.fromkeys(
        ("all", "any", "enumerate", "frozenset", "iter", "list", "set", "sorted", "sum", "tuple"),
        "__iter__",
    ),
}


class Proxies(Rule):
    """An old-style class that hands its attributes on gets the special methods that are asked of it.

    Python 2 asks an old-style instance for `__len__`, `__getitem__` and so on, hence its
    `__getattr__`; Python 3 asks the class only. What the module does with instances of a class whose
    `__getattr__` is just `return getattr(self.x, name)` is written as methods, which do the same with
    `self.x`. Operators like `+` and `==` are not: CLS100 tells of them. Not where a class derives
    from others, or one that derives from it has special methods of its own.
    """

    code = "CLS120"
    name = "old-style-proxies"
    words = frozenset({"__getattr__"})
    unit = "definition"
    examples = (
        (
            "class Proxy:\n    def __init__(self, value):\n        self.value = value\n\n"
            "    def __getattr__(self, name):\n        return getattr(self.value, name)\n\n\n"
            "proxy = Proxy([5, 6])\nprint len(proxy), proxy[0]\n",
            "class Proxy:\n    def __init__(self, value):\n        self.value = value\n\n"
            "    def __getattr__(self, name):\n        return getattr(self.value, name)\n\n"
            "    def __len__(self):\n        return len(self.value)\n\n"
            "    def __bool__(self):\n        return self.value is None or bool(self.value)\n\n"
            "    def __getitem__(self, key):\n        return self.value[key]\n\n\n"
            "proxy = Proxy([5, 6])\nprint(len(proxy), proxy[0])\n",
        ),
    )
    leave_alone = (
        # A new-style class: its operations never went through __getattr__.
        "class Proxy(object):\n    def __getattr__(self, name):\n"
        "        return getattr('value', name)\n\n    def __len__(self):\n        return 1\n\n\n"
        "print(len(Proxy()))\n",
        # Names of special methods are refused.
        "class Proxy:\n    def __getattr__(self, name):\n        if name.startswith('__'):\n"
        "            raise AttributeError(name)\n        return getattr(self.value, name)\n\n\n"
        "print(Proxy() is not None, bool(Proxy()))\n",
        # Not handed on.
        "class Empty:\n    def __getattr__(self, name):\n        raise AttributeError(name)\n\n\n"
        "print(bool(Empty()))\n",
    )

    def sites(self) -> Iterator[int]:
        for scope in self.module.facts.walk.scopes:
            if isinstance(scope.node, ast.ClassDef) and self._missing(scope.node):
                (getter,) = bodies.stores(self.module, scope.node, "__getattr__")
                yield self.module.offset_of(getter)

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.FlattenSentinel:
        if original_node.name.value != "__getattr__":
            return updated_node
        getter = self.module.at(original_node)
        class_ = bodies.method_class(self.module, getter)
        missing = self._missing(class_) if class_ is not None else ()
        if not missing:
            return updated_node
        assert isinstance(getter, ast.FunctionDef)
        value = _target(getter)
        assert value is not None
        target = ast.unparse(value)
        self.module.decide(
            self,
            original_node,
            ", ".join(missing),
            Level.GUARDED,
            f"instances were asked for special methods, and handed that on to {target}",
        )
        methods = [
            cst.parse_statement(f"def {name}" + _METHODS[name].format(target)).with_changes(
                leading_lines=[cst.EmptyLine(indent=False)]
            )
            for name in missing
        ]
        return cst.FlattenSentinel([updated_node, *methods])

    def _missing(self, class_: ast.ClassDef) -> tuple[str, ...]:
        """The special methods that a class is asked for and only its `__getattr__` gives."""
        module = self.module
        if module.dialect.version != "2" or class_.bases or not is_old_style(module, class_):
            return ()
        getters = bodies.stores(module, class_, "__getattr__")
        if len(getters) != 1 or bodies.method_class(module, getters[0]) is not class_:
            return ()
        if _target(getters[0]) is None:
            return ()
        family = bodies.heirs(module, class_)
        for one in family:
            if one is not class_ and (len(one.bases) > 1 or _own(module, one)):
                return ()
        asked = {name for one in family for name in _asked(module).get(one, ())}
        if "__len__" in asked:  # the truth of an instance in Python 3, where there is no other
            asked.add("__bool__")
        own = _own(module, class_)
        return tuple(
            name
            for name in _METHODS
            if name in asked and not own & {name, *_ANSWERED_BY.get(name, ())}
        )


def _target(getter: ast.AST) -> ast.expr | None:
    """What a `__getattr__` hands all names on to: `self.x` in `return getattr(self.x, name)`."""
    assert isinstance(getter, ast.FunctionDef)
    names = [one.arg for one in getter.args.args]
    if len(names) != 2 or names[0] != "self" or len(getter.body) > 2:
        return None
    if len(getter.body) == 2 and ast.get_docstring(getter) is None:
        return None
    last = getter.body[-1]
    call = last.value if isinstance(last, ast.Return) else None
    if not isinstance(call, ast.Call) or not bodies.is_named(call.func, "getattr"):
        return None
    if len(call.args) != 2 or call.keywords or not bodies.is_named(call.args[1], names[1]):
        return None
    target = call.args[0]
    is_own = isinstance(target, ast.Attribute) and bodies.is_named(target.value, "self")
    return target if is_own else None


def _own(module: Module, class_: ast.ClassDef) -> set[str]:
    """The special methods that the body of a class binds."""
    return {name for name in _OWN if bodies.stores(module, class_, name)}


@remembered
def _asked(module: Module) -> dict[ast.ClassDef, set[str]]:
    """The special methods that the module's operations ask instances of its classes for."""
    found: dict[ast.ClassDef, set[str]] = {}
    for node, names in _operations(module):
        class_ = module.facts.types.class_of(node)
        if class_ is not None and not is_spared(module, node, "AttributeError"):
            found.setdefault(class_, set()).update(names)
    return found


def _operations(module: Module) -> Iterator[tuple[ast.AST, tuple[str, ...]]]:
    """What is operated on in a module, and the special methods that this asks for."""
    walk, scopes = module.facts.walk, module.facts.scopes
    for node in walk.of(ast.Subscript):
        yield node.value, (_ITEMS[type(node.ctx)],)
        if isinstance(module.facts.parents[node], ast.AugAssign):
            yield node.value, ("__getitem__",)
    for node in walk.of(ast.For, ast.comprehension):
        yield node.iter, ("__iter__",)
    for node in walk.of(ast.Compare):
        for operator, operand in zip(node.ops, node.comparators, strict=True):
            if isinstance(operator, (ast.In, ast.NotIn)):
                yield operand, ("__contains__",)
    for node in walk.of(ast.If, ast.IfExp, ast.While, ast.Assert):
        yield node.test, ("__bool__",)
    for node in walk.of(ast.BoolOp):
        for value in node.values:
            yield value, ("__bool__",)
    for node in walk.of(ast.UnaryOp):
        if isinstance(node.op, ast.Not):
            yield node.operand, ("__bool__",)
    for node in walk.of(ast.withitem):
        yield node.context_expr, ("__enter__", "__exit__")
    for node in walk.of(tree.Print):
        for value in node.values:
            yield value, ("__str__",)
    for node in walk.of(tree.Repr):
        yield node.value, ("__repr__",)
    for node in walk.of(ast.BinOp):
        if isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant):
            shown = tuple(name for sign, name in _SHOWN.items() if sign in str(node.left.value))
            for value in getattr(node.right, "elts", [node.right]):
                yield value, shown
    for node in walk.of(ast.Call):
        yield node.func, ("__call__",)
        if len(node.args) == 1 and scopes.is_builtin(node.func) and node.func.id in _BUILTINS:
            yield node.args[0], (_BUILTINS[node.func.id],)
