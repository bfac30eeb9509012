"""EXC040: except clauses whose classes Python 3 made one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from migrator.facts.remembering import remembered
from migrator.module import Module
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.syntax import building, places

# What each of these classes was in Python 2.
_KINDS = {
    "EnvironmentError": "EnvironmentError",
    "IOError": "IOError",
    "OSError": "OSError",
    "WindowsError": "OSError",
    "mmap.error": "EnvironmentError",
    "os.error": "OSError",
    "select.error": "select.error",
    "socket.error": "socket.error",
}
MERGED = frozenset(_KINDS)
_INCLUDED = {
    "EnvironmentError": ("EnvironmentError", "IOError", "OSError", "socket.error"),
    "IOError": ("IOError", "socket.error"),
}
_MESSAGE = "never runs in Python 3, where {} is the same class as {}: join the clauses"
_REASON = "one class in Python 3: which one it was is told from the code that failed"
_HELPER = '''
def raised_as(name):
    """OSError if Python 2 called the current exception so, as the code that failed tells, or ()."""
    trace = sys.exc_info()[2]
    frame, line = list(traceback.walk_tb(trace))[-1]
    start = getattr(traceback.extract_tb(trace)[-1], "colno", 0)  # there from Python 3.11 on
    text = linecache.getline(frame.f_code.co_filename, line).encode()[start:].decode()
    found = [frame.f_globals.get("__name__")]
    for called in re.findall(r"[\\w.]+(?=\\()", text):
        try:
            function = eval(called, frame.f_globals, frame.f_locals)
        except Exception:
            continue
        owner = type(getattr(function, "__self__", None))
        found += called, getattr(function, "__module__", None) or owner.__module__
    kinds = dict.fromkeys(("OSError", "os", "posix", "nt", "subprocess"), "OSError")
    kinds.update(dict.fromkeys(("socket.error", "socket", "_socket", "ssl"), "socket.error"))
    kinds.update(dict.fromkeys(("select.error", "select"), "select.error"))
    kinds.update(dict.fromkeys(("IOError", "io", "_io"), "IOError"))
    kind = next((kinds[one] for one in found if one in kinds), "IOError")
    is_it = name == kind or (name, kind) == ("IOError", "socket.error")
    return OSError if is_it else ()
'''


class MergedClasses(Rule):
    """Clauses for IOError and OSError beside each other ask which of the two it would have been.

    Python 3 has one class for IOError, OSError, EnvironmentError, socket.error, select.error and
    others (PEP 3151), so that of two clauses that say different things of them the second never
    runs. The first asks a function that is added: in Python 2 functions of `os` raised OSError,
    those of `socket` socket.error and files IOError. What failed is told from the traceback and the
    source, which is there as long as the program is run from it. Where the first clause names
    several classes, the second is reported.
    """

    code = "EXC040"
    name = "merged-classes"
    words = frozenset({"except", "issubclass"})
    examples = (
        (
            "import os\n\n\ndef kind(function, path):\n    try:\n        function(path)\n"
            "    except IOError:\n        return 'io'\n    except OSError:\n        return 'os'\n\n\n"
            "print kind(open, '/no/such'), kind(os.listdir, '/no/such')\n",
            "import os\nimport linecache\nimport re\nimport sys\nimport traceback\n\n"
            + _HELPER
            + "\n\ndef kind(function, path):\n    try:\n        function(path)\n"
            "    except raised_as('IOError'):\n        return 'io'\n    except OSError:\n"
            "        return 'os'\n\n\n"
            "print(kind(open, '/no/such'), kind(os.listdir, '/no/such'))\n",
        ),
        (
            "print issubclass(OSError, IOError), issubclass(OSError, EnvironmentError)\n",
            "print(False, issubclass(OSError, EnvironmentError))\n",
        ),
    )
    leave_alone = (
        "try:\n    open('/no/such/file')\nexcept (IOError, OSError):\n    print('io')\n",
        "try:\n    open('/no/such/file')\nexcept IOError:\n    print('io')\n"
        "except EOFError:\n    print('eof')\n",
        "import socket\n\ntry:\n    open('/no/such/file')\nexcept EnvironmentError:\n"
        "    print('io')\nexcept socket.error:\n    print('socket')\n",
    )

    def sites(self) -> Iterator[int]:
        for first, last in _pairs(self.module):
            yield self.module.offsets.start(first)
            yield self.module.offsets.start(last)
        for call in self.module.facts.walk.of(ast.Call):
            if self._is_no_subclass(call):
                yield self.module.offset_of(call)

    def leave_ExceptHandler(
        self, original_node: cst.ExceptHandler, updated_node: cst.ExceptHandler
    ) -> cst.ExceptHandler:
        handler = places.handler(self.module, original_node)
        if handler is None or original_node.type is None:
            return updated_node
        for first, last in _pairs(self.module):
            if handler is last and not self._can_ask(first):
                names = [_kinds(self.module, one)[0] for one in (last, first)]
                self.module.report(self, original_node.type, _MESSAGE.format(*names))
                return updated_node
            if handler is first and self._can_ask(first):
                question = self._question(original_node.type, _kinds(self.module, first)[0])
                return updated_node.with_changes(type=question)
        return updated_node

    def _can_ask(self, first: ast.ExceptHandler) -> bool:
        is_old = self.module.dialect.version == "2"
        return is_old and isinstance(first.type, (ast.Name, ast.Attribute))

    def _question(self, caught: cst.BaseExpression, name: str) -> cst.Call:
        """What catches an exception if Python 2 called it `name`."""
        self.module.decide(self, caught, "raised_as", Level.ASSUMED, _REASON)
        text = _HELPER
        for needed in ("linecache", "re", "sys", "traceback"):
            written = self.module.imports.module(needed, caught)
            text = text.replace(f" {needed}.", f" {written}.").replace(
                f"({needed}.", f"({written}."
            )
        function = cst.Name(self.module.helpers.add("raised_as", text))
        return building.call(function, [building.argument(building.string(name))])

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if not self._is_no_subclass(self.module.at(original_node)):
            return updated_node
        self.module.decide(self, original_node, "False", Level.PROVEN, "two classes in Python 2")
        return cst.Name("False", lpar=updated_node.lpar, rpar=updated_node.rpar)

    def _is_no_subclass(self, node: ast.AST | None) -> bool:
        """Whether this asks whether one of the classes is another one's subclass, and it was not."""
        scopes = self.module.facts.scopes
        if not isinstance(node, ast.Call) or not scopes.is_builtin(node.func):
            return False
        if node.func.id != "issubclass" or self.module.dialect.version != "2":
            return False
        kinds = [_KINDS.get(_class_name(self.module, one) or "") for one in node.args]
        if len(kinds) != 2 or None in kinds:
            return False
        return not _includes(kinds[1], kinds[0])


