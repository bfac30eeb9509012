"""What code asks about the type of a string: `isinstance(x, str)`, `type(x) is type(u'')`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from migrator.facts import Facts
from migrator.facts.effects import subtree

LiteralKind = Callable[[ast.Constant], str]
EQUALITIES = (ast.Is, ast.IsNot, ast.Eq, ast.NotEq)
_ENDS = (ast.Return, ast.Raise, ast.Continue, ast.Break)
_NAMES = {name: name for name in ("str", "bytes", "unicode", "basestring")}
_NAMES |= {"StringType": "str", "UnicodeType": "unicode", "StringTypes": "basestring"}
_LITERALS = {"native": "str", "bytes": "bytes", "unicode": "unicode"}


@dataclass(frozen=True)
class Question:
    """Whether a value is of a type: `type` is the expression of the type, `kind` what that is in
    Python 2, "str", "bytes", "unicode" or "basestring"; `is_negated` for `is not` and the like.
    """

    value: ast.expr
    type: ast.expr
    kind: str
    is_negated: bool = False

    @property
    def name(self) -> str | None:
        """The name of the variable that is asked about, if it is one."""
        return self.value.id if isinstance(self.value, ast.Name) else None


def asked(test: ast.AST | None, kind_of: LiteralKind) -> Question | None:
    """What a test asks of a value; `kind_of` tells "native", "unicode" or "bytes" of literals."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = asked(test.operand, kind_of)
        return inner and replace(inner, is_negated=not inner.is_negated)
    for value, named in _sides(test):
        if (kind := _kind(named, kind_of)) is not None:
            operation = test.ops[0] if isinstance(test, ast.Compare) else None
            return Question(value, named, kind, isinstance(operation, (ast.IsNot, ast.NotEq)))
    return None


def _sides(test: ast.AST | None) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What may be a value that is asked about and what may be the type, in either order."""
    if is_call(test, "isinstance", 2):
        yield test.args[0], test.args[1]
    elif isinstance(test, ast.Compare) and isinstance(test.ops[0], EQUALITIES):
        if len(test.ops) == 1:
            for one, other in (
                (test.left, test.comparators[0]),
                (test.comparators[0], test.left),
            ):
                if is_call(one, "type", 1):
                    yield one.args[0], other


def is_call(node: ast.AST | None, name: str, count: int) -> TypeGuard[ast.Call]:
    """Whether a node calls what has a name with so many arguments."""
    return (
        isinstance(node, ast.Call)
        and getattr(node.func, "id", None) == name
        and len(node.args) == count
        and not node.keywords
    )


def _kind(named: ast.expr, kind_of: LiteralKind) -> str | None:
    """The type that an expression names."""
    if is_call(named, "type", 1):
        literal = named.args[0]
        if isinstance(literal, ast.Constant) and isinstance(literal.value, (str, bytes)):
            return _LITERALS[kind_of(literal)]
        return None
    return _NAMES.get(getattr(named, "id", "") or getattr(named, "attr", ""))


_CONTAINERS = dict.fromkeys(("list", "tuple", "set", "frozenset", "ListType", "TupleType"), "list")
_CONTAINERS |= dict.fromkeys(("dict", "DictType"), "dict")


def container_asked(test: ast.AST | None) -> tuple[str, str] | None:
    """The variable of which a test asks whether it is a list or a dict, and which of both.

    `isinstance(x, (list, tuple))`, `type(x) is list`; sets and tuples are lists (see `cells.Shape`).
    """
    for value, named in _sides(_compared(test)):
        if isinstance(value, ast.Name):
            types = named.elts if isinstance(named, ast.Tuple) else [named]
            names = [getattr(one, "id", "") or getattr(one, "attr", "") for one in types]
            kinds = {_CONTAINERS.get(name) for name in names}
            if len(kinds) == 1 and (kind := kinds.pop()) is not None:
                return value.id, kind
    return None


def asserted(statement: ast.stmt) -> ast.expr | None:
    """What must be so where the code goes on behind a statement."""
    if isinstance(statement, ast.Assert):
        return statement.test
    call = statement.value if isinstance(statement, ast.Expr) else None
    if _calls_one_of(call, _TRUE) and call.args:
        return call.args[0]
    compared = _compared(call)
    return compared if isinstance(compared, ast.Compare) else None


def _compared(test: ast.AST | None) -> ast.AST | None:
    """`a == b` for `self.assertEqual(a, b)`, anything else as it is."""
    if _calls_one_of(test, _EQUAL) and len(test.args) > 1:
        return ast.Compare(test.args[0], [ast.Eq()], test.args[1:2])
    return test


def _calls_one_of(node: ast.AST | None, names: frozenset[str]) -> TypeGuard[ast.Call]:
    """Whether a node calls a method of one of some names."""
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") in names


_TRUE = frozenset("assertTrue assert_ failUnless".split())
_EQUAL = frozenset("assertEqual assertEquals failUnlessEqual".split())


def type_tests(facts: Facts) -> Iterator[ast.expr]:
    """What may be a test of a module for the type of a value."""
    for scope in facts.walk.scopes:
        for name in ("isinstance", "type"):
            for load in scope.loads.get(name, ()):
                call = facts.parents.get(load)
                test = facts.parents.get(call) if name == "type" else call
                if isinstance(test, ast.expr):
                    yield test


def questions(facts: Facts, kind_of: LiteralKind) -> Iterator[tuple[ast.expr, Question]]:
    """The tests of a module that ask for the type of a string, and what they ask."""
    for test in type_tests(facts):
        if (question := asked(test, kind_of)) is not None:
            yield test, question


def tells_apart(facts: Facts, test: ast.expr, question: Question) -> bool:
    """Whether a question shows that a variable holds text or bytes.

    So does one for `unicode`, and one for `str` of what is decoded if it is that, or encoded if it
    is not.
    """
    if question.name is None or question.kind not in ("str", "unicode"):
        return False
    if question.kind == "unicode":
        return True
    around = facts.parents.get(test)
    is_negated = question.is_negated
    while isinstance(around, (ast.UnaryOp, ast.BoolOp)):
        is_negated ^= isinstance(getattr(around, "op", None), ast.Not)
        test, around = around, facts.parents.get(around)
    if not isinstance(around, (ast.If, ast.IfExp)) or around.test is not test:
        return False
    yes, no = _blocks(facts, around)
    if is_negated:
        yes, no = no, yes
    name = question.name
    return any(_decodes(node, name) for node in subtree(yes)) or any(
        _has(node, "encode", name) for node in subtree(no)
    )


def _blocks(
    facts: Facts, choice: ast.If | ast.IfExp
) -> tuple[Sequence[ast.AST], Sequence[ast.AST]]:
    """What runs where a test is true, and where it is false."""
    if isinstance(choice, ast.IfExp):
        return [choice.body], [choice.orelse]
    rest = choice.orelse
    block = getattr(facts.parents[choice], "body", None)
    if isinstance(choice.body[-1], _ENDS) and isinstance(block, list) and choice in block:
        rest = rest + block[block.index(choice) + 1 :]
    return choice.body, rest


def _decodes(node: ast.AST, name: str) -> bool:
    """Whether a node is `name.decode(...)` or `unicode(name, ...)`."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "unicode" and node.args:
        return getattr(node.args[0], "id", None) == name
    return _has(node, "decode", name)


