"""LIB039: attributes of threads that have the names of today's Thread's own."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.classes import bodies

_BASES = frozenset({"threading.Thread", "threading.Timer", "threading._Timer"})
# Lib/threading.py of 3.8 to 3.14; in 2.7 they began with two underscores, or were not there.
_PRIVATE = frozenset(
    "_after_fork _args _bootstrap _bootstrap_inner _context _daemonic _delete _handle _ident"
    " _initialized _invoke_excepthook _is_stopped _kwargs _name _native_id _set_native_id"
    " _set_tstate_lock _started _stderr _stop _target _tstate_lock _wait_for_tstate_lock".split()
)
# What programs that reached for the private ones wrote.
_REACHED = {
    f"_Thread__{name}": f"_{name}"
    for name in ("args", "ident", "kwargs", "name", "started", "target")
}
_REASON = "today's Thread has an attribute of that name"


class ThreadAttributes(Rule):
    """self._stop = Event() in a Thread becomes self._own_stop = Event().

    What `threading.Thread` kept in `__stop`, `__target` or `__args` it keeps in `_stop`, `_target`
    and `_args` today. A class that derives from it and has an attribute of such a name breaks it:
    `join` calls `_stop`. The attribute gets another name, in the whole module; where another class of the
    module has one of the same name, in the methods of the threads only, and other uses are reported.
    `thread._Thread__target`, where a program reached for it, is `thread._target`.
    """

    code = "LIB039"
    name = "thread-attributes"
    words = _PRIVATE | _REACHED.keys()
    examples = (
        (
            "import threading\n\n\nclass Worker(threading.Thread):\n    def __init__(self):\n"
            "        threading.Thread.__init__(self)\n        self._stop = threading.Event()\n\n"
            "    def run(self):\n        self._stop.wait()\n        print 'stopped'\n\n\n"
            "worker = Worker()\nworker.start()\nworker._stop.set()\nworker.join()\n",
            "import threading\n\n\nclass Worker(threading.Thread):\n    def __init__(self):\n"
            "        threading.Thread.__init__(self)\n        self._own_stop = threading.Event()\n\n"
            "    def run(self):\n        self._own_stop.wait()\n        print('stopped')\n\n\n"
            "worker = Worker()\nworker.start()\nworker._own_stop.set()\nworker.join()\n",
        ),
        (
            "import threading\n\nprint threading.Thread(target=len, args=('a',))._Thread__args\n",
            "import threading\n\nprint(threading.Thread(target=len, args=('a',))._args)\n",
        ),
        (
            "from threading import Thread\n\n\nclass Base(Thread):\n    def _delete(self):\n"
            "        print 'deleted'\n\n\nclass Worker(Base):\n    _args = 1\n\n    def run(self):\n"
            "        self._delete()\n        print self._args\n\n\nworker = Worker()\n"
            "worker.start()\nworker.join()\n",
            "from threading import Thread\n\n\nclass Base(Thread):\n    def _own_delete(self):\n"
            "        print('deleted')\n\n\nclass Worker(Base):\n    _own_args = 1\n\n    def run(self):\n"
            "        self._own_delete()\n        print(self._own_args)\n\n\nworker = Worker()\n"
            "worker.start()\nworker.join()\n",
        ),
    )
    leave_alone = (
        "class Task(object):\n    def __init__(self):\n        self._stop = 1\n\n\nprint(Task()._stop)\n",
        "import threading\n\n\nclass Worker(threading.Thread):\n    def run(self):\n        self.stop = 1\n\n\n"
        "print(Worker(target=len)._target)\n",
        "class Thread(object):\n    def __init__(self):\n        self.__args = 1\n\n    def args(self):\n"
        "        return self.__args\n\n\nprint(Thread().args())\n",
    )

    @cached_property
    def _classes(self) -> list[ast.ClassDef]:
        """The classes of the module that derive from Thread."""
        facts = self.module.facts
        return [
            node
            for node in facts.walk.of(ast.ClassDef)
            if not _BASES.isdisjoint(
                one for one in facts.types.ancestry(node) if isinstance(one, str)
            )
        ]

    @cached_property
    def _names(self) -> dict[str, bool]:
        """The names to change, and whether nothing else in the module has an attribute of the name."""
        if self.module.dialect.version != "2" or not self._classes:
            return {}
        inside: set[str] = set()
        outside: set[str] = set()
        for class_ in self.module.facts.walk.of(ast.ClassDef):
            bound = {name for name in _PRIVATE if bodies.stores(self.module, class_, name)}
            (inside if class_ in self._classes else outside).update(bound)
        for node in self._attributes:
            if isinstance(node.ctx, ast.Store):
                (inside if self._is_own(node) else outside).add(node.attr)
        return {name: name not in outside for name in inside}

    @cached_property
    def _attributes(self) -> list[ast.Attribute]:
        return self.module.facts.walk.attributes(*_PRIVATE)

    def _is_own(self, node: ast.Attribute) -> bool:
        """Whether an attribute is that of `self` in a method of a thread."""
        parents = self.module.facts.parents
        function = parents.function(node)
        while function is not None:
            class_ = parents.method_class(function)
            if class_ is not None:
                return class_ in self._classes and bodies.is_named(
                    node.value, bodies.receiver(function)
                )
            function = parents.function(function)
        return False

    @cached_property
    def places(self) -> frozenset[ast.AST]:
        """The attributes, methods and names in the bodies of classes of those names."""
        found: set[ast.AST] = {node for node in self._attributes if node.attr in self._names}
        found.update(self.module.facts.walk.attributes(*_REACHED))
        for class_ in self._classes:
            for name in self._names:
                found.update(bodies.stores(self.module, class_, name))
        return frozenset(found)

    def sites(self) -> Iterable[int]:
        return map(self.module.offset_of, self.places)

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> Any:
        node = self.module.at(original_node)
        if node not in self.places:
            return updated_node
        if node.attr in _REACHED:
            return updated_node.with_changes(attr=cst.Name(_REACHED[node.attr]))
        if self._names[node.attr] or self._is_own(node):
            return updated_node.with_changes(attr=self._renamed(original_node, node.attr))
        message = f"a thread's `{node.attr}` is called `_own{node.attr}` now: see what this is"
        self.module.report(self, original_node, message)
        return updated_node

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> Any:
        if self.module.at(original_node) not in self.places:
            return updated_node
        return self._renamed(original_node, original_node.value)

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        if self.module.at(original_node) not in self.places:
            return updated_node
        name = self._renamed(original_node, original_node.name.value)
        return updated_node.with_changes(name=name)

    def _renamed(self, node: cst.CSTNode, name: str) -> cst.Name:
        self.module.decide(self, node, f"_own{name}", Level.GUARDED, _REASON)
        return cst.Name(f"_own{name}")
