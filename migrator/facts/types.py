"""What type an expression has, where the text of the module proves it.

A modest inference: literals, displays, calls of builtins, arithmetic of what is proven, and local
variables all of whose bindings have one type. Attributes, parameters and results of functions are
unknown, and so is what other modules may rebind. An accumulator `x = 0` to which something unknown
is added is unknown, too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from migrator.facts.parents import Parents
from migrator.facts.results import FUNCTION_RESULTS, METHOD_RESULTS, VALUES
from migrator.facts.scopes import Binding, Definition, Scopes
from migrator.python2 import tree


@dataclass(frozen=True)
class Type:
    """A type by its name in Python 2, or an instance of the module's own class `node`.

    "int" is int or long, "string" is str or unicode, "dict" also its subclasses in `collections`,
    with `detail` telling which.
    """

    name: str
    node: ast.ClassDef | None = None
    detail: str = ""

    def __str__(self) -> str:
        return self.detail or self.name


INT, FLOAT, BOOL, STR, UNICODE = map(Type, ("int", "float", "bool", "str", "unicode"))
STRING, LIST, TUPLE, DICT = map(Type, ("string", "list", "tuple", "dict"))
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
_CONSTANT_TYPES = {bool: BOOL, int: INT, float: FLOAT, complex: Type("complex"), bytes: STR}
_TESTS = (ast.In, ast.NotIn, ast.Is, ast.IsNot)
_INT_OPERATIONS = (ast.BitAnd, ast.BitOr, ast.BitXor, ast.LShift, ast.RShift)


class Types:
    """Answers about the types of expressions in one module; None is always "unknown"."""

    def __init__(self, module: ast.Module, scopes: Scopes, parents: Parents) -> None:
        self._scopes = scopes
        self._parents = parents
        self._variables: dict[tuple, Type | None] = {}
        self._guesses: dict[tuple, Type | None] = {}
        self._guessed = False
        self._depth = 0
        futures = {
            alias.name
            for statement in module.body
            if isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
            for alias in statement.names
        }
        self._true_division = "division" in futures
        self._literal = UNICODE if "unicode_literals" in futures else STR

    def of(self, node: ast.AST | None) -> Type | None:
        """The proven type of an expression."""
        found = self._infer(node)
        return None if found is _UNDECIDED else found

    def is_a(self, node: ast.AST, *names: str) -> bool:
        """Whether an expression is proven to be of one of these types, or of a subclass."""
        found = self.of(node)
        if found is None:
            return False
        return found.name in names or bool(self.builtin_bases(found.node) & set(names))

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
        return self._class_named(base) or self._scopes.imported(base)

    def _class_named(self, node: ast.AST) -> ast.ClassDef | None:
        """The one class of this module that a Name stands for."""
        if not isinstance(node, ast.Name):
            return None
        definitions = self._scopes.resolve(node).definitions
        only = definitions[0].node if len(definitions) == 1 else None
        return only if isinstance(only, ast.ClassDef) else None

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
        if binding.scope is None:
            return BOOL if node.id in ("True", "False") and binding.kind == "builtin" else None
        if binding.scope.kind == "class" or binding.scope.dynamic or binding.uncertain:
            return None
        found = self._variable(binding)
        if binding.kind == "global" and self._scopes.scope_of(node) is not binding.scope:
            # Another module may well set a number, a default for instance, to one of another type.
            return found if found is not None and found.name in _CONTAINERS else None
        return found

    def _variable(self, binding: Binding) -> Type | None:
        """The one type of all bindings of a variable, assuming it while they refer to itself."""
        key = (binding.scope, binding.name)
        if key in self._variables:
            return self._variables[key]
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
            settled = self._join([self._bound(one, found) for one in binding.definitions])
            if settled == found or settled is None:
                break
            found, settled = settled, None
        del self._guesses[key]
        if outermost or not self._guessed:
            self._variables[key] = settled
        return settled

    def _bound(self, definition: Definition, so_far: Type | None) -> Type | None:
        """The type that one binding gives its variable."""
        node, kind = definition.node, definition.kind
        if kind == "delete":
            return _UNDECIDED
        if kind == "assign" and definition.value is not None:
            return self._infer(definition.value)
        if kind == "augment":
            operation = self._parents[node].op
            return self._operate(operation, so_far, self._infer(definition.value))
        if kind in ("for", "comprehension"):
            return self._element(node)
        if kind == "with":
            item = self._parents[node]
            opened = self._infer(getattr(item, "context_expr", None))
            return opened if opened is not None and opened.name == "file" else None
        if kind == "parameter":
            return self._receiver(node)
        return Type(kind) if kind in ("function", "class") and not node.decorator_list else None

    def _receiver(self, parameter: ast.AST) -> Type | None:
        """`self`: an instance of the method's class, or of a class derived from it."""
        function = self._parents.function(parameter)
        class_ = self._parents.method_class(function)
        if class_ is None or isinstance(function, ast.Lambda) or function.decorator_list:
            return None
        if function.name in ("__new__", "__metaclass__") or parameter is not _first(function.args):
            return None
        is_meta = "type" in self.builtin_bases(class_)
        return None if is_meta else Type("instance", class_)

    def _element(self, target: ast.Name) -> Type | None:
        """The type of a loop's variable, where its iterable tells."""
        parent = self._parents[target]
        loop = self._parents[parent] if isinstance(parent, ast.Tuple) else parent
        walked = getattr(loop, "iter", None)
        if isinstance(walked, ast.Call) and self._scopes.is_builtin(walked.func):
            name = walked.func.id
            if loop is parent:
                return INT if name in ("range", "xrange") else None
            return INT if name == "enumerate" and parent.elts[0] is target else None
        if loop is parent and isinstance(walked, (ast.List, ast.Tuple)) and walked.elts:
            return self._join(map(self._infer, walked.elts))
        return None

    def _attribute(self, node: ast.Attribute) -> Type | None:
        dotted = self._scopes.imported(node)
        return _result(VALUES.get(dotted)) if dotted else None

    def _call(self, call: ast.Call) -> Type | None:
        function = call.func
        if self._scopes.is_builtin(function):
            return self._builtin(call, function.id)
        class_ = self._class_named(function)
        if class_ is not None:
            return self._instance(class_)
        dotted = self._scopes.imported(function)
        if dotted is not None:
            return _result(FUNCTION_RESULTS.get(dotted)) if "." in dotted else None
        if isinstance(function, ast.Attribute):
            return self._method(call, function)
        return None

    def _builtin(self, call: ast.Call, name: str) -> Type | None:
        given = [self._infer(argument) for argument in call.args]
        if name == "abs" and given and given[0] in _NUMBERS:
            return INT if given[0] == BOOL else given[0]
        if name in ("min", "max") and len(given) > 1 and not call.keywords:
            joined = self._join(given)
            return joined if joined in _NUMBERS else None
        if name == "filter" and len(given) == 2 and given[1] in (LIST, DICT):
            return LIST
        return _result(FUNCTION_RESULTS.get(name))

    def _instance(self, class_: ast.ClassDef) -> Type | None:
        """What calling a class gives, unless a metaclass, `__new__` or a decorator may decide."""
        if class_.decorator_list or class_.keywords:
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
        if left is None or right is None:
            is_formatting = isinstance(operation, ast.Mod) and left in _STRINGS
            return (UNICODE if left == UNICODE else STRING) if is_formatting else None
        if _UNDECIDED in (left, right):
            return _UNDECIDED
        if left in _NUMBERS and right in _NUMBERS:
            return self._arithmetic(operation, left, right)
        if isinstance(operation, ast.Mod) and left in _STRINGS:
            return UNICODE if UNICODE in (left, right) else STRING
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

    def _arithmetic(self, operation: ast.operator, left: Type, right: Type) -> Type | None:
        if FLOAT in (left, right):
            return None if isinstance(operation, (*_INT_OPERATIONS, ast.Pow)) else FLOAT
        if isinstance(operation, ast.Pow):
            return None  # 2 ** -1 is a float
        return FLOAT if isinstance(operation, ast.Div) and self._true_division else INT

    def _unary(self, node: ast.UnaryOp) -> Type | None:
        if isinstance(node.op, ast.Not):
            return BOOL
        operand = self._infer(node.operand)
        return INT if operand == BOOL else operand if operand in (*_NUMBERS, _UNDECIDED) else None

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
        return DICT if all(one is not None and one.name == "dict" for one in decided) else None


def _first(arguments: ast.arguments) -> ast.arg | None:
    return next(iter([*arguments.posonlyargs, *arguments.args]), None)


def _result(text: str | None) -> Type | None:
    """The type that a table names: "dict:defaultdict" is a dict with a detail."""
    if text is None:
        return None
    name, _, detail = text.partition(":")
    return _SHARED.get(text) or Type(name, detail=detail)


_SHARED = {one.name: one for one in (INT, FLOAT, BOOL, STR, UNICODE, STRING, LIST, TUPLE, DICT)}
_HANDLERS = {
    ast.Name: Types._name,
    ast.Attribute: Types._attribute,
    ast.Call: Types._call,
    ast.BinOp: Types._binary,
    ast.UnaryOp: Types._unary,
    ast.Compare: Types._compare,
    ast.BoolOp: Types._choice,
    ast.IfExp: Types._choice,
}
