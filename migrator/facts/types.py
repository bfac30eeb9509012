"""What type an expression has, where the text of the module proves it.

A modest inference: literals, displays, calls of builtins and of the module's functions, arithmetic
of what is proven, local variables all of whose bindings have one type, and parameters and attributes
that are private. What other modules may pass or rebind is unknown. An accumulator `x = 0` to which
something unknown is added is unknown, too.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from migrator.facts.parents import Parents
from migrator.facts.results import (
    ATTRIBUTES,
    FUNCTION_RESULTS,
    METHOD_RESULTS,
    OPERATION_RESULTS,
    VALUES,
)
from migrator.facts.scopes import Definition, Scopes
from migrator.facts.sources import Sources
from migrator.facts.wrappers import wrappers
from migrator.python2 import tree


@dataclass(frozen=True)
class Type:
    """A type by its name in Python 2, or an instance of the module's own class `node`.

    "int" is int or long, "string" is str or unicode, "dict" also its subclasses in `collections`,
    with `detail` telling which. "fraction" is what comes of arithmetic with a float: a float, or
    something else that is no integer (a complex, an array, an object with its own operators).
    """

    name: str
    node: ast.ClassDef | None = None
    detail: str = ""

    def __str__(self) -> str:
        return self.detail or self.name


INT, FLOAT, BOOL, STR, UNICODE = map(Type, ("int", "float", "bool", "str", "unicode"))
STRING, LIST, TUPLE, DICT = map(Type, ("string", "list", "tuple", "dict"))
COMPLEX, FRACTION = Type("complex"), Type("fraction")
_UNDECIDED = Type("undecided")  # while a variable's own bindings are looked at

_MOST_GUESSES = 6  # how many variables may be looked at for the sake of one
_DEEPEST = 50  # how far an expression is followed

_NUMBERS = (BOOL, INT, FLOAT)
_STRINGS = (STR, UNICODE, STRING)
_CONTAINERS = ("list", "dict", "set", "frozenset", "tuple", "instance")
_NODE_TYPES = {
    ast.Dict: DICT,
    ast.DictComp: DICT,
    ast.List: LIST,
    ast.ListComp: LIST,
    ast.Tuple: TUPLE,
    ast.Set: Type("set"),
    ast.SetComp: Type("set"),
    ast.GeneratorExp: Type("generator"),
    ast.Lambda: Type("function"),
    tree.Repr: STR,
}
_CONSTANT_TYPES = {bool: BOOL, int: INT, float: FLOAT, complex: COMPLEX, bytes: STR}
_TESTS = (ast.In, ast.NotIn, ast.Is, ast.IsNot)
_INT_OPERATIONS = (ast.BitAnd, ast.BitOr, ast.BitXor, ast.LShift, ast.RShift)
# Calls that give an iterable of the items of their argument.
_SAME_ITEMS = ("sorted", "list", "tuple", "set", "frozenset", "reversed", "iter")


class Types:
    """Answers about the types of expressions in one module; None is always "unknown"."""

    def __init__(
        self, module: ast.Module, scopes: Scopes, parents: Parents, sources: Sources
    ) -> None:
        self._scopes = scopes
        self._parents = parents
        self._sources = sources
        self._settled: dict[Hashable, Type | None] = {}
        self._known: dict[ast.AST | None, Type | None] = {}
        self._guesses: dict[Hashable, Type | None] = {}
        self._guessed = False
        self._depth = 0
        futures = {
            alias.name
            for statement in module.body
            if isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
            for alias in statement.names
        }
        self.divides_exactly = "division" in futures
        self._literal = UNICODE if "unicode_literals" in futures else STR

    def of(self, node: ast.AST | None) -> Type | None:
        """The proven type of an expression."""
        if node not in self._known:
            found = self._infer(node)
            self._known[node] = None if found is _UNDECIDED else found
        return self._known[node]

    def is_a(self, node: ast.AST, *names: str) -> bool:
        """Whether an expression is proven to be of one of these types, or of a subclass."""
        known = self._known
        found = known[node] if node in known else self.of(node)
        if found is None:
            return False
        if found.name in names or found.node is None:
            return found.name in names
        return not self.builtin_bases(found.node).isdisjoint(names)

    def class_of(self, node: ast.AST) -> ast.ClassDef | None:
        """The class of this module of which an expression is proven to be an instance."""
        found = self.of(node)
        return found.node if found is not None else None

    def defines(self, class_: ast.ClassDef, name: str) -> bool | None:
        """Whether a class binds `name` in its body or inherits it; None if bases hide that."""
        known = True
        for one in self.ancestry(class_):
            if not isinstance(one, ast.ClassDef):
                known &= one == "object"
            elif name in self._scopes.scope_of(one.body[0]).stores:
                return True
        return False if known else None

    def ancestry(self, class_: ast.ClassDef | None) -> list[ast.ClassDef | str | None]:
        """A class of the module and all it derives from, nearest first.

        Other bases are given by dotted name ("dict", "collections.OrderedDict"), None if unknown.
        """
        found: list[ast.ClassDef | str | None] = []
        pending: list[ast.ClassDef | str | None] = [class_] if class_ is not None else []
        while pending:
            one = pending.pop(0)
            if one is None or one not in found:
                found.append(one)
                pending.extend(map(self._base, getattr(one, "bases", ())))
        return found

    def builtin_bases(self, class_: ast.ClassDef | None) -> set[str]:
        """The builtin types from which a class of the module derives."""
        bases = {one for one in self.ancestry(class_) if isinstance(one, str)}
        return {FUNCTION_RESULTS.get(base, base).partition(":")[0] for base in bases}

    def _base(self, base: ast.expr) -> ast.ClassDef | str | None:
        if self._scopes.is_builtin(base):
            return base.id
        return self.class_named(base) or self._scopes.imported(base)

    def class_named(self, node: ast.AST) -> ast.ClassDef | None:
        """The one class of this module that a Name stands for."""
        found = self.defined(node)
        return found if isinstance(found, ast.ClassDef) else None

    def defined(self, node: ast.AST | None) -> ast.ClassDef | ast.FunctionDef | None:
        """The one class or function of this module that a Name stands for."""
        if not isinstance(node, ast.Name):
            return None
        only = self._scopes.resolve(node).node
        return only if isinstance(only, (ast.ClassDef, ast.FunctionDef)) else None

    def _infer(self, node: ast.AST | None) -> Type | None:
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                return UNICODE if node.kind == "u" else self._literal
            return _CONSTANT_TYPES.get(type(node.value))
        handler = _HANDLERS.get(type(node))
        if handler is None or self._depth > _DEEPEST:
            return _NODE_TYPES.get(type(node))
        self._depth += 1
        try:
            return handler(self, node)
        finally:
            self._depth -= 1

    def _name(self, node: ast.Name) -> Type | None:
        binding = self._scopes.resolve(node)
        dotted = self._scopes.imported(node)
        if dotted is not None:
            return _result(VALUES.get(dotted))
        if binding.scope is None:
            return BOOL if node.id in ("True", "False") and binding.kind == "builtin" else None
        if binding.scope.kind == "class" or binding.scope.dynamic or binding.uncertain:
            return None
        source, definitions = self._sources.reaching(node, binding)
        found = self._settle((binding.scope, node.id, source), definitions)
        if binding.kind == "global" and self._scopes.scope_of(node) is not binding.scope:
            # Another module may well set a number, a default for instance, to one of another type.
            is_constant = node.id.isupper() and len(definitions) == 1 and found in (INT, FLOAT)
            is_container = found is not None and found.name in _CONTAINERS
            return found if is_constant or is_container else None
        return found

    def _settle(self, key: Hashable, definitions: Iterable[Definition | ast.expr]) -> Type | None:
        """The one type of all definitions of a thing, assuming it while they refer to itself."""
        if key in self._settled:
            return self._settled[key]
        if key in self._guesses:
            self._guessed = True
            return self._guesses[key]
        if len(self._guesses) == _MOST_GUESSES:
            self._guessed = True
            return None
        outermost = not self._guesses
        self._guessed &= not outermost
        found, settled = _UNDECIDED, None
        for _ in range(_MOST_GUESSES):
            self._guesses[key] = found
            settled = self._join([self._bound(one, found) for one in definitions])
            if settled == found or settled is None:
                break
            found, settled = settled, None
        del self._guesses[key]
        if outermost or not self._guessed:
            self._settled[key] = settled
        return settled

    def _bound(self, definition: Definition | ast.expr, so_far: Type | None) -> Type | None:
        """The type that one definition gives, or that of an expression."""
        if isinstance(definition, ast.expr):
            return self._infer(definition)
        node, kind = definition.node, definition.kind
        if kind == "delete":
            return _UNDECIDED
        if kind == "assign":
            value = definition.value
            return self._unpacked(node) if value is None else self._infer(value)
        if kind == "augment":
            statement = self._parents[node]
            assert isinstance(statement, ast.AugAssign)
            return self._operate(statement.op, so_far, self._infer(definition.value))
        if kind in ("for", "comprehension"):
            return self._element(node)
        if kind == "with":
            item = self._parents[node]
            opened = self._infer(getattr(item, "context_expr", None))
            return opened if opened is not None and opened.name == "file" else None
        if kind == "parameter":
            receiver = self._receiver(node)
            arguments = None if receiver else self._sources.arguments(node)
            return self._settle(node, arguments) if arguments else receiver
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return Type(kind) if not node.decorator_list else None
        return None

    def _receiver(self, parameter: ast.AST) -> Type | None:
        """`self`: an instance of the method's class, or of a class derived from it."""
        function = self._parents.function(parameter)
        if function is None or isinstance(function, ast.Lambda) or function.decorator_list:
            return None
        class_ = self._parents.method_class(function)
        if class_ is None:
            return None
        if function.name in ("__new__", "__metaclass__") or parameter is not _first(function.args):
            return None
        if wrappers(function, class_):
            return None
        is_meta = "type" in self.builtin_bases(class_)
        return None if is_meta else Type("instance", class_)

    def _element(self, target: ast.AST) -> Type | None:
        """The type of a loop's variable, where its iterable tells."""
        parent = self._parents[target]
        if not isinstance(parent, ast.Tuple):
            return self._items(getattr(parent, "iter", None))
        walked = getattr(self._parents[parent], "iter", None)
        if not isinstance(walked, ast.Call) or not self._scopes.is_builtin(walked.func):
            return None
        is_count = walked.func.id == "enumerate" and len(walked.args) == 1
        return INT if is_count and parent.elts[0] is target else None

    def _items(self, node: ast.AST | None) -> Type | None:
        """The one type of all items that an iterable gives."""
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)) and node.elts:
            return self._join(map(self._infer, node.elts))
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
            return self._infer(node.elt)
        if not isinstance(node, ast.Call) or not self._scopes.is_builtin(node.func):
            return None
        name, given = node.func.id, node.args
        if name in ("range", "xrange"):
            return INT
        if name in _SAME_ITEMS and given:
            return self._items(given[0])
        if name == "map" and len(given) > 1 and self._scopes.is_builtin(given[0]):
            return _result(FUNCTION_RESULTS.get(given[0].id))
        return None

    def _unpacked(self, target: ast.AST) -> Type | None:
        """The type of a variable to which a part of a value is bound: `a, b = divmod(c, d)`."""
        parts = self._parents[target]
        assign = self._parents.get(parts)
        if not isinstance(parts, ast.Tuple) or not isinstance(assign, ast.Assign):
            return None
        value = assign.value
        if isinstance(value, ast.Call) and self._scopes.is_builtin(value.func):
            if value.func.id == "divmod" and len(value.args) == 2:
                return self._operate(ast.FloorDiv(), *map(self._infer, value.args))
        return self._items(value)

    def _attribute(self, node: ast.Attribute) -> Type | None:
        dotted = self._scopes.imported(node)
        if dotted:
            return _result(VALUES.get(dotted))
        owner = self._infer(node.value)
        if owner is None or owner is _UNDECIDED:
            return owner
        if owner.node is None:
            return _result(ATTRIBUTES.get(owner.name, {}).get(node.attr))
        if any(
            not isinstance(one, ast.ClassDef) and one != "object"
            for one in self.ancestry(owner.node)
        ):
            return None
        stored = self._sources.stored(node.attr)
        return self._settle(node.attr, stored) if stored else None

    def _subscript(self, node: ast.Subscript) -> Type | None:
        owner = self._infer(node.value)
        if owner is None:
            return None
        if isinstance(node.slice, ast.Slice):
            return owner if owner.name in ("list", "tuple") else None
        return INT if owner.name in ("struct_time", "stat_result") else None

    def _call(self, call: ast.Call) -> Type | None:
        function = call.func
        if self._scopes.is_builtin(function):
            return self._builtin(call, function.id)
        defined = self.defined(function)
        if isinstance(defined, ast.ClassDef):
            return self._instance(defined)
        if defined is not None:
            returned = self._sources.returned(defined)
            return self._settle(defined, returned) if returned else None
        dotted = self._scopes.imported(function)
        if dotted is not None:
            return _result(FUNCTION_RESULTS.get(dotted)) if "." in dotted else None
        if isinstance(function, ast.Attribute):
            return self._method(call, function)
        return None

    def _builtin(self, call: ast.Call, name: str) -> Type | None:
        given = [self._infer(argument) for argument in call.args]
        if name == "abs" and given and given[0] in (*_NUMBERS, FRACTION):
            return INT if given[0] == BOOL else given[0]
        if name == "abs" and given == [COMPLEX]:
            return FLOAT
        if name in ("min", "max") and given and not call.keywords:
            joined = self._join(given) if len(given) > 1 else self._items(call.args[0])
            return joined if joined in (*_NUMBERS, FRACTION) else None
        if name == "sum" and given:
            return self._sum(call.args[0], *given[1:])
        if name == "filter" and len(given) == 2 and given[1] in (LIST, DICT):
            return LIST
        return _result(FUNCTION_RESULTS.get(name))

    def _sum(self, items: ast.expr, start: Type | None = INT) -> Type | None:
        """The type of a sum, which is that of its start where there are no items."""
        item = self._items(items)
        is_empty = not isinstance(items, (ast.List, ast.Tuple))
        if is_empty and start in (INT, BOOL) and item not in (INT, BOOL):
            return None
        return self._operate(ast.Add(), start, item)

    def _instance(self, class_: ast.ClassDef) -> Type | None:
        """What calling a class gives, unless a metaclass, `__new__` or a decorator may decide."""
        if class_.keywords or not all(map(_keeps_class, class_.decorator_list)):
            return None
        if self.defines(class_, "__new__") or self.defines(class_, "__metaclass__"):
            return None
        return Type("instance", class_)

    def _method(self, call: ast.Call, method: ast.Attribute) -> Type | None:
        receiver = self._infer(method.value)
        if receiver is None or receiver is _UNDECIDED:
            return receiver
        found = METHOD_RESULTS.get(receiver.name, {}).get(method.attr)
        return receiver if found == "same" else _result(found)

    def _binary(self, node: ast.BinOp) -> Type | None:
        """Operators associate to the left, in chains that may be thousands long."""
        chain = [node]
        while isinstance(chain[-1].left, ast.BinOp):
            chain.append(chain[-1].left)
        found = self._infer(chain[-1].left)
        for one in reversed(chain):
            right = self._infer(one.right)
            is_natural = isinstance(one.right, ast.Constant) and right == INT
            if isinstance(one.op, ast.Pow) and is_natural and found in (INT, BOOL):
                found = INT
            else:
                found = self._operate(one.op, found, right)
        return found

    def _operate(
        self, operation: ast.operator, left: Type | None, right: Type | None
    ) -> Type | None:
        if isinstance(operation, ast.Mod) and left in _STRINGS:
            return UNICODE if UNICODE in (left, right) else STRING
        if _UNDECIDED in (left, right):
            return _UNDECIDED
        if left in _NUMBERS and right in _NUMBERS:
            return self._arithmetic(operation, left, right)
        if left is None or right is None or FRACTION in (left, right):
            return self._half_known(operation, left, right)
        known = OPERATION_RESULTS.get((type(operation).__name__, left.name, right.name))
        if known is not None:
            return Type(known)
        if isinstance(operation, ast.Add):
            if left in _STRINGS and right in _STRINGS:
                return UNICODE if UNICODE in (left, right) else self._join([left, right]) or STRING
            return left if left == right and left in (LIST, TUPLE) else None
        if isinstance(operation, ast.Mult):
            repeatable = (*_STRINGS, LIST, TUPLE)
            if right in (INT, BOOL) and left in repeatable:
                return left
            return right if left in (INT, BOOL) and right in repeatable else None
        return None

    def _half_known(
        self, operation: ast.operator, left: Type | None, right: Type | None
    ) -> Type | None:
        """What comes of an unknown and a number: with a float, no integer; by bits, an integer."""
        if isinstance(operation, _INT_OPERATIONS):
            return INT if INT in (left, right) else None
        if isinstance(operation, ast.Mod) and left is None:
            return None  # it may be formatting
        is_broken = left in (FLOAT, FRACTION) or right in (FLOAT, FRACTION)
        is_numeric = {left, right} <= {None, FRACTION, *_NUMBERS}
        return FRACTION if is_broken and is_numeric else None

    def _arithmetic(self, operation: ast.operator, left: Type, right: Type) -> Type | None:
        if FLOAT in (left, right):
            return None if isinstance(operation, _INT_OPERATIONS) else FLOAT
        if isinstance(operation, ast.Pow):
            return None  # 2 ** -1 is a float
        return FLOAT if isinstance(operation, ast.Div) and self.divides_exactly else INT

    def _unary(self, node: ast.UnaryOp) -> Type | None:
        if isinstance(node.op, ast.Not):
            return BOOL
        operand = self._infer(node.operand)
        return (
            INT
            if operand == BOOL
            else operand if operand in (*_NUMBERS, FRACTION, _UNDECIDED) else None
        )

    def _compare(self, node: ast.Compare) -> Type | None:
        if all(isinstance(operation, _TESTS) for operation in node.ops):
            return BOOL
        operands = [self._infer(one) for one in (node.left, *node.comparators)]
        return BOOL if all(one in (*_NUMBERS, *_STRINGS) for one in operands) else None

    def _choice(self, node: ast.BoolOp | ast.IfExp) -> Type | None:
        parts = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
        return self._join(map(self._infer, parts))

    def _join(self, types: Iterable[Type | None]) -> Type | None:
        decided = {one for one in types if one is not _UNDECIDED}
        if not decided:
            return _UNDECIDED
        if len(decided) == 1:
            return decided.pop()
        if decided == {FLOAT, FRACTION}:
            return FRACTION
        return DICT if all(one is not None and one.name == "dict" for one in decided) else None


def _keeps_class(decorator: ast.expr) -> bool:
    """Whether this is a decorator that gives back the class: migration adds the first itself."""
    name = getattr(decorator, "attr", getattr(decorator, "id", None))
    return name in ("ordered_by_cmp", "total_ordering")


def _first(arguments: ast.arguments) -> ast.arg | None:
    return next(iter([*arguments.posonlyargs, *arguments.args]), None)


def _result(text: str | None) -> Type | None:
    """The type that a table names: "dict:defaultdict" is a dict with a detail."""
    if text is None:
        return None
    name, _, detail = text.partition(":")
    return _SHARED.get(text) or Type(name, detail=detail)


_SHARED = {one.name: one for one in (INT, FLOAT, BOOL, STR, UNICODE, STRING, LIST, TUPLE, DICT)}
_HANDLERS: dict[type, Callable[[Types, Any], Type | None]] = {
    ast.Name: Types._name,
    ast.Attribute: Types._attribute,
    ast.Subscript: Types._subscript,
    ast.Call: Types._call,
    ast.BinOp: Types._binary,
    ast.UnaryOp: Types._unary,
    ast.Compare: Types._compare,
    ast.BoolOp: Types._choice,
    ast.IfExp: Types._choice,
}
