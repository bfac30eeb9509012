"""LIB076: programs that look at syntax trees as Python 2.7 gave them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import libcst as cst

from migrator.facts.remembering import remembered
from migrator.module import Module
from migrator.results import Level
from migrator.rules import Rule
from migrator.stdlib.stand_in_trees import MODULES, NAME, TEXT

_FLAG = "PyCF_ONLY_AST"
# What only who looks at trees of Python 2 speaks of, all of these words in one file.
_TELLING = (
    *(
        ("starargs",),
        ("inst", "tback"),
        ("TryExcept",),
        ("TryFinally",),
        ("TRYEXCEPT",),
        ("TRYFINALLY",),
    ),
    *(("visit_TryExcept",), ("visit_TryFinally",), ("visit_Str", "__class__")),
)
# What who looks at trees of Python 3 speaks of.
_TODAY = (("withitem",), ("visit_Try",), ("visit_Constant",), ("visit_arg",), ("NameConstant",))
_REASON = "the program speaks of nodes that only the trees of Python 2 have"


class SyntaxTrees(Rule):
    """ast.parse(text) becomes OldTrees().visit(ast.parse(text)) where nodes of 2.7 are expected.

    Trees of Python 3 have `Constant` where 2.7 had `Str`, `Num` and the names `None` and `True`,
    `Try` for `TryExcept` and `TryFinally`, parameters that are no names, calls without `starargs`,
    and more. Where the module or one beside it speaks of such nodes, a class changes the tree into
    one of 2.7, and gives `ast` and `_ast` the classes that are gone. What is read is Python 3, all the
    same, and such a tree cannot be compiled: a module that compiles trees is left alone, and so is
    one that knows the nodes of Python 3.
    """

    code = "LIB076"
    name = "syntax-trees"
    words = frozenset({"ast", "_ast"})
    examples = (
        (
            "import ast\n\n\ndef calls(text):\n    for node in ast.walk(ast.parse(text)):\n"
            "        if isinstance(node, ast.Call):\n"
            "            yield node.func.id, node.starargs is not None\n\n\n"
            "print list(calls('f(*a), g(b)'))\n",
            "import ast\nimport sys\n\n"
            + TEXT
            + "\n\ndef calls(text):\n    for node in ast.walk(OldTrees().visit(ast.parse(text))):\n"
            "        if isinstance(node, ast.Call):\n"
            "            yield node.func.id, node.starargs is not None\n\n\n"
            "print(list(calls('f(*a), g(b)')))\n",
        ),
    )
    leave_alone = (
        "import ast\n\nprint(ast.dump(ast.parse('')))\n",
        "import ast\n\n\ndef changed(text):\n    tree = ast.parse(text)\n"
        "    for node in ast.walk(tree):\n        if isinstance(node, ast.Call):\n"
        "            node.starargs = None\n    return compile(tree, 'a', 'exec')\n\n\nprint(changed('f(1)'))\n",
        "import ast\n\n\ndef run(text):\n    if hasattr(ast.Call(), 'starargs'):\n        return None\n"
        "    return eval(compile(ast.parse(text, 'a', 'eval'), 'a', 'eval'))\n\n\nprint(run('1'))\n",
        "import ast\n\nclass Names(ast.NodeVisitor):\n    def visit_arguments(self, node):\n"
        "        self.generic_visit(node)\n\n    def visit_arg(self, node):\n        print(node.arg)\n\n"
        "    def visit_Call(self, node):\n        print(getattr(node, 'starargs', None))\n\n\n"
        "Names().visit(ast.parse('f(1)'))\n",
        "def parse(text):\n    return text\n\n\nclass ast(object):\n    starargs = parse\n\n\n"
        "print(ast.starargs(1))\n",
    )

    def sites(self) -> Iterator[int]:
        yield from (self.module.offset_of(call) for call in parsed(self.module) if call)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        if self.module.at(original_node) not in parsed(self.module):
            return updated_node
        self.module.decide(self, original_node, NAME, Level.GUARDED, _REASON)
        text = TEXT
        for needed in MODULES:
            written = self.module.imports.module(needed, original_node, at_top=True)
            text = re.sub(rf"(?<![\w.]){needed}\.", f"{written}.", text)
        name = self.module.helpers.add(NAME, text)
        visit = cst.Attribute(cst.Call(cst.Name(name)), cst.Name("visit"))
        bare = updated_node.with_changes(lpar=[], rpar=[])
        return cst.Call(visit, [cst.Arg(bare)], lpar=updated_node.lpar, rpar=updated_node.rpar)


@remembered
def parsed(module: Module) -> frozenset[ast.AST | None]:
    """The calls whose trees are changed."""
    if module.dialect.version == "3" or not _speaks_of(module, _TELLING):
        return frozenset()
    if _speaks_of(module, _TODAY):
        return frozenset()
    calls = module.facts.walk.of(ast.Call)
    if any(_compiles(module, call) for call in calls):
        return frozenset()
    return frozenset(call for call in calls if _parses(module, call))


def _speaks_of(module: Module, telling: tuple[tuple[str, ...], ...]) -> bool:
    """Whether all words of some tuple are in the module, or in a file beside it."""
    return any(
        all(word in module.words for word in words)
        or module.project.has_neighbour(module.path, words)
        for words in telling
    )


def _parses(module: Module, call: ast.Call) -> bool:
    facts = module.facts
    around = facts.parents.get(call)
    if isinstance(around, ast.Call) and ast.unparse(around.func) == f"{NAME}().visit":
        return False
    if facts.scopes.imported(call.func) == "ast.parse":
        return True
    flags = [part for one in call.args[3:4] for part in ast.walk(one)]
    return _is_compile(module, call) and any(
        _FLAG in (getattr(part, "attr", None), getattr(part, "id", None)) for part in flags
    )


def _compiles(module: Module, call: ast.Call) -> bool:
    """Whether a tree that is made here, or mended to be compiled, is compiled."""
    scopes = module.facts.scopes
    if scopes.imported(call.func) == "ast.fix_missing_locations":
        return True
    if not _is_compile(module, call) or not call.args:
        return False
    given = call.args[0]
    definitions = scopes.resolve(given).definitions if isinstance(given, ast.Name) else ()
    values = [given, *(one.value for one in definitions)]
    return any(isinstance(one, ast.Call) and _parses(module, one) for one in values)


def _is_compile(module: Module, call: ast.Call) -> bool:
    return module.facts.scopes.is_builtin(call.func) and call.func.id == "compile"
