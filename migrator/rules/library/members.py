"""Methods of the standard library's classes that have another name, or another shape, today."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import libcst as cst

from migrator.facts.walk import FUNCTIONS
from migrator.results import Level
from migrator.rules import Rule
from migrator.rules.imports.heirs import heir_of
from migrator.rules.imports.planner import is_at
from migrator.rules.library.filling import filled
from migrator.stdlib import gone_since, is_stdlib_module_2, lacks, moves
from migrator.stdlib.entries import Form, Move

_TEST_CASE = "unittest.TestCase"
# Names that other classes have as well: only rewritten where the object is seen to be of the class.
_COMMON = frozenset(
    "add_data get_bytes get_clock_seq get_data get_fields get_host get_node get_origin_req_host"
    " get_selector get_time get_type get_variant get_version has_data is_unverifiable unescape fromstring"
    " tostring".split()
)
# Attributes that tell of what class an object is.
_TELLING = {
    "array.array": frozenset("buffer_info byteswap fromunicode tounicode typecode".split()),
    "urllib2.Request": frozenset(
        "add_unredirected_header get_full_url get_origin_req_host get_selector has_proxy".split()
    ),
}


class RenamedMethods(Rule):
    """assertEquals becomes assertEqual, isAlive becomes is_alive, getchildren becomes list().

    Methods that the standard library's classes had under several names, or under names that
    broke its style, went away in Python 3.0 to 3.12; they are rewritten from the target on that
    lost them. A module that has its own attribute of the name anywhere is left alone.

    What an object is cannot always be seen: such a place, where the module or one beside it
    imports the class's module and the name is no common one, is listed as assumed.
    """

    code = "LIB030"
    name = "renamed-methods"
    words = frozenset(name.rpartition(".")[2] for name in (*moves.MEMBER_MOVES, *moves.METHODS))
    examples = (
        (
            "import unittest\n\n\nclass T(unittest.TestCase):\n    def runTest(self):\n"
            "        self.assertItemsEqual([2, 1], [1, 2])\n        print 'same'\n\n\nT().runTest()\n",
            "import unittest\n\n\nclass T(unittest.TestCase):\n    def runTest(self):\n"
            "        self.assertCountEqual([2, 1], [1, 2])\n        print('same')\n\n\nT().runTest()\n",
        ),
        (
            "import threading\n\nt = threading.Thread(target=len)\nprint t.isAlive()\n",
            "import threading\n\nt = threading.Thread(target=len)\nprint(t.is_alive())\n",
        ),
        (
            "from xml.etree import ElementTree as ET\n\nroot = ET.fromstring('<a><b/><b/></a>')\n"
            "print len(root.getchildren()), [e.tag for e in root.getiterator()]\n",
            "from xml.etree import ElementTree as ET\n\nroot = ET.fromstring('<a><b/><b/></a>')\n"
            "print(len(list(root)), [e.tag for e in root.iter()])\n",
        ),
        (
            "import array\n\na = array.array('h', [258])\nprint len(a.tostring())\n",
            "import array\n\na = array.array('h', [258])\nprint(len(a.tobytes()))\n",
        ),
        (
            "import HTMLParser\n\nprint HTMLParser.HTMLParser().unescape('a &lt; b')\n",
            "import html.parser\nimport html\n\nprint(html.unescape('a &lt; b'))\n",
        ),
        (
            "from array import array\n\n\ndef pack(ids=None):\n    if ids is None:\n"
            "        ids = array('b', [7])\n    return ids.tostring()\n\n\nprint len(pack())\n",
            "from array import array\n\n\ndef pack(ids=None):\n    if ids is None:\n"
            "        ids = array('b', [7])\n    return ids.tobytes()\n\n\nprint(len(pack()))\n",
        ),
        (
            "from array import array\n\n\ndef pack(ids):\n    ids.byteswap()\n    return ids.tostring()\n\n\n"
            "print len(pack(array('b', [7])))\n",
            "from array import array\n\n\ndef pack(ids):\n    ids.byteswap()\n    return ids.tobytes()\n\n\n"
            "print(len(pack(array('b', [7]))))\n",
        ),
        (
            "import uuid\n\nu = uuid.UUID(int=5)\nprint u.get_hex(), u.get_version()\n",
            "import uuid\n\nu = uuid.UUID(int=5)\nprint(u.hex, u.version)\n",
        ),
        (
            "import gettext\n\nif hasattr(gettext.GNUTranslations, 'ngettext'):\n"
            "    Plain = gettext.NullTranslations\nelse:\n    class Plain(gettext.NullTranslations):\n"
            "        def ungettext(self, one, many, n):\n            return one\n\n"
            "made = Plain()\nprint made.ungettext('a', 'b', 2)\n",
            "import gettext\n\nif hasattr(gettext.GNUTranslations, 'ngettext'):\n"
            "    Plain = gettext.NullTranslations\nelse:\n    class Plain(gettext.NullTranslations):\n"
            "        def ungettext(self, one, many, n):\n            return one\n\n"
            "made = Plain()\nprint(made.ngettext('a', 'b', 2))\n",
        ),
    )
    leave_alone = (
        "import uuid\n\n\ndef show(page):\n    return page.get_version()\n\n\nprint(show, uuid)\n",
        "import gettext\n\nif hasattr(gettext, 'ugettexts'):\n    Plain = gettext.NullTranslations\n"
        "else:\n    class Plain(gettext.NullTranslations):\n        def ungettext(self, one, many, n):\n"
        "            return one\n\nmade = Plain()\nprint(made.ungettext('a', 'b', 2))\n",
        "from array import array\n\n\ndef show(node):\n    return node.tostring(), node.size\n\n\n"
        "print(show, array)\n",
        "from array import array\n\n\ndef show(node):\n    return node.tostring()\n\n\nprint(show, array)\n",
        "import threading\n\n\nclass Player(object):\n    def isAlive(self):\n        return True\n\n\n"
        "print(Player().isAlive())\n",
        "import unittest\n\n\nclass T(unittest.TestCase):\n    def assertItemsEqual(self, a, b):\n"
        "        print(sorted(a) == sorted(b))\n\n    def runTest(self):\n"
        "        self.assertItemsEqual([2, 1], [1, 2])\n\n\nT().runTest()\n",
        "def f(node):\n    return node.getchildren()\n\n\nprint(f)\n",
        "import unittest\n\nif not hasattr(unittest.TestCase, 'assertItemsEqual'):\n"
        "    unittest.TestCase.assertItemsEqual = unittest.TestCase.assertCountEqual\n\n"
        "print(unittest.TestCase.assertItemsEqual)\n",
        "from xml.etree import ElementTree\n\nprint(ElementTree.tostring(ElementTree.Element('a')))\n",
        "class Parser(object):\n    def unescape(self, text):\n        return text\n\n\nprint(Parser().unescape('a'))\n",
    )

    @cached_property
    def places(self) -> frozenset[int]:
        return frozenset(self.module.offset_of(node) for node in self._found)

    def sites(self) -> Iterable[int]:
        return self.places

    @cached_property
    def _found(self) -> dict[ast.AST, tuple[Move | Form, Level]]:
        """The attributes to be renamed, and the calls to be written in another shape."""
        target = self.module.options.target
        wanted: dict[str, list[Move | Form]] = {}
        for name in (*moves.MEMBER_MOVES, *moves.METHODS):
            entry = moves.member_move(name, target) or moves.method_form(name, target)
            if entry is not None and name.rpartition(".")[2] not in self._own:
                wanted.setdefault(name.rpartition(".")[2], []).append(entry)
        found: dict[ast.AST, tuple[Move | Form, Level]] = {}
        parents = self.module.facts.walk.parents
        for node in self.module.facts.walk.attributes(*wanted):
            for entry in wanted[node.attr]:
                level = self._level(node, entry)
                place = parents[node] if isinstance(entry, Form) else node
                if level is not None and (isinstance(entry, Move) or _fits(node, place, entry)):
                    found[place] = (entry, level)
                    break
        return found

    @cached_property
    def _own(self) -> set[str]:
        """The names of attributes that the module itself binds, or speaks of in a string."""
        facts = self.module.facts
        own = {
            name
            for scope in facts.walk.scopes
            if scope.kind == "class" and not self._stands_in(scope.node)
            for name in scope.stores
        }
        for node in facts.walk.of(ast.Attribute):
            if isinstance(node.ctx, (ast.Store, ast.Del)):
                own.add(node.attr)
        for node in facts.walk.of(ast.Constant):
            if isinstance(node.value, str):
                own.add(node.value)
        return own

    def _stands_in(self, class_: ast.AST) -> bool:
        """Whether a class is made where the library has not what both Pythons have."""
        child = class_
        for around in self.module.facts.parents.ancestors(class_):
            if isinstance(around, ast.If) and child is not around.test:
                test, truth = around.test, child in around.body
                while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
                    test, truth = test.operand, not truth
                if not truth and self._is_there(test):
                    return True
            child = around
        return False

    def _is_there(self, test: ast.expr) -> bool:
        """Whether a test asks by hasattr for what the library has and never lost."""
        scopes = self.module.facts.scopes
        if not isinstance(test, ast.Call) or not scopes.is_builtin(test.func):
            return False
        if test.func.id != "hasattr" or len(test.args) != 2:
            return False
        owner, name = test.args
        dotted = scopes.imported(owner) or ""
        if not isinstance(name, ast.Constant) or not isinstance(name.value, str):
            return False
        if not is_stdlib_module_2(dotted.partition(".")[0]):
            return False
        asked = f"{dotted}.{name.value}"
        return gone_since(asked) is None and not lacks(asked, self.module.options.target)

    def _level(self, node: ast.Attribute, entry: Move | Form) -> Level | None:
        """How sure it is that an attribute is the class's; None: it is not, or not enough."""
        owner = entry.old.rpartition(".")[0]
        scopes = self.module.facts.scopes
        if self._is_instance(node.value, owner) or scopes.imported(node.value) in self._names(
            owner
        ):
            return Level.PROVEN
        if node.attr in _COMMON:
            return Level.ASSUMED if self._may_be_instance(node.value, owner) else None
        if scopes.imported(node.value) is not None:
            return None
        if owner == _TEST_CASE:
            around = self._own_class(node.value)
            return Level.ASSUMED if around is None else self._test_level(around)
        library = owner.rpartition(".")[0]
        is_at_hand = self._imports(library) or self._is_near(library, node.attr)
        return Level.ASSUMED if is_at_hand else None

    def _is_near(self, library: str, method: str) -> bool:
        """Whether a neighbour of the file speaks of a standard module, and none has such a method.

        Nor may what the file imports of the program have one.
        """
        project, path = self.module.project, self.module.path
        words = {name.rpartition(".")[2] for name in self._names(library)}
        own = [f"def {method}"]
        return (
            any(project.has_neighbour(path, [word]) for word in sorted(words))
            and not project.has_neighbour(path, own)
            and not any(project.imported_says(path, name, own) for name in self._imported)
        )

    @cached_property
    def _imported(self) -> list[str]:
        """The top names of the modules that the module imports."""
        walk = self.module.facts.walk
        names = [one.name for node in walk.of(ast.Import) for one in node.names]
        names += [node.module or "" for node in walk.of(ast.ImportFrom) if not node.level]
        return sorted({name.partition(".")[0] for name in names} - {""})

    def _test_level(self, class_: ast.ClassDef) -> Level:
        """A class with a base that is called a test case is one."""
        names = [getattr(base, "attr", getattr(base, "id", "")) for base in class_.bases]
        is_test = any("test" in name.lower() for name in names)
        return Level.PROVEN if is_test else Level.ASSUMED

    def _names(self, dotted: str) -> set[str]:
        """The dotted names of a class, or module, under both Pythons."""
        heir = heir_of(dotted, self.module.options.target)
        former = {
            move.old + dotted[len(move.new) :]
            for move in moves.MODULE_MOVES.values()
            if f"{dotted}.".startswith(f"{move.new}.")
        }
        return {dotted, *former} | ({heir.new} if heir and heir.new else set())

    def _is_instance(self, node: ast.expr, owner: str) -> bool:
        """Whether an expression is seen to be made of a class, or is `self` in a subclass."""
        facts = self.module.facts
        if isinstance(node, ast.Call):
            return self._is_made(node, owner)
        own = self._own_class(node)
        if own is not None:
            return any(facts.scopes.imported(base) in self._names(owner) for base in own.bases)
        if not isinstance(node, ast.Name):
            return False
        values = self._values(node)
        return bool(values) and all(self._is_made(value, owner) for value in values)

    def _may_be_instance(self, node: ast.expr, owner: str) -> bool:
        """Whether what a variable or an attribute is bound to somewhere is made of a class.

        So is what is asked for an attribute that objects of the class have, in a module with such.
        """
        if any(self._is_made(value, owner) for value in self._values(node)):
            return True
        if any(self._is_instance(value, owner) for value in self._passed(node)):
            return True
        if owner not in _TELLING or not isinstance(node, ast.Name):
            return False
        scopes, parents = self.module.facts.scopes, self.module.facts.walk.parents
        around = [parents[load] for load in scopes.loads(scopes.resolve(node))]
        asked = {one.attr for one in around if isinstance(one, ast.Attribute)}
        return not _TELLING[owner].isdisjoint(asked) and self._imports(owner.rpartition(".")[0])

    def _is_made(self, value: ast.expr | None, owner: str) -> bool:
        """Whether a call makes an object of a class, or of one of the module derived from it."""
        if not isinstance(value, ast.Call):
            return False
        facts, names = self.module.facts, self._names(owner)
        if facts.scopes.imported(value.func) in names:
            return True
        class_ = facts.types.class_of(value)
        ancestry = facts.types.ancestry(class_) if class_ is not None else ()
        return not names.isdisjoint(one for one in ancestry if isinstance(one, str))

    def _values(self, node: ast.expr) -> list[ast.expr | None]:
        """What is bound to a variable, or to an attribute of that name of any object."""
        scopes = self.module.facts.scopes
        if isinstance(node, ast.Name):
            return [one.value for one in scopes.resolve(node).definitions]
        if not isinstance(node, ast.Attribute):
            return []
        stores = self.module.facts.walk.stored(node.attr)
        return [scopes.assignment(one).value for one in stores]

    def _passed(self, node: ast.expr) -> list[ast.expr]:
        """What the module itself passes for the parameter that a Name is."""
        scopes, parents = self.module.facts.scopes, self.module.facts.parents
        if not isinstance(node, ast.Name):
            return []
        found: list[ast.expr] = []
        for one in scopes.resolve(node).definitions:
            function = parents.function(one.node) if one.kind == "parameter" else None
            if not isinstance(function, ast.FunctionDef):
                continue
            names = [each.arg for each in function.args.args]
            place = names.index(node.id) if node.id in names else len(names)
            for load in scopes.loads(scopes.lookup(scopes.scope_of(function), function.name)):
                call = parents.get(load)
                if isinstance(call, ast.Call) and call.func is load:
                    found += call.args[place : place + 1]
        return found

    def _own_class(self, node: ast.expr) -> ast.ClassDef | None:
        """The class of whose method a Name is the first parameter."""
        facts = self.module.facts
        if not isinstance(node, ast.Name):
            return None
        binding = facts.scopes.resolve(node)
        function = binding.scope.node if binding.scope else None
        if not isinstance(function, FUNCTIONS) or not function.args.args:
            return None
        return (
            facts.parents.method_class(function) if function.args.args[0].arg == node.id else None
        )

    def _imports(self, module: str) -> bool:
        """Whether the module imports from a standard module, or from its package."""
        names = self._names(module)
        if module.startswith("xml.etree"):
            names |= {"xml.etree.cElementTree", "xml.etree"}
        walk = self.module.facts.walk
        return any(node.name in names for node in walk.of(ast.alias)) or any(
            node.module in names for node in walk.of(ast.ImportFrom)
        )

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> Any:
        if not is_at(self.module, original_node, self.places):
            return updated_node
        entry, level = self._found.get(self.module.at(original_node), (None, None))
        if not isinstance(entry, Move):
            return updated_node
        self._decide(original_node, entry, level)
        return updated_node.with_changes(attr=cst.Name(entry.new.rpartition(".")[2]))

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> Any:
        if not is_at(self.module, original_node, self.places):
            return updated_node
        entry, level = self._found.get(self.module.at(original_node), (None, None))
        if not isinstance(entry, Form):
            return updated_node
        self._decide(original_node, entry, level)
        assert isinstance(updated_node.func, cst.Attribute)
        parameters = [part.strip() for part in entry.parameters.split(",")]
        values = [updated_node.func.value, *(argument.value for argument in updated_node.args)]
        return filled(
            self.module,
            entry,
            dict(zip(parameters, values, strict=True)),
            (),
            original_node,
            updated_node,
        )

    def _decide(self, node: cst.CSTNode, entry: Move | Form, level: Level | None) -> None:
        if level is Level.ASSUMED:
            reason = f"taken for {entry.old}: what the object is cannot be seen"
            self.module.decide(self, node, entry.new, level, reason)


def _fits(node: ast.Attribute, call: ast.AST, form: Form) -> bool:
    """Whether an attribute is called with as many plain arguments as its form has."""
    return (
        isinstance(call, ast.Call)
        and call.func is node
        and not call.keywords
        and len(call.args) == form.parameters.count(",")
        and not any(isinstance(argument, ast.Starred) for argument in call.args)
    )