def _has(node: ast.AST, attribute: str, name: str) -> bool:
    """Whether a node is `name.attribute`."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr == attribute
        and getattr(node.value, "id", None) == name
    )


_CONVERTING = {"str": "encode", "bytes": "decode"}


def converts_if_need_be(function: ast.FunctionDef, kind_of: LiteralKind) -> bool:
    """Whether a function is one of Python 3 that converts what is of one type only.

    `return value.encode(codec) if isinstance(value, str) else value` is how migration writes it;
    `try: return bytes(value, codec)` how code that runs on both does.
    """
    if any(map(_tries_python3, function.body)):
        return True
    returned = getattr(function.body[-1], "value", None)
    if not isinstance(returned, ast.IfExp) or not isinstance(returned.body, ast.Call):
        return False
    question = asked(returned.test, kind_of)
    if question is None or question.name is None or question.is_negated:
        return False
    method = _CONVERTING.get(question.kind)
    return method is not None and _has(returned.body.func, method, question.name)


def _tries_python3(statement: ast.stmt) -> bool:
    """Whether a statement tries to return `bytes(value, codec)` or `str(value, codec)`, an error in 2."""
    returned = statement.body[-1] if isinstance(statement, ast.Try) else None
    call = returned.value if isinstance(returned, ast.Return) else None
    return any(is_call(call, name, 2) for name in _CONVERTING)


def tells_of_python3(facts: Facts, kind_of: LiteralKind) -> bool:
    """Whether the code encodes what it finds to be `str`, or decodes what is `bytes`.

    It then speaks of Python 3's text and bytes.
    """
    return any(
        _has(node, _CONVERTING[question.kind], question.name)
        for test, question in questions(facts, kind_of)
        if question.kind in _CONVERTING and question.name is not None
        for node in ast.walk(facts.parents.statement(test) or test)
    )
