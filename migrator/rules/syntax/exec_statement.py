"""SYN020: the exec statement."""

from __future__ import annotations

import ast
from typing import Any

import libcst as cst

from migrator.facts.scopes import Scopes
from migrator.facts.walk import Scope
from migrator.python2 import nodes, tree
from migrator.python2.errors import ReadError
from migrator.python2.lexer import lex
from migrator.python2.lowering import lower
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.syntax import building, code_uses, places


class ExecStatement(Rule):
    """Turn the exec statement into a call of exec().

    `exec code in globals, locals` becomes `exec(code, globals, locals)`, and so does the tuple
    that Python 2 takes for these three.

    In a function, what the code binds without a namespace of its own becomes variables of the
    function in Python 2, and is lost in Python 3: the names that the function reads are taken from
    a dictionary. Where the code is not seen, and may bind variables that the function has
    already, that is told.
    """

    code = "SYN020"
    name = "exec-statement"
    words = frozenset({"exec"})
    examples = (
        ("exec 'x = 1'\nprint(x)\n", "exec('x = 1')\nprint(x)\n"),
        (
            "space = {}\nexec 'x = 1' in space\nprint(space['x'])\n",
            "space = {}\nexec('x = 1', space)\nprint(space['x'])\n",
        ),
        (
            "exec 'x = y' in {'y': 2}, globals()\nprint(x)\n",
            "exec('x = y', {'y': 2}, globals())\nprint(x)\n",
        ),
        (
            "def f(x):\n    exec 'y = x + 1'\n    return y\nprint f(1)\n",
            "def f(x):\n    names = dict(locals())\n    exec('y = x + 1', globals(), names)\n"
            "    y = names['y']\n    return y\nprint(f(1))\n",
        ),
        (
            "def parsed(text, given=None):\n    if given:\n        size, names = given\n    else:\n"
            "        exec 'size, names = 1, dict(%(text)s)' % locals()\n"
            "    return size, names\nprint parsed('a=1'), parsed('', (1, 2))\n",
            "def parsed(text, given=None):\n    if given:\n        size, names = given\n    else:\n"
            "        namespace = dict(locals())\n"
            "        exec('size, names = 1, dict(%(text)s)' % locals(), globals(), namespace)\n"
            "        names = namespace['names']\n        size = namespace['size']\n"
            "    return size, names\nprint(parsed('a=1'), parsed('', (1, 2)))\n",
        ),
    )
    leave_alone = (
        "exec('x = 1')\nprint(x)\n",
        "exec ('x = y', {'y': 2}, globals())\nprint(x)\n",
        "def f(code):\n    exec(code)\n    return 1\nprint(f('x = 1'))\n",
        "def f(code):\n    exec('%s = 1' % code)\n    return code\nprint(f('x'))\n",
        "class Shell(object):\n    def run(self, executor):\n        executor('exec')\n",
    )

    def leave_Exec(self, original_node: nodes.Exec, updated_node: nodes.Exec) -> Any:
        node = updated_node
        names = self._names_bound(original_node) if node.globals is None else []
        if names:
            return self._with_names(node, names)
        after = node.whitespace_after_exec
        if node.globals is None and node.body.lpar:
            return cst.Expr(_as_written(node.body, after), semicolon=node.semicolon)
        parts = [part for part in (node.body, node.globals, node.locals) if part is not None]
        commas = (None, node.comma, None)
        arguments = building.arguments(zip(parts, commas, strict=False))
        if node.globals is None and self._is_tuple(original_node):
            arguments[0] = arguments[0].with_changes(star="*")
        call = building.call(cst.Name("exec"), arguments, after)
        return cst.Expr(call, semicolon=node.semicolon)

    def _is_tuple(self, original: nodes.Exec) -> bool:
        """Whether the code is a variable that holds a tuple, with its namespaces in it."""
        statement = places.statement(self.module, original)
        assert isinstance(statement, tree.Exec)
        if not isinstance(statement.body, ast.Name):
            return False
        definitions = self.module.facts.scopes.resolve(statement.body).definitions
        return bool(definitions) and all(isinstance(one.value, ast.Tuple) for one in definitions)

    def _names_bound(self, original: nodes.Exec) -> list[str]:
        """The names that the code binds in a function and that the function reads."""
        statement = places.statement(self.module, original)
        facts = self.module.facts
        scope = facts.scopes.scope_of(statement) if statement is not None else None
        assert isinstance(statement, tree.Exec)
        if scope is None or not isinstance(scope.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return []
        if isinstance(statement.body, ast.Tuple):
            return []
        loads = {name: nodes for name, nodes in scope.loads.items() if nodes}
        code = _literal(statement.body)
        if code is not None:
            wanted = _stored(code) & set(loads)
        else:
            wanted = {name for name in loads if facts.scopes.lookup(scope, name).kind == "unknown"}
        if not wanted:
            if code is None:
                self._tell_of_variables(original, statement, scope)
            return []
        kinds = {name: facts.scopes.lookup(scope, name).kind for name in wanted}
        early = any(
            load.lineno <= statement.lineno
            for name, kind in kinds.items()
            for load in (loads[name] if kind != "local" else ())
        )
        always = statement in scope.node.body or set(kinds.values()) == {"local"}
        is_hidden = code is None and bool(facts.scopes.module.stars)
        if early or not always or is_hidden:
            listed = ", ".join(sorted(wanted))
            self.module.report(
                self,
                original,
                f"exec() binds no variables of a function in Python 3 ({listed}): give it a"
                " dictionary, and take from that what the function reads",
            )
            return []
        return sorted(wanted)

    def _tell_of_variables(self, original: nodes.Exec, statement: tree.Exec, scope: Scope) -> None:
        """Tell where code that is not seen may bind variables that the function reads later."""
        end = statement.end_lineno or statement.lineno
        listed = ", ".join(
            sorted(
                name
                for name, loads in scope.loads.items()
                if any(load.lineno > end for load in loads)
                and self.module.facts.scopes.lookup(scope, name).kind == "local"
            )
        )
        if listed:
            message = f"what the code binds is not seen by the function in Python 3 ({listed})"
            self.module.report(self, original, message, Level.ASSUMED)

    def _with_names(self, node: nodes.Exec, names: list[str]) -> cst.FlattenSentinel:
        """Run the code with a dictionary for its variables, and take from that what is read."""
        space = cst.Name(places.fresh(self.module, "names", "namespace"))
        inner = building.call(cst.Name("locals"), [])
        copy = building.call(cst.Name("dict"), [cst.Arg(inner)])
        made = cst.Assign([cst.AssignTarget(space)], copy)
        parts = [(node.body, None), (building.call(cst.Name("globals"), []), None), (space, None)]
        run = cst.Expr(
            building.call(cst.Name("exec"), building.arguments(parts), node.whitespace_after_exec)
        )
        taken = [
            cst.Assign(
                [cst.AssignTarget(cst.Name(name))],
                cst.Subscript(space, [cst.SubscriptElement(cst.Index(building.string(name)))]),
            )
            for name in names
        ]
        taken[-1] = taken[-1].with_changes(semicolon=node.semicolon)
        return cst.FlattenSentinel([made, run, *taken])

    def leave_SimpleStatementLine(self, original_node: Any, updated_node: Any) -> Any:
        if isinstance(original_node.body[0], nodes.Exec):
            return building.lines(original_node, updated_node)
        return updated_node


def _literal(body: ast.expr) -> str | None:
    """The code that a literal holds, with names in the places that `%` fills in."""
    match body:
        case ast.BinOp(left=ast.Constant(value=str(template)), op=ast.Mod()):
            return code_uses.Template(template).filled
        case ast.Constant(value=str(code)):
            return code
    return None


def _stored(code: str) -> set[str]:
    """The names that code binds in its own namespace."""
    try:
        lowered = lower(lex(f"{code}\n"))
        scopes = Scopes(ast.parse(lowered.text))
    except (ReadError, SyntaxError, ValueError):
        return set()
    return set(scopes.module.stores)


def _as_written(value: Any, after: Any) -> cst.Call:
    """`exec (code)` and `exec (code, globals)`, which are calls as they stand."""
    left, right = value.lpar[0], value.rpar[-1]
    if isinstance(value, cst.Tuple) and len(value.lpar) == 1:
        arguments = [building.argument(item.value, comma=item.comma) for item in value.elements]
    else:
        arguments = [cst.Arg(building.without_parentheses(value))]
    if arguments:
        arguments[-1] = arguments[-1].with_changes(whitespace_after_arg=right.whitespace_before)
    return cst.Call(
        cst.Name("exec"),
        arguments,
        whitespace_after_func=after,
        whitespace_before_args=left.whitespace_after,
    )
