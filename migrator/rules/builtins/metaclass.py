"""__metaclass__ became a keyword of the class statement."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

import libcst as cst

from migrator.facts.effects import subtree
from migrator.facts.walk import Scope
from migrator.module import Module
from migrator.precedence import fit
from migrator.program import bases_of
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.builtins.names import is_spared
from migrator.rules.syntax import building, places

_OLD = "__metaclass__"
_STATEMENTS = (cst.SimpleStatementLine, cst.BaseCompoundStatement)  # what has lines before it
_CANNOT = "Python 3 takes no notice of this: write class Name(..., metaclass=...)"


class Metaclass(Rule):
    """__metaclass__ = M in a class becomes the keyword metaclass=M.

    A class or function `__metaclass__` defined inside moves in front of the class. Where a module
    sets `__metaclass__` for its classes without bases, each of these gets the keyword;
    `__metaclass__ = type`, which makes new-style classes, has nothing left to do. Where the module
    looks for the name in a namespace, the class keeps it as well. A metaclass that is itself no
    `type` is called in a function, since Python 3 compares classes with those of the bases. What
    cannot move (a value made of names of the class's own body, an assignment in a branch) is
    reported.
    """

    code = "BLT170"
    name = "metaclass"
    words = frozenset({_OLD})
    examples = (
        (
            "class Named(type):\n    label = 'named'\n\n\n"
            "class Thing(object):\n"
            "    # all things are named\n"
            "    __metaclass__ = Named\n\n"
            "    size = 1\n\n\n"
            "print Thing.label, Thing.size\n",
            "class Named(type):\n    label = 'named'\n\n\n"
            "class Thing(object, metaclass=Named):\n"
            "    # all things are named\n\n"
            "    size = 1\n\n\n"
            "print(Thing.label, Thing.size)\n",
        ),
        (
            "class Thing:\n    __metaclass__ = type\n\n\nprint type(Thing).__name__\n",
            "class Thing:\n    pass\n\n\nprint(type(Thing).__name__)\n",
        ),
        (
            "class Thing(object):\n"
            "    class __metaclass__(type):\n"
            "        def label(cls):\n"
            "            return cls.__name__\n\n"
            "    size = 1\n\n\n"
            "print Thing.label(), Thing.size\n",
            "class ThingMeta(type):\n"
            "    def label(cls):\n"
            "        return cls.__name__\n\n\n"
            "class Thing(object, metaclass=ThingMeta):\n"
            "    size = 1\n\n\n"
            "print(Thing.label(), Thing.size)\n",
        ),
        (
            "def __metaclass__(name, bases, body):\n    return name\n\n\n"
            "class Thing:\n    size = 1\n\n\n"
            "class Other(object):\n    size = 1\n\n\n"
            "print Thing, Other.size\n",
            "def __metaclass__(name, bases, body):\n    return name\n\n\n"
            "class Thing(metaclass=__metaclass__):\n    size = 1\n\n\n"
            "class Other(object):\n    size = 1\n\n\n"
            "print(Thing, Other.size)\n",
        ),
        (
            "class Made(object):\n    def __init__(self, name, bases, body):\n"
            "        self.name = name\n\n\n"
            "class Thing(object):\n    __metaclass__ = Made\n    size = 1\n\n\nprint Thing.name\n",
            "class Made(object):\n    def __init__(self, name, bases, body):\n"
            "        self.name = name\n\n\n"
            "class Thing(object, metaclass=lambda *args: Made(*args)):\n    size = 1\n\n\n"
            "print(Thing.name)\n",
        ),
        (
            "class Meta(type):\n    def __new__(meta, name, bases, names):\n"
            "        names['first'] = '__metaclass__' in names\n"
            "        return type.__new__(meta, name, bases, names)\n\n\n"
            "class Base(object):\n    __metaclass__ = Meta\n\n\nclass Other(Base):\n    pass\n\n\n"
            "print Base.first, Other.first\n",
            "class Meta(type):\n    def __new__(meta, name, bases, names):\n"
            "        names['first'] = '__metaclass__' in names\n"
            "        return type.__new__(meta, name, bases, names)\n\n\n"
            "class Base(object, metaclass=Meta):\n    __metaclass__ = Meta\n\n\n"
            "class Other(Base):\n    pass\n\n\nprint(Base.first, Other.first)\n",
        ),
    )
    leave_alone = (
        "__metaclass__ = type\n\n\nclass Thing:\n    size = 1\n\n\nprint(Thing.size)\n",
        "class Thing(object):\n    def label(self):\n        __metaclass__ = 5\n"
        "        return __metaclass__\n\n\nprint(Thing().label())\n",
        "print(['__metaclass__'])\n",
        "print(globals().get('__metaclass__'))\n",
        "class Meta(type):\n    pass\n\n\nclass Thing(object, metaclass=Meta):\n"
        "    __metaclass__ = Meta\n\n\nprint(type(Thing) is Meta)\n",
        "class Thing(object):\n    labels = {'__metaclass__': 1}\n\n\nprint(Thing.labels)\n",
    )

    def __init__(self, module: Module) -> None:
        super().__init__(module)
        self._values: dict[ast.AST, cst.BaseExpression] = {}
        self._hoisted: dict[ast.AST, cst.ClassDef | cst.FunctionDef] = {}

    def sites(self) -> Iterable[int]:
        """A class is rewritten as a whole."""
        yield from map(self.module.lowered.carrier_offset, self.module.words.get(_OLD, ()))
        for scope in self.module.facts.walk.scopes:
            tree = scope.node
            if isinstance(tree, ast.ClassDef) and (_OLD in scope.stores or self._inherits(tree)):
                yield self.module.offset_of(tree)

    def leave_Assign(
        self, original_node: cst.Assign, updated_node: cst.Assign
    ) -> cst.Assign | cst.RemovalSentinel:
        name = self.module.at(original_node.targets[0].target)
        scope = self._class_scope(name)
        if scope is None:
            return updated_node
        if not self._may_move(scope):
            self.module.report(self, original_node.targets[0].target, _CANNOT)
            return updated_node
        self._values[scope.node] = updated_node.value
        return updated_node if self._is_asked else cst.RemoveFromParent()

    @cached_property
    def _is_asked(self) -> bool:
        """Whether the module looks for the name in what a function is given, as metaclasses are."""
        scopes = self.module.facts.scopes
        for compare in self.module.facts.walk.of(ast.Compare):
            match compare:
                case ast.Compare(ast.Constant("__metaclass__"), [ast.In()], [ast.Name() as where]):
                    if isinstance(scopes.resolve(where).node, ast.arg):
                        return True
        return False

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.RemovalSentinel:
        return self._hoist(original_node, updated_node)

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef | cst.RemovalSentinel | cst.FlattenSentinel:
        moved = self._hoist(original_node, updated_node)
        tree = self.module.at(original_node)
        if moved is not updated_node or not isinstance(tree, ast.ClassDef):
            return moved
        if tree in self._hoisted:
            nested = self.module.facts.scopes.scope_of(tree) is not self.module.facts.scopes.module
            return self._after(self._hoisted[tree], updated_node, 1 if nested else 2)
        if tree in self._values:
            new = updated_node if self._is_asked else _tidy(original_node, updated_node)
            if self.module.is_builtin(_value_of(original_node), "type"):
                return new
            return _with_metaclass(new, self._called(tree, original_node, self._values[tree]))
        if self._inherits(tree) and not is_spared(self.module, tree, "NameError"):
            return _with_metaclass(updated_node, cst.Name(_OLD))
        return updated_node

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        """`Thing.__metaclass__` is the type of the class."""
        if original_node.attr.value != _OLD:
            return updated_node
        attribute = self.module.at(original_node)
        if self._is_of_class(attribute) and self._is_type_free(original_node):
            call = cst.Call(cst.Name("type"), [building.argument(updated_node.value)])
            return call.with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)
        message = "classes have no attribute __metaclass__ in Python 3: ask type(cls)"
        self.module.report(self, original_node, message)
        return updated_node

    def _called(
        self, tree: ast.ClassDef, original: cst.ClassDef, value: cst.BaseExpression
    ) -> cst.BaseExpression:
        """The metaclass `value`, of which Python 3 shall not see that it is a class but no `type`."""
        node = self.module.at(_value_of(original))
        if not tree.bases or not self._is_no_type(node):
            return value
        reason = (
            "the metaclass does not derive from type, as Python 3 has those of other classes do"
        )
        self.module.decide(self, original, "called", Level.PROVEN, reason)
        lambda_ = cst.ensure_type(cst.parse_expression("lambda *args: _(*args)"), cst.Lambda)
        return lambda_.with_deep_changes(lambda_.body, func=fit(lambda_.body, "func", value))

    def _is_no_type(self, value: ast.AST) -> bool:
        """Whether an expression is a class of the program that does not derive from `type`."""
        types, project = self.module.facts.types, self.module.project
        if (own := types.class_named(value)) is not None:
            return types.defines(own, "mro") is False
        names = self.module.facts.scopes.imports(value)
        return len(names) == 1 and bases_of(project, names[0], self.module.path) <= {"object"}

    def _is_of_class(self, attribute: ast.AST | None) -> bool:
        """Whether an attribute is asked of a class of the module, by its name."""
        if not isinstance(attribute, ast.Attribute) or not isinstance(attribute.ctx, ast.Load):
            return False
        if not isinstance(attribute.value, ast.Name):
            return False
        definitions = self.module.facts.scopes.resolve(attribute.value).definitions
        return len(definitions) == 1 and isinstance(definitions[0].node, ast.ClassDef)

    def _is_type_free(self, place: cst.CSTNode) -> bool:
        return places.is_builtin_there(self.module, "type", place)

    def _hoist(self, original, updated):
        """Take a definition of `__metaclass__` out of its class."""
        if original.name.value != _OLD:
            return updated
        scope = self._class_scope(self.module.at(original))
        if scope is None:
            return updated
        if not self._may_move(scope):
            self.module.report(self, original, _CANNOT)
            return updated
        self._hoisted[scope.node] = updated
        return cst.RemoveFromParent()

    def _after(self, meta, updated: cst.ClassDef, lines: int) -> cst.FlattenSentinel:
        """The definition that was taken out of a class, and `lines` below it the class."""
        name = f"{updated.name.value}Meta"
        while name in self.module.words:
            name = f"_{name}"
        first = meta.with_changes(
            name=cst.Name(name),
            leading_lines=[*updated.leading_lines, *_comments(meta.leading_lines)],
        )
        empty = [cst.EmptyLine(indent=False)] * lines
        top, *rest = updated.body.body
        assert isinstance(top, _STATEMENTS)
        body = [top.with_changes(leading_lines=_comments(top.leading_lines)), *rest]
        second = updated.with_changes(
            leading_lines=empty, body=updated.body.with_changes(body=body)
        )
        return cst.FlattenSentinel([first, _with_metaclass(second, cst.Name(name))])

    def _class_scope(self, tree: ast.AST | None) -> Scope | None:
        """The scope of the class in whose body `tree` binds `__metaclass__`."""
        if tree is None or getattr(tree, "id", getattr(tree, "name", "")) != _OLD:
            return None
        scope = self.module.facts.scopes.scope_of(tree)
        if not isinstance(scope.node, ast.ClassDef) or is_spared(self.module, tree, "NameError"):
            return None
        is_made = any(one.arg == "metaclass" for one in scope.node.keywords)
        return None if is_made else scope

    def _may_move(self, scope: Scope) -> bool:
        """Whether what a class body calls `__metaclass__` can be made outside of it."""
        facts = self.module.facts
        bound = scope.stores[_OLD]
        statement = facts.parents.statement(bound[0])
        if statement is None or facts.parents.get(statement) != scope.node:
            return False
        if len(bound) > 1 or scope.loads.get(_OLD):
            return False
        if isinstance(statement, ast.Assign):
            if statement.targets != bound:
                return False
            roots: list[ast.AST] = [statement.value]
        else:
            roots = [statement]
        return not any(
            isinstance(node, ast.Name) and facts.scopes.resolve(node).scope is scope
            for node in subtree(roots)
        )

    def _inherits(self, tree: ast.ClassDef) -> bool:
        """Whether the module's `__metaclass__` makes this class, and is more than `type`."""
        scopes = self.module.facts.scopes
        found = scopes.lookup(scopes.module, _OLD).definitions
        own = scopes.scope_of(tree.body[0])
        if not found or tree.bases or tree.keywords or _OLD in own.stores:
            return False
        in_function = self.module.facts.parents.function(tree) is not None
        is_below = self.module.offset_of(found[0].node) > self.module.offset_of(tree)
        if is_below and not in_function:
            return False
        return not all(scopes.is_builtin(one.value) and one.value.id == "type" for one in found)


def _value_of(node: cst.ClassDef) -> cst.BaseExpression:
    """The value of the assignment to `__metaclass__` in the body of a class."""
    for line in node.body.body:
        for statement in getattr(line, "body", None) or [line]:
            if isinstance(statement, cst.Assign):
                target = statement.targets[0].target
                if isinstance(target, cst.Name) and target.value == _OLD:
                    return statement.value
    raise AssertionError("the class has one")


def _with_metaclass(node: cst.ClassDef, value: cst.BaseExpression) -> cst.ClassDef:
    bases = list(node.bases)
    if bases and isinstance(bases[-1].comma, cst.Comma):
        bases[-1] = bases[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    tight = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    keyword = cst.Arg(value, cst.Name("metaclass"), tight)
    return node.with_changes(bases=bases, keywords=[keyword])


def _tidy(original: cst.ClassDef, updated: cst.ClassDef) -> cst.ClassDef:
    """Without the empty line that parted the assignment, as the first thing, from the rest."""
    first = original.body.body[0]
    if not isinstance(first, cst.SimpleStatementLine) or not isinstance(first.body[0], cst.Assign):
        return updated
    if first.body[0].value is not _value_of(original):
        return updated
    top, *rest = updated.body.body
    assert isinstance(top, _STATEMENTS)
    if any(line.comment for line in top.leading_lines):
        return updated
    body = [top.with_changes(leading_lines=[]), *rest]
    return updated.with_changes(body=updated.body.with_changes(body=body))


def _comments(lines: Iterable[cst.EmptyLine]) -> list[cst.EmptyLine]:
    return [line for line in lines if line.comment]