@remembered
def _pairs(module: Module) -> list[tuple[ast.ExceptHandler, ast.ExceptHandler]]:
    """Clauses of which the second would never run, where it did in Python 2, and the first."""
    found = []
    for node in module.facts.walk.of(ast.Try):
        if module.facts.versions.only(node) is None:
            earlier: list[str] = []
            for handler in node.handlers:
                kinds = _kinds(module, handler)
                if not all(any(_includes(one, kind) for one in earlier) for kind in kinds):
                    before = node.handlers[: node.handlers.index(handler)]
                    found += [(first, handler) for first in before if _kinds(module, first)]
                earlier += kinds
    return found


def _kinds(module: Module, handler: ast.ExceptHandler) -> list[str]:
    """The merged classes that a clause names, as Python 2 had them."""
    return [_KINDS[name] for name in caught_names(module, handler) if name in MERGED]


def _includes(kind: str | None, other: str | None) -> bool:
    """Whether one class was another, or a base of it."""
    return other in _INCLUDED.get(kind or "", (kind,))


def caught_names(module: Module, handler: ast.ExceptHandler) -> list[str]:
    """The classes that a clause names, builtins and imported ones, by their dotted names."""
    if handler.type is None:
        return []
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return [name for one in caught if (name := _class_name(module, one)) is not None]


def _class_name(module: Module, node: ast.expr) -> str | None:
    scopes = module.facts.scopes
    return node.id if scopes.is_builtin(node) else scopes.imported(node)
