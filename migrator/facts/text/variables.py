"""One cell for each run of values of a variable: `s = s.decode('utf-8')` makes another of `s`.

Bindings that may reach one load have one cell. Only variables of one function, or of the module
where no function uses them, are told apart; all others have one cell each.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property

from migrator.facts import Facts
from migrator.facts.text.cells import BYTES, STRING, TEXT, Cell, Graph
from migrator.facts.text.costs import FIRM, HINT
from migrator.facts.text.questions import (
    EQUALITIES,
    LiteralKind,
    asked,
    asserted,
    container_asked,
    questions,
    tells_apart,
    type_tests,
)
from migrator.facts.walk import CHILDREN, FUNCTIONS, Comprehension, Scope

Environment = dict[str, Cell]
_INNER = (*FUNCTIONS, ast.ClassDef)


class Variables:
    """Cells of Name nodes and parameters."""

    def __init__(self, facts: Facts, graph: Graph, kind_of: LiteralKind) -> None:
        self.facts = facts
        self.graph = graph
        self.kind_of = kind_of
        self._nodes: dict[ast.AST, Cell] = {}
        self._whole: dict[tuple[Scope | None, str], Cell] = {}
        asking = [
            (test, one, (self._owner(one.value, one.name), one.name))
            for test, one in questions(facts, kind_of)
            if one.name is not None
        ]
        self._asked = {variable for _, _, variable in asking}
        self.mixed = {variable for test, one, variable in asking if tells_apart(facts, test, one)}
        self._held = {
            (self._owner(test, found[0]), found[0])
            for test in type_tests(facts)
            if (found := container_asked(test)) is not None
        }
        self.either: list[tuple[Cell, Cell, Cell]] = []  # what is a container, or else the rest
        self.settled: set[ast.AST] = set()  # names of such variables, where one of both is left
        for scope in facts.walk.scopes:
            if scope.kind in ("function", "module"):
                names = self._splittable(scope)
                if names:
                    _Run(self, scope, names).run()

    def cell(self, node: ast.Name | ast.arg) -> Cell:
        """The cell of what a Name or parameter refers to."""
        if node in self._nodes:
            return self._nodes[node]
        if isinstance(node, ast.Name):
            return self.named(self.facts.scopes.scope_of(node), node.id)
        return self.named(self.facts.scopes.scope_of(node), node.arg)

    def named(self, scope: Scope, name: str) -> Cell:
        """The cell of a variable that is not told apart."""
        owner = self.facts.scopes.lookup(scope, name).scope
        return self._whole.setdefault((owner, name), Cell())

    def is_mixed(self, node: ast.AST) -> bool:
        """Whether a Name or parameter may be text or bytes, which the code tells apart."""
        return node not in self.settled and self._is_among(self.mixed, node)

    def is_asked(self, node: ast.AST) -> bool:
        """Whether the code asks of the variable of a Name or parameter whether it is a string."""
        return self._is_among(self._asked, node)

    def _is_among(self, variables: set[tuple[Scope | None, str]], node: ast.AST) -> bool:
        name = getattr(node, "id", None) or getattr(node, "arg", None)
        return name is not None and (self._owner(node, name), name) in variables

    def _owner(self, node: ast.AST, name: str) -> Scope | None:
        scopes = self.facts.scopes
        return scopes.lookup(scopes.scope_of(node), name).scope

    def _splittable(self, scope: Scope) -> set[str]:
        """The names bound more than once, or asked what they are, that no inner function sees."""
        asked = self.mixed | self._asked | self._held
        names = {
            name
            for name, stores in scope.stores.items()
            if (len(stores) > 1 or (scope, name) in asked)
            and all(isinstance(node, (ast.Name, ast.arg)) for node in stores)
        }
        return {name for name in names if (scope, name) not in self._seen_inside}

    @cached_property
    def _seen_inside(self) -> set[tuple[Scope | None, str]]:
        """The variables that an inner scope uses, other than a comprehension."""
        lookup = self.facts.scopes.lookup
        return {
            (owner, name)
            for scope in self.facts.walk.scopes
            if scope.kind != "comprehension"
            for name in {*scope.loads, *scope.globals, *scope.nonlocals}
            if (owner := lookup(scope, name).scope) is not scope
        }

    def known(self, node: ast.AST) -> Cell | None:
        """The cell of a Name or parameter of a variable that is told apart."""
        return self._nodes.get(node)

    def put(self, node: ast.AST, cell: Cell) -> None:
        self._nodes[node] = cell


def _names(nodes: Iterable[ast.AST]) -> list[ast.Name]:
    """All names in some statements."""
    return [one for node in nodes for one in ast.walk(node) if isinstance(one, ast.Name)]


def _coded(block: Iterable[ast.stmt]) -> set[str]:
    """The variables that statements encode or decode."""
    return {
        target.id
        for statement in block
        for node in ast.walk(statement)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name) and _is_coding(node.value.func, target.id)
    }


def _is_coding(function: ast.expr, name: str) -> bool:
    match function:
        case ast.Attribute(ast.Name(owner), "encode" | "decode"):
            return owner == name
    return False


def _compared_with_none(test: ast.expr) -> str | None:
    """The variable that a test compares with None."""
    if not isinstance(test, ast.Compare) or not isinstance(test.left, ast.Name):
        return None
    is_none = len(test.ops) == 1 and getattr(test.comparators[0], "value", ...) is None
    return test.left.id if is_none and isinstance(test.ops[0], EQUALITIES) else None


class _Run:
    """Follows the statements of one scope in the order in which they run."""

    def __init__(self, variables: Variables, scope: Scope, names: set[str]) -> None:
        self.variables = variables
        self.graph = variables.graph
        self.scope = scope
        self.names = names
        self.first: set[Cell] = set()  # of what a function is given
        self.settled: set[Cell] = set()  # of what was told apart
        self.loops: list[tuple[list[Environment], list[Environment]]] = []

    def run(self) -> None:
        env = {name: Cell() for name in self.names}
        self.first.update(env.values())
        node = self.scope.node
        for name in self.names:
            for store in self.scope.stores[name]:
                if isinstance(store, ast.arg):
                    self.variables.put(store, env[name])
        if isinstance(node, ast.Lambda):
            self._read(node.body, env)
        elif isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef)):
            self._block(node.body, env)

    def _block(self, block: Iterable[ast.stmt], env: Environment | None) -> Environment | None:
        """The environment after a block, None where it never ends."""
        for statement in block:
            if env is None:
                env = {name: Cell() for name in self.names}
            env = self._statement(statement, env)
        return env

    def _statement(self, node: ast.stmt, env: Environment) -> Environment | None:
        if isinstance(node, ast.If):
            return self._if(node, env)
        if isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            return self._loop(node, env)
        if isinstance(node, ast.Try):
            return self._try(node, env)
        if isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                env = self._read(item, env)
            return self._block(node.body, env)
        if isinstance(node, _INNER):
            for part in [*node.decorator_list, *getattr(node, "bases", ())]:
                self._read(part, env)
            for part in getattr(getattr(node, "args", None), "defaults", ()):
                self._read(part, env)
            return env
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            if node.value is not None:
                self._read(node.value, env)
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                env = self._read(target, env, fresh=not isinstance(node, ast.AugAssign))
            return env
        env = self._read(node, env)
        if (test := asserted(node)) is not None:
            env = self._branches(test, env)[0]
        if isinstance(node, (ast.Break, ast.Continue)) and self.loops:
            self.loops[-1][isinstance(node, ast.Break)].append(env)
        is_end = isinstance(node, (ast.Return, ast.Raise, ast.Break, ast.Continue))
        return None if is_end else env

    def _if(self, node: ast.If, env: Environment) -> Environment | None:
        env = self._read(node.test, env)
        yes, no = self._branches(node.test, env)
        ends = [self._block(node.body, yes), self._block(node.orelse, no)]
        for at, block in enumerate((node.body, node.orelse)):
            if block and self.variables.facts.versions.only(block[0]) == 2:
                ends[at] = None  # nothing comes out of it in Python 3
                for name in _coded(block) & self.names:
                    self.graph.fix(env[name], TEXT, FIRM)  # Python 3 has text without that
        then, other = ends
        if then is not None and other is not None:
            untouched = {n: env[n] for n in env if then[n] is yes[n] and other[n] is no[n]}
            ends = [{**then, **untouched}, {**other, **untouched}]
        return self._join(ends)

    def _branches(self, test: ast.expr, env: Environment) -> tuple[Environment, Environment]:
        """The environments where a test is true and where it is false."""
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            return self._branches(test.operand, env)[::-1]
        yes, no = dict(env), dict(env)
        if isinstance(test, ast.BoolOp):
            for part in test.values:
                if isinstance(test.op, ast.And):
                    yes = self._branches(part, yes)[0]
                else:
                    no = self._branches(part, no)[1]
            return yes, no
        if isinstance(test, ast.Compare) and (name := _compared_with_none(test)) in env:
            is_none = isinstance(test.ops[0], (ast.Is, ast.Eq))
            (yes if is_none else no)[name] = Cell()  # no string
        if (held := container_asked(test)) is not None and held[0] in env:
            self._part(*held, test, yes, no)
            return yes, no
        question = asked(test, self.variables.kind_of)
        if question is None or (name := question.name) not in env:
            return yes, no
        of, other = (no, yes) if question.is_negated else (yes, no)
        other[name] = Cell(shape=env[name].shape)
        if question.kind in _COLOURS and self.variables.is_mixed(question.value):
            of[name] = Cell()
            self.graph.set_kind(of[name], STRING)
            self.graph.fix(of[name], _COLOURS[question.kind])
            if question.kind == "unicode":
                self.graph.fix(other[name], BYTES, HINT)
            self.settled.update((of[name], other[name]))
        else:
            of[name] = Cell()
            self.graph.set_kind(of[name], STRING)
            self.graph.match(of[name], env[name])
        return yes, no

    def _part(
        self, name: str, kind: str, test: ast.expr, yes: Environment, no: Environment
    ) -> None:
        """Tell a container from what else a variable may be; strings in it are as those beside it."""
        whole, container, rest = no[name], Cell(), Cell()
        self.graph.set_kind(container, kind)
        self.graph.match(rest, whole)
        if kind == "list":
            self.graph.lean(whole, self.graph.child(container, "element"))
        self.variables.either.append((whole, container, rest))
        is_negated = isinstance(test, ast.Compare) and isinstance(test.ops[0], _UNLIKE)
        yes[name], no[name] = (rest, container) if is_negated else (container, rest)

    def _loop(self, node: ast.For | ast.AsyncFor | ast.While, env: Environment) -> Environment:
        start = self._read(node.test if isinstance(node, ast.While) else node.iter, env)
        inside = dict(start)
        if not isinstance(node, ast.While):
            inside = self._read(node.target, inside, fresh=True)
        self.loops.append(([], []))
        end = self._block(node.body, inside)
        again, broken = self.loops.pop()
        after = self._join([start, end, *again]) or start
        return self._join([self._block(node.orelse, after), *broken]) or dict(start)

    def _try(self, node: ast.Try, env: Environment) -> Environment | None:
        """A handler may see each value that the body bound, if it looks."""
        end = self._block(node.body, dict(env))
        parts = [*node.handlers, *node.finalbody]
        read = {name.id for name in _names(parts) if isinstance(name.ctx, ast.Load)}
        names = [name for name in _names(node.body) if name.id in read & self.names]
        bound = {name.id for name in names if isinstance(name.ctx, ast.Store)}
        for name in names:
            cell = self.variables.known(name)
            if name.id in bound and cell is not None:
                self.graph.tie(env[name.id], cell)
        ends = [self._block(node.orelse, end) if end is not None else None]
        for handler in node.handlers:
            ends.append(self._block(handler.body, dict(env)))
        after = self._join(ends)
        if node.finalbody:
            return self._block(node.finalbody, after or dict(env)) if after else None
        return after

    def _join(self, envs: Iterable[Environment | None]) -> Environment | None:
        ends = [env for env in envs if env is not None]
        if not ends:
            return None
        return {name: self._one([end[name] for end in ends]) for name in self.names}

    def _one(self, cells: list[Cell]) -> Cell:
        """The cell of what may come from several; a string tells nothing about the others."""
        others = [cell for cell in cells if self.graph.kind(cell) != STRING] or cells
        for cell in others[1:]:
            self.graph.tie(others[0], cell)
        for cell in cells:
            self.graph.match(others[0], cell)
        if not self.settled.isdisjoint(cells) and self.first.isdisjoint(cells):
            self.settled.add(others[0])
        return others[0]

    def _read(self, node: ast.AST, env: Environment, fresh: bool = False) -> Environment:
        """Give the names in an expression their cells; `fresh`: its stores begin anew."""
        pending = [node]
        while pending:
            part = pending.pop()
            if isinstance(part, ast.Name):
                if part.id in self.names:
                    if fresh and isinstance(part.ctx, ast.Store):
                        env = {**env, part.id: Cell()}
                    self.variables.put(part, env[part.id])
                    if env[part.id] in self.settled:
                        self.variables.settled.add(part)
            elif isinstance(part, ast.BoolOp):
                inside = env
                for value in part.values:
                    self._read(value, inside)
                    branches = self._branches(value, inside)
                    inside = branches[isinstance(part.op, ast.Or)]
            elif isinstance(part, ast.IfExp):
                env = self._read(part.test, env)
                for branch, inside in zip(
                    (part.body, part.orelse), self._branches(part.test, env), strict=True
                ):
                    self._read(branch, inside)
            elif isinstance(part, _COMPREHENSIONS):
                env = self._comprehension(part, env)
            elif not isinstance(part, _INNER):
                for field in reversed(CHILDREN[type(part)]):
                    below = getattr(part, field, None)
                    if type(below) is list:
                        pending += [one for one in below if one is not None]
                    elif below is not None:
                        pending.append(below)
        return env

    def _comprehension(self, node: Comprehension, env: Environment) -> Environment:
        """Its variables begin anew; what a list's is bound to stays bound in Python 2."""
        inside = env
        for generator in node.generators:
            inside = self._read(generator.iter, inside)
            inside = self._read(generator.target, inside, fresh=True)
            for test in generator.ifs:
                inside = self._branches(test, self._read(test, inside))[0]
        for part in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
            self._read(part, inside)
        return inside if isinstance(node, ast.ListComp) else env


_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_UNLIKE = (ast.IsNot, ast.NotEq)
_COLOURS = {"unicode": TEXT, "str": BYTES, "bytes": BYTES}
